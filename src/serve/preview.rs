//! The site as it is shown now, and how changes take its place.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use foldhash::HashMap;

use crate::content::Doc;
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::Disk;
use crate::plan::Planned;
use crate::site::{Change, Files, Options, Page, Pages, Silent, Site, SiteSources, Stored, Update, stored_as};
use crate::view::Snapshot;
use crate::weaver::Withheld;

use super::address::page_url;
use super::overlay;

/// What the person at the terminal is told.
pub trait Reporter: Send + Sync {
    /// The site was read for the first time.
    fn opened(&self, shown: &Shown, took: Duration);

    /// Changes were taken in, and something is shown or said in another way.
    fn changed(&self, taken: &Taken);

    /// A page that was asked for cannot be rendered; told once a change.
    fn failed(&self, problem: &Diagnostic);
}

/// What became of changes.
pub struct Taken<'a> {
    pub changes: &'a [Change],
    pub update: &'a Update,
    /// From the first look at the disk until the browsers were told.
    pub took: Duration,
    /// The problems before.
    pub before: &'a [Diagnostic],
    /// The problems now.
    pub all: &'a [Diagnostic],
    /// Those of them that were not there before.
    pub fresh: Vec<Diagnostic>,
}

/// A site that is looked at while it is written.
pub struct Preview {
    disk: Arc<dyn Disk>,
    /// How to look at it. Asked at every change, since the moment is part of it.
    options: Box<dyn Fn() -> Options + Send + Sync>,
    reporter: Box<dyn Reporter>,
    pages: Pages,
    /// Held only while a change is taken in, never by a request.
    site: Mutex<Site>,
    shown: RwLock<Arc<Shown>>,
}

/// One state of the site. It never changes, but for the pages that turn out not to render.
#[derive(Default)]
pub struct Shown {
    /// Grows with every change, also over restarts, so that an open page sees that it is old.
    pub revision: u64,
    /// None where the site could not be read even once.
    pub snapshot: Option<Arc<Snapshot>>,
    /// The newest one before this that had no error.
    pub last_good: Option<Arc<Snapshot>>,
    /// What the overlay of every page shows; empty where the site has no error.
    pub problems: String,
    /// What has become of the revision before this one.
    pub news: News,
    /// Every problem there is.
    pub all: Vec<Diagnostic>,
    /// Whether one of them is that the site shows what was meant to be held back.
    pub may_tell: bool,
    /// Entries that the public does not see, and why.
    pub withheld: Vec<(Arc<Doc>, Withheld)>,
    stored: Arc<Stored>,
    failed: Mutex<Failed>,
}

/// What turned out not to render.
#[derive(Clone, Default)]
struct Failed {
    /// Failures of this state, each once.
    found: Vec<Diagnostic>,
    /// What was told of the states before it, and may be as it was.
    told: Vec<Diagnostic>,
}

/// What the browsers are told of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Whether pages may look another way though their HTML is the same.
    pub assets: bool,
    /// Titles and addresses, from the server's root, of the entries that were edited; the first of them.
    pub edited: Vec<(Arc<str>, String)>,
    /// How many more there are.
    pub others: usize,
}

/// Another branch edits thousands of entries at once; nobody follows so many links.
const NAMED: usize = 10;

impl Shown {
    /// Nothing was found to be wrong so far.
    fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.failed().found.is_empty()
    }

    /// Notes a failure. Whether it is to be told: it is the first of its kind, since one broken template fails on many
    /// pages, and nothing that is told already stands at its place.
    fn is_news(&self, problem: &Diagnostic) -> bool {
        let same = |known: &Diagnostic| known.span == problem.span && known.message == problem.message;
        let mut failed = self.failed();
        if failed.found.iter().any(same) {
            return false;
        }
        failed.found.push(problem.clone());
        let is_at_place = |known: &Diagnostic| problem.span.is_some() && known.span == problem.span;
        !failed.told.iter().any(same) && !self.all.iter().any(is_at_place)
    }

    /// Pages that were asked for and cannot be rendered: why not, each reason once.
    pub fn failures(&self) -> Vec<Diagnostic> {
        self.failed().found.clone()
    }

    /// What was told so far. A change of the templates may have mended it, and then it is told anew.
    fn told(&self, changes: &[Change]) -> Vec<Diagnostic> {
        if changes.iter().any(|change| matches!(change, Change::Config | Change::Theme | Change::Rescan)) {
            return Vec::new();
        }
        let Failed { found, mut told } = self.failed().clone();
        let fresh: Vec<Diagnostic> = found.into_iter().filter(|failure| !told.contains(failure)).collect();
        told.extend(fresh);
        told
    }

    fn failed(&self) -> MutexGuard<'_, Failed> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How to open a file of the site.
    pub fn stored<'a>(&'a self, file: &'a Arc<str>) -> &'a Arc<str> {
        stored_as(&self.stored, file)
    }
}

impl Preview {
    /// Reads the site for the first time.
    pub fn open(
        disk: Arc<dyn Disk>,
        options: impl Fn() -> Options + Send + Sync + 'static,
        reporter: impl Reporter + 'static,
    ) -> Preview {
        let start = Instant::now();
        let now = options();
        let site = Site::open(&*disk, &now, &Silent);
        let preview = Preview {
            disk,
            options: Box::new(options),
            reporter: Box::new(reporter),
            pages: Pages::default(),
            site: Mutex::default(),
            shown: RwLock::default(),
        };
        let nothing = Shown { revision: now.now.as_millisecond().unsigned_abs(), ..Shown::default() };
        let shown = Arc::new(preview.next(&nothing.into(), &site, &Update::default(), &[]));
        preview.show(shown.clone());
        *preview.site() = site;
        preview.reporter.opened(&shown, start.elapsed());
        preview
    }

