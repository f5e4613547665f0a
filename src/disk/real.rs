//! A folder of the machine as a [`Disk`].
//!
//! Never reads or creates anything outside its root, whatever a path or a walk leads to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::paths::{checked, folders_above, is_inside};
use super::walk::{Walker, found_file};
use super::{Commits, Content, Disk, FoundFile, NoHistory, Shelf, Walk, changed_since, history};

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

    /// Where a file of the tree lies, with all links followed; refused outside the root.
    fn existing(&self, stored: &str) -> io::Result<PathBuf> {
        let target = fs::canonicalize(self.root.join(checked(stored)?))?;
        if target.starts_with(fs::canonicalize(&self.root)?) {
            return Ok(target);
        }
        Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{stored}` is a link out of the site")))
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
        Ok(Box::new(fs::File::open(self.existing(stored)?)?))
    }

    fn exists(&self, path: &str) -> bool {
        is_inside(path) && self.root.join(path).exists()
    }

    fn commits(&self, folder: &str, until: Timestamp) -> Result<Commits, NoHistory> {
        history::commits(&self.root, folder, until)
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

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.root.join(checked(path)?);
        self.check_folders(path)?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = own_beside(&target);
        let put = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &target));
        if put.is_err() {
            let _ = fs::remove_file(&beside);
        }
        put
    }

    fn remove(&self, stored: &str) -> io::Result<()> {
        self.check_folders(stored)?;
        fs::remove_file(self.root.join(checked(stored)?))
    }

    /// In a file without a name where the machine keeps temporary ones: it goes with the program, however that ends.
    fn shelf(&self) -> Option<Arc<Shelf>> {
        tempfile::tempfile().ok().map(|file| Shelf::of(file).into())
    }

    fn replace(&self, stored: &str, expected: &[u8], bytes: &[u8]) -> io::Result<()> {
        let target = self.existing(stored)?;
        if fs::read(&target)? != expected {
            return Err(changed_since(stored));
        }
        let beside = beside(&target);
        let written = write_like(&target, &beside, bytes).and_then(|()| fs::rename(&beside, &target));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

/// A hidden name in the same folder: only on one disk can a file be put in its place in one step.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.copsite-new"))
}

/// The same for this process alone: two may put one file there at once.
fn own_beside(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.{}-new", std::process::id()))
}

/// Writes a new file with the permissions of `target`; one that an earlier run left there goes.
fn write_like(target: &Path, beside: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::File::create_new(beside)?;
    io::Write::write_all(&mut file, bytes)?;
    fs::set_permissions(beside, fs::metadata(target)?.permissions())?;
    file.sync_all()
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

    #[test]
    fn a_file_is_replaced_whole_and_only_while_it_is_as_it_was_read() {
        let (folder, disk) = disk();
        disk.create("a/b.md", b"one").unwrap();
        fs::write(folder.path().join("a/.b.md.copsite-new"), "left behind").unwrap();
        disk.replace("a/b.md", b"one", b"two").unwrap();
        assert_eq!(disk.read("a/b.md").unwrap(), b"two");
        assert_eq!(disk.replace("a/b.md", b"one", b"three").unwrap_err().kind(), io::ErrorKind::ResourceBusy);
        assert_eq!(disk.replace("a/c.md", b"", b"x").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(disk.replace("../x", b"", b"x").unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_permissions_and_a_link_to_it_stays_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, _) = disk();
        let site = folder.path().join("site");
        let disk = RealDisk::new(&site);
        disk.create("a.md", b"one").unwrap();
        fs::write(folder.path().join("outside.md"), "one").unwrap();
        fs::set_permissions(site.join("a.md"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.md", site.join("inside.md")).unwrap();
        symlink("../outside.md", site.join("out.md")).unwrap();
        disk.replace("inside.md", b"one", b"two").unwrap();
        assert!(fs::symlink_metadata(site.join("inside.md")).unwrap().is_symlink());
        assert_eq!(fs::read(site.join("a.md")).unwrap(), b"two");
        assert_eq!(fs::metadata(site.join("a.md")).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(disk.replace("out.md", b"one", b"two").unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(fs::read(folder.path().join("outside.md")).unwrap(), b"one");
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
