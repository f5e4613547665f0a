//! What a long list can be narrowed by: the communities, domains, tags, years and chosen values of
//! its entries. Planned with the pages, since most choices have one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::identity::slugify;
use crate::kinds::Kind;
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// A list of fewer entries is seen at a glance.
const FEWEST: usize = 5;
/// Choices of one facet, those with most entries; the others are found on the pages of their taxonomy.
const MOST: usize = 24;
/// Tags are many, and most of them stand on one or two entries.
const MOST_TAGS: usize = 12;
/// Names that have a meaning of their own in the address of a narrowed list.
const TAKEN: [&str; 6] = ["community", "domain", "tag", "year", "kind", "sort"];

/// One way to narrow a list.
#[derive(Clone, Debug)]
pub struct Facet {
    pub by: By,
    pub choices: Vec<Narrowed>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    Kind,
    Terms(Taxonomy),
    /// A field for which the schema lists the values.
    Field(Arc<str>),
    Year,
}

/// A choice and what it leaves of the list, in the list's order.
#[derive(Clone, Debug)]
pub struct Narrowed {
    pub choice: Choice,
    pub entries: Vec<EntryIx>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    Kind(Arc<str>),
    Term(Taxonomy, TermIx),
    Value { field: Arc<str>, value: Arc<str> },
    Year(i16),
}

impl Choice {
    /// As in the address of a narrowed list: `community` and `resilience`.
    pub fn key(&self, weave: &Weave) -> (Arc<str>, Arc<str>) {
        match self {
            Choice::Kind(kind) => ("kind".into(), kind.clone()),
            Choice::Term(taxonomy, term) => {
                (taxonomy.singular().into(), weave.terms().get(*taxonomy, *term).slug.clone())
            }
            Choice::Value { field, value } => (field.clone(), slugify(value).into()),
            Choice::Year(year) => ("year".into(), year.to_string().into()),
        }
    }
}

/// The facets of a list, newest entry first; `kind` where all its entries are of one. A choice that
/// would leave the whole list is of no use, and neither is a facet of nothing but such.
pub fn facets(entries: &[EntryIx], kind: Option<&Kind>, weave: &Weave) -> Vec<Facet> {
    if entries.len() < FEWEST {
        return Vec::new();
    }
    let mut all = Vec::new();
    if kind.is_none() {
        all.push(by_kind(entries, weave));
    }
    all.extend([Taxonomy::Communities, Taxonomy::Domains].map(|taxonomy| by_terms(entries, taxonomy, MOST, weave)));
    all.extend(kind.into_iter().flat_map(|kind| by_fields(entries, kind, weave)));
    all.push(by_terms(entries, Taxonomy::Tags, MOST_TAGS, weave));
    all.push(by_year(entries, weave));
    all.retain(|facet| facet.choices.iter().any(|choice| choice.entries.len() < entries.len()));
    all
}

fn by_kind(entries: &[EntryIx], weave: &Weave) -> Facet {
    let kinds = grouped(entries, |entry| [Choice::Kind(weave.doc(entry).id.kind.clone())]);
    Facet { by: By::Kind, choices: most(kinds, MOST) }
}

/// Tags of a single entry are left out: they are no way to narrow a list.
fn by_terms(entries: &[EntryIx], taxonomy: Taxonomy, limit: usize, weave: &Weave) -> Facet {
    let terms = |entry| weave.terms().of_entry(taxonomy, entry).iter().map(|term| Choice::Term(taxonomy, *term));
    let mut choices = grouped(entries, terms);
    choices.retain(|_, entries| taxonomy != Taxonomy::Tags || entries.len() > 1);
    Facet { by: By::Terms(taxonomy), choices: most(choices, limit) }
}

fn by_fields<'a>(entries: &'a [EntryIx], kind: &'a Kind, weave: &'a Weave) -> impl Iterator<Item = Facet> + 'a {
    let with_values = kind.fields.iter().filter(|field| !field.one_of.is_empty() && !TAKEN.contains(&&*field.name));
    with_values.map(move |field| {
        let choice = |value: &Arc<str>| Choice::Value { field: field.name.clone(), value: value.clone() };
        let mut found = grouped(entries, |entry| weave.doc(entry).facts.texts(&field.name).map(&choice));
        let in_order = field.one_of.iter().filter(|value| !slugify(value).is_empty()).map(&choice);
        let choices = in_order.filter_map(|choice| {
            let entries = found.remove(&choice)?;
            Some(Narrowed { choice, entries })
        });
        Facet { by: By::Field(field.name.clone()), choices: choices.collect() }
    })
}

fn by_year(entries: &[EntryIx], weave: &Weave) -> Facet {
    let year = |entry| weave.date(entry).map(|date| Choice::Year(date.civil.year()));
    let choices = grouped(entries, year).into_iter().rev();
    Facet { by: By::Year, choices: choices.map(|(choice, entries)| Narrowed { choice, entries }).collect() }
}

fn grouped<C: IntoIterator<Item = Choice>>(
    entries: &[EntryIx],
    choices: impl Fn(EntryIx) -> C,
) -> BTreeMap<Choice, Vec<EntryIx>> {
    let mut groups: BTreeMap<Choice, Vec<EntryIx>> = BTreeMap::new();
    for entry in entries {
        for choice in choices(*entry) {
            let group = groups.entry(choice).or_default();
            if group.last() != Some(entry) {
                group.push(*entry);
            }
        }
    }
    groups
}

/// The choices with most entries, of equals in their own order.
fn most(choices: BTreeMap<Choice, Vec<EntryIx>>, limit: usize) -> Vec<Narrowed> {
    let mut choices: Vec<Narrowed> =
        choices.into_iter().map(|(choice, entries)| Narrowed { choice, entries }).collect();
    choices.sort_by_key(|narrowed| Reverse(narrowed.entries.len()));
    choices.truncate(limit);
    choices
}
