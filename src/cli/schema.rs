//! `copsite schema`: JSON Schema for editors.

use std::sync::Arc;

use super::Exit;
use super::arguments::{Global, ReportFormat, Schema};
use super::report;
use jiff::tz::TimeZone;

use crate::config::{self, Overrides};
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::disk::{Disk, RealDisk};
use crate::kinds::{self, Kinds, json_schema};
use crate::render::WEAVER_SCHEMA;
use crate::site::CONFIG_FILE;
use crate::view::contract;

pub fn run(global: &Global, arguments: &Schema) -> Exit {
    match arguments.what.as_str() {
        "config" => return print(&config::schema()),
        "template" => return print(&contract::schema()),
        "weaver" => return report::output(WEAVER_SCHEMA.as_bytes()),
        _ => {}
    }
    let disk = RealDisk::new(global.root());
    let (kinds, _, found) = kinds_of(&disk);
    if found.iter().any(Diagnostic::is_error) {
        report::problems(&found, &disk, ReportFormat::Human, global);
        return Exit::Usage;
    }
    match kinds.get(&arguments.what) {
        Some(kind) => print(&json_schema(kind, &kinds)),
        None => {
            report::problems(&[unknown_kind(&arguments.what, &kinds)], &disk, ReportFormat::Human, global);
            Exit::Usage
        }
    }
}

/// The kinds and the time zone of the site at `disk`; outside a site the built-in ones.
pub fn kinds_of(disk: &dyn Disk) -> (Kinds, TimeZone, Vec<Diagnostic>) {
    let file: Arc<str> = CONFIG_FILE.into();
    let text = disk.read(CONFIG_FILE).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.unwrap_or_else(|| "title = \"copsite\"".into());
    let (config, mut found) = config::resolve(&file, &text, &Overrides::default());
    let Some(config) = config else { return (Kinds::default(), TimeZone::UTC, found) };
    let (kinds, problems) = kinds::resolve(&config);
    found.extend(problems);
    (kinds, config.timezone, found)
}

/// A kind named on the command line that the site does not have.
pub fn unknown_kind(name: &str, kinds: &Kinds) -> Diagnostic {
    let problem = Diagnostic::new(Code::UnknownKind, format!("there is no kind `{name}`"));
    let all = || kinds.kinds.iter().map(|kind| &*kind.name);
    match did_you_mean(name, all()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the kinds are {}", all().collect::<Vec<_>>().join(", "))),
    }
}

fn print(schema: &serde_json::Value) -> Exit {
    report::output(format!("{schema:#}\n").as_bytes())
}
