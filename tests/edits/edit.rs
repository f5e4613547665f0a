//! An edit of a site's files.

use copsite::site::Change;

/// What was done to the files, how it is told, and what it should cost. None where that depends.
pub struct Edit {
    pub name: &'static str,
    pub changes: Vec<Change>,
    /// Whether anything is shown in another way afterwards.
    pub is_change: bool,
    /// The slug of the entry it is about.
    pub slug: String,
    pub read: Option<usize>,
    pub woven: Option<usize>,
    /// At most so many.
    pub cards: Option<usize>,
}
