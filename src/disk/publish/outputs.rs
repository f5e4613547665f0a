//! Whether a list of outputs can stand in one folder together. Works on paths alone.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::lock::LOCK;
use super::manifest::MANIFEST;
use super::write::TEMPORARY;
use super::{Output, PublishError, refused};
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::paths::{folders_above, is_inside};

/// Refuses paths that lead out of the folder, that are ours for other uses, and that a disk
/// which does not tell letter case or Unicode forms apart would take for one another.
pub fn check(outputs: &[Output]) -> Result<(), PublishError> {
    let mut known = BTreeMap::new();
    for output in outputs {
        if !is_inside(&output.path) {
            let help = "change the slug, alias or file name that it was made from";
            return Err(refused(format!("`{}` is not a path inside the output folder", output.path), help));
        }
        if is_reserved(&output.path) {
            let help = "give the file another name";
            return Err(refused(format!("`{}` is a name that copsite keeps for itself", output.path), help));
        }
        if let Some(other) = known.insert(folded(&output.path), &output.path) {
            return Err(clash(other, &output.path));
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
    let name = path.rsplit('/').next().unwrap_or(path);
    [MANIFEST, LOCK].contains(&path) || name.starts_with(TEMPORARY)
}

fn clash(one: &str, other: &str) -> PublishError {
    let message = format!("`{one}` and `{other}` cannot both be written: many disks take them for one another");
    let help = "change the slug, alias or file name that one of them was made from";
    PublishError::Refused(Box::new(Diagnostic::new(Code::DuplicateUrl, message).help(help)))
}
