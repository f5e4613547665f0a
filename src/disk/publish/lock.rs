//! One build at a time in one folder.
//!
//! The lock file is empty and stays where it is: to remove it would open a gap in which two builds
//! hold locks on two files of one name. The machine lets go of the lock when the process ends,
//! however it ends, so that a dead build never blocks the next.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::{PublishError, failed, refused};

pub const LOCK: &str = ".copsite-lock";

/// Held until it is dropped.
pub struct Lock {
    _file: File,
}

impl Lock {
    pub fn take(folder: &Path) -> Result<Lock, PublishError> {
        let path = folder.join(LOCK);
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            let message = format!("`{}` is not a file", path.display());
            return Err(refused(message, "remove it"));
        }
        let opened = File::options().create(true).write(true).truncate(false).open(&path);
        let file = opened.map_err(|error| failed("create", &path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another build is writing to `{}`", folder.display());
                Err(refused(message, "wait until it has ended, or choose another folder with `--output`"))
            }
            Err(TryLockError::Error(error)) => Err(failed("lock", &path, &error)),
        }
    }
}
