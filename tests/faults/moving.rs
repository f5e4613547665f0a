//! Files that change or vanish while they are read, and clocks that jump.

use std::fs::{self, File};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::preview::{Preview, copsite};
use super::random::Random;
use super::site::{Site, read_tree};
use super::{is_long, without_own_files, write_state};

/// Writes, empties, removes and renames files and folders of the content until it `is_over`.
fn disturb(site: &Site, is_over: &AtomicBool) {
    let mut random = Random::new(11);
    let content = site.root().join("content");
    while !is_over.load(Ordering::Relaxed) {
        let file = content.join(format!("stories/story-{}.md", random.below(30)));
        // Any of these may fail, because of the one before it.
        let _ = match random.below(6) {
            0 => fs::remove_file(&file),
            1 => fs::write(&file, ""),
            2 => fs::write(&file, "+++\ntitle = \"half"),
            3 => fs::rename(&file, content.join("stories/moved.md")),
            4 => fs::rename(content.join("stories"), content.join("tales")),
            _ => fs::rename(content.join("tales"), content.join("stories")),
        };
        let _ = fs::write(&file, format!("# Story\n\nWritten {}.\n", random.below(1_000)));
        thread::sleep(Duration::from_millis(2));
    }
    let _ = fs::rename(content.join("tales"), content.join("stories"));
}

/// Ends the disorder also where a test fails.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_build_of_files_that_change_and_vanish_ends_and_the_next_one_is_right() {
    let site = Site::empty();
    write_state(&site, 0);
    site.built();
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| disturb(&site, &is_over));
        let _end = End(&is_over);
        for round in 0..if is_long() { 40 } else { 5 } {
            let run = site.build();
            assert!([0, 1].contains(&run.code), "round {round}: {} {}", run.code, run.stderr);
            let shown = site.published();
            assert!(shown.contains_key("index.html"), "round {round}");
            for (path, page) in shown.iter().filter(|(path, _)| path.ends_with(".html")) {
                assert!(page.ends_with(b"</html>\n") || page.ends_with(b"</html>"), "round {round}: {path}");
            }
        }
    });
    let _ = fs::remove_dir_all(site.root().join("content"));
    write_state(&site, 1);
    let clean = Site::empty();
    write_state(&clean, 1);
    assert_eq!(site.built(), clean.built());
}

#[test]
fn a_preview_of_files_that_change_and_vanish_shows_them_as_they_are_in_the_end() {
    let site = Site::empty();
    write_state(&site, 0);
    let preview = Preview::of(copsite(&site.root()).args(["serve", "--port", "0", "--as-of", "2026-11-23"]));
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| disturb(&site, &is_over));
        let _end = End(&is_over);
        for number in 0..if is_long() { 400 } else { 60 } {
            let answer = preview.get(&format!("/stories/story-{}/", number % 30));
            assert!([200, 404].contains(&answer.status), "{}", answer.status);
            assert_eq!(preview.get("/").status, 200);
        }
    });
    let _ = fs::remove_dir_all(site.root().join("content"));
    write_state(&site, 1);
    let built = without_own_files(site.built());
    let page = &built["stories/story-7/index.html"];
    let is_there = |body: &[u8]| super::connection::without_script(body) == *page;
    preview.wait_for("/stories/story-7/", |answer| answer.status == 200 && is_there(&answer.body));
    let mut connection = super::connection::Connection::new(preview.address());
    for (path, bytes) in &built {
        let (status, body) = connection.get(&format!("/{path}"));
        let body = if path.ends_with(".html") { super::connection::without_script(&body) } else { body };
        assert!(status == 200 && body == *bytes, "{path}: {status}");
    }
}

/// Sets the time of every file under the site and its output.
fn at_time(site: &Site, time: SystemTime) {
    for folder in [site.root(), site.output()] {
        for path in read_tree(&folder).into_keys() {
            File::options().write(true).open(folder.join(path)).unwrap().set_modified(time).unwrap();
        }
    }
}

/// A file that is changed while the clock stands still, or stands at another year, is built as it is.
#[test]
fn a_build_believes_no_clock() {
    let site = Site::empty();
    write_state(&site, 0);
    site.built();
    let clean = super::clean_states();
    for (step, seconds) in [0, 4_102_444_800, 1, 1_000_000_000].into_iter().enumerate() {
        let state = (step + 1) % 2;
        write_state(&site, state);
        at_time(&site, UNIX_EPOCH + Duration::from_secs(seconds));
        assert!(without_own_files(site.built()) == clean[state], "at {seconds}");
    }
}

/// A copy program may give a new file the time and the length of the old one.
#[test]
fn a_preview_shows_a_new_file_with_the_time_and_the_length_of_the_old_one() {
    let site = Site::empty();
    write_state(&site, 0);
    let file = site.root().join("content/stories/story-3.md");
    let preview = Preview::of(copsite(&site.root()).args(["serve", "--port", "0"]));
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    let text = fs::read_to_string(&file).unwrap().replace("after", "afore");
    fs::write(&file, text).unwrap();
    File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    preview.wait_for("/stories/story-3/", |answer| answer.text().contains("afore"));
}
