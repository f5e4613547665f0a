//! The texts that problems point into.

use crate::diagnostics::Sources;
use crate::disk::Disk;
use crate::theme::bundled_text;

/// Files of the site, and those of bundled themes.
pub struct SiteSources<'a>(pub &'a dyn Disk);

impl Sources for SiteSources<'_> {
    fn text(&self, file: &str) -> Option<String> {
        match self.0.read(file).ok().or_else(|| self.stored_otherwise(file)) {
            Some(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            None => bundled_text(file),
        }
    }
}

impl SiteSources<'_> {
    /// A file whose name the disk spells in another Unicode form.
    fn stored_otherwise(&self, file: &str) -> Option<Vec<u8>> {
        let found =
            (!file.is_ascii()).then(|| self.0.walk(""))?.files.into_iter().find(|found| *found.path == *file)?;
        self.0.read(&found.stored).ok()
    }
}
