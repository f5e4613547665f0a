//! `copsite weave accept` and `copsite weave dismiss`.

use super::super::arguments::{Accept, Dismiss, Global};
use super::super::new::left_to_fill;
use super::super::report;
use super::super::schema::unknown_kind;
use super::rows::rows;
use super::{Exit, fail};
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::RealDisk;
use crate::site::desk::{Accepted, Desk, named};
use crate::site::{self, DISMISSED_FILE, Loaded};
use crate::view::Snapshot;
use crate::weaver::suggestions::Suggestion;

pub fn accept(
    global: &Global,
    disk: &RealDisk,
    loaded: &Loaded,
    snapshot: &Snapshot,
    found: &[Suggestion],
    arguments: &Accept,
) -> Exit {
    let (chosen, unknown) = named(found, &arguments.ids);
    if !unknown.is_empty() {
        return fail(global, disk, &unknown, Exit::Usage);
    }
    let kind = arguments.kind.as_deref();
    if let Some(name) = kind.filter(|name| snapshot.kinds.get(name).is_none()) {
        return fail(global, disk, &[unknown_kind(name, &snapshot.kinds)], Exit::Usage);
    }
    let Some(tree) = &loaded.tree else { return Exit::Machine };
    let kind = kind.and_then(|name| snapshot.kinds.get(name));
    let desk = Desk { disk, snapshot, tree, today: snapshot.today, kind };
    let (accepted, problems) = desk.accept(&chosen);
    for accepted in &accepted {
        report::say(global, &told(accepted, snapshot));
    }
    match problems.iter().any(|problem| problem.code == Code::WriteFailed) {
        _ if problems.is_empty() => Exit::Done,
        true => fail(global, disk, &problems, Exit::Machine),
        false => fail(global, disk, &problems, Exit::Content),
    }
}

fn told(accepted: &Accepted, snapshot: &Snapshot) -> String {
    let kind = accepted.made.as_ref().and_then(|kind| snapshot.kinds.get(kind));
    match kind {
        Some(kind) => format!("{}: wrote {}{}", accepted.id, accepted.file, left_to_fill(kind)),
        None => format!("{}: changed {}", accepted.id, accepted.file),
    }
}

pub fn dismiss(
    global: &Global,
    disk: &RealDisk,
    snapshot: &Snapshot,
    found: &[Suggestion],
    arguments: &Dismiss,
) -> Exit {
    let (chosen, unknown) = named(found, &arguments.ids);
    if !unknown.is_empty() {
        return fail(global, disk, &unknown, Exit::Usage);
    }
    let lines: Vec<(String, String)> = rows(snapshot, disk, &chosen)
        .into_iter()
        .map(|row| (row.id, [row.from.or(row.name).unwrap_or_default(), row.why].join(" ")))
        .collect();
    match site::dismiss(disk, &lines) {
        Ok(()) => {
            chosen.iter().for_each(|suggestion| report::say(global, &format!("{}: dismissed", suggestion.id)));
            Exit::Done
        }
        Err(error) => {
            let problem = Diagnostic::new(Code::WriteFailed, format!("`{DISMISSED_FILE}` cannot be written: {error}"));
            fail(global, disk, &[problem.help("check its permissions, and that it is UTF-8")], Exit::Machine)
        }
    }
}
