//! Rendering every job of a plan, in parallel, and publishing each result as it comes.
//!
//! Never holds more rendered pages than are being rendered.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::load::{Loaded, load};
use super::read::unreadable;
use super::settle::{merge_render_errors, settle};
use super::{Options, Phase, Progress, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::{Disk, Publication, PublishError, PublishOptions, Published};
use crate::plan::{FeedOf, FileJob, Job, PageJob, Planned};
use crate::render::{Memo, Rendered, render};
use crate::view::Snapshot;

/// What a build did.
pub struct Build {
    /// What was published.
    pub snapshot: Snapshot,
    pub pages: usize,
    pub published: Published,
    /// Warnings only: with an error nothing is published.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum BuildError {
    /// The content or the templates have errors: exit code 1.
    Content(Vec<Diagnostic>),
    /// The configuration is wrong, or the output folder refused: exit code 2.
    Usage(Vec<Diagnostic>),
    /// The machine failed: exit code 3.
    Machine(Vec<Diagnostic>),
}

/// Builds the site at `root` into `output`.
pub fn build(
    disk: &dyn Disk,
    root: &Path,
    output: &Path,
    options: &Options,
    publishing: &PublishOptions,
    progress: &dyn Progress,
) -> Result<Build, BuildError> {
    let loaded = load(disk, options, progress);
    if loaded.misconfigured {
        return Err(BuildError::Usage(loaded.diagnostics));
    }
    let Loaded { snapshot: Some(snapshot), tree: Some(tree), mut diagnostics, .. } = loaded else {
        return Err(BuildError::Content(loaded.diagnostics));
    };
    if diagnostics.iter().any(Diagnostic::is_error) {
        // Nothing will be published, but what is wrong with the templates is told as well.
        if let Err(errors) = render_all(&snapshot, &tree, progress, &discard(disk)) {
            diagnostics.extend(settle(&snapshot.config.checks, errors));
        }
        return Err(BuildError::Content(diagnostics));
    }
    progress.phase(Phase::Compare, 0);
    let paths: Vec<String> = snapshot.plan.pages().iter().map(|planned| planned.route.file()).collect();
    let pages = paths.iter().filter(|path| path.ends_with(".html")).count();
    let publication = match Publication::begin(root, output, paths, publishing) {
        Ok(publication) => publication,
        Err(error) => return Err(unpublished(diagnostics, error)),
    };
    if let Err(errors) = render_all(&snapshot, &tree, progress, &into(&publication, disk)) {
        diagnostics.extend(settle(&snapshot.config.checks, errors));
        return Err(BuildError::Content(diagnostics));
    }
    progress.phase(Phase::Publish, 0);
    match publication.finish() {
        Ok(published) => Ok(Build { snapshot, pages, published, diagnostics }),
        Err(error) => Err(unpublished(diagnostics, error)),
    }
}

fn unpublished(mut diagnostics: Vec<Diagnostic>, error: PublishError) -> BuildError {
    match error {
        PublishError::Refused(problem) => {
            diagnostics.push(*problem);
            BuildError::Usage(diagnostics)
        }
        PublishError::Failed(problem) => {
            diagnostics.push(*problem);
            BuildError::Machine(diagnostics)
        }
    }
}

/// Takes what was rendered for the page at an index of the plan, from any thread, in any order.
/// A file to be copied is named as the disk spells it; fails when it cannot be read.
pub type Sink<'a> = dyn Fn(usize, Rendered) -> io::Result<()> + Sync + 'a;

/// Keeps nothing, and tells which files cannot be read.
pub fn discard(disk: &dyn Disk) -> Box<Sink<'_>> {
    Box::new(|_, rendered| match rendered {
        Rendered::Bytes(_) => Ok(()),
        Rendered::Copy(stored) => disk.open(&stored).map(drop),
    })
}

fn into<'a>(publication: &'a Publication, disk: &'a dyn Disk) -> Box<Sink<'a>> {
    Box::new(|index, rendered| match rendered {
        Rendered::Bytes(bytes) => {
            publication.offer(index, &bytes);
            Ok(())
        }
        Rendered::Copy(stored) => publication.offer_copy(index, &|| Ok(disk.open(&stored)?)),
    })
}

/// Renders every page of the plan into `sink`; or tells everything that failed.
pub fn render_all(
    snapshot: &Snapshot,
    tree: &Tree,
    progress: &dyn Progress,
    sink: &Sink,
) -> Result<(), Vec<Diagnostic>> {
    let pages = snapshot.plan.pages();
    progress.phase(Phase::Render, pages.len());
    let memo = Memo::of(snapshot);
    let render_at = |index: &usize| {
        let rendered = render_one(snapshot, &memo, tree, &pages[*index], |rendered| sink(*index, rendered));
        progress.step();
        rendered.err().map(|error| (*index, *error))
    };
    let (heavy, light): (Vec<usize>, Vec<usize>) = (0..pages.len()).partition(|index| is_heavy(&pages[*index].job));
    // The long jobs begin first, each open to another thread, so that none of them is still running
    // alone when all else is done.
    let (mut errors, others): (Vec<_>, Vec<_>) = rayon::join(
        || heavy.par_iter().with_max_len(1).filter_map(render_at).collect(),
        || light.par_iter().filter_map(render_at).collect(),
    );
    errors.extend(others);
    errors.sort_by_key(|(index, _)| *index);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(merge_render_errors(errors.into_iter().map(|(_, error)| error).collect()))
    }
}

/// Jobs that go through all entries.
fn is_heavy(job: &Job) -> bool {
    match job {
        Job::Page(page) => matches!(page, PageJob::Search | PageJob::Weave | PageJob::Changes),
        Job::File(FileJob::Feed { of, .. }) => matches!(of, FeedOf::Site | FeedOf::Kind(_)),
        Job::File(file) => matches!(file, FileJob::WeaverJson | FileJob::Sitemap | FileJob::Llms),
    }
}

fn render_one(
    snapshot: &Snapshot,
    memo: &Memo,
    tree: &Tree,
    planned: &Planned,
    sink: impl Fn(Rendered) -> io::Result<()>,
) -> Result<(), Box<Diagnostic>> {
    match render(snapshot, memo, planned)? {
        Rendered::Copy(file) => {
            let stored = tree.stored.get(&file).unwrap_or(&file).clone();
            sink(Rendered::Copy(stored)).map_err(|error| unreadable(&file, &error).into())
        }
        bytes => sink(bytes).map_err(|error| unreadable(&planned.route.file().into(), &error).into()),
    }
}
