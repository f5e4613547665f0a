//! The laws of the fuzz targets, held against each text of the corpora and against texts that repeat and mix syntax.
//! See README.md.

#![expect(clippy::disallowed_methods, reason = "tests read and make files, and a hang is told by the clock")]

mod laws;
mod repeated;

use std::fs;
use std::path::Path;

/// Holds `law` against each text of a corpus, all of them before it fails.
fn hold(target: &str, law: fn(&str)) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let holds = |path: &&std::path::PathBuf| {
        let text = fs::read(path).unwrap();
        std::panic::catch_unwind(|| law(&String::from_utf8_lossy(&text))).is_ok()
    };
    let failed: Vec<_> = paths.iter().filter(|path| !holds(path)).collect();
    assert!(!paths.is_empty() && failed.is_empty(), "of {} texts {failed:?}", paths.len());
}

#[test]
fn front_matter_holds_its_law() {
    hold("front_matter", laws::front_matter::check);
}

#[test]
fn markdown_holds_its_law() {
    hold("markdown", laws::markdown::check);
}

#[test]
fn wiki_links_hold_their_law() {
    hold("wiki_link", laws::wiki_link::check);
}

#[test]
fn recurrences_hold_their_law() {
    hold("recurrence", laws::recurrence::check);
}

#[test]
fn addresses_of_requests_hold_their_law() {
    hold("http_path", laws::http_path::check);
}

#[test]
fn whole_sites_hold_their_law() {
    hold("site", laws::site::check);
}
