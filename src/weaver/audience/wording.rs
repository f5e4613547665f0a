//! Plain texts as readers may see them: a wiki-link reads as its target's title, and nothing names
//! what is withheld.
//!
//! Never changes a text that holds neither.

use std::ops::Range;
use std::sync::Arc;

use crate::config::BaseUrl;
use crate::content::target::{Bare, WikiLink, target, wiki_links};
use crate::content::{Doc, Target};
use crate::weaver::Resolved;
use crate::weaver::entries::Names;

/// Stands where nothing can be said.
pub const SILENCE: &str = "…";

/// What ends an address in running text, beside white space.
const AROUND: &[char] =
    &['(', ')', '<', '>', '[', ']', '"', '\'', '“', '”', '‘', '’', '|', '`', '\u{fdd3}', '\u{fdd4}'];

/// What may follow an address and is not part of it.
const BEHIND: &[char] = &['.', ',', ';', ':', '!', '?', '…', '*', '_'];

/// How the texts of one entry are read.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    pub(in crate::weaver) doc: &'a Doc,
    pub(in crate::weaver) entries: &'a [Arc<Doc>],
    pub(in crate::weaver) names: &'a Names,
    pub(in crate::weaver) base_url: &'a BaseUrl,
}

impl Wording<'_> {
    pub(in crate::weaver) fn is_withheld(&self, target: &Target) -> bool {
        *target != Target::Unsafe && self.names.resolve_in(self.doc, target) == Resolved::Withheld
    }

    /// Whether a text is the id, path or address of something withheld, or a wiki-link to it. A word
    /// alone may be anything, also where something withheld happens to have that title.
    pub fn names_withheld(&self, text: &str) -> bool {
        if self.names.withheld().is_empty() {
            return false;
        }
        let text = text.trim();
        let is_wiki = text.starts_with("[[") && text.ends_with("]]") && !text[2..].contains("[[");
        let is_path = text.contains('/') && !text.contains(char::is_whitespace);
        (is_wiki || is_path) && self.is_withheld(&target(text, Bare::Name, &self.doc.file, self.base_url))
    }

    /// Whether a wiki-link in a text leads to something withheld.
    pub fn links_to_withheld(&self, text: &str) -> bool {
        let is_silent = |link: &WikiLink| self.is_withheld(&link.target);
        !self.names.withheld().is_empty() && wiki_links(text, &self.doc.file, self.base_url).iter().any(is_silent)
    }

    /// A text of the front matter for readers; nothing where it can stay as it is.
    pub fn plain(&self, text: &str) -> Option<Arc<str>> {
        // A single character is found faster than two.
        let has_links = text.contains('[') && text.contains("[[");
        let without_links = has_links.then(|| self.without_wiki_links(text));
        let so_far = without_links.as_deref().unwrap_or(text);
        self.without_addresses(so_far, SILENCE).or(without_links).map(Arc::from).filter(|plain| **plain != *text)
    }

    /// `text` with `silence` in place of every address of something withheld; nothing where there is none.
    pub fn without_addresses(&self, text: &str, silence: &str) -> Option<String> {
        if self.names.withheld().is_empty() || !text.contains('/') {
            return None;
        }
        let telling: Vec<Range<usize>> =
            addresses(text).filter(|range| self.names_withheld(&text[range.clone()])).collect();
        (!telling.is_empty()).then(|| replaced(text, telling.into_iter().map(|range| (range, silence.to_owned()))))
    }

    fn without_wiki_links(&self, text: &str) -> String {
        let links = wiki_links(text, &self.doc.file, self.base_url);
        replaced(text, links.into_iter().map(|link| (link.range.clone(), self.words(link))))
    }

    /// The label, else the title of the entry, else the name as written where it may be told.
    fn words(&self, link: WikiLink) -> String {
        let resolved = self.names.resolve_in(self.doc, &link.target);
        match (link.label, resolved) {
            (Some(label), _) => label.to_string(),
            (None, Resolved::Entry { entry, .. }) => self.entries[entry.index()].facts.title.to_string(),
            (None, Resolved::Withheld) => SILENCE.to_owned(),
            (None, _) => link.name,
        }
    }
}

/// Every piece of a text that could be an address.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let pieces = text.split_inclusive(|c: char| c.is_whitespace() || AROUND.contains(&c)).map(move |piece| {
        start += piece.len();
        (start - piece.len(), piece)
    });
    let ends_piece = |c: char| c.is_whitespace() || AROUND.contains(&c) || BEHIND.contains(&c);
    let trimmed = pieces.map(move |(start, piece)| (start, piece.trim_end_matches(ends_piece)));
    trimmed.filter(|(_, piece)| piece.contains('/')).map(|(start, piece)| start..start + piece.len())
}

fn replaced(text: &str, edits: impl Iterator<Item = (Range<usize>, String)>) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for (range, words) in edits {
        changed.push_str(&text[at..range.start]);
        changed.push_str(&words);
        at = range.end;
    }
    changed.push_str(&text[at..]);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        let text = "See (https://example.org/a/), “/b/c”, and/or d. Then `e/f`; g/h…";
        let found: Vec<&str> = addresses(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["https://example.org/a/", "/b/c", "and/or", "e/f", "g/h"]);
    }
}
