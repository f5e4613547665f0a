//! Every job of a plan → its output, in parallel, each handed on as it comes.
//!
//! Never holds more rendered pages than are being rendered, and does not know where they go.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::assemble::assembled;
use super::inputs;
use super::made::{Files, made, made_card};
use super::read::unreadable;
use super::settle::merge_render_errors;
use super::tasks::{Task, Tasks, tasks};
use super::{AT_ONCE, Phase, Progress, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::images::Variant;
use crate::plan::{FeedFormat, FeedOf, FileJob, Job, PageJob, Planned};
use crate::render::{Memo, Rendered, feeds, render};
use crate::stages::{Stage, Stages};
use crate::view::Snapshot;
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
    let memo = &Memo::of(&tree.docs, progress.stages());
    render_those(disk, Ready { snapshot, tree, memo }, all, progress, sink)
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
    let memo = &Memo::of(&tree.docs, progress.stages());
    render_those(disk, Ready { snapshot, tree, memo }, asked, progress, &discard(disk))
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
    let Ready { snapshot, tree, memo } = ready;
    let pages = snapshot.plan.pages();
    progress.phase(Phase::Render, asked.len());
    make_shared(snapshot, &asked, progress.stages());
    let render_at = |index: &usize| {
        let rendered = render_one(disk, ready, &pages[*index], |output| sink(*index, output));
        progress.step();
        rendered.err().map(|error| (*index, *error))
    };
    let make_all = |file: &Arc<str>, wanted: &[(usize, Variant)]| {
        let made = make_one(disk, snapshot, tree, file, wanted, sink);
        wanted.iter().for_each(|_| progress.step());
        made.err().map(|error| (wanted[0].0, *error))
    };
    let write_feed = |of: &FeedOf, wanted: &[(usize, FeedFormat)]| {
        let formats: Vec<FeedFormat> = wanted.iter().map(|(_, format)| *format).collect();
        for ((index, _), bytes) in wanted.iter().zip(feeds(snapshot, memo, of, &formats)) {
            // A sink fails for nothing but a file that is copied.
            let _ = sink(*index, Output::Bytes(bytes));
            progress.step();
        }
    };
    let run = |task: &Task| match task {
        Task::One(index) => render_at(index),
        Task::Image(file, wanted) => make_all(file, wanted),
        Task::Feed(of, wanted) => {
            write_feed(of, wanted);
            None
        }
    };
    let Tasks { long, short } = tasks(&asked, |index| &pages[index].job);
    // The long tasks begin first, each open to another thread, so that none of them is still running
    // alone when all else is done.
    let (mut errors, others): (Vec<_>, Vec<_>) = rayon::join(
        || long.par_iter().with_max_len(1).filter_map(run).collect(),
        || short.par_iter().with_max_len(AT_ONCE).filter_map(render_at).collect(),
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
fn make_shared(snapshot: &Snapshot, asked: &[usize], stages: &Stages) {
    let jobs = || asked.iter().map(|index| &snapshot.plan.pages()[*index].job);
    if jobs().all(inputs::reads_files) {
        return;
    }
    let search = || {
        if jobs().any(|job| matches!(job, Job::File(FileJob::Search { .. }))) {
            snapshot.search();
        }
    };
    rayon::join(|| snapshot.make_engines(), search);
    relate(snapshot, jobs(), stages);
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

fn render_one(
    disk: &dyn Disk,
    Ready { snapshot, tree, memo }: Ready,
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
