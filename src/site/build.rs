//! Rendering every job of a plan, in parallel, and publishing the result.

use std::path::Path;

use rayon::prelude::*;

use super::load::{Loaded, load};
use super::read::read_published;
use super::settle::{merge_render_errors, settle};
use super::{Options, Phase, Progress};
use crate::diagnostics::Diagnostic;
use crate::disk::{Disk, Output, PublishError, PublishOptions, Published, publish};
use crate::render::{Memo, Rendered, render};
use crate::view::Snapshot;

/// What a build did.
#[derive(Debug)]
pub struct Build {
    pub entries: usize,
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
    let outputs = match render_all(&snapshot, disk, &tree, progress) {
        Ok(outputs) => outputs,
        Err(errors) => {
            diagnostics.extend(settle(&snapshot.config.checks, errors));
            return Err(BuildError::Content(diagnostics));
        }
    };
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(BuildError::Content(diagnostics));
    }
    progress.phase(Phase::Publish, outputs.len());
    let entries = snapshot.weave.len();
    // What was only needed to render makes room for the files to be compared.
    drop((snapshot, tree));
    let pages = outputs.iter().filter(|output| output.path.ends_with(".html")).count();
    match publish(root, output, &outputs, publishing) {
        Ok(published) => Ok(Build { entries, pages, published, diagnostics }),
        Err(PublishError::Refused(problem)) => Err(BuildError::Usage(with(diagnostics, *problem))),
        Err(PublishError::Failed(problem)) => Err(BuildError::Machine(with(diagnostics, *problem))),
    }
}

fn with(mut diagnostics: Vec<Diagnostic>, problem: Diagnostic) -> Vec<Diagnostic> {
    diagnostics.push(problem);
    diagnostics
}

/// Every file of the published site, in the order of the plan; or everything that failed.
pub fn render_all(
    snapshot: &Snapshot,
    disk: &dyn Disk,
    tree: &super::Tree,
    progress: &dyn Progress,
) -> Result<Vec<Output>, Vec<Diagnostic>> {
    progress.phase(Phase::Render, snapshot.plan.pages().len());
    let memo = Memo::of(snapshot);
    let rendered: Vec<Result<Output, Box<Diagnostic>>> = snapshot
        .plan
        .pages()
        .par_iter()
        .map(|planned| {
            let bytes = match render(snapshot, &memo, planned)? {
                Rendered::Bytes(bytes) => bytes,
                Rendered::Copy(file) => read_published(disk, &tree.stored, &file)?,
            };
            progress.step();
            Ok(Output { path: planned.route.file(), bytes })
        })
        .collect();
    let (outputs, errors): (Vec<_>, Vec<_>) = rendered.into_iter().partition(Result::is_ok);
    if errors.is_empty() {
        Ok(outputs.into_iter().filter_map(Result::ok).collect())
    } else {
        Err(merge_render_errors(errors.into_iter().filter_map(Result::err).map(|error| *error).collect()))
    }
}
