//! Bringing an output folder to a given state while the site is still being rendered: each output
//! is compared as it comes and, where it differs, staged beside the site; when all are there, they
//! are moved to their places, and what only an earlier build of ours wrote is removed.
//!
//! Never changes a published file before all outputs are there and nothing stands in the way;
//! never holds an output in memory; never wipes a folder; never follows a link inside it; never
//! removes what the manifest does not list.

mod claim;
mod compare;
mod folder;
mod lock;
mod manifest;
mod offer;
mod outputs;
mod place;
mod prune;
mod readers;
mod room;
mod staging;
mod written;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::OnceLock;

use crate::diagnostics::{Code, Diagnostic};
use claim::Claim;
use compare::{Comparison, Found, Target};
use manifest::{Manifest, State};
use offer::Offered;
use written::Fault;

pub use lock::LOCK;
pub use manifest::MANIFEST;
pub use readers::Readers;
pub use written::Written;

/// A file that is copied goes through memory in pieces of this many bytes.
const PIECE: usize = 128 * 1024;

#[derive(Clone, Debug, Default)]
pub struct PublishOptions {
    /// Take over a folder that no build of ours made, or one for other readers.
    pub force: bool,
    /// Whose site it is.
    pub readers: Readers,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Of all files with their bytes, as [`Publication::stands`] tells it of what was there before.
    pub print: u64,
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

/// A build that is being published. Until it is finished the published site stays as it is, and
/// one that is dropped instead leaves no trace.
pub struct Publication {
    claim: Claim,
    options: PublishOptions,
    before: Manifest,
    comparison: Comparison,
    /// What became of each output, in the order of the comparison's targets.
    offered: Vec<OnceLock<Result<Offered, PublishError>>>,
}

impl Publication {
    /// Prepares `folder` to hold the files at `paths`, which are relative to it, and nothing else
    /// of ours. `root` is the site's own folder, whose content is not touched.
    ///
    /// Refuses a folder that is the site's source or nobody's to write to, one that another build
    /// is writing to, and paths that lead out of the folder or stand in each other's way.
    pub fn begin(
        root: &Path,
        folder: &Path,
        paths: Vec<String>,
        options: &PublishOptions,
    ) -> Result<Publication, PublishError> {
        outputs::check(&paths)?;
        let claim = Claim::take(root, folder, options)?;
        let before = manifest::load(&claim.folder, options)?;
        readers::check_readers(&before, folder, options)?;
        readers::check_neighbours(&claim.folder, &before, options)?;
        let comparison = Comparison::new(&claim.folder, paths, &before, options)?;
        let offered = comparison.targets.iter().map(|_| OnceLock::new()).collect();
        Ok(Publication { claim, options: options.clone(), before, comparison, offered })
    }

    /// XXH3 of the list of all files that an earlier build left, with their bytes; none where it did not come to its
    /// end.
    pub fn stands(&self) -> Option<u64> {
        (self.before.state == State::Complete).then(|| self.before.print())
    }

    /// The files that an earlier build left, by their paths.
    pub fn earlier(&self) -> &BTreeMap<String, Written> {
        &self.before.files
    }

    /// What was offered for the path at `index`, where that went well.
    pub fn offered(&self, index: usize) -> Option<&Written> {
        Some(self.offered[index].get()?.as_ref().ok()?.written())
    }

    /// What an earlier build left at the path at `index`; none where something has touched it since.
    pub fn untouched(&self, index: usize) -> Option<&Written> {
        let target = self.target(index);
        let Found::File { size, modified } = target.found else { return None };
        let written = self.before.files.get(&target.path)?;
        let is_left = written.size == size && !target.is_renamed;
        (is_left && self.before.vouches_for(&target.path, written, modified)).then_some(written)
    }

    /// The bytes that stand at the path at `index`.
    pub fn published(&self, index: usize) -> io::Result<Vec<u8>> {
        fs::read(self.claim.folder.join(&self.target(index).path))
    }

