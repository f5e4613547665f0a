//! Configuration and theme: what has to be there before anything is read.
//!
//! Each is read as a whole. Where one cannot be used, its problems are told and nothing else.

use std::io::ErrorKind;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use tera::Tera;

use super::listing::CONTENT;
use super::{CONFIG_FILE, Options};
use crate::config::{self, Config, Overrides};
use crate::content::Rules;
use crate::diagnostics::{Checks, Code, Diagnostic, Span};
use crate::disk::{Commits, Disk, FoundFile, NoHistory};
use crate::kinds::{self, Kinds};
use crate::theme::{self, Theme};
use crate::view::contract;
use crate::weaver::Viewer;

/// The rules of a site.
pub struct Setup {
    pub config: Arc<Config>,
    pub kinds: Arc<Kinds>,
    /// For whom the site is built; for the widest audience if none is named.
    pub audience: Option<String>,
    /// When files were last committed, where the site asks for that.
    pub commits: Commits,
}

impl Setup {
    pub fn rules(&self) -> Rules<'_> {
        Rules::new(&self.config, &self.kinds).seen_by(self.audience.as_deref()).committed(&self.commits)
    }

    /// For whom, and the day in the site's time zone. A day named on the command line is taken at its
    /// end, so that everything due on it is there.
    pub fn viewer(&self, options: &Options) -> (Viewer, Date) {
        let (now, today) = moment(&self.config, options);
        let drafts = options.drafts.clone();
        let viewer = Viewer { now, drafts, future: options.future, audience: options.audience.clone() };
        (viewer, today)
    }
}

fn moment(config: &Config, options: &Options) -> (Timestamp, Date) {
    let zone = &config.timezone;
    let end_of = |day: Date| zone.to_ambiguous_timestamp(day.at(23, 59, 59, 999_999_999)).compatible().ok();
    let now = options.as_of.and_then(end_of).unwrap_or(options.now);
    (now, options.as_of.unwrap_or_else(|| zone.to_datetime(now).date()))
}

/// How a site looks.
pub struct Look {
    pub theme: Arc<Theme>,
    /// None where a template cannot be parsed.
    pub engine: Option<Arc<Tera>>,
}

/// The bytes of `copsite.toml`; none where it is not there.
pub fn config_bytes(disk: &dyn Disk) -> Option<Vec<u8>> {
    disk.read(CONFIG_FILE).ok()
}

/// What became of `copsite.toml`.
pub struct Read {
    /// None where it has an error.
    pub setup: Option<Setup>,
    /// How the site wants problems to be taken, as far as that can be told.
    pub checks: Checks,
    pub problems: Vec<Diagnostic>,
}

/// Reads `copsite.toml` and the kinds it describes.
pub fn read(disk: &dyn Disk, options: &Options) -> Read {
    let overrides = Overrides { base_url: options.base_url.clone() };
    let (config, mut problems) = config(disk, &overrides);
    let Some(config) = config else { return Read { setup: None, checks: Checks::default(), problems } };
    let (kinds, found) = kinds::resolve(&config);
    problems.extend(found);
    check_audience(&config, options, &mut problems);
    let is_usable = !problems.iter().any(is_wrong);
    let checks = config.checks.clone();
    let audience = options.audience.clone();
    let setup = is_usable.then(|| {
        let commits = commits(disk, &config, options, &mut problems);
        Setup { config: config.into(), kinds: kinds.into(), audience, commits }
    });
    Read { setup, checks, problems }
}

/// When files of the content were last committed, up to the moment of the build.
fn commits(disk: &dyn Disk, config: &Config, options: &Options, problems: &mut Vec<Diagnostic>) -> Commits {
    let Some(wanted) = &config.git_dates else { return Commits::new() };
    let (now, _) = moment(config, options);
    disk.commits(CONTENT, now).unwrap_or_else(|why| {
        problems.push(no_history(why).at(Span::new(&config.file, wanted.clone())));
        Commits::new()
    })
}

