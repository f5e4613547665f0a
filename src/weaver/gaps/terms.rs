//! Words that several communities use and that nobody has explained.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Gap;
use crate::weaver::entries::Found;
use crate::weaver::{Fabric, Taxonomy, TermIx};

/// The kind whose entries explain a word.
const GLOSSARY: &str = "term";

/// Communities that use a tag of several words, at least, for it to need an explanation.
const COMMUNITIES: usize = 2;
/// The same for a tag of one word: most are everyday words, and only those that everybody uses may mean
/// something else to each.
const COMMUNITIES_OF_WORD: usize = 3;

/// Tags of several communities without an entry in the glossary, the most used first.
pub fn undefined(fabric: &Fabric) -> Vec<Gap> {
    let mut found: Vec<(usize, TermIx, usize)> = fabric
        .terms()
        .all(Taxonomy::Tags)
        .filter_map(|tag| {
            let term = fabric.terms().get(Taxonomy::Tags, tag);
            let homes: BTreeSet<TermIx> = term.members.iter().filter_map(|entry| fabric.home(*entry)).collect();
            let is_known =
                || [&term.title, &term.slug].iter().any(|name| fabric.names.term(GLOSSARY, name) != Found::None);
            (homes.len() >= needed(&term.title) && !is_known()).then_some((term.members.len(), tag, homes.len()))
        })
        .collect();
    found.sort_by_key(|(members, tag, communities)| (Reverse(*communities), Reverse(*members), *tag));
    found.into_iter().map(|(_, tag, communities)| Gap::UndefinedTerm { tag, communities }).collect()
}

fn needed(tag: &str) -> usize {
    if tag.contains([' ', '-']) { COMMUNITIES } else { COMMUNITIES_OF_WORD }
}
