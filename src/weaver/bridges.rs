//! Bridges: stated relations that join two communities.

use std::sync::Arc;

use super::{EntryIx, Taxonomy, TermIx, Weave};

/// A relation between entries whose home communities differ. Both ends are primary entries: what
/// a translation states, its entry states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bridge {
    pub from: EntryIx,
    pub to: EntryIx,
    pub relation: Arc<str>,
    /// The homes of `from` and `to`.
    pub communities: (TermIx, TermIx),
}

/// All bridges, each once, sorted by origin, target, relation.
pub fn bridges(weave: &Weave) -> Vec<Bridge> {
    let stated = weave.edges().iter().filter_map(|edge| {
        let relation = edge.relation.clone()?;
        let (from, to) = (weave.primary(edge.from), weave.primary(edge.to));
        let communities = (weave.home(from)?, weave.home(to)?);
        (communities.0 != communities.1).then_some(Bridge { from, to, relation, communities })
    });
    let mut bridges: Vec<Bridge> = stated.collect();
    bridges.sort_unstable();
    bridges.dedup();
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

    /// The version of an entry that lists show.
    pub fn primary(&self, entry: EntryIx) -> EntryIx {
        if self.is_primary(entry) {
            return entry;
        }
        self.versions(entry).find(|version| self.is_primary(*version)).unwrap_or(entry)
    }
}
