//! Rendering every job of a plan, in parallel, and publishing each result as it comes.
//!
//! Never holds more rendered pages than are being rendered.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::assemble::assembled;
use super::inputs;
use super::leaks::Leaks;
use super::load::{Loaded, load};
use super::made::{Files, made, made_card, tidy};
use super::read::unreadable;
use super::settle::{merge_render_errors, settle, without_told};
use super::weights::{Weights, may_be_too_large};
use super::{Options, Phase, Progress, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::{Disk, Publication, PublishError, PublishOptions, Published, Recorded};
use crate::images::Variant;
use crate::plan::{FeedOf, FileJob, Job, PageJob, Planned};
use crate::render::{Memo, Rendered, render};
use crate::stages::{Stage, Stages};
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
    let read = Recorded::new(disk);
    let loaded = load(&read, options, progress);
    if loaded.misconfigured {
        return Err(BuildError::Usage(loaded.diagnostics));
    }
    let Loaded { snapshot: Some(snapshot), tree: Some(tree), viewer: Some(viewer), mut diagnostics, .. } = loaded
    else {
        return Err(BuildError::Content(loaded.diagnostics));
    };
    if diagnostics.iter().any(Diagnostic::is_error) {
        // Nothing will be published, but what is wrong with the templates is told as well.
        if let Err(errors) = check_all(&snapshot, &tree, progress, disk) {
            let errors = without_told(errors, &diagnostics);
            diagnostics.extend(settle(&snapshot.config.checks, errors));
        }
        return Err(BuildError::Content(diagnostics));
    }
    progress.phase(Phase::Compare, 0);
    let paths: Vec<String> = snapshot.plan.pages().iter().map(|planned| planned.route.file()).collect();
    let pages = paths.iter().filter(|path| path.ends_with(".html")).count();
    let stages = progress.stages();
    let begin = || Publication::begin(root, output, paths.clone(), publishing);
    let publication = match stages.time(Stage::Compare, begin) {
        Ok(publication) => publication,
        Err(error) => return Err(unpublished(diagnostics, error)),
    };
    if let Err(error) = publication.check_room(|index| known_size(&snapshot, &snapshot.plan.pages()[index].job)) {
        return Err(unpublished(diagnostics, error));
    }
    let leaks = Leaks::of(&snapshot, &tree.docs, &viewer);
    let weights = Weights::default();
    let publish = into(&publication, disk, stages);
    let sink = |index: usize, output: Output| {
        leaks.as_ref().map_or(Ok(()), |leaks| search(leaks, index, &paths[index], disk, &output))?;
        if let Output::Bytes(bytes) = &output {
            weights.weigh(index, &paths[index], bytes);
        }
        publish(index, output)
    };
    let inputs = stages.time(Stage::Compare, || inputs::print(&read, options, &snapshot, &tree, &viewer));
    let stands = publication.stands().map(|print| inputs::Site { folder: output, print });
    let is_same = stands.is_some_and(|site| site.is_made_from(inputs, disk));
    let asked = match is_same {
        true => leave_untouched(&snapshot, &publication, &paths, &weights),
        false => (0..paths.len()).collect(),
    };
    let rendered = render_those(disk, &snapshot, &tree, asked, progress, &sink);
    drop(publish);
    let is_whole = rendered.is_ok();
    let leaked = leaks.map(|leaks| leaks.into_errors(&paths)).unwrap_or_default();
    let found = rendered.err().unwrap_or_default().into_iter().chain(leaked).chain(weights.into_warning(&snapshot));
    let found = found.collect();
    diagnostics.extend(settle(&snapshot.config.checks, found));
    if !is_whole || diagnostics.iter().any(Diagnostic::is_error) {
        return Err(BuildError::Content(diagnostics));
    }
    progress.phase(Phase::Publish, 0);
    match stages.time(Stage::Publish, || publication.finish()) {
        Ok(published) => {
            if !is_same {
                inputs::Site { folder: output, print: published.print }.keep(inputs, disk);
            }
            tidy(disk, &snapshot, options.now);
            Ok(Build { snapshot, pages, published, diagnostics })
        }
        Err(error) => Err(unpublished(diagnostics, error)),
    }
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

/// The length of an output that is not made first.
fn known_size(snapshot: &Snapshot, job: &Job) -> Option<u64> {
    match job {
        Job::File(FileJob::Copy(file)) => snapshot.sizes.get(file).copied(),
        Job::File(FileJob::Theme(url)) => snapshot.theme.file(url).map(|bytes| bytes.len() as u64),
        _ => None,
    }
}

fn search(leaks: &Leaks, index: usize, path: &str, disk: &dyn Disk, output: &Output) -> io::Result<()> {
    match output {
        Output::Bytes(bytes) => leaks.search(index, path, bytes),
        Output::Copy(stored) => leaks.search_file(index, path, disk, stored)?,
    }
    Ok(())
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

/// What a job of the plan came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    Bytes(Vec<u8>),
    /// A file to be copied, named as the disk spells it.
    Copy(Arc<str>),
}

/// Takes the output of the job at an index of the plan, from any thread, in any order; fails when a
/// file to be copied cannot be read.
pub type Sink<'a> = dyn Fn(usize, Output) -> io::Result<()> + Sync + 'a;

/// Keeps nothing, and tells which files cannot be read.
fn discard(disk: &dyn Disk) -> Box<Sink<'_>> {
    Box::new(|_, output| match output {
        Output::Bytes(_) => Ok(()),
        Output::Copy(stored) => disk.open(&stored).map(drop),
    })
}

