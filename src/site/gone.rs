//! Pages that the last build of an output folder published and that lead nowhere now: links from elsewhere would break
//! without a word.
//!
//! Never tells of what is only withheld, or of pages that copsite makes itself, which come and go with what they list.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::{Publication, Written};
use crate::plan::{FileJob, Job};
use crate::view::Snapshot;
use crate::weaver::{EntryIx, address};

/// Beside each entry's page stands its source, and beside no other page.
const SOURCE: &str = "index.md";
/// Pages that are told of one by one.
const EACH: usize = 5;

/// What is to be told of pages that are gone, once all outputs are offered.
pub fn gone(publication: &Publication, snapshot: &Snapshot, tree: &Tree) -> Vec<Diagnostic> {
    let gone = addresses(publication, snapshot, tree);
    if gone.is_empty() {
        return Vec::new();
    }
    let new = new_pages(publication, snapshot);
    let (moved, lost): (Vec<&str>, Vec<&str>) = gone.keys().partition(|path| new.contains_key(gone[*path]));
    let mut found: Vec<Diagnostic> =
        moved.iter().take(EACH).map(|path| moved_to(path, snapshot, new[gone[*path]])).collect();
    found.extend(moved.split_at_checked(EACH).and_then(|(_, others)| lost_ones(others)));
    found.extend(lost_ones(&lost));
    found
}

/// The addresses of entries that lead nowhere any more, and what their sources were.
fn addresses<'a>(publication: &'a Publication, snapshot: &Snapshot, tree: &Tree) -> BTreeMap<&'a str, &'a Written> {
    let earlier = publication.earlier();
    let mut gone: BTreeMap<&str, &Written> = earlier
        .iter()
        .filter_map(|(path, written)| Some((path.strip_suffix(SOURCE)?, written)))
        .filter(|(path, _)| earlier.contains_key(&format!("{path}index.html")) && snapshot.plan.at(path).is_none())
        .collect();
    if !gone.is_empty() {
        for doc in &tree.docs {
            gone.remove(&*address(doc, &snapshot.kinds, &snapshot.config));
        }
    }
    gone
}

/// The entries at addresses that the last build did not have, by their sources. None for a source that several have.
fn new_pages<'a>(publication: &'a Publication, snapshot: &Snapshot) -> BTreeMap<&'a Written, EntryIx> {
    let mut new = BTreeMap::new();
    let mut several = BTreeSet::new();
    for (index, planned) in snapshot.plan.pages().iter().enumerate() {
        let Job::File(FileJob::Source(entry)) = planned.job else { continue };
        let Some(written) = publication.offered(index) else { continue };
        if !publication.earlier().contains_key(&planned.route.file()) && new.insert(written, entry).is_some() {
            several.insert(written);
        }
    }
    new.retain(|written, _| !several.contains(written));
    new
}

fn moved_to(path: &str, snapshot: &Snapshot, entry: EntryIx) -> Diagnostic {
    let new = snapshot.weave.address(entry);
    let message = format!("`/{path}` was published before and leads nowhere now: its text has moved to `/{new}`");
    let help = format!(
        "put `/{path}` among its `aliases`, and whoever has the old address gets there; a build that is published says it once"
    );
    Diagnostic::new(Code::LostAddress, message).at(Span::file(&snapshot.weave.doc(entry).file)).help(help)
}

fn lost_ones(paths: &[&str]) -> Option<Diagnostic> {
    let (first, others) = paths.split_first()?;
    let message = match others.len() {
        0 => format!("`/{first}` was published before and leads nowhere now"),
        1 => format!("`/{first}` and another page were published before and lead nowhere now"),
        others => format!("`/{first}` and {others} other pages were published before and lead nowhere now"),
    };
    let help = "where its text stands on another page, put the old address among the `aliases` of that; a build that is published says it once";
    Some(Diagnostic::new(Code::LostAddress, message).help(help))
}
