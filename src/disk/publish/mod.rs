//! Bringing an output folder to a given state: write what differs, remove what an earlier build of
//! ours wrote and this one does not, touch nothing else.
//!
//! Never writes before everything has been compared and nothing stands in the way; never wipes a
//! folder; never follows a link inside it; never removes what the manifest does not list.

mod compare;
mod folder;
mod lock;
mod manifest;
mod outputs;
mod prune;
mod write;

use std::path::Path;

use crate::diagnostics::{Code, Diagnostic};
use compare::Comparison;
use lock::Lock;
use manifest::{Manifest, State};

pub use manifest::MANIFEST;

/// One file of the published site. `path` is relative to the output folder.
#[derive(Clone, Debug)]
pub struct Output {
    pub path: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, Default)]
pub struct PublishOptions {
    /// Take over a folder that no build of ours made.
    pub force: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub enum PublishError {
    /// The folder is not one to write to: exit code 2.
    Refused(Box<Diagnostic>),
    /// The machine failed: exit code 3.
    Failed(Box<Diagnostic>),
}

impl PublishError {
    pub fn diagnostic(&self) -> &Diagnostic {
        match self {
            PublishError::Refused(diagnostic) | PublishError::Failed(diagnostic) => diagnostic,
        }
    }
}

/// Makes `folder` hold `outputs`. `root` is the site's own folder, whose content it must not touch.
///
/// Returns how many files were written, were as they should be, and were removed. Refuses before
/// the first write: a folder that is the site's source or nobody's to write to, one that another
/// build is writing to, and outputs that would leave the folder or stand in each other's way.
/// When the machine fails in between, the manifest says what was begun, and the next build ends it.
pub fn publish(
    root: &Path,
    folder: &Path,
    outputs: &[Output],
    options: &PublishOptions,
) -> Result<Published, PublishError> {
    outputs::check(outputs)?;
    let folder = folder::prepare(root, folder, options)?;
    let _lock = Lock::take(&folder)?;
    let before = manifest::load(&folder, options)?;
    let comparison = Comparison::new(&folder, outputs, &before, options)?;
    let after = manifest::planned(outputs, &comparison);
    if comparison.is_settled(&before, &after) {
        return Ok(comparison.published(0));
    }
    if before.state == State::Begun {
        write::remove_leftovers(&folder, &before);
    }
    Manifest::begun(&before, &after).save(&folder)?;
    let made_room = prune::make_room(&folder, &before, outputs, &comparison)?;
    write::write(&folder, outputs, &comparison)?;
    let stale = prune::remove_stale(&folder, &before, &after)?;
    after.save(&folder)?;
    Ok(comparison.published(made_room + stale))
}

fn refused(message: impl Into<String>, help: impl Into<String>) -> PublishError {
    PublishError::Refused(Box::new(Diagnostic::new(Code::RefusedOutput, message).help(help)))
}

fn failed(action: &str, path: &Path, error: &std::io::Error) -> PublishError {
    let message = format!("cannot {action} `{}`: {error}", path.display());
    let help = "make room on the disk or allow writing there, then build again: nothing has to be removed first";
    PublishError::Failed(Box::new(Diagnostic::new(Code::WriteFailed, message).help(help)))
}

#[cfg(test)]
mod tests;
