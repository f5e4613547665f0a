//! All entries of a list as a script: what a page needs to narrow and sort the list in place.
//!
//! A script and not JSON, because a page that is opened from a folder may load nothing else.

use std::collections::BTreeMap;

use tera::Value;

use super::context::render_part;
use crate::content::collation::Collation;
use crate::diagnostics::Diagnostic;
use crate::plan::{ListedBy, Route, entries_path};
use crate::view::contract::{FilterEntries, FilterEntry};
use crate::view::filter::key;
use crate::view::{Snapshot, cards};
use crate::weaver::EntryIx;

/// The theme's part for all entries of a list.
const PART: &str = "parts/entries.html";
/// Ends each entry in what the theme's part gives.
const END: &str = "<!--end-->";

pub fn entries(snapshot: &Snapshot, of: &ListedBy) -> Result<String, Box<Diagnostic>> {
    let (keys, keys_of) = keys(snapshot, of);
    let entries = snapshot.plan.lists().entries(of);
    let places = by_title(snapshot, entries);
    let html = html(snapshot, of, entries)?;
    let entries = entries.iter().zip(html).map(|(entry, html)| FilterEntry {
        html,
        keys: keys_of.get(entry).cloned().unwrap_or_default(),
        by_title: places.get(entry).copied().unwrap_or_default(),
        links: snapshot.weave.incoming(*entry).len(),
    });
    let list = FilterEntries { keys, entries: entries.collect() };
    // Texts, numbers and lists of them always serialise.
    Ok(format!("copsiteEntries={};\n", serde_json::to_string(&list).unwrap_or_default()))
}

/// The keys of all choices, and for each entry the places of its own among them.
fn keys(snapshot: &Snapshot, of: &ListedBy) -> (Vec<String>, BTreeMap<EntryIx, Vec<usize>>) {
    let mut keys = Vec::new();
    let mut keys_of: BTreeMap<EntryIx, Vec<usize>> = BTreeMap::new();
    for narrowed in snapshot.plan.lists().facets(of).iter().flat_map(|facet| &facet.choices) {
        for entry in &narrowed.entries {
            keys_of.entry(*entry).or_default().push(keys.len());
        }
        keys.push(key(snapshot, &narrowed.choice));
    }
    (keys, keys_of)
}

/// The place of each entry in the order of titles.
fn by_title(snapshot: &Snapshot, entries: &[EntryIx]) -> BTreeMap<EntryIx, usize> {
    let order = Collation::of(&snapshot.config.language);
    let key = |entry: &EntryIx| order.key(&snapshot.weave.doc(*entry).facts.title);
    let mut titles: Vec<(Vec<u8>, EntryIx)> = entries.iter().map(|entry| (key(entry), *entry)).collect();
    titles.sort();
    titles.into_iter().enumerate().map(|(place, (_, entry))| (entry, place)).collect()
}

/// Each entry as the theme shows it in the list.
fn html(snapshot: &Snapshot, of: &ListedBy, entries: &[EntryIx]) -> Result<Vec<String>, Box<Diagnostic>> {
    let path = entries_path(of, &snapshot.kinds);
    let cards = Value::from_serializable(&cards::cards(snapshot, entries.iter().copied()));
    let base = Route::new(path.as_str()).base();
    let html = render_part(snapshot, PART, &base, &snapshot.lang(), [("cards".to_owned(), cards)], &path)?;
    Ok(html.split_terminator(END).map(|entry| entry.trim().to_owned()).collect())
}
