//! The weaver's desk: what could be joined, each with its reason. Computed when asked, never in a build.
//!
//! Precision before quantity: what is not probably right is not suggested. This room only reads the
//! weave; [`crate::site::desk`] writes what a person accepts.

mod answers;
mod called;
mod folded;
mod ids;
mod mentions;
mod relations;
mod shape;
mod stems;
mod terms;
mod wanted;
mod word_bounds;

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::{EntryIx, Weave};
use crate::content::Context;
use crate::content::identity::fold;
use crate::content::markdown::prose;
use crate::diagnostics::Span;
use crate::kinds::Kinds;
use mentions::Index;
use terms::Watch;

/// What a suggestion is about, in the order of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Mention,
    Relation,
    Answer,
    Wanted,
    Term,
}

impl Sort {
    pub const ALL: [Sort; 5] = [Sort::Mention, Sort::Relation, Sort::Answer, Sort::Wanted, Sort::Term];

    /// The first part of a suggestion's id.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Mention => "mention",
            Sort::Relation => "relation",
            Sort::Answer => "answer",
            Sort::Wanted => "wanted",
            Sort::Term => "term",
        }
    }
}

/// Something that a weaver may accept or dismiss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Stable: it changes only with what is joined.
    pub id: String,
    pub found: Found,
    /// What is joined, for the id.
    key: String,
    /// The higher the more probably right. It only orders, and is never shown.
    weight: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The text of `from` names `to` at `span` and does not link there.
    Mention { from: EntryIx, to: EntryIx, span: Span, context: Context, in_table: bool },
    /// `from` and `to` have to do with each other, and nobody says what.
    Relation { from: EntryIx, to: EntryIx, relation: Arc<str>, ground: Ground },
    /// `by` may answer the open question, with these words in common.
    Answer { question: EntryIx, by: EntryIx, words: Vec<Arc<str>> },
    /// An entry that others link to and nobody has written.
    Wanted { name: Arc<str>, from: Vec<EntryIx>, times: usize },
    /// A word that many use and the glossary does not explain.
    Term { name: Arc<str>, from: Vec<EntryIx>, communities: usize },
}

/// Why two entries have to do with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The link of `from`'s text that leads to `to`.
    Linked(u32),
    /// The words of `from`'s text that name `to`.
    Named { span: Span, context: Context },
    /// The methods and tools that both speak of.
    Shared(Vec<EntryIx>),
}

impl Suggestion {
    fn new(weave: &Weave, found: Found, weight: u32) -> Suggestion {
        Suggestion { id: String::new(), key: key(weave, &found), found, weight }
    }

    pub fn sort(&self) -> Sort {
        match self.found {
            Found::Mention { .. } => Sort::Mention,
            Found::Relation { .. } => Sort::Relation,
            Found::Answer { .. } => Sort::Answer,
            Found::Wanted { .. } => Sort::Wanted,
            Found::Term { .. } => Sort::Term,
        }
    }

    /// The entries that it is about.
    pub fn entries(&self) -> Vec<EntryIx> {
        match &self.found {
            Found::Mention { from, to, .. } | Found::Relation { from, to, .. } => vec![*from, *to],
            Found::Answer { question, by, .. } => vec![*question, *by],
            Found::Wanted { from, .. } | Found::Term { from, .. } => from.clone(),
        }
    }
}

fn key(weave: &Weave, found: &Found) -> String {
    let id = |entry: &EntryIx| weave.doc(*entry).id.to_string();
    match found {
        Found::Mention { from, to, .. } => format!("{}\0{}", text_of(weave, *from), id(to)),
        Found::Relation { from, to, .. } => format!("{}\0{}", id(from), id(to)),
        Found::Answer { question, by, .. } => format!("{}\0{}", id(question), id(by)),
        Found::Wanted { name, .. } | Found::Term { name, .. } => fold(name),
    }
}

/// An entry's text: translations have texts of their own.
fn text_of(weave: &Weave, entry: EntryIx) -> Arc<str> {
    let doc = weave.doc(entry);
    if weave.is_primary(entry) { doc.id.to_string().into() } else { format!("{}.{}", doc.id, doc.lang).into() }
}

/// All suggestions, the most probable of each sort first. Every text is read once.
pub fn suggestions(weave: &Weave, kinds: &Kinds) -> Vec<Suggestion> {
    let index = Index::new(weave, kinds);
    let watch = Watch::new(weave);
    let entries: Vec<EntryIx> = weave.all().collect();
    let read = |entry: &EntryIx| {
        let blocks = prose(weave.doc(*entry));
        (index.read(weave, *entry, &blocks), watch.read(weave.doc(*entry), &blocks))
    };
    let (names, words): (Vec<_>, Vec<_>) = entries.par_iter().map(read).unzip();
    let mut all = mentions::mentions(weave, &index, names);
    let relations = relations::relations(weave, kinds, &all);
    all.extend(relations);
    all.extend(answers::answers(weave));
    all.extend(wanted::wanted(weave));
    all.extend(terms::terms(weave, &watch, &words));
    ids::name_all(&mut all);
    all.sort_by(|a, b| (a.sort(), Reverse(a.weight), &a.key).cmp(&(b.sort(), Reverse(b.weight), &b.key)));
    all
}
