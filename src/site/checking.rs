//! What would keep a site from being published, found without publishing it.

use super::leaks::Leaks;
use super::rendering::{Output, Ready, check_those, render_those};
use super::{Progress, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::plan::{FileJob, Job, Planned};
use crate::render::Memo;
use crate::view::Snapshot;
use crate::weaver::Viewer;

/// Renders what could fail and, where some content is for narrower readers, all that could tell of it; and keeps
/// nothing.
pub fn check_all(
    snapshot: &Snapshot,
    tree: &Tree,
    viewer: &Viewer,
    progress: &dyn Progress,
    disk: &dyn Disk,
) -> Result<(), Vec<Diagnostic>> {
    let ready = Ready { snapshot, tree, memo: &Memo::timed(progress.stages()) };
    let Some(leaks) = Leaks::of(snapshot, &tree.docs, viewer) else { return check_those(ready, progress, disk) };
    let outputs = snapshot.plan.pages();
    // Nothing is found in a drawing, and to draw it takes long.
    let is_searched = |planned: &Planned| !matches!(planned.job, Job::File(FileJob::SocialCard(_)));
    let asked = (0..outputs.len()).filter(|index| is_searched(&outputs[*index])).collect();
    let sink = |index: usize, output: Output| leaks.search(index, &outputs[index].route.file(), disk, &output);
    let rendered = render_those(disk, ready, asked, progress, &sink);
    let mut errors = rendered.err().unwrap_or_default();
    errors.extend(leaks.into_errors(snapshot));
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
