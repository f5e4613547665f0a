//! The long texts of an entry, which little else than its own page shows.
//!
//! They are most of what a site holds. Of one whose texts are more than memory should be filled with, they lie on a
//! shelf, and whoever wants one reads it from there.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::disk::Shelf;

#[derive(Clone, Debug)]
pub struct Text(Place);

#[derive(Clone, Debug)]
enum Place {
    Memory(Arc<str>),
    Shelf { shelf: Arc<Shelf>, at: u64, length: usize },
}

impl Text {
    pub fn read(&self) -> Cow<'_, str> {
        self.section(0..self.length())
    }

    /// What stands at a range of bytes, which must be one of whole characters. Nothing else is read.
    pub fn section(&self, range: Range<usize>) -> Cow<'_, str> {
        match &self.0 {
            Place::Memory(text) => Cow::Borrowed(&text[range]),
            Place::Shelf { shelf, at, .. } => Cow::Owned(shelf.get(at + range.start as u64, range.len())),
        }
    }

    /// The same of any range; none where it is not in the text, or where it cuts a character.
    pub fn part(&self, range: Range<usize>) -> Option<Cow<'_, str>> {
        if range.start > range.end || range.end > self.length() {
            return None;
        }
        match &self.0 {
            Place::Memory(text) => text.get(range).map(Cow::Borrowed),
            Place::Shelf { shelf, at, .. } => shelf.part(at + range.start as u64, range.len()).map(Cow::Owned),
        }
    }

    /// In bytes.
    pub fn length(&self) -> usize {
        match &self.0 {
            Place::Memory(text) => text.len(),
            Place::Shelf { length, .. } => *length,
        }
    }

    /// Puts it on a shelf, where there is room for it.
    pub fn put_on(&mut self, shelf: &Arc<Shelf>) {
        let Place::Memory(text) = &self.0 else { return };
        if let Some(at) = shelf.put(text) {
            self.0 = Place::Shelf { shelf: shelf.clone(), at, length: text.len() };
        }
    }
}

impl Default for Text {
    fn default() -> Text {
        Text::from("")
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(Place::Memory(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_the_same_in_memory_and_on_a_shelf_and_so_do_its_parts() {
        let held = Text::from("Café und Tee");
        let mut shelved = held.clone();
        shelved.put_on(&Shelf::of(tempfile::tempfile().unwrap()).into());
        assert!(matches!(shelved.0, Place::Shelf { .. }));
        assert_eq!((shelved.length(), shelved.read()), (held.length(), held.read()));
        for range in [0..0, 0..3, 3..5, 3..13, 13..13, 4..5, 3..4, 9..14, 14..20] {
            assert_eq!(shelved.part(range.clone()), held.part(range.clone()), "{range:?}");
        }
    }
}
