//! `copsite weave`: the weaver's desk in the terminal, and the graph for other programs.
//!
//! Printing never changes a file; `accept` and `dismiss` do.

mod act;
mod formats;
mod graph;
mod human;
mod json;
mod rows;
mod scope;
mod state;

use super::Exit;
use super::arguments::{Global, ReportFormat, Weave, WeaveAction, WeaveFormat};
use super::report;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::RealDisk;
use crate::site::{self, DISMISSED_FILE, Silent};
use crate::view::Snapshot;
use crate::weaver::suggestions::{Suggestion, suggestions};
use graph::Graph;
use rows::rows;
use scope::Scope;

pub fn run(global: &Global, arguments: &Weave) -> Exit {
    let disk = RealDisk::new(global.root());
    let loaded = site::load(&disk, &global.options(None, None), &Silent);
    let Some(snapshot) = &loaded.snapshot else {
        report::problems(&loaded.diagnostics, &disk, ReportFormat::Human, global);
        return if loaded.misconfigured { Exit::Usage } else { Exit::Content };
    };
    let found = match wished(&disk, snapshot) {
        Ok(found) => found,
        Err(problem) => return fail(global, &disk, &[*problem], Exit::Machine),
    };
    match &arguments.action {
        Some(WeaveAction::Accept(accept)) => act::accept(global, &disk, &loaded, snapshot, &found, accept),
        Some(WeaveAction::Dismiss(dismiss)) => act::dismiss(global, &disk, snapshot, &found, dismiss),
        None => print(global, &disk, arguments, snapshot, &found),
    }
}

/// All suggestions that nobody has dismissed.
fn wished(disk: &RealDisk, snapshot: &Snapshot) -> Result<Vec<Suggestion>, Box<Diagnostic>> {
    let dismissed = site::dismissed(disk).map_err(|error| {
        let problem = Diagnostic::new(Code::UnreadableFile, format!("`{DISMISSED_FILE}` cannot be read: {error}"));
        problem.at(Span::file(&DISMISSED_FILE.into())).help("check its permissions")
    })?;
    let mut found = suggestions(&snapshot.weave, &snapshot.kinds);
    found.retain(|suggestion| !dismissed.contains(&suggestion.id));
    Ok(found)
}

fn print(global: &Global, disk: &RealDisk, arguments: &Weave, snapshot: &Snapshot, found: &[Suggestion]) -> Exit {
    let scope = match Scope::new(snapshot, arguments) {
        Ok(scope) => scope,
        Err(problem) => return fail(global, disk, &[*problem], Exit::Usage),
    };
    let found: Vec<&Suggestion> =
        found.iter().filter(|suggestion| scope.concerns(&snapshot.weave, suggestion)).collect();
    let rows = || rows(snapshot, disk, &found);
    let graph = || Graph::new(snapshot, &scope);
    let text = match arguments.format {
        WeaveFormat::Human => human::desk(&rows(), &state::state(snapshot, &scope)),
        WeaveFormat::Json => json::desk(snapshot, &scope, &rows()).unwrap_or_default(),
        WeaveFormat::Dot => formats::dot(&graph()),
        WeaveFormat::Graphml => formats::graphml(&graph()),
        WeaveFormat::Csv => formats::csv(&graph()).unwrap_or_default(),
    };
    report::output(text.as_bytes())
}

fn fail(global: &Global, disk: &RealDisk, problems: &[Diagnostic], exit: Exit) -> Exit {
    report::problems(problems, disk, ReportFormat::Human, global);
    exit
}
