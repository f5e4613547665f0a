//! The sentence around a link.

use std::sync::Arc;

/// Cut at sentence ends and to 240 characters; plain text. All of it is one text: a site holds as many of these as it
/// has links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    text: Arc<str>,
    /// Where the linked words begin and end.
    start: u32,
    end: u32,
}

impl Context {
    /// `marked` are the linked words.
    pub fn new(before: &str, marked: &str, after: &str) -> Context {
        let (start, end) = (before.len(), before.len() + marked.len());
        Context { text: [before, marked, after].concat().into(), start: start as u32, end: end as u32 }
    }

    pub fn before(&self) -> &str {
        &self.text[..self.start as usize]
    }

    pub fn marked(&self) -> &str {
        &self.text[self.start as usize..self.end as usize]
    }

    pub fn after(&self) -> &str {
        &self.text[self.end as usize..]
    }
}
