//! `copsite check`: everything that is wrong, templates included, and nothing written.

use std::sync::Arc;

use super::Exit;
use super::arguments::{Check, Global, ReportFormat};
use super::external::dead_links;
use super::progress::Bar;
use super::report;
use crate::disk::RealDisk;
use crate::practice::calendar::{Occurrence, Status};
use crate::site;
use crate::view::Snapshot;
use crate::weaver::{EntryIx, Gap};

pub fn run(global: &Global, arguments: &Check) -> Exit {
    let disk = RealDisk::new(global.root());
    let bar = Bar::new(global.quiet || arguments.format != ReportFormat::Human);
    let loaded = site::load(&disk, &global.options(arguments.audience.as_ref(), None), &bar);
    let mut diagnostics = loaded.diagnostics;
    if let (Some(snapshot), Some(tree), Some(viewer)) = (&loaded.snapshot, &loaded.tree, &loaded.viewer)
        && let Err(errors) = site::check_all(snapshot, tree, viewer, &bar, &disk)
    {
        diagnostics.extend(site::without_told(errors, &diagnostics));
    }
    bar.finish();
    if let (true, Some(snapshot), Some(tree)) = (arguments.external, &loaded.snapshot, &loaded.tree) {
        diagnostics.extend(dead_links(snapshot, tree, &disk, global));
    }
    report::problems(&diagnostics, &disk, arguments.format, &global.with_strict(arguments.strict));
    if arguments.format == ReportFormat::Human
        && let Some(snapshot) = &loaded.snapshot
    {
        dates(global, snapshot);
        charters(global, snapshot);
    }
    report::say(global, &report::counted(&diagnostics));
    match diagnostics.iter().any(|problem| arguments.strict || problem.is_error()) {
        _ if loaded.misconfigured => Exit::Usage,
        true => Exit::Content,
        false => Exit::Done,
    }
}

/// Dates that are listed of an event that repeats: enough to see whether the rule means what was meant.
const DATES: usize = 5;

/// The next dates of all that repeats.
fn dates(global: &Global, snapshot: &Snapshot) {
    for series in snapshot.calendar.series() {
        let Some(repeat) = &series.schedule.repeat else { continue };
        let file = &snapshot.weave.doc(series.entry).file;
        let coming = series.coming(snapshot.today, &snapshot.config.timezone).take(DATES);
        let lines: Vec<String> = coming.map(|date| format!("  {}", in_words(&date))).collect();
        let lines = if lines.is_empty() { "  it has no date ahead".to_owned() } else { lines.join("\n") };
        report::say(global, &format!("{file} repeats \"{}\":\n{lines}", repeat.written));
    }
}

/// `Thursday 14 January 2027, 17:30 GMT (moved)`
fn in_words(date: &Occurrence) -> String {
    let day = date.when.starts.strftime("%A %-d %B %Y");
    let clock = match date.when.is_all_day() {
        true => String::new(),
        false => {
            let zone = date.when.zone.to_offset_info(date.when.at());
            format!(", {} {}", date.when.starts.strftime("%H:%M"), zone.abbreviation())
        }
    };
    let status = match date.status {
        status @ (Status::Moved | Status::Cancelled) => format!(" ({})", status.name()),
        _ => String::new(),
    };
    format!("{day}{clock}{status}")
}

/// What the charters of communities leave open, in the order of the communities.
fn charters(global: &Global, snapshot: &Snapshot) {
    let Some(kind) = snapshot.kinds.get("community") else { return };
    let label = |name: &Arc<str>| {
        let labels: Vec<&str> = kind.field_and_part(name).into_iter().map(|field| &*field.label).collect();
        labels.join(": ")
    };
    let open = snapshot.weave.gaps().iter().filter_map(|gap| match gap {
        Gap::Charter { entry, fields } => Some((*entry, fields)),
        _ => None,
    });
    let mut open: Vec<(EntryIx, &Vec<Arc<str>>)> = open.collect();
    open.retain(|(entry, _)| snapshot.weave.doc(*entry).id.kind == kind.name);
    open.sort_by_key(|(entry, _)| *entry);
    for (entry, fields) in open {
        let file = &snapshot.weave.doc(entry).file;
        let labels: Vec<String> = fields.iter().map(label).collect();
        report::say(global, &format!("{file}: the charter has no answer yet to: {}", labels.join("; ")));
    }
}
