//! How long each stage of the walk takes, added up over all threads.
//!
//! The clock is handed in by whoever wants to know; without one nothing is measured, and measuring
//! costs a comparison. Never changes what a stage does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A piece of the work, in the order of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Configuration, theme, templates.
    Theme,
    /// Folders are walked.
    Find,
    /// Files are read from the disk.
    Read,
    FrontMatter,
    Markdown,
    Weave,
    Plan,
    /// Cards, and what pages of one language share.
    Cards,
    Highlight,
    /// The output folder is looked at.
    Compare,
    /// The text of an entry, its holes filled.
    Prose,
    /// Everything that templates are given.
    Views,
    Templates,
    Feeds,
    /// Sources, `weaver.json`, the sitemap and the like.
    Files,
    /// Each output is compared and, where it differs, written.
    Write,
    /// What was written is moved into its place, and what is no longer there removed.
    Publish,
}

impl Stage {
    pub const ALL: [Stage; 17] = [
        Stage::Theme,
        Stage::Find,
        Stage::Read,
        Stage::FrontMatter,
        Stage::Markdown,
        Stage::Weave,
        Stage::Plan,
        Stage::Cards,
        Stage::Highlight,
        Stage::Compare,
        Stage::Prose,
        Stage::Views,
        Stage::Templates,
        Stage::Feeds,
        Stage::Files,
        Stage::Write,
        Stage::Publish,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Stage::Theme => "theme",
            Stage::Find => "find",
            Stage::Read => "read",
            Stage::FrontMatter => "front matter",
            Stage::Markdown => "Markdown",
            Stage::Weave => "weave",
            Stage::Plan => "plan",
            Stage::Cards => "cards",
            Stage::Highlight => "highlight",
            Stage::Compare => "compare",
            Stage::Prose => "prose",
            Stage::Views => "views",
            Stage::Templates => "templates",
            Stage::Feeds => "feeds",
            Stage::Files => "other files",
            Stage::Write => "write",
            Stage::Publish => "publish",
        }
    }
}

/// Tells how much time has passed since some moment.
pub type Clock = dyn Fn() -> Duration + Send + Sync;

/// Time spent so far. Clones add to the same sums.
#[derive(Clone, Default)]
pub struct Stages(Option<Arc<Timed>>);

/// Measures nothing.
pub static UNTIMED: Stages = Stages(None);

struct Timed {
    clock: Box<Clock>,
    /// Nanoseconds, in the order of [`Stage::ALL`].
    spent: [AtomicU64; Stage::ALL.len()],
}

impl Stages {
    pub fn timed(clock: Box<Clock>) -> Stages {
        Stages(Some(Arc::new(Timed { clock, spent: Default::default() })))
    }

    /// Begins to measure what this thread does.
    pub fn lap(&self) -> Lap<'_> {
        let timed = self.0.as_deref();
        Lap { timed, since: timed.map_or(Duration::ZERO, |timed| (timed.clock)()) }
    }

    /// What `work` gives, measured as one stage.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let mut lap = self.lap();
        let done = work();
        lap.end(stage);
        done
    }

    /// The stages that took any time.
    pub fn spent(&self) -> Vec<(Stage, Duration)> {
        let Some(timed) = &self.0 else { return Vec::new() };
        let spent = timed.spent.iter().map(|spent| Duration::from_nanos(spent.load(Ordering::Relaxed)));
        Stage::ALL.into_iter().zip(spent).filter(|(_, spent)| !spent.is_zero()).collect()
    }
}

impl std::fmt::Debug for Stages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.spent()).finish()
    }
}

/// One thread's work, cut into stages one after another.
pub struct Lap<'s> {
    timed: Option<&'s Timed>,
    since: Duration,
}

impl Lap<'_> {
    /// What was done since the last call, or since the lap began, was of this stage.
    pub fn end(&mut self, stage: Stage) {
        let Some(timed) = self.timed else { return };
        let now = (timed.clock)();
        let spent = now.saturating_sub(self.since).as_nanos() as u64;
        timed.spent[stage as usize].fetch_add(spent, Ordering::Relaxed);
        self.since = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_gets_the_time_since_the_one_before() {
        let ticks = AtomicU64::new(0);
        let clock = move || Duration::from_secs(ticks.fetch_add(1, Ordering::Relaxed));
        let stages = Stages::timed(Box::new(clock));
        let mut lap = stages.lap();
        lap.end(Stage::Read);
        lap.end(Stage::Markdown);
        lap.end(Stage::Read);
        assert_eq!(stages.time(Stage::Write, || "done"), "done");
        let seconds = [(Stage::Read, 2), (Stage::Markdown, 1), (Stage::Write, 1)];
        assert_eq!(stages.spent(), seconds.map(|(stage, seconds)| (stage, Duration::from_secs(seconds))));
    }

    #[test]
    fn without_a_clock_nothing_is_measured() {
        let stages = Stages::default();
        stages.time(Stage::Read, || ());
        assert!(stages.spent().is_empty());
    }
}
