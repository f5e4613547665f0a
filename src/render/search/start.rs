//! The first file of an index: what a page must know before it can load the others.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{groups, groups_before, share};
use crate::content::Lang;
use crate::kinds::Kind;
use crate::kinds::addresses::GAPS;
use crate::plan::{CARDS, SearchShards, TEXTS};
use crate::theme::{Category, Phrase, SAID_BY_SEARCH};
use crate::view::Snapshot;
use crate::view::search::Index;
use crate::weaver::EntryIx;

#[derive(Serialize)]
pub struct Start<'a> {
    entries: usize,
    /// The first word of each part of the words, and how many groups the parts before it have.
    words: Vec<(&'a str, usize)>,
    /// The first group of each part of the postings.
    postings: Vec<usize>,
    /// Entries in a part of the cards.
    cards: usize,
    /// Entries in a part of the texts; 0 where sentences are taken from the pages.
    texts: usize,
    kinds: Vec<KindOf>,
    /// Where gaps are listed.
    gaps: Option<&'static str>,
    say: BTreeMap<&'static str, Said>,
}

/// The entries of a kind, which stand together.
#[derive(Serialize)]
struct KindOf {
    label: String,
    plural: String,
    icon: String,
    hue: Option<String>,
    count: usize,
}

/// A word of the interface; of a plural, its forms by category.
#[derive(Serialize)]
#[serde(untagged)]
enum Said {
    One(String),
    Plural { lang: String, forms: BTreeMap<&'static str, String> },
}

impl<'a> Start<'a> {
    pub fn new(snapshot: &Snapshot, lang: &Lang, index: &'a Index, shards: SearchShards) -> Start<'a> {
        Start {
            entries: index.entries.len(),
            words: first_words(index, shards),
            postings: (0..shards.postings).map(|part| groups(index, part, shards.postings).start).collect(),
            cards: CARDS,
            texts: if shards.texts > 0 { TEXTS } else { 0 },
            kinds: kinds(snapshot, lang, index),
            gaps: snapshot.plan.at(GAPS).map(|_| GAPS),
            say: SAID_BY_SEARCH
                .iter()
                .map(|key| (key.trim_start_matches("search-"), said(snapshot, lang, key)))
                .collect(),
        }
    }
}

fn first_words(index: &Index, shards: SearchShards) -> Vec<(&str, usize)> {
    let first = |part| {
        let start = share(index.words.len(), part, shards.words).start;
        let word = if part == 0 { "" } else { index.words.get(start).map_or("", |word| &word.text) };
        (word, groups_before(index, start))
    };
    (0..shards.words).map(first).collect()
}

/// The kinds of the index in the order of their entries.
fn kinds(snapshot: &Snapshot, lang: &Lang, index: &Index) -> Vec<KindOf> {
    let kind_of = |entry: &EntryIx| &snapshot.weave.doc(*entry).id.kind;
    let runs = index.entries.chunk_by(|a, b| kind_of(a) == kind_of(b));
    let known = runs.map(|run| (snapshot.kinds_in(lang).get(kind_of(&run[0])), run.len()));
    known.map(|(kind, count)| kind_of_entries(snapshot, kind, count)).collect()
}

fn kind_of_entries(snapshot: &Snapshot, kind: Option<&Kind>, count: usize) -> KindOf {
    let words = |of: fn(&Kind) -> &String| kind.map(of).cloned().unwrap_or_default();
    KindOf {
        label: words(|kind| &kind.title),
        plural: words(|kind| &kind.plural),
        icon: kind.map_or_else(String::new, |kind| snapshot.theme.icons.inline(&kind.icon)),
        hue: kind.and_then(|kind| kind.hue.clone()),
        count,
    }
}

fn said(snapshot: &Snapshot, lang: &Lang, key: &str) -> Said {
    match snapshot.theme.strings.language(&lang.0).phrase(key) {
        Some(Phrase::Plural { lang, forms, .. }) => {
            let written = Category::ALL.into_iter().zip(forms);
            let forms = written.filter_map(|(category, form)| Some((category.name(), form.as_ref()?.text.to_string())));
            Said::Plural { lang: lang.to_string(), forms: forms.collect() }
        }
        _ => Said::One(snapshot.say(lang, key)),
    }
}
