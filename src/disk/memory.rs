//! A tree of files in memory, for tests and for the embedded starter.

use std::collections::BTreeMap;
use std::io;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::paths::{BUILD_FOLDER, CACHE_MARK, checked, folders_above, is_inside, is_never_walked, join, to_nfc};
use super::{Content, Disk, FoundFile, Walk, changed_since};

/// Behaves as a folder of the machine does, without links. `modified` counts the changes made
/// since the tree was built instead of time, so that every change shows.
#[derive(Debug, Default)]
pub struct MemoryDisk {
    files: RwLock<Files>,
}

#[derive(Debug, Default)]
struct Files {
    by_path: BTreeMap<String, File>,
    changes: i128,
}

#[derive(Debug)]
struct File {
    bytes: Vec<u8>,
    modified: i128,
}

impl MemoryDisk {
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> MemoryDisk {
        let by_path =
            files.into_iter().map(|(path, bytes)| (path.into(), File { bytes: bytes.into(), modified: 0 })).collect();
        MemoryDisk { files: RwLock::new(Files { by_path, changes: 0 }) }
    }

    /// Puts a file there, or another text into it, as an editor would.
    pub fn put(&self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        let mut files = self.files_mut();
        files.changes += 1;
        let modified = files.changes;
        files.by_path.insert(path.into(), File { bytes: bytes.into(), modified });
    }

    /// Removes a file, or a folder with all that is in it.
    pub fn remove(&self, path: &str) {
        let inside = join(path, "");
        self.files_mut().by_path.retain(|stored, _| stored != path && !stored.starts_with(&inside));
    }

    // The map is whole between any two statements of ours, so a panic elsewhere does not spoil it.
    fn files(&self) -> RwLockReadGuard<'_, Files> {
        self.files.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn files_mut(&self) -> RwLockWriteGuard<'_, Files> {
        self.files.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files {
    fn has_folder(&self, path: &str) -> bool {
        let inside = join(path, "");
        self.by_path.range(inside.clone()..).next().is_some_and(|(stored, _)| stored.starts_with(&inside))
    }

    fn is_walked(&self, path: &str) -> bool {
        folders_above(path).all(|folder| {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            let is_cache = name == BUILD_FOLDER && self.by_path.contains_key(&join(folder, CACHE_MARK));
            !is_never_walked(folder) && !is_cache
        })
    }
}

impl Disk for MemoryDisk {
    fn walk(&self, folder: &str) -> Walk {
        let folder = folder.trim_end_matches('/');
        let inside = if folder.is_empty() { String::new() } else { join(folder, "") };
        let files = self.files();
        let mut found: Vec<FoundFile> = files
            .by_path
            .iter()
            .filter(|(stored, _)| stored.starts_with(&inside) && is_inside(stored) && files.is_walked(stored))
            .map(|(stored, file)| found_file(stored, file))
            .collect();
        found.sort();
        Walk { files: found, ..Walk::default() }
    }

    fn look(&self, stored: &str) -> io::Result<FoundFile> {
        let files = self.files();
        let file = files.by_path.get(checked(stored)?);
        file.map(|file| found_file(stored, file)).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn read(&self, stored: &str) -> io::Result<Vec<u8>> {
        let files = self.files();
        files.by_path.get(checked(stored)?).map(|file| file.bytes.clone()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn open(&self, stored: &str) -> io::Result<Box<dyn Content>> {
        Ok(Box::new(io::Cursor::new(self.read(stored)?)))
    }

    fn exists(&self, path: &str) -> bool {
        let files = self.files();
        files.by_path.contains_key(path) || files.has_folder(path)
    }

    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if self.exists(checked(path)?) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        if folders_above(path).any(|folder| self.files().by_path.contains_key(folder)) {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        self.put(path, bytes);
        Ok(())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        MemoryDisk::put(self, checked(path)?, bytes);
        Ok(())
    }

    fn remove(&self, stored: &str) -> io::Result<()> {
        self.read(stored)?;
        MemoryDisk::remove(self, stored);
        Ok(())
    }

    fn replace(&self, stored: &str, expected: &[u8], bytes: &[u8]) -> io::Result<()> {
        if self.read(stored)? != expected {
            return Err(changed_since(stored));
        }
        self.put(stored, bytes);
        Ok(())
    }
}

fn found_file(stored: &str, file: &File) -> FoundFile {
    FoundFile { path: to_nfc(stored), stored: stored.into(), len: file.bytes.len() as u64, modified: file.modified }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(walk: Walk) -> Vec<String> {
        walk.files.iter().map(|file| file.path.to_string()).collect()
    }

    #[test]
    fn it_walks_reads_and_creates_as_a_folder_does() {
        let files = ["content/b.md", "content/a.md", "contents.md", ".git/x", "target/CACHEDIR.TAG", "target/x"];
        let disk = MemoryDisk::new(files.map(|path| (path, path)));
        assert_eq!(paths(disk.walk("content")), ["content/a.md", "content/b.md"]);
        assert_eq!(paths(disk.walk("")), ["content/a.md", "content/b.md", "contents.md"]);
        assert_eq!(paths(disk.walk("nothing")), [] as [String; 0]);
        assert_eq!(disk.read("content/a.md").unwrap(), b"content/a.md");
        assert_eq!(disk.read("content").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(disk.read("../x").unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert!(disk.exists("content") && disk.exists("content/a.md") && !disk.exists("cont"));
        assert_eq!(disk.create("content/a.md", b"").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(disk.create("content/a.md/x", b"").unwrap_err().kind(), io::ErrorKind::NotADirectory);
        disk.create("new/c.md", b"c").unwrap();
        assert_eq!(disk.replace("new/c.md", b"x", b"d").unwrap_err().kind(), io::ErrorKind::ResourceBusy);
        disk.replace("new/c.md", b"c", b"d").unwrap();
        assert_eq!(disk.read("new/c.md").unwrap(), b"d");
        disk.replace("new/c.md", b"d", b"c").unwrap();
        assert_eq!(disk.read("new/c.md").unwrap(), b"c");
    }

    #[test]
    fn every_change_shows_in_the_walk() {
        let disk = MemoryDisk::new([("a.md", "1"), ("u\u{308}/b.md", "2")]);
        let before = disk.walk("");
        disk.put("a.md", "3");
        disk.remove("u\u{308}");
        let after = disk.walk("");
        assert_eq!(&*before.files[1].path, "\u{fc}/b.md");
        assert_eq!(&*before.files[1].stored, "u\u{308}/b.md");
        assert_ne!(before.files[0].modified, after.files[0].modified);
        assert_eq!(disk.look("a.md").unwrap(), after.files[0]);
        assert_eq!(disk.look("u\u{308}/b.md").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(paths(after), ["a.md"]);
    }
}
