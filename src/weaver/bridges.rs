//! Bridges: stated relations that join two communities.
//!
//! A link without a relation is none: it is a mention, which [`super::Pair`] keeps apart.

use std::sync::Arc;

use super::{EntryIx, Origin, Taxonomy, TermIx, Weave};

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
pub fn bridges(weave: &Weave) -> Vec<Bridge> {
    let stated = weave.edges().iter().filter_map(|edge| {
        let relation = edge.relation.clone()?;
        let (from, to) = (weave.primary(edge.from), weave.primary(edge.to));
        let communities = (weave.seat(from)?, weave.seat(to)?);
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

impl Weave {
    /// All bridges, each once, sorted by origin, target, relation.
    pub fn bridges(&self) -> &[Bridge] {
        &self.bridges
    }

    /// The community an entry belongs to first.
    pub fn home(&self, entry: EntryIx) -> Option<TermIx> {
        self.terms().of_entry(Taxonomy::Communities, entry).first().copied()
    }

    /// The community an entry speaks for: its home, or for a community's own page that community.
    pub fn seat(&self, entry: EntryIx) -> Option<TermIx> {
        self.as_term(Taxonomy::Communities, entry).or_else(|| self.home(entry))
    }

    /// The term that an entry is the page of.
    pub fn as_term(&self, taxonomy: Taxonomy, entry: EntryIx) -> Option<TermIx> {
        let id = &self.doc(entry).id;
        (taxonomy.kind() == Some(&*id.kind)).then(|| self.terms().find(taxonomy, &id.slug)).flatten()
    }

    /// The version of an entry that lists show.
    pub fn primary(&self, entry: EntryIx) -> EntryIx {
        if self.is_primary(entry) {
            return entry;
        }
        self.versions(entry).find(|version| self.is_primary(*version)).unwrap_or(entry)
    }
}
