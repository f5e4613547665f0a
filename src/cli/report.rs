//! Printing problems and the summary: people's words to standard error, machines' to standard output.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use super::Exit;
use super::arguments::{Colour, Global, ReportFormat};
use super::repository::{self, InRepository};
use crate::diagnostics::{Diagnostic, Format, Severity, Sources, print};
use crate::disk::Disk;
use crate::site::{Build, Options, SiteSources};
use crate::stages::Stage;

/// Prints all problems; with `--quiet`, people see errors only.
pub fn problems(diagnostics: &[Diagnostic], disk: &dyn Disk, format: ReportFormat, global: &Global) {
    let sources = SiteSources(disk);
    // A closed pipe on the other side is no reason to fail.
    let _ = match format {
        ReportFormat::Human => {
            let shown: Vec<Diagnostic> =
                diagnostics.iter().filter(|diagnostic| !global.quiet || diagnostic.is_error()).cloned().collect();
            let mut out = io::BufWriter::new(io::stderr().lock());
            print(&shown, &sources, Format::Human { colour: colour(global) }, &mut out).and_then(|()| out.flush())
        }
        ReportFormat::Json => to_stdout(diagnostics, &sources, Format::Json),
        ReportFormat::Github => to_host(diagnostics, &sources, Format::Github, global),
        ReportFormat::Sarif => to_host(diagnostics, &sources, Format::Sarif, global),
    };
}

/// For the host of the site's repository.
fn to_host(diagnostics: &[Diagnostic], site: &dyn Sources, format: Format, global: &Global) -> io::Result<()> {
    let folder = repository::folder(&global.root());
    to_stdout(&repository::placed(diagnostics, &folder), &InRepository { site, folder: &folder }, format)
}

fn to_stdout(diagnostics: &[Diagnostic], sources: &dyn Sources, format: Format) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    print(diagnostics, sources, format, &mut out)?;
    out.flush()
}

/// Colours for people at a terminal, unless they say otherwise (`NO_COLOR`, no-color.org).
fn colour(global: &Global) -> bool {
    match global.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// What a command was asked for, to standard output. Who closes it early, as `head` does, has what they wanted.
pub fn output(bytes: &[u8]) -> Exit {
    match io::stdout().write_all(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Machine,
        _ => Exit::Done,
    }
}

/// A line for people.
pub fn say(global: &Global, line: &str) {
    if !global.quiet {
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// A table of the stages: seconds of all threads together, and the share of their sum.
pub fn timings(global: &Global, stages: &[(Stage, Duration)], wall: Duration) {
    let sum: Duration = stages.iter().map(|(_, spent)| *spent).sum();
    let row = |name: &str, spent: Duration, share: &str| {
        say(global, &format!("{name:<14}{:>9.3} s{share}", spent.as_secs_f64()));
    };
    for (stage, spent) in stages {
        let share = 100.0 * spent.as_secs_f64() / sum.as_secs_f64();
        row(stage.name(), *spent, &format!("{share:>7.1} %"));
    }
    row("all threads", sum, "");
    row("from the start", wall, "");
}

/// "64 entries, 212 pages: 5 files written, 411 unchanged, 2 removed; 1 warning; 0.14 s", with "for `members`, with what is not published yet: "
/// before it where not everybody may read what was built.
pub fn summary(build: &Build, options: &Options, time: Duration) -> String {
    let published = build.published;
    let readers = build.snapshot.audience.as_ref().map(|audience| format!("for `{audience}`"));
    let early = options.shows_early().then(|| "with what is not published yet".to_owned());
    let readers: Vec<String> = readers.into_iter().chain(early).collect();
    let readers = if readers.is_empty() { String::new() } else { format!("{}: ", readers.join(", ")) };
    let mut line = format!(
        "{readers}{}, {}: {} written, {} unchanged",
        count(build.snapshot.weave.len(), "entry", "entries"),
        count(build.pages, "page", "pages"),
        count(published.written, "file", "files"),
        published.unchanged,
    );
    if published.removed > 0 {
        line.push_str(&format!(", {} removed", published.removed));
    }
    format!("{line}; {}; {:.2} s", counted(&build.diagnostics), time.as_secs_f64())
}

/// "2 errors, 1 warning"; "no problems".
pub fn counted(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    match (errors, warnings) {
        (0, 0) => "no problems".into(),
        (0, warnings) => count(warnings, "warning", "warnings"),
        (errors, 0) => count(errors, "error", "errors"),
        (errors, warnings) => {
            format!("{}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings"))
        }
    }
}

/// "1 file", "7 files".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
