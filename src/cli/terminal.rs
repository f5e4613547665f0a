//! What is said of a preview at the terminal: a line for each change, and its new problems.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::arguments::{Global, ReportFormat};
use super::report::{self, count, counted};
use crate::diagnostics::Diagnostic;
use crate::disk::RealDisk;
use crate::serve::{Reporter, Shown, Taken};
use crate::site::{CONFIG_FILE, Change, DISMISSED_FILE, Update};

pub struct Terminal {
    global: Global,
    disk: Arc<RealDisk>,
}

impl Terminal {
    pub fn new(global: &Global, disk: Arc<RealDisk>) -> Terminal {
        Terminal { global: global.clone(), disk }
    }

    fn problems(&self, problems: &[Diagnostic]) {
        report::problems(problems, &*self.disk, ReportFormat::Human, &self.global);
    }
}

impl Reporter for Terminal {
    fn opened(&self, shown: &Shown, took: Duration) {
        self.problems(&shown.all);
        let entries = shown.snapshot.as_ref().map_or(0, |snapshot| snapshot.weave.len());
        let entries = count(entries, "entry", "entries");
        report::say(&self.global, &format!("{entries} read in {:.2} s: {}", took.as_secs_f64(), counted(&shown.all)));
    }

    fn changed(&self, taken: &Taken) {
        self.problems(&taken.fresh);
        report::say(&self.global, &format!("{} {}", time(), line(taken)));
    }

    fn failed(&self, problem: &Diagnostic) {
        self.problems(std::slice::from_ref(problem));
    }
}

/// The time of day where the writer is.
fn time() -> String {
    TimeZone::system().to_datetime(Timestamp::now()).strftime("%H:%M:%S").to_string()
}

/// "content/stories/a.md: 1 file read, woven anew, 41 ms; 1 warning". How much is wrong is said where
/// that has changed, and for as long as nothing can be published.
fn line(taken: &Taken) -> String {
    let work = taken.update.work;
    let read = (work.read > 0).then(|| format!("{} read", count(work.read, "file", "files")));
    let woven = (work.woven > 0).then(|| "woven anew".to_owned());
    let took = Some(format!("{} ms", taken.took.as_millis()));
    let done: Vec<String> = [read, woven, took].into_iter().flatten().collect();
    let mut line = format!("{}: {}", named(taken.changes, taken.update), done.join(", "));
    if counted(taken.before) != counted(taken.all) || taken.all.iter().any(Diagnostic::is_error) {
        line.push_str(&format!("; {}", counted(taken.all)));
    }
    line
}

/// What has changed, as far as that is known: the texts that were edited, or the places that were named.
fn named(changes: &[Change], update: &Update) -> String {
    let mut names: Vec<&str> = update.edited.iter().map(|doc| &*doc.file).collect();
    if names.is_empty() {
        names.extend(changes.iter().filter_map(place));
    }
    match names.as_slice() {
        [] if changes.is_empty() => "what has become due".to_owned(),
        [] => "files that came or went".to_owned(),
        [one] => (*one).to_owned(),
        [first, others @ ..] => format!("{first} and {} more", others.len()),
    }
}

fn place(change: &Change) -> Option<&str> {
    match change {
        Change::Config => Some(CONFIG_FILE),
        Change::Theme => Some("the theme"),
        Change::Dismissed => Some(DISMISSED_FILE),
        Change::Entry(path) | Change::Asset(path) => Some(path),
        Change::Rescan => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::site::Work;

    fn told(changes: &[Change], work: Work, before: &[Diagnostic], all: &[Diagnostic]) -> String {
        let update = Update { work, ..Update::default() };
        let took = Duration::from_micros(41_900);
        line(&Taken { changes, update: &update, took, before, all, fresh: Vec::new() })
    }

    #[test]
    fn a_change_is_told_with_its_place_and_what_it_took() {
        let entry = || Change::at("content/a.md");
        let prose = Work { read: 1, ..Work::default() };
        assert_eq!(told(&[entry()], prose, &[], &[]), "content/a.md: 1 file read, 41 ms");
        let title = Work { read: 2, woven: 1, cards: 9 };
        let both = [entry(), Change::at("content/b.md")];
        assert_eq!(told(&both, title, &[], &[]), "content/a.md and 1 more: 2 files read, woven anew, 41 ms");
        let none = Work::default();
        assert_eq!(told(&[Change::Theme], none, &[], &[]), "the theme: 41 ms");
        assert_eq!(told(&[Change::Config], none, &[], &[]), "copsite.toml: 41 ms");
        assert_eq!(told(&[Change::Rescan], none, &[], &[]), "files that came or went: 41 ms");
        assert_eq!(told(&[], none, &[], &[]), "what has become due: 41 ms");
    }

    #[test]
    fn problems_are_counted_when_their_number_changes_and_while_there_are_errors() {
        let warning = [Diagnostic::new(Code::WantedEntry, "w")];
        let error = [Diagnostic::new(Code::InvalidConfig, "e")];
        let told = |before: &[Diagnostic], all: &[Diagnostic]| told(&[Change::Theme], Work::default(), before, all);
        assert_eq!(told(&[], &warning), "the theme: 41 ms; 1 warning");
        assert_eq!(told(&warning, &warning), "the theme: 41 ms");
        assert_eq!(told(&error, &error), "the theme: 41 ms; 1 error");
        assert_eq!(told(&error, &[]), "the theme: 41 ms; no problems");
    }
}
