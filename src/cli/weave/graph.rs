//! Entries and what joins them, as nodes and links for other programs.

use std::collections::BTreeSet;

use super::scope::Scope;
use crate::view::Snapshot;
use crate::weaver::{Edge, EntryIx, Taxonomy};

/// The graph of the weave: the languages of an entry are one node.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// By id.
    pub nodes: Vec<Node>,
    /// Sorted, each once; both ends are nodes.
    pub links: BTreeSet<Link>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    pub id: String,
    pub kind: String,
    pub title: String,
    /// The slug of the community it belongs to first; empty for none.
    pub community: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub from: String,
    pub to: String,
    /// `mentions` for a link without a relation.
    pub relation: String,
    pub origin: &'static str,
}

impl Graph {
    /// The entries of the scope, what they link to and what links to them.
    pub fn new(snapshot: &Snapshot, scope: &Scope) -> Graph {
        let weave = &snapshot.weave;
        let is_shown = |edge: &&Edge| scope.holds(weave, edge.from) || scope.holds(weave, edge.to);
        let mut shown: BTreeSet<EntryIx> =
            weave.newest().iter().copied().filter(|entry| scope.holds(weave, *entry)).collect();
        let mut links = BTreeSet::new();
        for edge in weave.edges().iter().filter(is_shown) {
            let (from, to) = (weave.primary(edge.from), weave.primary(edge.to));
            shown.extend([from, to]);
            links.insert(Link {
                from: weave.doc(from).id.to_string(),
                to: weave.doc(to).id.to_string(),
                relation: edge.relation.as_deref().unwrap_or("mentions").to_owned(),
                origin: edge.origin.name(),
            });
        }
        Graph { nodes: shown.into_iter().map(|entry| node(snapshot, entry)).collect(), links }
    }
}

fn node(snapshot: &Snapshot, entry: EntryIx) -> Node {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let home = weave.home(entry).map(|home| weave.terms().get(Taxonomy::Communities, home).slug.to_string());
    Node {
        id: doc.id.to_string(),
        kind: doc.id.kind.to_string(),
        title: doc.facts.title.to_string(),
        community: home.unwrap_or_default(),
    }
}
