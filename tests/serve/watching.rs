//! Changes on disk as editors, version control and people make them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::preview::{Preview, copsite, site};

const STORY: &str = "content/stories/the-rent-letter/index.md";
const URL: &str = "/net/stories/the-rent-letter/";

/// Saves in the way of an editor, which is given the folder and the new text.
fn assert_a_save_is_shown(name: &str, save: impl Fn(&Path, &str)) {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let text = fs::read_to_string(site.path().join(STORY)).unwrap();
    let folder = site.path().join(STORY).parent().unwrap().to_path_buf();
    for time in 1..=2 {
        let words = format!("Saved by {name}, time {time}.");
        save(&folder, &format!("{text}\n{words}\n"));
        let page = preview.wait_for(URL, |answer| answer.text().contains(&words));
        assert_eq!(page.attribute("data-problems"), "", "{name}");
    }
    for left in ["index.md~", ".index.md.swp", "%23index.md%23", ".%23index.md", "index.md___jb_old___"] {
        assert_eq!(preview.get(&format!("{URL}{left}")).status, 404, "{name}: {left}");
    }
    assert!(!preview.said().contains("error"), "{name}: {}", preview.said());
}

#[test]
fn a_file_that_is_written_in_its_place_is_shown() {
    assert_a_save_is_shown("a plain editor", |folder, text| fs::write(folder.join("index.md"), text).unwrap());
}

#[test]
fn a_file_that_takes_the_place_of_another_is_shown() {
    assert_a_save_is_shown("an atomic editor", |folder, text| {
        fs::write(folder.join(".index.md.1234"), text).unwrap();
        fs::rename(folder.join(".index.md.1234"), folder.join("index.md")).unwrap();
    });
}

/// Vim: probes the folder, writes a swap file, moves the old file away and writes a new one.
#[test]
fn a_file_that_is_written_anew_beside_its_backup_is_shown() {
    assert_a_save_is_shown("vim", |folder, text| {
        fs::write(folder.join(".index.md.swp"), "swap").unwrap();
        fs::write(folder.join("4913"), "").unwrap();
        fs::remove_file(folder.join("4913")).unwrap();
        fs::rename(folder.join("index.md"), folder.join("index.md~")).unwrap();
        fs::write(folder.join("index.md"), text).unwrap();
    });
}

/// Emacs: its lock is a link that leads nowhere, and what is not saved yet lies in a file of its own.
#[cfg(unix)]
#[test]
fn a_lock_and_what_is_not_saved_yet_are_nothing_of_the_site() {
    assert_a_save_is_shown("emacs", |folder, text| {
        let lock = folder.join(".#index.md");
        let _ = fs::remove_file(&lock);
        std::os::unix::fs::symlink("somebody@machine.77:1", &lock).unwrap();
        fs::write(folder.join("#index.md#"), "half a thought").unwrap();
        fs::write(folder.join("index.md"), text).unwrap();
    });
}

/// IDEs: the new file is written beside, then both change their names.
#[test]
fn a_file_that_is_exchanged_in_two_steps_is_shown() {
    assert_a_save_is_shown("an IDE", |folder, text| {
        let (new, old) = (folder.join("index.md___jb_tmp___"), folder.join("index.md___jb_old___"));
        fs::write(&new, text).unwrap();
        fs::rename(folder.join("index.md"), &old).unwrap();
        fs::rename(&new, folder.join("index.md")).unwrap();
    });
}

#[test]
fn what_an_editor_leaves_beside_a_file_is_no_change() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let revision = preview.get(URL).attribute("data-revision");
    let folder = site.path().join("content/stories");
    for name in ["llythyr-ŵ.md~", ".llythyr-ŵ.md.swp", "#llythyr-ŵ.md#", ".DS_Store", ".new.1234"] {
        fs::write(folder.join(name), "x").unwrap();
    }
    // What comes after them shows that they were seen.
    fs::write(folder.join("new.md"), "# New\n").unwrap();
    let after = preview.wait_for("/net/stories/new/", |answer| answer.status == 200).attribute("data-revision");
    assert_eq!(after.parse::<u64>().unwrap(), revision.parse::<u64>().unwrap() + 1, "{}", preview.said());
}

