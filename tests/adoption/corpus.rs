//! A corpus, copied beside its `copsite.toml` into a folder of the build, and what `copsite` says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// After the last page of both sites has expired that ever will.
const AS_OF: &str = "2026-11-24";

/// A corpus and where its parts go: `("site/content/posts", "content/blog")`.
pub struct Corpus {
    name: &'static str,
    folders: &'static [(&'static str, &'static str)],
    /// Codes that are errors by default and that the content has.
    pub errors: &'static [&'static str],
    strict: OnceLock<Run>,
    lenient: OnceLock<[Run; 2]>,
    archive: OnceLock<Run>,
}

/// One `copsite build`.
pub struct Run {
    pub root: PathBuf,
    pub output: PathBuf,
    pub exit: Option<i32>,
    pub problems: Vec<Problem>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub severity: String,
    pub code: String,
    pub message: String,
    pub file: String,
    /// None for a problem of the file as such.
    pub line: Option<u64>,
    pub help: Option<String>,
}

impl Problem {
    /// The first thing that the message names between backticks.
    pub fn named(&self) -> &str {
        self.message.split('`').nth(1).unwrap_or_default()
    }
}

/// Two runs of these tests at once would build into one folder, so that the second waits for the first to end.
fn take_turn() {
    static TURN: OnceLock<File> = OnceLock::new();
    TURN.get_or_init(|| {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adoption");
        fs::create_dir_all(&place).unwrap();
        let file = File::create(place.join("turn")).unwrap();
        file.lock().unwrap();
        file
    });
}

impl Corpus {
    pub const fn new(
        name: &'static str,
        folders: &'static [(&'static str, &'static str)],
        errors: &'static [&'static str],
    ) -> Corpus {
        Corpus { name, folders, errors, strict: OnceLock::new(), lenient: OnceLock::new(), archive: OnceLock::new() }
    }

    /// The first build, with the configuration as it is; none where the corpus is not there.
    pub fn strict(&self) -> Option<&Run> {
        let source = self.source()?;
        Some(self.strict.get_or_init(|| self.build(&source, "strict", str::to_owned, 4)))
    }

    /// Two builds with errors turned to warnings: with one thread, and with four.
    pub fn lenient(&self) -> Option<&[Run; 2]> {
        let source = self.source()?;
        Some(self.lenient.get_or_init(|| {
            [("one-thread", 1), ("four-threads", 4)]
                .map(|(name, threads)| self.build(&source, name, |config| self.leniently(config), threads))
        }))
    }

    /// A build with errors turned to warnings and the configuration as `open` changes it.
    pub fn archive(&self, open: fn(&str) -> String) -> Option<&Run> {
        let source = self.source()?;
        Some(self.archive.get_or_init(|| self.build(&source, "archive", |config| self.leniently(&open(config)), 4)))
    }

    fn leniently(&self, config: &str) -> String {
        let checks: String = self.errors.iter().map(|code| format!("{code} = \"warning\"\n")).collect();
        format!("{config}\n[checks]\n{checks}")
    }

    fn source(&self) -> Option<PathBuf> {
        let named = std::env::var_os("COPSITE_CORPORA").map(PathBuf::from);
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
        let source = named.clone().unwrap_or(beside).join(self.name);
        if source.is_dir() {
            return Some(source);
        }
        assert!(named.is_none(), "COPSITE_CORPORA has no folder {}", self.name);
        // The macros' output is hidden where a test passes.
        let _ = writeln!(io::stderr(), "skipped: the corpus {} is not here; COPSITE_CORPORA says where", self.name);
        None
    }

    fn build(&self, source: &Path, name: &str, changed: impl Fn(&str) -> String, threads: usize) -> Run {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adoption").join(self.name);
        take_turn();
        let folder = place.join(name);
        let (root, output) = (folder.join("root"), folder.join("output"));
        let _ = fs::remove_dir_all(&folder);
        for (from, to) in self.folders {
            copy(&source.join(from), &root.join(to));
        }
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/adoption").join(self.name).join("copsite.toml");
        fs::write(root.join("copsite.toml"), changed(&fs::read_to_string(config).unwrap())).unwrap();
        let built = Command::new(env!("CARGO_BIN_EXE_copsite"))
            .args(["build", "--format", "json", "--as-of", AS_OF, "--root"])
            .arg(&root)
            .arg("--output")
            .arg(&output)
            .env("RAYON_NUM_THREADS", threads.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8(built.stderr).unwrap();
        assert!(!said.contains("panicked"), "{said}");
        let problems = String::from_utf8(built.stdout).unwrap().lines().map(problem).collect();
        Run { root, output, exit: built.status.code(), problems }
    }
}

impl Run {
    pub fn of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Problem> {
        self.problems.iter().filter(move |problem| problem.code == code)
    }

    /// How often each code was reported with each severity: `"error broken-link"`.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for problem in &self.problems {
            *counts.entry(format!("{} {}", problem.severity, problem.code)).or_default() += 1;
        }
        counts
    }

    /// All published files with their bytes, but for the manifest.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.output, "", &mut files);
        files.remove(".copsite-manifest.json");
        files
    }

    /// The files in a folder of the site, with their bytes.
    pub fn files_of(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.root.join(folder), "", &mut files);
        files
    }

    /// Every problem has a file of the site, a line in it where its code is about a place, and says what to do.
    pub fn assert_all_are_placed(&self) {
        let mut lines: BTreeMap<&str, u64> = BTreeMap::new();
        for problem in &self.problems {
            let end = *lines.entry(&problem.file).or_insert_with(|| {
                let text = fs::read_to_string(self.root.join(&problem.file)).unwrap();
                text.split('\n').count() as u64
            });
            assert!(problem.line.is_some() || problem.code == "duplicate-id", "{problem:?}");
            assert!(problem.line.is_none_or(|line| (1..=end).contains(&line)), "{problem:?}");
            assert!(problem.help.is_some(), "{problem:?}");
        }
    }

    /// Another generator's shortcodes are reported once per name, however often they are used.
    pub fn assert_shortcodes_are_reported_once(&self) {
        let names: Vec<&str> = self.of("foreign-shortcode").map(Problem::named).collect();
        let once: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), once.len(), "{names:?}");
    }
}

fn problem(line: &str) -> Problem {
    let value: Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    Problem {
        severity: text("severity"),
        code: text("code"),
        message: text("message"),
        file: text("file"),
        line: value["line"].as_u64(),
        help: value["help"].as_str().map(str::to_owned),
    }
}

/// Copies a folder into one that may already have other files.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
}

fn collect(folder: &Path, inside: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        match entry.file_type().unwrap().is_dir() {
            true => collect(&entry.path(), &format!("{name}/"), files),
            false => {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
}

/// The files that differ, or that only one of two builds has.
pub fn differences(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}
