//! `copsite build`

use std::time::Instant;

use super::Exit;
use super::arguments::{Build, Global, ReportFormat};
use super::progress::{Bar, name};
use super::report;
use crate::disk::{PublishOptions, RealDisk};
use crate::site::{self, BuildError, Options};
use crate::stages::Stages;

pub fn run(global: &Global, arguments: &Build) -> Exit {
    let started = Instant::now();
    let root = global.root();
    let disk = RealDisk::new(&root);
    let output = arguments.output.clone().unwrap_or_else(|| root.join("public"));
    let options = global.options(arguments.audience.as_ref(), arguments.base_url.as_ref());
    let options = Options { strict: arguments.strict, ..options };
    let stages = if arguments.timings { Stages::timed(Box::new(move || started.elapsed())) } else { Stages::default() };
    let bar = Bar::new(global.quiet || arguments.format != ReportFormat::Human).timed(stages.clone());
    let publishing = PublishOptions { force: arguments.force, ..PublishOptions::default() };
    let result = site::build(&disk, &root, &output, &options, &publishing, &bar);
    let phases = bar.finish();
    if global.verbose {
        for (phase, time) in phases {
            report::say(global, &format!("{:10} {:.3} s", name(phase), time.as_secs_f64()));
        }
    }
    if arguments.timings {
        report::timings(global, &stages.spent(), started.elapsed());
    }
    let (diagnostics, exit) = match result {
        Ok(build) => {
            report::problems(&build.diagnostics, &disk, arguments.format, global);
            report::say(global, &report::summary(&build, &options, started.elapsed()));
            // The process ends now: to free a large site piece by piece would only make people wait.
            std::mem::forget(build.snapshot);
            return Exit::Done;
        }
        Err(BuildError::Content(diagnostics)) => (diagnostics, Exit::Content),
        Err(BuildError::Usage(diagnostics)) => (diagnostics, Exit::Usage),
        Err(BuildError::Machine(diagnostics)) => (diagnostics, Exit::Machine),
    };
    report::problems(&diagnostics, &disk, arguments.format, &global.with_strict(arguments.strict));
    report::say(global, &format!("{}; nothing was published", report::counted(&diagnostics)));
    exit
}
