//! What a community is good for, as its members tell it: stories and evaluations by the kind of value they
//! show, what is known of each intended impact, and the paths on which one thing led to another.
//!
//! Never adds anything up: what nobody has told of is a gap, and no verdict.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::content::Doc;
use crate::content::identity::fold;
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// The value-creation cycles (Wenger-Trayner, "Learning to make a difference", 2020), in their order.
pub const CYCLES: [&str; 9] = [
    "immediate",
    "potential",
    "applied",
    "realised",
    "reframing",
    "strategic",
    "enabling",
    "orienting",
    "transformative",
];

/// How something is known, from the word of those who were there to an independent look.
pub const EVIDENCE: [&str; 4] = ["told", "observed", "measured", "evaluated"];

const LED_TO: &str = "led-to";
/// Paths that a page shows.
const PATHS: usize = 12;

/// What is told of a community's value.
#[derive(Clone, Debug, Default)]
pub struct Value {
    pub impacts: Vec<Impact>,
    /// For each of [`CYCLES`], the stories and evaluations that show it, newest first.
    pub cycles: [Vec<EntryIx>; 9],
    pub paths: Vec<Vec<EntryIx>>,
}

/// A change that a community works for, and what is known of it.
#[derive(Clone, Debug)]
pub struct Impact {
    /// None for what does not say which change it is about, where there are several, and for what names another.
    pub change: Option<Arc<str>>,
    /// For each of [`EVIDENCE`], newest first.
    pub evidence: [Vec<EntryIx>; 4],
}

/// Whether there is anything to tell of a community's value.
pub fn is_told(weave: &Weave, community: TermIx) -> bool {
    let term = weave.terms().get(Taxonomy::Communities, community);
    let tells = |entry: &EntryIx| {
        let doc = weave.doc(*entry);
        let is_on_a_path = || !after(weave, *entry).is_empty() || !before(weave, *entry).is_empty();
        evidence(doc).is_some() || CYCLES.iter().any(|cycle| shows(doc, cycle)) || is_on_a_path()
    };
    term.entry.is_some_and(|entry| !changes(weave.doc(entry)).is_empty()) || term.members.iter().any(tells)
}

pub fn value(weave: &Weave, community: TermIx) -> Value {
    let term = weave.terms().get(Taxonomy::Communities, community);
    let Some(entry) = term.entry else { return Value::default() };
    let members = &term.members;
    let cycles = CYCLES.map(|cycle| members.iter().copied().filter(|entry| shows(weave.doc(*entry), cycle)).collect());
    Value { impacts: impacts(weave, entry, members), cycles, paths: paths(weave, members) }
}

fn shows(doc: &Doc, cycle: &str) -> bool {
    ["story", "evaluation"].contains(&&*doc.id.kind) && doc.facts.texts("cycle").any(|shown| **shown == *cycle)
}

/// The intended impacts of the charter with the evidence for each. What names none of them, or something else, is about
/// the only one, whose words are those of a charter and not a name; where there are several, it has a row of its own.
fn impacts(weave: &Weave, community: EntryIx, members: &[EntryIx]) -> Vec<Impact> {
    let mut impacts: Vec<Impact> =
        changes(weave.doc(community)).into_iter().map(|change| empty(Some(change))).collect();
    let the_only_one = (impacts.len() == 1).then_some(0);
    for entry in members {
        let doc = weave.doc(*entry);
        let Some(known) = evidence(doc) else { continue };
        let named = doc.facts.texts("impact").next().map(|impact| fold(impact));
        let is_meant = |impact: &Impact| named.is_some() && impact.change.as_deref().map(fold) == named;
        let row = impacts.iter().position(is_meant).or(the_only_one);
        let row = row.unwrap_or_else(|| row_of_none(&mut impacts));
        impacts[row].evidence[known].push(*entry);
    }
    impacts
}

/// The row of what is about none of the intended impacts, which is the last one.
fn row_of_none(impacts: &mut Vec<Impact>) -> usize {
    if impacts.last().is_none_or(|impact| impact.change.is_some()) {
        impacts.push(empty(None));
    }
    impacts.len() - 1
}

fn empty(change: Option<Arc<str>>) -> Impact {
    Impact { change, evidence: Default::default() }
}

fn changes(doc: &Doc) -> Vec<Arc<str>> {
    doc.facts.rows("impact").filter_map(|row| row.cell("change")?.as_text().cloned()).collect()
}

/// The place in [`EVIDENCE`] of an entry that is any: a story that shows a value is told, a case says how it is
/// known, and an evaluation is one.
fn evidence(doc: &Doc) -> Option<usize> {
    let word = match &*doc.id.kind {
        "story" if doc.facts.texts("cycle").next().is_some() => "told".into(),
        "case" => doc.facts.texts("evidence").next()?.clone(),
        "evaluation" => Arc::from("evaluated"),
        _ => return None,
    };
    EVIDENCE.iter().position(|evidence| **evidence == *word)
}

/// The longest ways along which something led to something else, that touch one of `members`; the longest first.
fn paths(weave: &Weave, members: &[EntryIx]) -> Vec<Vec<EntryIx>> {
    let members: BTreeSet<EntryIx> = members.iter().map(|entry| weave.primary(*entry)).collect();
    let mut paths: Vec<Vec<EntryIx>> = Vec::new();
    for start in starts(weave, &members) {
        follow(weave, vec![start], &mut paths);
    }
    paths.retain(|path| path.len() > 1 && path.iter().any(|entry| members.contains(entry)));
    paths.sort_by_key(|path| (std::cmp::Reverse(path.len()), path.clone()));
    paths.truncate(PATHS);
    paths
}

/// Where the ways to and from `members` begin: what led to something, and to which nothing led.
fn starts(weave: &Weave, members: &BTreeSet<EntryIx>) -> BTreeSet<EntryIx> {
    let mut seen = members.clone();
    let mut ahead: Vec<EntryIx> = members.iter().copied().collect();
    let mut starts = BTreeSet::new();
    while let Some(entry) = ahead.pop() {
        let before = before(weave, entry);
        if before.is_empty() && !after(weave, entry).is_empty() {
            starts.insert(entry);
        }
        ahead.extend(before.into_iter().filter(|entry| seen.insert(*entry)));
    }
    starts
}

fn follow(weave: &Weave, path: Vec<EntryIx>, paths: &mut Vec<Vec<EntryIx>>) {
    let last = path[path.len() - 1];
    // A circle ends where it closes.
    let next: Vec<EntryIx> = after(weave, last).into_iter().filter(|entry| !path.contains(entry)).collect();
    // With many branches the shorter paths say nothing that the first ones do not.
    if next.is_empty() || paths.len() >= PATHS * PATHS {
        paths.push(path);
        return;
    }
    for entry in next {
        follow(weave, path.iter().copied().chain([entry]).collect(), paths);
    }
}

fn after(weave: &Weave, entry: EntryIx) -> Vec<EntryIx> {
    let led_to = weave.outgoing(entry).iter().filter(|edge| edge.relation.as_deref() == Some(LED_TO));
    apart(weave, led_to.map(|edge| edge.to))
}

fn before(weave: &Weave, entry: EntryIx) -> Vec<EntryIx> {
    let led_to = weave.incoming(entry).filter(|edge| edge.relation.as_deref() == Some(LED_TO));
    apart(weave, led_to.map(|edge| edge.from))
}

fn apart(weave: &Weave, entries: impl Iterator<Item = EntryIx>) -> Vec<EntryIx> {
    let mut entries: Vec<EntryIx> = entries.map(|entry| weave.primary(entry)).collect();
    entries.sort();
    entries.dedup();
    entries
}
