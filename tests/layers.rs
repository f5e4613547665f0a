//! Holds the house to its plan: a room uses only rooms that stand above it in the walk, says what
//! it never does, and leaves files, clock and environment to the two rooms that own them.
//!
//! Reads the sources as text; it never compiles or runs them.

#![expect(clippy::disallowed_methods, reason = "tests read the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms that may touch files, the clock and the environment.
const OUTER: [&str; 3] = ["disk", "serve", "cli"];

/// What reaches out of the program. Tests at a file's end may use it.
const OUTSIDE: [&str; 8] =
    ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant::now", "Timestamp::now", "Zoned::now"];

/// One source file of a room.
struct Source {
    room: String,
    path: PathBuf,
    text: String,
}

impl Source {
    /// The text without comments, and without the unit tests at its end.
    fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        code.lines().map(without_comment).collect::<Vec<_>>().join("\n")
    }

    fn is_test(&self) -> bool {
        self.text.contains("#[test]") && !self.text.contains("#[cfg(test)]")
    }
}

/// An address in a text holds `//` too, but never `crate::`.
fn without_comment(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for entry in fs::read_dir(src()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let room = path.file_name().unwrap().to_str().unwrap().to_owned();
            collect(&path, &room, &mut found);
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, room: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, room, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push(Source { room: room.to_owned(), path, text });
        }
    }
}

/// The rooms that a text names, in `crate::room::…` or in `use crate::{room::…, room::…}`.
fn rooms_used(code: &str) -> BTreeSet<String> {
    code.match_indices("crate::").flat_map(|(at, found)| first_names(&code[at + found.len()..])).collect()
}

/// The first names of the paths that a path or a group of paths in braces begins with.
fn first_names(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(name(group[start..at].trim()));
                start = at + 1;
                if sign == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

fn name(path: &str) -> String {
    path.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

/// The rooms in the order of the walk, which is that of the `mod` lines in `src/lib.rs`.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(src().join("lib.rs")).unwrap();
    let declared = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    declared.map(str::to_owned).collect()
}

/// Every use of a room by one that stands above it.
fn uses_back_up(rooms: &[String], room: &str, code: &str) -> Vec<String> {
    let place = |wanted: &str| rooms.iter().position(|known| known == wanted);
    let used = rooms_used(code).into_iter().filter(|used| place(used) > place(room));
    used.map(|used| format!("`{room}` uses `{used}`, which stands below it")).collect()
}

#[test]
fn every_folder_of_the_sources_is_a_room() {
    let declared: BTreeSet<String> = rooms().into_iter().collect();
    let on_disk: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    assert_eq!(declared, on_disk);
}

#[test]
fn no_room_uses_one_that_stands_below_it() {
    let rooms = rooms();
    let found: Vec<String> = sources()
        .iter()
        .flat_map(|source| {
            // A unit test may look at its room from further down.
            let code = if source.is_test() { String::new() } else { source.code() };
            uses_back_up(&rooms, &source.room, &code)
                .into_iter()
                .map(|use_| format!("{}: {use_}", source.path.display()))
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_use_that_runs_back_up_is_seen_in_every_form() {
    let rooms = ["diagnostics", "config", "content", "weaver", "plan"].map(str::to_owned);
    for code in [
        "use crate::plan::Job;",
        "use crate::{content::Doc, plan::Job};",
        "use crate::{config::{Config, Raw}, plan};",
        "    let job = crate::plan::encode(path);",
        "pub(crate) use crate::plan;",
    ] {
        assert_eq!(uses_back_up(&rooms, "weaver", code), ["`weaver` uses `plan`, which stands below it"], "{code}");
    }
    assert_eq!(uses_back_up(&rooms, "plan", "use crate::{weaver::Weave, plan::Job, diagnostics};"), [] as [String; 0]);
}

#[test]
fn every_room_says_what_it_never_does() {
    let promises = ["never", "no ", "nothing", "nowhere", "Never", "No ", "Nothing"];
    for room in rooms() {
        let text = fs::read_to_string(src().join(&room).join("mod.rs")).unwrap();
        let header: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(promises.iter().any(|word| header.contains(word)), "`{room}/mod.rs` does not say what it never does");
    }
}

#[test]
fn files_clock_and_environment_are_left_to_the_rooms_that_own_them() {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| !OUTER.contains(&&*source.room) && !source.is_test())
        .flat_map(|source| {
            let code = source.code();
            let used = OUTSIDE.iter().filter(move |name| code.contains(**name));
            used.map(|name| format!("{}: `{name}`", source.path.display())).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
