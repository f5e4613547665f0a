//! Quotations, and the callouts that begin with `[!name]`.
//!
//! GitHub's five alerts are written as GitHub does; a title behind the name, `-` and `+` for a
//! callout that folds, and more names are written as Obsidian does, whose vaults people bring along.
//! An unknown name is a note with the name as its title; it is never an error.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use super::marks::Mark;
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
pub struct Marker {
    name: String,
    /// Whether it folds, and is open at first.
    folds: Option<bool>,
    /// Where the title stands in the raw text; empty where there is none.
    pub title: Range<usize>,
    /// Where the line ends in the parsed text.
    end: usize,
}

impl<'a> Writer<'a> {
    pub fn start_quotation(&mut self, kind: Option<BlockQuoteKind>, range: &Range<usize>) {
        let masked = self.masked;
        let form = match (kind, marker(&masked.raw, range)) {
            (Some(kind), _) => self.start_callout(name(kind), None, 0..0, range),
            (None, Some(marker)) => {
                // What is hidden may run over the end of the line.
                let end = masked.line_end(marker.end);
                let title = self.whole_title(marker.title.start..end, range);
                let form = self.start_callout(&marker.name, marker.folds, title, range);
                // Only from here on, since the title is read as a part of it.
                self.passed_over = range.start..end;
                form
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

    /// `title` is where the title stands in the raw text; it may be empty.
    pub fn start_callout(
        &mut self,
        name: &str,
        folds: Option<bool>,
        title: Range<usize>,
        range: &Range<usize>,
    ) -> Quotation {
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
        // The icon and the title stand side by side, however many pieces the title has.
        if title.is_empty() || !self.write_title("<span>", title, "</span>") {
            match known {
                Some(_) => self.say(key),
                None => self.write_text(&capitalise(&name.replace(['-', '_'], " "))),
            }
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
pub fn marker(raw: &str, range: &Range<usize>) -> Option<Marker> {
    let quotation = raw.get(range.clone())?;
    let is_space = |c: char| c.is_whitespace() && c != '\n';
    // Most quotations go no further: one line can begin thousands, and is not to be read to its end for each of them.
    let inner = quotation.trim_start_matches(is_space).strip_prefix('>')?.trim_start_matches(is_space);
    let inner = inner.strip_prefix("[!")?;
    let start = range.end - inner.len();
    let inner = inner.split_inclusive('\n').next()?;
    let (name, behind) = inner.split_once(']')?;
    // Themes of Obsidian take what stands behind a bar as a matter of looks: `[!quote|right]`.
    let name = name.split('|').next().unwrap_or(name);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    let (folds, title) = match behind.as_bytes().first() {
        Some(b'-') => (Some(false), &behind[1..]),
        Some(b'+') => (Some(true), &behind[1..]),
        _ => (None, behind),
    };
    // `[!name](target)` and `[!name][label]` are links.
    let is_marker = is_name && !title.starts_with(['(', '[']);
    let end = start + inner.len();
    let title_start = end - title.trim_start().len();
    let title = title_start..title_start + title.trim().len();
    is_marker.then(|| Marker { name: name.trim().to_lowercase(), folds, title, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Option<(String, Option<bool>, &str)> {
        marker(raw, &(0..raw.len())).map(|marker| (marker.name, marker.folds, &raw[marker.title]))
    }

    #[test]
    fn a_marker_has_a_name_and_may_fold_and_have_a_title() {
        assert_eq!(read("> [!tip]\n> x"), Some(("tip".into(), None, "")));
        assert_eq!(read(">[!FAQ]- Why *so*?"), Some(("faq".into(), Some(false), "Why *so*?")));
        assert_eq!(read("> [!to-do]+\n"), Some(("to-do".into(), Some(true), "")));
        assert_eq!(read("> [!quote|right wide]- So\n"), Some(("quote".into(), Some(false), "So")));
    }

    #[test]
    fn links_and_brackets_are_no_markers() {
        for raw in ["> [!x](y)", "> [!x][y]", "> [!]", "> [! x", "> ![x]", "> a [!x]", "> [!a*b*]"] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }
}
