//! Disks that are full, and places that may not be written to any more.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::random::Random;
use super::site::{Site, Tree, read_tree};
use super::{assert_whole_files, clean_states, is_long, without_own_files, write_state};

/// Builds onto a disk of its own, of which the given number of KiB is left when the site changes: the exit code
/// of the second build, what is published after it, and what a third build makes of it when there is room.
///
/// The disk is in memory and in a name space of its own, so that nothing of the machine is touched.
fn on_a_small_disk(left: usize) -> Option<(i32, Tree, Tree)> {
    let site = Site::empty();
    write_state(&site, 0);
    let second = Site::empty();
    write_state(&second, 1);
    let results = site.beside("results");
    fs::create_dir(&results).unwrap();
    let script = r#"
        set -e
        mkdir "$results/disk" && mount -t tmpfs -o size=16m none "$results/disk" || exit 77
        out="$results/disk/public"
        build() { "$copsite" build --as-of 2026-11-23 --quiet --root "$1" --output "$out"; }
        build "$first"
        free=$(df --output=avail -k "$out" | tail -1)
        head -c $(( (free - left) * 1024 )) /dev/zero > "$results/disk/filler"
        code=0; build "$second" || code=$?
        echo $code > "$results/code"
        cp -r "$out" "$results/after"
        rm "$results/disk/filler"
        build "$second"
        cp -r "$out" "$results/mended"
    "#;
    let run = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .envs([
            ("copsite", Path::new(env!("CARGO_BIN_EXE_copsite"))),
            ("first", &site.root()),
            ("second", &second.root()),
            ("results", &results),
        ])
        .env("left", left.to_string())
        .output()
        .ok()?;
    if matches!(run.status.code(), Some(1 | 77)) && !results.join("code").exists() {
        eprintln!("left out: this machine lets nobody mount a disk: {}", String::from_utf8_lossy(&run.stderr));
        return None;
    }
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let code = fs::read_to_string(results.join("code")).unwrap().trim().parse().unwrap();
    Some((
        code,
        without_own_files(read_tree(&results.join("after"))),
        without_own_files(read_tree(&results.join("mended"))),
    ))
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was_and_the_next_build_makes_it_right() {
    let states = clean_states();
    let steps: &[usize] =
        if is_long() { &[0, 4, 40, 200, 400, 600, 800, 1_000, 1_400, 2_000, 3_000] } else { &[0, 40, 600] };
    let mut failed = 0;
    for left in steps {
        let Some((code, after, mended)) = on_a_small_disk(*left) else { return };
        let context = format!("{left} KiB left");
        match code {
            0 => assert!(after == states[1], "{context}"),
            _ => {
                assert_eq!(code, 3, "{context}");
                assert!(after == states[0], "{context}: nothing was published");
                failed += 1;
            }
        }
        assert!(mended == states[1], "{context}");
    }
    assert!(failed >= 2, "the disk was never full");
}

/// The disk is in memory and in a name space of its own, as above.
#[test]
fn a_build_that_the_disk_cannot_hold_says_so_before_it_writes() {
    let site = Site::empty();
    site.put("static/film.bin", vec![1; 5_000_000]);
    let script = r#"
        mkdir "$disk" && mount -t tmpfs -o size=4m none "$disk" || exit 77
        code=0; "$copsite" build --as-of 2026-11-23 --quiet --root "$root" --output "$disk/public" || code=$?
        ls -A "$disk" >&2
        exit $code
    "#;
    let run = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .envs([
            ("copsite", Path::new(env!("CARGO_BIN_EXE_copsite"))),
            ("root", &site.root()),
            ("disk", &site.beside("disk")),
        ])
        .output();
    let Some(run) = run.ok().filter(|run| !matches!(run.status.code(), Some(1 | 77))) else {
        eprintln!("left out: this machine lets nobody mount a disk");
        return;
    };
    let said = String::from_utf8_lossy(&run.stderr);
    let expected =
        "error[write-failed]: the disk of the output folder has 4.2 MB left, and this build writes at least 5.";
    assert!(said.contains(expected), "{said}");
    assert_eq!(run.status.code(), Some(3), "{said}");
    assert!(said.trim_end().ends_with("nothing was written"), "the disk is as it was: {said}");
}

/// Whether this user is kept out by permissions at all; the machine's own user is not.
fn permissions_hold() -> bool {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let holds = fs::write(folder.path().join("x"), "").is_err();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    holds
}

/// Takes the right to write from a folder, also from the machine's own user: no file can be made or removed
/// in a folder that is immutable. Tells whether that can be done here.
fn forbid(folder: &Path) -> bool {
    if permissions_hold() {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
        return true;
    }
    Command::new("chattr").arg("+i").arg(folder).output().is_ok_and(|run| run.status.success())
}

fn allow(folder: &Path) {
    if permissions_hold() {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    } else {
        let _ = Command::new("chattr").arg("-i").arg(folder).output();
    }
}

#[test]
fn a_permission_that_is_lost_half_way_leaves_whole_files_and_is_the_machines_failure() {
    let states = clean_states();
    let site = Site::empty();
    write_state(&site, 0);
    site.built();
    let mut random = Random::new(4);
    let rounds = if is_long() { 30 } else { 4 };
    for round in 1..=rounds {
        write_state(&site, round % 2);
        let folder = site.output().join(["stories", "stories/story-3", ""][round % 3]);
        let run = std::thread::scope(|scope| {
            let build = scope.spawn(|| site.build());
            std::thread::sleep(std::time::Duration::from_millis(random.below(400) as u64));
            let is_forbidden = forbid(&folder);
            let run = build.join().unwrap();
            allow(&folder);
            is_forbidden.then_some(run)
        });
        let Some(run) = run else {
            eprintln!("left out: nothing can be forbidden to this user");
            return;
        };
        assert!([0, 3].contains(&run.code), "round {round}: {} {}", run.code, run.stderr);
        assert_whole_files(&without_own_files(site.published()), &states, &format!("round {round}"));
        let next = site.build();
        assert_eq!(next.code, 0, "round {round}: {}", next.stderr);
        assert!(without_own_files(site.published()) == states[round % 2], "round {round}");
    }
}