    /// Leaves what is untouched at the path at `index`, in place of an offer.
    pub fn leave(&self, index: usize, untouched: &Written) {
        self.offered[index].get_or_init(|| Ok(Offered::Same(untouched.clone())));
    }

    /// Takes the bytes for the path at `index`, from any thread, in any order, once.
    ///
    /// What goes wrong is told by [`Publication::finish`].
    pub fn offer(&self, index: usize, bytes: &[u8]) {
        let offered = self.take(self.target(index), &|| Ok(bytes));
        // Nothing can be wrong with a source that is in memory.
        let _ = self.keep(index, offered);
    }

    /// Takes a file for the path at `index`, as [`Publication::offer`] takes bytes. The file is
    /// opened once to compare it and again to copy it.
    ///
    /// Fails only when the file cannot be read.
    pub fn offer_copy(&self, index: usize, open: &dyn Fn() -> io::Result<Box<dyn Read>>) -> io::Result<()> {
        let offered = self.take(self.target(index), &|| Ok(BufReader::with_capacity(PIECE, open()?)));
        self.keep(index, offered)
    }

    /// Makes the folder hold what was offered. A path for which nothing was offered is not part of
    /// the site.
    ///
    /// Returns how many files were written, were as they should be, and were removed. When an offer
    /// failed, nothing is changed and the first one in the order of the paths is reported. When
    /// the machine fails in between, the manifest says what was begun, and the next build ends it.
    pub fn finish(self) -> Result<Published, PublishError> {
        let Publication { mut claim, before, comparison, offered, options } = self;
        let offered = all(offered)?;
        let after = offer::manifest(&comparison.targets, &offered, options.readers);
        let staged: Vec<&Target> = staged(&comparison.targets, &offered).collect();
        let unchanged = after.files.len() - staged.len();
        let print = after.print();
        if staged.is_empty() && after.is_as_written(&before) {
            return Ok(Published { unchanged, print, ..Published::default() });
        }
        manifest::save_begun(&claim.folder, &before, &after)?;
        claim.keep();
        let made_room = prune::make_room(&claim.folder, &before, &staged, &comparison.in_the_way)?;
        place::move_all(&claim.folder, &staged, &comparison.missing_folders)?;
        let stale = prune::remove_stale(&claim.folder, &before, &after)?;
        after.save(&claim.folder)?;
        Ok(Published { written: staged.len(), unchanged, removed: made_room + stale, print })
    }

    fn target(&self, index: usize) -> &Target {
        &self.comparison.targets[index]
    }

    fn keep(&self, index: usize, offered: Result<Offered, Fault>) -> io::Result<()> {
        let offered = match offered {
            Ok(offered) => Ok(offered),
            Err(Fault::Output(error)) => Err(error),
            Err(Fault::Source(error)) => return Err(error),
        };
        self.offered[index].get_or_init(|| offered);
        Ok(())
    }
}

fn all(offered: Vec<OnceLock<Result<Offered, PublishError>>>) -> Result<Vec<Option<Offered>>, PublishError> {
    offered.into_iter().map(|offered| offered.into_inner().transpose()).collect()
}

fn staged<'a>(targets: &'a [Target], offered: &'a [Option<Offered>]) -> impl Iterator<Item = &'a Target> {
    let is_staged = |offered: &Option<Offered>| matches!(offered, Some(Offered::Staged(_)));
    targets.iter().zip(offered).filter(move |(_, offered)| is_staged(offered)).map(|(target, _)| target)
}

fn refused(message: impl Into<String>, help: impl Into<String>) -> PublishError {
    PublishError::Refused(Box::new(Diagnostic::new(Code::RefusedOutput, message).help(help)))
}

fn failed(action: &str, path: &Path, error: &io::Error) -> PublishError {
    let message = format!("cannot {action} `{}`: {error}", path.display());
    let help = "make room on the disk or allow writing there, then build again: nothing has to be removed first";
    PublishError::Failed(Box::new(Diagnostic::new(Code::WriteFailed, message).help(help)))
}

#[cfg(test)]
mod tests;
