//! Domains, communities, people and tags: what entries belong to, and who made them.
//!
//! A term has an entry of its own (`domains/housing.md`), or, where the vocabulary is open, exists
//! because entries name it. What a closed vocabulary does not hold is a diagnostic.

mod gathered;
mod meaning;

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::entries::Names;
use super::lists::Lists;
use super::{EntryIx, Sources};
use crate::config::TermRule;
use crate::content::{Doc, Facts, Placed};
use crate::diagnostics::Diagnostic;
use gathered::{Gathered, usual_spellings};
use meaning::{Meaning, meaning, problem};

/// The four ways in which entries are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    Domains,
    Communities,
    People,
    Tags,
}

impl Taxonomy {
    pub const ALL: [Taxonomy; 4] = [Taxonomy::Domains, Taxonomy::Communities, Taxonomy::People, Taxonomy::Tags];

    /// The kind whose entries are its terms; tags are only words.
    pub fn kind(self) -> Option<&'static str> {
        match self {
            Taxonomy::Domains => Some("domain"),
            Taxonomy::Communities => Some("community"),
            Taxonomy::People => Some("person"),
            Taxonomy::Tags => None,
        }
    }

    /// The key of front matter and configuration.
    pub fn key(self) -> &'static str {
        match self {
            Taxonomy::Domains => "domains",
            Taxonomy::Communities => "communities",
            Taxonomy::People => "people",
            Taxonomy::Tags => "tags",
        }
    }

    /// One of its terms, in words.
    pub fn singular(self) -> &'static str {
        match self {
            Taxonomy::Domains => "domain",
            Taxonomy::Communities => "community",
            Taxonomy::People => "person",
            Taxonomy::Tags => "tag",
        }
    }
}

/// A term's place in its taxonomy; terms are sorted by slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermIx(u32);

impl TermIx {
    pub(super) fn new(index: usize) -> TermIx {
        TermIx(index as u32)
    }

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub slug: Arc<str>,
    pub title: Arc<str>,
    /// The entry behind the term.
    pub entry: Option<EntryIx>,
    /// Entries that name it, newest first, each once: its primary version, or the first that names it where that does not.
    pub members: Vec<EntryIx>,
}

#[derive(Debug, Default)]
struct OneTaxonomy {
    terms: Vec<Term>,
    /// For each entry, the terms it names, in its order, each once.
    of_entry: Lists<TermIx>,
}

/// All terms of all four taxonomies.
#[derive(Debug, Default)]
pub struct Terms {
    taxonomies: [OneTaxonomy; 4],
    /// The rule of the vocabulary by which people are named.
    people: TermRule,
}

impl Terms {
    pub fn all(&self, taxonomy: Taxonomy) -> impl ExactSizeIterator<Item = TermIx> + use<> {
        (0..self.of(taxonomy).terms.len() as u32).map(TermIx)
    }

    pub fn get(&self, taxonomy: Taxonomy, term: TermIx) -> &Term {
        &self.of(taxonomy).terms[term.index()]
    }

    /// The terms an entry names; for communities the first is its home.
    pub fn of_entry(&self, taxonomy: Taxonomy, entry: EntryIx) -> &[TermIx] {
        self.of(taxonomy).of_entry.of(entry.index())
    }

    pub fn find(&self, taxonomy: Taxonomy, slug: &str) -> Option<TermIx> {
        let terms = &self.of(taxonomy).terms;
        terms.binary_search_by(|term| (*term.slug).cmp(slug)).ok().map(|index| TermIx(index as u32))
    }

    /// A person by what somebody has written, as entries name their authors: by the id, slug or title of an entry, by one
    /// of its aliases, by a synonym of the vocabulary, or by a name of which nobody has made an entry.
    pub(super) fn person_called(&self, written: &str, entries: &[Arc<Doc>], names: &Names) -> Option<TermIx> {
        let meant = meaning(Taxonomy::People, written, &self.people, entries, names);
        self.find(Taxonomy::People, meant.slug()?)
    }

    /// Puts every term's members in the order of `newest`, in which all versions of an entry have one place.
    pub(super) fn sort_members(&mut self, newest: &[EntryIx], names: &Names, entries: usize) {
        let mut rank = vec![u32::MAX; entries];
        for (place, entry) in newest.iter().enumerate() {
            names.versions(*entry).for_each(|version| rank[version] = place as u32);
        }
        for taxonomy in &mut self.taxonomies {
            for term in &mut taxonomy.terms {
                term.members.sort_unstable_by_key(|entry| rank[entry.index()]);
            }
        }
    }

