//! How lists can be narrowed: each choice with its count and its page.

use std::sync::Arc;

use super::contract::{Facet, FacetChoice, Filter};
use super::{Snapshot, cards, choices};
use crate::content::in_sentence;
use crate::kinds::{Field, Kind};
use crate::plan::{
    self, By, Choice, ListedBy, Narrowed, PAGE_SIZE, encode, entries_path, list_folder, page_path, value_path,
};
use crate::weaver::EntryIx;

/// How the list can be narrowed; none for a short one, and on the page of a choice that its index
/// does not offer. `current` is the choice that the page shows.
pub fn filter(snapshot: &Snapshot, of: &ListedBy, current: Option<&Choice>) -> Option<Filter> {
    let lists = snapshot.plan.lists();
    let facets = lists.facets(of);
    let is_offered =
        |choice: &Choice| facets.iter().flat_map(|facet| &facet.choices).any(|narrowed| narrowed.choice == *choice);
    if facets.is_empty() || !current.is_none_or(is_offered) {
        return None;
    }
    Some(Filter {
        facets: snapshot.facets(of),
        noun: noun(snapshot, of),
        whole: lists.entries(of).len(),
        all_url: encode(&list_folder(of, &snapshot.kinds)),
        chosen: current.map(|choice| key(snapshot, choice)),
        entries_url: entries_url(snapshot, of),
    })
}

fn noun(snapshot: &Snapshot, of: &ListedBy) -> String {
    let lang = snapshot.lang();
    match of {
        ListedBy::Kind(kind) => {
            snapshot.kinds.get(kind).map_or_else(String::new, |kind| in_sentence(&lang.0, &kind.plural))
        }
        ListedBy::Practice => snapshot.say(&lang, "pieces"),
    }
}

fn entries_url(snapshot: &Snapshot, of: &ListedBy) -> Option<String> {
    let path = entries_path(of, &snapshot.kinds);
    snapshot.plan.at(&path).map(|_| encode(&path))
}

/// All that a list can be narrowed by: the same for each of its pages, and for those of its choices.
pub fn facets(snapshot: &Snapshot, of: &ListedBy) -> Vec<Facet> {
    snapshot.plan.lists().facets(of).iter().map(|shown| facet(snapshot, of, shown)).collect()
}

fn facet(snapshot: &Snapshot, of: &ListedBy, facet: &plan::Facet) -> Facet {
    let (name, label) = named(snapshot, of, &facet.by);
    let choices = facet.choices.iter().filter_map(|narrowed| {
        Some(FacetChoice {
            label: label_of(snapshot, kind_of(snapshot, of), &narrowed.choice),
            count: narrowed.entries.len(),
            url: url(snapshot, of, narrowed)?,
            key: key(snapshot, &narrowed.choice),
        })
    });
    Facet { name, label, choices: choices.collect() }
}

fn named(snapshot: &Snapshot, of: &ListedBy, by: &By) -> (Arc<str>, String) {
    let say = |key: &str| snapshot.say(&snapshot.lang(), key);
    match by {
        By::Kind => ("kind".into(), say("facet-kind")),
        By::Year => ("year".into(), say("facet-year")),
        By::Terms(taxonomy) => (taxonomy.singular().into(), say(&format!("taxonomy-{}", taxonomy.singular()))),
        By::Field(name) => {
            let kind = kind_of(snapshot, of).and_then(|kind| kind.field(name));
            (name.clone(), kind.map_or_else(|| name.to_string(), |field| field.label.clone()))
        }
    }
}

fn kind_of<'a>(snapshot: &'a Snapshot, of: &ListedBy) -> Option<&'a Kind> {
    match of {
        ListedBy::Kind(kind) => snapshot.kinds.get(kind),
        ListedBy::Practice => None,
    }
}

/// A choice in words, of the entries of a kind where these are of one.
pub fn label_of(snapshot: &Snapshot, kind: Option<&Kind>, choice: &Choice) -> String {
    match choice {
        Choice::Kind(kind) => snapshot.kinds.get(kind).map_or_else(|| kind.to_string(), |kind| kind.plural.clone()),
        Choice::Term(taxonomy, term) => snapshot.weave.terms().get(*taxonomy, *term).title.to_string(),
        Choice::Value { field: name, value } => {
            let field = kind.and_then(|kind| Some((kind, kind.field(name)?)));
            let label =
                |(kind, field): (&Kind, &Field)| choices::label(snapshot, &snapshot.lang(), &kind.name, field, value);
            field.map_or_else(|| choices::label_of(value), label)
        }
        Choice::Year(year) => year.to_string(),
    }
}

/// `community=resilience`, as it stands in an address.
pub fn key(snapshot: &Snapshot, choice: &Choice) -> String {
    let (name, value) = choice.key(&snapshot.weave);
    format!("{name}={}", encode(&value))
}

/// Where a choice leads without script.
fn url(snapshot: &Snapshot, of: &ListedBy, narrowed: &Narrowed) -> Option<String> {
    let kind = kind_of(snapshot, of);
    match (&narrowed.choice, kind) {
        (Choice::Kind(name), _) => snapshot.kinds.get(name).map(|kind| cards::kind_info(kind).url),
        (Choice::Term(taxonomy, term), Some(kind)) => {
            Some(format!("{}{}/", snapshot.term_url(*taxonomy, *term), encode(&kind.folder)))
        }
        (Choice::Term(taxonomy, term), None) => Some(snapshot.term_url(*taxonomy, *term).to_string()),
        (Choice::Value { field, value }, Some(kind)) => Some(encode(&value_path(kind, field, value))),
        (Choice::Value { .. }, None) => None,
        (Choice::Year(year), _) => year_url(snapshot, of, *year, narrowed.entries.first()?),
    }
}

/// Lists are sorted by date, so a year is a place in them.
fn year_url(snapshot: &Snapshot, of: &ListedBy, year: i16, first: &EntryIx) -> Option<String> {
    let place = snapshot.plan.lists().entries(of).iter().position(|entry| entry == first)?;
    let page = page_path(&list_folder(of, &snapshot.kinds), place / PAGE_SIZE + 1);
    Some(format!("{}#{}", encode(&page), year_anchor(year)))
}

fn year_anchor(year: i16) -> String {
    format!("_y{year}")
}

/// For each entry on page `page` of a list the anchor of the year that begins with it.
pub fn anchors(snapshot: &Snapshot, entries: &[EntryIx], page: usize) -> Vec<Option<String>> {
    let year = |entry: &EntryIx| snapshot.weave.date(*entry).map(|date| date.civil.year());
    let start = page.saturating_sub(1) * PAGE_SIZE;
    let on_page = start.min(entries.len())..(start + PAGE_SIZE).min(entries.len());
    let begins = |place: usize| {
        let this = year(&entries[place])?;
        let before = place.checked_sub(1).and_then(|before| year(&entries[before]));
        (before != Some(this)).then(|| year_anchor(this))
    };
    on_page.map(begins).collect()
}
