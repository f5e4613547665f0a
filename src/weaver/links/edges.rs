//! The links between entries as one sorted list, and where each entry's begin.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::resolve::{Resolution, Resolved};
use crate::content::{Doc, LinkUse};
use crate::kinds::Kinds;
use crate::weaver::EntryIx;
use crate::weaver::entries::{Names, is_not_found};
use crate::weaver::lists::{Lists, starts};

/// Where an edge was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    FrontMatter,
    Text,
}

impl Origin {
    /// As `weaver.json` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Origin::FrontMatter => "front-matter",
            Origin::Text => "text",
        }
    }
}

/// A link from one entry to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: EntryIx,
    pub to: EntryIx,
    /// None for a mention.
    pub relation: Option<Arc<str>>,
    pub origin: Origin,
    /// The link of `from`'s text that states it, for its sentence.
    pub link: Option<u32>,
    /// The field of `from`'s front matter that states it, where no relation does.
    pub field: Option<Arc<str>>,
}

/// The relations that read the same from both ends.
pub struct Symmetric<'k>(Vec<&'k str>);

impl<'k> Symmetric<'k> {
    pub fn new(kinds: &'k Kinds) -> Symmetric<'k> {
        let symmetric = kinds.relations.values().filter(|relation| relation.symmetric);
        Symmetric(symmetric.map(|relation| &*relation.name).collect())
    }

    /// The two that a relation joins, in one order wherever it is stated where it reads the same from both.
    pub fn ends(&self, relation: &str, from: EntryIx, to: EntryIx) -> (EntryIx, EntryIx) {
        if self.0.contains(&relation) { (from.min(to), from.max(to)) } else { (from, to) }
    }
}

/// All edges, sorted by origin, target, relation. An entry does not link to itself, and the page for
/// what is not there is no part of what hangs together.
pub fn edges(entries: &[Arc<Doc>], names: &Names, resolution: &Resolution) -> Vec<Edge> {
    let not_found = entries.iter().position(|doc| is_not_found(&doc.id));
    let not_found = not_found.map_or(0..0, |first| names.versions(EntryIx::new(first)));
    let is_woven = |index: usize| !not_found.contains(&index);
    let from = (0..entries.len()).into_par_iter().filter(|index| is_woven(*index));
    from.flat_map_iter(|index| edges_of(index, entries, names, resolution, is_woven)).collect()
}

/// The edges from one entry to those that are part of the weave.
fn edges_of(
    index: usize,
    entries: &[Arc<Doc>],
    names: &Names,
    resolution: &Resolution,
    is_woven: impl Fn(usize) -> bool,
) -> Vec<Edge> {
    let (from, doc) = (EntryIx::new(index), &entries[index]);
    let most = resolution.links[index].len() + resolution.relations[index].len() + resolution.fields[index].len();
    let mut edges = Vec::with_capacity(most);
    for (number, resolved) in resolution.links[index].iter().enumerate() {
        if let Resolved::Entry { entry, .. } = resolved
            && doc.facts.links[number].use_ != LinkUse::Image
        {
            let relation = doc.facts.links[number].relation.clone();
            let link = Some(number as u32);
            edges.push(Edge { from, to: *entry, relation, origin: Origin::Text, link, field: None });
        }
    }
    for (relation, to) in &resolution.relations[index] {
        let relation = Some(relation.clone());
        edges.push(Edge { from, to: *to, relation, origin: Origin::FrontMatter, link: None, field: None });
    }
    for (field, to) in &resolution.fields[index] {
        let field = Some(field.clone());
        edges.push(Edge { from, to: *to, relation: None, origin: Origin::FrontMatter, link: None, field });
    }
    let own = names.versions(from);
    edges.retain(|edge| !own.contains(&edge.to.index()) && is_woven(edge.to.index()));
    edges.sort_unstable();
    // Named in two fields is named once.
    edges.dedup_by(|a, b| (a.to, &a.relation, a.origin, a.link) == (b.to, &b.relation, b.origin, b.link));
    edges
}

/// Where each entry's edges stand in the sorted list, and which lead to it.
#[derive(Debug)]
pub struct Adjacency {
    starts: Vec<u32>,
    back: Lists<u32>,
}

impl Adjacency {
    pub fn new(edges: &[Edge], entries: usize) -> Adjacency {
        let back = edges.iter().zip(0..).map(|(edge, number)| (edge.to.index(), number));
        Adjacency {
            starts: starts(edges.iter().map(|edge| edge.from.index()), entries),
            back: Lists::new(back, entries),
        }
    }

    pub fn outgoing(&self, entry: EntryIx) -> Range<usize> {
        self.starts[entry.index()] as usize..self.starts[entry.index() + 1] as usize
    }

    /// Numbers of the edges that lead to `entry`.
    pub fn incoming(&self, entry: EntryIx) -> &[u32] {
        self.back.of(entry.index())
    }
}
