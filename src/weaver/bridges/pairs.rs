//! What joins each two communities: stated relations, entries that belong to both, and people who
//! work in both; mentions apart from them.
//!
//! A person is named only where their own page says that they may be.

use std::collections::{BTreeMap, BTreeSet};

use super::Bridge;
use crate::content::consent::agrees_to;
use crate::weaver::{Edge, EntryIx, Fabric, Taxonomy, TermIx};

/// The word of a person's `consent` that lets the index name them as a bridge.
const CONSENT: &str = "bridges";

/// Two communities and all that joins them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// In the order of their slugs.
    pub communities: (TermIx, TermIx),
    /// Numbers of bridges, as in [`crate::weaver::Weave::bridges`].
    pub relations: Vec<u32>,
    /// Primary entries that belong to both.
    pub entries: Vec<EntryIx>,
    /// People with entries of both, whose consent allows it.
    pub people: Vec<TermIx>,
    /// Links without a relation from an entry of one to an entry of the other: primary entries, each
    /// two once.
    pub mentions: Vec<(EntryIx, EntryIx)>,
}

impl Pair {
    /// How many bridges there are between the two.
    pub fn bridges(&self) -> usize {
        self.relations.len() + self.entries.len() + self.people.len()
    }
}

/// Every pair that anything joins, also only a mention, in the order of the communities.
pub fn pairs(fabric: &Fabric, bridges: &[Bridge]) -> Vec<Pair> {
    let mut pairs = Pairs::default();
    for (number, bridge) in bridges.iter().enumerate() {
        pairs.between(bridge.communities.0, bridge.communities.1).relations.push(number as u32);
    }
    // A person joins communities only as a person, with consent.
    for entry in fabric.all().filter(|entry| fabric.is_primary(*entry) && fabric.is_piece(*entry)) {
        pairs.among(fabric.terms().of_entry(Taxonomy::Communities, entry), |pair| pair.entries.push(entry));
    }
    for person in fabric.terms().all(Taxonomy::People).filter(|person| may_be_named(fabric, *person)) {
        pairs.among(&works_in(fabric, person), |pair| pair.people.push(person));
    }
    let seats: Vec<Option<TermIx>> = fabric.all().map(|entry| fabric.seat(entry)).collect();
    for (from, to) in mentions(fabric, bridges) {
        if let (Some(a), Some(b)) = (seats[from.index()], seats[to.index()])
            && a != b
        {
            pairs.between(a, b).mentions.push((from, to));
        }
    }
    pairs.0.into_values().collect()
}

#[derive(Default)]
struct Pairs(BTreeMap<(TermIx, TermIx), Pair>);

impl Pairs {
    fn between(&mut self, a: TermIx, b: TermIx) -> &mut Pair {
        let communities = (a.min(b), a.max(b));
        self.0.entry(communities).or_insert_with(|| Pair {
            communities,
            relations: Vec::new(),
            entries: Vec::new(),
            people: Vec::new(),
            mentions: Vec::new(),
        })
    }

    /// Calls `add` with each pair of `communities`, of which each stands once.
    fn among(&mut self, communities: &[TermIx], mut add: impl FnMut(&mut Pair)) {
        for (place, a) in communities.iter().enumerate() {
            for b in &communities[place + 1..] {
                add(self.between(*a, *b));
            }
        }
    }
}

/// Links without a relation, as primary entries, each two once; those beside a relation are left out.
fn mentions(fabric: &Fabric, bridges: &[Bridge]) -> Vec<(EntryIx, EntryIx)> {
    let ends = |edge: &Edge| (fabric.primary(edge.from), fabric.primary(edge.to));
    let stated: BTreeSet<(EntryIx, EntryIx)> =
        bridges.iter().flat_map(|Bridge { from, to, .. }| [(*from, *to), (*to, *from)]).collect();
    let untyped = fabric.edges().iter().filter(|edge| edge.relation.is_none());
    let mut mentions: Vec<(EntryIx, EntryIx)> = untyped.map(ends).filter(|ends| !stated.contains(ends)).collect();
    mentions.sort_unstable();
    mentions.dedup();
    mentions
}

/// Where a person's entries are at home, and what their own page says, each once.
fn works_in(fabric: &Fabric, person: TermIx) -> Vec<TermIx> {
    let one = fabric.terms().get(Taxonomy::People, person);
    let own = one.entry.map(|entry| fabric.terms().of_entry(Taxonomy::Communities, entry)).unwrap_or_default();
    let homes = one.members.iter().filter_map(|entry| fabric.home(*entry));
    let communities: BTreeSet<TermIx> = homes.chain(own.iter().copied()).collect();
    communities.into_iter().collect()
}

fn may_be_named(fabric: &Fabric, person: TermIx) -> bool {
    let entry = fabric.terms().get(Taxonomy::People, person).entry;
    let consent = entry.and_then(|entry| fabric.doc(entry).facts.consent.as_deref());
    consent.is_some_and(|consent| agrees_to(consent, CONSENT))
}

/// What joins two communities, among all pairs in the order of their communities.
pub fn find(pairs: &[Pair], a: TermIx, b: TermIx) -> Option<&Pair> {
    let found = pairs.binary_search_by_key(&(a.min(b), a.max(b)), |pair| pair.communities).ok()?;
    Some(&pairs[found])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_to_be_named_is_a_word_of_its_own() {
        for yes in ["bridges", "Listed by role, bridges.", "name; Bridges"] {
            assert!(agrees_to(yes, CONSENT), "{yes}");
        }
        for no in ["", "Listed by role", "no bridges", "everything but bridges", "bridgeshead"] {
            assert!(!agrees_to(no, CONSENT), "{no}");
        }
    }
}