fn into<'a>(publication: &'a Publication, disk: &'a dyn Disk, stages: &'a Stages) -> Box<Sink<'a>> {
    let offer = move |index, output| match output {
        Output::Bytes(bytes) => {
            publication.offer(index, &bytes);
            Ok(())
        }
        Output::Copy(stored) => publication.offer_copy(index, &|| Ok(disk.open(&stored)?)),
    };
    Box::new(move |index, output| stages.time(Stage::Write, || offer(index, output)))
}

/// Renders every page of the plan into `sink`; or tells everything that failed.
pub fn render_all(
    disk: &dyn Disk,
    snapshot: &Snapshot,
    tree: &Tree,
    progress: &dyn Progress,
    sink: &Sink,
) -> Result<(), Vec<Diagnostic>> {
    let all = (0..snapshot.plan.pages().len()).collect();
    render_those(disk, snapshot, tree, all, progress, sink)
}

/// Renders what could fail, and keeps nothing.
pub fn check_all(
    snapshot: &Snapshot,
    tree: &Tree,
    progress: &dyn Progress,
    disk: &dyn Disk,
) -> Result<(), Vec<Diagnostic>> {
    let can_fail = |job: &Job| match job {
        Job::Page(_) => true,
        Job::File(file) => {
            matches!(file, FileJob::Copy(_) | FileJob::Image { .. } | FileJob::Email { .. } | FileJob::Toolkit(_))
        }
    };
    let pages = snapshot.plan.pages();
    let asked = (0..pages.len()).filter(|index| can_fail(&pages[*index].job)).collect();
    render_those(disk, snapshot, tree, asked, progress, &discard(disk))
}

fn render_those(
    disk: &dyn Disk,
    snapshot: &Snapshot,
    tree: &Tree,
    asked: Vec<usize>,
    progress: &dyn Progress,
    sink: &Sink,
) -> Result<(), Vec<Diagnostic>> {
    let pages = snapshot.plan.pages();
    progress.phase(Phase::Render, asked.len());
    let memo = shared(snapshot, &asked, progress.stages());
    let render_at = |index: &usize| {
        let rendered = render_one(disk, snapshot, &memo, tree, &pages[*index], |output| sink(*index, output));
        progress.step();
        rendered.err().map(|error| (*index, *error))
    };
    let images = by_image(pages, &asked);
    let make_all = |(file, wanted): &(&Arc<str>, Vec<(usize, Variant)>)| {
        let made = make_one(disk, snapshot, tree, file, wanted, sink);
        wanted.iter().for_each(|_| progress.step());
        made.err().map(|error| (wanted[0].0, *error))
    };
    let (heavy, light): (Vec<usize>, Vec<usize>) = asked
        .into_iter()
        .filter(|index| image(&pages[*index].job).is_none())
        .partition(|index| is_heavy(&pages[*index].job));
    // The long jobs begin first, each open to another thread, so that none of them is still running
    // alone when all else is done.
    let (mut errors, (of_images, others)): (Vec<_>, (Vec<_>, Vec<_>)) = rayon::join(
        || heavy.par_iter().with_max_len(1).filter_map(render_at).collect(),
        || {
            rayon::join(
                || images.par_iter().with_max_len(1).filter_map(make_all).collect(),
                || light.par_iter().filter_map(render_at).collect(),
            )
        },
    );
    errors.extend(of_images);
    errors.extend(others);
    errors.sort_by_key(|(index, _)| *index);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(merge_render_errors(errors.into_iter().map(|(_, error)| error).collect()))
    }
}

