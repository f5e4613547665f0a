//! Pages, rendered when they are asked for and kept while nothing has changed.
//!
//! A page is rendered without holding a lock. One thing decides whether a page that is kept still holds: it
//! was rendered from the very snapshot that is asked for, and a snapshot never changes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use twox_hash::XxHash3_64;

use super::{Files, made, made_card};
use crate::diagnostics::Diagnostic;
use crate::plan::Planned;
use crate::render::{Memo, Part, Rendered, render};
use crate::view::Snapshot;

/// Bytes of pages that are kept; somebody who looks at every page of a large site would else fill the
/// memory.
const MOST: usize = 64 * 1024 * 1024;

/// Bytes of highlighted code that are kept from one snapshot to the next.
const MOST_CODE: usize = 32 * 1024 * 1024;

/// What stands at a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The bytes, and their fingerprint.
    Made(Arc<[u8]>, u64),
    /// A file of the site as it is, relative to its root.
    Copy(Arc<str>),
    /// Texts with files of the site between them.
    Assembled(Arc<[Part]>),
}

#[derive(Default)]
pub struct Pages {
    /// Code that was highlighted, whichever snapshot it was for.
    code: Memo,
    kept: Mutex<Kept>,
    rendered: AtomicUsize,
}

#[derive(Default)]
struct Kept {
    snapshot: Option<Arc<Snapshot>>,
    pages: HashMap<Arc<str>, Page>,
    bytes: usize,
}

impl Pages {
    /// From now on pages of `snapshot` are kept, and those of the one before are not.
    pub fn keep(&self, snapshot: Option<&Arc<Snapshot>>) {
        let mut kept = self.kept();
        let is_same = match (&kept.snapshot, snapshot) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            (before, now) => before.is_none() && now.is_none(),
        };
        if !is_same {
            *kept = Kept { snapshot: snapshot.cloned(), ..Kept::default() };
            self.code.forget_beyond(MOST_CODE);
        }
    }

    /// The page at a planned URL. The error is that of a template, with its place.
    /// Images are made from `files`.
    pub fn page(&self, files: Files, snapshot: &Arc<Snapshot>, planned: &Planned) -> Result<Page, Box<Diagnostic>> {
        let path = planned.route.path();
        if let Some(page) = self.kept().of(snapshot).and_then(|kept| kept.pages.get(path).cloned()) {
            return Ok(page);
        }
        let bytes = match render(snapshot, &self.code, planned)? {
            Rendered::Bytes(bytes) => bytes,
            Rendered::Image(file, variant) => made(files, snapshot, &file, &[variant])?.pop().unwrap_or_default(),
            Rendered::SocialCard(card) => made_card(files.disk, &card),
            Rendered::Copy(file) => return Ok(Page::Copy(file)),
            Rendered::Assembled(parts) => return Ok(Page::Assembled(parts.into())),
        };
        let print = XxHash3_64::oneshot(&bytes);
        let page = Page::Made(bytes.into(), print);
        self.rendered.fetch_add(1, Ordering::Relaxed);
        if let Some(kept) = self.kept().of(snapshot) {
            kept.add(path.into(), page.clone());
        }
        Ok(page)
    }

    /// How many pages were rendered so far.
    pub fn rendered(&self) -> usize {
        self.rendered.load(Ordering::Relaxed)
    }

    // A page is in the map or not: a panic elsewhere leaves nothing half done.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Itself, if these are the pages of `snapshot`.
    fn of(&mut self, snapshot: &Arc<Snapshot>) -> Option<&mut Kept> {
        self.snapshot.as_ref().is_some_and(|kept| Arc::ptr_eq(kept, snapshot)).then_some(self)
    }

    fn add(&mut self, path: Arc<str>, page: Page) {
        let Page::Made(bytes, _) = &page else { return };
        if self.bytes + bytes.len() > MOST {
            self.pages.clear();
            self.bytes = 0;
        }
        self.bytes += bytes.len();
        self.pages.insert(path, page);
    }
}
