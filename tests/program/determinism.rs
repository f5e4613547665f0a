//! The same input gives the same bytes, whatever the machine does: on the example site, which
//! uses every feature.

use std::time::Duration;

use super::publishing::times;
use super::site::{Site, Tree, crate_folder, read_tree};

fn example() -> Tree {
    read_tree(&crate_folder().join("example-site"))
}

fn build_example(files: impl IntoIterator<Item = (String, Vec<u8>)>, threads: &str, arguments: &[&str]) -> Tree {
    let site = Site::of(files);
    let mut command = site.command(&[&["build", "--output", "public"], arguments].concat());
    let run = super::site::run(command.env("RAYON_NUM_THREADS", threads));
    assert_eq!(run.code, 0, "{}", run.stderr);
    site.published()
}

/// Compares whole trees without printing megabytes where they differ.
fn assert_equal(one: &Tree, other: &Tree, what: &str) {
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other), "{what}");
    let different: Vec<&String> = one.keys().filter(|path| one[*path] != other[*path]).collect();
    assert!(different.is_empty(), "{what}: {different:?}");
}

#[test]
fn threads_and_the_order_of_files_on_disk_make_no_difference() {
    let one = build_example(example(), "1", &[]);
    assert_equal(&one, &build_example(example(), "2", &[]), "two threads");
    assert_equal(&one, &build_example(example().into_iter().rev(), "8", &[]), "eight threads, files made in reverse");
    let (even, odd): (Vec<_>, Vec<_>) = example().into_iter().enumerate().partition(|(index, _)| index % 2 == 0);
    let shuffled = odd.into_iter().chain(even).map(|(_, file)| file);
    assert_equal(&one, &build_example(shuffled, "3", &[]), "three threads, files made in another order");
}

#[test]
fn a_second_build_writes_nothing_and_touches_nothing() {
    let site = Site::of(example());
    assert_eq!(site.build().code, 0);
    let before = times(&site.output());
    // Longer than the coarsest clock that file systems stamp with, but for the two seconds of FAT.
    std::thread::sleep(Duration::from_millis(20));
    let run = site.build();
    assert!(run.last_line().contains(": 0 files written, "), "{}", run.stderr);
    assert_eq!(times(&site.output()), before);
}

/// Pages link relatively, so another address changes only what must be absolute. Both addresses
/// differ from that of the example site, whose own absolute links then lead out of it.
#[test]
fn a_path_prefix_changes_only_absolute_addresses() {
    const AT_ROOT: &str = "https://one.example/";
    const BELOW: &str = "https://one.example/a/b/";
    let short = build_example(example(), "2", &["--base-url", AT_ROOT]);
    let long = build_example(example(), "2", &["--base-url", BELOW]);
    assert_eq!(short.keys().collect::<Vec<_>>(), long.keys().collect::<Vec<_>>());
    for (path, bytes) in &short {
        // The manifest holds fingerprints; the rules of `_headers` begin at the server's root; a server shows the 404 page at any depth, so its links
        // begin at the server's root.
        // The lines of a message are broken where an encoding wants it, and its boundary is a fingerprint of all.
        if [".copsite-manifest.json", "_headers", "404.html"].contains(&path.as_str()) || path.ends_with(".eml") {
            continue;
        }
        let (Ok(text), Ok(prefixed)) = (str::from_utf8(bytes), str::from_utf8(&long[path])) else {
            assert_eq!(bytes, &long[path], "{path}");
            continue;
        };
        // Lines of calendar files are broken at a length, wherever an address in them stands.
        let whole = |text: &str| text.replace("\r\n ", "");
        let below = |scheme: &str| format!("{scheme}://one.example/a/b/");
        let at_root = |scheme: &str| format!("{scheme}://one.example/");
        let back = ["https", "webcal"]
            .iter()
            .fold(whole(prefixed), |text, scheme| text.replace(&below(scheme), &at_root(scheme)));
        // Events of sites of one host are told apart by the path.
        let back = back.replace("\r\nUID:a/b/", "\r\nUID:");
        let text = whole(text);
        assert!(text == back, "{path}: {}", super::golden::changed_lines(&text, &back));
    }
}
