//! The fallback chain: the site's own files, then the theme, then each theme it extends.
//!
//! A theme is its bundled files with `themes/<name>/` of the site laid over them, file by file.

use std::sync::Arc;

use super::bundled;
use super::files::{Files, ThemeFile};
use super::manifest::{self, Manifest};
use super::places::Places;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::disk::Disk;

/// One theme of the chain.
pub struct Layer {
    pub name: String,
    pub files: Files,
    pub manifest: Manifest,
}

/// The site's own files and the themes under them, nearest first; there is at least one theme.
pub struct Chain {
    pub site: Files,
    pub themes: Vec<Layer>,
}

impl Chain {
    /// All files as seen through the chain from the theme at `from` down.
    pub fn themes_merged(&self, from: usize) -> Files {
        let mut merged = Files::new();
        for layer in self.themes.iter().skip(from).rev() {
            merged.extend(layer.files.iter().map(|(path, file)| (path.clone(), file.clone())));
        }
        merged
    }

    /// All files as the site sees them.
    pub fn merged(&self) -> Files {
        let mut merged = self.themes_merged(0);
        merged.extend(self.site.iter().map(|(path, file)| (path.clone(), file.clone())));
        merged
    }
}

/// Reads the chain that begins with the site's theme, or says why there is none.
pub fn chain(config: &Config, places: &Places, disk: &dyn Disk, found: &mut Vec<Diagnostic>) -> Option<Chain> {
    let mut themes: Vec<Layer> = Vec::new();
    let mut wanted = Some(config.theme.name.clone());
    while let Some(name) = wanted {
        let asked_by = themes.last().map_or(places, |layer| &layer.manifest.places);
        let key: &[&str] = if themes.is_empty() { &["theme", "name"] } else { &["extends"] };
        if themes.iter().any(|layer| layer.name == name) {
            found.push(circle(&themes, &name, asked_by));
            return None;
        }
        let files = theme_files(&name, disk, found);
        let Some(description) = files.get("theme.toml") else {
            found.push(missing(&name, files.is_empty(), disk, asked_by, key));
            return None;
        };
        let manifest = manifest::read(description, found)?;
        wanted = (!manifest.extends.is_empty()).then(|| manifest.extends.clone());
        themes.push(Layer { name, files, manifest });
    }
    Some(Chain { site: site_files(disk, found), themes })
}

fn theme_files(name: &str, disk: &dyn Disk, found: &mut Vec<Diagnostic>) -> Files {
    if !is_folder_name(name) {
        return Files::new();
    }
    let mut files = bundled::files(name);
    files.extend(read_folder(disk, &format!("themes/{name}"), "", found));
    files
}

/// A theme's name is one folder, so that it cannot lead out of `themes/`.
fn is_folder_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0'])
}

fn site_files(disk: &dyn Disk, found: &mut Vec<Diagnostic>) -> Files {
    ["templates", "assets", "i18n"]
        .into_iter()
        .flat_map(|folder| read_folder(disk, folder, &format!("{folder}/"), found))
        .collect()
}

/// The files under `folder`, with `prefix` before their path; what starts with a dot is left out.
fn read_folder(disk: &dyn Disk, folder: &str, prefix: &str, found: &mut Vec<Diagnostic>) -> Files {
    let walk = disk.walk(folder);
    found.extend(walk.diagnostics);
    let mut files = Files::new();
    for entry in walk.files {
        let inside = entry.path.strip_prefix(folder).unwrap_or(&entry.path).trim_start_matches('/');
        if inside.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        match disk.read(&entry.stored) {
            Ok(bytes) => {
                let file = ThemeFile { place: entry.path.clone(), bytes: bytes.into() };
                files.insert(format!("{prefix}{inside}").into(), file);
            }
            Err(error) => found.push(unreadable(&entry.path, &error)),
        }
    }
    files
}

fn unreadable(path: &Arc<str>, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, format!("cannot read `{path}`: {error}"))
        .at(crate::diagnostics::Span::file(path))
}

fn circle(themes: &[Layer], name: &str, asked_by: &Places) -> Diagnostic {
    let names: Vec<&str> = themes.iter().map(|layer| layer.name.as_str()).chain([name]).collect();
    Diagnostic::new(Code::InvalidTheme, format!("themes extend one another in a circle: {}", names.join(" → ")))
        .at(asked_by.value(&["extends"]))
        .help("let one of them extend no theme: `extends = \"\"`")
}

fn missing(name: &str, nothing: bool, disk: &dyn Disk, asked_by: &Places, key: &[&str]) -> Diagnostic {
    let message = if nothing {
        format!("there is no theme `{name}`")
    } else {
        format!("the theme in `themes/{name}/` has no `theme.toml`")
    };
    let known = known_themes(disk);
    let bundled = bundled::names().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let guess = did_you_mean(name, known.iter().map(String::as_str));
    let hint = guess.map(|guess| format!("did you mean `{guess}`? ")).unwrap_or_default();
    Diagnostic::new(Code::InvalidTheme, message)
        .at(asked_by.value(key))
        .help(format!("{hint}bundled themes: {bundled}; a theme of your own lives in `themes/<name>/`"))
}

/// The bundled themes and those in the site's own `themes/`.
fn known_themes(disk: &dyn Disk) -> Vec<String> {
    let own = disk.walk("themes").files;
    let own = own.iter().filter_map(|file| file.path.strip_prefix("themes/")?.strip_suffix("/theme.toml"));
    let mut known: Vec<String> =
        own.filter(|name| is_folder_name(name)).chain(bundled::names()).map(str::to_owned).collect();
    known.sort();
    known.dedup();
    known
}
