//! Any text as a small site: a line `=== content/stories/a.md` begins the file of that name. What stands before the
//! first one is the configuration, where it is not empty.
//!
//! The site is built as `copsite build` does it, from memory into a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use copsite::diagnostics::{Code, Diagnostic, Format, print};
use copsite::disk::{MemoryDisk, PublishOptions};
use copsite::site::{Build, BuildError, Options, Silent, SiteSources, build};
use tempfile::TempDir;

#[path = "../../hostile/formats.rs"]
mod formats;
#[path = "../../program/html.rs"]
#[allow(dead_code, reason = "the program's own tests need more of it")]
mod html;

use html::Page;

/// The mark of a file, with its name behind it.
const MARK: &str = "=== ";

const CONFIG: &str = "title = \"Any\"\n[audiences]\norder = [\"public\", \"members\"]\n";

/// An entry that nobody may see, and a word that stands nowhere else.
const DRAFT: &str = "content/stories/unseen.md";
const CANARY: &str = "qzsecret";

/// Files of other names could be anything that a browser interprets, and are published as they are.
const ENDINGS: [&str; 5] = [".md", ".toml", ".txt", ".csv", ".yaml"];

/// Pages that are read away from the site.
const APART: [&str; 2] = ["email.html", "toolkit.html"];

/// Files by path.
type Tree = BTreeMap<String, Vec<u8>>;

pub fn check(text: &str) {
    let files = files(text);
    let disk = MemoryDisk::new(files.iter().map(|(path, text)| (path.clone(), text.clone())));
    let folder = tempfile::tempdir().expect("there is room for a site");
    fs::create_dir(root(&folder)).expect("there is room for a site");
    match built(&disk, &folder) {
        Ok(site) => {
            reported(&site.diagnostics, &disk);
            assert!(!site.diagnostics.iter().any(Diagnostic::is_error), "it is published with an error");
            whole(&files, &site, &published(&output(&folder)));
            // A build takes long: one text in four is built twice.
            if text.len().is_multiple_of(4) {
                again(&disk, &folder, &site);
            }
        }
        Err(BuildError::Content(problems) | BuildError::Usage(problems)) => {
            reported(&problems, &disk);
            refused(&files, &problems);
            assert!(!output(&folder).exists(), "a site with errors is published");
        }
        Err(BuildError::Machine(problems)) => panic!("the machine is said to have failed: {problems:?}"),
    }
}

/// The files of the site, with one that must not be seen.
fn files(text: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([(DRAFT.to_owned(), unseen())]);
    let mut name = "copsite.toml".to_owned();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix(MARK) {
            Some(next) => name = next.trim().to_owned(),
            None => files.entry(name.clone()).or_default().push_str(line),
        }
    }
    files.retain(|path, _| is_taken(path));
    files.entry("copsite.toml".to_owned()).or_insert_with(|| CONFIG.to_owned());
    files
}

fn unseen() -> String {
    format!("+++\ntitle = \"{CANARY} unseen\"\ndraft = true\ntags = [\"{CANARY}\"]\n+++\n\nIt says {CANARY}.\n")
}

fn is_taken(path: &str) -> bool {
    let is_place = path == "copsite.toml" || ["content/", "data/", "static/"].iter().any(|at| path.starts_with(at));
    let is_plain = path.split('/').all(|name| !["", ".", ".."].contains(&name) && name.len() <= 100);
    is_place && is_plain && !path.contains('\0') && ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Empty, since the files are in memory.
fn root(folder: &TempDir) -> PathBuf {
    folder.path().join("site")
}

fn output(folder: &TempDir) -> PathBuf {
    folder.path().join("public")
}

fn built(disk: &MemoryDisk, folder: &TempDir) -> Result<Build, BuildError> {
    let as_of = Some(jiff::civil::date(2026, 11, 23));
    let options = Options { as_of, ..Options::at(jiff::Timestamp::UNIX_EPOCH) };
    build(disk, &root(folder), &output(folder), &options, &PublishOptions::default(), &Silent)
}

fn published(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(inside).expect("the output can be read") {
            let path = entry.expect("the output can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is inside").to_string_lossy().into_owned();
                tree.insert(name, fs::read(&path).expect("the output can be read"));
            }
        }
    }
    tree
}

/// Reports can be printed, whatever they point at.
fn reported(problems: &[Diagnostic], disk: &MemoryDisk) {
    for format in [Format::Human { colour: false }, Format::Json, Format::Github, Format::Sarif] {
        print(problems, &SiteSources(disk), format, &mut Vec::new()).expect("writing to memory does not fail");
    }
}

/// A site is refused for a mistake in it, and never because of ourselves.
fn refused(files: &BTreeMap<String, String>, problems: &[Diagnostic]) {
    assert!(problems.iter().any(Diagnostic::is_error), "it is refused without an error: {problems:?}");
    let is_ours = |problem: &&Diagnostic| match problem.code {
        Code::TemplateError | Code::UnknownData => true,
        // What a site shows by itself it may tell.
        Code::Leak => !files.keys().any(|path| path.starts_with("static/") || path.starts_with("data/")),
        _ => false,
    };
    assert!(!problems.iter().any(|problem| is_ours(&problem)), "{problems:?}");
}

/// Every file is what its format asks for, every link leads somewhere, and nothing is told.
fn whole(files: &BTreeMap<String, String>, site: &Build, published: &Tree) {
    let config = &files["copsite.toml"];
    let is_strict = !config.contains("checks") && !config.contains("raw_html");
    let is_quoted = files.iter().any(|(path, text)| path != DRAFT && text.contains(CANARY));
    // What the site brings along is published as it is.
    let is_copied = |bytes: &[u8]| files.values().any(|text| text.as_bytes() == bytes);
    for (path, bytes) in published {
        if is_strict && !is_copied(bytes) {
            let foreign = formats::foreign(path, bytes).unwrap_or_default();
            assert!(foreign.is_empty(), "{path}: {foreign:?}");
        }
        let is_told = bytes.windows(CANARY.len()).any(|bytes| bytes == CANARY.as_bytes());
        assert!(!is_told || is_quoted, "{path} tells of a draft");
    }
    if is_strict {
        linked(&site.snapshot.config.base_url.prefix, published);
    }
}

fn linked(prefix: &str, published: &Tree) {
    let html =
        published.iter().filter(|(path, _)| path.ends_with(".html") && !APART.iter().any(|end| path.ends_with(end)));
    let pages: BTreeMap<&str, Page> =
        html.map(|(path, bytes)| (path.as_str(), Page::parse(&String::from_utf8_lossy(bytes)))).collect();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages.iter().map(|(path, page)| (*path, page.ids())).collect();
    for (path, page) in &pages {
        for address in ["href", "src"].map(|attribute| page.values(attribute)).concat() {
            let leads = match html::target(prefix, path, &address) {
                None => true,
                Some((file, _)) if !published.contains_key(&file) => false,
                Some((file, Some(id))) if !id.is_empty() => ids.get(&*file).is_none_or(|ids| ids.contains(&id)),
                Some(_) => true,
            };
            assert!(leads, "`{address}` on {path} leads nowhere");
        }
    }
}

/// The same files give the same bytes.
fn again(disk: &MemoryDisk, folder: &TempDir, first: &Build) {
    let second = built(disk, folder).unwrap_or_else(|error| panic!("the second time it is refused: {error:?}"));
    let changed = second.published.written + second.published.removed;
    assert_eq!(changed, 0, "of {} files so many are other ones the second time", first.published.written);
    assert_eq!(second.diagnostics, first.diagnostics);
}
