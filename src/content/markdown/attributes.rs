//! Attributes as MkDocs and Jekyll write them, `![map](map.png){ width=300 }`, `[words](page.md){: .button }`, or on a line of
//! their own at the end of a paragraph.
//!
//! The width of an image is what copsite makes of them. How anything else looks is the theme's to say, so that they are
//! left out. Those of headings are the parser's, but for `{: … }`, which it takes for text.

use std::ops::Range;

use super::image_width;
use super::mask::{Mask, MaskKind, Masked};
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

const LONGEST: usize = 256;

/// What says nothing that a page of copsite would lack.
const NEEDLESS: [&str; 6] = ["height", "loading", "decoding", "target", "rel", "markdown"];

/// What else is believed to be an attribute though neither a class nor an id stands beside it.
const KNOWN: [&str; 9] = ["align", "alt", "class", "download", "hreflang", "id", "lang", "style", "width"];

/// The attributes at `at` of a text, where a brace stands.
pub fn find(raw: &str, at: usize) -> Option<Mask> {
    let limit = raw.floor_char_boundary((at + LONGEST).min(raw.len()));
    let end = at + raw[at..limit].find('}')? + 1;
    let range = at..end;
    let is_list = read(&raw[range.clone()]).is_some()
        && (is_behind_element(raw, at) || is_line(raw, &range) || is_heading(raw, &range));
    is_list.then_some(Mask { range, kind: MaskKind::Attributes })
}

/// Right behind a link, an image, code or emphasis.
fn is_behind_element(raw: &str, at: usize) -> bool {
    let before = &raw[..at];
    // A sign between another and what is hidden would not end emphasis.
    let ends_emphasis = || before.ends_with('*') && before.trim_end_matches('*').ends_with(char::is_alphanumeric);
    before.ends_with([')', ']']) || before.ends_with('`') && !before.ends_with("```") || ends_emphasis()
}

/// A line of its own under one of text, and under none of a table, of which it would be a row.
fn is_line(raw: &str, range: &Range<usize>) -> bool {
    let is_text = |line: &str| !line.is_empty() && !line.starts_with('|');
    ends_line(raw, range.end) && above(raw, range.start).is_some_and(is_text)
}

/// The line above one that begins at a place.
fn above(raw: &str, at: usize) -> Option<&str> {
    let above = raw[..at].trim_end_matches([' ', '\t', '>']).strip_suffix('\n')?;
    above.rsplit('\n').next().map(str::trim)
}

/// At the end of a heading.
fn is_heading(raw: &str, range: &Range<usize>) -> bool {
    let nearest = raw.ceil_char_boundary(range.start.saturating_sub(LONGEST));
    let before = &raw[nearest..range.start];
    let line = before.rsplit_once('\n').map_or_else(|| Some(before).filter(|_| nearest == 0), |(_, line)| Some(line));
    line.is_some_and(|line| line.starts_with('#')) && ends_line(raw, range.end) && raw[range.clone()].starts_with("{:")
}

fn ends_line(raw: &str, end: usize) -> bool {
    let behind = raw[end..].trim_start_matches([' ', '\t']);
    behind.is_empty() || behind.starts_with(['\n', '\r'])
}

/// Names and values, classes by `class` and ids by `id`; nothing for braces around anything else.
fn read(source: &str) -> Option<Vec<(&str, &str)>> {
    let inner = source.strip_prefix('{')?.strip_suffix('}')?;
    let mut rest = inner.strip_prefix(':').unwrap_or(inner).trim();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (attribute, behind) = first(rest)?;
        found.push(attribute);
        rest = behind.trim_start();
    }
    // Words alone, and names that nobody knows, may be anything.
    let is_told = |(name, value): &(&str, &str)| !value.is_empty() && (inner.starts_with(':') || is_known(name));
    found.first().is_some_and(is_told).then_some(found)
}

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name) || NEEDLESS.contains(&name) || name.starts_with("data-")
}

