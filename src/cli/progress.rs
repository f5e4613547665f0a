//! How far a build is, for people at a terminal and builds that take longer than a second.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::site::{Phase, Progress};
use crate::stages::Stages;

/// Nobody needs to be told about what is over in a moment.
const PATIENCE: Duration = Duration::from_secs(1);
/// Drawing is shared by all threads: only every so many steps ask for it.
const STRIDE: usize = 64;

/// A bar on standard error that shows itself after a second.
pub struct Bar {
    bar: ProgressBar,
    started: Instant,
    steps: AtomicUsize,
    /// Name and duration of each phase so far, and when the current one began.
    phases: Mutex<Phases>,
    stages: Stages,
}

#[derive(Default)]
struct Phases {
    over: Vec<(Phase, Duration)>,
    current: Option<(Phase, Instant)>,
}

impl Phases {
    fn close(&mut self) {
        if let Some((phase, since)) = self.current.take() {
            self.over.push((phase, since.elapsed()));
        }
    }
}

impl Bar {
    pub fn new(quiet: bool) -> Bar {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{prefix:10} {bar:30} {pos}/{len}") {
            bar.set_style(style);
        }
        let visible = !quiet && std::io::stderr().is_terminal();
        let steps = AtomicUsize::new(if visible { 0 } else { usize::MAX });
        Bar { bar, started: Instant::now(), steps, phases: Mutex::default(), stages: Stages::default() }
    }

    /// The same, and the stages of the work are measured.
    pub fn timed(self, stages: Stages) -> Bar {
        Bar { stages, ..self }
    }

    /// Takes the bar off the screen, and says how long each phase took.
    pub fn finish(&self) -> Vec<(Phase, Duration)> {
        self.bar.finish_and_clear();
        let mut phases = self.phases.lock().unwrap_or_else(PoisonError::into_inner);
        phases.close();
        std::mem::take(&mut phases.over)
    }

    fn is_hidden(&self) -> bool {
        self.steps.load(Ordering::Relaxed) == usize::MAX
    }
}

impl Progress for Bar {
    fn stages(&self) -> &Stages {
        &self.stages
    }

    fn phase(&self, phase: Phase, total: usize) {
        let mut phases = self.phases.lock().unwrap_or_else(PoisonError::into_inner);
        phases.close();
        phases.current = Some((phase, Instant::now()));
        if !self.is_hidden() {
            self.steps.store(0, Ordering::Relaxed);
            self.bar.reset();
            self.bar.set_length(total as u64);
            self.bar.set_prefix(name(phase));
        }
    }

    fn step(&self) {
        if self.is_hidden() {
            return;
        }
        let done = self.steps.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(STRIDE) && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.set_position(done as u64);
        }
    }
}

/// What is going on, in a word.
pub fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Read => "reading",
        Phase::Weave => "weaving",
        Phase::Compare => "comparing",
        Phase::Render => "rendering",
        Phase::Publish => "publishing",
    }
}
