//! Golden cases: each folder of `tests/cases` holds a `site` and the files `expected` of it.
//!
//! The whole output is compared, but for what the theme alone decides; `expected/only.txt` narrows
//! it to what the case is about. An expected file that nothing produced fails, and so does a
//! produced file that nobody expected. `COPSITE_BLESS=1` rewrites what is expected.

use std::fs;
use std::path::Path;

use super::site::{Site, Tree, crate_folder, read_tree, write};

/// Output that says the same on every site; it has tests of its own.
const NEVER_COMPARED: [&str; 2] = ["assets/", ".copsite-"];

#[test]
fn every_case_gives_what_is_expected() {
    let failures: Vec<String> = folders("cases").iter().filter_map(|case| compare(case).err()).collect();
    assert!(failures.is_empty(), "{}\n(COPSITE_BLESS=1 rewrites them)", failures.join("\n\n"));
}

/// The folders under `tests/<name>`, sorted.
pub fn folders(name: &str) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(crate_folder().join("tests").join(name)).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

pub fn blessing() -> bool {
    std::env::var_os("COPSITE_BLESS").is_some()
}

fn compare(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap().to_string_lossy();
    let site = case_site(case);
    let arguments = fs::read_to_string(case.join("arguments.txt")).unwrap_or_default();
    let run = site.build_with(&arguments.split_whitespace().collect::<Vec<_>>());
    if run.code != 0 || run.stderr.lines().count() != 1 {
        return Err(format!("{name}: exit code {}\n{}", run.code, run.stderr));
    }
    let expected = case.join("expected");
    let produced = chosen(site.published(), &expected);
    if blessing() {
        bless(&expected, &produced);
        return Ok(());
    }
    let mut wanted = read_tree(&expected);
    wanted.remove(ONLY);
    differences(&wanted, &produced).map_or(Ok(()), |found| Err(format!("{name}:\n{found}")))
}

/// The site of a case, with the theme of all cases: nothing but words, so that a page can be read.
pub fn case_site(case: &Path) -> Site {
    let site = Site::copy_of(&case.join("site"));
    for (path, bytes) in read_tree(&crate_folder().join("tests/plain")) {
        site.put(format!("themes/plain/{path}"), bytes);
    }
    site
}

/// The list of the output that a case is about: a path a line, or a folder that ends in `/`.
const ONLY: &str = "only.txt";

fn chosen(produced: Tree, expected: &Path) -> Tree {
    let only = fs::read_to_string(expected.join(ONLY)).ok();
    let is_chosen = |path: &str| match &only {
        Some(only) => only.lines().any(|line| line == path || line.ends_with('/') && path.starts_with(line)),
        None => !NEVER_COMPARED.iter().any(|start| path.starts_with(start)) && !is_of_index(path),
    };
    produced
        .into_iter()
        .filter(|(path, _)| is_chosen(path))
        .map(|(path, bytes)| (path, without_version(bytes)))
        .collect()
}

/// Files of the search index are no text for people; `tests/search` reads them.
fn is_of_index(path: &str) -> bool {
    path.starts_with("search/") && path.ends_with(".js")
}

/// Feeds name the program's version, and a release changes no page.
fn without_version(bytes: Vec<u8>) -> Vec<u8> {
    let version = concat!("version=\"", env!("CARGO_PKG_VERSION"), "\"");
    match String::from_utf8(bytes) {
        Ok(text) => text.replace(version, "version=\"…\"").into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn bless(expected: &Path, produced: &Tree) {
    if expected.exists() {
        for path in read_tree(expected).into_keys().filter(|path| path != ONLY && !produced.contains_key(path)) {
            fs::remove_file(expected.join(path)).unwrap();
        }
    }
    for (path, bytes) in produced {
        write(&expected.join(path), bytes);
    }
}

fn differences(wanted: &Tree, produced: &Tree) -> Option<String> {
    let missing = wanted.keys().filter(|path| !produced.contains_key(*path)).map(|path| format!("{path} is missing"));
    let surplus = produced.keys().filter(|path| !wanted.contains_key(*path)).map(|path| format!("{path} is new"));
    let changed = produced.iter().filter_map(|(path, bytes)| {
        let wanted = wanted.get(path).filter(|wanted| *wanted != bytes)?;
        Some(format!("{path}:\n{}", changed_lines(&String::from_utf8_lossy(wanted), &String::from_utf8_lossy(bytes))))
    });
    let found: Vec<String> = missing.chain(surplus).chain(changed).collect();
    (!found.is_empty()).then(|| found.join("\n"))
}

/// The part in which two texts differ, between the lines they begin and end with alike.
pub fn changed_lines(wanted: &str, produced: &str) -> String {
    let (wanted, produced): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), produced.lines().collect());
    let shorter = wanted.len().min(produced.len());
    let start = wanted.iter().zip(&produced).take_while(|(a, b)| a == b).count();
    let pairs_from_the_end = wanted.iter().rev().zip(produced.iter().rev()).take(shorter - start);
    let end = pairs_from_the_end.take_while(|(a, b)| a == b).count();
    let marked = |lines: &[&str], mark: &str| -> String {
        lines[start..lines.len() - end].iter().map(|line| format!("{mark}{line}\n")).collect()
    };
    format!("from line {}\n{}{}", start + 1, marked(&wanted, "- "), marked(&produced, "+ "))
}
