//! The themes that are part of the program, as files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::files::{Files, ThemeFile};

static THEMES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Theme name → path inside the theme → file.
static BY_NAME: LazyLock<BTreeMap<String, Files>> = LazyLock::new(|| {
    THEMES
        .dirs()
        .filter_map(|theme| {
            let name = theme.path().to_str()?;
            let mut files = Files::new();
            collect(theme, name, theme.path(), &mut files);
            Some((name.to_owned(), files))
        })
        .collect()
});

fn collect(folder: &Dir<'static>, theme: &str, root: &Path, files: &mut Files) {
    for file in folder.files() {
        if let Some(path) = file.path().strip_prefix(root).ok().and_then(Path::to_str) {
            let path = path.replace('\\', "/");
            let place = format!("<theme {theme}>/{path}");
            files.insert(path.into(), ThemeFile { place: place.into(), bytes: file.contents().into() });
        }
    }
    for inner in folder.dirs() {
        collect(inner, theme, root, files);
    }
}

/// The names of all bundled themes, sorted.
pub fn names() -> Vec<&'static str> {
    BY_NAME.keys().map(String::as_str).collect()
}

/// The files of a bundled theme by their path inside it; none for an unknown theme.
pub fn files(name: &str) -> Files {
    BY_NAME.get(name).cloned().unwrap_or_default()
}

/// The text of a bundled file, by the place that diagnostics give: `<theme loom>/templates/x.html`.
pub fn text(place: &str) -> Option<String> {
    let (theme, path) = place.strip_prefix("<theme ")?.split_once(">/")?;
    let file = BY_NAME.get(theme)?.get(path)?;
    String::from_utf8(file.bytes.to_vec()).ok()
}
