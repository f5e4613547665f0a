//! The site as it is shown now, and how another one takes its place.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::plan::Planned;
use crate::render::{Memo, Rendered, render};
use crate::site::{self, Options, Silent, SiteSources, Stored};
use crate::view::Snapshot;

use super::overlay;

/// What the person at the terminal is told.
pub trait Reporter: Send + Sync {
    /// The site was read. `fresh` are the problems that were not there before, of `all` there are.
    fn loaded(&self, fresh: &[Diagnostic], all: &[Diagnostic]);

    /// A page that was asked for cannot be rendered; told once a change.
    fn failed(&self, problem: &Diagnostic);
}

/// A site that is looked at while it is written.
pub struct Preview {
    disk: Arc<dyn Disk>,
    /// How to look at it. Asked at every change, since the moment is part of it.
    options: Box<dyn Fn() -> Options + Send + Sync>,
    reporter: Box<dyn Reporter>,
    memo: Memo,
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
    all: Vec<Diagnostic>,
    stored: Stored,
    failed: Mutex<Vec<Diagnostic>>,
}

impl Shown {
    /// Nothing was found to be wrong so far.
    fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.failed.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Whether this failure is the first of its kind: one broken template fails on many pages.
    fn is_first(&self, problem: &Diagnostic) -> bool {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = !failed.iter().any(|known| known.span == problem.span && known.message == problem.message);
        if is_first {
            failed.push(problem.clone());
        }
        is_first
    }
}

impl Preview {
    /// Reads the site for the first time.
    pub fn open(
        disk: Arc<dyn Disk>,
        options: impl Fn() -> Options + Send + Sync + 'static,
        reporter: impl Reporter + 'static,
    ) -> Preview {
        let start = options().now.as_millisecond().unsigned_abs();
        let nothing = Shown { revision: start, ..Shown::default() };
        let preview = Preview {
            disk,
            options: Box::new(options),
            reporter: Box::new(reporter),
            memo: Memo::default(),
            shown: RwLock::new(Arc::new(nothing)),
        };
        preview.reload();
        preview
    }

    /// The site as it is now; what is done with it holds no lock.
    pub fn shown(&self) -> Arc<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the site again and shows it from now on. Called by one thread at a time.
    pub fn reload(&self) {
        let loaded = site::load(&*self.disk, &(self.options)(), &Silent);
        let before = self.shown();
        let errors: Vec<Diagnostic> = loaded.diagnostics.iter().filter(|problem| problem.is_error()).cloned().collect();
        let shown = Shown {
            revision: before.revision + 1,
            snapshot: loaded.snapshot.map(Arc::new).or_else(|| before.snapshot.clone()),
            last_good: if before.is_sound() { before.snapshot.clone() } else { before.last_good.clone() },
            problems: self.words(&errors),
            all: loaded.diagnostics,
            stored: loaded.tree.map(|tree| tree.stored).unwrap_or_else(|| before.stored.clone()),
            failed: Mutex::default(),
        };
        let shown = Arc::new(shown);
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = shown.clone();
        self.reporter.loaded(&fresh(&shown.all, &before.all), &shown.all);
    }

    /// The bytes of a page or file.
    pub fn bytes(&self, shown: &Shown, snapshot: &Snapshot, planned: &Planned) -> Result<Vec<u8>, Box<Diagnostic>> {
        let result = render(snapshot, &self.memo, planned).and_then(|rendered| match rendered {
            Rendered::Bytes(bytes) => Ok(bytes),
            Rendered::Copy(file) => site::read_published(&*self.disk, &shown.stored, &file),
        });
        result.inspect_err(|problem| {
            if shown.is_first(problem) {
                self.reporter.failed(problem);
            }
        })
    }

    /// Problems as the overlay shows them.
    pub fn words(&self, problems: &[Diagnostic]) -> String {
        overlay::words(problems, &SiteSources(&*self.disk))
    }
}

/// The problems of `now` that `before` did not have. Where in a file they stand does not count:
/// a line added above moves them all.
fn fresh(now: &[Diagnostic], before: &[Diagnostic]) -> Vec<Diagnostic> {
    let same = |a: &Diagnostic, b: &Diagnostic| {
        let file = |problem: &Diagnostic| problem.span.as_ref().map(|span| span.file.clone());
        a.code == b.code && a.message == b.message && file(a) == file(b)
    };
    now.iter().filter(|problem| !before.iter().any(|known| same(known, problem))).cloned().collect()
}