    fn of(&self, taxonomy: Taxonomy) -> &OneTaxonomy {
        &self.taxonomies[taxonomy as usize]
    }
}

/// The terms that `entries` name. Those of `withheld` entries are only checked: a mistake in a file is
/// reported whether or not its entry is shown, and never becomes a term.
pub fn terms(
    entries: &[Arc<Doc>],
    primary: &[bool],
    withheld: &[Arc<Doc>],
    names: &Names,
    sources: Sources,
) -> (Terms, Vec<Diagnostic>) {
    let found: Vec<(OneTaxonomy, Vec<Diagnostic>)> = Taxonomy::ALL
        .par_iter()
        .map(|taxonomy| {
            let (one, mut problems) = one_taxonomy(*taxonomy, entries, primary, names, sources);
            problems.extend(withheld.iter().flat_map(|doc| check(*taxonomy, &doc.facts, entries, names, sources)));
            (one, problems)
        })
        .collect();
    let mut terms = Terms { people: rule_of(Taxonomy::People, sources).clone(), ..Terms::default() };
    let mut diagnostics = Vec::new();
    for (taxonomy, (one, problems)) in terms.taxonomies.iter_mut().zip(found) {
        *taxonomy = one;
        diagnostics.extend(problems);
    }
    (terms, diagnostics)
}

/// A name as entries write it.
struct Name {
    meaning: Meaning,
    /// The place of its term among those gathered so far.
    term: Option<usize>,
    /// How many entries write it so.
    times: usize,
}

fn one_taxonomy(
    taxonomy: Taxonomy,
    entries: &[Arc<Doc>],
    primary: &[bool],
    names: &Names,
    sources: Sources,
) -> (OneTaxonomy, Vec<Diagnostic>) {
    let rule = rule_of(taxonomy, sources);
    let mut gathered = Gathered::new(taxonomy, entries, primary);
    let mut diagnostics = Vec::new();
    // The same few names stand in many entries.
    let mut known: HashMap<&str, Name> = HashMap::default();
    for (index, doc) in entries.iter().enumerate() {
        for name in names_in(taxonomy, &doc.facts) {
            let known = known.entry(&name.value).or_insert_with(|| {
                let meaning = meaning(taxonomy, &name.value, rule, entries, names);
                Name { term: meaning.slug().map(|slug| gathered.place(slug)), meaning, times: 0 }
            });
            diagnostics.extend(problem(&known.meaning, taxonomy, name, names));
            if let Some(term) = known.term
                && gathered.note(term, index, primary[index], entries)
            {
                known.times += 1;
            }
        }
    }
    let spellings = known.into_iter().filter_map(|(name, known)| Some((known.term?, name.trim(), known.times)));
    (gathered.finish(entries, &usual_spellings(spellings), rule), diagnostics)
}

/// What is wrong with the terms that one entry names.
fn check<'a>(
    taxonomy: Taxonomy,
    facts: &'a Facts,
    entries: &'a [Arc<Doc>],
    names: &'a Names,
    sources: Sources<'a>,
) -> impl Iterator<Item = Diagnostic> + 'a {
    let rule = rule_of(taxonomy, sources);
    names_in(taxonomy, facts)
        .filter_map(move |name| problem(&meaning(taxonomy, &name.value, rule, entries, names), taxonomy, name, names))
}

fn rule_of<'a>(taxonomy: Taxonomy, sources: Sources<'a>) -> &'a TermRule {
    let vocabulary = &sources.config.vocabulary;
    match taxonomy {
        Taxonomy::Domains => &vocabulary.domains,
        Taxonomy::Communities => &vocabulary.communities,
        Taxonomy::People => &vocabulary.people,
        Taxonomy::Tags => &vocabulary.tags,
    }
}

fn names_in(taxonomy: Taxonomy, facts: &Facts) -> impl Iterator<Item = &Placed<Arc<str>>> {
    let (names, people) = match taxonomy {
        Taxonomy::Domains => (&*facts.domains, &[][..]),
        Taxonomy::Communities => (&*facts.communities, &[][..]),
        Taxonomy::People => (&[][..], &*facts.people),
        Taxonomy::Tags => (&*facts.tags, &[][..]),
    };
    names.iter().chain(people.iter().map(|person| &person.name))
}
