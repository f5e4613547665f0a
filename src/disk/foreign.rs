//! Folders in a site's root that are none of the site's.

use std::path::Path;

use super::paths::{CACHE_MARK, NEVER_WALKED};
use super::publish::{LOCK, MANIFEST};

/// Whether a folder of a site's root holds nothing of the site: what was built or is being built,
/// caches, and what other programs keep for themselves.
pub fn holds_no_source(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.')
        || NEVER_WALKED.contains(&&*name)
        || [MANIFEST, LOCK, CACHE_MARK].iter().any(|mark| folder.join(mark).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

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
