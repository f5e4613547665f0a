//! What a path inside a tree may look like. Works on text alone, never asks the disk.

use std::io;
use std::path::{Component, Path};
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Folders that hold no content however deep they lie, and often more files than the site.
const NEVER_WALKED: [&str; 3] = [".git", "node_modules", "$RECYCLE.BIN"];

/// Where Logseq keeps notes as they were, also those that were thrown away, beside the notes themselves.
const LOGSEQ_COPIES: [&str; 2] = ["logseq/bak", "logseq/version-files"];

/// The folder that build tools name so; it is walked unless it is marked as a cache, because it may
/// as well be the folder of an entry called "Target".
pub const BUILD_FOLDER: &str = "target";

/// The file that marks a folder as a cache (the Cache Directory Tagging Specification).
pub const CACHE_MARK: &str = "CACHEDIR.TAG";

/// Whether `path` names something below a root: names joined by single `/`, none of them `.` or
/// `..`, nothing that the machine reads as a drive or a root, and no NUL.
pub fn is_inside(path: &str) -> bool {
    let is_plain = |name: &str| {
        let mut components = Path::new(name).components();
        let first = components.next();
        matches!(first, Some(Component::Normal(found)) if found == name) && components.next().is_none()
    };
    !path.contains('\0') && path.split('/').all(is_plain)
}

/// Whether a folder holds nothing of the site, by its path.
pub fn is_never_walked(folder: &str) -> bool {
    let is_end = |end: &&str| folder.strip_suffix(*end).is_some_and(|above| above.is_empty() || above.ends_with('/'));
    NEVER_WALKED.iter().chain(&LOGSEQ_COPIES).any(is_end)
}

/// Refuses a path that could lead out of the tree.
pub fn checked(path: &str) -> io::Result<&str> {
    if is_inside(path) {
        return Ok(path);
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{path}` is not a path inside the site")))
}

/// `path` in Unicode form NFC, in which two spellings that look alike are alike.
pub fn to_nfc(path: &str) -> Arc<str> {
    if is_nfc(path) { path.into() } else { path.nfc().collect::<String>().into() }
}

/// `name` below `folder`; `folder` is empty for the root.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") }
}

/// All folders that `path` lies in, the innermost first: `a/b`, `a` for `a/b/c`.
pub fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_joined_by_slashes_are_inside() {
        for path in ["a", "a/b.md", "...", "a/..b", ".hidden/x", "a b/ü"] {
            assert!(is_inside(path), "{path}");
        }
        for path in ["", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/./b", "a\0b", "a/\0"] {
            assert!(!is_inside(path), "{path}");
        }
    }

    #[test]
    fn folders_of_other_programs_are_known_by_their_paths() {
        for folder in
            [".git", "content/node_modules", "static/$RECYCLE.BIN", "content/logseq/bak", "logseq/version-files"]
        {
            assert!(is_never_walked(folder), "{folder}");
        }
        for folder in ["", "content/bak", "content/my-logseq/bak", "content/logseq", "content/.github"] {
            assert!(!is_never_walked(folder), "{folder}");
        }
    }

    #[test]
    fn folders_above_a_path_come_innermost_first() {
        assert_eq!(folders_above("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(folders_above("a").count(), 0);
    }
}
