//! Relations between communities that nobody has stated.
//!
//! Two grounds are enough: an entry links in its text to a method or tool of another community, or two
//! pieces of practice have so much in common that each is among those most related to the other. What
//! two entries of one community have to do with each other, their community knows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Found, Ground, Suggestion};
use crate::kinds::{Group, Kinds};
use crate::weaver::{EntryIx, Origin, Reason, Related, Weave};

/// What can be used, whoever made it.
const USED: [&str; 2] = ["method", "tool"];
/// Kinds that speak of practice and are none of it themselves.
const ABOUT: [&str; 2] = ["term", "question"];

/// All relations that may be stated.
pub fn relations(weave: &Weave, kinds: &Kinds) -> Vec<Suggestion> {
    let stated = Stated::new(weave);
    let mut found = uses(weave, kinds, &stated);
    found.extend(complements(weave, kinds, &stated));
    found
}

/// The pairs of entries that a relation joins, in either direction, by their primary versions.
struct Stated(BTreeSet<(EntryIx, EntryIx)>);

impl Stated {
    fn new(weave: &Weave) -> Stated {
        let typed = weave.edges().iter().filter(|edge| edge.relation.is_some());
        Stated(typed.map(|edge| pair(weave.primary(edge.from), weave.primary(edge.to))).collect())
    }

    fn joins(&self, from: EntryIx, to: EntryIx) -> bool {
        self.0.contains(&pair(from, to))
    }
}

fn pair(one: EntryIx, other: EntryIx) -> (EntryIx, EntryIx) {
    (one.min(other), one.max(other))
}

/// Links in the text to a method or tool of another community.
fn uses(weave: &Weave, kinds: &Kinds, stated: &Stated) -> Vec<Suggestion> {
    let mut first: BTreeMap<(EntryIx, EntryIx), u32> = BTreeMap::new();
    for edge in weave.edges().iter().filter(|edge| edge.relation.is_none() && edge.origin == Origin::Text) {
        let to = weave.primary(edge.to);
        let is_used = weave.is_primary(edge.from) && USED.contains(&&*weave.doc(to).id.kind);
        if let Some(link) = edge.link
            && is_used
            && may_use(weave, kinds, edge.from)
            && are_apart(weave, edge.from, to)
            && !stated.joins(edge.from, to)
        {
            first.entry((edge.from, to)).or_insert(link);
        }
    }
    let suggested = first.into_iter().map(|((from, to), link)| {
        let times = weave.outgoing(from).iter().filter(|edge| weave.primary(edge.to) == to).count();
        let found = Found::Relation { from, to, relation: "uses".into(), ground: Ground::Linked(link) };
        Suggestion::new(weave, found, 100 + times.min(10) as u32)
    });
    suggested.collect()
}

/// Whether an entry of this kind tells of something that was done.
fn may_use(weave: &Weave, kinds: &Kinds, entry: EntryIx) -> bool {
    kinds.get(&weave.doc(entry).id.kind).is_some_and(|kind| {
        let does = matches!(kind.group, Group::Practice | Group::Activity) && !ABOUT.contains(&&*kind.name);
        does || kind.relations.iter().any(|relation| **relation == *"uses")
    })
}

/// Whether two entries are at home in two communities.
fn are_apart(weave: &Weave, one: EntryIx, other: EntryIx) -> bool {
    matches!((weave.home(one), weave.home(other)), (Some(one), Some(other)) if one != other)
}

/// Pieces of practice of two communities, each among the most related to the other for two reasons.
fn complements(weave: &Weave, kinds: &Kinds, stated: &Stated) -> Vec<Suggestion> {
    let pieces: Vec<EntryIx> =
        weave.newest().iter().copied().filter(|entry| is_practice(weave, kinds, *entry)).collect();
    let related: BTreeMap<EntryIx, Vec<Related>> =
        pieces.par_iter().map(|entry| (*entry, weave.related(*entry))).collect();
    let mut found = Vec::new();
    for (entry, others) in &related {
        for (place, other) in others.iter().enumerate() {
            let to = weave.primary(other.entry);
            let back =
                related.get(&to).and_then(|back| back.iter().position(|back| weave.primary(back.entry) == *entry));
            let Some(back) = back.filter(|_| *entry < to) else { continue };
            if are_apart(weave, *entry, to) && !stated.joins(*entry, to) && is_strong(&other.reasons) {
                let ground = Ground::Shared(other.reasons.clone());
                let relation: Arc<str> = "complements".into();
                let found_here = Found::Relation { from: *entry, to, relation, ground };
                found.push(Suggestion::new(weave, found_here, 50 - 4 * (place + back) as u32));
            }
        }
    }
    found
}

fn is_practice(weave: &Weave, kinds: &Kinds, entry: EntryIx) -> bool {
    let kind = kinds.get(&weave.doc(entry).id.kind);
    kind.is_some_and(|kind| kind.group == Group::Practice && !ABOUT.contains(&&*kind.name))
}

/// Whether what two entries have in common is a thing that both name, and not only how they are filed.
fn is_strong(reasons: &[Reason]) -> bool {
    let names_a_thing = |reason: &Reason| {
        matches!(
            reason,
            Reason::SharedUse(_) | Reason::SharedLinks(_) | Reason::CitedTogether(_) | Reason::SameOutsidePage(_)
        )
    };
    reasons.len() > 1 && reasons.iter().any(names_a_thing)
}
