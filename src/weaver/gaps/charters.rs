//! What an entry's kind asks and the entry does not say, and promises of which there is nothing yet.

use std::sync::Arc;

use jiff::civil::Date;

use super::Gap;
use crate::content::Facts;
use crate::kinds::Kinds;
use crate::weaver::commitments::{self, Year};
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
        _ => facts.field(name).is_some_and(|value| !value.is_blank()),
    }
}

/// Promises for the year that it is now of which there is no entry yet, in the order of the communities.
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
