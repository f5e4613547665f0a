//! A site that is looked at while it is written: the only thing here that ever changes.
//!
//! Every change ends in the snapshot that a clean load of the same files would give. What is not
//! affected is shared with the snapshot before, which fingerprints tell, never a list of what depends
//! on what. While something is broken, what was there before it stays.

mod snapshots;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;

use super::change::Change;
use super::settle::settle;
use super::setup::{self, Look, Setup};
use super::shelving::Shelving;
use super::update::{Changed, Update, Work};
use super::woven::Woven;
use super::{Loaded, News, Options, Phase, Progress, Stored, Tree};
use crate::content::Doc;
use crate::diagnostics::{Checks, Code, Diagnostic};
use crate::disk::{Disk, FoundFile};
use crate::render::{self, Memo};
use crate::stages::Stage;
use crate::view::Snapshot;
use crate::weaver::{EntryIx, Viewer};

#[derive(Default)]
pub struct Site {
    config: Option<Vec<u8>>,
    setup: Option<Setup>,
    setup_problems: Vec<Diagnostic>,
    checks: Checks,
    look_files: Vec<FoundFile>,
    look: Option<Look>,
    look_problems: Vec<Diagnostic>,
    tree: Option<Tree>,
    woven: Option<Woven>,
    snapshot: Option<Arc<Snapshot>>,
    /// What is wrong in entries as far as the snapshot tells.
    checked: Vec<(EntryIx, Vec<Diagnostic>)>,
    seen: Option<(Viewer, Date)>,
    diagnostics: Vec<Diagnostic>,
    /// Where code is kept that is highlighted while the site is woven for the first time; none where it is not wanted.
    code: Option<Arc<Memo>>,
    /// [`Options::in_memory`], where there is a limit.
    in_memory: Option<u64>,
    work: Work,
}

impl Site {
    /// Reads, weaves and plans a site for the first time.
    pub fn open(disk: &dyn Disk, options: &Options, progress: &dyn Progress) -> Site {
        let mut site = Site::default();
        site.renew(disk, options, &[Change::Rescan], progress);
        site
    }

    /// The same, holds no more texts than the options say, and highlights code of them meanwhile.
    pub fn open_for_build(disk: &dyn Disk, options: &Options, progress: &dyn Progress) -> Site {
        let code = Some(Memo::timed(progress.stages()).into());
        let mut site = Site { code, in_memory: Some(options.in_memory), ..Site::default() };
        site.renew(disk, options, &[Change::Rescan], progress);
        site
    }

    /// Takes changes in. Reads what they name and no more.
    pub fn apply(&mut self, disk: &dyn Disk, options: &Options, changes: &[Change]) -> Update {
        self.renew(disk, options, changes, &super::Silent)
    }

