//! Configuration, theme, content, weave, plan: everything up to the first rendered page.

use std::sync::Arc;

use super::{Options, Progress, Site, Tree};
use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::render::Memo;
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
    /// What of its code was highlighted by `load_for_build`.
    pub code: Option<Arc<Memo>>,
}

/// Reads, weaves and plans a site. Nothing is rendered yet.
pub fn load(disk: &dyn Disk, options: &Options, progress: &dyn Progress) -> Loaded {
    Site::open(disk, options, progress).into_loaded()
}

/// The same for a site of which all pages may be rendered, once: its code is highlighted while it is woven and planned,
/// which one thread does alone for a part of the time, and no longer; and many texts are not held in memory.
pub fn load_for_build(disk: &dyn Disk, options: &Options, progress: &dyn Progress) -> Loaded {
    Site::open_for_build(disk, options, progress).into_loaded()
}
