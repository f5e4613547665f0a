//! What entries can have in common, laid out so that all who share a thing are found at once.
//!
//! Made with the weave, in time and memory linear in its links and words. Domains, communities,
//! people and tags are in [`Terms`](crate::weaver::Terms) already.
//!
//! All languages of an entry are one piece of knowledge: links of each of them count for the primary
//! one. Words count for the language they stand in.

use super::pages::Pages;
use super::words::Words;
use super::{BARRED, Lists};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

#[derive(Debug, Default)]
pub struct Grounds {
    /// For each primary entry what it links to, sorted: pieces that may be related themselves.
    pub links: Lists<EntryIx>,
    /// For each of these pieces what links to it, sorted.
    pub cited: Lists<EntryIx>,
    pub pages: Pages,
    pub words: Words,
    /// For each entry nothing, or [`BARRED`] for what may not be related to another.
    pub start: Vec<u32>,
    /// For each entry, how many are newer; the last for those that no list shows.
    pub ranks: Vec<u32>,
    /// For each entry the community it belongs to first.
    pub homes: Vec<Option<TermIx>>,
    /// How many primary entries there are.
    pub count: usize,
}

impl Grounds {
    pub fn new(weave: &Weave) -> Grounds {
        let pieces: Vec<bool> = weave.all().map(|entry| is_piece(weave, entry)).collect();
        let links = links(weave, &pieces);
        let (pages, words) = rayon::join(
            || Pages::new(&weave.entries, &weave.resolved, |entry| weave.primary(entry)),
            || Words::new(&weave.entries, |entry| weave.primary(entry)),
        );
        Grounds {
            links: Lists::new(links.iter().map(|(from, to)| (from.index(), *to)), weave.len()),
            cited: Lists::new(links.iter().map(|(from, to)| (to.index(), *from)), weave.len()),
            pages,
            words,
            start: pieces.iter().map(|is_piece| if *is_piece { 0 } else { BARRED }).collect(),
            ranks: ranks(weave),
            homes: weave.all().map(|entry| weave.home(entry)).collect(),
            count: weave.newest().len(),
        }
    }
}

/// Domains, communities and people have pages that show what belongs to them, and the pages that introduce
/// a section are about all of it: neither is related to a single piece.
fn is_piece(weave: &Weave, entry: EntryIx) -> bool {
    let id = &weave.doc(entry).id;
    weave.is_primary(entry)
        && *id.slug != *"index"
        && Taxonomy::ALL.iter().all(|taxonomy| taxonomy.kind() != Some(&*id.kind))
}

/// All links to pieces, each once, sorted. What an introduction names, it names as part of its section.
fn links(weave: &Weave, pieces: &[bool]) -> Vec<(EntryIx, EntryIx)> {
    let of_piece = weave.edges().iter().map(|edge| (weave.primary(edge.from), weave.primary(edge.to)));
    let mut links: Vec<(EntryIx, EntryIx)> =
        of_piece.filter(|(from, to)| pieces[to.index()] && *weave.doc(*from).id.slug != *"index").collect();
    links.sort_unstable();
    links.dedup();
    links
}

fn ranks(weave: &Weave) -> Vec<u32> {
    let mut ranks = vec![u32::MAX; weave.len()];
    for (rank, entry) in weave.newest().iter().enumerate() {
        ranks[entry.index()] = rank as u32;
    }
    ranks
}
