//! Files that are published as one, and which files those are.

pub const SHEETS: &str = "assets/css/";
/// The site's own sheet; it has the last word.
pub const SITE_SHEET: &str = "assets/css/site.css";
pub const SCRIPT: &str = "assets/js/theme.js";
/// What a theme adds to the script of the one it extends.
pub const MORE_SCRIPT: &str = "assets/js/theme/";
/// The parts of the script that is loaded when somebody searches.
pub const SEARCH: &str = "assets/js/search/";

/// A file made of others, under a name that changes with its bytes, so that it can be kept for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Relative to the site's home; empty where there is nothing to load.
    pub url: String,
    pub bytes: Vec<u8>,
}

impl Bundle {
    pub fn new(stem: &str, ending: &str, text: String) -> Bundle {
        let print = twox_hash::XxHash3_64::oneshot(text.as_bytes());
        Bundle { url: format!("assets/{stem}.{:08x}.{ending}", print >> 32), bytes: text.into_bytes() }
    }
}

/// Whether a file goes into a bundle, and not into the output by itself.
pub fn is_bundled(path: &str) -> bool {
    path == SCRIPT
        || path.starts_with(MORE_SCRIPT)
        || path.starts_with(SEARCH)
        || (path.starts_with(SHEETS) && path.ends_with(".css"))
}
