//! Configuration, theme, content, weave, plan: everything up to the first rendered page.

use super::{Options, Progress, Site, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::view::Snapshot;
use crate::weaver::Viewer;

/// What became of a site.
pub struct Loaded {
    /// None where the configuration or the theme cannot be used at all.
    pub snapshot: Option<Snapshot>,
    /// Every problem, with the severity that the site gives it, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The configuration is what is wrong: exit code 2.
    pub misconfigured: bool,
    pub tree: Option<Tree>,
    pub viewer: Option<Viewer>,
}

/// Reads, weaves and plans a site. Nothing is rendered yet.
pub fn load(disk: &dyn Disk, options: &Options, progress: &dyn Progress) -> Loaded {
    Site::open(disk, options, progress).into_loaded()
}
