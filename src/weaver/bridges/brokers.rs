//! Brokers: the one entry or person through whom two communities, or two parts of the constellation,
//! hang together.
//!
//! Looks at the graph of the communities, which stays small however many entries there are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Bridge, Pair};
use crate::weaver::{EntryIx, Fabric, Taxonomy, TermIx};

/// What can be the only bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Connector {
    Entry(EntryIx),
    Person(TermIx),
}

/// An entry or person without whom communities would have no bridge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broker {
    pub connector: Connector,
    /// Pairs that have no bridge but through it.
    pub pairs: Vec<(TermIx, TermIx)>,
    /// Communities that would be cut off from the larger part of those they hang together with now;
    /// empty where all still hang together without it.
    pub cut_off: Vec<TermIx>,
}

/// All brokers: those that hold parts of the constellation together first, then by their pairs.
pub fn brokers(fabric: &Fabric, bridges: &[Bridge], pairs: &[Pair]) -> Vec<Broker> {
    let communities = fabric.terms().all(Taxonomy::Communities).len();
    let joined: Vec<&Pair> = pairs.iter().filter(|pair| pair.bridges() > 0).collect();
    let whole = parts(communities, joined.iter().map(|pair| pair.communities));
    let mut pairs: BTreeMap<Connector, Vec<(TermIx, TermIx)>> = BTreeMap::new();
    for pair in &joined {
        for connector in sole_connectors(bridges, pair) {
            pairs.entry(connector).or_default().push(pair.communities);
        }
    }
    let mut brokers: Vec<Broker> = pairs
        .into_iter()
        .map(|(connector, pairs)| {
            let left = joined.iter().map(|pair| pair.communities).filter(|pair| !pairs.contains(pair));
            let cut_off = cut_off(&whole, &parts(communities, left));
            Broker { connector, pairs, cut_off }
        })
        .collect();
    brokers.sort_by_key(|broker| (Reverse(broker.cut_off.len()), Reverse(broker.pairs.len()), broker.connector));
    brokers
}

/// What takes part in every bridge of a pair. Where that is one relation and nothing else, it is the piece
/// that the other one names: that is what has travelled.
fn sole_connectors(bridges: &[Bridge], pair: &Pair) -> BTreeSet<Connector> {
    let relations = pair.relations.iter().map(|number| {
        let bridge = &bridges[*number as usize];
        BTreeSet::from([Connector::Entry(bridge.from), Connector::Entry(bridge.to)])
    });
    let entries = pair.entries.iter().map(|entry| BTreeSet::from([Connector::Entry(*entry)]));
    let people = pair.people.iter().map(|person| BTreeSet::from([Connector::Person(*person)]));
    let all = relations.chain(entries).chain(people);
    let common = all.reduce(|common, next| common.intersection(&next).copied().collect()).unwrap_or_default();
    match (pair.relations.as_slice(), common.len()) {
        ([only], 2) => BTreeSet::from([Connector::Entry(bridges[*only as usize].to)]),
        _ => common,
    }
}

/// The communities of all but the largest of the parts into which each part of the whole falls.
fn cut_off(whole: &Parts, left: &Parts) -> Vec<TermIx> {
    let mut cut = Vec::new();
    for part in whole.values() {
        let mut pieces: Vec<&Vec<TermIx>> = left.values().filter(|piece| part.contains(&piece[0])).collect();
        pieces.sort_by_key(|piece| (Reverse(piece.len()), piece[0]));
        cut.extend(pieces.into_iter().skip(1).flatten().copied());
    }
    cut.sort_unstable();
    cut
}

/// Communities that hang together, by the first of them.
type Parts = BTreeMap<usize, Vec<TermIx>>;

fn parts(communities: usize, pairs: impl Iterator<Item = (TermIx, TermIx)>) -> Parts {
    let mut first: Vec<usize> = (0..communities).collect();
    for (a, b) in pairs {
        let (a, b) = (root(&first, a.index()), root(&first, b.index()));
        first[a.max(b)] = a.min(b);
    }
    let mut parts = Parts::new();
    for index in 0..communities {
        parts.entry(root(&first, index)).or_default().push(TermIx::new(index));
    }
    parts
}

fn root(first: &[usize], mut index: usize) -> usize {
    while first[index] != index {
        index = first[index];
    }
    index
}
