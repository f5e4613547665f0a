//! A disk that remembers, as a number, what it was asked and what it answered: who asks the same and is
//! answered the same does the same.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::{Mutex, PoisonError};

use twox_hash::XxHash3_64;

use super::{Content, Disk, FoundFile, Walk};

pub struct Recorded<'d> {
    disk: &'d dyn Disk,
    /// Each question once, in an order that threads have no part in.
    answers: Mutex<BTreeMap<(Asked, String), u64>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Asked {
    Walk,
    Look,
    Read,
    Exists,
}

impl<'d> Recorded<'d> {
    pub fn new(disk: &'d dyn Disk) -> Recorded<'d> {
        Recorded { disk, answers: Mutex::default() }
    }

    /// XXH3 of all that was asked so far and of the answers, 64 bits. Times of files are left out: they differ from
    /// machine to machine. So is what is in files that were opened to be read piece by piece.
    pub fn print(&self) -> u64 {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        print(&*answers)
    }

    fn note(&self, asked: Asked, path: &str, answer: impl Hash) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert((asked, path.to_owned()), print(&answer));
    }
}

fn print(value: &impl Hash) -> u64 {
    let mut hasher = XxHash3_64::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// An error by its kind: its text is for people.
fn outcome<T, H: Hash>(result: &io::Result<T>, of: impl FnOnce(&T) -> H) -> Result<H, String> {
    result.as_ref().map(of).map_err(|error| format!("{:?}", error.kind()))
}

impl Disk for Recorded<'_> {
    fn walk(&self, folder: &str) -> Walk {
        let walk = self.disk.walk(folder);
        let files: Vec<(&str, u64)> = walk.files.iter().map(|file| (&*file.path, file.len)).collect();
        self.note(Asked::Walk, folder, files);
        walk
    }

    fn look(&self, stored: &str) -> io::Result<FoundFile> {
        let found = self.disk.look(stored);
        self.note(Asked::Look, stored, outcome(&found, |file| file.len));
        found
    }

    fn read(&self, stored: &str) -> io::Result<Vec<u8>> {
        let bytes = self.disk.read(stored);
        // The bytes are hashed before the lock is taken.
        self.note(Asked::Read, stored, outcome(&bytes, |bytes| XxHash3_64::oneshot(bytes)));
        bytes
    }

    fn open(&self, stored: &str) -> io::Result<Box<dyn Content>> {
        self.disk.open(stored)
    }

    fn exists(&self, path: &str) -> bool {
        let exists = self.disk.exists(path);
        self.note(Asked::Exists, path, exists);
        exists
    }

    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.disk.create(path, bytes)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.disk.put(path, bytes)
    }

    fn remove(&self, stored: &str) -> io::Result<()> {
        self.disk.remove(stored)
    }

    fn replace(&self, stored: &str, expected: &[u8], bytes: &[u8]) -> io::Result<()> {
        self.disk.replace(stored, expected, bytes)
    }
}
