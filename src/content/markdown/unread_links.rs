//! What looks like a link or an image and is text to CommonMark, which lets no address hold a space and leads nowhere by a
//! name that nothing defines.

use std::ops::Range;

use memchr::memmem;

use super::inline::Run;
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

/// Longer ones are not looked at.
const LONGEST: usize = 512;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Unread<'t> {
    /// `[words](an address.md)`
    Spaced { address: &'t str },
    /// `[words][label]`
    Undefined { label: &'t str },
}

impl Writer<'_> {
    /// Reports those of a piece of plain text, but for brackets that were escaped.
    pub fn report_unread_links(&mut self, run: &Run) {
        let text = run.text();
        for (range, unread) in find(text).into_iter().filter(|(range, _)| !run.is_literal(range.start)) {
            let span = self.span(run.range(range.clone()));
            let message = format!("`{}` is no link to Markdown; it is left as text", &text[range]);
            let help = match unread {
                Unread::Spaced { address } if address.contains(':') => {
                    "an address holds no spaces: take them out, or write `%20` for each".to_owned()
                }
                Unread::Spaced { address } => {
                    format!("write `<` and `>` around an address with spaces: `(<{address}>)`")
                }
                Unread::Undefined { label } => {
                    format!(
                        "say where it leads, in a line by itself: `[{label}]: address`; or write `\\[` for a bracket"
                    )
                }
            };
            self.result.diagnostics.push(Diagnostic::new(Code::UnreadLink, message).at(span).help(help));
        }
    }
}

/// Where they stand in a text that the parser has found no link in.
fn find(text: &str) -> Vec<(Range<usize>, Unread<'_>)> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in memmem::find_iter(text.as_bytes(), "]") {
        let Some(behind) = text[at + 1..].chars().next().filter(|_| at >= done) else { continue };
        let Some(start) = start_of_words(&text[done..at]).map(|start| done + start) else { continue };
        let unread = match behind {
            '(' => spaced(&text[at + 1..]),
            '[' => undefined(&text[at + 1..]),
            _ => None,
        };
        if let Some((length, unread)) = unread {
            done = at + 1 + length;
            found.push((start..done, unread));
        }
    }
    found
}

/// Where the bracket stands that opens the words before `]`, with the sign of an image: at the edge of a word, since
/// `a[i][j]` is no link.
fn start_of_words(before: &str) -> Option<usize> {
    let nearest = before.ceil_char_boundary(before.len().saturating_sub(LONGEST));
    let Some(open) = before[nearest..].rfind('[').map(|open| nearest + open) else {
        // The words have marks of their own, and stand before this piece of text.
        return before.is_empty().then_some(0);
    };
    let start = if before[..open].ends_with('!') { open - 1 } else { open };
    let is_joined = before[..start].ends_with(|c: char| c.is_alphanumeric() || c == ']');
    (!is_joined && (start < open || !before[open + 1..].trim().is_empty())).then_some(start)
}

/// `(an address.md)` at the beginning of a text: it has a space, and an end of a name, a folder or a scheme.
fn spaced(text: &str) -> Option<(usize, Unread<'_>)> {
    let mut depth = 0;
    let end = text.char_indices().take(LONGEST).take_while(|(_, c)| *c != '\n').find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let inside = text[1..end].trim();
    let address = inside.split(" \"").next().unwrap_or(inside).trim_end();
    (address.contains(' ') && is_address(address)).then_some((end + 1, Unread::Spaced { address }))
}

/// Whether words look like a path or an address: by a scheme, by how they begin, or by their end.
fn is_address(words: &str) -> bool {
    let scheme = words.split_once(':').map_or("", |(scheme, _)| scheme);
    let has_scheme = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    let ending =
        words.rsplit(['/', ' ']).next().and_then(|last| last.rsplit_once('.')).map_or("", |(_, ending)| ending);
    let has_ending = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    has_scheme || has_ending || words.starts_with(['/', '.']) || words.ends_with('/')
}

/// `[label]` at the beginning of a text.
fn undefined(text: &str) -> Option<(usize, Unread<'_>)> {
    let limit = text.floor_char_boundary(LONGEST.min(text.len()));
    let label = &text[1..1 + text[1..limit].find([']', '[', '\n'])?];
    let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
    let is_label =
        !label.trim().is_empty() && !is_number && !label.starts_with('^') && text[1 + label.len()..].starts_with(']');
    is_label.then_some((label.len() + 2, Unread::Undefined { label }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn addresses_with_spaces_and_labels_of_nothing_are_found() {
        for text in [
            "![](IMG_2026 (1).jpg)",
            "[doc](Minutes of March.docx)",
            "[n](mailto: a@b.c)",
            "[m](my folder/)",
            "![plan][plan-img]",
            "[the report][rep]",
            "[doc](a b.md \"Title\")",
            "[to](x/y z.md)",
        ] {
            assert_eq!(unread(&format!("See {text}, and")), [text]);
        }
        assert_eq!(unread("[a](b c.md) and ![d](e f.png)"), ["[a](b c.md)", "![d](e f.png)"]);
    }

    #[test]
    fn other_brackets_are_text() {
        for text in [
            "a[i][j]",
            "[x] (a b.md)",
            "[a](see below)",
            "f[0](a b)",
            "[](a)",
            "[a][]",
            "[a][^1]",
            "[1][",
            "[a](b\nc.md)",
            "[a](b c.md",
            "[ ][x]",
            "(see [1], p. 3)",
            "[1][2]",
            "[a](see Smith 2020, p. 3/4)",
            "[sic](and/or that)",
            "[a](b, etc.)",
        ] {
            assert_eq!(unread(text), [""; 0], "{text}");
        }
    }
}
