//! The whole weave in order: entries by the letter they begin with and by the month they are of, relations by their name.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::links::Symmetric;
use super::{EntryIx, Fabric, Sources, Weave};
use crate::content::collation::Collation;

/// Sections of lists that hold everything.
#[derive(Debug, Default)]
pub struct Index {
    letters: Vec<(Arc<str>, Vec<EntryIx>)>,
    months: Vec<(Date, Vec<EntryIx>)>,
    relations: Vec<RelationEnds>,
}

/// All that are joined by one relation.
#[derive(Debug, PartialEq, Eq)]
pub struct RelationEnds {
    pub name: Arc<str>,
    /// Primary entries, from and to, each two once, sorted.
    pub ends: Vec<(EntryIx, EntryIx)>,
}

/// As it stands on the viewer's day, in the order of the site's language.
pub fn index(fabric: &Fabric, sources: Sources) -> Index {
    Index {
        letters: letters(fabric, &Collation::of(&sources.config.language)),
        months: months(fabric, sources.today()),
        relations: relations(fabric, &Symmetric::new(sources.kinds)),
    }
}

/// All primary entries by title.
fn letters(fabric: &Fabric, order: &Collation) -> Vec<(Arc<str>, Vec<EntryIx>)> {
    let title = |entry: EntryIx| &fabric.doc(entry).facts.title;
    let mut keyed: Vec<(Vec<u8>, EntryIx)> =
        fabric.newest().par_iter().map(|entry| (order.key(title(*entry)), *entry)).collect();
    keyed.par_sort_unstable();
    order.by_letter(keyed.into_iter().map(|(_, entry)| entry).collect(), |entry| title(*entry).clone())
}

/// All primary entries that say when they were published, by the first day of that month, the newest first. What is
/// dated after today is not in the past yet.
fn months(fabric: &Fabric, today: Date) -> Vec<(Date, Vec<EntryIx>)> {
    let day = |entry: &EntryIx| Some(fabric.doc(*entry).facts.date?.civil.date()).filter(|day| *day <= today);
    let mut dated: Vec<(Date, EntryIx)> =
        fabric.newest().iter().filter_map(|entry| Some((day(entry)?, *entry))).collect();
    // Events stand where they begin among all entries, and here where they were announced.
    dated.sort_by_key(|(day, _)| Reverse(*day));
    let of_month = |dated: &[(Date, EntryIx)]| {
        (dated[0].0.first_of_month(), dated.iter().map(|(_, entry)| *entry).collect::<Vec<_>>())
    };
    dated.chunk_by(|(a, _), (b, _)| a.first_of_month() == b.first_of_month()).map(of_month).collect()
}

/// All relations between primary entries, each two once in each.
fn relations(fabric: &Fabric, symmetric: &Symmetric) -> Vec<RelationEnds> {
    let mut relations: BTreeMap<Arc<str>, Vec<(EntryIx, EntryIx)>> = BTreeMap::new();
    for edge in fabric.edges() {
        if let Some(relation) = &edge.relation {
            let ends = symmetric.ends(relation, fabric.primary(edge.from), fabric.primary(edge.to));
            relations.entry(relation.clone()).or_default().push(ends);
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
    pub fn letters(&self) -> &[(Arc<str>, Vec<EntryIx>)] {
        &self.index.letters
    }

    /// All primary entries that say when they were published, by the first day of that month, the newest first.
    pub fn months(&self) -> &[(Date, Vec<EntryIx>)] {
        &self.index.months
    }

    /// All relations by name.
    pub fn relations(&self) -> &[RelationEnds] {
        &self.index.relations
    }
}
