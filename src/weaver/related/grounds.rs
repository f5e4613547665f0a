//! What entries can have in common, laid out so that all who share a thing are found at once.
//!
//! Made with the fabric, in time and memory linear in its links and words. Domains, communities,
//! people and tags are in [`Terms`](crate::weaver::Terms) already.
//!
//! All languages of an entry are one piece of knowledge: links of each of them count for the primary
//! one. Words count for the language they stand in.

use super::pages::Pages;
use super::rarity::Rarities;
use super::tally::Rooms;
use super::texts::Texts;
use super::words::Words;
use crate::weaver::lists::Lists;
use crate::weaver::{EntryIx, Fabric, TermIx};

#[derive(Debug, Default)]
pub struct Grounds {
    /// For each primary entry what it links to, sorted: pieces that may be related themselves.
    pub links: Lists<EntryIx>,
    /// For each of these pieces what links to it, sorted.
    pub cited: Lists<EntryIx>,
    pub pages: Pages,
    pub words: Words,
    /// For each entry whether it may be related to another.
    pub pieces: Vec<bool>,
    /// For each entry, how many are newer; the last for those that no list shows.
    pub ranks: Vec<u32>,
    /// For each entry the community it belongs to first.
    pub homes: Vec<Option<TermIx>>,
    /// What it counts to share something, by how many primary entries have it.
    pub rarities: Rarities,
    pub rooms: Rooms,
}

impl Grounds {
    /// `texts` are those of the fabric's entries.
    pub fn new(fabric: &Fabric, texts: Texts) -> Grounds {
        let introduces: Vec<bool> = fabric.all().map(|entry| introduces(fabric, entry)).collect();
        let may_be_related =
            |entry: EntryIx| fabric.is_primary(entry) && fabric.is_piece(entry) && !introduces[entry.index()];
        let pieces: Vec<bool> = fabric.all().map(may_be_related).collect();
        let (words, (pages, (links, cited))) = rayon::join(
            || Words::new(texts, |entry| fabric.primary(entry)),
            || {
                rayon::join(
                    || Pages::new(&fabric.entries, &fabric.resolved, |entry| fabric.primary(entry)),
                    || both_ways(&links(fabric, &pieces, &introduces), fabric.len()),
                )
            },
        );
        Grounds {
            links,
            cited,
            pages,
            words,
            ranks: ranks(fabric),
            homes: fabric.all().map(|entry| fabric.home(entry)).collect(),
            rarities: Rarities::new(fabric.newest().len()),
            pieces,
            rooms: Rooms::default(),
        }
    }
}

/// Whether a page introduces a section: then it is about all of it, and is not related to a single piece.
fn introduces(fabric: &Fabric, entry: EntryIx) -> bool {
    *fabric.doc(entry).id.slug == *"index"
}

/// All links to pieces, each once, sorted. What an introduction names, it names as part of its section.
fn links(fabric: &Fabric, pieces: &[bool], introduces: &[bool]) -> Vec<(EntryIx, EntryIx)> {
    let of_piece = fabric.edges().iter().map(|edge| (fabric.primary(edge.from), fabric.primary(edge.to)));
    let mut links: Vec<(EntryIx, EntryIx)> =
        of_piece.filter(|(from, to)| pieces[to.index()] && !introduces[from.index()]).collect();
    links.sort_unstable();
    links.dedup();
    links
}

/// For each of `entries` what it links to, and what links to it.
fn both_ways(links: &[(EntryIx, EntryIx)], entries: usize) -> (Lists<EntryIx>, Lists<EntryIx>) {
    (
        Lists::new(links.iter().map(|(from, to)| (from.index(), *to)), entries),
        Lists::new(links.iter().map(|(from, to)| (to.index(), *from)), entries),
    )
}

fn ranks(fabric: &Fabric) -> Vec<u32> {
    let mut ranks = vec![u32::MAX; fabric.len()];
    for (rank, entry) in fabric.newest().iter().enumerate() {
        ranks[entry.index()] = rank as u32;
    }
    ranks
}
