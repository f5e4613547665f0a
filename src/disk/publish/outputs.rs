//! Whether a list of outputs can stand in one folder together. Works on paths alone.

use foldhash::{HashMap, HashMapExt};
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
    let folded: Vec<String> = paths.iter().map(|path| folded(path)).collect();
    let mut known: HashMap<&str, &String> = HashMap::with_capacity(paths.len());
    for (path, folded) in paths.iter().zip(&folded) {
        if !is_inside(path) {
            let help = "change the slug, alias or file name that it was made from";
            return Err(refused(format!("`{path}` is not a path inside the output folder"), help));
        }
        if is_reserved(folded) {
            let help = "give the file another name";
            return Err(refused(format!("`{path}` is a name that copsite keeps for itself"), help));
        }
        if let Some(other) = known.insert(folded, path) {
            return Err(clash(other, path));
        }
    }
    for (path, folded) in paths.iter().zip(&folded) {
        if let Some(other) = folders_above(folded).find_map(|folder| known.get(folder)) {
            return Err(clash(other, path));
        }
    }
    Ok(())
}

/// `path` as a disk compares it that tells neither letter case nor Unicode forms apart.
pub fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().collect::<String>().to_lowercase() }
}

fn is_reserved(folded: &str) -> bool {
    let outermost = folded.split('/').next().unwrap_or(folded);
    [MANIFEST, LOCK, STAGING].contains(&outermost)
}

fn clash(one: &str, other: &str) -> PublishError {
    let message = format!("`{one}` and `{other}` cannot both be written: many disks take them for one another");
    let help = "change the slug, alias or file name that one of them was made from";
    PublishError::Refused(Box::new(Diagnostic::new(Code::DuplicateUrl, message).help(help)))
}
