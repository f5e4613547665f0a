//! A build keeps what an earlier one made from the same, and of nothing else: whatever has changed, the output is that
//! of a build into an empty folder.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use copsite::disk::{PublishOptions, RealDisk};
use copsite::site::{Options, Silent, build};
use jiff::{SignedDuration, Timestamp};

use super::publishing::times;
use super::site::{Site, crate_folder, read_tree, write};

/// A time before any build of a test, as programs set that copy files with their times.
fn long_ago() -> SystemTime {
    SystemTime::now() - Duration::from_secs(86_400)
}

fn put_with_an_old_time(path: &Path, bytes: &[u8]) {
    write(path, bytes);
    File::options().write(true).open(path).unwrap().set_modified(long_ago()).unwrap();
}

const CONFIG: &str = "title = \"A site\"\n[audiences]\norder = [\"public\", \"members\"]\n";

fn site() -> Site {
    let site = Site::empty();
    site.put("copsite.toml", CONFIG);
    site.put("content/stories/inside.md", "---\ntitle: Inside\naudience: members\n---\nFour.\n");
    site.put(
        "content/stories/a.md",
        "---\ntitle: A\ndate: 2026-01-02\n---\nOne ![Wards](wards.svg \"Wards\") and [[b]].\n",
    );
    site.put("content/stories/b.md", "---\ntitle: B\ndraft: true\n---\nTwo.\n");
    site.put("content/stories/wards.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>");
    site.put("content/stories/later.md", "---\ntitle: Later\npublish: 2027-01-01\n---\nThree.\n");
    site.put("data/sponsors.toml", "name = \"one\"\n");
    site.put("static/letter.txt", "Dear all\n");
    site.put("templates/parts/facts.html", "{{ site.data.sponsors.name }}\n");
    site
}

