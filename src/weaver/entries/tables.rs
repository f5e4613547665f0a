//! All entries by their ids, names, files and addresses.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::EntryIx;
use super::own_names::{dotted, former_names, ids_of, ids_of_slug, lesser_names, short_names};
use crate::content::Doc;
use crate::content::identity::slugify;
use crate::weaver::Sources;

/// The entries of one name, each id once. Most names are those of one.
#[derive(Debug)]
pub struct Named {
    pub first: EntryIx,
    pub others: Vec<EntryIx>,
}

impl Named {
    pub fn all(&self) -> impl Iterator<Item = EntryIx> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

/// Each entry under its ids.
pub fn by_id(entries: &[Arc<Doc>], sources: Sources) -> HashMap<String, EntryIx> {
    let ids: Vec<Vec<String>> = entries.par_iter().map(|doc| ids_of(&doc.id, sources)).collect();
    let mut by_id = HashMap::with_capacity(entries.len() * 2);
    for (index, ids) in ids.into_iter().enumerate() {
        for id in ids {
            by_id.entry(id).or_insert(EntryIx::new(index));
        }
    }
    // The id that an entry has goes before the one that the slug of a translation would make.
    for (index, doc) in entries.iter().enumerate() {
        for id in ids_of_slug(doc, sources) {
            by_id.entry(id).or_insert(EntryIx::new(index));
        }
    }
    by_id
}

/// The entries of former names, where only one had a name.
pub fn by_former_name(entries: &[Arc<Doc>], sources: Sources) -> HashMap<String, EntryIx> {
    let names = entries.iter().map(|doc| former_names(doc, sources)).collect();
    let named = gathered(entries, names).into_iter();
    named.filter(|(_, named)| named.others.is_empty()).map(|(name, named)| (name, named.first)).collect()
}

/// All entries under each of their names, those of several versions once.
pub fn by_name(entries: &[Arc<Doc>]) -> HashMap<String, Named> {
    let names: Vec<Vec<String>> = entries.par_iter().map(|doc| short_names(doc).collect()).collect();
    let dotted_names = names.iter().map(|names| names.iter().filter_map(|name| dotted(name)).collect());
    let dotted_names: HashMap<String, Named> = gathered(entries, dotted_names.collect());
    let lesser_names = gathered(entries, entries.iter().map(|doc| lesser_names(doc).collect()).collect());
    let mut by_name = gathered(entries, names);
    for (name, named) in dotted_names.into_iter().chain(lesser_names) {
        by_name.entry(name).or_insert(named);
    }
    by_name
}

/// The entries of names as these are written without accents and signs, where that is another name.
pub fn by_bare_name(by_name: &HashMap<String, Named>) -> HashMap<String, Vec<EntryIx>> {
    let mut bare: HashMap<String, Vec<EntryIx>> = HashMap::new();
    for (name, named) in by_name {
        let slug = slugify(name);
        if slug != *name && !slug.is_empty() {
            bare.entry(slug).or_default().extend(named.all());
        }
    }
    for entries in bare.values_mut() {
        entries.sort_unstable();
        entries.dedup();
    }
    bare
}

fn gathered(entries: &[Arc<Doc>], names: Vec<Vec<String>>) -> HashMap<String, Named> {
    let mut by_name: HashMap<String, Named> = HashMap::with_capacity(names.iter().map(Vec::len).sum());
    for (index, (doc, names)) in entries.iter().zip(names).enumerate() {
        let entry = EntryIx::new(index);
        for name in names {
            let named = by_name.entry(name).or_insert(Named { first: entry, others: Vec::new() });
            // All versions of an id stand side by side.
            let last = *named.others.last().unwrap_or(&named.first);
            if last != entry && entries[last.index()].id != doc.id {
                named.others.push(entry);
            }
        }
    }
    by_name
}

pub fn by_text<'a>(texts: impl Iterator<Item = &'a Arc<str>>) -> HashMap<Arc<str>, EntryIx> {
    texts.enumerate().map(|(index, text)| (text.clone(), EntryIx::new(index))).collect()
}

pub fn version_ranges(entries: &[Arc<Doc>]) -> Vec<(u32, u32)> {
    let mut ranges = Vec::with_capacity(entries.len());
    while ranges.len() < entries.len() {
        let start = ranges.len();
        let end = start + entries[start..].iter().take_while(|doc| doc.id == entries[start].id).count();
        ranges.resize(end, (start as u32, end as u32));
    }
    ranges
}

/// Where lists of what there is in another language than the site's stand: of kinds, of the practice, and the journal.
pub fn language_lists(entries: &[Arc<Doc>], sources: Sources) -> BTreeSet<String> {
    let translated = entries.iter().filter(|doc| *doc.lang.0 != *sources.config.language);
    let of_kind = |doc: &Arc<Doc>| Some((doc.lang.clone(), sources.kinds.get(&doc.id.kind)?));
    let kinds = translated.filter_map(of_kind).filter(|(_, kind)| !kind.folder.is_empty());
    let lists = kinds.flat_map(|(lang, kind)| {
        let practice = kind.is_practice().then_some("practice");
        let journal = kind.dated.then_some("journal");
        let folders = std::iter::once(&*kind.folder).chain(practice).chain(journal);
        folders.map(|folder| format!("{lang}/{folder}/")).collect::<Vec<_>>()
    });
    lists.collect()
}
