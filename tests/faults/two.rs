//! Several builds of one site at the same time, some of which are killed.

use std::thread;

use super::random::Random;
use super::site::Site;
use super::{assert_whole_files, clean_states, is_long, started, without_own_files, write_state};

#[test]
fn builds_at_the_same_time_some_of_which_are_killed_leave_whole_files() {
    let states = clean_states();
    let site = Site::empty();
    write_state(&site, 0);
    site.built();
    let mut random = Random::new(16);
    for round in 1..=if is_long() { 20 } else { 3 } {
        write_state(&site, round % 2);
        let builds: Vec<_> = (0..6).map(|build| (build % 3 == 2, random.below(600))).collect();
        let codes: Vec<Option<i32>> = thread::scope(|scope| {
            let running: Vec<_> =
                builds.iter().map(|(is_killed, after)| scope.spawn(|| one_build(&site, *is_killed, *after))).collect();
            running.into_iter().map(|build| build.join().unwrap()).collect()
        });
        assert!(codes.iter().all(|code| [None, Some(0), Some(2), Some(3)].contains(code)), "{codes:?}");
        assert_whole_files(&without_own_files(site.published()), &states, &format!("round {round}"));
        let run = site.build();
        assert_eq!(run.code, 0, "round {round}: {}", run.stderr);
        assert!(without_own_files(site.published()) == states[round % 2], "round {round}");
    }
}

/// Its exit code; none where it was killed.
fn one_build(site: &Site, is_killed: bool, after: usize) -> Option<i32> {
    let mut build = started(site);
    if is_killed {
        thread::sleep(std::time::Duration::from_millis(after as u64));
        build.kill().unwrap();
    }
    build.wait().unwrap().code()
}
