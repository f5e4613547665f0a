//! A site → its output folder: loaded, rendered into a publication, published as a whole or not at all.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::gone::gone;
use super::inputs;
use super::leaks::Leaks;
use super::load::{Loaded, load_for_build};
use super::made::tidy;
use super::rendering::{Output, Ready, check_those, render_those};
use super::settle::{settle, without_told};
use super::weights::{Weights, may_be_too_large};
use super::{Options, Phase, Progress, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::{Disk, Publication, PublishError, PublishOptions, Published, Readers, Recorded};
use crate::plan::{FileJob, Job, Planned};
use crate::render::Memo;
use crate::stages::Stage;
use crate::view::Snapshot;
use crate::weaver::Viewer;

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
    /// The content or the templates have errors, or what counts as such: exit code 1.
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
    let read = Recorded::new(disk);
    let (site, mut diagnostics) = sound(load_for_build(&read, options, progress), disk, progress)?;
    let Sound { snapshot, tree, viewer, .. } = &site;
    progress.phase(Phase::Compare, 0);
    let stages = progress.stages();
    let paths: Vec<String> = snapshot.plan.pages().iter().map(|planned| planned.route.file()).collect();
    let audience = snapshot.audience.as_deref().unwrap_or(snapshot.config.widest_audience()).to_owned();
    let publishing = PublishOptions {
        readers: Readers { audience: Some(audience), early: options.shows_early() },
        ..publishing.clone()
    };
    let begin = || Publication::begin(root, output, paths.clone(), &publishing);
    let begun = stages.time(Stage::Compare, begin).and_then(|publication| with_room(publication, snapshot));
    let publication = match begun {
        Ok(publication) => publication,
        Err(error) => return Err(unpublished(diagnostics, error)),
    };
    let inputs = stages.time(Stage::Compare, || inputs::print(&read, options, snapshot, tree, viewer));
    let stands = publication.stands().map(|print| inputs::Site { folder: output, print });
    let is_same = stands.is_some_and(|site| site.is_made_from(inputs, disk));
    let filled = fill(&publication, &paths, is_same, &site, disk, progress);
    let is_whole = filled.is_ok();
    let (Ok(found) | Err(found)) = filled;
    diagnostics = with_all_texts(tree, diagnostics)?;
    diagnostics.extend(settle(&snapshot.config.checks, found));
    if is_whole && !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.extend(settle(&snapshot.config.checks, gone(&publication, &paths, snapshot, tree)));
    }
    let forbids = |problem: &Diagnostic| options.strict || problem.is_error();
    if !is_whole || diagnostics.iter().any(forbids) {
        return Err(BuildError::Content(diagnostics));
    }
    progress.phase(Phase::Publish, 0);
    let published = match stages.time(Stage::Publish, || publication.finish()) {
        Ok(published) => published,
        Err(error) => return Err(unpublished(diagnostics, error)),
    };
    if !is_same {
        inputs::Site { folder: output, print: published.print }.keep(inputs, disk);
    }
    tidy(disk, snapshot, options.now);
    let pages = paths.iter().filter(|path| path.ends_with(".html")).count();
    Ok(Build { snapshot: site.snapshot, pages, published, diagnostics })
}

/// A site that was loaded without an error.
struct Sound {
    snapshot: Snapshot,
    tree: Tree,
    viewer: Viewer,
    code: Arc<Memo>,
}

/// The site, with its warnings, where nothing forbids to publish it.
fn sound(loaded: Loaded, disk: &dyn Disk, progress: &dyn Progress) -> Result<(Sound, Vec<Diagnostic>), BuildError> {
    if loaded.misconfigured {
        return Err(BuildError::Usage(loaded.diagnostics));
    }
    let Loaded { snapshot: Some(snapshot), tree: Some(tree), viewer: Some(viewer), code, mut diagnostics, .. } = loaded
    else {
        return Err(BuildError::Content(loaded.diagnostics));
    };
    let code = code.unwrap_or_default();
    if !diagnostics.iter().any(Diagnostic::is_error) {
        return Ok((Sound { snapshot, tree, viewer, code }, diagnostics));
    }
    // Nothing will be published, but what is wrong with the templates is told as well.
    if let Err(errors) = check_those(Ready { snapshot: &snapshot, tree: &tree, memo: &code }, progress, disk) {
        let errors = without_told(errors, &diagnostics);
        diagnostics.extend(settle(&snapshot.config.checks, errors));
    }
    Err(BuildError::Content(with_all_texts(&tree, diagnostics)?))
}

