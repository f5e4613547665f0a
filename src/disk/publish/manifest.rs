//! The list of what copsite wrote into an output folder: what it may replace and remove there.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::hash::{BuildHasher, BuildHasherDefault};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::readers::Readers;
use super::staging::replace;
use super::written::Written;
use super::{PublishError, PublishOptions, failed, refused};
use crate::disk::paths::is_inside;

pub const MANIFEST: &str = ".copsite-manifest.json";

const GENERATOR: &str = "copsite";
const VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub state: State,
    /// Whose site it is.
    pub readers: Readers,
    pub files: BTreeMap<String, Written>,
    /// When it was saved, in nanoseconds since 1970, as its file tells; 0 where it was not loaded
    /// from one. It is not in the file, so that equal sites have equal manifests.
    pub saved: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Every file listed is as it is listed.
    Complete,
    /// A build has begun to write: any file listed may be there whole, in part, or not at all.
    Begun,
}

/// The manifest as it is written.
#[derive(Serialize)]
struct Saved<'a> {
    generator: &'static str,
    version: u32,
    complete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    early: bool,
    files: BTreeMap<&'a str, &'a Written>,
}

/// The manifest as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    generator: String,
    version: u32,
    complete: bool,
    audience: Option<String>,
    #[serde(default)]
    early: bool,
    files: BTreeMap<String, Written>,
}

impl Manifest {
    /// Whether the file at `path` is `written` without being read: it is listed so, and it was last
    /// changed before the manifest was saved as complete. One changed in the same moment is not
    /// trusted. Its length must have been compared.
    pub fn vouches_for(&self, path: &str, written: &Written, modified: u64) -> bool {
        let is_older = self.state == State::Complete && modified != 0 && modified < self.saved;
        is_older && self.files.get(path) == Some(written)
    }

    /// XXH3 of the list of files, 64 bits.
    pub fn print(&self) -> u64 {
        BuildHasherDefault::<XxHash3_64>::default().hash_one(&self.files)
    }

    pub fn save(&self, folder: &Path) -> Result<(), PublishError> {
        save(folder, (self.state, &self.readers), &self.files, &BTreeMap::new())
    }

    /// Whether nothing is to be done to make a folder with the manifest `before` hold this.
    pub fn is_as_written(&self, before: &Manifest) -> bool {
        self.state == before.state && self.readers == before.readers && self.files == before.files
    }
}

/// Says in `folder` that a build has begun to write: everything there was or will be ours.
pub fn save_begun(folder: &Path, before: &Manifest, after: &Manifest) -> Result<(), PublishError> {
    save(folder, (State::Begun, &after.readers), &before.files, &after.files)
}

/// Where a file is in both, `second` tells how it is.
fn save(
    folder: &Path,
    (state, readers): (State, &Readers),
    first: &BTreeMap<String, Written>,
    second: &BTreeMap<String, Written>,
) -> Result<(), PublishError> {
    let files = first.iter().chain(second).map(|(path, written)| (path.as_str(), written)).collect();
    let Readers { audience, early } = readers;
    let saved = Saved {
        generator: GENERATOR,
        version: VERSION,
        complete: state == State::Complete,
        audience: audience.as_deref(),
        early: *early,
        files,
    };
    let saved = serde_json::to_vec(&saved).map_err(io::Error::from).and_then(|bytes| replace(folder, MANIFEST, &bytes));
    saved.map_err(|error| failed("write", &folder.join(MANIFEST), &error))
}

/// The manifest of `folder`, empty where there is none. One that cannot be understood, or that
/// lists files outside the folder, is somebody else's: it is refused, or given up if forced.
pub fn load(folder: &Path, options: &PublishOptions) -> Result<Manifest, PublishError> {
    let path = folder.join(MANIFEST);
    let nothing = Manifest { state: State::Complete, readers: Readers::default(), files: BTreeMap::new(), saved: 0 };
    if fs::symlink_metadata(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(nothing);
    }
    match read(&path) {
        Ok(manifest) => Ok(manifest),
        Err(_) if options.force => Ok(nothing),
        Err(reason) => {
            let message = format!("`{}` was not written by this copsite: {reason}", path.display());
            Err(refused(
                message,
                "choose another folder, or take this one over with `--force`; nothing is removed from it then",
            ))
        }
    }
}

/// For whom the site is that a build of ours left in a folder; none where none did.
pub fn readers(folder: &Path) -> Option<Readers> {
    read(&folder.join(MANIFEST)).ok().map(|manifest| manifest.readers)
}

fn read(path: &Path) -> Result<Manifest, String> {
    let metadata = fs::symlink_metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is not a file".to_string());
    }
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let stored: Stored = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    if stored.generator != GENERATOR || stored.version != VERSION {
        return Err(format!("it is version {} of {}", stored.version, stored.generator));
    }
    if let Some(path) = stored.files.keys().find(|path| !is_inside(path)) {
        return Err(format!("it lists `{}`, which is not a path inside the folder", path.escape_debug()));
    }
    let state = if stored.complete { State::Complete } else { State::Begun };
    let readers = Readers { audience: stored.audience, early: stored.early };
    Ok(Manifest { state, readers, files: stored.files, saved: modified(&metadata) })
}

/// Nanoseconds since 1970; 0, which is never trusted, for what does not fit.
pub fn modified(metadata: &Metadata) -> u64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}
