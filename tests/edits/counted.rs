//! A tree in memory that counts how often a text is read.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use copsite::disk::{Content, Disk, FoundFile, MemoryDisk, Walk};

pub struct Counted {
    inner: MemoryDisk,
    texts: AtomicUsize,
}

impl Counted {
    pub fn new(inner: MemoryDisk) -> Counted {
        Counted { inner, texts: AtomicUsize::new(0) }
    }

    pub fn inner(&self) -> &MemoryDisk {
        &self.inner
    }

    /// Counts from 0 again.
    pub fn reset(&self) {
        self.texts.store(0, Ordering::Relaxed);
    }

    /// Texts and data files that were read.
    pub fn texts_read(&self) -> usize {
        self.texts.load(Ordering::Relaxed)
    }
}

impl Disk for Counted {
    fn walk(&self, folder: &str) -> Walk {
        self.inner.walk(folder)
    }

    fn look(&self, stored: &str) -> io::Result<FoundFile> {
        self.inner.look(stored)
    }

    fn read(&self, stored: &str) -> io::Result<Vec<u8>> {
        if stored.starts_with("content/") || stored.starts_with("data/") {
            self.texts.fetch_add(1, Ordering::Relaxed);
        }
        self.inner.read(stored)
    }

    fn open(&self, stored: &str) -> io::Result<Box<dyn Content>> {
        self.inner.open(stored)
    }

    fn exists(&self, path: &str) -> bool {
        self.inner.exists(path)
    }

    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.inner.create(path, bytes)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        Disk::put(&self.inner, path, bytes)
    }

    fn remove(&self, stored: &str) -> io::Result<()> {
        Disk::remove(&self.inner, stored)
    }

    fn replace(&self, stored: &str, expected: &[u8], bytes: &[u8]) -> io::Result<()> {
        self.inner.replace(stored, expected, bytes)
    }
}
