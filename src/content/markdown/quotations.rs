//! The block quotations of a text, with their places: what somebody has said, and may not want to have said for ever.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use memchr::memchr;

use super::boxes::{Form, first_letter};
use super::comments::comments;
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
    let mut elements = Elements { comments: comments(text), ..Elements::default() };
    for (event, range) in events(&masked.text) {
        match &event {
            Event::Html(html) | Event::InlineHtml(html) => elements.read(html, range.start),
            Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_)) => elements.end_block(range.end),
            _ => {}
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
    comments: Vec<Range<usize>>,
    found: Vec<Range<usize>>,
    open: Option<Open>,
}

/// The outermost one that is open.
struct Open {
    start: usize,
    /// How many are, it included.
    depth: usize,
    /// Where the block ends in which it was opened, if it is one of a line.
    block: Option<usize>,
    is_inline: bool,
}

impl Elements {
    fn read(&mut self, html: &str, start: usize) {
        if memchr(b'<', html.as_bytes()).is_none() {
            return;
        }
        for token in tokens(html) {
            let Token::Tag(tag) = token else { continue };
            if !QUOTING.contains(&tag.name.as_str()) || self.is_comment(start + tag.range.start) {
                continue;
            }
            self.open = match self.open.take() {
                None if tag.closes => None,
                None => {
                    let is_inline = tag.name == "q";
                    Some(Open { start: start + tag.range.start, depth: 1, block: None, is_inline })
                }
                Some(open) if tag.closes && open.depth == 1 => {
                    self.found.push(open.start..start + tag.range.end);
                    None
                }
                Some(open) => {
                    let depth = if tag.closes { open.depth - 1 } else { open.depth + 1 };
                    Some(Open { depth, ..open })
                }
            };
        }
    }

    fn is_comment(&self, at: usize) -> bool {
        let before = self.comments.partition_point(|comment| comment.start <= at);
        self.comments[..before].last().is_some_and(|comment| at < comment.end)
    }

    fn end_block(&mut self, end: usize) {
        if let Some(open) = self.open.as_mut().filter(|open| open.is_inline) {
            open.block.get_or_insert(end);
        }
    }

    /// All of them. One that nobody closed goes to the end of its block, or of the text where it is a block itself: too
    /// much is better withheld than too little.
    fn ended(mut self, end: usize) -> Vec<Range<usize>> {
        self.found.extend(self.open.map(|open| open.start..open.block.unwrap_or(end)));
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
        assert_eq!(found("<quote>a</quote>\n\n<div>\n<q>b\n</div>\n\nc"), ["<q>b\n</div>"]);
        assert_eq!(found("a <q>b\n\nc"), ["<q>b"]);
        assert_eq!(found("<blockquote>\n\na\n\nb"), ["<blockquote>\n\na\n\nb"]);
        assert_eq!(found("<!--\n<q>\n-->\n\na"), [""; 0]);
    }
}
