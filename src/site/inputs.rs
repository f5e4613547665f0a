//! What a site is made from, as one number: where it is the same, so is every page.

use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use twox_hash::XxHash3_64;

use super::{Options, Tree};
use crate::disk::Recorded;
use crate::plan::{FileJob, Job};
use crate::view::Snapshot;
use crate::weaver::Viewer;

/// Of everything that this program is made of: see `build.rs`.
const SOURCES: &str = env!("COPSITE_SOURCES");

/// XXH3, 64 bits. `read` has recorded how the snapshot was loaded.
pub fn print(read: &Recorded, options: &Options, snapshot: &Snapshot, tree: &Tree, viewer: &Viewer) -> u64 {
    let mut hasher = XxHash3_64::new();
    SOURCES.hash(&mut hasher);
    read.print().hash(&mut hasher);
    asked(options, snapshot.today).hash(&mut hasher);
    // The bytes of images are known by their prints.
    format!("{:?}", snapshot.images).hash(&mut hasher);
    come(tree, viewer).for_each(|has_come| has_come.hash(&mut hasher));
    hasher.finish()
}

/// What the command line asks for. Of the moment of a build pages tell the day.
fn asked(options: &Options, today: Date) -> impl Hash {
    let Options { now: _, as_of, drafts, future, audience, base_url } = options.clone();
    (today, as_of, drafts, future, audience, base_url)
}

/// Of every moment at which something is shown or hidden, whether it has come.
fn come(tree: &Tree, viewer: &Viewer) -> impl Iterator<Item = bool> {
    let moments = tree.docs.iter().flat_map(|doc| doc.facts.moments());
    moments.map(|moment| moment <= viewer.now)
}

/// Whether what a job makes depends on bytes that are read only when it is done.
pub fn reads_files(job: &Job) -> bool {
    matches!(job, Job::File(FileJob::Copy(_) | FileJob::Toolkit(_)))
}