    /// None where the configuration or the theme could not be used even once.
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.snapshot.as_ref()
    }

    /// Every problem, with the severity that the site gives it, sorted by place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How to open files that the disk spells in another way.
    pub fn stored(&self) -> Arc<Stored> {
        self.tree.as_ref().map(|tree| tree.stored.clone()).unwrap_or_default()
    }

    /// All entries that were read, also those that nobody is shown, and why not.
    pub fn entries(&self) -> impl Iterator<Item = (&Arc<Doc>, Option<crate::weaver::Withheld>)> {
        let docs = self.tree.iter().flat_map(|tree| &tree.docs);
        docs.filter_map(|doc| {
            let ((viewer, _), setup) = (self.seen.as_ref()?, self.setup.as_ref()?);
            Some((doc, viewer.reason(&doc.facts, &setup.config)))
        })
    }

    pub fn work(&self) -> Work {
        self.work
    }

    pub fn into_loaded(self) -> Loaded {
        let misconfigured = self.setup.is_none() || self.look.is_none();
        Loaded {
            snapshot: self.snapshot.as_deref().cloned(),
            diagnostics: self.diagnostics,
            misconfigured,
            tree: self.tree,
            viewer: self.seen.map(|(viewer, _)| viewer),
            code: self.code,
        }
    }

    fn renew(&mut self, disk: &dyn Disk, options: &Options, changes: &[Change], progress: &dyn Progress) -> Update {
        let mut changed = Changed::default();
        let before = self.work;
        let is_everything = self.tree.is_none() || changes.contains(&Change::Rescan);
        let asks = |wanted: Change| is_everything || changes.contains(&wanted);
        if asks(Change::Config) {
            changed.setup = self.renew_setup(disk, options);
        }
        let is_first = self.tree.is_none();
        if is_first {
            changed.look = self.read_first(disk, &mut changed.news, progress);
        } else if changed.setup || asks(Change::Theme) || self.shows_file(changes) {
            let is_named = changed.setup || changes.contains(&Change::Theme) || self.shows_file(changes);
            changed.look = self.renew_look(disk, is_named);
        }
        if self.setup.is_some() && self.look.is_some() {
            if is_first {
                self.weave_first(options, &mut changed, progress);
            } else {
                self.renew_tree(disk, changes, &mut changed, progress);
                self.renew_weave(options, &mut changed, progress);
            }
            progress.stages().time(Stage::Cards, || self.renew_snapshot(&changed));
        }
        let mut update = Update { work: self.work.since(before), ..self.update(changed) };
        update.is_change |= changes.contains(&Change::Dismissed);
        update
    }

    /// Whether a file has changed that a style sheet shows and says something of.
    fn shows_file(&self, changes: &[Change]) -> bool {
        self.awaits_file(changes) || changes.iter().any(|change| self.is_font(change))
    }

    fn is_font(&self, change: &Change) -> bool {
        let Change::Asset(path) = change else { return false };
        self.setup.iter().flat_map(setup::fonts).any(|font| font == **path)
    }

    /// Whether a file has come or gone while a style sheet shows one that is not there.
    fn awaits_file(&self, changes: &[Change]) -> bool {
        let is_missing = self.look_problems.iter().any(|problem| problem.code == Code::MissingImage);
        is_missing && changes.iter().any(|change| matches!(change, Change::Asset(_) | Change::Rescan))
    }

    /// Reads the configuration where it has changed. One that cannot be used leaves the last one.
    fn renew_setup(&mut self, disk: &dyn Disk, options: &Options) -> bool {
        let config = setup::config_bytes(disk);
        if self.setup_problems.is_empty() && self.setup.is_some() && config == self.config {
            return false;
        }
        let setup::Read { setup, checks, problems } = setup::read(disk, options);
        self.setup_problems = problems;
        self.checks = checks;
        let is_other = config != self.config || self.setup.is_none();
        match setup {
            Some(setup) if is_other => {
                self.config = config;
                self.setup = Some(setup);
                true
            }
            _ => false,
        }
    }

    /// Reads theme and templates where they have changed. What cannot be used leaves the last ones.
    fn renew_look(&mut self, disk: &dyn Disk, is_named: bool) -> bool {
        let Some(setup) = &self.setup else { return false };
        let files = setup::look_files(disk, setup);
        if !is_named && files == self.look_files {
            return false;
        }
        self.look_files = files;
        let look = setup::look(disk, setup);
        self.take_look(look)
    }

    fn take_look(&mut self, (look, problems): (Option<Look>, Vec<Diagnostic>)) -> bool {
        self.look_problems = problems;
        let has_engine = |look: &Look| look.engine.is_some();
        match look {
            Some(look) if has_engine(&look) || !self.look.as_ref().is_some_and(has_engine) => {
                self.look = Some(look);
                true
            }
            _ => false,
        }
    }

    /// Reads theme and texts, which need nothing of one another, at once. Without a theme no text is kept.
    fn read_first(&mut self, disk: &dyn Disk, news: &mut News, progress: &dyn Progress) -> bool {
        let Some(setup) = &self.setup else { return false };
        self.look_files = setup::look_files(disk, setup);
        let ((theme, problems), (tree, found)) = rayon::join(
            || progress.stages().time(Stage::Theme, || setup::theme(disk, setup)),
            || Tree::new(disk, setup.rules(), Shelving::above(self.in_memory), progress),
        );
        self.look_problems = problems;
        self.look = theme.map(|theme| Look { theme, engine: None });
        if self.look.is_some() {
            self.work.read += found.read;
            self.tree = Some(tree);
            *news = found;
        }
        self.look.is_some()
    }

    /// Weaves and plans, for which neither templates nor code are needed, while these are made ready. Until then the
    /// look has no engine.
    fn weave_first(&mut self, options: &Options, changed: &mut Changed, progress: &dyn Progress) {
        let (Some(Look { theme, .. }), Some(tree)) = (&self.look, &self.tree) else { return };
        let (theme, docs) = (theme.clone(), tree.docs.clone());
        let stages = progress.stages();
        let (memo, is_woven) = (self.code.clone(), AtomicBool::new(false));
        let code = || match memo {
            Some(memo) => memo.highlight(&docs, || !is_woven.load(Ordering::Relaxed)),
            None => stages.time(Stage::Highlight, || render::prepare(&docs)),
        };
        let engine = || stages.time(Stage::Theme, || setup::engine(&theme));
        let weave = || {
            self.renew_weave(options, changed, progress);
            is_woven.store(true, Ordering::Relaxed);
        };
        // The weave comes first: one thread alone has no use for code that nobody may ask for.
        let ((), ((engine, problems), ())) = rayon::join(weave, || rayon::join(engine, code));
        self.look_problems.extend(problems);
        self.look = Some(Look { theme, engine });
    }

    fn renew_tree(&mut self, disk: &dyn Disk, changes: &[Change], changed: &mut Changed, progress: &dyn Progress) {
        let Some(setup) = &self.setup else { return };
        changed.news = match &mut self.tree {
            Some(tree) if !changed.setup => tree.refresh(disk, setup.rules(), changes),
            tree => {
                let (read, news) = Tree::new(disk, setup.rules(), Shelving::above(self.in_memory), progress);
                *tree = Some(read);
                news
            }
        };
        self.work.read += changed.news.read;
    }

    fn renew_weave(&mut self, options: &Options, changed: &mut Changed, progress: &dyn Progress) {
        let (Some(setup), Some(look), Some(tree)) = (&self.setup, &self.look, &self.tree) else { return };
        let (viewer, today) = setup.viewer(options);
        changed.day = self.seen.as_ref().is_some_and(|(_, before)| *before != today);
        let is_same = !changed.setup
            && !changed.day
            && self
                .woven
                .as_mut()
                .is_some_and(|woven| !woven.is_outdated(tree, &viewer) && woven.take_texts(setup, &changed.news));
        if !is_same {
            progress.phase(Phase::Weave, 0);
            self.woven = Some(Woven::new(setup, look, tree, &viewer, today, progress.stages()));
            self.work.woven += 1;
            changed.woven = true;
        } else if (changed.look || changed.news.images)
            && let Some(woven) = &mut self.woven
        {
            woven.plan_again(setup, look, tree);
        }
        self.seen = Some((viewer, today));
    }

    fn update(&mut self, changed: Changed) -> Update {
        let mut found: Vec<Diagnostic> = self.setup_problems.iter().chain(&self.look_problems).cloned().collect();
        found.extend(self.tree.iter().flat_map(Tree::problems));
        found.extend(self.woven.iter().flat_map(Woven::problems));
        found.extend(self.checked.iter().flat_map(|(_, found)| found.iter().cloned()));
        let diagnostics = settle(&self.checks, found);
        let is_change = changed.setup || changed.look || changed.woven || !changed.news.is_empty();
        let update = Update {
            is_change: is_change || diagnostics != self.diagnostics,
            assets: changed.news.assets,
            edited: changed.news.edits.into_iter().map(|(_, new)| new).collect(),
            work: Work::default(),
        };
        self.diagnostics = diagnostics;
        update
    }
}
