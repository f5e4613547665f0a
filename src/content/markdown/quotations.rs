//! The block quotations of a text, with their places: what somebody has said, and may not want to have said for ever.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use memchr::memchr;

use super::boxes::{Form, first_letter};
use super::events;
use super::html::{Token, tokens};
use super::mask::Masked;
use crate::content::blanks::apart;

/// Elements of HTML that hold what somebody has said.
const QUOTING: [&str; 2] = ["blockquote", "q"];

/// Where each of the outermost quotations stands, boxes that are called so and elements of HTML included. GitHub's alerts
/// are none.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let masked = Masked::new(text);
    let is_box = |range: &Range<usize>| match masked.boxes.get(&first_letter(text, range)).map(|line| &line.form) {
        Some(Form::Callout { name, .. }) => matches!(name.as_str(), "quote" | "cite"),
        Some(Form::Tab) | None => false,
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut elements = Elements::default();
    for (event, range) in events(&masked.text) {
        if let Event::Html(html) | Event::InlineHtml(html) = &event {
            elements.read(html, range.start);
        }
        let is_inside = found.last().is_some_and(|last| range.start < last.end);
        let is_quotation = match event {
            Event::Start(Tag::BlockQuote(None)) => true,
            Event::Start(Tag::Item) => is_box(&range),
            _ => false,
        };
        if is_quotation && !is_inside {
            found.push(range);
        }
    }
    found.extend(elements.ended(text.len()));
    apart(found)
}

/// The quoting elements of HTML that have been read, of which the tags stand in pieces that blank lines part.
#[derive(Default)]
struct Elements {
    found: Vec<Range<usize>>,
    /// Where the outermost open one begins, and how many are open.
    open: Option<(usize, usize)>,
}

impl Elements {
    fn read(&mut self, html: &str, start: usize) {
        if memchr(b'<', html.as_bytes()).is_none() {
            return;
        }
        for token in tokens(html) {
            let Token::Tag(tag) = token else { continue };
            if !QUOTING.contains(&tag.name.as_str()) {
                continue;
            }
            self.open = match self.open {
                None if tag.closes => None,
                None => Some((start + tag.range.start, 1)),
                Some((from, 1)) if tag.closes => {
                    self.found.push(from..start + tag.range.end);
                    None
                }
                Some((from, depth)) => Some((from, if tag.closes { depth - 1 } else { depth + 1 })),
            };
        }
    }

    /// All of them. One that nobody closed goes to the end of the text: too much is better withheld than too little.
    fn ended(mut self, end: usize) -> Vec<Range<usize>> {
        self.found.extend(self.open.map(|(from, _)| from..end));
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_in_boxes_and_so_are_boxes_of_quotations() {
        let text = "> a\n> > b\n\n!!! note\n    > c\n\n!!! quote \"D\"\n    d\n\n> [!NOTE]\n> e\n\n```\n> f\n```\n";
        let found: Vec<&str> = quotations(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(found, ["> a\n> > b", "> c", "!!! quote \"D\"\n    d"]);
    }

    #[test]
    fn quotations_are_found_in_html_with_all_that_is_in_them() {
        let found = |text: &'static str| -> Vec<&str> {
            quotations(text).into_iter().map(|range| text[range].trim()).collect()
        };
        assert_eq!(found("a <q>b <q>c</q> d</q> e `<q>f</q>` </q> g"), ["<q>b <q>c</q> d</q>"]);
        assert_eq!(
            found("<blockquote cite=\"x\">\n\n> a\n\n**b**\n\n</BLOCKQUOTE>\nc\n\nd"),
            ["<blockquote cite=\"x\">\n\n> a\n\n**b**\n\n</BLOCKQUOTE>"]
        );
        assert_eq!(found("<quote>a</quote>\n\n<div><q>b\n\nc"), ["<q>b\n\nc"]);
    }
}
