//! Parts of files, files that a reader has already, both addresses, and a clean end.

use std::fs;
use std::net::TcpStream;
use std::process::Command;

use crate::preview::{Preview, copsite, site};

#[test]
fn a_part_of_a_file_is_sent_where_one_is_asked_for() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    for path in ["/net/notes%20and%20numbers.csv", "/net/robots.txt", "/net/feed.xml"] {
        let whole = preview.get(path);
        assert_eq!((whole.status, whole.header("accept-ranges")), (200, Some("bytes")), "{path}");
        let length = whole.body.len();
        let part = preview.get_with(path, "Range: bytes=2-4");
        assert_eq!((part.status, &part.body[..]), (206, &whole.body[2..5]), "{path}");
        assert_eq!(part.header("content-range"), Some(&*format!("bytes 2-4/{length}")), "{path}");
        assert_eq!(preview.get_with(path, "Range: bytes=-3").body, whole.body[length - 3..], "{path}");
        let past = preview.get_with(path, &format!("Range: bytes={length}-"));
        assert_eq!((past.status, past.header("content-range")), (416, Some(&*format!("bytes */{length}"))), "{path}");
        assert_eq!(preview.get_with(path, "Range: lines=1-2").status, 200, "{path}");
    }
}

#[test]
fn a_file_that_a_reader_has_is_not_sent_again_until_it_changes() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let csv = "/net/notes%20and%20numbers.csv";
    for path in [csv, "/net/robots.txt", "/net/feed.xml"] {
        let whole = preview.get(path);
        let tag = whole.header("etag").unwrap().to_string();
        let again = preview.get_with(path, &format!("If-None-Match: {tag}"));
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(&*tag)), "{path}");
        let part = preview.get_with(path, &format!("Range: bytes=0-0\r\nIf-Range: {tag}"));
        assert_eq!(part.status, 206, "{path}");
        let part = preview.get_with(path, "Range: bytes=0-0\r\nIf-Range: \"other\"");
        assert_eq!(part.status, 200, "{path}");
    }
    let tag = preview.get(csv).header("etag").unwrap().to_string();
    fs::write(site.path().join("static/notes and numbers.csv"), "a,b,c\n").unwrap();
    let fresh = preview.get_with(csv, &format!("If-None-Match: {tag}"));
    assert_eq!((fresh.status, fresh.text()), (200, "a,b,c\n"));
    assert_eq!(preview.get("/net/").header("etag"), None, "a page is always asked for again");
}

#[test]
fn both_addresses_of_the_machine_are_listened_on() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    assert!(preview.address().starts_with("127.0.0.1:"));
    let has_ipv6 = std::net::TcpListener::bind("[::1]:0").is_ok();
    assert_eq!(TcpStream::connect(("::1", preview.port())).is_ok(), has_ipv6);
    let only = Preview::start(site.path(), &["--bind", "127.0.0.1"]);
    assert!(TcpStream::connect(("::1", only.port())).is_err());
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_when_it_is_asked_to() {
    let site = site();
    for signal in ["-INT", "-TERM"] {
        let preview = Preview::start(site.path(), &[]);
        let _stream = preview.events();
        let id = preview.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert_eq!(preview.ended(), Some(0), "{signal}");
    }
}

