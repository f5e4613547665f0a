//! `copsite serve` over real HTTP: the program is started, asked, and ended again.

#![expect(clippy::disallowed_methods, reason = "tests make and look at the files of a site")]

mod connection;
mod hostile;
mod http;
mod load;
mod preview;
mod terminal;
mod watching;
mod writer;

use std::fs;
use std::path::Path;
use std::process::Command;

use connection::{Connection, without_script};
use preview::{Preview, copsite, site};

/// Builds the site with the program, and asks its preview for every file that was written.
fn assert_every_file_is_answered(root: &Path, prefix: &str) -> usize {
    let output = tempfile::tempdir().unwrap();
    let build = copsite(root).args(["build", "--as-of", "2026-11-23", "--output"]).arg(output.path()).output().unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let preview = Preview::start(root, &["--as-of", "2026-11-23"]);
    let mut connection = Connection::new(preview.address());
    let built = preview::files(output.path()).into_iter().filter(|(path, _)| !path.starts_with(".copsite-"));
    let asked = built.map(|(path, built)| {
        let (status, body) = connection.get(&format!("{prefix}{}", preview::encoded(&path)));
        assert_eq!(status, 200, "{path}");
        let body = if path.ends_with(".html") { without_script(&body) } else { body };
        assert!(body == built, "{path}: {}", String::from_utf8_lossy(&body));
    });
    asked.count()
}

#[test]
fn every_file_of_a_build_is_answered_byte_for_byte_but_for_the_script() {
    let site = site();
    assert!(assert_every_file_is_answered(site.path(), "/net/") > 20);
    assert!(!site.path().join("public").exists(), "nothing is written");
}

#[test]
fn so_is_every_file_of_the_example_site() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site");
    assert!(assert_every_file_is_answered(&root, "/common-thread/") > 500);
}

#[test]
fn a_folder_is_its_page_and_lacking_a_slash_is_mended() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    assert_eq!(
        preview.get("/net/stories/the-rent-letter/").body,
        preview.get("/net/stories/the-rent-letter/index.html").body
    );
    for (asked, location) in [
        ("/", "/net/"),
        ("/net", "/net/"),
        ("/net/stories/the-rent-letter", "/net/stories/the-rent-letter/"),
        ("/net/stories?page=2", "/net/stories/?page=2"),
        ("http://127.0.0.1/net/stories", "/net/stories/"),
    ] {
        let answer = preview.get(asked);
        assert_eq!((answer.status, answer.header("location")), (301, Some(location)), "{asked}");
    }
}

#[test]
fn what_is_not_published_is_the_sites_own_404() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let own = preview.get("/net/404.html");
    assert_eq!(own.status, 200);
    for path in [
        "/net/nothing/",
        "/elsewhere/",
        "/net/copsite.toml",
        "/net/content/index.md",
        "/net/../copsite.toml",
        "/net/%2e%2e/copsite.toml",
        "/net/..%2f..%2f..%2fetc/passwd",
        "/net/stories/hidden/",
        "/net/%ff",
        "/net/%00",
        "/net/%zz",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(without_script(&answer.body) == without_script(&own.body), "{path}: {}", answer.text());
        let expected = if path == "/net/stories/hidden/" { "draft" } else { "" };
        assert_eq!(answer.attribute("data-withheld"), expected, "{path}");
    }
}

#[test]
fn files_have_their_types_and_pages_are_never_stored() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    for (path, expected) in [
        ("/net/", "text/html; charset=utf-8"),
        ("/net/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/net/feed.json", "application/feed+json; charset=utf-8"),
        ("/net/weaver.json", "application/json; charset=utf-8"),
        ("/net/robots.txt", "text/plain; charset=utf-8"),
        ("/net/stories/the-rent-letter/index.md", "text/markdown; charset=utf-8"),
        ("/net/stories/the-rent-letter/photo.png", "image/png"),
        ("/net/notes%20and%20numbers.csv", "text/csv; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(expected)), "{path}");
        let kept = if path == "/net/" { "no-store" } else { "no-cache" };
        assert_eq!(answer.header("cache-control"), Some(kept), "{path}");
        assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string().as_str()), "{path}");
    }
}

