//! What an entry's kind asks and the entry does not say, and promises of which there is nothing yet.

use std::sync::Arc;

use jiff::civil::Date;

use super::Gap;
use crate::content::{Facts, FieldValue};
use crate::kinds::{Field, FieldType, Kind, Kinds};
use crate::weaver::commitments::{self, Year};
use crate::weaver::{EntryIx, Fabric, Sources, Taxonomy};

/// Entries that leave fields of their kind's `asks` open, those with most of them first.
pub fn unanswered(fabric: &Fabric, kinds: &Kinds) -> Vec<Gap> {
    let mut found: Vec<(usize, Gap)> = Vec::new();
    for entry in fabric.all().filter(|entry| fabric.is_primary(*entry)) {
        let doc = fabric.doc(entry);
        let Some(kind) = kinds.get(&doc.id.kind) else { continue };
        let open: Vec<Arc<str>> = kind.asks.iter().flat_map(|name| open_parts(kind, &doc.facts, name)).collect();
        if !open.is_empty() {
            found.push((open.len(), Gap::Charter { entry, fields: open }));
        }
    }
    found.sort_by_key(|(open, gap)| (std::cmp::Reverse(*open), gap.entry()));
    found.into_iter().map(|(_, gap)| gap).collect()
}

/// What an entry leaves open of one thing that its kind asks for: a table with some answers leaves open its parts
/// that have none.
fn open_parts(kind: &Kind, facts: &Facts, name: &Arc<str>) -> Vec<Arc<str>> {
    if !facts.says(name) {
        return vec![name.clone()];
    }
    let Some((FieldType::Table(parts), value)) = kind.field(name).map(|field| &field.of).zip(facts.field(name)) else {
        return Vec::new();
    };
    let is_open = |part: &&Field| value.cell(&part.name).is_none_or(FieldValue::is_blank);
    parts.iter().filter(is_open).map(|part| format!("{name}.{}", part.name).into()).collect()
}

/// Commitments for the current year that no entry speaks of yet, in the order of the communities.
pub fn promises(fabric: &Fabric, sources: Sources, today: Date) -> Vec<Gap> {
    let year = Year::of(today, sources.config.harvest_year_starts);
    let mut found = Vec::new();
    for community in fabric.terms().all(Taxonomy::Communities) {
        let term = fabric.terms().get(Taxonomy::Communities, community);
        let Some(entry) = term.entry else { continue };
        // What is usual was not promised by anybody: only what a community wrote is missed.
        let written = commitments::written(fabric.doc(entry));
        for commitment in commitments::of_year(fabric.doc(entry), &year) {
            let Some(promised) = commitment.promised.filter(|_| written.contains(&commitment.what)) else { continue };
            let is_begun = |member: &EntryIx| commitment.progress(fabric, *member, &year, today).is_some();
            if !term.members.iter().any(is_begun) {
                found.push(Gap::Promise { entry, what: commitment.what.clone(), promised, year: year.first });
            }
        }
    }
    found
}