/// What the site is when it is built into a folder where nothing was.
fn clean(site: &Site, arguments: &[&str]) -> super::site::Tree {
    let folder = site.beside("clean");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let run = site.run(&[&["build", "--output", "clean"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    read_tree(&folder)
}

#[test]
fn what_was_made_from_the_same_is_not_made_again() {
    let site = site();
    let renders = |stderr: &str| stderr.lines().any(|line| line.starts_with("templates "));
    let run = site.build_with(&["--timings"]);
    assert!(renders(&run.stderr), "{}", run.stderr);
    // A file that was written in the same moment as the list of all files is not trusted.
    for path in site.published().keys().filter(|path| **path != ".copsite-manifest.json") {
        File::options().write(true).open(site.output().join(path)).unwrap().set_modified(long_ago()).unwrap();
    }
    let before = times(&site.output());
    let run = site.build_with(&["--timings"]);
    assert_eq!(times(&site.output()), before);
    assert!(!renders(&run.stderr), "{}", run.stderr);
    assert!(run.last_line().contains(": 0 files written, "), "{}", run.stderr);
}

/// What becomes of the output: it is another one, or the same as before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comes {
    Another,
    Same,
}

#[test]
fn whatever_changes_is_published_as_in_a_clean_build() {
    use Comes::{Another, Same};
    type Change = (&'static str, fn(&Site), &'static [&'static str], Comes);
    let changes: [Change; 17] = [
        (
            "another letter, and the time of the file before",
            |site| {
                let text = "---\ntitle: A\ndate: 2026-01-02\n---\nTwo ![Wards](wards.svg \"Wards\") and [[b]].\n";
                put_with_an_old_time(&site.root().join("content/stories/a.md"), text.as_bytes());
            },
            &[],
            Another,
        ),
        (
            "a static file of the same length and an old time",
            |site| {
                put_with_an_old_time(&site.root().join("static/letter.txt"), b"Dear you\n");
            },
            &[],
            Another,
        ),
        (
            "an image of the same length and an old time",
            |site| {
                let image = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"50\"/>";
                put_with_an_old_time(&site.root().join("content/stories/wards.svg"), image);
            },
            &[],
            Another,
        ),
        ("data", |site| site.put("data/sponsors.toml", "name = \"two\"\n"), &[], Another),
        ("a template", |site| site.put("templates/parts/facts.html", "Facts\n"), &[], Another),
        ("a phrase", |site| site.put("i18n/en.toml", "skip = \"Jump\"\n"), &[], Another),
        ("the configuration", |site| site.put("copsite.toml", CONFIG.replace("A site", "Another")), &[], Another),
        (
            "defaults of a folder",
            |site| {
                site.put("content/stories/_defaults.toml", "tags = [\"told\"]\n");
            },
            &[],
            Another,
        ),
        ("drafts", |_| (), &["--drafts"], Another),
        ("what is held", |_| (), &["--future"], Another),
        ("for members", |_| (), &["--audience", "members", "--force"], Another),
        ("for everybody again", |_| (), &["--force"], Another),
        ("another address", |_| (), &["--base-url", "https://example.org/a/"], Another),
        ("the address that it has", |_| (), &[], Another),
        ("nothing", |_| (), &[], Same),
        ("a page that is gone", |site| fs::remove_file(site.output().join("stories/a/index.html")).unwrap(), &[], Same),
        (
            "a page that was written over",
            |site| {
                let path = site.output().join("stories/a/index.html");
                let length = fs::read(&path).unwrap().len();
                write(&path, &vec![b'x'; length]);
            },
            &[],
            Same,
        ),
    ];
    let site = site();
    let mut before = site.built();
    for (what, change, arguments, comes) in changes {
        change(&site);
        let run = site.build_with(arguments);
        assert_eq!(run.code, 0, "{what}: {}", run.stderr);
        let (published, clean) = (site.published(), clean(&site, arguments));
        assert_eq!(published.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "{what}");
        let different: Vec<&String> = clean.keys().filter(|path| published[*path] != clean[*path]).collect();
        assert!(different.is_empty(), "{what}: {different:?}");
        assert_eq!(published == before, comes == Same, "{what}");
        before = published;
    }
}

#[test]
fn a_warning_about_a_page_that_is_kept_is_said_again() {
    let site = site();
    // Text that no compression makes small.
    let mut number = 1_u64;
    let words = (0..9_000).map(|_| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        format!("{number:x} ")
    });
    site.put("content/stories/long.md", format!("---\ntitle: Long\n---\n{}\n", words.collect::<String>()));
    let said = [site.build(), site.build()].map(|run| {
        let mut lines: Vec<String> = run.stderr.lines().map(str::to_owned).collect();
        lines.pop();
        lines
    });
    assert!(said[0].iter().any(|line| line.starts_with("warning[over-budget]: ")), "{said:?}");
    assert_eq!(said[0], said[1]);
}

/// Builds the site at a moment.
fn build_at(site: &Site, now: Timestamp) {
    let (disk, options) = (RealDisk::new(site.root()), PublishOptions::default());
    build(&disk, &site.root(), &site.output(), &Options::at(now), &options, &Silent).unwrap_or_else(|_| panic!());
}

#[test]
fn entries_come_and_go_at_their_moment_though_no_file_has_changed() {
    let site = site();
    site.put("content/stories/due.md", "---\ntitle: Due\npublish: 2026-03-01T12:00:00Z\n---\nNow.\n");
    site.put("content/stories/over.md", "---\ntitle: Over\nexpires: 2026-03-01T12:00:00Z\n---\nNow.\n");
    let noon: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
    let publish = |now| {
        build_at(&site, now);
        ["due", "over"].map(|slug| site.output().join(format!("stories/{slug}/index.html")).exists())
    };
    let found = [SignedDuration::from_secs(-1), SignedDuration::ZERO].map(|late| publish(noon + late));
    assert_eq!(found, [[false, true], [true, false]]);
}

#[test]
fn a_day_later_only_pages_that_tell_of_days_are_others() {
    let site = Site::copy_of(&crate_folder().join("example-site"));
    let publish = |day: &str| {
        build_at(&site, format!("{day}T12:00:00Z").parse().unwrap());
        read_tree(&site.output())
    };
    let (before, after) = (publish("2026-11-03"), publish("2026-11-04"));
    let differs = |path: &&String| after.get(*path) != before.get(*path);
    let told = [
        ".copsite-manifest.json",
        "calendar/",
        "communities/",
        "domains/",
        "events/",
        "harvest",
        "index.html",
        "weaver/",
    ];
    let (of_days, others): (Vec<&String>, Vec<&String>) = before
        .keys()
        .chain(after.keys())
        .filter(differs)
        .partition(|path| told.iter().any(|told| path.starts_with(told)));
    assert!(of_days.iter().any(|path| **path == "calendar/index.html"), "{of_days:?}");
    assert_eq!(others, Vec::<&String>::new());
}
