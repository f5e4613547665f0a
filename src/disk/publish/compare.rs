//! What stands in the output folder where each output is to go. Reads, never writes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{Manifest, hash, modified};
use super::outputs::folded;
use super::{Output, PublishError, PublishOptions, Published, failed, refused};
use crate::disk::paths::{folders_above, join};

/// The outputs and their folders beside what is there.
pub struct Comparison {
    /// For each output, in the order given.
    pub found: Vec<FoundAt>,
    /// Folders to create, outer ones first.
    pub missing_folders: Vec<String>,
    /// Files that an earlier build left where now a folder goes, or under a name that some disks
    /// take for a new one's.
    pub in_the_way: BTreeSet<String>,
}

pub struct FoundAt {
    /// Of the output's bytes.
    pub hash: u64,
    pub state: Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// A file with these very bytes.
    Same,
    /// A file with other bytes, or a link.
    Different,
    /// A folder.
    Folder,
}

impl Comparison {
    pub fn new(
        folder: &Path,
        outputs: &[Output],
        before: &Manifest,
        options: &PublishOptions,
    ) -> Result<Comparison, PublishError> {
        let folders = compare_folders(folder, outputs, before)?;
        let renamed = renamed_by_case(outputs, before);
        let compared: Vec<_> = outputs.par_iter().map(|output| compare(folder, output, before, &folders)).collect();
        let mut found = compared.into_iter().collect::<Result<Vec<_>, _>>()?;
        for (output, found) in outputs.iter().zip(&mut found) {
            if renamed.contains_key(output.path.as_str()) && found.state.is_same() {
                // It may be the file with the old name, which is removed before this one is written.
                found.state = Found::Different;
            } else if !renamed.contains_key(output.path.as_str()) {
                check_ours(folder, output, found.state, before, options)?;
            }
        }
        let mut in_the_way: BTreeSet<String> = renamed.into_values().map(str::to_string).collect();
        in_the_way.extend(folders.replaced);
        Ok(Comparison { found, missing_folders: folders.missing.into_iter().collect(), in_the_way })
    }

    /// Nothing is to be written or removed, not even the manifest.
    pub fn is_settled(&self, before: &Manifest, after: &Manifest) -> bool {
        before.state == after.state
            && before.files == after.files
            && self.found.iter().all(|found| found.state.is_same())
    }

    pub fn published(&self, removed: usize) -> Published {
        let unchanged = self.found.iter().filter(|found| found.state.is_same()).count();
        Published { written: self.found.len() - unchanged, unchanged, removed }
    }
}

impl Found {
    pub fn is_same(self) -> bool {
        matches!(self, Found::Same)
    }
}

/// The folders of the outputs: those to create, outer ones first by their order, and those where
/// a file of ours stands.
#[derive(Default)]
struct Folders {
    missing: BTreeSet<String>,
    replaced: BTreeSet<String>,
}

fn compare_folders(folder: &Path, outputs: &[Output], before: &Manifest) -> Result<Folders, PublishError> {
    let needed: BTreeSet<&str> = outputs.iter().flat_map(|output| folders_above(&output.path)).collect();
    let looked: Vec<_> = needed.par_iter().map(|needed| look(&folder.join(needed))).collect();
    let mut folders = Folders::default();
    for (needed, metadata) in needed.into_iter().zip(looked) {
        match metadata? {
            Some(metadata) if metadata.is_dir() => continue,
            Some(metadata) if metadata.is_file() && before.files.contains_key(needed) => {
                folders.replaced.insert(needed.to_string());
            }
            Some(metadata) => return Err(in_the_way(&folder.join(needed), &metadata)),
            None => {}
        }
        folders.missing.insert(needed.to_string());
    }
    Ok(folders)
}

fn compare(folder: &Path, output: &Output, before: &Manifest, folders: &Folders) -> Result<FoundAt, PublishError> {
    let hash = hash(&output.bytes);
    let outer = folders_above(&output.path).next();
    if outer.is_some_and(|outer| folders.missing.contains(outer)) {
        return Ok(FoundAt { hash, state: Found::Nothing });
    }
    let path = folder.join(&output.path);
    let state = match look(&path)? {
        None => Found::Nothing,
        Some(metadata) if metadata.is_dir() => Found::Folder,
        Some(metadata) if is_same(&path, &metadata, output, hash, before)? => Found::Same,
        Some(_) => Found::Different,
    };
    Ok(FoundAt { hash, state })
}

/// A file that has the length the manifest lists and is older than the manifest is not read.
fn is_same(
    path: &Path,
    metadata: &Metadata,
    output: &Output,
    hash: u64,
    before: &Manifest,
) -> Result<bool, PublishError> {
    if !metadata.is_file() || metadata.len() != output.bytes.len() as u64 {
        return Ok(false);
    }
    let is_listed =
        before.files.get(&output.path).is_some_and(|written| written.hash == hash && written.size == metadata.len());
    if is_listed && before.vouches_for(modified(metadata)) {
        return Ok(true);
    }
    let bytes = fs::read(path).map_err(|error| failed("read", path, &error))?;
    Ok(bytes == output.bytes)
}

/// Refuses to replace what no build of ours wrote, unless it is to be taken over. A folder is
/// never taken over: what is in it is more than the one file that goes there.
fn check_ours(
    folder: &Path,
    output: &Output,
    found: Found,
    before: &Manifest,
    options: &PublishOptions,
) -> Result<(), PublishError> {
    let path = folder.join(&output.path);
    match found {
        Found::Nothing | Found::Same => Ok(()),
        Found::Different if options.force || before.files.contains_key(&output.path) => Ok(()),
        Found::Folder if holds_only_ours(&path, &output.path, before) => Ok(()),
        Found::Different => {
            let message = format!("`{}` is to be written, but copsite did not write what is there", path.display());
            Err(refused(message, "move it away, or replace it with `--force`"))
        }
        Found::Folder => {
            let message = format!("`{}` is to be a file, but a folder with other files is there", path.display());
            Err(refused(message, "move the folder away"))
        }
    }
}

/// Whether all files in a folder are ones that an earlier build of ours wrote.
fn holds_only_ours(folder: &Path, path: &str, before: &Manifest) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.into_iter().all(|entry| {
        let Ok(entry) = entry else { return false };
        let path = join(path, &entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => holds_only_ours(&entry.path(), &path, before),
            Ok(kind) => kind.is_file() && before.files.contains_key(&path),
            Err(_) => false,
        }
    })
}

/// New paths that differ from an old one of ours in letter case or Unicode form only, with that one.
/// Were the old file removed after the new one is written, some disks would remove the new one.
fn renamed_by_case<'a>(outputs: &'a [Output], before: &'a Manifest) -> BTreeMap<&'a str, &'a str> {
    let new: HashMap<String, &str> = outputs.iter().map(|output| (folded(&output.path), &*output.path)).collect();
    let renamed = |old: &'a String| {
        let new = new.get(&folded(old))?;
        (new != old).then_some((*new, old.as_str()))
    };
    before.files.keys().filter_map(renamed).collect()
}

fn look(path: &Path) -> Result<Option<Metadata>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(failed("look at", path, &error)),
    }
}

fn in_the_way(path: &Path, found: &Metadata) -> PublishError {
    let what = if found.is_symlink() { "a link" } else { "a file" };
    let message = format!("`{}` is to be a folder, but {what} that copsite did not write is there", path.display());
    refused(message, "move it away")
}
