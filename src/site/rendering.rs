//! Every job of a plan → its output, in parallel, each handed on as it comes.
//!
//! Never holds more rendered pages than are being rendered, and does not know where they go.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::assemble::assembled;
use super::inputs;
use super::made::{Files, made, made_card};
use super::read::{stored_as, unreadable};
use super::settle::merge_render_errors;
use super::tasks::{Task, Tasks, tasks};
use super::{AT_ONCE, Phase, Progress, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::images::Variant;
use crate::plan::{FeedFormat, FeedOf, FileJob, Job, PageJob};
use crate::render::{Memo, Rendered, feeds, render};
use crate::stages::{Stage, Stages};
use crate::view::{Snapshot, search};
use crate::weaver::EntryIx;

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

/// What is rendered, and code that was highlighted for it.
#[derive(Clone, Copy)]
pub struct Ready<'a> {
    pub snapshot: &'a Snapshot,
    pub tree: &'a Tree,
    pub memo: &'a Memo,
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
    let memo = &Memo::timed(progress.stages());
    render_those(disk, Ready { snapshot, tree, memo }, all, progress, sink)
}

/// Renders what could fail, and keeps nothing.
pub fn check_those(ready: Ready, progress: &dyn Progress, disk: &dyn Disk) -> Result<(), Vec<Diagnostic>> {
    let can_fail = |job: &Job| match job {
        Job::Page(_) => true,
        Job::File(file) => {
            matches!(file, FileJob::Copy(_) | FileJob::Image { .. } | FileJob::Email { .. } | FileJob::Toolkit(_))
        }
    };
    let pages = ready.snapshot.plan.pages();
    let asked = (0..pages.len()).filter(|index| can_fail(&pages[*index].job)).collect();
    render_those(disk, ready, asked, progress, &discard(disk))
}

/// Keeps nothing, and tells which files cannot be read.
fn discard(disk: &dyn Disk) -> Box<Sink<'_>> {
    Box::new(|_, output| match output {
        Output::Bytes(_) => Ok(()),
        Output::Copy(stored) => disk.open(&stored).map(drop),
    })
}

/// Renders the jobs at some indexes of the plan.
pub fn render_those(
    disk: &dyn Disk,
    ready: Ready,
    asked: Vec<usize>,
    progress: &dyn Progress,
    sink: &Sink,
) -> Result<(), Vec<Diagnostic>> {
    let pages = ready.snapshot.plan.pages();
    progress.phase(Phase::Render, asked.len());
    make_shared(ready, &asked, progress.stages());
    let rendering = Rendering { disk, ready, progress, sink };
    let Tasks { long, short } = tasks(&asked, |index| &pages[index].job);
    // The long tasks begin first, each open to another thread, so that none of them is still running
    // alone when all else is done.
    let (mut errors, others): (Vec<_>, Vec<_>) = rayon::join(
        || long.par_iter().with_max_len(1).filter_map(|task| failed(rendering, task)).collect(),
        || short.par_iter().with_max_len(AT_ONCE).filter_map(|index| failed(rendering, &Task::One(*index))).collect(),
    );
    errors.extend(others);
    errors.sort_by_key(|(index, _)| *index);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(merge_render_errors(errors.into_iter().map(|(_, error)| error).collect()))
    }
}

/// Makes ahead what many of the jobs share: threads that do them must not be the first to ask for it.
fn make_shared(Ready { snapshot, tree, memo }: Ready, asked: &[usize], stages: &Stages) {
    let jobs = || asked.iter().map(|index| &snapshot.plan.pages()[*index].job);
    if jobs().all(inputs::reads_files) {
        return;
    }
    let is_searched = !snapshot.has_search() && jobs().any(|job| matches!(job, Job::File(FileJob::Search { .. })));
    let code = || memo.highlight(&tree.docs, || true);
    let engines = || snapshot.make_engines();
    let counted = || is_searched.then(|| search::counted(snapshot));
    let ((), ((), counted)) = rayon::join(code, || rayon::join(engines, counted));
    // One thread makes the last of the search alone: others relate meanwhile.
    let index = || counted.map(|counted| snapshot.make_search(counted));
    rayon::join(index, || relate(snapshot, jobs(), stages));
}

/// Finds what is related to the entries whose pages are asked for.
fn relate<'p>(snapshot: &Snapshot, jobs: impl Iterator<Item = &'p Job>, stages: &Stages) {
    let entries: Vec<EntryIx> = jobs
        .filter_map(|job| match job {
            Job::Page(PageJob::Entry(entry)) => Some(*entry),
            _ => None,
        })
        .collect();
    let of_entries = |entries: &[EntryIx]| {
        stages.time(Stage::Views, || {
            for entry in entries {
                snapshot.related(*entry);
            }
        });
    };
    entries.par_chunks(AT_ONCE).with_max_len(1).for_each(of_entries);
}

/// All that a task needs.
#[derive(Clone, Copy)]
struct Rendering<'a> {
    disk: &'a dyn Disk,
    ready: Ready<'a>,
    progress: &'a dyn Progress,
    sink: &'a Sink<'a>,
}

/// Does a task. What went wrong, with the index of its first job.
fn failed(rendering: Rendering, task: &Task) -> Option<(usize, Diagnostic)> {
    let done = match task {
        Task::One(index) => render_one(rendering, *index),
        Task::Image(file, wanted) => make_image(rendering, file, wanted),
        Task::Feed(of, wanted) => write_feed(rendering, of, wanted),
    };
    (0..task.jobs()).for_each(|_| rendering.progress.step());
    done.err().map(|error| (task.first(), *error))
}

fn make_image(rendering: Rendering, file: &Arc<str>, wanted: &[(usize, Variant)]) -> Result<(), Box<Diagnostic>> {
    let Rendering { disk, ready: Ready { snapshot, tree, .. }, sink, .. } = rendering;
    let variants: Vec<Variant> = wanted.iter().map(|(_, variant)| *variant).collect();
    let images = made(Files { disk, stored: &tree.stored }, snapshot, file, &variants)?;
    for ((index, _), bytes) in wanted.iter().zip(images) {
        sink(*index, Output::Bytes(bytes)).map_err(|error| unreadable(file, &error))?;
    }
    Ok(())
}

fn write_feed(rendering: Rendering, of: &FeedOf, wanted: &[(usize, FeedFormat)]) -> Result<(), Box<Diagnostic>> {
    let Rendering { ready: Ready { snapshot, memo, .. }, sink, .. } = rendering;
    let formats: Vec<FeedFormat> = wanted.iter().map(|(_, format)| *format).collect();
    for ((index, _), bytes) in wanted.iter().zip(feeds(snapshot, memo, of, &formats)) {
        let file = || snapshot.plan.pages()[*index].route.file().into();
        sink(*index, Output::Bytes(bytes)).map_err(|error| unreadable(&file(), &error))?;
    }
    Ok(())
}

fn render_one(rendering: Rendering, index: usize) -> Result<(), Box<Diagnostic>> {
    let Rendering { disk, ready: Ready { snapshot, tree, memo }, sink, .. } = rendering;
    let planned = &snapshot.plan.pages()[index];
    let (output, named) = match render(snapshot, memo, planned)? {
        Rendered::Bytes(bytes) => (Output::Bytes(bytes), planned.route.file().into()),
        Rendered::Copy(file) => (Output::Copy(stored_as(&tree.stored, &file).clone()), file),
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
    sink(index, output).map_err(|error| unreadable(&named, &error).into())
}
