//! Pages of entries that the last build published and this one does not, without a redirect: links from elsewhere to them
//! would break.
//!
//! Never tells of what is only withheld, or of pages that copsite makes itself, which come and go with what they list. A
//! folder that was never built into tells nothing.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

use super::Tree;
use crate::content::identity::fold;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::{Publication, Written};
use crate::plan::{FileJob, Job, alias_paths};
use crate::view::Snapshot;
use crate::weaver::{EntryIx, address};

/// Beside each entry's page stands its source, and beside no other page that copsite makes.
const SOURCE: &str = "index.md";
const PAGE: &str = "index.html";

/// What is to be told of pages that are gone, once all outputs are offered for `paths`.
pub fn gone(publication: &Publication, paths: &[String], snapshot: &Snapshot, tree: &Tree) -> Vec<Diagnostic> {
    let gone = without_withheld(addresses(publication, paths), snapshot, tree);
    if gone.is_empty() {
        return Vec::new();
    }
    let new = new_pages(publication, snapshot);
    let (moved, lost): (Vec<&str>, Vec<&str>) = gone.keys().partition(|path| new.contains_key(gone[*path]));
    let mut found: Vec<Diagnostic> = moved.iter().map(|path| moved_to(path, snapshot, new[gone[*path]])).collect();
    found.extend(without_successor(&lost));
    found
}

/// The addresses at which an entry stood and nothing does any more, with what its source was. One that differs in case
/// alone is the same on many disks, and no alias of the other.
fn addresses<'a>(publication: &'a Publication, paths: &[String]) -> BTreeMap<&'a str, &'a Written> {
    let earlier = publication.earlier();
    if earlier.is_empty() {
        return BTreeMap::new();
    }
    let now: HashSet<&str> = paths.iter().map(String::as_str).collect();
    let is_gone = |path: &str| {
        let page = format!("{path}{PAGE}");
        earlier.contains_key(&page) && !now.contains(&*page)
    };
    let sources = earlier.iter().filter_map(|(path, written)| Some((path.strip_suffix(SOURCE)?, written)));
    let mut gone: BTreeMap<&str, &Written> = sources.filter(|(path, _)| is_gone(path)).collect();
    if !gone.is_empty() {
        let folded: HashSet<String> = paths.iter().map(|path| fold(path)).collect();
        gone.retain(|path, _| !folded.contains(&fold(&format!("{path}{PAGE}"))));
    }
    gone
}

/// Without those that entries have, or lead on from, which no reader sees for now.
fn without_withheld<'a>(
    mut gone: BTreeMap<&'a str, &'a Written>,
    snapshot: &Snapshot,
    tree: &Tree,
) -> BTreeMap<&'a str, &'a Written> {
    if !gone.is_empty() {
        for doc in &tree.docs {
            gone.remove(&*address(doc, &snapshot.kinds, &snapshot.config));
            for path in alias_paths(doc, &snapshot.config) {
                gone.remove(path.path());
            }
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
    let message = format!("`/{path}` was built here before and leads nowhere now: its text has moved to `/{new}`");
    let help =
        format!("put `/{path}` among its `aliases`, and whoever has the old address gets there; this is said once");
    Diagnostic::new(Code::LostAddress, message).at(Span::file(&snapshot.weave.doc(entry).file)).help(help)
}

/// One problem for all of them, with the name of each: no later build can tell them.
fn without_successor(paths: &[&str]) -> Option<Diagnostic> {
    let (first, others) = paths.split_first()?;
    let message = match others.len() {
        0 => format!("`/{first}` was built here before and leads nowhere now"),
        1 => format!("`/{first}` and another page were built here before and lead nowhere now"),
        others => format!("`/{first}` and {others} other pages were built here before and lead nowhere now"),
    };
    let named: String = others.iter().map(|path| format!("`/{path}`, ")).collect();
    let these = named.strip_suffix(", ").map_or_else(String::new, |named| format!("the others are {named}; "));
    let help =
        "where the text stands on another page, put the old address among the `aliases` of that; this is said once";
    Some(Diagnostic::new(Code::LostAddress, message).help(format!("{these}{help}")))
}
