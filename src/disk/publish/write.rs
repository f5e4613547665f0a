//! Writing what differs: new files as they are, changed ones beside and then over the old one, so
//! that a web server reads either the old or the new page and never half of one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::compare::{Comparison, Found};
use super::manifest::{Manifest, hash, modified};
use super::{Output, PublishError, failed};

/// How the names of files begin that are still to be put in their place.
pub const TEMPORARY: &str = ".copsite-tmp-";

/// Writes all outputs that are not there as they should be; returns `after` with their times.
///
/// All of them are tried; the first in the order of outputs that failed is reported.
pub fn write(
    folder: &Path,
    outputs: &[Output],
    comparison: &Comparison,
    mut after: Manifest,
) -> Result<Manifest, PublishError> {
    create_folders(folder, &comparison.missing_folders)?;
    let written: Vec<(&Output, io::Result<u64>)> = outputs
        .par_iter()
        .zip(&comparison.found)
        .filter(|(_, found)| !found.state.is_same())
        .map(|(output, found)| (output, write_one(folder, output, found.state)))
        .collect();
    for (output, result) in written {
        let modified = result.map_err(|error| failed("write", &folder.join(&output.path), &error))?;
        if let Some(written) = after.files.get_mut(&output.path) {
            written.modified = modified;
        }
    }
    Ok(after)
}

/// Removes what a build that did not end was about to put in its place.
pub fn remove_leftovers(folder: &Path, begun: &Manifest) {
    for (path, _) in begun.files.iter().filter(|(_, written)| written.modified == 0) {
        // Mostly there is none.
        let _ = fs::remove_file(temporary(folder, path));
    }
}

/// Replaces the file at `path`, or makes it; returns the time of the change.
pub fn replace(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<u64> {
    let temporary = temporary(folder, path);
    let modified = match create(&temporary, bytes) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(&temporary)?;
            create(&temporary, bytes)
        }
        created => created,
    }?;
    fs::rename(&temporary, folder.join(path)).inspect_err(|_| discard(&temporary))?;
    Ok(modified)
}

/// Folders of one depth do not need one another, so they are created together.
fn create_folders(folder: &Path, missing: &[String]) -> Result<(), PublishError> {
    let mut by_depth: BTreeMap<usize, Vec<PathBuf>> = BTreeMap::new();
    for path in missing {
        by_depth.entry(path.matches('/').count()).or_default().push(folder.join(path));
    }
    for folders in by_depth.into_values() {
        let created: Vec<io::Result<()>> = folders.par_iter().map(fs::create_dir).collect();
        for (path, result) in folders.iter().zip(created) {
            result.map_err(|error| failed("create the folder", path, &error))?;
        }
    }
    Ok(())
}

fn write_one(folder: &Path, output: &Output, found: Found) -> io::Result<u64> {
    match found {
        Found::Different => replace(folder, &output.path, &output.bytes),
        _ => create(&folder.join(&output.path), &output.bytes),
    }
}

/// A new file, or none at all when the disk is full.
fn create(path: &Path, bytes: &[u8]) -> io::Result<u64> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(bytes).and_then(|()| file.metadata());
    written.map(|metadata| modified(&metadata)).inspect_err(|_| discard(path))
}

/// The error that led here is the one to report.
fn discard(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Beside the file, because a file can only be put in its place whole from the same disk.
fn temporary(folder: &Path, path: &str) -> PathBuf {
    folder.join(path).with_file_name(format!("{TEMPORARY}{:016x}", hash(path.as_bytes())))
}
