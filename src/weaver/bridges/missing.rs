//! Missing bridges: pairs of communities that nothing joins yet, though they share a domain, things
//! that they both link to, or tags.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::pairs::{self, Pair};
use crate::kinds::{Group, Kinds};
use crate::weaver::{EntryIx, Fabric, Taxonomy, TermIx};

/// Two communities without a link, and what they share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingBridge {
    /// In the order of their slugs.
    pub communities: (TermIx, TermIx),
    pub domains: Vec<TermIx>,
    /// Pieces of the practice that both link to: tools, methods.
    pub entries: Vec<EntryIx>,
    pub tags: Vec<TermIx>,
}

/// What is rare among the communities says more of two that share it: of all that a thing counts for,
/// each community that has it takes the same part. Large, so that whole numbers do.
const WEIGHT: usize = 1 << 20;

/// All missing bridges, those that share most first.
pub fn missing(fabric: &Fabric, pairs: &[Pair], kinds: &Kinds) -> Vec<MissingBridge> {
    let communities: Vec<TermIx> = fabric.terms().all(Taxonomy::Communities).collect();
    let holdings: Vec<Holding> = communities.into_par_iter().map(|c| holding(fabric, kinds, c)).collect();
    let domains = counts(holdings.iter().map(|holding| &holding.domains));
    let entries = counts(holdings.iter().map(|holding| &holding.entries));
    let tags = counts(holdings.iter().map(|holding| &holding.tags));
    let mut found: Vec<(usize, MissingBridge)> = Vec::new();
    for (place, a) in holdings.iter().enumerate() {
        for b in &holdings[place + 1..] {
            if pairs::find(pairs, a.community, b.community).is_some() {
                continue;
            }
            let missing = MissingBridge {
                communities: (a.community, b.community),
                domains: a.domains.intersection(&b.domains).copied().collect(),
                entries: a.entries.intersection(&b.entries).copied().collect(),
                tags: a.tags.intersection(&b.tags).copied().collect(),
            };
            // A domain is what communities are made around.
            let weight = 3 * weigh(&missing.domains, &domains)
                + 2 * weigh(&missing.entries, &entries)
                + weigh(&missing.tags, &tags);
            if weight > 0 {
                found.push((weight, missing));
            }
        }
    }
    found.sort_by_key(|(weight, missing)| (Reverse(*weight), missing.communities));
    found.into_iter().map(|(_, missing)| missing).collect()
}

/// What one community deals with.
struct Holding {
    community: TermIx,
    domains: BTreeSet<TermIx>,
    entries: BTreeSet<EntryIx>,
    tags: BTreeSet<TermIx>,
}

fn holding(fabric: &Fabric, kinds: &Kinds, community: TermIx) -> Holding {
    let term = fabric.terms().get(Taxonomy::Communities, community);
    let mut holding = Holding { community, domains: BTreeSet::new(), entries: BTreeSet::new(), tags: BTreeSet::new() };
    for entry in term.members.iter().copied().chain(term.entry) {
        holding.domains.extend(fabric.terms().of_entry(Taxonomy::Domains, entry));
        holding.tags.extend(fabric.terms().of_entry(Taxonomy::Tags, entry));
        let linked = fabric.outgoing(entry).iter().map(|edge| fabric.primary(edge.to));
        holding.entries.extend(linked.filter(|to| is_practice(fabric, kinds, *to)));
    }
    holding
}

fn is_practice(fabric: &Fabric, kinds: &Kinds, entry: EntryIx) -> bool {
    kinds.get(&fabric.doc(entry).id.kind).is_some_and(|kind| kind.group == Group::Practice)
}

/// How many communities have each thing.
fn counts<'a, T: Ord + Copy + 'a>(sets: impl Iterator<Item = &'a BTreeSet<T>>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for thing in sets.flatten() {
        *counts.entry(*thing).or_default() += 1;
    }
    counts
}

fn weigh<T: Ord>(shared: &[T], counts: &BTreeMap<T, usize>) -> usize {
    shared.iter().filter_map(|thing| counts.get(thing)).map(|count| WEIGHT / count).sum()
}
