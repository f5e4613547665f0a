//! Lists of entries in pages: kind indexes, the practice page, a term's entries of one kind, the
//! journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Snapshot;
use super::cards::{cards, kind_info, kind_info_in};
use super::contract::{Elsewhere, Journal, KindCount, Listing, YearGroup};
use super::pager::pager;
use super::{filter, gaps};
use crate::content::{Lang, in_sentence};
use crate::kinds::{Group, Kind, addresses};
use crate::plan::{Choice, ListedBy, PAGE_SIZE, encode, value_path};
use crate::weaver::{self, EntryIx, Taxonomy, TermIx};

const GAPS: usize = 4;

/// One page of a kind's index in a language. What the site lacks, and what its list can be narrowed by, stand in the site's
/// own alone.
pub fn kind_index(snapshot: &Snapshot, kind: &Kind, lang: &Lang, page: usize) -> Listing {
    let of = ListedBy::Kind(kind.name.clone());
    let entries = snapshot.plan.lists().in_language(lang).of_kind(&kind.name);
    let path = format!("{}/", kind.folder);
    let is_whole = *lang == snapshot.lang();
    Listing {
        title: kind.plural.clone(),
        definition: Some(kind.definition.clone()),
        kind: Some(kind_info(kind)),
        counted: counted_as(kind, lang, entries.len()),
        gaps: if is_whole && page == 1 {
            gaps::some(snapshot.voice(lang), GAPS, |gap| lacks(gap, &kind.name))
        } else {
            Vec::new()
        },
        anchors: filter::anchors(snapshot, entries, page),
        filter: if is_whole { filter::filter(snapshot, &of, None) } else { None },
        elsewhere: elsewhere(entries.len(), snapshot.plan.lists().entries(&of).len(), &path),
        ..listing(snapshot, entries, page, &snapshot.config.path_in(&lang.0, &path))
    }
}

/// People, organisations and the like are no pieces.
fn counted_as(kind: &Kind, lang: &Lang, count: usize) -> Option<String> {
    let name = if count == 1 { &kind.title } else { &kind.plural };
    (kind.group == Group::Community).then(|| format!("{count} {}", in_sentence(&lang.0, name)))
}

/// What the site's list at `path` has beside what there is of it in a language; nothing where that is all.
pub fn elsewhere(here: usize, whole: usize, path: &str) -> Option<Elsewhere> {
    let count = whole.saturating_sub(here);
    (count > 0).then(|| Elsewhere { count, url: encode(path) })
}

fn lacks(gap: &weaver::Gap, of: &str) -> bool {
    matches!(gap, weaver::Gap::EmptyCell { kind: Some(kind), .. } if **kind == *of)
}

/// The practice kinds together, in a language.
pub fn practice(snapshot: &Snapshot, lang: &Lang, page: usize) -> Listing {
    let entries = &snapshot.plan.lists().in_language(lang).practice;
    let is_whole = *lang == snapshot.lang();
    Listing {
        title: snapshot.say(lang, "practice"),
        kinds: practice_counts(snapshot, lang),
        anchors: filter::anchors(snapshot, entries, page),
        filter: if is_whole { filter::filter(snapshot, &ListedBy::Practice, None) } else { None },
        elsewhere: elsewhere(
            entries.len(),
            snapshot.plan.lists().entries(&ListedBy::Practice).len(),
            addresses::PRACTICE,
        ),
        ..listing(snapshot, entries, page, &snapshot.config.path_in(&lang.0, addresses::PRACTICE))
    }
}

/// All entries of one kind that belong to a term.
pub fn term_kind(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, kind: &Kind, page: usize) -> Listing {
    let one = snapshot.weave.terms().get(taxonomy, term);
    let entries = snapshot.plan.lists().of_term(taxonomy, term).get(&kind.name).map(Vec::as_slice).unwrap_or_default();
    let path = crate::plan::term_path(taxonomy, term, &snapshot.weave, &snapshot.kinds);
    Listing {
        title: format!("{}: {}", one.title, kind.plural),
        kind: Some(kind_info(kind)),
        counted: counted_as(kind, &snapshot.lang(), entries.len()),
        filter: filter::filter(snapshot, &ListedBy::Kind(kind.name.clone()), Some(&Choice::Term(taxonomy, term))),
        ..listing(snapshot, entries, page, &format!("{path}{}/", kind.folder))
    }
}

