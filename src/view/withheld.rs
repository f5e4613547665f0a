//! Links whose words are the address of something withheld: without the link it would still be read.

use std::ops::Range;

use super::Snapshot;
use crate::content::markdown::html::unescape;
use crate::content::{Doc, Fill, Hole, Link};
use crate::weaver::{EntryIx, Resolved};

/// Where the words end that begin at `hole`, if they are the address of something withheld. `next` is the
/// hole behind it.
pub fn end_of_address(snapshot: &Snapshot, entry: EntryIx, hole: &Hole, next: Option<&Hole>) -> Option<usize> {
    let Fill::LinkStart(link) = hole.fill else { return None };
    let is_withheld = snapshot.weave.links(entry).get(link as usize) == Some(&Resolved::Withheld);
    let next = next.filter(|next| is_withheld && next.fill == Fill::LinkEnd(link))?;
    let doc = snapshot.weave.doc(entry);
    let words = unescape(&doc.body.html.section(hole.at as usize..next.at as usize));
    let is_address = snapshot.weave.wording(entry, &snapshot.config).names_withheld(&words)
        || doc.facts.links.get(link as usize).is_some_and(|link| is_address(doc, link));
    is_address.then_some(next.at as usize)
}

/// Whether a link is an address that is its own words: `<https://example.org>`, or only the address.
pub fn is_address(doc: &Doc, link: &Link) -> bool {
    doc.markdown.part(place(doc, link)).is_some_and(|source| !source.starts_with(['[', '!']) && !is_tag(&source))
}

/// Where a link stands in the text behind the front matter.
pub fn place(doc: &Doc, link: &Link) -> Range<usize> {
    let start = doc.markdown_start as usize;
    (link.span.start as usize).saturating_sub(start)..(link.span.end as usize).saturating_sub(start)
}

/// Whether a link is a tag of raw HTML, and not `<https://example.org>`.
pub fn is_tag(source: &str) -> bool {
    let name = source.strip_prefix('<').unwrap_or_default();
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    ["a", "img"].iter().any(|tag| name.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_is_not_always_a_link() {
        assert!(is_tag("<a href=\"x\">") && is_tag("<IMG src=x>"));
        assert!(!is_tag("<https://example.org>") && !is_tag("<abbr>") && !is_tag("[a](b)"));
    }
}
