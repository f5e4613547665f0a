//! What happened on disk, as far as its place tells.

use std::sync::Arc;

use super::{CONFIG_FILE, DISMISSED_FILE};

/// One change. Paths are relative to the root and spelt as the disk spells them; a path may by now be
/// gone, or be a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Config,
    /// A file of the theme, or one that the site puts over it.
    Theme,
    /// A text under `content/`.
    Entry(Arc<str>),
    /// Another file of the content, of `static/` or of `data/`.
    Asset(Arc<str>),
    /// Which suggestions nobody wants to see any more.
    Dismissed,
    /// Anything anywhere: what is not known, or an event was lost.
    Rescan,
}

impl Change {
    /// A change of what stands at `path`.
    pub fn at(path: &str) -> Change {
        let first = path.split('/').next().unwrap_or_default();
        match first {
            CONFIG_FILE => Change::Config,
            DISMISSED_FILE => Change::Dismissed,
            "themes" | "templates" | "assets" | "i18n" => Change::Theme,
            "content" if is_text(path) => Change::Entry(path.into()),
            "content" | "static" | "data" => Change::Asset(path.into()),
            // It may be linked to from the content.
            _ => Change::Rescan,
        }
    }
}

/// Whether a file of the content may be an entry.
pub fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_tells_what_changed() {
        for (path, expected) in [
            ("copsite.toml", Change::Config),
            ("weave-dismissed.txt", Change::Dismissed),
            ("templates/base.html", Change::Theme),
            ("themes/ours", Change::Theme),
            ("content/stories/a.MD", Change::Entry("content/stories/a.MD".into())),
            ("content/stories/a.png", Change::Asset("content/stories/a.png".into())),
            ("content", Change::Asset("content".into())),
            ("data/people.csv", Change::Asset("data/people.csv".into())),
            ("shared/a.md", Change::Rescan),
            ("static.md", Change::Rescan),
            ("", Change::Rescan),
        ] {
            assert_eq!(Change::at(path), expected, "{path}");
        }
    }
}
