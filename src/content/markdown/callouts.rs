//! Quotations, and the callouts that begin with `[!name]`.
//!
//! GitHub's five alerts are written as GitHub does; a title behind the name, `-` and `+` for a
//! callout that folds, and more names are written as Obsidian does, whose vaults people bring along.
//! An unknown name is a note with the name as its title; it is never an error.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Parser};

use super::marks::Mark;
use super::mask::{MaskKind, Masked, Piece};
use super::wiki::Wiki;
use super::writer::Writer;
use crate::content::capitalise;

/// What an open quotation is closed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotation {
    Words,
    Callout,
    Folding,
}

/// How a callout is shown: its class and icon, and the string that names it where it has no title.
struct Look {
    class: &'static str,
    icon: &'static str,
    key: &'static str,
}

const NOTE: Look = Look { class: "note", icon: "note", key: "callout-note" };
const TIP: Look = Look { class: "tip", icon: "tip", key: "callout-tip" };
const IMPORTANT: Look = Look { class: "important", icon: "important", key: "callout-important" };
const WARNING: Look = Look { class: "care", icon: "care", key: "callout-warning" };
const CAUTION: Look = Look { class: "care", icon: "care", key: "callout-caution" };
const EXAMPLE: Look = Look { class: "example", icon: "example", key: "callout-example" };
const QUESTION: Look = Look { class: "question", icon: "question", key: "callout-question" };

fn look(name: &str) -> Option<&'static Look> {
    Some(match name {
        "note" | "info" => &NOTE,
        "tip" | "hint" => &TIP,
        "important" => &IMPORTANT,
        "warning" | "attention" | "care" => &WARNING,
        "caution" | "danger" => &CAUTION,
        "example" => &EXAMPLE,
        "question" | "help" | "faq" => &QUESTION,
        _ => return None,
    })
}

/// The first line of a callout.
#[derive(Debug, PartialEq, Eq)]
struct Marker<'t> {
    name: String,
    /// Whether it folds, and is open at first.
    folds: Option<bool>,
    title: &'t str,
    /// Where the line ends in the parsed text.
    end: usize,
}

impl<'a> Writer<'a> {
    pub fn start_quotation(&mut self, kind: Option<BlockQuoteKind>, range: &Range<usize>) {
        let masked = self.masked;
        let form = match (kind, marker(&masked.raw, range)) {
            (Some(kind), _) => self.start_callout(name(kind), None, "", range),
            (None, Some(marker)) => {
                self.passed_over = range.start..marker.end;
                self.start_callout(&marker.name, marker.folds, marker.title, range)
            }
            (None, None) => {
                self.pull.open(self.depth);
                self.open("<blockquote>\n", range);
                Quotation::Words
            }
        };
        self.quotations.push(form);
    }

    pub fn end_quotation(&mut self) {
        match self.quotations.pop() {
            Some(form @ (Quotation::Callout | Quotation::Folding)) => self.end_callout(form),
            Some(Quotation::Words) | None => {
                self.pull.close(self.depth);
                self.close("</blockquote>\n");
            }
        }
    }

    pub fn start_callout(&mut self, name: &str, folds: Option<bool>, title: &str, range: &Range<usize>) -> Quotation {
        let known = look(name);
        let Look { class, icon, key } = known.unwrap_or(&NOTE);
        let (form, element, attributes, head) = match folds {
            None => (Quotation::Callout, "div", " role=\"note\"", "p"),
            Some(false) => (Quotation::Folding, "details", "", "summary"),
            Some(true) => (Quotation::Folding, "details", " open", "summary"),
        };
        self.open(&format!("<{element} class=\"callout callout--{class}\"{attributes}>"), range);
        self.out.push_str(&format!("<{head} class=\"callout-t\">"));
        let svg =
            format!("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><use href=\"#_i-{icon}\"/></svg>");
        self.marks.push(&mut self.out, Mark::Literal(Cow::Owned(svg)));
        match (title.trim(), known) {
            ("", Some(_)) => self.say(key),
            ("", None) => self.write_text(&capitalise(&name.replace(['-', '_'], " "))),
            (title, _) => self.write_text(&words(title)),
        }
        self.end_block_text();
        self.out.push_str(&format!("</{head}>\n"));
        form
    }

