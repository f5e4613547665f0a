//! Which place of a page an anchor means.

use std::sync::Arc;

use crate::content::identity::{fold, latin_slug};
use crate::content::{Doc, Heading};
use crate::kinds::Kinds;

/// The id of the heading or named block that `anchor` means: by id, or by the heading's words. Obsidian writes the headings
/// around it as well: `#Section#Subsection`.
///
/// Nothing, and `top`, are the top of any page (HTML Living Standard, "find a potential indicated element"). A page that
/// copsite makes has more places than the headings of the text for it.
pub fn find_anchor(doc: &Doc, anchor: &str, kinds: &Kinds) -> Option<Arc<str>> {
    let facts = &doc.facts;
    if anchor.is_empty() {
        return Some("".into());
    }
    let by_id = facts.headings.iter().map(|heading| &heading.id).chain(&facts.anchors).find(|id| ***id == *anchor);
    by_id.cloned().or_else(|| {
        let in_text = by_words(&facts.headings, anchor).next().map(|at| facts.headings[at].id.clone());
        let in_text = in_text.or_else(|| nested(&facts.headings, anchor)).or_else(|| by_slug(&facts.headings, anchor));
        let is_made = *doc.id.kind == *"page" && kinds.is_made(&doc.id.slug);
        in_text.or_else(|| (is_made || anchor.eq_ignore_ascii_case("top")).then(|| anchor.into()))
    })
}

/// `Section#Subsection`: each part in the section that the one before it names, or in the next section of that name.
fn nested(headings: &[Heading], anchor: &str) -> Option<Arc<str>> {
    let (first, rest) = anchor.split_once('#')?;
    by_words(headings, first).find_map(|at| {
        let inside = Heading::inside(headings, at);
        let last = by_words(inside, rest).next().map(|at| inside[at].id.clone());
        last.or_else(|| nested(inside, rest)).or_else(|| by_slug(inside, rest))
    })
}

/// The headings of these words.
fn by_words<'h>(headings: &'h [Heading], words: &str) -> impl Iterator<Item = usize> + use<'h> {
    let words = fold(words.trim());
    let is_it = move |heading: &Heading| fold(&heading.text) == words;
    headings.iter().enumerate().filter(move |(_, heading)| is_it(heading)).map(|(at, _)| at)
}

/// The heading of an id that the words would have. Much that is different reads alike in Latin letters, so that the
/// words themselves come first.
fn by_slug(headings: &[Heading], words: &str) -> Option<Arc<str>> {
    let slug = latin_slug(words);
    headings.iter().map(|heading| &heading.id).find(|id| ***id == *slug).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    #[test]
    fn an_anchor_is_an_id_or_words_or_the_headings_around_it_as_well() {
        let site = site("");
        let text = "## A B\n\n## A\n\n### C\n\n## A\n\n### B\n\n#### D\n\n## Caf\u{e9} #1\n\nNamed. ^one\n";
        let doc = site.read("content/x.md", text);
        let find = |anchor: &str| find_anchor(&doc, anchor, &site.kinds);
        for (anchor, id) in [
            ("a-b", "a-b"),
            ("A B", "a-b"),
            ("A#B", "b"),
            ("a#b#d", "d"),
            ("A#C", "c"),
            ("A#D", "d"),
            ("CAFE\u{301} #1", "cafe-1"),
            ("^one", "^one"),
            ("", ""),
            ("Top", "Top"),
        ] {
            assert_eq!(find(anchor).as_deref(), Some(id), "{anchor}");
        }
        for anchor in ["B#A", "Nope#B", "^two", "A#"] {
            assert_eq!(find(anchor), None, "{anchor}");
        }
    }
}
