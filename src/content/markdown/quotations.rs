//! The block quotations of a text, with their places: what somebody has said, and may not want to have said for ever.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::boxes::{Form, first_letter};
use super::events;
use super::mask::Masked;

/// Where each of the outermost quotations stands, boxes that are called so included. GitHub's alerts are none.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let masked = Masked::new(text);
    let is_box = |range: &Range<usize>| match masked.boxes.get(&first_letter(text, range)).map(|line| &line.form) {
        Some(Form::Callout { name, .. }) => matches!(name.as_str(), "quote" | "cite"),
        Some(Form::Tab) | None => false,
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for (event, range) in events(&masked.text) {
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
    found
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
}
