//! `copsite theme`: what the site's theme is made of, and copies of its files to change.
//!
//! Nothing is ever written over unless that is asked for.

mod eject;
mod show;

use crate::config::Overrides;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::disk::{Disk, RealDisk};
use crate::kinds;
use crate::site::read_config;
use crate::theme::{self, Files, Theme};

use super::Exit;
use super::arguments::{self, Global, ReportFormat, ThemeAction};
use super::report;

/// The folders in which a site's own files take the place of its theme's.
const OVERRIDES: [&str; 3] = ["templates/", "assets/", "i18n/"];

pub fn run(global: &Global, arguments: &arguments::Theme) -> Exit {
    let disk = RealDisk::new(global.root());
    let (theme, found) = theme_of(&disk);
    report::problems(&found, &disk, ReportFormat::Human, global);
    let Some(theme) = theme else { return Exit::Usage };
    let done = match &arguments.action {
        ThemeAction::Show(show) => show::run(&theme, show),
        ThemeAction::Eject(eject) => eject::run(global, &disk, &theme, eject),
    };
    done.unwrap_or_else(|problems| {
        let is_machine = problems.iter().any(|problem| problem.code == Code::WriteFailed);
        report::problems(&problems, &disk, ReportFormat::Human, global);
        if is_machine { Exit::Machine } else { Exit::Usage }
    })
}

/// The theme of the site at `disk`, also where something in it is wrong, and what that is.
fn theme_of(disk: &dyn Disk) -> (Option<Theme>, Vec<Diagnostic>) {
    let (config, mut found) = read_config(disk, &Overrides::default());
    let Some(config) = config else { return (None, found) };
    let (kinds, problems) = kinds::resolve(&config);
    found.extend(problems);
    let (theme, problems) = theme::load(&config, &kinds, disk);
    found.extend(problems);
    found.extend(theme.iter().flat_map(theme::over_budget));
    (theme, found)
}

/// The path inside a theme that somebody means, who may leave out `templates/`.
fn path_of<'f>(files: &'f Files, said: &str) -> Result<&'f str, Box<Diagnostic>> {
    let said = said.trim_start_matches("./");
    let template = format!("templates/{said}");
    let found = files.get_key_value(said).or_else(|| files.get_key_value(template.as_str()));
    match found {
        Some((path, _)) => Ok(path),
        None => Err(Box::new(no_such_file(files, said))),
    }
}

fn no_such_file(files: &Files, said: &str) -> Diagnostic {
    let problem = Diagnostic::new(Code::InvalidTheme, format!("the theme has no file `{said}`"));
    let paths = || files.keys().map(|path| &**path);
    let names = paths().map(|path| path.strip_prefix("templates/").unwrap_or(path));
    let by_name = paths().find(|path| path.rsplit('/').next() == Some(said));
    let folder = format!("{}/", said.trim_end_matches('/'));
    problem.help(match by_name.or_else(|| did_you_mean(said, names)) {
        _ if paths().any(|path| path.starts_with(&folder)) => "it is a folder; name the files in it".to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None => "`copsite theme show` lists them all".to_owned(),
    })
}
