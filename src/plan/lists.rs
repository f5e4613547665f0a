//! The site's longest lists, sorted out once: a list has a page for every thirty entries, and each
//! of them would else look at every entry of the site.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facets::{Facet, facets};
use crate::content::Lang;
use crate::kinds::{Kind, Kinds};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// A list that readers can narrow down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListedBy {
    Kind(Arc<str>),
    Practice,
}

pub type ByKind = BTreeMap<Arc<str>, Vec<EntryIx>>;

/// Entries sorted out, newest first in every list.
#[derive(Debug, Default)]
pub struct Sorted {
    pub all: Vec<EntryIx>,
    by_kind: ByKind,
    /// Of the practice kinds.
    pub practice: Vec<EntryIx>,
    /// Of the kinds that the journal shows.
    pub journal: Vec<EntryIx>,
}

impl Sorted {
    fn new(all: Vec<EntryIx>, weave: &Weave, kinds: &Kinds) -> Sorted {
        let of = |wanted: &dyn Fn(&Kind) -> bool| -> Vec<EntryIx> {
            let is_wanted = |entry: &&EntryIx| kinds.get(&weave.doc(**entry).id.kind).is_some_and(wanted);
            all.iter().filter(is_wanted).copied().collect()
        };
        let (practice, journal) = (of(&Kind::is_practice), of(&|kind| kind.dated));
        Sorted { by_kind: by_kind(&all, weave), practice, journal, all }
    }

    /// The entries of one kind.
    pub fn of_kind(&self, kind: &str) -> &[EntryIx] {
        self.by_kind.get(kind).map(Vec::as_slice).unwrap_or_default()
    }
}

#[derive(Debug, Default)]
pub struct Lists {
    /// Every entry once, in its primary version.
    site: Sorted,
    /// What there is in each language that is not the site's, and nothing else.
    languages: BTreeMap<Lang, Sorted>,
    /// For each taxonomy, for each of its terms.
    by_term: BTreeMap<Taxonomy, Vec<ByKind>>,
    facets: BTreeMap<ListedBy, Vec<Facet>>,
}

impl Lists {
    /// `site_lang` is the site's own language.
    pub fn new(weave: &Weave, kinds: &Kinds, site_lang: &Lang) -> Lists {
        let languages = weave.newest_in_languages(site_lang).into_iter();
        let mut lists = Lists {
            site: Sorted::new(weave.newest().to_vec(), weave, kinds),
            languages: languages.map(|(lang, newest)| (lang, Sorted::new(newest, weave, kinds))).collect(),
            by_term: Taxonomy::ALL.map(|taxonomy| (taxonomy, by_term(taxonomy, weave))).into(),
            facets: BTreeMap::new(),
        };
        lists.facets = lists.all_facets(weave, kinds);
        lists
    }

    /// The lists of the site, which hold every entry once.
    pub fn site(&self) -> &Sorted {
        &self.site
    }

    /// What there is in a language that is not the site's; the whole site in its own.
    pub fn in_language(&self, lang: &Lang) -> &Sorted {
        self.languages.get(lang).unwrap_or(&self.site)
    }

    /// The languages of entries that are not the site's.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.languages.keys()
    }

    fn all_facets(&self, weave: &Weave, kinds: &Kinds) -> BTreeMap<ListedBy, Vec<Facet>> {
        let of_kind = |(name, entries): (&Arc<str>, &Vec<EntryIx>)| {
            let kind = kinds.get(name).filter(|kind| super::kind_lists::is_listed(kind))?;
            Some((ListedBy::Kind(name.clone()), facets(entries, Some(kind), weave)))
        };
        let mut all: BTreeMap<ListedBy, Vec<Facet>> = self.site.by_kind.iter().filter_map(of_kind).collect();
        all.insert(ListedBy::Practice, facets(&self.site.practice, None, weave));
        all
    }

    /// The members of a term.
    pub fn of_term(&self, taxonomy: Taxonomy, term: TermIx) -> &ByKind {
        &self.by_term[&taxonomy][term.index()]
    }

    pub fn entries(&self, of: &ListedBy) -> &[EntryIx] {
        match of {
            ListedBy::Kind(kind) => self.site.of_kind(kind),
            ListedBy::Practice => &self.site.practice,
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
