//! The right to write to an output folder, held while a build runs.
//!
//! Given back before anything was published, the folder is as it was found, or not there at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::lock::Lock;
use super::{PublishError, PublishOptions, failed, folder, staging};

pub struct Claim {
    /// The output folder with all links resolved; it exists.
    pub folder: PathBuf,
    /// The outermost of the folders that were made for it.
    made: Option<PathBuf>,
    /// When the folder last changed before it was claimed.
    modified: Option<SystemTime>,
    lock: Lock,
    is_kept: bool,
}

impl Claim {
    /// Refuses a folder that is not to be written to, and one that is claimed already. Removes what
    /// a build staged there that did not end.
    pub fn take(root: &Path, folder: &Path, options: &PublishOptions) -> Result<Claim, PublishError> {
        let folder = folder::check(root, folder, options)?;
        let made = folder.ancestors().take_while(|outer| !outer.exists()).last().map(Path::to_path_buf);
        fs::create_dir_all(&folder).map_err(|error| failed("create the folder", &folder, &error))?;
        let modified = modified(&folder).ok();
        let lock = Lock::take(&folder)?;
        staging::clear(&folder)?;
        Ok(Claim { folder, made, modified, lock, is_kept: false })
    }

    /// From here on the folder differs from what was found, and is to stay so.
    pub fn keep(&mut self) {
        self.is_kept = true;
    }

    /// The folder's time of change is given back as well: programs that watch it go by that.
    fn give_back(&self) -> io::Result<()> {
        self.lock.remove_if_made(&self.folder)?;
        let Some(outermost) = &self.made else { return self.restore_time() };
        for folder in self.folder.ancestors().take_while(|folder| folder.starts_with(outermost)) {
            fs::remove_dir(folder)?;
        }
        Ok(())
    }

    fn restore_time(&self) -> io::Result<()> {
        match self.modified {
            Some(before) if modified(&self.folder)? != before => File::open(&self.folder)?.set_modified(before),
            _ => Ok(()),
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // What cannot be removed now is tried again by the next build.
        let _ = staging::remove(&self.folder);
        if !self.is_kept {
            let _ = self.give_back();
        }
    }
}

fn modified(folder: &Path) -> io::Result<SystemTime> {
    fs::metadata(folder)?.modified()
}
