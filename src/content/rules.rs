//! What reading an entry needs to know of its site.

use super::defaults::{Defaults, NO_DEFAULTS};
use crate::config::Config;
use crate::disk::Commits;
use crate::kinds::Kinds;
use crate::stages::{Stages, UNTIMED};

/// What reading needs to know of the site.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub config: &'a Config,
    pub kinds: &'a Kinds,
    pub stages: &'a Stages,
    /// The narrowest audience that is shown anything; the widest one if none is named.
    pub viewer: Option<&'a str>,
    /// What folders say for the entries in them.
    pub defaults: &'a Defaults,
    /// When files were last committed, where that is to tell when entries were updated.
    pub commits: &'a Commits,
}

/// Of a site that asks no repository.
const NO_COMMITS: &Commits = &Commits::new();

impl<'a> Rules<'a> {
    pub fn new(config: &'a Config, kinds: &'a Kinds) -> Rules<'a> {
        Rules { config, kinds, stages: &UNTIMED, viewer: None, defaults: &NO_DEFAULTS, commits: NO_COMMITS }
    }

    /// The same, and what reading takes is measured.
    pub fn timed(self, stages: &'a Stages) -> Rules<'a> {
        Rules { stages, ..self }
    }

    /// The same for another audience than the widest.
    pub fn seen_by(self, viewer: Option<&'a str>) -> Rules<'a> {
        Rules { viewer, ..self }
    }

    /// The same for entries for which folders say something.
    pub fn under(self, defaults: &'a Defaults) -> Rules<'a> {
        Rules { defaults, ..self }
    }

    /// The same for entries of which a repository tells when they were updated.
    pub fn committed(self, commits: &'a Commits) -> Rules<'a> {
        Rules { commits, ..self }
    }

    /// Whether the reader may see what is for `audience`.
    pub fn shows(&self, audience: &str) -> bool {
        self.config.may_see(Some(audience), self.viewer.unwrap_or(self.config.widest_audience()))
    }
}
