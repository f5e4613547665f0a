//! Which place of a page an anchor means.

use std::sync::Arc;

use crate::content::identity::{fold, latin_slug};
use crate::content::{Doc, Heading};
use crate::kinds::Kinds;

/// The id of the heading or named block that `anchor` means: by id, or by the heading's words. Obsidian writes the headings
/// around it as well: `#Section#Subsection`.
pub fn find_anchor(doc: &Doc, anchor: &str, kinds: &Kinds) -> Option<Arc<str>> {
    find_place(doc, anchor, kinds).or_else(|| anchor.contains('#').then(|| find_nested(doc, anchor)).flatten())
}

/// Each part is looked for in the section of the one before it.
fn find_nested(doc: &Doc, anchor: &str) -> Option<Arc<str>> {
    let mut inside = &*doc.facts.headings;
    let mut found = None;
    for part in anchor.split('#').filter(|part| !part.trim().is_empty()) {
        let at = position(inside, part)?;
        let heading = &inside[at];
        let rest = &inside[at + 1..];
        inside = &rest[..rest.iter().position(|next| next.level <= heading.level).unwrap_or(rest.len())];
        found = Some(heading.id.clone());
    }
    found
}

/// The first heading of these words, or of this id. Much that is different reads alike in Latin letters, so that the
/// words themselves come first.
fn position(headings: &[Heading], anchor: &str) -> Option<usize> {
    let (words, slug) = (fold(anchor), latin_slug(anchor));
    let by_words = headings.iter().position(|heading| fold(&heading.text) == words);
    by_words.or_else(|| headings.iter().position(|heading| *heading.id == *slug))
}

/// Nothing, and `top`, are the top of any page (HTML Living Standard, "find a potential indicated element"). A page that
/// copsite makes has more places than the headings of the text for it.
fn find_place(doc: &Doc, anchor: &str, kinds: &Kinds) -> Option<Arc<str>> {
    let facts = &doc.facts;
    if anchor.is_empty() {
        return Some("".into());
    }
    let by_id = facts.headings.iter().map(|heading| &heading.id).chain(&facts.anchors).find(|id| ***id == *anchor);
    by_id.cloned().or_else(|| {
        let by_words = position(&facts.headings, anchor).map(|at| facts.headings[at].id.clone());
        let is_made = *doc.id.kind == *"page" && kinds.is_made(&doc.id.slug);
        by_words.or_else(|| (is_made || anchor.eq_ignore_ascii_case("top")).then(|| anchor.into()))
    })
}
