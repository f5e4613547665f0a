//! The weaver's desk: what could be joined, each with its reason. Computed when asked, never in a build.
//!
//! Precision before quantity: what is not probably right is not suggested. This room only reads the
//! weave; [`crate::site::desk`] writes what a person accepts.

mod called;
mod folded;
mod ids;
mod mentions;

use std::cmp::Reverse;
use std::sync::Arc;

use super::{EntryIx, Weave};
use crate::content::Context;
use crate::diagnostics::Span;
use crate::kinds::Kinds;

/// What a suggestion is about, in the order of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Mention,
}

impl Sort {
    pub const ALL: [Sort; 1] = [Sort::Mention];

    /// The first part of a suggestion's id.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Mention => "mention",
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
    Mention {
        from: EntryIx,
        to: EntryIx,
        span: Span,
        context: Context,
        /// How many texts of the site hold the name.
        texts: usize,
    },
}

impl Suggestion {
    fn new(weave: &Weave, found: Found, weight: u32) -> Suggestion {
        Suggestion { id: String::new(), key: key(weave, &found), found, weight }
    }

    pub fn sort(&self) -> Sort {
        match self.found {
            Found::Mention { .. } => Sort::Mention,
        }
    }
}

fn key(weave: &Weave, found: &Found) -> String {
    match found {
        Found::Mention { from, to, .. } => format!("{}\0{}", text_of(weave, *from), weave.doc(*to).id),
    }
}

/// An entry's text: translations have texts of their own.
fn text_of(weave: &Weave, entry: EntryIx) -> Arc<str> {
    let doc = weave.doc(entry);
    if weave.is_primary(entry) { doc.id.to_string().into() } else { format!("{}.{}", doc.id, doc.lang).into() }
}

/// All suggestions, the most probable of each sort first.
pub fn suggestions(weave: &Weave, kinds: &Kinds) -> Vec<Suggestion> {
    let mut all = mentions::mentions(weave, kinds);
    ids::name_all(&mut all);
    all.sort_by(|a, b| (a.sort(), Reverse(a.weight), &a.key).cmp(&(b.sort(), Reverse(b.weight), &b.key)));
    all
}
