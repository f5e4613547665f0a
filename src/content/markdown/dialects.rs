//! Signs of other tools' Markdown, which are plain text to CommonMark.
//!
//! They are named, so that who moves a site here does not find them on its pages. What they stand for is not made.

use std::ops::Range;

use memchr::memchr_iter;

/// Something that another tool would have made more of than text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    pub name: &'static str,
    pub help: &'static str,
    /// In the text that was looked through.
    pub place: Range<usize>,
}

/// What begins a line: the sign, its name, and what to write instead.
const STARTS: [(&str, &str, &str); 6] = [
    ("!!! ", "!!!", ADMONITION),
    ("??? ", "???", ADMONITION),
    ("???+ ", "???+", ADMONITION),
    ("=== \"", "===", "write the tabs one after the other, each under a heading"),
    ("--8<--", "--8<--", "show another entry with `![[name]]`"),
    ("[TOC]", "[TOC]", "take it out: a page has its contents beside it, and `{{ toc() }}` puts them into the text"),
];
const ADMONITION: &str = "write `> [!NOTE]`, and `> ` before each line of it";

/// What stands of these signs in a paragraph or an item of a list.
pub fn foreign(paragraph: &str) -> Vec<Foreign> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ticks = 0;
    for line in paragraph.split_inclusive('\n') {
        let text = line.trim_start();
        // Most lines begin with a letter; those in code are no signs.
        let may_be_sign = matches!(text.as_bytes().first(), Some(b'!' | b'?' | b'=' | b'-' | b'[')) && ticks % 2 == 0;
        if may_be_sign && let Some((sign, name, help)) = STARTS.into_iter().find(|(sign, ..)| is_sign(text, sign)) {
            let at = start + line.len() - text.len();
            found.push(Foreign { name, help, place: at..at + sign.trim_end_matches([' ', '"']).len() });
        }
        ticks += memchr_iter(b'`', line.as_bytes()).count();
        start += line.len();
    }
    found
}

/// What begins with a bracket may also be a link.
fn is_sign(text: &str, sign: &str) -> bool {
    text.starts_with(sign) && (!sign.ends_with(']') || text.trim_end() == sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(paragraph: &str) -> Vec<&str> {
        foreign(paragraph).into_iter().map(|found| &paragraph[found.place]).collect()
    }

    #[test]
    fn signs_of_other_tools_are_found_where_they_stand() {
        assert_eq!(signs("!!! note \"Mind\"\n"), ["!!!"]);
        assert_eq!(signs("Before\n  ???+ tip\n=== \"Tab\"\n--8<-- \"a.md\"\n"), ["???+", "===", "--8<--"]);
        assert_eq!(signs("[TOC]"), ["[TOC]"]);
    }

    #[test]
    fn what_only_looks_like_them_is_not() {
        for text in ["What!!! note", "?? a", "====", "a === \"b\"", "x^2", "2 ^ 3", "^", "[^1]", "- [TOCs](x)"] {
            assert_eq!(signs(text), [""; 0], "{text}");
        }
    }
}
