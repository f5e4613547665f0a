//! Entries that nothing leads to, and entries that lead nowhere.

use super::Gap;
use crate::kinds::{Group, Kind, Kinds};
use crate::weaver::{EntryIx, Weave};

/// Pieces of the practice without a link in either direction, newest first.
pub fn orphans(weave: &Weave, kinds: &Kinds) -> Vec<Gap> {
    let alone = |entry: &EntryIx| !has_incoming(weave, *entry) && !has_outgoing(weave, *entry);
    of(weave, kinds, |kind| kind.group == Group::Practice).filter(alone).map(|entry| Gap::Orphan { entry }).collect()
}

/// Pieces of the expected kinds that others link to and that link to nothing, newest first. A word of the
/// glossary or a resource may well be where a way ends.
pub fn dead_ends(weave: &Weave, kinds: &Kinds) -> Vec<Gap> {
    let ends = |entry: &EntryIx| has_incoming(weave, *entry) && !has_outgoing(weave, *entry);
    of(weave, kinds, |kind| kind.expected).filter(ends).map(|entry| Gap::DeadEnd { entry }).collect()
}

fn of<'a>(weave: &'a Weave, kinds: &'a Kinds, wanted: fn(&Kind) -> bool) -> impl Iterator<Item = EntryIx> + 'a {
    let is_wanted = move |entry: &EntryIx| kinds.get(&weave.doc(*entry).id.kind).is_some_and(wanted);
    weave.newest().iter().copied().filter(is_wanted)
}

/// Links of all languages of an entry count.
fn has_incoming(weave: &Weave, entry: EntryIx) -> bool {
    weave.versions(entry).any(|version| weave.incoming(version).len() > 0)
}

fn has_outgoing(weave: &Weave, entry: EntryIx) -> bool {
    weave.versions(entry).any(|version| !weave.outgoing(version).is_empty())
}
