//! The files that a site's look is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of a theme, or of the site over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// What diagnostics call it: relative to the site's root, or `<theme loom>/…` where bundled.
    pub place: Arc<str>,
    pub bytes: Arc<[u8]>,
}

impl ThemeFile {
    /// Whether it came with the program.
    pub fn is_bundled(&self) -> bool {
        self.place.starts_with('<')
    }
}

/// Files by their path inside a theme: `templates/base.html`.
pub type Files = BTreeMap<Arc<str>, ThemeFile>;
