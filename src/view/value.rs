//! `value`: what a community is good for, as its members tell it.

use super::Snapshot;
use super::actions::how_to_write;
use super::cards::cards;
use super::contract::{CycleRow, ImpactRow, ValuePage};
use crate::plan::community_value_path;
use crate::practice::value::{self, CYCLES, EVIDENCE};
use crate::weaver::{EntryIx, Taxonomy, TermIx};

pub fn value(snapshot: &Snapshot, term: TermIx, entry: EntryIx) -> ValuePage {
    let lang = &snapshot.weave.doc(entry).lang;
    let found = value::value(&snapshot.weave, term);
    let told =
        |entries: Vec<EntryIx>| cards(snapshot, entries.into_iter().map(|entry| snapshot.weave.version(entry, lang)));
    let row = |impact: value::Impact| ImpactRow {
        change: impact.change,
        cells: impact.evidence.into_iter().map(told).collect(),
    };
    let cycle = |(name, entries): (&'static str, Vec<EntryIx>)| CycleRow {
        name,
        label: snapshot.say(lang, &format!("cycle-{name}")),
        means: snapshot.say(lang, &format!("cycle-{name}-means")),
        items: told(entries),
    };
    ValuePage {
        card: snapshot.card(entry),
        evidence: EVIDENCE.map(|evidence| snapshot.say(lang, &format!("evidence-{evidence}"))).into(),
        impacts: found.impacts.into_iter().map(row).collect(),
        cycles: CYCLES.into_iter().zip(found.cycles).map(cycle).collect(),
        paths: found.paths.into_iter().map(told).collect(),
        write_url: how_to_write("story"),
    }
}

/// Where a community's page of value stands; none where there is nothing to tell.
pub fn url(snapshot: &Snapshot, term: TermIx) -> Option<String> {
    let entry = snapshot.weave.terms().get(Taxonomy::Communities, term).entry?;
    let path = community_value_path(snapshot.weave.address(entry));
    snapshot.plan.at(&path).map(|_| crate::plan::encode(&path))
}
