//! The pages about the site itself: changes, how to contribute, the list behind search.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cards::{cards, kind_info};
use super::contract::{
    ChangeDay, ChangeLine, Changes, Contribute, ContributeField, ContributeKind, SearchKind, SearchPage,
};
use super::{Snapshot, home, hub};
use crate::kinds::{Field, Group, Kind};
use crate::weaver::{EntryIx, Taxonomy};

/// Days that the changes page goes back to, counted in days on which something changed.
const DAYS: usize = 60;

/// What is new and what was revised, by day, newest first.
pub fn changes(snapshot: &Snapshot) -> Changes {
    let mut days: BTreeMap<Date, Vec<(EntryIx, &'static str)>> = BTreeMap::new();
    for entry in snapshot.weave.newest() {
        let facts = &snapshot.weave.doc(*entry).facts;
        let published = facts.date.map(|date| date.civil.date());
        let revised = facts.updated.map(|date| date.civil.date()).filter(|day| Some(*day) != published);
        for (day, change) in [(published, "new"), (revised, "revised")] {
            if let Some(day) = day.filter(|day| *day <= snapshot.today) {
                days.entry(day).or_default().push((*entry, change));
            }
        }
    }
    let line = |(entry, change): (EntryIx, &'static str)| ChangeLine { card: snapshot.card(entry), change };
    let day = |(date, entries): (Date, Vec<(EntryIx, &'static str)>)| ChangeDay {
        date: date.to_string(),
        entries: entries.into_iter().map(line).collect(),
    };
    Changes { days: days.into_iter().rev().take(DAYS).map(day).collect() }
}

/// How to write each kind, made from the schemas, and what others are waiting for.
pub fn contribute(snapshot: &Snapshot) -> Contribute {
    let kinds = snapshot.kinds.kinds.iter().filter(|kind| kind.group != Group::Other).map(contribute_kind).collect();
    Contribute { kinds, wanted: home::wanted(snapshot) }
}

fn contribute_kind(kind: &Kind) -> ContributeKind {
    let field = |field: &Field| ContributeField {
        name: field.name.clone(),
        label: field.label.clone(),
        help: field.help.clone(),
        required: field.required,
        one_of: field.one_of.clone(),
    };
    ContributeKind {
        kind: kind_info(kind),
        command: format!("copsite new {} \"…\"", kind.name),
        folder: format!("content/{}/", kind.folder),
        fields: kind.fields.iter().map(field).collect(),
    }
}

/// Every entry by kind and title, and the tags: what search is without script.
pub fn search(snapshot: &Snapshot) -> SearchPage {
    let mut by_kind: BTreeMap<&str, Vec<(String, EntryIx)>> = BTreeMap::new();
    for entry in snapshot.weave.newest() {
        let doc = snapshot.weave.doc(*entry);
        let key = crate::content::identity::slugify(&doc.facts.title);
        by_kind.entry(&doc.id.kind).or_default().push((key, *entry));
    }
    let kind = |kind: &Kind| {
        let mut entries = by_kind.get(&*kind.name)?.clone();
        entries.sort();
        Some(SearchKind { kind: kind_info(kind), items: cards(snapshot, entries.into_iter().map(|(_, entry)| entry)) })
    };
    let tags = hub::term_index(snapshot, Taxonomy::Tags).letters.into_iter().flat_map(|letter| letter.terms).collect();
    SearchPage { kinds: snapshot.kinds.kinds.iter().filter_map(kind).collect(), tags }
}
