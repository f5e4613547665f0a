//! The link definitions of a text, `[label]: destination "title"`, with their places.

use std::ops::Range;

use super::events;
use super::mask::Masked;

/// Where each definition stands, and its destination; in their order. What only looks like one, in
/// code, is none.
pub fn definitions(text: &str) -> Vec<(Range<usize>, String)> {
    if !text.contains("]:") {
        return Vec::new();
    }
    let masked = Masked::new(text);
    let parser = events(&masked.text);
    let all = parser.reference_definitions().iter();
    let mut found: Vec<(Range<usize>, String)> =
        all.map(|(_, definition)| (definition.span.clone(), definition.dest.to_string())).collect();
    found.sort_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_with_their_titles_and_not_in_code() {
        let text =
            "[a]: ../x.md \"Title\"\n[b]:\n  held.md\n  'Title'\n[^c]: note\n\n> [q]: in.md\n\n```\n[d]: y.md\n```\n";
        let found = definitions(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(range, to)| (&text[range.clone()], &**to)).collect();
        assert_eq!(
            found,
            [("[a]: ../x.md \"Title\"", "../x.md"), ("[b]:\n  held.md\n  'Title'", "held.md"), ("[q]: in.md", "in.md")]
        );
    }
}
