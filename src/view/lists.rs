//! The site's longest lists, sorted out once: a list has a page for every thirty entries, and each
//! of them would else look at every entry of the site.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::kinds::{Group, Kind, Kinds};
use crate::weaver::{EntryIx, Weave};

/// Primary entries, newest first in every list.
#[derive(Debug, Default)]
pub struct Lists {
    by_kind: BTreeMap<Arc<str>, Vec<EntryIx>>,
    /// Of the practice kinds.
    pub practice: Vec<EntryIx>,
    /// Of the kinds that the journal shows.
    pub journal: Vec<EntryIx>,
}

impl Lists {
    pub fn new(weave: &Weave, kinds: &Kinds) -> Lists {
        let mut by_kind: BTreeMap<Arc<str>, Vec<EntryIx>> = BTreeMap::new();
        for entry in weave.newest() {
            let kind = &weave.doc(*entry).id.kind;
            match by_kind.get_mut(kind) {
                Some(entries) => entries.push(*entry),
                None => drop(by_kind.insert(kind.clone(), vec![*entry])),
            }
        }
        let of = |wanted: &dyn Fn(&Kind) -> bool| -> Vec<EntryIx> {
            let is_wanted = |entry: &&EntryIx| kinds.get(&weave.doc(**entry).id.kind).is_some_and(wanted);
            weave.newest().iter().filter(is_wanted).copied().collect()
        };
        Lists { by_kind, practice: of(&|kind| kind.group == Group::Practice), journal: of(&|kind| kind.dated) }
    }

    /// The entries of one kind.
    pub fn of_kind(&self, kind: &str) -> &[EntryIx] {
        self.by_kind.get(kind).map(Vec::as_slice).unwrap_or_default()
    }
}
