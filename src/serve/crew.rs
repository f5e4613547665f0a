//! Threads that answer requests: as many as are needed at once, up to a limit.
//!
//! Slow readers keep a thread each for as long as they take, and no one else waits for them.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

type Job = Box<dyn FnOnce() + Send>;

/// A thread with nothing to do ends after this long.
const IDLE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Crew {
    shared: Arc<Shared>,
}

struct Shared {
    most: usize,
    state: Mutex<State>,
    more: Condvar,
    rested: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
}

impl Crew {
    /// At most `most` jobs are done at once; others wait.
    pub fn new(most: usize) -> Crew {
        Crew {
            shared: Arc::new(Shared { most, state: Mutex::default(), more: Condvar::new(), rested: Condvar::new() }),
        }
    }

    /// Does `job` at once, if not too much is being done.
    pub fn give(&self, job: impl FnOnce() + Send + 'static) {
        let mut state = self.shared.state();
        state.jobs.push_back(Box::new(job));
        if state.idle < state.jobs.len() && state.threads < self.shared.most {
            state.threads += 1;
            let shared = self.shared.clone();
            thread::spawn(move || shared.work());
        }
        self.shared.more.notify_one();
    }

    /// Waits until everything is done, but no longer than `patience`.
    pub fn rest(&self, patience: Duration) {
        let end = Instant::now() + patience;
        let mut state = self.shared.state();
        while !(state.jobs.is_empty() && state.idle == state.threads) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state = self.shared.rested.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Shared {
    // No code of a job runs while it is locked, so the state is whole whatever panics.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        let mut state = self.state();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                drop(state);
                // A fault of ours costs one answer, not the preview.
                let _ = catch_unwind(AssertUnwindSafe(job));
                state = self.state();
                continue;
            }
            state.idle += 1;
            if state.idle == state.threads {
                self.rested.notify_all();
            }
            let (woken, waited) = self.more.wait_timeout(state, IDLE).unwrap_or_else(PoisonError::into_inner);
            state = woken;
            state.idle -= 1;
            if waited.timed_out() && state.jobs.is_empty() {
                state.threads -= 1;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn jobs_that_wait_for_something_keep_no_others_waiting() {
        let crew = Crew::new(3);
        let (done, results) = channel();
        let (release, held) = channel::<()>();
        crew.give(move || held.recv().unwrap());
        crew.give(|| panic!("a fault"));
        for number in 0..20 {
            let done = done.clone();
            crew.give(move || done.send(number).unwrap());
        }
        let mut numbers: Vec<u32> = results.iter().take(20).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..20).collect::<Vec<_>>());
        release.send(()).unwrap();
        crew.rest(Duration::from_secs(30));
        let state = crew.shared.state();
        assert_eq!((state.jobs.len(), state.threads - state.idle), (0, 0));
        assert!(state.threads <= 3);
    }
}