#[test]
fn folders_that_come_move_and_go_are_followed_at_any_depth() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let content = site.path().join("content");
    fs::create_dir_all(site.path().join("elsewhere/deep/er")).unwrap();
    fs::write(site.path().join("elsewhere/deep/er/one.md"), "# One\n").unwrap();
    fs::rename(site.path().join("elsewhere"), content.join("methods")).unwrap();
    preview.wait_for("/net/methods/one/", |answer| answer.status == 200);
    fs::write(content.join("methods/deep/er/two.md"), "# Two\n").unwrap();
    preview.wait_for("/net/methods/two/", |answer| answer.status == 200);
    fs::rename(content.join("methods"), content.join("tools")).unwrap();
    preview.wait_for("/net/tools/two/", |answer| answer.status == 200);
    preview.wait_for("/net/methods/two/", |answer| answer.status == 404);
    fs::write(content.join("tools/deep/er/two.md"), "# Two again\n").unwrap();
    preview.wait_for("/net/tools/two/", |answer| answer.text().contains("Two again"));
    fs::remove_dir_all(content.join("tools")).unwrap();
    preview.wait_for("/net/tools/two/", |answer| answer.status == 404);
    fs::remove_dir_all(&content).unwrap();
    preview.wait_for(URL, |answer| answer.attribute("data-problems").contains("there is no folder `content/`"));
    fs::create_dir_all(content.join("stories")).unwrap();
    fs::write(content.join("stories/again.md"), "# Again\n").unwrap();
    preview.wait_for("/net/stories/again/", |answer| answer.status == 200);
    preview.wait_for(URL, |answer| answer.status == 404);
}

#[test]
fn a_site_that_is_moved_away_and_comes_back_is_followed() {
    let site = site();
    let root = site.path().join("site");
    fs::create_dir(&root).unwrap();
    for name in ["content", "copsite.toml"] {
        fs::rename(site.path().join(name), root.join(name)).unwrap();
    }
    let preview = Preview::start(&root, &[]);
    fs::rename(&root, site.path().join("away")).unwrap();
    preview.wait_until_said("was moved or removed");
    assert_eq!(preview.get("/net/about/").status, 200, "what was good last is shown");
    fs::rename(site.path().join("away"), &root).unwrap();
    fs::write(root.join("content/about.md"), "# Back again\n").unwrap();
    preview.wait_for("/net/about/", |answer| {
        answer.text().contains("Back again") && answer.attribute("data-problems").is_empty()
    });
}

/// A machine that has told of as much as it can remember says only that it has forgotten the rest.
#[cfg(target_os = "linux")]
#[test]
fn changes_whose_events_were_lost_are_found() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let signal = |name: &str| {
        let id = preview.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    };
    let most = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap().trim().parse::<usize>().unwrap();
    signal("-STOP");
    let stories = site.path().join("content/stories");
    // Equal events after one another are told once, so two files take turns.
    for number in 0..most / 2 {
        fs::write(stories.join(format!("filler-{}.txt", number % 2)), "x").unwrap();
    }
    fs::write(stories.join("late.md"), "# Late\n").unwrap();
    fs::write(site.path().join(STORY), "# The rent letter\n\nAt last.\n").unwrap();
    signal("-CONT");
    preview.wait_for("/net/stories/late/", |answer| answer.status == 200);
    preview.wait_for(URL, |answer| answer.text().contains("At last."));
}

/// In a user namespace of its own, in which the machine allows few watches.
#[cfg(target_os = "linux")]
#[test]
fn a_site_with_more_folders_than_can_be_watched_is_looked_at_again_and_again() {
    let limited = |watches: usize| {
        let mut command = Command::new("unshare");
        let script = format!("echo {watches} > /proc/sys/user/max_inotify_watches && exec \"$@\"");
        command.args(["--user", "--map-root-user", "sh", "-c", &script, "sh"]);
        command
    };
    if !limited(9).arg("true").output().is_ok_and(|output| output.status.success()) {
        eprintln!("left out: this machine has no user namespaces");
        return;
    }
    // At the start, and when there come to be more.
    for watches in [2, 6] {
        let site = site();
        let serve = copsite(site.path());
        let mut command = limited(watches);
        command.arg(serve.get_program()).args(serve.get_args()).args(["serve", "--port", "0"]);
        let program = Preview::of(&mut command);
        for number in 0..6 {
            let folder = site.path().join(format!("content/stories/folder-{number}"));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join(format!("new-{number}.md")), "# New\n").unwrap();
        }
        program.wait_until_said("warning: changes are looked for twice a second");
        for number in 0..6 {
            program.wait_for(&format!("/net/stories/new-{number}/"), |answer| answer.status == 200);
        }
        fs::write(site.path().join("content/stories/folder-5/new-5.md"), "# Newer\n").unwrap();
        program.wait_for("/net/stories/new-5/", |answer| answer.text().contains("Newer"));
    }
}