fn no_history(why: NoHistory) -> Diagnostic {
    let (message, help) = match why {
        NoHistory::Shallow => (
            "this clone holds only the newest commits, so that it cannot tell when files were changed".to_owned(),
            "fetch all of them: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` at GitLab, or `git fetch --unshallow`",
        ),
        NoHistory::Untold(reason) => (
            format!("git does not tell when files were changed: {reason}"),
            "build where the site's repository is, or take `git_dates` out",
        ),
    };
    Diagnostic::new(Code::NoHistory, message).help(help)
}

/// Reads the theme and the site's own files over it. There is nothing to go by where its description
/// has an error; where only a template has, there is no engine.
pub fn look(disk: &dyn Disk, setup: &Setup) -> (Option<Look>, Vec<Diagnostic>) {
    let (theme, mut found) = theme(disk, setup);
    let Some(theme) = theme else { return (None, found) };
    let (engine, problems) = engine(&theme);
    found.extend(problems);
    (Some(Look { theme, engine }), found)
}

/// The theme, which is all that entries are read, woven and planned by. None where its description has an error.
pub fn theme(disk: &dyn Disk, setup: &Setup) -> (Option<Arc<Theme>>, Vec<Diagnostic>) {
    let (theme, found) = theme::load(&setup.config, &setup.kinds, disk);
    (theme.filter(|_| !found.iter().any(is_wrong)).map(Arc::new), found)
}

/// The engine for the templates of a theme, and what is slow to find wrong with it. None where a template has an error.
pub fn engine(theme: &Theme) -> (Option<Arc<Tera>>, Vec<Diagnostic>) {
    let unknown = || if theme.is_bundled() { Vec::new() } else { theme::unknown_data(theme, &contract::schema()) };
    let (engine, (unknown, mut found)) =
        rayon::join(|| theme::engine(theme), || rayon::join(unknown, || theme::over_budget(theme)));
    // Templates that cannot be parsed tell nothing of the data that they name.
    found.extend(if engine.is_ok() { unknown } else { Vec::new() });
    found.extend(theme::unsaid(theme));
    let engine = engine.map_err(|problems| found.extend(problems)).ok();
    (engine.map(Arc::new), found)
}

/// All files that a look is made of, to tell whether one has changed.
pub fn look_files(disk: &dyn Disk, setup: &Setup) -> Vec<FoundFile> {
    let own = ["themes", "templates", "assets", "i18n"].into_iter().flat_map(|folder| disk.walk(folder).files);
    own.chain(fonts(setup).filter_map(|path| disk.look(&path).ok())).collect()
}

/// The fonts of the site, of which a style sheet says what they hold, as files under `static/`.
pub fn fonts(setup: &Setup) -> impl Iterator<Item = String> {
    setup.config.theme.fonts.values().flat_map(|font| font.paths()).map(|path| format!("static/{path}"))
}

fn is_wrong(problem: &Diagnostic) -> bool {
    matches!(problem.code, Code::InvalidConfig | Code::InvalidTheme) && problem.is_error()
}

/// Reads `copsite.toml`; its problems are also told where none of it can be used.
pub fn config(disk: &dyn Disk, overrides: &Overrides) -> (Option<Config>, Vec<Diagnostic>) {
    let file: Arc<str> = CONFIG_FILE.into();
    let problem = |message: String| Diagnostic::new(Code::InvalidConfig, message).at(Span::file(&file));
    match disk.read(CONFIG_FILE).map(String::from_utf8) {
        Ok(Ok(text)) => config::resolve(&file, &text, overrides),
        Ok(Err(_)) => (None, vec![problem("`copsite.toml` is not UTF-8".into()).help("save it as UTF-8")]),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let missing = problem("there is no `copsite.toml` here".into());
            (None, vec![missing.help("make a site with `copsite init`, or name its folder with `--root`")])
        }
        Err(error) => (None, vec![problem(format!("`copsite.toml` cannot be read: {error}"))]),
    }
}

/// The audience on the command line must be one that the site has.
fn check_audience(config: &Config, options: &Options, found: &mut Vec<Diagnostic>) {
    let Some(audience) = &options.audience else { return };
    if !config.audiences.iter().any(|known| **known == **audience) {
        let known = config.audiences.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let problem = Diagnostic::new(Code::InvalidConfig, format!("there is no audience `{audience}`"));
        found.push(problem.help(format!("`[audiences]` has {known}")));
    }
}
