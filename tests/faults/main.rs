//! What happens when the machine fails: builds that are killed, disks that are full, permissions that are
//! lost, clocks that jump, files that change while they are read, and builds at the same time.
//!
//! Whatever happens, each published file is a whole one, of the site before or of the site after; a build
//! that has failed before it began to publish has changed nothing; and the next build makes all of it right.
//!
//! `COPSITE_LONG=1` kills 200 builds.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests make and look at the files of a site")]

#[path = "../serve/connection.rs"]
mod connection;
mod disks;
mod killed;
mod moving;
#[path = "../serve/preview.rs"]
#[allow(dead_code, reason = "the preview's own tests need more of it")]
mod preview;
#[path = "../edits/random.rs"]
#[allow(dead_code, reason = "the edits' own tests need more of it")]
mod random;
mod shelf;
#[path = "../program/site.rs"]
#[allow(dead_code, reason = "the program's own tests need more of it")]
mod site;
mod two;

use std::process::{Child, Command, Stdio};

use site::{Site, Tree};

/// A build of the site that has just begun.
fn started(site: &Site) -> Child {
    Command::new(env!("CARGO_BIN_EXE_copsite"))
        .args(["build", "--as-of", "2026-11-23", "--root"])
        .arg(site.root())
        .arg("--output")
        .arg(site.output())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn is_long() -> bool {
    std::env::var_os("COPSITE_LONG").is_some_and(|value| !value.is_empty())
}

/// Puts a site of some pages in one of two states, each of which changes every page, and makes and removes
/// some.
fn write_state(site: &Site, state: usize) {
    site.put("copsite.toml", format!("title = \"State {state}\"\n"));
    site.put("static/large.bin", vec![state as u8; 300_000]);
    for number in 0..30 {
        let text = format!("# Story {number}\n\nIn state {state}, after [[story-{}]].\n", (number + 1) % 30);
        site.put(format!("content/stories/story-{number}.md"), text);
    }
    let (here, gone) = if state == 0 { ("methods", "tools") } else { ("tools", "methods") };
    for number in 0..5 {
        site.put(format!("content/{here}/only-{number}.md"), format!("# Only {number}\n"));
    }
    let _ = std::fs::remove_dir_all(site.root().join("content").join(gone));
}

/// What a clean build makes of each state.
fn clean_states() -> [Tree; 2] {
    [0, 1].map(|state| {
        let site = Site::empty();
        write_state(&site, state);
        without_own_files(site.built())
    })
}

/// The files that a web server shows.
fn without_own_files(tree: Tree) -> Tree {
    tree.into_iter().filter(|(path, _)| !path.starts_with(".copsite-")).collect()
}

/// Every file that is published is a whole one of one of the two states. Tells whether all are of one.
fn assert_whole_files(published: &Tree, states: &[Tree; 2], context: &str) -> bool {
    for (path, bytes) in published {
        let is_known = states.iter().any(|state| state.get(path) == Some(bytes));
        assert!(is_known, "{context}: {path} is of neither state, {} bytes", bytes.len());
    }
    states.contains(published)
}
