//! Entries that nothing leads to, and entries that lead nowhere.

use super::Gap;
use crate::kinds::{Kind, Kinds};
use crate::weaver::{EntryIx, Fabric};

/// Pieces of the practice without a link in either direction, newest first.
pub fn orphans(fabric: &Fabric, kinds: &Kinds) -> Vec<Gap> {
    let alone = |entry: &EntryIx| !has_incoming(fabric, *entry) && !has_outgoing(fabric, *entry);
    of(fabric, kinds, Kind::is_practice).filter(alone).map(|entry| Gap::Orphan { entry }).collect()
}

/// Pieces of the expected kinds that others link to and that link to nothing, newest first. A word of the
/// glossary or a resource may well be where a way ends.
pub fn dead_ends(fabric: &Fabric, kinds: &Kinds) -> Vec<Gap> {
    let ends = |entry: &EntryIx| has_incoming(fabric, *entry) && !has_outgoing(fabric, *entry);
    of(fabric, kinds, |kind| kind.expected).filter(ends).map(|entry| Gap::DeadEnd { entry }).collect()
}

fn of<'a>(fabric: &'a Fabric, kinds: &'a Kinds, wanted: fn(&Kind) -> bool) -> impl Iterator<Item = EntryIx> + 'a {
    let is_wanted = move |entry: &EntryIx| kinds.get(&fabric.doc(*entry).id.kind).is_some_and(wanted);
    fabric.newest().iter().copied().filter(is_wanted)
}

/// Links of all languages of an entry count.
fn has_incoming(fabric: &Fabric, entry: EntryIx) -> bool {
    fabric.versions(entry).any(|version| fabric.incoming(version).len() > 0)
}

fn has_outgoing(fabric: &Fabric, entry: EntryIx) -> bool {
    fabric.versions(entry).any(|version| !fabric.outgoing(version).is_empty())
}
