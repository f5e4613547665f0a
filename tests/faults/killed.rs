//! Builds and previews that are killed.

use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use super::preview::{Preview, copsite};
use super::random::Random;
use super::site::Site;
use super::{assert_whole_files, clean_states, is_long, started, without_own_files, write_state};

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_one_makes_it_right() {
    let states = clean_states();
    let site = Site::empty();
    write_state(&site, 0);
    let begun = Instant::now();
    site.built();
    let mut longest = begun.elapsed();
    let mut random = Random::new(8);
    let (mut killed, mut mixed) = (0, 0);
    let kills = if is_long() { 200 } else { 12 };
    for kill in 0..kills {
        let next = (kill + 1) % 2;
        write_state(&site, next);
        let mut build = started(&site);
        std::thread::sleep(longest.mul_f64(random.below(1_000) as f64 / 1_000.0));
        killed += usize::from(build.try_wait().unwrap().is_none());
        build.kill().unwrap();
        build.wait().unwrap();
        let context = format!("kill {kill}");
        mixed += usize::from(!assert_whole_files(&without_own_files(site.published()), &states, &context));
        let begun = Instant::now();
        let run = site.build();
        longest = (longest + begun.elapsed()) / 2;
        assert_eq!(run.code, 0, "{context}: {}", run.stderr);
        let published = site.published();
        assert!(!published.keys().any(|path| path.starts_with(".copsite-staging")), "{context}");
        assert!(without_own_files(published) == states[next], "{context}: the next build makes it right");
    }
    println!("{kills} builds: {killed} killed under way, {mixed} of them between the first file and the last");
    assert!(killed > kills / 3, "only {killed} were under way");
}

#[test]
fn a_preview_that_is_killed_can_be_started_again_at_once() {
    let site = Site::empty();
    write_state(&site, 0);
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    for _ in 0..3 {
        let preview = Preview::of(copsite(&site.root()).args(["serve", "--port", &port]));
        let _stream = preview.events();
        assert_eq!(preview.get("/stories/story-1/").status, 200);
        let id = preview.id().to_string();
        assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
        assert_eq!(preview.ended(), None);
    }
    assert!(!site.output().exists(), "it writes nothing");
}

/// A build that is stopped in the middle holds its place: another one waits or is refused, and goes on when
/// the first one is killed.
#[test]
fn a_killed_build_keeps_no_lock() {
    let site = Site::empty();
    write_state(&site, 0);
    site.built();
    write_state(&site, 1);
    let mut build = started(&site);
    std::thread::sleep(Duration::from_millis(150));
    build.kill().unwrap();
    build.wait().unwrap();
    assert_eq!(site.build().code, 0);
    assert!(without_own_files(site.published()) == clean_states()[1]);
}
