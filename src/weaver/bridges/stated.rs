//! Bridges: stated relations that join two communities.
//!
//! A link without a relation is none: it is a mention, which [`super::Pair`] keeps apart.

use std::sync::Arc;

use crate::kinds::Kinds;
use crate::weaver::links::Symmetric;
use crate::weaver::{Edge, EntryIx, Fabric, Origin, TermIx};

/// A relation between entries whose home communities differ. Both ends are primary entries: what
/// a translation states, its entry states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bridge {
    pub from: EntryIx,
    pub to: EntryIx,
    pub relation: Arc<str>,
    /// The homes of `from` and `to`.
    pub communities: (TermIx, TermIx),
    /// The link of a text that states it, for its sentence: the version of `from` that holds it, and
    /// its number there. None where only front matter states it.
    pub link: Option<(EntryIx, u32)>,
}

/// All bridges, each once, sorted by origin, target, relation. Two that state a relation which reads the same
/// from both ends state one.
pub fn stated(fabric: &Fabric, kinds: &Kinds) -> Vec<Bridge> {
    let symmetric = Symmetric::new(kinds);
    let all = fabric.edges().iter().filter_map(|edge| bridge(fabric, edge));
    let mut said: Vec<_> =
        all.map(|bridge| (symmetric.ends(&bridge.relation, bridge.from, bridge.to), bridge)).collect();
    // Of one that is stated twice, the one with a sentence is kept, in the primary version first.
    let place = |bridge: &Bridge| bridge.link.map_or((2, 0), |(by, link)| (u32::from(by != bridge.from), link));
    said.sort_by(|(one, a), (other, b)| {
        (one, &a.relation).cmp(&(other, &b.relation)).then_with(|| place(a).cmp(&place(b)))
    });
    said.dedup_by(|(one, a), (other, b)| (one, &a.relation) == (other, &b.relation));
    let mut bridges: Vec<Bridge> = said.into_iter().map(|(_, bridge)| bridge).collect();
    bridges.sort();
    bridges
}

/// What one edge states, where it joins two communities.
fn bridge(fabric: &Fabric, edge: &Edge) -> Option<Bridge> {
    let relation = edge.relation.clone()?;
    let (from, to) = (fabric.primary(edge.from), fabric.primary(edge.to));
    let communities = (fabric.seat(from)?, fabric.seat(to)?);
    let link = edge.link.filter(|_| edge.origin == Origin::Text).map(|link| (edge.from, link));
    (communities.0 != communities.1).then_some(Bridge { from, to, relation, communities, link })
}
