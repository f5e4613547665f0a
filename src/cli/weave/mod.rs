//! `copsite weave`: the weaver's desk in the terminal, and the graph for other programs.
//!
//! Printing never changes a file; `accept` and `dismiss` do.

mod human;
mod rows;

use std::io::{self, Write};

use super::Exit;
use super::arguments::{Global, ReportFormat, Weave, WeaveFormat};
use super::report;
use crate::disk::RealDisk;
use crate::site::{self, Silent};
use crate::weaver::suggestions::suggestions;
use rows::rows;

pub fn run(global: &Global, arguments: &Weave) -> Exit {
    let disk = RealDisk::new(global.root());
    let loaded = site::load(&disk, &global.options(None, None), &Silent);
    let Some(snapshot) = &loaded.snapshot else {
        report::problems(&loaded.diagnostics, &disk, ReportFormat::Human, global);
        return if loaded.misconfigured { Exit::Usage } else { Exit::Content };
    };
    let found = suggestions(&snapshot.weave, &snapshot.kinds);
    let rows = rows(snapshot, &disk, &found);
    let text = match arguments.format {
        WeaveFormat::Human => human::desk(&rows),
        _ => String::new(),
    };
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => Exit::Done,
        Err(_) => Exit::Machine,
    }
}
