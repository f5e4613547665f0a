//! Domains, communities, people and tags: what entries belong to, and who made them.
//!
//! A term has an entry of its own (`domains/housing.md`), or, where the vocabulary is open, exists
//! because entries name it. What a closed vocabulary does not hold is a diagnostic.

mod meaning;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::entries::Names;
use super::{EntryIx, Sources};
use crate::config::TermRule;
use crate::content::identity::slugify;
use crate::content::{Doc, Facts, Placed};
use crate::diagnostics::Diagnostic;
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
    /// Primary entries that name it, newest first.
    pub members: Vec<EntryIx>,
}

#[derive(Debug, Default)]
struct OneTaxonomy {
    terms: Vec<Term>,
    /// For each entry, the terms it names, in its order, each once.
    of_entry: Vec<Vec<TermIx>>,
}

/// All terms of all four taxonomies.
#[derive(Debug, Default)]
pub struct Terms {
    taxonomies: [OneTaxonomy; 4],
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
        &self.of(taxonomy).of_entry[entry.index()]
    }

    pub fn find(&self, taxonomy: Taxonomy, slug: &str) -> Option<TermIx> {
        let terms = &self.of(taxonomy).terms;
        terms.binary_search_by(|term| (*term.slug).cmp(slug)).ok().map(|index| TermIx(index as u32))
    }

    /// Puts every term's members in the order of `newest`.
    pub(super) fn sort_members(&mut self, newest: &[EntryIx]) {
        let mut rank = vec![u32::MAX; newest.iter().map(|entry| entry.index() + 1).max().unwrap_or(0)];
        for (place, entry) in newest.iter().enumerate() {
            rank[entry.index()] = place as u32;
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
    let mut terms = Terms::default();
    let mut diagnostics = Vec::new();
    for (taxonomy, (one, problems)) in terms.taxonomies.iter_mut().zip(found) {
        *taxonomy = one;
        diagnostics.extend(problems);
    }
    (terms, diagnostics)
}

/// A term while it is being gathered, by slug.
#[derive(Default)]
struct Gathered {
    entry: Option<EntryIx>,
    /// Spelling → how often, to choose the title of a term without an entry.
    spellings: BTreeMap<Arc<str>, usize>,
    members: Vec<EntryIx>,
}

impl Gathered {
    fn count_spelling(&mut self, spelling: &str) {
        match self.spellings.get_mut(spelling) {
            Some(times) => *times += 1,
            None => drop(self.spellings.insert(spelling.into(), 1)),
        }
    }
}

fn one_taxonomy(
    taxonomy: Taxonomy,
    entries: &[Arc<Doc>],
    primary: &[bool],
    names: &Names,
    sources: Sources,
) -> (OneTaxonomy, Vec<Diagnostic>) {
    let rule = rule_of(taxonomy, sources);
    let mut gathered: BTreeMap<Arc<str>, Gathered> = entries_as_terms(taxonomy, entries, primary);
    let mut slugs_of_entry: Vec<Vec<Arc<str>>> = vec![Vec::new(); entries.len()];
    let mut diagnostics = Vec::new();
    // The same few names stand in many entries.
    let mut meanings: HashMap<&str, Meaning> = HashMap::new();
    let mut named: HashSet<Arc<str>> = HashSet::new();
    for (index, doc) in entries.iter().enumerate() {
        named.clear();
        for name in names_in(taxonomy, &doc.facts) {
            let meaning = meanings.entry(&name.value).or_insert_with(|| meaning(taxonomy, name, rule, entries, names));
            diagnostics.extend(problem(meaning, taxonomy, name, names));
            let (Meaning::Term(slug) | Meaning::Inexact(slug)) = meaning else { continue };
            if !named.insert(slug.clone()) {
                continue;
            }
            let term = gathered.entry(slug.clone()).or_default();
            if term.entry.is_none() {
                term.count_spelling(name.value.trim());
            }
            if primary[index] {
                term.members.push(EntryIx::new(index));
            }
            slugs_of_entry[index].push(slug.clone());
        }
    }
    (number(gathered, slugs_of_entry, entries, rule), diagnostics)
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
        .filter_map(move |name| problem(&meaning(taxonomy, name, rule, entries, names), taxonomy, name, names))
}

/// Every entry of the taxonomy's kind is a term, also while nothing names it.
fn entries_as_terms(taxonomy: Taxonomy, entries: &[Arc<Doc>], primary: &[bool]) -> BTreeMap<Arc<str>, Gathered> {
    let Some(kind) = taxonomy.kind() else { return BTreeMap::new() };
    (0..entries.len())
        .filter(|index| *entries[*index].id.kind == *kind && primary[*index])
        .map(|index| {
            (entries[index].id.slug.clone(), Gathered { entry: Some(EntryIx::new(index)), ..Gathered::default() })
        })
        .collect()
}

fn number(
    gathered: BTreeMap<Arc<str>, Gathered>,
    slugs_of_entry: Vec<Vec<Arc<str>>>,
    entries: &[Arc<Doc>],
    rule: &TermRule,
) -> OneTaxonomy {
    // Who lists synonyms says which spelling is the right one.
    let chosen: BTreeMap<String, &String> = rule.synonyms.values().map(|title| (slugify(title), title)).collect();
    let places: BTreeMap<&str, TermIx> =
        gathered.keys().enumerate().map(|(place, slug)| (&**slug, TermIx(place as u32))).collect();
    let of_entry = slugs_of_entry.iter().map(|slugs| slugs.iter().map(|slug| places[&**slug]).collect()).collect();
    let terms = gathered
        .iter()
        .map(|(slug, term)| Term {
            slug: slug.clone(),
            title: match term.entry {
                Some(entry) => entries[entry.index()].facts.title.clone(),
                None => match chosen.get(&**slug) {
                    Some(title) => title.as_str().into(),
                    None => usual_spelling(&term.spellings).unwrap_or_else(|| slug.clone()),
                },
            },
            entry: term.entry,
            members: term.members.clone(),
        })
        .collect();
    OneTaxonomy { terms, of_entry }
}

/// The most frequent spelling; of several, the first in the alphabet.
fn usual_spelling(spellings: &BTreeMap<Arc<str>, usize>) -> Option<Arc<str>> {
    let mut usual: Option<(&Arc<str>, usize)> = None;
    for (spelling, times) in spellings {
        if usual.is_none_or(|(_, most)| *times > most) {
            usual = Some((spelling, *times));
        }
    }
    usual.map(|(spelling, _)| spelling.clone())
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

fn names_in(taxonomy: Taxonomy, facts: &Facts) -> Box<dyn Iterator<Item = &Placed<Arc<str>>> + '_> {
    match taxonomy {
        Taxonomy::Domains => Box::new(facts.domains.iter()),
        Taxonomy::Communities => Box::new(facts.communities.iter()),
        Taxonomy::People => Box::new(facts.people.iter().map(|person| &person.name)),
        Taxonomy::Tags => Box::new(facts.tags.iter()),
    }
}
