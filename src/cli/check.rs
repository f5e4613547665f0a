//! `copsite check`: everything that is wrong, templates included, and nothing written.

use super::Exit;
use super::arguments::{Check, Global, ReportFormat};
use super::progress::Bar;
use super::report;
use crate::diagnostics::Diagnostic;
use crate::disk::RealDisk;
use crate::site;

pub fn run(global: &Global, arguments: &Check) -> Exit {
    let disk = RealDisk::new(global.root());
    let bar = Bar::new(global.quiet || arguments.format != ReportFormat::Human);
    let loaded = site::load(&disk, &global.options(arguments.audience.as_ref(), None), &bar);
    let mut diagnostics = loaded.diagnostics;
    if let (Some(snapshot), Some(tree)) = (&loaded.snapshot, &loaded.tree)
        && let Err(errors) = site::render_all(snapshot, tree, &bar, &site::discard(&disk))
    {
        diagnostics.extend(errors);
    }
    bar.finish();
    report::problems(&diagnostics, &disk, arguments.format, global);
    report::say(global, &report::counted(&diagnostics));
    match diagnostics.iter().any(Diagnostic::is_error) {
        _ if loaded.misconfigured => Exit::Usage,
        true => Exit::Content,
        false => Exit::Done,
    }
}
