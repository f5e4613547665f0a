//! A site on disk → a [`Snapshot`](crate::view::Snapshot) and everything that is wrong with it; and
//! from there to an output folder.
//!
//! This room drives the walk, whose steps are functions of the rooms above; [`Site`] drives it again and again while files
//! change. Its own are the questions that need a site as a whole: whether anything leaks, what the weaver's desk
//! accepts, what the next newsletter collects. It never prints.

mod assemble;
mod build;
mod cache;
mod checking;
mod change;
mod closed;
pub mod desk;
mod dismissed;
mod gone;
mod inputs;
mod leaks;
mod listing;
mod load;
mod looked_at;
mod made;
mod new_entry;
pub mod newsletter;
mod pages;
mod raw_texts;
mod read;
mod rendering;
mod settle;
mod setup;
mod shelving;
mod sources;
mod state;
mod tasks;
mod update;
mod weights;
mod wordless;
mod woven;

pub use assemble::assembled;
pub use build::{Build, BuildError, build};
pub use change::Change;
pub use checking::check_all;
pub use dismissed::{DISMISSED_FILE, dismiss, dismissed};
pub use load::{Loaded, load};
pub use made::{Files, made, made_card};
pub use new_entry::new_entry;
pub use pages::{Page, Pages};
use read::News;
pub use read::{Stored, Tree, stored_as};
pub use rendering::{Output, Sink, render_all};
pub use settle::without_told;
pub use setup::config as read_config;
pub use sources::SiteSources;
pub use state::Site;
pub use update::{Update, Work};

/// The name of a site's configuration file.
pub const CONFIG_FILE: &str = "copsite.toml";

/// How many texts or pages one thread takes at once: few enough that no other has to wait for it in the end.
const AT_ONCE: usize = 32;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::stages::{Stages, UNTIMED};
use crate::weaver::Drafts;

/// How a site is looked at: what the command line and the clock say.
#[derive(Clone, Debug)]
pub struct Options {
    /// The moment of the build.
    pub now: Timestamp,
    /// Build as if it were this day, at its end.
    pub as_of: Option<Date>,
    pub drafts: Drafts,
    pub future: bool,
    pub audience: Option<String>,
    pub base_url: Option<String>,
    /// A build publishes nothing where there are warnings.
    pub strict: bool,
    /// A build of a site whose Markdown files have more bytes than this puts their texts into a file until they are shown.
    pub in_memory: u64,
}

/// As much as 25,000 texts of usual length.
pub const IN_MEMORY: u64 = 128 << 20;

impl Options {
    /// Whether what is not published yet is shown.
    pub fn shows_early(&self) -> bool {
        self.drafts.shows_early(self.future)
    }

    /// What the public sees at `now`.
    pub fn at(now: Timestamp) -> Options {
        Options {
            now,
            as_of: None,
            drafts: Drafts::Withheld,
            future: false,
            audience: None,
            base_url: None,
            strict: false,
            in_memory: IN_MEMORY,
        }
    }
}

/// Told how far a phase is; a build that takes longer than a moment shows it.
pub trait Progress: Sync {
    fn phase(&self, phase: Phase, total: usize);
    /// One more item of the phase is done.
    fn step(&self);
    /// Where the stages of the work are measured.
    fn stages(&self) -> &Stages {
        &UNTIMED
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Read,
    Weave,
    /// What is published already is looked at.
    Compare,
    Render,
    Publish,
}

/// Shows nothing.
pub struct Silent;

impl Progress for Silent {
    fn phase(&self, _: Phase, _: usize) {}
    fn step(&self) {}
}
