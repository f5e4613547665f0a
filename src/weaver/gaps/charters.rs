//! What an entry's kind asks and the entry does not say, and promises of which there is nothing yet.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Gap;
use crate::content::{Doc, Facts, FieldValue};
use crate::kinds::Kinds;
use crate::weaver::{EntryIx, Fabric, Sources, Taxonomy};

/// Entries that leave fields of their kind's `asks` open, those with most of them first.
pub fn unanswered(fabric: &Fabric, kinds: &Kinds) -> Vec<Gap> {
    let mut found: Vec<(usize, Gap)> = Vec::new();
    for entry in fabric.all().filter(|entry| fabric.is_primary(*entry)) {
        let doc = fabric.doc(entry);
        let asked = kinds.get(&doc.id.kind).map(|kind| kind.asks.as_slice()).unwrap_or_default();
        let open: Vec<Arc<str>> = asked.iter().filter(|name| !answers(&doc.facts, name)).cloned().collect();
        if !open.is_empty() {
            found.push((open.len(), Gap::Charter { entry, fields: open }));
        }
    }
    found.sort_by_key(|(open, gap)| (std::cmp::Reverse(*open), gap.entry()));
    found.into_iter().map(|(_, gap)| gap).collect()
}

/// Whether an entry says anything under a key of its kind, or under a common one.
fn answers(facts: &Facts, name: &str) -> bool {
    match name {
        "summary" => facts.summary.is_some(),
        "date" => facts.date.is_some(),
        "updated" => facts.updated.is_some(),
        "domains" => !facts.domains.is_empty(),
        "communities" => !facts.communities.is_empty(),
        "people" => !facts.people.is_empty(),
        "tags" => !facts.tags.is_empty(),
        "image" => facts.image.is_some(),
        "source" => facts.source.is_some(),
        "reviewed" => facts.reviewed.is_some(),
        "review_by" => facts.review_by.is_some(),
        "consent" => facts.consent.is_some(),
        _ => facts.field(name).is_some_and(says_something),
    }
}

fn says_something(value: &FieldValue) -> bool {
    match value {
        FieldValue::Text(text) => !text.trim().is_empty(),
        FieldValue::List(values) => values.iter().any(says_something),
        FieldValue::Table(values) => values.values().any(says_something),
        _ => true,
    }
}

/// The field in which communities promise what they will bring forth.
const COMMITMENTS: &str = "commitments";

/// Promises for the year that it is now of which there is no entry yet, in the order of the communities.
pub fn promises(fabric: &Fabric, sources: Sources, today: Date) -> Vec<Gap> {
    let year = year_of(today, sources.config.harvest_year_starts);
    let mut found = Vec::new();
    for community in fabric.terms().all(Taxonomy::Communities) {
        let term = fabric.terms().get(Taxonomy::Communities, community);
        let Some(entry) = term.entry else { continue };
        for Commitment { what, promised } in commitments(fabric.doc(entry), year) {
            let mut kept = term.members.iter().filter(|member| is_in_year(fabric, **member, year));
            if !kept.any(|member| is_evidence(fabric, sources.kinds, *member, &what)) {
                found.push(Gap::Promise { entry, what, promised, year });
            }
        }
    }
    found
}

struct Commitment {
    what: Arc<str>,
    promised: usize,
}

/// Those of the year; one without a year is made for every year.
fn commitments(doc: &Doc, year: Date) -> Vec<Commitment> {
    let Some(FieldValue::List(rows)) = doc.facts.field(COMMITMENTS) else { return Vec::new() };
    let read = |row: &FieldValue| {
        let FieldValue::Table(cells) = row else { return None };
        let Some(FieldValue::Text(what)) = cells.get("what") else { return None };
        let number = |name: &str| match cells.get(name) {
            Some(FieldValue::Integer(number)) => Some(*number),
            _ => None,
        };
        let of_this_year = number("year").is_none_or(|of| of == i64::from(year.year()));
        let promised = usize::try_from(number("promised").unwrap_or(1)).unwrap_or(0);
        (of_this_year && promised > 0).then(|| Commitment { what: what.clone(), promised })
    };
    rows.iter().filter_map(read).collect()
}

/// The first day of the year of commitments that `today` falls into.
fn year_of(today: Date, (month, day): (i8, i8)) -> Date {
    let starts = |year: i16| Date::new(year, month, day).unwrap_or(today);
    if starts(today.year()) <= today { starts(today.year()) } else { starts(today.year() - 1) }
}

fn is_in_year(fabric: &Fabric, entry: EntryIx, year: Date) -> bool {
    let end = year.saturating_add(1.year());
    fabric.date(entry).is_some_and(|date| (year..end).contains(&date.civil.date()))
}

/// Whether an entry is what was promised: its kind has that name or folder, or its `type` says so.
fn is_evidence(fabric: &Fabric, kinds: &Kinds, entry: EntryIx, what: &str) -> bool {
    let doc = fabric.doc(entry);
    let by_folder = || kinds.get(&doc.id.kind).is_some_and(|kind| *kind.folder == *what);
    let by_type = || matches!(doc.facts.field("type"), Some(FieldValue::Text(of)) if **of == *what);
    *doc.id.kind == *what || by_folder() || by_type()
}