/// The attribute that a list begins with, and what is behind it.
fn first(list: &str) -> Option<((&str, &str), &str)> {
    let (name, behind) = list.split_at(list.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(list.len()));
    let (attribute, behind) = match (name.strip_prefix('.'), name.strip_prefix('#')) {
        (Some(class), _) => (("class", class), behind),
        (_, Some(id)) => (("id", id), behind),
        _ => match behind.strip_prefix('=') {
            Some(behind) => {
                let (value, behind) = value(behind)?;
                ((name, value), behind)
            }
            None => ((name, ""), behind),
        },
    };
    let is_word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c));
    let is_whole = behind.is_empty() || behind.starts_with(char::is_whitespace);
    let is_attribute = !name.is_empty() && is_word(name.trim_start_matches(['.', '#'])) && name.len() > 1;
    (is_attribute && is_whole).then_some((attribute, behind))
}

/// A value, and what is behind it.
fn value(text: &str) -> Option<(&str, &str)> {
    match text.chars().next()? {
        quote @ ('"' | '\'') => text[1..].split_once(quote),
        _ => Some(text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))),
    }
}

/// The width of the image that ends at `end`, in CSS pixels.
pub fn width_behind(masked: &Masked, end: usize) -> Option<u32> {
    let mask = masked.mask_at(end).filter(|mask| mask.kind == MaskKind::Attributes)?;
    let attributes = read(masked.source(mask))?;
    attributes.into_iter().find(|(name, _)| *name == "width").and_then(|(_, width)| image_width::width(width))
}

impl Writer<'_> {
    /// Takes the id of a heading from its attributes, and tells once for each of them on a page what nothing is made of.
    pub fn attributes(&mut self, source: &str, range: Range<usize>) {
        let attributes = read(source).unwrap_or_default();
        let id = attributes.iter().find(|(name, _)| *name == "id");
        let is_under_heading = above(&self.masked.raw, range.start).is_some_and(|line| line.starts_with('#'));
        let is_named = id.is_some_and(|(_, id)| self.name_heading(id, is_under_heading));
        let is_unused = |(name, value): &(&str, &str)| match *name {
            "width" => image_width::width(value).is_none(),
            "id" => !is_named,
            name => !NEEDLESS.contains(&name),
        };
        if !attributes.iter().any(is_unused) || !self.reported.insert(format!("attributes {source}")) {
            return;
        }
        let found =
            Diagnostic::new(Code::ForeignSyntax, format!("`{source}` is a sign of another tool; it is left out"))
                .at(self.span(range))
                .help("how things look is the theme's to say: take it out, or write the element in HTML");
        self.result.diagnostics.push(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(raw: &str) -> Vec<&str> {
        raw.match_indices('{').filter_map(|(at, _)| find(raw, at)).map(|mask| &raw[mask.range]).collect()
    }

    #[test]
    fn attributes_stand_behind_an_element_or_on_a_line_under_text() {
        assert_eq!(
            hidden("[a](b){.c it} ![d](e){ width=\"300\" } `f`{: .g #h }"),
            ["{.c it}", "{ width=\"300\" }", "{: .g #h }"]
        );
        assert_eq!(hidden("*a*{ .b }\n{: .c dd='e f'}\n"), ["{ .b }", "{: .c dd='e f'}"]);
        assert_eq!(hidden("## A {: #b }\n# C {#d}"), ["{: #b }"]);
        assert_eq!(hidden("> a\r\n> {.b}\r\n"), ["{.b}"]);
        assert_eq!(hidden("- a\n  { .b }"), ["{ .b }"]);
    }

    #[test]
    fn other_braces_are_text() {
        for raw in [
            "f(n){step=1}",
            "(Table){ref=tab}",
            "a {.b}",
            "f(){ return }",
            "(a){b}",
            "x_{i}",
            "$x_{i=1}$",
            "[a](b){}",
            "[a](b){ . }",
            "[a](b){c d}",
            "[a](b){c .d}",
            "|a|\n|-|\n{: .b}",
            "{: .a}",
            "```{.a}",
            "[a](b){.c",
            "*{ = }",
            "[a](b){ c=\"d\"e }",
        ] {
            assert_eq!(hidden(raw), [""; 0], "{raw}");
        }
    }
}
