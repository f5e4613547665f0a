//! What a change to a site's files has changed, and how much was done for it.

use std::sync::Arc;

use super::News;
use crate::content::Doc;

/// How much was done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Texts and data files that were read.
    pub read: usize,
    pub woven: usize,
    /// Cards that were made.
    pub cards: usize,
}

impl Work {
    /// What was done after `before`.
    pub fn since(self, before: Work) -> Work {
        Work { read: self.read - before.read, woven: self.woven - before.woven, cards: self.cards - before.cards }
    }
}

/// What a change has changed.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// Whether anything is shown or said in another way.
    pub is_change: bool,
    /// Whether pages may look another way though their HTML is the same.
    pub assets: bool,
    /// The entries whose texts were edited.
    pub edited: Vec<Arc<Doc>>,
    /// What was done for it.
    pub work: Work,
}

/// What has to be made anew.
#[derive(Default)]
pub struct Changed {
    pub setup: bool,
    pub look: bool,
    pub news: News,
    pub woven: bool,
    pub day: bool,
}