#[test]
fn head_tells_the_length_and_sends_no_body_and_nothing_can_be_posted() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let whole = preview.get("/net/");
    let head = preview.ask("HEAD", "/net/", "127.0.0.1");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), whole.header("content-length"));
    let posted = preview.ask("POST", "/net/", "127.0.0.1");
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn only_its_own_names_are_answered_to() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    for host in ["localhost", "127.0.0.1:1", "[::1]"] {
        assert_eq!(preview.ask("GET", "/net/", host).status, 200, "{host}");
    }
    for path in ["/net/", "/__copsite/events", "/__copsite/client.js"] {
        assert_eq!(preview.ask("GET", path, "example.org").status, 421, "{path}");
    }
}

#[test]
fn an_edit_is_told_and_shown() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let mut events = preview.events();
    let first = events.next_revision();
    assert_eq!(preview.get("/net/").attribute("data-revision"), first);
    fs::write(site.path().join("content/stories/the-rent-letter.txt"), "not a page").unwrap();
    fs::write(site.path().join("content/stories/new.md"), "# Quite new\n\nA first sentence.\n").unwrap();
    assert!(events.next_revision() > first);
    let page = preview.wait_for("/net/stories/new/", |answer| answer.status == 200);
    assert!(page.text().contains("A first sentence."));
    fs::remove_file(site.path().join("content/stories/new.md")).unwrap();
    preview.wait_for("/net/stories/new/", |answer| answer.status == 404);
}

#[test]
fn folders_made_and_replaced_after_the_start_are_watched() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let folder = site.path().join("static");
    fs::rename(&folder, site.path().join("old")).unwrap();
    preview.wait_for("/net/notes%20and%20numbers.csv", |answer| answer.status == 404);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("one.txt"), "1").unwrap();
    preview.wait_for("/net/one.txt", |answer| answer.text() == "1");
    fs::write(folder.join("two.txt"), "2").unwrap();
    preview.wait_for("/net/two.txt", |answer| answer.text() == "2");
}

#[test]
fn a_broken_file_shows_its_place_over_the_last_good_page_until_it_is_mended() {
    let site = site();
    let file = site.path().join("content/stories/the-rent-letter/index.md");
    let good = fs::read_to_string(&file).unwrap();
    let preview = Preview::start(site.path(), &[]);
    let page = preview.get("/net/stories/the-rent-letter/");
    assert_eq!(page.attribute("data-problems"), "");

    fs::write(&file, good.replace("title = ", "title = [")).unwrap();
    let broken =
        preview.wait_for("/net/stories/the-rent-letter/", |answer| !answer.attribute("data-problems").is_empty());
    assert_eq!(broken.status, 200);
    assert!(without_script(&broken.body) == without_script(&page.body), "{}", broken.text());
    let problems = broken.attribute("data-problems");
    assert!(problems.contains("content/stories/the-rent-letter/index.md:2:"), "{problems}");
    assert_eq!(preview.get("/net/").attribute("data-problems"), problems, "on every page");

    fs::write(&file, good.replace("Nobody opened it.", "Nobody ever opened it.")).unwrap();
    let mended =
        preview.wait_for("/net/stories/the-rent-letter/", |answer| answer.attribute("data-problems").is_empty());
    assert!(mended.text().contains("Nobody ever opened it."));
}

#[test]
fn a_broken_configuration_and_a_broken_template_are_lived_through() {
    let site = site();
    let config = fs::read_to_string(site.path().join("copsite.toml")).unwrap();
    let preview = Preview::start(site.path(), &[]);
    let page = preview.get("/net/about/");

    fs::write(site.path().join("copsite.toml"), config.replace("title", "titel")).unwrap();
    let broken =
        preview.wait_for("/net/about/", |answer| answer.attribute("data-problems").contains("copsite.toml:1:"));
    assert!(without_script(&broken.body) == without_script(&page.body), "{}", broken.text());

    fs::write(site.path().join("copsite.toml"), config.replace("/net/", "/other/")).unwrap();
    preview.wait_for("/other/about/", |answer| answer.status == 200 && answer.attribute("data-problems").is_empty());

    fs::create_dir(site.path().join("templates")).unwrap();
    fs::write(site.path().join("templates/404.html"), "{% if %}").unwrap();
    preview.wait_for("/other/about/", |answer| answer.attribute("data-problems").contains("templates/404.html:1:"));
    fs::remove_dir_all(site.path().join("templates")).unwrap();
    preview.wait_for("/other/about/", |answer| answer.attribute("data-problems").is_empty());
}

