//! A folder of the machine as a [`Disk`].

use std::io;
use std::path::PathBuf;

use super::{Disk, Walk};

/// The tree under one folder.
#[derive(Clone, Debug)]
pub struct RealDisk {
    root: PathBuf,
}

impl RealDisk {
    pub fn new(root: impl Into<PathBuf>) -> RealDisk {
        RealDisk { root: root.into() }
    }
}

impl Disk for RealDisk {
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