/// Makes ahead what many of the jobs share: threads that do them must not be the first to ask for it.
fn shared(snapshot: &Snapshot, asked: &[usize], stages: &Stages) -> Memo {
    let jobs = || asked.iter().map(|index| &snapshot.plan.pages()[*index].job);
    if jobs().all(inputs::reads_files) {
        return Memo::default();
    }
    let search = || {
        if jobs().any(|job| matches!(job, Job::File(FileJob::Search { .. }))) {
            snapshot.search();
        }
    };
    let engines = || snapshot.make_engines();
    rayon::join(|| Memo::of(&snapshot.weave, stages), || rayon::join(engines, search)).0
}

/// An image's file with the jobs for which it is decoded once.
type ImageJobs<'p> = (&'p Arc<str>, Vec<(usize, Variant)>);

fn by_image<'p>(pages: &'p [Planned], asked: &[usize]) -> Vec<ImageJobs<'p>> {
    let mut images: BTreeMap<&Arc<str>, Vec<(usize, Variant)>> = BTreeMap::new();
    for index in asked {
        if let Some((file, variant)) = image(&pages[*index].job) {
            images.entry(file).or_default().push((*index, variant));
        }
    }
    images.into_iter().collect()
}

fn image(job: &Job) -> Option<(&Arc<str>, Variant)> {
    match job {
        Job::File(FileJob::Image { file, variant }) => Some((file, *variant)),
        _ => None,
    }
}

fn make_one(
    disk: &dyn Disk,
    snapshot: &Snapshot,
    tree: &Tree,
    file: &Arc<str>,
    wanted: &[(usize, Variant)],
    sink: &Sink,
) -> Result<(), Box<Diagnostic>> {
    let variants: Vec<Variant> = wanted.iter().map(|(_, variant)| *variant).collect();
    let images = made(Files { disk, stored: &tree.stored }, snapshot, file, &variants)?;
    for ((index, _), bytes) in wanted.iter().zip(images) {
        sink(*index, Output::Bytes(bytes)).map_err(|error| unreadable(file, &error))?;
    }
    Ok(())
}

/// Jobs that go through all entries.
fn is_heavy(job: &Job) -> bool {
    match job {
        Job::Page(page) => matches!(page, PageJob::Search | PageJob::Weave | PageJob::Changes),
        Job::File(FileJob::Feed { of, .. }) => matches!(of, FeedOf::Site | FeedOf::Kind(_)),
        Job::File(file) => matches!(file, FileJob::WeaverJson | FileJob::Sitemap { .. } | FileJob::Llms),
    }
}

fn render_one(
    disk: &dyn Disk,
    snapshot: &Snapshot,
    memo: &Memo,
    tree: &Tree,
    planned: &Planned,
    sink: impl Fn(Output) -> io::Result<()>,
) -> Result<(), Box<Diagnostic>> {
    let (output, named) = match render(snapshot, memo, planned)? {
        Rendered::Bytes(bytes) => (Output::Bytes(bytes), planned.route.file().into()),
        Rendered::Copy(file) => (Output::Copy(tree.stored.get(&file).unwrap_or(&file).clone()), file),
        Rendered::Assembled(parts) => {
            let files = Files { disk, stored: &tree.stored };
            (Output::Bytes(assembled(files, snapshot, &parts)?), planned.route.file().into())
        }
        Rendered::Image(file, variant) => {
            let bytes =
                made(Files { disk, stored: &tree.stored }, snapshot, &file, &[variant])?.pop().unwrap_or_default();
            (Output::Bytes(bytes), file)
        }
        Rendered::SocialCard(card) => (Output::Bytes(made_card(disk, &card)), planned.route.file().into()),
    };
    sink(output).map_err(|error| unreadable(&named, &error).into())
}
