//! The site's longest lists, sorted out once: a list has a page for every thirty entries, and each
//! of them would else look at every entry of the site.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facets::{Facet, facets};
use crate::kinds::{Group, Kind, Kinds};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// A list that readers can narrow down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListedBy {
    Kind(Arc<str>),
    Practice,
}

pub type ByKind = BTreeMap<Arc<str>, Vec<EntryIx>>;

/// Primary entries, newest first in every list.
#[derive(Debug, Default)]
pub struct Lists {
    by_kind: ByKind,
    /// For each taxonomy, for each of its terms.
    by_term: BTreeMap<Taxonomy, Vec<ByKind>>,
    /// Of the practice kinds.
    pub practice: Vec<EntryIx>,
    /// Of the kinds that the journal shows.
    pub journal: Vec<EntryIx>,
    facets: BTreeMap<ListedBy, Vec<Facet>>,
}

impl Lists {
    pub fn new(weave: &Weave, kinds: &Kinds) -> Lists {
        let of = |wanted: &dyn Fn(&Kind) -> bool| -> Vec<EntryIx> {
            let is_wanted = |entry: &&EntryIx| kinds.get(&weave.doc(**entry).id.kind).is_some_and(wanted);
            weave.newest().iter().filter(is_wanted).copied().collect()
        };
        let (practice, journal) = (of(&|kind| kind.group == Group::Practice), of(&|kind| kind.dated));
        let by_term = Taxonomy::ALL.map(|taxonomy| (taxonomy, by_term(taxonomy, weave))).into();
        let by_kind = by_kind(weave.newest(), weave);
        let mut lists = Lists { by_kind, by_term, practice, journal, facets: BTreeMap::new() };
        lists.facets = lists.all_facets(weave, kinds);
        lists
    }

    fn all_facets(&self, weave: &Weave, kinds: &Kinds) -> BTreeMap<ListedBy, Vec<Facet>> {
        let of_kind = |(name, entries): (&Arc<str>, &Vec<EntryIx>)| {
            let kind = kinds.get(name).filter(|kind| super::sections::is_listed(kind))?;
            Some((ListedBy::Kind(name.clone()), facets(entries, Some(kind), weave)))
        };
        let mut all: BTreeMap<ListedBy, Vec<Facet>> = self.by_kind.iter().filter_map(of_kind).collect();
        all.insert(ListedBy::Practice, facets(&self.practice, None, weave));
        all
    }

    /// The entries of one kind.
    pub fn of_kind(&self, kind: &str) -> &[EntryIx] {
        self.by_kind.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The members of a term.
    pub fn of_term(&self, taxonomy: Taxonomy, term: TermIx) -> &ByKind {
        &self.by_term[&taxonomy][term.index()]
    }

    pub fn entries(&self, of: &ListedBy) -> &[EntryIx] {
        match of {
            ListedBy::Kind(kind) => self.of_kind(kind),
            ListedBy::Practice => &self.practice,
        }
    }

    /// The lists that can be narrowed.
    pub fn narrowable(&self) -> impl Iterator<Item = &ListedBy> {
        self.facets.iter().filter(|(_, facets)| !facets.is_empty()).map(|(of, _)| of)
    }

    /// What a list can be narrowed by; nothing for a short one.
    pub fn facets(&self, of: &ListedBy) -> &[Facet] {
        self.facets.get(of).map(Vec::as_slice).unwrap_or_default()
    }

    /// The entries of a list for which a choice holds.
    pub fn narrowed(&self, of: &ListedBy, choice: &super::Choice) -> &[EntryIx] {
        let all = self.facets(of).iter().flat_map(|facet| &facet.choices);
        all.filter(|narrowed| narrowed.choice == *choice).map(|narrowed| &*narrowed.entries).next().unwrap_or_default()
    }
}

fn by_term(taxonomy: Taxonomy, weave: &Weave) -> Vec<ByKind> {
    let terms = weave.terms();
    terms.all(taxonomy).map(|term| by_kind(&terms.get(taxonomy, term).members, weave)).collect()
}

fn by_kind(entries: &[EntryIx], weave: &Weave) -> ByKind {
    let mut by_kind = ByKind::new();
    for entry in entries {
        let kind = &weave.doc(*entry).id.kind;
        match by_kind.get_mut(kind) {
            Some(entries) => entries.push(*entry),
            None => drop(by_kind.insert(kind.clone(), vec![*entry])),
        }
    }
    by_kind
}
