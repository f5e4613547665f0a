//! Folders and files in a site that are none of the site's.

use std::path::Path;

use super::paths::{CACHE_MARK, is_never_walked};
use super::publish::{LOCK, MANIFEST};

/// Whether a folder of a site's root holds nothing of the site: what was built or is being built,
/// caches, and what other programs keep for themselves.
pub fn holds_no_source(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.')
        || is_never_walked(&name)
        || [MANIFEST, LOCK, CACHE_MARK].iter().any(|mark| folder.join(mark).exists())
}

/// Whether a file of this name is a copy, a lock or a note that an editor or a desktop keeps for itself
/// beside the files of people. It may hold what was meant to be thrown away.
pub fn is_no_ones(name: &str) -> bool {
    let is_swap = name.starts_with('.') && name.rsplit_once(".sw").is_some_and(|(_, rest)| rest.len() == 1);
    let is_lock = name.starts_with(".#") || name.starts_with(".~lock.") || name.starts_with("~$");
    let is_unsaved = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    let is_being_saved = name.ends_with("___jb_tmp___") || name.ends_with("___jb_old___");
    let is_copy = ["~", ".kate-swp", ".bak", ".tmp", ".orig", ".rej"].iter().any(|end| name.ends_with(end));
    // Those of vim that do not begin with a dot, and the safe copies of macOS: `a.md.sb-1f2e3d4c-Xy3Zab`.
    let is_beside =
        [".swp", ".swo", ".swn"].iter().any(|end| name.strip_suffix(end).is_some_and(|of| of.contains('.')))
            || name.rsplit_once(".sb-").is_some_and(|(of, rest)| of.contains('.') && rest.contains('-'));
    let is_of_windows = name.ends_with(".lnk") || name.ends_with(":Zone.Identifier");
    is_swap
        || is_lock
        || is_unsaved
        || is_being_saved
        || is_copy
        || is_beside
        || is_of_windows
        || DESKTOP_FILES.contains(&name)
}

const DESKTOP_FILES: [&str; 5] = [".DS_Store", "Icon\r", "Thumbs.db", "desktop.ini", "ehthumbs.db"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_and_desktops_keep_beside_a_file_is_told_from_it() {
        for name in [
            "a.md~",
            ".a.md.swp",
            ".a.md.swo",
            ".a.md.swx",
            ".#a.md",
            "#a.md#",
            ".~lock.a.csv#",
            "a.md___jb_tmp___",
            "a.md___jb_old___",
            ".a.md.kate-swp",
            ".DS_Store",
            "Thumbs.db",
            "ehthumbs.db",
            "Icon\r",
            "~$report.docx",
            "a.md.bak",
            "a.tmp",
            "index.md.orig",
            "a.md.rej",
            "a.md.swp",
            "a.md.sb-1f2e3d4c-Xy3Zab",
            "a.lnk",
            "a.pdf:Zone.Identifier",
        ] {
            assert!(is_no_ones(name), "{name}");
        }
        for name in [
            "a.md",
            "#",
            "#a.md",
            "c#",
            ".htaccess",
            ".nojekyll",
            "a.swp",
            "a.sw",
            "a.sb-1",
            "original",
            "4913",
            "dots.swift",
            ".b.swift",
        ] {
            assert!(!is_no_ones(name), "{name}");
        }
    }

    #[test]
    fn what_was_built_and_what_others_keep_holds_no_source() {
        let root = tempfile::tempdir().unwrap();
        let folder = |name: &str, file: &str| {
            let folder = root.path().join(name);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(file), "").unwrap();
            holds_no_source(&folder)
        };
        assert!(folder("dist", MANIFEST));
        assert!(folder("new", LOCK));
        assert!(folder("target", CACHE_MARK));
        assert!(folder(".git", "HEAD"));
        assert!(folder("node_modules", "a.js"));
        assert!(!folder("content", "index.md"));
        assert!(!folder("public", "notes.md"));
    }
}