    pub fn end_callout(&mut self, form: Quotation) {
        self.close(if form == Quotation::Folding { "</details>\n" } else { "</div>\n" });
    }

    /// Whether an event belongs to the first line of a callout, which has been written by then.
    pub fn is_passed_over(&self, range: &Range<usize>) -> bool {
        self.passed_over.start < range.start && range.end <= self.passed_over.end
    }
}

fn name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

/// The marker that a quotation begins with.
fn marker<'t>(raw: &'t str, range: &Range<usize>) -> Option<Marker<'t>> {
    let quotation = raw.get(range.clone())?;
    let is_space = |c: char| c.is_whitespace() && c != '\n';
    // Most quotations go no further: one line can begin thousands, and is not to be read to its end for each of them.
    let inner = quotation.trim_start_matches(is_space).strip_prefix('>')?.trim_start_matches(is_space);
    let inner = inner.strip_prefix("[!")?;
    let start = range.end - inner.len();
    let inner = inner.split_inclusive('\n').next()?;
    let (name, behind) = inner.split_once(']')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    let (folds, title) = match behind.as_bytes().first() {
        Some(b'-') => (Some(false), &behind[1..]),
        Some(b'+') => (Some(true), &behind[1..]),
        _ => (None, behind),
    };
    // `[!name](target)` and `[!name][label]` are links.
    let is_marker = is_name && !title.starts_with(['(', '[']);
    is_marker.then(|| Marker { name: name.trim().to_lowercase(), folds, title, end: start + inner.len() })
}

/// What stands before a title while it is read, so that nothing at its beginning makes a list or a heading of it.
const BEFORE: &str = "x ";

/// The words of a title without its marks: a heading of a box leads nowhere.
pub fn words(title: &str) -> String {
    let line = format!("{BEFORE}{}", title.trim());
    let masked = Masked::new(&line);
    let mut words = String::new();
    for (event, range) in Parser::new_ext(&masked.text, super::OPTIONS).into_offset_iter() {
        let text = match event {
            Event::Text(text) | Event::Code(text) => text,
            Event::InlineMath(_) | Event::DisplayMath(_) => masked.text[range.clone()].to_owned().into(),
            _ => continue,
        };
        for piece in masked.pieces(&text, &range) {
            match piece {
                Piece::Text(_, plain) => words.push_str(plain),
                Piece::Hidden(mask) if mask.kind == MaskKind::Comment => {}
                Piece::Hidden(mask) => match Wiki::parse(masked.source(mask)) {
                    Some(wiki) => words.push_str(wiki.words()),
                    None => words.push_str(masked.source(mask)),
                },
            }
        }
    }
    words.strip_prefix(BEFORE).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Option<(String, Option<bool>, &str)> {
        marker(raw, &(0..raw.len())).map(|marker| (marker.name, marker.folds, marker.title))
    }

    #[test]
    fn a_marker_has_a_name_and_may_fold_and_have_a_title() {
        assert_eq!(read("> [!tip]\n> x"), Some(("tip".into(), None, "\n")));
        assert_eq!(read(">[!FAQ]- Why *so*?"), Some(("faq".into(), Some(false), " Why *so*?")));
        assert_eq!(read("> [!to-do]+\n"), Some(("to-do".into(), Some(true), "\n")));
    }

    #[test]
    fn a_title_is_one_line_of_words() {
        for (title, expected) in [
            ("A *b* `c` [d](e) [[f|g]]", "A b c d g"),
            ("1. Prepare", "1. Prepare"),
            ("# x", "# x"),
            ("---", "---"),
            ("$5 and $x$", "$5 and $x$"),
            ("T %% for us %% <!-- alone -->", "T  "),
            ("", ""),
        ] {
            assert_eq!(words(title), expected, "{title}");
        }
    }

    #[test]
    fn links_and_brackets_are_no_markers() {
        for raw in ["> [!x](y)", "> [!x][y]", "> [!]", "> [! x", "> ![x]", "> a [!x]", "> [!a*b*]"] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }

    #[test]
    fn titles_are_plain_words() {
        assert_eq!(words(" **Take** `care` of [[method/x|the list]] & [this](y) "), "Take care of the list & this");
    }
}
