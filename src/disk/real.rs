//! A folder of the machine as a [`Disk`].
//!
//! Never reads or creates anything outside its root, whatever a path or a walk leads to.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::paths::{checked, folders_above, is_inside};
use super::walk::{Walker, found_file};
use super::{Content, Disk, FoundFile, Walk};

/// The tree under one folder.
#[derive(Clone, Debug)]
pub struct RealDisk {
    root: PathBuf,
}

impl RealDisk {
    pub fn new(root: impl Into<PathBuf>) -> RealDisk {
        RealDisk { root: root.into() }
    }

    /// Refuses a path some folder of which is a link out of the root.
    fn check_folders(&self, path: &str) -> io::Result<()> {
        let root = fs::canonicalize(&self.root)?;
        for folder in folders_above(path) {
            match fs::canonicalize(root.join(folder)) {
                Ok(found) if found.starts_with(&root) => return Ok(()),
                Ok(_) => {
                    let message = format!("the folder `{folder}` is a link out of the site");
                    return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Disk for RealDisk {
    fn walk(&self, folder: &str) -> Walk {
        Walker::new(&self.root).walk(folder.trim_end_matches('/'))
    }

    fn look(&self, stored: &str) -> io::Result<FoundFile> {
        let metadata = fs::symlink_metadata(self.root.join(checked(stored)?))?;
        if metadata.is_file() {
            return Ok(found_file(stored, &metadata));
        }
        Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{stored}` is not a plain file")))
    }

    fn read(&self, stored: &str) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(checked(stored)?))
    }

    fn open(&self, stored: &str) -> io::Result<Box<dyn Content>> {
        Ok(Box::new(fs::File::open(self.root.join(checked(stored)?))?))
    }

    fn exists(&self, path: &str) -> bool {
        is_inside(path) && self.root.join(path).exists()
    }

    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.root.join(checked(path)?);
        fs::create_dir_all(&self.root)?;
        self.check_folders(path)?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create_new(&target)?;
        io::Write::write_all(&mut file, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk() -> (tempfile::TempDir, RealDisk) {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::new(folder.path());
        (folder, disk)
    }

    #[test]
    fn a_file_is_created_with_its_folders_and_never_replaced() {
        let (_folder, disk) = disk();
        disk.create("content/stories/a.md", b"one").unwrap();
        let again = disk.create("content/stories/a.md", b"two").unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(disk.read("content/stories/a.md").unwrap(), b"one");
        assert!(disk.exists("content/stories"));
        assert!(!disk.exists("content/stories/b.md"));
    }

    #[test]
    fn one_file_is_told_of_as_a_walk_tells_of_it() {
        let (_folder, disk) = disk();
        disk.create("content/u\u{308}.md", b"one").unwrap();
        let walked = disk.walk("content").files;
        assert_eq!(disk.look("content/u\u{308}.md").unwrap(), walked[0]);
        assert_eq!(disk.look("content").unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(disk.look("content/x.md").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn paths_that_lead_out_of_the_root_are_refused() {
        let (folder, _) = disk();
        fs::write(folder.path().join("secret"), "x").unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        let disk = RealDisk::new(folder.path().join("site"));
        let absolute = folder.path().join("secret").display().to_string();
        for path in ["../secret", "a/../../secret", absolute.as_str(), "", "a\0"] {
            assert_eq!(disk.read(path).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{path}");
            assert_eq!(disk.create(path, b"").unwrap_err().kind(), io::ErrorKind::InvalidInput, "{path}");
            assert!(!disk.exists(path), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_created_through_a_link_out_of_the_root() {
        let (folder, _) = disk();
        fs::create_dir_all(folder.path().join("elsewhere")).unwrap();
        fs::create_dir_all(folder.path().join("site")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("site/stories")).unwrap();
        let disk = RealDisk::new(folder.path().join("site"));
        let refused = disk.create("stories/new/a.md", b"").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
        assert_eq!(fs::read_dir(folder.path().join("elsewhere")).unwrap().count(), 0);
    }
}