    /// The site as it is now; what is done with it holds no lock.
    pub fn shown(&self) -> Arc<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes changes in and shows the site with them from now on; then tells the browsers by
    /// `announce`, and the terminal. Nothing is told where nothing has changed.
    pub fn apply(&self, changes: &[Change], announce: impl FnOnce()) -> Update {
        let start = Instant::now();
        let mut site = self.site();
        let options = (self.options)();
        let applied = catch_unwind(AssertUnwindSafe(|| site.apply(&*self.disk, &options, changes)));
        let Ok(update) = applied else {
            // A fault of ours, not of the site: the next change reads everything anew.
            *site = Site::default();
            return Update::default();
        };
        if !update.is_change {
            return update;
        }
        let before = self.shown();
        let shown = Arc::new(self.next(&before, &site, &update, changes));
        self.show(shown.clone());
        announce();
        let took = start.elapsed();
        let fresh = fresh(&shown.all, &before.all);
        self.reporter.changed(&Taken { changes, update: &update, took, before: &before.all, all: &shown.all, fresh });
        update
    }

    /// What stands at a URL.
    pub fn page(&self, shown: &Shown, snapshot: &Arc<Snapshot>, planned: &Planned) -> Result<Page, Box<Diagnostic>> {
        self.pages.page(self.files(shown), snapshot, planned).inspect_err(|problem| {
            if shown.is_news(problem) {
                self.reporter.failed(problem);
            }
        })
    }

    /// How many pages were rendered so far.
    pub fn rendered(&self) -> usize {
        self.pages.rendered()
    }

    /// Where the files of the site are.
    pub fn files<'a>(&'a self, shown: &'a Shown) -> Files<'a> {
        Files { disk: &*self.disk, stored: &shown.stored }
    }

    pub fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// Problems as the overlay shows them.
    pub fn words(&self, problems: &[Diagnostic]) -> String {
        overlay::words(problems, &SiteSources(&*self.disk))
    }

    // It is put back to its beginning where taking in a change has failed.
    fn site(&self) -> MutexGuard<'_, Site> {
        self.site.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after `before`.
    fn next(&self, before: &Arc<Shown>, site: &Site, update: &Update, changes: &[Change]) -> Shown {
        let all = site.diagnostics().to_vec();
        let errors: Vec<Diagnostic> = all.iter().filter(|problem| problem.is_error()).cloned().collect();
        let snapshot = site.snapshot().cloned();
        let withheld = site.entries().filter_map(|(doc, reason)| Some((doc.clone(), reason?)));
        Shown {
            revision: before.revision + 1,
            last_good: if before.is_sound() { before.snapshot.clone() } else { before.last_good.clone() },
            problems: self.words(&errors),
            news: news(snapshot.as_deref(), update),
            may_tell: errors.iter().any(is_telling),
            withheld: withheld.collect(),
            stored: site.stored(),
            snapshot,
            all,
            failed: Mutex::new(Failed { found: Vec::new(), told: before.told(changes) }),
        }
    }

    fn show(&self, shown: Arc<Shown>) {
        self.pages.keep(shown.snapshot.as_ref());
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = shown;
    }
}

/// Whether an error is that of a mark or a key that holds nothing back, though it was meant to.
fn is_telling(problem: &Diagnostic) -> bool {
    problem.is_error() && matches!(problem.code, Code::AlmostWithheld | Code::InvalidPassage)
}

fn news(snapshot: Option<&Snapshot>, update: &Update) -> News {
    let told = |snapshot: &Snapshot, doc: &Arc<Doc>| {
        let entry = snapshot.weave.find(doc).filter(|_| !doc.diagnostics.iter().any(is_telling))?;
        Some((snapshot.weave.doc(entry).facts.title.clone(), page_url(snapshot, entry)))
    };
    let edited = snapshot.iter().flat_map(|snapshot| update.edited.iter().filter_map(|doc| told(snapshot, doc)));
    let mut edited: Vec<_> = edited.collect();
    let others = edited.len().saturating_sub(NAMED);
    edited.truncate(NAMED);
    News { assets: update.assets, edited, others }
}

/// The problems of `now` that `before` did not have. Where in a file they stand does not count, since a line added
/// above moves them all, but how many of them there are: of one more than before, the last is the new one.
fn fresh(now: &[Diagnostic], before: &[Diagnostic]) -> Vec<Diagnostic> {
    fn kind(problem: &Diagnostic) -> impl Eq + std::hash::Hash + '_ {
        (problem.code, &problem.message, problem.span.as_ref().map(|span| &span.file))
    }
    let mut known: HashMap<_, usize> = HashMap::default();
    before.iter().for_each(|problem| *known.entry(kind(problem)).or_default() += 1);
    let mut fresh = Vec::new();
    for problem in now {
        match known.get_mut(&kind(problem)) {
            Some(left @ 1..) => *left -= 1,
            _ => fresh.push(problem.clone()),
        }
    }
    fresh
}
