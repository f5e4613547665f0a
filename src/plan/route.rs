//! A URL of the site.

use std::borrow::Borrow;
use std::sync::Arc;

pub use crate::config::encode_path as encode;

/// A path relative to the site's home, not percent-encoded: empty for the home page, `stories/x/`
/// for a page, `feed.xml` for a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Borrow<str> for Route {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Route {
    pub fn new(path: impl Into<Arc<str>>) -> Route {
        Route(path.into())
    }

    pub fn path(&self) -> &str {
        &self.0
    }

    /// The file it is published as, relative to the output folder.
    pub fn file(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}index.html", self.0) } else { self.0.to_string() }
    }

    /// Percent-encoded, for links.
    pub fn href(&self) -> String {
        encode(&self.0)
    }

    /// What leads from this page to the home page: `./`, `../../`.
    pub fn base(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}
