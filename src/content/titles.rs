//! Plain text made from the page, in which the titles of linked entries are still to come.
//!
//! A wiki-link without a label reads as its target's title, which one file cannot know; and the
//! name that stands in the source may belong to something a reader must not hear of. So excerpts,
//! quotations, headings and the sentences around links hold a mark in its place, which [`fill`]
//! replaces once the weave is there.

use std::borrow::Cow;

use super::{Link, Target};

/// Noncharacters, which are taken out of every text that is read: no text can fake a mark.
const START: char = '\u{FDD3}';
const END: char = '\u{FDD4}';
/// Stands for the way to the home page in HTML that pages of several folders share.
pub const BASE: char = '\u{FDD5}';

/// Of [`START`] in UTF-8, as of all characters near it.
const FIRST_BYTE: u8 = 0xEF;

/// Whether a character is kept for marks.
pub fn is_reserved(character: char) -> bool {
    matches!(character, START | END | BASE)
}

/// What stands for the title of link `link` of the same entry.
pub fn mark(link: u32) -> String {
    format!("{START}{link}{END}")
}

/// A part of a text with marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    Text(&'t str),
    /// The title of a link.
    Title(u32),
}

/// The parts of a text, in order.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    text.split(START).enumerate().flat_map(|(number, part)| {
        let (link, rest) = match part.split_once(END).filter(|_| number > 0) {
            Some((link, rest)) => (link.parse().ok().map(Part::Title), rest),
            None => (None, part),
        };
        link.into_iter().chain((!rest.is_empty()).then_some(Part::Text(rest)))
    })
}

/// `text` with every mark replaced by what `title` says of its link.
pub fn fill<T: AsRef<str>>(text: &str, mut title: impl FnMut(u32) -> T) -> Cow<'_, str> {
    // Few texts hold any character that begins like a mark.
    if memchr::memchr(FIRST_BYTE, text.as_bytes()).is_none() || !text.contains(START) {
        return text.into();
    }
    let mut filled = String::with_capacity(text.len() + 32);
    for part in parts(text) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Title(link) => filled.push_str(title(link).as_ref()),
        }
    }
    filled.into()
}

/// `text` with linked entries by the names they have in the source, for titles and ids, which stand before any other entry
/// is known. A name that `is_told` refuses is left out.
pub fn spelled(text: &str, links: &[Link], is_told: impl Fn(u32) -> bool) -> String {
    let name = |link: u32| match links.get(link as usize).map(|link| &link.target).filter(|_| is_told(link)) {
        Some(Target::Name { name, .. } | Target::Called { name, .. }) => name.rsplit('/').next().unwrap_or(name),
        _ => "",
    };
    fill(text, name).into_owned()
}

/// `text` with linked entries as wiki-links, as they stand in front matter; none where it links to none.
pub fn linked(text: &str, links: &[Link]) -> Option<String> {
    let wiki = |link: u32| match links.get(link as usize).map(|link| &link.target) {
        Some(Target::Name { name, .. } | Target::Called { name, .. }) => format!("[[{name}]]"),
        _ => String::new(),
    };
    match fill(text, wiki) {
        Cow::Borrowed(_) => None,
        Cow::Owned(linked) => Some(linked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_titles() {
        let text = format!("See {} and {}.", mark(3), mark(0));
        assert_eq!(fill(&text, |link| format!("title {link}")), "See title 3 and title 0.");
    }

    #[test]
    fn a_text_without_marks_is_not_copied() {
        assert!(matches!(fill("plain", |_| String::new()), Cow::Borrowed("plain")));
    }

    #[test]
    fn half_a_mark_is_text() {
        assert_eq!(fill("a\u{FDD3}1 b", |_| "title"), "a1 b");
    }
}
