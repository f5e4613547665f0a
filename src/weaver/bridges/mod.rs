//! What joins communities, where nothing does yet, and what they hang together by.

mod brokers;
mod missing;
mod pairs;
mod stated;

pub use brokers::{Broker, Connector};
pub use missing::MissingBridge;
pub use pairs::Pair;
pub use stated::Bridge;

use super::{Fabric, Taxonomy, TermIx, Weave};
use crate::kinds::Kinds;

#[derive(Debug)]
pub struct Bridges {
    pub stated: Vec<Bridge>,
    pub pairs: Vec<Pair>,
    pub missing: Vec<MissingBridge>,
    pub brokers: Vec<Broker>,
}

pub fn bridges(fabric: &Fabric, kinds: &Kinds) -> Bridges {
    let stated = stated::stated(fabric, kinds);
    let pairs = pairs::pairs(fabric, &stated);
    let (missing, brokers) =
        rayon::join(|| missing::missing(fabric, &pairs, kinds), || brokers::brokers(fabric, &stated, &pairs));
    Bridges { stated, pairs, missing, brokers }
}

impl Weave {
    /// All bridges that are relations, each once, sorted by origin, target, relation.
    pub fn bridges(&self) -> &[Bridge] {
        &self.bridges.stated
    }

    /// Every two communities that anything joins, in the order of their slugs.
    pub fn pairs(&self) -> &[Pair] {
        &self.bridges.pairs
    }

    /// All communities with the number of their bridges, those with most of them first.
    pub fn communities_by_bridges(&self) -> Vec<(TermIx, usize)> {
        let all = self.terms().all(Taxonomy::Communities);
        let mut communities: Vec<(TermIx, usize)> = all.map(|community| (community, 0)).collect();
        for pair in self.pairs() {
            communities[pair.communities.0.index()].1 += pair.bridges();
            communities[pair.communities.1.index()].1 += pair.bridges();
        }
        communities.sort_by_key(|(community, bridges)| (std::cmp::Reverse(*bridges), *community));
        communities
    }

    /// What joins two communities.
    pub fn pair(&self, a: TermIx, b: TermIx) -> Option<&Pair> {
        pairs::find(&self.bridges.pairs, a, b)
    }

    /// Pairs of communities that share something and have no link, those that share most first.
    pub fn missing_bridges(&self) -> &[MissingBridge] {
        &self.bridges.missing
    }

    /// Entries and people that are the only bridge between communities.
    pub fn brokers(&self) -> &[Broker] {
        &self.bridges.brokers
    }
}