#[test]
fn content_that_goes_and_comes_back_is_lived_through() {
    let site = site();
    let (content, away) = (site.path().join("content"), site.path().join(".away"));
    let preview = Preview::start(site.path(), &[]);
    let page = preview.get("/net/about/");
    fs::rename(&content, &away).unwrap();
    let gone =
        preview.wait_for("/net/about/", |answer| answer.attribute("data-problems").contains("no folder `content/`"));
    assert!(without_script(&gone.body) == without_script(&page.body), "{}", gone.text());
    fs::rename(&away, &content).unwrap();
    preview.wait_for("/net/about/", |answer| answer.status == 200 && answer.attribute("data-problems").is_empty());
}

#[test]
fn a_site_that_is_broken_from_the_start_is_previewed_when_it_is_mended() {
    let site = site();
    let config = fs::read_to_string(site.path().join("copsite.toml")).unwrap();
    fs::write(site.path().join("copsite.toml"), "title = ").unwrap();
    let preview = Preview::start(site.path(), &[]);
    let answer = preview.get("/");
    assert_eq!(answer.status, 500);
    assert!(answer.attribute("data-problems").contains("copsite.toml:1:"));
    fs::write(site.path().join("copsite.toml"), config).unwrap();
    preview.wait_for("/net/", |answer| answer.status == 200);
}

#[test]
fn a_taken_port_and_a_missing_site_are_said_plainly() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let port = preview.port().to_string();
    let second = copsite(site.path()).args(["serve", "--port", &port]).output().unwrap();
    assert_eq!(second.status.code(), Some(3));
    let expected = format!(
        "error: port {port} is taken by another program\n  help: end that program, or choose another port with `--port`; 0 takes any\n"
    );
    assert_eq!(String::from_utf8(second.stderr).unwrap(), expected);

    let empty = tempfile::tempdir().unwrap();
    let nowhere = Command::new(env!("CARGO_BIN_EXE_copsite"))
        .args(["serve", "--port", "0", "--root"])
        .arg(empty.path())
        .output()
        .unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn what_is_taken_down_is_gone_whatever_else_is_broken() {
    let site = site();
    let write = |path: &str, text: &str| fs::write(site.path().join(path), text).unwrap();
    for name in ["gone", "moved", "draft", "members"] {
        write(&format!("content/stories/{name}.md"), &format!("# {name}\n\nTold once.\n"));
    }
    let config = "title = \"A network\"\nbase_url = \"https://example.org/net/\"\n[audiences]\norder = [\"public\", \"members\"]\n";
    write("copsite.toml", config);
    let preview = Preview::start(site.path(), &[]);
    assert_eq!(preview.get("/net/stories/gone/").status, 200);

    write("content/stories/the-rent-letter/index.md", "+++\ntitle = [\n+++\n![A letter](photo.png)\n");
    preview.wait_for("/net/", |answer| !answer.attribute("data-problems").is_empty());
    fs::remove_file(site.path().join("content/stories/gone.md")).unwrap();
    fs::rename(site.path().join("content/stories/moved.md"), site.path().join("content/stories/elsewhere.md")).unwrap();
    write("content/stories/draft.md", "---\ndraft: true\n---\n# draft\n\nTold once.\n");
    write("content/stories/members.md", "---\naudience: members\ndate: 2026-99-99\n---\n# members\n\nTold once.\n");
    for name in ["gone", "moved", "draft", "members"] {
        for target in [format!("/net/stories/{name}/"), format!("/net/stories/{name}/index.md")] {
            let answer = preview.wait_for(&target, |answer| answer.status == 404);
            assert!(!answer.text().contains("Told once."), "{target}");
        }
    }
    for file in ["", "index.md", "photo.png"] {
        let target = format!("/net/stories/the-rent-letter/{file}");
        assert_eq!(preview.get(&target).status, 200, "{target} cannot be read, and is as it was");
    }
}