/// The same diagnostics; an error where a text was lost, and they may tell of what is none of the writers' faults.
fn with_all_texts(tree: &Tree, mut diagnostics: Vec<Diagnostic>) -> Result<Vec<Diagnostic>, BuildError> {
    match tree.lost() {
        Some(problem) => {
            diagnostics.push(problem);
            Err(BuildError::Machine(diagnostics))
        }
        None => Ok(diagnostics),
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

/// The publication, where the volume has room for all that is known to be written.
fn with_room(publication: Publication, snapshot: &Snapshot) -> Result<Publication, PublishError> {
    publication.check_room(|index| known_size(snapshot, &snapshot.plan.pages()[index].job))?;
    Ok(publication)
}

/// The length of an output that is not made first.
fn known_size(snapshot: &Snapshot, job: &Job) -> Option<u64> {
    match job {
        Job::File(FileJob::Copy(file)) => snapshot.sizes.get(file).copied(),
        Job::File(FileJob::Theme(url)) => snapshot.theme.file(url).map(|bytes| bytes.len() as u64),
        _ => None,
    }
}

/// Renders into a publication what does not stand there already. Returns what is wrong with it; as an error where
/// something is missing.
fn fill(
    publication: &Publication,
    paths: &[String],
    is_same: bool,
    site: &Sound,
    disk: &dyn Disk,
    progress: &dyn Progress,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let Sound { snapshot, tree, viewer, code } = site;
    let leaks = Leaks::of(snapshot, &tree.docs, viewer);
    let weights = Weights::default();
    let sink = |index: usize, output: Output| {
        leaks.as_ref().map_or(Ok(()), |leaks| leaks.search(index, &paths[index], disk, &output))?;
        if let Output::Bytes(bytes) = &output {
            weights.weigh(index, &paths[index], bytes);
        }
        progress.stages().time(Stage::Write, || offer(publication, index, output, disk))
    };
    let asked = match is_same {
        true => leave_untouched(snapshot, publication, paths, &weights),
        false => (0..paths.len()).collect(),
    };
    let rendered = render_those(disk, Ready { snapshot, tree, memo: code }, asked, progress, &sink);
    let is_whole = rendered.is_ok();
    let mut found = rendered.err().unwrap_or_default();
    found.extend(leaks.map(|leaks| leaks.into_errors(snapshot)).unwrap_or_default());
    found.extend(weights.into_warning(snapshot));
    if is_whole { Ok(found) } else { Err(found) }
}

/// Leaves what stands there from an earlier build that was made from the same. Returns the index of each job that is
/// still to be done.
fn leave_untouched(snapshot: &Snapshot, publication: &Publication, paths: &[String], weights: &Weights) -> Vec<usize> {
    let leave = |(index, planned): (usize, &Planned)| {
        let untouched = if inputs::reads_files(&planned.job) { None } else { publication.untouched(index) };
        let Some(untouched) = untouched else { return Some(index) };
        // What the earlier build warned of is still so.
        if may_be_too_large(&paths[index], untouched.size) {
            let Ok(bytes) = publication.published(index) else { return Some(index) };
            weights.weigh(index, &paths[index], &bytes);
        }
        publication.leave(index, untouched);
        None
    };
    snapshot.plan.pages().par_iter().enumerate().filter_map(leave).collect()
}

fn offer(publication: &Publication, index: usize, output: Output, disk: &dyn Disk) -> io::Result<()> {
    match output {
        Output::Bytes(bytes) => {
            publication.offer(index, &bytes);
            Ok(())
        }
        Output::Copy(stored) => publication.offer_copy(index, &|| Ok(disk.open(&stored)?)),
    }
}
