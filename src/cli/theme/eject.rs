//! `copsite theme eject`: files of the theme become the site's own.

use std::sync::Arc;

use super::super::Exit;
use super::super::arguments::{EjectTheme, Global};
use super::super::report;
use super::{OVERRIDES, path_of};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::Disk;
use crate::theme::{Theme, ThemeFile};

pub fn run(global: &Global, disk: &dyn Disk, theme: &Theme, asked: &EjectTheme) -> Result<Exit, Vec<Diagnostic>> {
    let wanted = if asked.all { all(theme) } else { named(theme, &asked.paths)? };
    let (there, missing): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|(path, _)| disk.exists(path));
    if !asked.all && !asked.force && !there.is_empty() {
        return Err(there.iter().map(|(path, _)| in_the_way(path)).collect());
    }
    let replaced = if asked.force { there.as_slice() } else { &[] };
    for (path, file) in replaced {
        disk.put(path, &file.bytes).map_err(|error| vec![unwritable(path, &error)])?;
        report::say(global, &format!("replaced {path}"));
    }
    for (path, file) in &missing {
        disk.create(path, &file.bytes).map_err(|error| vec![unwritable(path, &error)])?;
        report::say(global, &format!("wrote {path}"));
    }
    let kept = there.len() - replaced.len();
    if kept > 0 {
        let files = report::count(kept, "file", "files");
        report::say(global, &format!("kept {files} of the site's own; `--force` replaces them"));
    }
    Ok(Exit::Done)
}

type Wanted<'t> = Vec<(&'t Arc<str>, &'t ThemeFile)>;

/// Everything of the theme that a site can have in its place.
fn all(theme: &Theme) -> Wanted<'_> {
    theme.files_below.iter().filter(|(path, _)| can_be_own(path)).collect()
}

/// The files of these names, each once, or all that is wrong with the names.
fn named<'t>(theme: &'t Theme, said: &[String]) -> Result<Wanted<'t>, Vec<Diagnostic>> {
    let mut wanted = Wanted::new();
    let mut problems = Vec::new();
    for name in said {
        match path_of(&theme.files_below, name) {
            Ok(path) if !can_be_own(path) => problems.push(not_a_part(path)),
            Ok(path) => wanted.extend(theme.files_below.get_key_value(path)),
            Err(problem) => problems.push(*problem),
        }
    }
    wanted.sort_unstable_by_key(|(path, _)| *path);
    wanted.dedup_by_key(|(path, _)| *path);
    if problems.is_empty() { Ok(wanted) } else { Err(problems) }
}

fn can_be_own(path: &str) -> bool {
    OVERRIDES.iter().any(|folder| path.starts_with(folder))
}

fn not_a_part(path: &str) -> Diagnostic {
    let message = format!("`{path}` says something about the theme, and is no part of a site");
    Diagnostic::new(Code::InvalidTheme, message).help("set tokens and options under `[theme]` in `copsite.toml`")
}

fn in_the_way(path: &Arc<str>) -> Diagnostic {
    Diagnostic::new(Code::RefusedEdit, format!("the site has a file `{path}` of its own"))
        .at(Span::file(path))
        .help("`--force` puts the theme's file in its place")
}

fn unwritable(path: &Arc<str>, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::WriteFailed, format!("`{path}` cannot be written: {error}"))
        .at(Span::file(path))
        .help("check the folder's permissions")
}
