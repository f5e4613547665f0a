//! Names and folders that can be part of an id and of a URL.

use crate::config::{At, Report};

/// First parts of addresses that the site itself uses.
const RESERVED_FOLDERS: [&str; 12] = [
    "archive",
    "assets",
    "calendar",
    "changes",
    "contribute",
    "harvest",
    "journal",
    "page",
    "practice",
    "search",
    "tags",
    "weaver",
];

/// Whether an address of one part belongs to the site itself.
pub fn is_reserved(name: &str) -> bool {
    RESERVED_FOLDERS.contains(&name)
}

/// Pages that stand under `weaver/`.
pub const PAGES_OF_WEAVER: [&str; 7] = ["a-z", "bridges", "coverage", "coverage/list", "gaps", "graph", "relations"];

/// Whether a page stands at this address, and not only others below it.
pub fn is_page(name: &str) -> bool {
    is_reserved(name) && !matches!(name, "assets" | "page")
}

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
