//! Whether a list of outputs can stand in one folder together. Works on paths alone.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::lock::LOCK;
use super::manifest::MANIFEST;
use super::staging::STAGING;
use super::{PublishError, refused};
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::paths::{folders_above, is_inside};

/// Refuses paths that lead out of the folder, that are ours for other uses, and that a disk
/// which does not tell letter case or Unicode forms apart would take for one another.
pub fn check(paths: &[String]) -> Result<(), PublishError> {
    let mut known = BTreeMap::new();
    for path in paths {
        if !is_inside(path) {
            let help = "change the slug, alias or file name that it was made from";
            return Err(refused(format!("`{path}` is not a path inside the output folder"), help));
        }
        if is_reserved(path) {
            let help = "give the file another name";
            return Err(refused(format!("`{path}` is a name that copsite keeps for itself"), help));
        }
        if let Some(other) = known.insert(folded(path), path) {
            return Err(clash(other, path));
        }
    }
    for (path, output) in &known {
        if let Some(other) = folders_above(path).find_map(|folder| known.get(folder)) {
            return Err(clash(other, output));
        }
    }
    Ok(())
}

/// `path` as a disk compares it that tells neither letter case nor Unicode forms apart.
pub fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().collect::<String>().to_lowercase() }
}

fn is_reserved(path: &str) -> bool {
    let outermost = path.split('/').next().unwrap_or(path);
    [MANIFEST, LOCK, STAGING].contains(&folded(outermost).as_str())
}

fn clash(one: &str, other: &str) -> PublishError {
    let message = format!("`{one}` and `{other}` cannot both be written: many disks take them for one another");
    let help = "change the slug, alias or file name that one of them was made from";
    PublishError::Refused(Box::new(Diagnostic::new(Code::DuplicateUrl, message).help(help)))
}
