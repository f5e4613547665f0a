//! Missing bridges: pairs of communities that nothing joins yet, though they share a domain, things
//! that they both link to, or tags.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::pairs::{self, Pair};
use crate::kinds::Kinds;
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
    let practice: Vec<bool> = fabric.all().map(|entry| fabric.is_practice(entry, kinds)).collect();
    let holdings: Vec<Holding> = communities.into_par_iter().map(|c| holding(fabric, &practice, c)).collect();
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
                domains: common(&a.domains, &b.domains),
                entries: common(&a.entries, &b.entries),
                tags: common(&a.tags, &b.tags),
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

/// What one community deals with; each list is sorted and names everything once.
struct Holding {
    community: TermIx,
    domains: Vec<TermIx>,
    entries: Vec<EntryIx>,
    tags: Vec<TermIx>,
}

fn holding(fabric: &Fabric, practice: &[bool], community: TermIx) -> Holding {
    let term = fabric.terms().get(Taxonomy::Communities, community);
    let mut holding = Holding { community, domains: Vec::new(), entries: Vec::new(), tags: Vec::new() };
    for entry in term.members.iter().copied().chain(term.entry) {
        holding.domains.extend(fabric.terms().of_entry(Taxonomy::Domains, entry));
        holding.tags.extend(fabric.terms().of_entry(Taxonomy::Tags, entry));
        let linked = fabric.outgoing(entry).iter().map(|edge| fabric.primary(edge.to));
        holding.entries.extend(linked.filter(|to| practice[to.index()]));
    }
    sort(&mut holding.domains);
    sort(&mut holding.entries);
    sort(&mut holding.tags);
    holding
}

/// Sorts a list and leaves out what it names again.
fn sort<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
}

/// What stands in two sorted lists.
fn common<T: Ord + Copy>(a: &[T], b: &[T]) -> Vec<T> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|thing| many.binary_search(thing).is_ok()).copied().collect()
}

/// How many communities have each thing.
fn counts<'a, T: Ord + Copy + 'a>(sets: impl Iterator<Item = &'a Vec<T>>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for thing in sets.flatten() {
        *counts.entry(*thing).or_default() += 1;
    }
    counts
}

fn weigh<T: Ord>(shared: &[T], counts: &BTreeMap<T, usize>) -> usize {
    shared.iter().filter_map(|thing| counts.get(thing)).map(|count| WEIGHT / count).sum()
}
