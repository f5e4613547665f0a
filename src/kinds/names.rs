//! Names and folders that can be part of an id and of a URL.

use super::addresses::is_reserved;
use crate::config::{At, Report};

/// Names of kinds and relations stand in ids and wiki-links: `kind/slug`, `[[relation::slug]]`.
pub fn check(name: &At<String>, what: &str, report: &mut Report) {
    let text = name.value();
    let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts_well || !text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        report.at(name, format!("`{text}` cannot be the name of a {what}")).help =
            Some("use small letters, digits and hyphens, and start with a letter".to_string());
    }
}

/// A kind's folder is the first part of the addresses of its entries.
pub fn check_folder(folder: &At<String>, report: &mut Report) {
    let text = folder.value();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if text.is_empty() || !text.chars().all(allowed) {
        report.at(folder, format!("`{text}` cannot be the folder of a kind")).help =
            Some("use one name of small letters, digits, `-` and `_`".to_string());
    } else if is_reserved(text) {
        report.at(folder, format!("the address `/{text}/` belongs to the site itself")).help =
            Some("choose another folder".to_string());
    }
}
