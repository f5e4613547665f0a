//! What a site is made from, as one number: where it is the same, so is every page.

use std::hash::{Hash, Hasher};
use std::path::Path;

use jiff::civil::Date;
use twox_hash::XxHash3_64;

use super::{Options, Tree, cache};
use crate::disk::{Disk, Recorded};
use crate::plan::{FileJob, Job};
use crate::view::Snapshot;
use crate::weaver::Viewer;

/// Of everything that this program is made of: see `build.rs`.
const SOURCES: &str = env!("COPSITE_SOURCES");

/// Where it is kept what each output folder was made from. Not in the folder itself, which is published: it would tell
/// that something has changed which nobody is shown.
pub const BUILT: &str = ".copsite-cache/built-1";

/// XXH3, 64 bits. `read` has recorded how the snapshot was loaded.
pub fn print(read: &Recorded, options: &Options, snapshot: &Snapshot, tree: &Tree, viewer: &Viewer) -> u64 {
    let mut hasher = XxHash3_64::new();
    (SOURCES, read.print()).hash(&mut hasher);
    asked_for(options, snapshot.today).hash(&mut hasher);
    // The bytes of images are known by their prints.
    snapshot.images.hash(&mut hasher);
    moments_that_have_come(tree, viewer).for_each(|has_come| has_come.hash(&mut hasher));
    hasher.finish()
}

/// What the command line asks for. Of the moment of a build pages tell the day, and nothing of where texts lie
/// meanwhile.
fn asked_for(options: &Options, today: Date) -> impl Hash {
    let Options { now: _, as_of, drafts, future, audience, base_url, strict: _, in_memory: _ } = options.clone();
    (today, as_of, drafts, future, audience, base_url)
}

/// Of every moment at which something is shown or hidden, whether it has come.
fn moments_that_have_come(tree: &Tree, viewer: &Viewer) -> impl Iterator<Item = bool> {
    tree.docs.iter().flat_map(|doc| doc.facts.moments()).map(|moment| moment <= viewer.now)
}

/// Whether what a job makes depends on bytes that are read only when it is done.
pub fn reads_files(job: &Job) -> bool {
    matches!(job, Job::File(FileJob::Copy(_) | FileJob::Toolkit(_)))
}

/// An output folder and what was published there.
pub struct Site<'a> {
    pub folder: &'a Path,
    /// Of all its files with their bytes.
    pub print: u64,
}

impl Site<'_> {
    /// Whether it was made from what has the print `inputs`.
    pub fn is_made_from(&self, inputs: u64, disk: &dyn Disk) -> bool {
        cache::kept(disk, &self.place()).is_some_and(|kept| *kept == self.record(inputs))
    }

    pub fn keep(&self, inputs: u64, disk: &dyn Disk) {
        cache::keep(disk, &self.place(), &self.record(inputs));
    }

    fn place(&self) -> String {
        format!("{BUILT}/{:016x}", XxHash3_64::oneshot(self.folder.as_os_str().as_encoded_bytes()))
    }

    fn record(&self, inputs: u64) -> [u8; 16] {
        (u128::from(inputs) << 64 | u128::from(self.print)).to_le_bytes()
    }
}
