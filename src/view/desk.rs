//! The pages about the site itself: changes, how to contribute, the list behind search.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::cards::{cards, kind_info, list_url};
use super::contract::{
    ChangeDay, ChangeLine, Changes, Contribute, ContributeField, ContributeKind, SearchKind, SearchLanguage,
    SearchLetter, SearchPage, TermLine,
};
use super::{Snapshot, gaps, hub};
use crate::config::primary_language;
use crate::content::Lang;
use crate::kinds::{Field, Group, Kind, has_english_help};
use crate::plan::{ListOf, PAGE_SIZE, encode, folder_of, list_path};
use crate::weaver::{EntryIx, Taxonomy};

/// Days that the changes page goes back to, counted in days on which something changed.
const DAYS: usize = 60;
/// Changes of one day that the page lists: an import is a day on which everything changed.
const CHANGES: usize = 100;
/// Entries, and tags, that the page behind search lists at most: 10,000 entries would be more than a megabyte.
const LISTED: usize = 2000;

/// What happened to an entry on a day.
struct Change<'a> {
    entry: EntryIx,
    what: &'static str,
    reason: Option<&'a Arc<str>>,
}

/// What is new and what was revised, by day, newest first.
pub fn changes(snapshot: &Snapshot) -> Changes {
    let mut days: BTreeMap<Date, Vec<Change>> = BTreeMap::new();
    for entry in snapshot.weave.newest() {
        let facts = &snapshot.weave.doc(*entry).facts;
        let published = facts.date.map(|date| date.civil.date());
        let revised = facts.updated.map(|date| date.civil.date());
        let reason = facts.revision.as_ref();
        let (of_new, revised) = if revised == published { (reason, None) } else { (None, revised) };
        for (day, what, reason) in [(published, "new", of_new), (revised, "revised", reason)] {
            if let Some(day) = day.filter(|day| *day <= snapshot.today) {
                days.entry(day).or_default().push(Change { entry: *entry, what, reason });
            }
        }
    }
    let line = |Change { entry, what, reason }: Change| ChangeLine {
        card: snapshot.card(entry),
        change: what,
        reason: reason.cloned(),
    };
    let day = |(date, changes): (Date, Vec<Change>)| ChangeDay {
        date: date.to_string(),
        more: changes.len().saturating_sub(CHANGES),
        entries: changes.into_iter().take(CHANGES).map(line).collect(),
    };
    Changes { days: days.into_iter().rev().take(DAYS).map(day).collect() }
}

/// How to write each kind, made from the schemas, and what others are waiting for.
pub fn contribute(snapshot: &Snapshot) -> Contribute {
    let explained = snapshot.kinds.kinds.iter().filter(|kind| kind.group != Group::Other);
    let kinds = explained.map(|kind| contribute_kind(kind, &snapshot.lang())).collect();
    let wanted = gaps::wanted(snapshot.voice(&snapshot.lang()), gaps::LISTED).collect();
    Contribute { kinds, wanted, wanted_total: snapshot.weave.wanted().len() }
}

/// The language of what the program itself says of fields.
const ENGLISH: &str = "en";

fn contribute_kind(kind: &Kind, lang: &Lang) -> ContributeKind {
    let is_english = primary_language(&lang.0) == ENGLISH;
    let field = |field: &Field| ContributeField {
        name: field.name.clone(),
        label: field.label.clone(),
        help: field.help.clone(),
        help_lang: Some(ENGLISH).filter(|_| !is_english && has_english_help(kind, field)),
        required: field.required,
        one_of: field.one_of.clone(),
    };
    ContributeKind {
        kind: kind_info(kind),
        command: format!("copsite new {} \"…\"", kind.name),
        folder: format!("content/{}/", kind.folder),
        fields: kind.fields.iter().map(field).collect(),
    }
}

/// Every entry by kind and letter, and the tags: what search is without script. Of what is too much for one page it
/// leads to a list.
pub fn search(snapshot: &Snapshot) -> SearchPage {
    let mut by_kind: BTreeMap<&str, Vec<(&Arc<str>, EntryIx)>> = BTreeMap::new();
    for (letter, entries) in snapshot.weave.letters() {
        for entry in entries {
            by_kind.entry(&snapshot.weave.doc(*entry).id.kind).or_default().push((letter, *entry));
        }
    }
    let is_large = snapshot.weave.newest().len() > LISTED;
    let kind = |kind: &Kind| {
        let entries = by_kind.get(&*kind.name)?;
        let is_elsewhere = is_large && entries.len() > PAGE_SIZE;
        Some(if is_elsewhere { led_to(snapshot, kind, entries.len()) } else { by_letter(snapshot, kind, entries) })
    };
    let has_many_tags = snapshot.weave.terms().all(Taxonomy::Tags).len() > LISTED;
    let named = |lang: Lang| SearchLanguage { name: snapshot.theme.language_name(&lang.0), lang: lang.0 };
    SearchPage {
        kinds: snapshot.kinds.kinds.iter().filter_map(kind).collect(),
        tags: if has_many_tags { Vec::new() } else { all_tags(snapshot) },
        tags_url: has_many_tags.then(|| encode(&format!("{}/", folder_of(Taxonomy::Tags, &snapshot.kinds)))),
        all_url: is_large.then(|| encode(list_path(ListOf::Letters))),
        filters: search_filters(snapshot),
        languages: snapshot.languages().into_iter().map(named).collect(),
    }
}

/// The entries of a kind by letter; few stand without.
fn by_letter(snapshot: &Snapshot, kind: &Kind, entries: &[(&Arc<str>, EntryIx)]) -> SearchKind {
    let cards_of = |entries: &[(&Arc<str>, EntryIx)]| cards(snapshot, entries.iter().map(|(_, entry)| *entry));
    let is_long = entries.len() > PAGE_SIZE;
    let letters = entries.chunk_by(|(a, _), (b, _)| a == b || !is_long).map(|of_letter| SearchLetter {
        letter: if is_long { of_letter[0].0.to_string() } else { String::new() },
        items: cards_of(of_letter),
    });
    SearchKind {
        kind: kind_info(kind),
        total: entries.len(),
        items: cards_of(entries),
        letters: letters.collect(),
        all_url: None,
    }
}

/// A kind whose entries stand in a list.
fn led_to(snapshot: &Snapshot, kind: &Kind, total: usize) -> SearchKind {
    let all_url = Some(list_url(snapshot, kind));
    SearchKind { kind: kind_info(kind), total, items: Vec::new(), letters: Vec::new(), all_url }
}

fn all_tags(snapshot: &Snapshot) -> Vec<TermLine> {
    hub::term_index(snapshot, Taxonomy::Tags, &snapshot.lang())
        .letters
        .into_iter()
        .flat_map(|letter| letter.terms)
        .collect()
}

fn search_filters(snapshot: &Snapshot) -> Vec<&'static str> {
    let terms = [Taxonomy::Domains, Taxonomy::Communities];
    let used = terms.into_iter().filter(|taxonomy| snapshot.weave.terms().all(*taxonomy).len() > 0);
    std::iter::once("kind").chain(used.map(Taxonomy::singular)).collect()
}
