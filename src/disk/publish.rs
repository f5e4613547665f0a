//! Bringing an output folder to a given state: write what differs, remove what an earlier build of
//! ours wrote and this one does not, touch nothing else.

use std::path::Path;

use crate::diagnostics::Diagnostic;

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

#[derive(Debug)]
pub enum PublishError {
    /// The folder is not one to write to: exit code 2.
    Refused(Diagnostic),
    /// The machine failed: exit code 3.
    Failed(Diagnostic),
}

/// Makes `folder` hold `outputs`. `root` is the site's own folder, whose content it must not touch.
pub fn publish(
    root: &Path,
    folder: &Path,
    outputs: &[Output],
    options: &PublishOptions,
) -> Result<Published, PublishError> {
    todo!()
}
