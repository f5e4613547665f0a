//! The texts that problems point into.

use crate::diagnostics::Sources;
use crate::disk::Disk;
use crate::theme::bundled_text;

/// Files of the site, and those of bundled themes.
pub struct SiteSources<'a>(pub &'a dyn Disk);

impl Sources for SiteSources<'_> {
    fn text(&self, file: &str) -> Option<String> {
        match self.0.read(file) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(_) => bundled_text(file),
        }
    }
}
