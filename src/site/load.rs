//! Configuration, theme, content, weave, plan: everything up to the first rendered page.

use std::io::ErrorKind;
use std::sync::Arc;

use jiff::civil::Date;
use tera::Value;

use super::read::{Tree, read_tree};
use super::settle::settle;
use super::{Options, Phase, Progress};
use crate::config::{self, Config, Overrides};
use crate::content::Rules;
use crate::diagnostics::{Checks, Code, Diagnostic, Span};
use crate::disk::Disk;
use crate::kinds::{self, Kinds};
use crate::plan::{self, Plan};
use crate::render;
use crate::theme::{self, Theme};
use crate::view::{Parts, Snapshot};
use crate::weaver::{self, Viewer, Weave};

/// What became of a site.
pub struct Loaded {
    /// None where the configuration or the theme cannot be used at all.
    pub snapshot: Option<Snapshot>,
    /// Every problem, with the severity that the site gives it, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The configuration is what is wrong: exit code 2.
    pub misconfigured: bool,
    pub tree: Option<Tree>,
    pub viewer: Option<Viewer>,
}

/// Reads, weaves and plans a site. Nothing is rendered yet.
pub fn load(disk: &dyn Disk, options: &Options, progress: &dyn Progress) -> Loaded {
    let (config, mut found) = read_config(disk, options);
    let Some(config) = config else { return misconfigured(&Checks::default(), found) };
    let (kinds, problems) = kinds::resolve(&config);
    found.extend(problems);
    check_audience(&config, options, &mut found);
    let (theme, problems) = theme::load(&config, &kinds, disk);
    found.extend(problems);
    let is_wrong = |diagnostic: &Diagnostic| {
        matches!(diagnostic.code, Code::InvalidConfig | Code::InvalidTheme) && diagnostic.is_error()
    };
    let Some(theme) = theme.filter(|_| !found.iter().any(is_wrong)) else {
        return misconfigured(&config.checks, found);
    };
    let engine = match theme::engine(&theme) {
        Ok(engine) => Some(engine),
        Err(problems) => {
            found.extend(problems);
            None
        }
    };
    let (tree, problems) = read_tree(disk, Rules { config: &config, kinds: &kinds }, progress);
    found.extend(problems);
    let (viewer, today) = viewer(&config, options);
    progress.phase(Phase::Weave, 0);
    let (weave, plan, problems) = weave_and_plan(&config, &kinds, &theme, &tree, &viewer);
    found.extend(problems);
    let config = Arc::new(config);
    let snapshot = engine.map(|engine| {
        Snapshot::new(Parts {
            config: config.clone(),
            kinds: Arc::new(kinds),
            theme: Arc::new(theme),
            engine: Arc::new(engine),
            weave: Arc::new(weave),
            plan: Arc::new(plan),
            data: Value::from_serializable(&tree.data),
            today,
            sizes: Arc::new(tree.sizes.clone()),
        })
    });
    if let Some(snapshot) = &snapshot {
        found.extend(render::check(snapshot));
    }
    let diagnostics = settle(&config.checks, found);
    Loaded { snapshot, diagnostics, misconfigured: false, tree: Some(tree), viewer: Some(viewer) }
}

fn misconfigured(checks: &Checks, found: Vec<Diagnostic>) -> Loaded {
    Loaded { snapshot: None, diagnostics: settle(checks, found), misconfigured: true, tree: None, viewer: None }
}

/// The name of a site's configuration file.
pub const CONFIG_FILE: &str = "copsite.toml";

fn read_config(disk: &dyn Disk, options: &Options) -> (Option<Config>, Vec<Diagnostic>) {
    let file: Arc<str> = CONFIG_FILE.into();
    let problem = |message: String| Diagnostic::new(Code::InvalidConfig, message).at(Span::file(&file));
    match disk.read(CONFIG_FILE).map(String::from_utf8) {
        Ok(Ok(text)) => config::resolve(&file, &text, &Overrides { base_url: options.base_url.clone() }),
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

/// For whom, and the day in the site's time zone. A day named on the command line is taken at its
/// end, so that everything due on it is there.
fn viewer(config: &Config, options: &Options) -> (Viewer, Date) {
    let zone = &config.timezone;
    let end_of = |day: Date| zone.to_ambiguous_timestamp(day.at(23, 59, 59, 999_999_999)).compatible().ok();
    let now = options.as_of.and_then(end_of).unwrap_or(options.now);
    let today = options.as_of.unwrap_or_else(|| zone.to_datetime(now).date());
    let viewer = Viewer { now, drafts: options.drafts, future: options.future, audience: options.audience.clone() };
    (viewer, today)
}

fn weave_and_plan(
    config: &Config,
    kinds: &Kinds,
    theme: &Theme,
    tree: &Tree,
    viewer: &Viewer,
) -> (Weave, Plan, Vec<Diagnostic>) {
    let files: Vec<Arc<str>> = tree.sizes.keys().cloned().collect();
    let sources = weaver::Sources { config, kinds, docs: &tree.docs, files: &files, viewer };
    let (weave, mut found) = weaver::weave(sources);
    let theme_files = theme.urls();
    let sources =
        plan::Sources { config, kinds, weave: &weave, docs: &tree.docs, files: &files, theme_files: &theme_files };
    let (plan, problems) = plan::plan(sources);
    found.extend(problems);
    (weave, plan, found)
}
