//! The whole weave in order: entries by the letter they begin with, relations by their name.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{EntryIx, Fabric, Weave};
use crate::content::identity::slugify;

/// Sections of lists that hold everything.
#[derive(Debug, Default)]
pub struct Index {
    letters: Vec<(char, Vec<EntryIx>)>,
    relations: Vec<RelationEnds>,
}

/// All that are joined by one relation.
#[derive(Debug, PartialEq, Eq)]
pub struct RelationEnds {
    pub name: Arc<str>,
    /// Primary entries, from and to, each two once, sorted.
    pub ends: Vec<(EntryIx, EntryIx)>,
}

/// What stands for titles that begin with no letter of the Latin alphabet, also when they are spelled in it.
const OTHER: char = '#';

pub fn index(fabric: &Fabric) -> Index {
    Index { letters: letters(fabric), relations: relations(fabric) }
}

/// All primary entries by title.
fn letters(fabric: &Fabric) -> Vec<(char, Vec<EntryIx>)> {
    let key = |entry: &EntryIx| (slugify(&fabric.doc(*entry).facts.title), *entry);
    let mut keyed: Vec<(String, EntryIx)> = fabric.newest().par_iter().map(key).collect();
    keyed.par_sort_unstable();
    let mut letters: BTreeMap<char, Vec<EntryIx>> = BTreeMap::new();
    for (key, entry) in keyed {
        let first = key.chars().next().filter(char::is_ascii_alphabetic).map_or(OTHER, |c| c.to_ascii_uppercase());
        letters.entry(first).or_default().push(entry);
    }
    letters.into_iter().collect()
}

/// All relations between primary entries, each two once in each.
fn relations(fabric: &Fabric) -> Vec<RelationEnds> {
    let mut relations: BTreeMap<Arc<str>, Vec<(EntryIx, EntryIx)>> = BTreeMap::new();
    for edge in fabric.edges() {
        if let Some(relation) = &edge.relation {
            relations.entry(relation.clone()).or_default().push((fabric.primary(edge.from), fabric.primary(edge.to)));
        }
    }
    let sorted = |(name, mut ends): (Arc<str>, Vec<(EntryIx, EntryIx)>)| {
        ends.sort_unstable();
        ends.dedup();
        RelationEnds { name, ends }
    };
    relations.into_iter().map(sorted).collect()
}

impl Weave {
    /// All primary entries by the letter that their title begins with, in the order of their titles.
    pub fn letters(&self) -> &[(char, Vec<EntryIx>)] {
        &self.index.letters
    }

    /// All relations by name.
    pub fn relations(&self) -> &[RelationEnds] {
        &self.index.relations
    }
}
