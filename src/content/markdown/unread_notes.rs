//! The notes that no page shows, since nothing refers to them.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::OPTIONS;
use super::mask::Masked;
use super::notes::{key, labels};

/// Where their definitions stand, in their order. A note that only such a note refers to is one of them.
pub fn unread_notes(text: &str) -> Vec<Range<usize>> {
    if !text.contains("[^") {
        return Vec::new();
    }
    let masked = Masked::new(text);
    let mut notes: BTreeMap<String, Note> = BTreeMap::new();
    let mut read: Vec<String> =
        masked.boxes.values().flat_map(|line| labels(&masked.raw[line.title.clone()])).map(key).collect();
    let mut open: Vec<String> = Vec::new();
    for (event, range) in Parser::new_ext(&masked.text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                open.push(key(&label));
                notes.entry(key(&label)).or_default().places.push(range);
            }
            Event::End(TagEnd::FootnoteDefinition) => drop(open.pop()),
            Event::FootnoteReference(label) => match open.last() {
                Some(within) => notes.entry(within.clone()).or_default().refers.push(key(&label)),
                None => read.push(key(&label)),
            },
            _ => {}
        }
    }
    while let Some(label) = read.pop() {
        read.extend(notes.remove(&label).into_iter().flat_map(|note| note.refers));
    }
    let mut unread: Vec<Range<usize>> = notes.into_values().flat_map(|note| note.places).collect();
    unread.sort_by_key(|range| range.start);
    unread
}

#[derive(Default)]
struct Note {
    /// More than one where a label stands twice.
    places: Vec<Range<usize>>,
    refers: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_where_the_text_or_another_note_that_is_read_refers_to_them() {
        let text = "a[^One]\n\n!!! tip \"b[^boxed]\"\n    c\n\n[^one]: d[^two]\n\n[^two]: e\n\n[^boxed]: f\n\n[^lost]: g[^gone]\n\n    h\n\n[^gone]: i\n";
        let found: Vec<&str> = unread_notes(text).into_iter().map(|range| text[range].trim_end()).collect();
        assert_eq!(found, ["[^lost]: g[^gone]\n\n    h", "[^gone]: i"]);
    }
}
