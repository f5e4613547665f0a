//! Writing what differs: new files as they are, changed ones beside and then over the old one, so
//! that a web server reads either the old or the new page and never half of one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::compare::{Comparison, Found};
use super::manifest::{Manifest, hash};
use super::{Output, PublishError, failed};

/// How the names of files begin that are still to be put in their place.
pub const TEMPORARY: &str = ".copsite-tmp-";

/// Writes all outputs that are not there as they should be.
///
/// All of them are tried; the first in the order of outputs that failed is reported.
pub fn write(folder: &Path, outputs: &[Output], comparison: &Comparison) -> Result<(), PublishError> {
    create_folders(folder, &comparison.missing_folders)?;
    let written: Vec<(&Output, io::Result<()>)> = outputs
        .par_iter()
        .zip(&comparison.found)
        .filter(|(_, found)| !found.state.is_same())
        .map(|(output, found)| (output, write_one(folder, output, found.state)))
        .collect();
    for (output, result) in written {
        result.map_err(|error| failed("write", &folder.join(&output.path), &error))?;
    }
    Ok(())
}

/// Removes what a build that did not end was about to put in its place.
pub fn remove_leftovers(folder: &Path, begun: &Manifest) {
    for path in begun.files.keys() {
        // Mostly there is none.
        let _ = fs::remove_file(temporary(folder, path));
    }
}

/// Replaces the file at `path`, or makes it.
pub fn replace(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let temporary = temporary(folder, path);
    match create(&temporary, bytes) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(&temporary)?;
            create(&temporary, bytes)
        }
        created => created,
    }?;
    fs::rename(&temporary, folder.join(path)).inspect_err(|_| discard(&temporary))
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

fn write_one(folder: &Path, output: &Output, found: Found) -> io::Result<()> {
    match found {
        Found::Different => replace(folder, &output.path, &output.bytes),
        _ => create(&folder.join(&output.path), &output.bytes),
    }
}

/// A new file, or none at all when the disk is full.
fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes).inspect_err(|_| discard(path))
}

/// The error that led here is the one to report.
fn discard(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Beside the file, because a file can only be put in its place whole from the same disk.
fn temporary(folder: &Path, path: &str) -> PathBuf {
    folder.join(path).with_file_name(format!("{TEMPORARY}{:016x}", hash(path.as_bytes())))
}