/// The entries of a kind for which a field has a value.
pub fn kind_value(snapshot: &Snapshot, kind: &Kind, field: &str, value: &Arc<str>, page: usize) -> Listing {
    let of = ListedBy::Kind(kind.name.clone());
    let choice = Choice::Value { field: field.into(), value: value.clone() };
    let label = in_sentence(&snapshot.lang().0, &filter::label_of(snapshot, Some(kind), &choice));
    Listing {
        title: format!("{}: {label}", kind.plural),
        kind: Some(kind_info(kind)),
        filter: filter::filter(snapshot, &of, Some(&choice)),
        ..listing(snapshot, snapshot.plan.lists().narrowed(&of, &choice), page, &value_path(kind, field, value))
    }
}

/// One page of posts, articles and issues, by year, in a language.
pub fn journal(snapshot: &Snapshot, lang: &Lang, page: usize) -> Journal {
    let entries = &snapshot.plan.lists().in_language(lang).journal;
    let folder = snapshot.config.path_in(&lang.0, addresses::JOURNAL);
    let mut years: Vec<YearGroup> = Vec::new();
    for entry in on_page(entries, page) {
        let year = snapshot.weave.date(*entry).map_or_else(String::new, |date| date.civil.year().to_string());
        match years.last_mut() {
            Some(group) if group.year == year => group.items.push(snapshot.card(*entry)),
            _ => years.push(YearGroup { year, items: vec![snapshot.card(*entry)] }),
        }
    }
    let elsewhere = elsewhere(entries.len(), snapshot.plan.lists().site().journal.len(), addresses::JOURNAL);
    Journal { years, total: entries.len(), elsewhere, pager: pager(entries.len(), page, &folder) }
}

/// How many of the entries are of each kind, in the order of the kinds, as readers of a language call them; kinds without
/// a list of their own are left out.
pub fn kind_counts(snapshot: &Snapshot, entries: &[EntryIx], lang: &Lang) -> Vec<KindCount> {
    let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    for entry in entries {
        *counts.entry(&snapshot.weave.doc(*entry).id.kind).or_default() += 1;
    }
    counted(snapshot, lang, |kind| counts.get(&kind.name).copied().unwrap_or(0))
}

/// The same for all entries of the practice kinds in a language.
pub fn practice_counts(snapshot: &Snapshot, lang: &Lang) -> Vec<KindCount> {
    let entries = snapshot.plan.lists().in_language(lang);
    counted(snapshot, lang, |kind| if kind.is_practice() { entries.of_kind(&kind.name).len() } else { 0 })
}

fn counted(snapshot: &Snapshot, lang: &Lang, count: impl Fn(&Kind) -> usize) -> Vec<KindCount> {
    let listed = snapshot.kinds_in(lang).kinds.iter().filter(|kind| !kind.folder.is_empty());
    let counted = listed.map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    counted.map(|(kind, count)| KindCount { kind: kind_info_in(snapshot, kind, lang), count }).collect()
}

fn listing(snapshot: &Snapshot, entries: &[EntryIx], page: usize, folder: &str) -> Listing {
    Listing {
        title: String::new(),
        definition: None,
        kind: None,
        total: entries.len(),
        counted: None,
        items: cards(snapshot, on_page(entries, page).iter().copied()),
        anchors: Vec::new(),
        filter: None,
        elsewhere: None,
        pager: pager(entries.len(), page, folder),
        kinds: Vec::new(),
        gaps: Vec::new(),
    }
}

fn on_page(entries: &[EntryIx], page: usize) -> &[EntryIx] {
    let start = (page.saturating_sub(1) * PAGE_SIZE).min(entries.len());
    &entries[start..(start + PAGE_SIZE).min(entries.len())]
}
