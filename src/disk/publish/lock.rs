//! One build at a time in one folder.
//!
//! The lock file is empty, and a build that publishes something leaves it where it is. The machine
//! lets go of the lock when the process ends, however it ends, so that a dead build never blocks
//! the next.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::{PublishError, failed, refused};

pub const LOCK: &str = ".copsite-lock";

/// Held until it is dropped.
pub struct Lock {
    file: File,
    is_made: bool,
}

impl Lock {
    pub fn take(folder: &Path) -> Result<Lock, PublishError> {
        let path = folder.join(LOCK);
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            let message = format!("`{}` is not a file", path.display());
            return Err(refused(message, "remove it"));
        }
        let lock = open(&path).map_err(|error| failed("create", &path, &error))?;
        match lock.file.try_lock() {
            Ok(()) if is_at(&lock.file, &path) => Ok(lock),
            Ok(()) | Err(TryLockError::WouldBlock) => {
                let message = format!("another build is writing to `{}`", folder.display());
                Err(refused(message, "wait until it has ended, or choose another folder with `--output`"))
            }
            Err(TryLockError::Error(error)) => Err(failed("lock", &path, &error)),
        }
    }

    /// Removes the file, still locked, where there was none before.
    pub fn remove_if_made(&self, folder: &Path) -> io::Result<()> {
        if self.is_made { fs::remove_file(folder.join(LOCK)) } else { Ok(()) }
    }
}

fn open(path: &Path) -> io::Result<Lock> {
    match File::options().write(true).create_new(true).open(path) {
        Ok(file) => Ok(Lock { file, is_made: true }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Ok(Lock { file: File::options().write(true).open(path)?, is_made: false })
        }
        Err(error) => Err(error),
    }
}

/// Whether `file` is the one at `path`: a build that was just given up may have removed it between
/// opening and locking, and then a lock on it keeps nobody out.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().ok().map(id).is_some_and(|held| fs::symlink_metadata(path).ok().map(id) == Some(held))
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
