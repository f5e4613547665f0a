//! A tree of files in memory, for tests and for the embedded starter.

use std::collections::BTreeMap;
use std::io;
use std::sync::RwLock;

use super::{Disk, Walk};

#[derive(Debug, Default)]
pub struct MemoryDisk {
    files: RwLock<BTreeMap<String, Vec<u8>>>,
}

impl MemoryDisk {
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> MemoryDisk {
        MemoryDisk { files: RwLock::new(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect()) }
    }
}

impl Disk for MemoryDisk {
    fn walk(&self, folder: &str) -> Walk {
        todo!()
    }
    fn read(&self, stored: &str) -> io::Result<Vec<u8>> {
        todo!()
    }
    fn exists(&self, path: &str) -> bool {
        todo!()
    }
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        todo!()
    }
}