/// A program in the place of the one that opens addresses writes down what it is asked to open.
#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_when_asked_for() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    let programs = tempfile::tempdir().unwrap();
    let opened = programs.path().join("opened");
    let launcher = programs.path().join("xdg-open");
    fs::write(&launcher, format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&launcher, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", programs.path().display(), std::env::var("PATH").unwrap());
    let preview = Preview::of(copsite(site.path()).args(["serve", "--port", "0", "--open"]).env("PATH", path));
    let expected = format!("http://{}/net/\n", preview.address());
    let start = std::time::Instant::now();
    while fs::read_to_string(&opened).unwrap_or_default() != expected {
        assert!(start.elapsed().as_secs() < 30, "{:?}", fs::read_to_string(&opened));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn changes_are_found_without_being_told_of() {
    let site = site();
    let preview = Preview::start(site.path(), &["--poll"]);
    fs::write(site.path().join("content/stories/new.md"), "# Quite new\n").unwrap();
    preview.wait_for("/net/stories/new/", |answer| answer.status == 200);
    fs::remove_file(site.path().join("content/stories/new.md")).unwrap();
    preview.wait_for("/net/stories/new/", |answer| answer.status == 404);
}

#[test]
fn another_branch_with_a_thousand_files_is_shown_whole() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let folder = site.path().join("content/stories/far/below");
    fs::create_dir_all(&folder).unwrap();
    for number in 0..1_000 {
        fs::write(folder.join(format!("story-{number}.md")), format!("# Story {number}\n\nBefore.\n")).unwrap();
    }
    for number in [0, 1, 500, 999] {
        preview.wait_for(&format!("/net/stories/story-{number}/"), |answer| answer.status == 200);
    }
    for number in 0..1_000 {
        fs::write(folder.join(format!("story-{number}.md")), format!("# Story {number}\n\nAfter.\n")).unwrap();
    }
    for number in [0, 500, 999] {
        preview.wait_for(&format!("/net/stories/story-{number}/"), |answer| answer.text().contains("After."));
    }
    fs::rename(site.path().join("content/stories/far"), site.path().join("content/methods")).unwrap();
    preview.wait_for("/net/stories/story-7/", |answer| answer.status == 404);
    preview.wait_for("/net/methods/story-7/", |answer| answer.status == 200);
}

#[test]
fn browsers_are_told_what_was_edited_and_whether_only_the_style_is_another() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let mut events = preview.events();
    let first = events.next_news();
    assert_eq!((&first["assets"], &first["edited"]), (&false.into(), &serde_json::json!([])));

    let story = site.path().join("content/stories/the-rent-letter/index.md");
    fs::write(&story, fs::read_to_string(&story).unwrap() + "\nAnd nobody answered.\n").unwrap();
    let news = events.next_news();
    assert_eq!(news["revision"].as_u64(), first["revision"].as_u64().map(|revision| revision + 1));
    let expected = serde_json::json!([{ "title": "The rent letter", "url": "/net/stories/the-rent-letter/" }]);
    assert_eq!((&news["assets"], &news["edited"]), (&false.into(), &expected));

    let before = preview.get("/net/about/");
    fs::create_dir_all(site.path().join("assets/css")).unwrap();
    fs::write(site.path().join("assets/css/site.css"), "h1 { color: teal; }").unwrap();
    let after =
        preview.wait_for("/net/about/", |answer| answer.attribute("data-print") != before.attribute("data-print"));
    assert_eq!(after.attribute("data-unstyled"), before.attribute("data-unstyled"));

    fs::write(
        site.path().join("content/stories/the-rent-letter/photo.png"),
        include_bytes!("../../example-site/static/favicon.png"),
    )
    .unwrap();
    while events.next_news()["assets"] != true {}
}

/// The policy of a page that is not there is that of the site too; a site's own `_headers` says it in place of ours.
#[test]
fn answers_have_the_headers_that_the_build_asks_for() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let asked = preview.get("/net/_headers");
    for path in ["/net/", "/net/robots.txt", "/net/nothing-here/"] {
        let answer = preview.get(path);
        for name in ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"] {
            let value = answer.header(&name.to_lowercase()).unwrap();
            assert!(asked.text().contains(&format!("  {name}: {value}\n")), "{path}: {name}: {value}");
        }
    }
    fs::write(site.path().join("static/_headers"), "/*\n  X-Own: yes\n").unwrap();
    let own = Preview::start(site.path(), &[]);
    assert_eq!(own.get("/net/").header("content-security-policy"), None);
    fs::write(site.path().join("static/_headers"), "/net/*\n  Content-Security-Policy: default-src 'self'\n").unwrap();
    let own = Preview::start(site.path(), &[]);
    assert_eq!(own.get("/net/").header("content-security-policy"), Some("default-src 'self'"));
}

#[test]
fn nothing_can_be_loaded_into_pages_of_other_sites() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    for target in ["/net/", "/net/weaver.json", "/net/nothing/", "/__copsite/", "/__copsite/client.js"] {
        let answer = preview.get(target);
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{target}");
    }
}
