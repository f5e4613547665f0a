//! When files were last changed, as their git repository tells.
//!
//! Asks the program `git` twice, whatever the number of files. Never changes anything, and knows nothing of what
//! files hold.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use jiff::Timestamp;

use super::paths::{join, to_nfc};

/// Path in Unicode form NFC → when the last commit was made that touched it, by its author's clock.
pub type Commits = BTreeMap<Arc<str>, Timestamp>;

/// Why there is no telling when files were changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NoHistory {
    /// The clone holds only the newest commits: everything would seem to have been written in the oldest of them.
    Shallow,
    /// In the words of git, or of the machine where there is no such program.
    Untold(String),
}

/// Begins a commit's time among names of files.
const MARK: char = '\u{1}';

/// The last commits up to `until` of all files under `folder`. It is the folder itself that is asked, so that one of another repository, as a
/// submodule is, has the history of that.
pub fn commits(root: &Path, folder: &str, until: Timestamp) -> Result<Commits, NoHistory> {
    let ask = |arguments: &[&str]| git(&root.join(folder), arguments);
    if ask(&["rev-parse", "--is-shallow-repository"])?.trim_ascii() == b"true" {
        return Err(NoHistory::Shallow);
    }
    let told = ask(&[
        "-c",
        "log.showSignature=false",
        "log",
        "--format=%x01%at",
        "--name-only",
        "-z",
        "--no-renames",
        "--relative",
        "--",
        ".",
    ])?;
    Ok(read(folder, &told, until))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, NoHistory> {
    let asked = Command::new("git").arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output();
    let answer = asked.map_err(|error| NoHistory::Untold(without_git(&error)))?;
    match answer.status.success() {
        true => Ok(answer.stdout),
        false => Err(NoHistory::Untold(first_line(&answer.stderr))),
    }
}

fn without_git(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the program `git` is not installed here".to_owned(),
        _ => format!("the program `git` cannot be run: {error}"),
    }
}

/// `fatal: not a git repository (…)` → `not a git repository (…)`.
fn first_line(told: &[u8]) -> String {
    let told = String::from_utf8_lossy(told);
    let line = told.lines().next().unwrap_or("git does not say why");
    line.trim_start_matches("fatal: ").trim_end_matches('.').to_owned()
}

/// Times, newest commits first, each with the names of its files behind it; a name that came before is of an older one.
fn read(folder: &str, told: &[u8], until: Timestamp) -> Commits {
    let mut commits = Commits::new();
    let mut time = None;
    for part in told.split(|byte| *byte == 0) {
        let Ok(part) = std::str::from_utf8(part) else { continue };
        let part = part.trim_start_matches('\n');
        if let Some(seconds) = part.strip_prefix(MARK) {
            time = seconds
                .parse()
                .ok()
                .and_then(|seconds| Timestamp::from_second(seconds).ok())
                .filter(|time| *time <= until);
        } else if let Some(time) = time.filter(|_| !part.is_empty()) {
            commits.entry(to_nfc(&join(folder, part))).or_insert(time);
        }
    }
    commits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_commit_of_each_file_counts() {
        let told = "\u{1}300\0\nstories/a.md\0\u{1}200\0\nstories/a.md\0stories/u\u{308} \"q\".md\0";
        let second = |seconds| Timestamp::from_second(seconds).unwrap();
        let expected = [("content/stories/a.md", second(300)), ("content/stories/\u{fc} \"q\".md", second(200))]
            .map(|(path, time)| (Arc::from(path), time));
        assert_eq!(read("content", told.as_bytes(), Timestamp::MAX), Commits::from(expected));
        let before = read("content", told.as_bytes(), second(299));
        assert!(before.values().all(|time| *time == second(200)) && before.len() == 2);
    }

    #[test]
    fn a_history_without_files_and_one_of_times_that_no_clock_has_tell_nothing() {
        for told in ["", "\u{1}300\0\u{1}200", "\u{1}99999999999999999\0\na.md\0", "\u{1}\0\na.md\0"] {
            assert_eq!(read("content", told.as_bytes(), Timestamp::MAX), Commits::new(), "{told:?}");
        }
    }

    #[test]
    fn git_says_why_it_cannot_tell() {
        assert_eq!(first_line(b"fatal: not a git repository.\nmore"), "not a git repository");
        assert_eq!(first_line(b""), "git does not say why");
    }
}
