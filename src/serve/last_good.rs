//! Shows the pages of entries whose files cannot be read just now as they were when the site last had no error. Other pages
//! that are gone may have been taken down, and are gone.

use crate::content::Doc;
use crate::diagnostics::Diagnostic;
use crate::plan::{FileJob, Job};
use crate::view::Snapshot;
use crate::weaver::Withheld;

use super::address::{Place, entry_of, find};
use super::preview::Shown;

impl Shown {
    /// Whether `path`, percent-encoded, was that of an entry that cannot be read now, or of a file beside it.
    pub fn was_readable(&self, path: &str) -> bool {
        let Some(good) = &self.last_good else { return false };
        let prefix = good.config.base_url.written_prefix();
        let planned = match find(&good.plan, &prefix, path) {
            Place::Page(planned) => planned,
            Place::Moved(to) => match find(&good.plan, &prefix, &to) {
                Place::Page(planned) => planned,
                _ => return false,
            },
            Place::Nothing => return false,
        };
        match &planned.job {
            Job::File(FileJob::Source(entry)) => self.is_unreadable(good.weave.doc(*entry)),
            Job::File(FileJob::Copy(file) | FileJob::Image { file, .. }) => self.is_beside_unreadable(good, file),
            _ => entry_of(good, planned).is_some_and(|entry| self.is_unreadable(good.weave.doc(entry))),
        }
    }

    fn is_beside_unreadable(&self, good: &Snapshot, file: &str) -> bool {
        let mut docs = good.weave.all().map(|entry| good.weave.doc(entry));
        docs.any(|doc| folder(&doc.file) == folder(file) && self.is_unreadable(doc))
    }

    /// Whether an entry that was shown is not, and no word of its writer is the reason.
    fn is_unreadable(&self, before: &Doc) -> bool {
        if let Some((_, reason)) = self.withheld.iter().find(|(doc, _)| doc.file == before.file) {
            return *reason == Withheld::Unreadable;
        }
        let is_read = |now: &Snapshot| now.weave.all().any(|entry| now.weave.doc(entry).file == before.file);
        let is_of_file = |problem: &Diagnostic| {
            problem.span.as_ref().is_some_and(|span| span.file == before.file || is_within(&before.file, &span.file))
        };
        self.all.iter().any(|problem| problem.is_error() && is_of_file(problem))
            && !self.snapshot.as_ref().is_some_and(|now| is_read(now))
    }
}

/// Whether a file lies in a folder, which cannot be read either.
fn is_within(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}
