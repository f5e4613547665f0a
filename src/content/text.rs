//! The long texts of an entry, which little else than its own page shows.
//!
//! They are most of what a site holds. Of one whose texts are more than memory should be filled with, they lie on a
//! shelf, and whoever wants one reads it from there.

use std::borrow::Cow;
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
        match &self.0 {
            Place::Memory(text) => Cow::Borrowed(text),
            Place::Shelf { shelf, at, length } => Cow::Owned(shelf.get(*at, *length)),
        }
    }

    /// In bytes.
    pub fn len(&self) -> usize {
        match &self.0 {
            Place::Memory(text) => text.len(),
            Place::Shelf { length, .. } => *length,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
