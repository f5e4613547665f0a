//! Signs of other tools' Markdown, which are plain text to CommonMark.
//!
//! They are named, so that who moves a site here does not find them on its pages. What they stand for is not made.

use std::ops::Range;

use memchr::{memchr_iter, memmem};

/// Something that another tool would have made more of than text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    pub name: &'static str,
    pub help: &'static str,
    /// In the text that was looked through.
    pub place: Range<usize>,
}

/// What begins a line: the sign, its name, and what to write instead.
const STARTS: [(&str, &str, &str); 8] = [
    ("!!! ", "!!!", ADMONITION),
    ("??? ", "???", ADMONITION),
    ("???+ ", "???+", ADMONITION),
    ("=== \"", "===", "write the tabs one after the other, each under a heading"),
    ("--8<--", "--8<--", "show another entry with `![[name]]`"),
    ("[TOC]", "[TOC]", "take it out: a page has its contents beside it, and `{{ toc() }}` puts them into the text"),
    ("/// ", "///", ADMONITION),
    ("*[", "*[…]:", "write the words out where they stand first, or describe them in an entry of the glossary"),
];
const ADMONITION: &str = "write `> [!NOTE]`, and `> ` before each line of it";

/// What stands anywhere in a line: how it begins and ends, its name, and what to write instead.
const INLINE: [(&str, &str, &str, &str); 12] = [
    ("{/*", "*/}", "{/* … */}", REMARK),
    ("{#", "#}", "{# … #}", REMARK),
    ("{>>", "<<}", "{>>", REMARK),
    ("{--", "--}", "{--", "take out what is to go, and leave what stays: readers see both"),
    ("{++", "++}", "{++", "take out what is to go, and leave what stays: readers see both"),
    ("{~~", "~~}", "{~~", "take out what is to go, and leave what stays: readers see both"),
    ("++", "++", "++…++", "write keys as `<kbd>Ctrl</kbd>`"),
    (":material-", ":", ":material-…:", ICON),
    (":octicons-", ":", ":octicons-…:", ICON),
    (":fontawesome-", ":", ":fontawesome-…:", ICON),
    ("^[", "]", "^[…]", "write a note as `[^1]`, and `[^1]: …` in a paragraph of its own"),
    (r"\(", r"\)", r"\(…\)", "write a formula as `$…$`"),
];
const REMARK: &str = "write to each other in `%% … %%`: readers see this";
const ICON: &str = "take it out, or write a sign of your own: 🔗";

/// A cheap look, since hardly any text has one.
pub fn may_be_foreign(text: &str) -> bool {
    INLINE.iter().any(|(sign, ..)| memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
}

/// The signs that stand in a line of a paragraph, outside of code.
pub fn foreign_inline(paragraph: &str) -> Vec<Foreign> {
    INLINE
        .into_iter()
        .filter_map(|(sign, end, name, help)| Some(Foreign { name, help, place: between(paragraph, sign, end)? }))
        .collect()
}

/// How far the end of such a sign is looked for.
const LONGEST: usize = 256;

/// The first pair of signs with something between them that other tools would have read.
fn between(paragraph: &str, sign: &str, end: &str) -> Option<Range<usize>> {
    let mut ticks = 0;
    let mut counted = 0;
    memmem::find_iter(paragraph.as_bytes(), sign).find_map(|at| {
        ticks += memchr_iter(b'`', &paragraph.as_bytes()[counted..at]).count();
        counted = at;
        let inner = at + sign.len();
        let limit = paragraph.floor_char_boundary((inner + LONGEST).min(paragraph.len()));
        let window = &paragraph[inner..limit];
        // A remark may take several lines.
        let window = if matches!(sign, "{/*" | "{#") { window } else { window.split('\n').next().unwrap_or_default() };
        let content = &window[..window.find(end)?];
        let place = at..inner + content.len() + end.len();
        let is_meant = match sign {
            "++" => is_keys(content) && stands_apart(paragraph, &place),
            "{#" => content.starts_with(char::is_whitespace),
            "^[" => !content.starts_with('['),
            r"\(" => content.contains(['^', '\\']),
            _ if end == ":" => content.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
            _ => true,
        };
        (is_meant && !content.is_empty() && ticks % 2 == 0).then_some(place)
    })
}

fn stands_apart(paragraph: &str, place: &Range<usize>) -> bool {
    let is_joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_joined(paragraph[..place.start].chars().next_back()) && !is_joined(paragraph[place.end..].chars().next())
}

/// `ctrl+alt+del`
fn is_keys(content: &str) -> bool {
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    content.split('+').all(is_key)
}

/// What stands of these signs at the beginning of a line of a paragraph or an item of a list.
pub fn foreign(paragraph: &str) -> Vec<Foreign> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ticks = 0;
    for line in paragraph.split_inclusive('\n') {
        let text = line.trim_start();
        // Most lines begin with a letter; those in code are no signs.
        let may_be_sign =
            matches!(text.as_bytes().first(), Some(b'!' | b'?' | b'=' | b'-' | b'[' | b'/' | b'*')) && ticks % 2 == 0;
        if may_be_sign && let Some((sign, name, help)) = STARTS.into_iter().find(|(sign, ..)| is_sign(text, sign)) {
            let at = start + line.len() - text.len();
            found.push(Foreign { name, help, place: at..at + sign.trim_end_matches([' ', '"']).len() });
        }
        ticks += memchr_iter(b'`', line.as_bytes()).count();
        start += line.len();
    }
    found
}

/// What begins with a bracket may also be a link, and a star begins other things.
fn is_sign(text: &str, sign: &str) -> bool {
    text.starts_with(sign)
        && match sign {
            "[TOC]" => text.trim_end() == sign,
            "*[" => text[2..].split_once("]:").is_some_and(|(name, _)| !name.contains(['[', ']', '*'])),
            _ => true,
        }
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
        assert_eq!(signs("*[HTML]: Hyper Text\n/// note\n"), ["*[", "///"]);
    }

    #[test]
    fn signs_within_a_line_are_found_and_code_and_sums_are_not() {
        let inline = |text: &'static str| {
            assert!(may_be_foreign(text));
            foreign_inline(text).into_iter().map(|found| &text[found.place]).collect::<Vec<_>>()
        };
        let text = r"a {>>why?<<} b {--c--} ++ctrl+c++ :material-check: d^[e] \(x^2\) {~~a~>b~~}";
        assert_eq!(inline("a {/* Ask\nJane */} b {# later #}"), ["{/* Ask\nJane */}", "{# later #}"]);
        let all = ["{>>why?<<}", "{--c--}", "{~~a~>b~~}", "++ctrl+c++", ":material-check:", "^[e]", r"\(x^2\)"];
        assert_eq!(inline(text), all);
        for text in [
            "i++ and j++",
            "`++ctrl++`",
            r"\(see p. 3, foo_bar\)",
            "a++b++c",
            "10^[[x]]",
            "^[",
            "C++ ++",
            "a {#id} b #}",
        ] {
            assert_eq!(inline(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_them_is_not() {
        for text in ["What!!! note", "?? a", "====", "a === \"b\"", "x^2", "2 ^ 3", "^", "[^1]", "- [TOCs](x)"] {
            assert_eq!(signs(text), [""; 0], "{text}");
        }
    }
}
