//! `copsite new <kind> <title>`: a file from the kind's schema; says where, and what to fill in.

use jiff::Timestamp;

use super::Exit;
use super::arguments::{Global, New, ReportFormat};
use super::report;
use super::schema::{kinds_of, unknown_kind};
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::{Disk, RealDisk};
use crate::kinds::{Field, Kind};
use crate::site::{CONFIG_FILE, new_entry};

pub fn run(global: &Global, arguments: &New) -> Exit {
    let disk = RealDisk::new(global.root());
    let fail = |problem: Diagnostic, exit| {
        report::problems(&[problem], &disk, ReportFormat::Human, global);
        exit
    };
    if !disk.exists(CONFIG_FILE) {
        let problem = Diagnostic::new(Code::InvalidConfig, "there is no `copsite.toml` here");
        return fail(problem.help("make a site with `copsite init`, or name its folder with `--root`"), Exit::Usage);
    }
    let (kinds, zone, found) = kinds_of(&disk);
    if found.iter().any(Diagnostic::is_error) {
        report::problems(&found, &disk, ReportFormat::Human, global);
        return Exit::Usage;
    }
    let Some(kind) = kinds.get(&arguments.kind) else {
        return fail(unknown_kind(&arguments.kind, &kinds), Exit::Usage);
    };
    let today = global.as_of.unwrap_or_else(|| zone.to_datetime(Timestamp::now()).date());
    match new_entry(&disk, &kinds, kind, &arguments.title, today) {
        Ok(path) => {
            report::say(global, &written(kind, &path));
            Exit::Done
        }
        Err(problem) if problem.code == Code::WriteFailed => fail(*problem, Exit::Machine),
        Err(problem) => fail(*problem, Exit::Usage),
    }
}

fn written(kind: &Kind, path: &str) -> String {
    format!("wrote {path}{}", left_to_fill(kind))
}

/// What a person has to put into a new entry's file: "; fill in definition".
pub fn left_to_fill(kind: &Kind) -> String {
    let is_left = |field: &&Field| field.required && field.default.is_none();
    let required: Vec<&str> = kind.fields.iter().filter(is_left).map(|field| &*field.name).collect();
    match required.as_slice() {
        [] => String::new(),
        fields => format!("; fill in {}", fields.join(", ")),
    }
}
