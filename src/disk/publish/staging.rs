//! The files that are to be published, while the site still stands as it was: in a folder inside
//! the output folder, because only on one disk can a file be put in its place in one step.

use std::fs::{self, File};
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use super::written::{Fault, Written, pour};
use super::{PublishError, failed, refused};

pub const STAGING: &str = ".copsite-staging";
/// The file of a page that has a folder of its own.
const PAGE: &str = "index.html";

/// Where the output `path` is staged.
pub fn staged(folder: &Path, path: &str) -> PathBuf {
    folder.join(STAGING).join(path)
}

/// Removes what a build staged that did not end.
pub fn clear(folder: &Path) -> Result<(), PublishError> {
    let path = folder.join(STAGING);
    if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir()) {
        return Err(refused(format!("`{}` is not a folder", path.display()), "remove it"));
    }
    remove(folder).map_err(|error| failed("remove the folder", &path, &error))
}

pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder.join(STAGING)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Writes an output that is not staged yet.
pub fn write(folder: &Path, path: &str, source: impl BufRead) -> Result<Written, Fault> {
    let to = staged(folder, path);
    let fault = |error: io::Error| Fault::Output(failed("write", &to, &error));
    let mut file = create(&to).map_err(fault)?;
    pour(source, |bytes| file.write_all(bytes).map_err(fault))
}

/// Puts `bytes` at `path` in one step, over what is there.
pub fn replace(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let from = staged(folder, path);
    create(&from)?.write_all(bytes)?;
    fs::rename(from, folder.join(path))
}

/// A page is mostly the first file of its folder; of what else there is, most goes to folders that are there.
fn create(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent().filter(|_| path.ends_with(PAGE)) {
        // What is wrong with the folder is told of the file.
        let _ = fs::create_dir(folder);
    }
    match (File::create_new(path), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            File::create_new(path)
        }
        (created, _) => created,
    }
}
