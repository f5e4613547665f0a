//! Which folder is written to, and whether it is one to write to.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::lock::LOCK;
use super::manifest::MANIFEST;
use super::staging::STAGING;
use super::{PublishError, PublishOptions, failed, refused};

/// The folders of a site that hold what people wrote.
const SOURCES: [&str; 7] = ["content", "static", "themes", "data", "templates", "assets", "i18n"];

/// The output folder with all links resolved; it may be written to, and may not exist yet.
pub fn check(root: &Path, folder: &Path, options: &PublishOptions) -> Result<PathBuf, PublishError> {
    let folder = resolve(folder)?;
    check_place(root, &folder)?;
    check_owner(&folder, options)?;
    Ok(folder)
}

/// Resolves the part that exists; the rest is what will be created.
fn resolve(folder: &Path) -> Result<PathBuf, PublishError> {
    let unreadable = |error: &io::Error| failed("find the folder", folder, error);
    let absolute = std::path::absolute(folder).map_err(|error| unreadable(&error))?;
    for existing in absolute.ancestors() {
        match fs::canonicalize(existing) {
            Ok(found) => return with_rest(found, &absolute, existing),
            Err(error) if error.kind() == io::ErrorKind::NotFound => refuse_dangling(existing)?,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
            Err(error) => return Err(unreadable(&error)),
        }
    }
    Ok(absolute)
}

fn with_rest(found: PathBuf, absolute: &Path, existing: &Path) -> Result<PathBuf, PublishError> {
    let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
    let is_plain = rest.components().all(|component| matches!(component, Component::Normal(_)));
    if !is_plain {
        let message =
            format!("the output folder `{}` goes back out of a folder that does not exist", absolute.display());
        return Err(refused(message, "write the path without `..`"));
    }
    if !rest.as_os_str().is_empty() && !found.is_dir() {
        return Err(is_a_file(&found));
    }
    // Joining an empty path would add a slash.
    Ok(if rest.as_os_str().is_empty() { found } else { found.join(rest) })
}

fn refuse_dangling(path: &Path) -> Result<(), PublishError> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let message = format!("the output folder `{}` is a link to nothing", path.display());
    Err(refused(message, "create the folder it leads to, or remove the link"))
}

/// Refuses the site itself and all that holds it, its source folders and all that is in them, and
/// the folders that nobody means.
fn check_place(root: &Path, folder: &Path) -> Result<(), PublishError> {
    let help = "choose a folder of its own, for example `--output public`";
    let root = fs::canonicalize(root).map_err(|error| failed("find the site", root, &error))?;
    if root.starts_with(folder) {
        let message = format!("the output folder `{}` holds the site itself", folder.display());
        return Err(refused(message, help));
    }
    for source in SOURCES {
        let source = fs::canonicalize(root.join(source)).unwrap_or(root.join(source));
        if folder.starts_with(&source) || source.starts_with(folder) {
            let message = format!(
                "the output folder `{}` and the site's `{}` are in one another",
                folder.display(),
                source.display()
            );
            return Err(refused(message, help));
        }
    }
    let home = std::env::home_dir().and_then(|home| fs::canonicalize(home).ok());
    if folder.parent().is_none() || home.is_some_and(|home| home.starts_with(folder)) {
        let message = format!("the output folder `{}` is far more than a site's", folder.display());
        return Err(refused(message, help));
    }
    Ok(())
}

/// Refuses a file, and a folder with files of somebody else, unless they are to be taken over.
fn check_owner(folder: &Path, options: &PublishOptions) -> Result<(), PublishError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(is_a_file(folder)),
        Err(error) => return Err(failed("read the folder", folder, &error)),
    };
    let is_ours = fs::symlink_metadata(folder.join(MANIFEST)).is_ok();
    let is_empty = entries.flatten().all(|entry| is_ours_to_use(&entry.file_name()));
    if is_ours || is_empty || options.force {
        return Ok(());
    }
    let message = format!("the output folder `{}` holds files that copsite did not write", folder.display());
    Err(refused(
        message,
        "choose an empty folder, or take this one over with `--force`; files that the site does not have stay as they are",
    ))
}

/// What a build leaves that ended before it had saved a manifest.
fn is_ours_to_use(name: &OsStr) -> bool {
    [LOCK, STAGING].iter().any(|ours| name == *ours)
}

fn is_a_file(path: &Path) -> PublishError {
    let message = format!("the output folder `{}` is a file", path.display());
    refused(message, "choose another place with `--output`, or remove the file")
}
