//! Bridges: stated relations that join two communities.
//!
//! A link without a relation is none: it is a mention, which [`super::Pair`] keeps apart.

use std::sync::Arc;

use crate::weaver::{EntryIx, Fabric, Origin, TermIx};

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

/// All bridges, each once, sorted by origin, target, relation.
pub fn stated(fabric: &Fabric) -> Vec<Bridge> {
    let stated = fabric.edges().iter().filter_map(|edge| {
        let relation = edge.relation.clone()?;
        let (from, to) = (fabric.primary(edge.from), fabric.primary(edge.to));
        let communities = (fabric.seat(from)?, fabric.seat(to)?);
        let link = edge.link.filter(|_| edge.origin == Origin::Text).map(|link| (edge.from, link));
        (communities.0 != communities.1).then_some(Bridge { from, to, relation, communities, link })
    });
    let mut bridges: Vec<Bridge> = stated.collect();
    // Of one that is stated twice, the one with a sentence is kept, in the primary version first.
    let place = |bridge: &Bridge| bridge.link.map_or((2, 0), |(by, link)| (u32::from(by != bridge.from), link));
    bridges.sort_by(|a, b| {
        (a.from, a.to, &a.relation).cmp(&(b.from, b.to, &b.relation)).then_with(|| place(a).cmp(&place(b)))
    });
    bridges.dedup_by(|a, b| (a.from, a.to, &a.relation) == (b.from, b.to, &b.relation));
    bridges
}
