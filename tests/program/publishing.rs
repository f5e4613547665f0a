//! What `build` does to the output folder, seen from outside: exit codes, refusals, what is
//! written, what is removed, and what is left alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::site::{Site, read_tree, write};

const MANIFEST: &str = ".copsite-manifest.json";

/// When each file under a folder was last changed.
pub fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let modified = |path: &str| fs::metadata(folder.join(path)).unwrap().modified().unwrap();
    read_tree(folder).into_keys().map(|path| (path.clone(), modified(&path))).collect()
}

fn two_stories() -> Site {
    let site = Site::empty();
    site.put("content/stories/a.md", "# A\n\nOne.\n");
    site.put("content/stories/b.md", "# B\n\nTwo.\n");
    site
}

#[test]
fn a_build_says_one_line_to_people_and_nothing_to_machines() {
    let run = two_stories().build();
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.starts_with("2 entries, ") && run.stderr.contains("; no problems; "), "{}", run.stderr);
}

#[test]
fn quiet_says_nothing_and_verbose_says_more() {
    let site = two_stories();
    let quiet = site.build_with(&["--quiet"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (0, "", ""));
    let verbose = site.build_with(&["--verbose"]);
    assert_eq!((verbose.code, verbose.stdout.as_str()), (0, ""));
    assert!(verbose.stderr.lines().count() > 1, "{}", verbose.stderr);
}

#[test]
fn only_what_changed_is_written_and_only_what_was_ours_is_removed() {
    let site = two_stories();
    assert_eq!(site.build().code, 0);
    write(&site.output().join("CNAME"), b"example.org\n");
    write(&site.output().join("stories/b/notes.txt"), b"mine\n");
    let before = times(&site.output());
    site.remove("content/stories/b.md");
    site.put("content/stories/c.md", "# C\n");
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let after = times(&site.output());
    assert!(!after.contains_key("stories/b/index.html") && after.contains_key("stories/c/index.html"));
    for kept in ["CNAME", "stories/b/notes.txt", "stories/a/index.md", "robots.txt"] {
        assert_eq!(before[kept], after[kept], "{kept}");
    }
    site.remove("content/stories/c.md");
    assert_eq!(site.build().code, 0);
    assert!(!site.output().join("stories/c").exists(), "an empty folder is left behind");
}

#[test]
fn an_error_in_the_content_leaves_the_published_site_as_it_was() {
    let site = two_stories();
    site.build();
    let before = (site.published(), times(&site.output()));
    site.put("content/stories/a.md", "# A\n\n[gone](gone.md)\n");
    let run = site.build();
    assert_eq!(run.code, 1);
    assert_eq!(run.last_line(), "1 error; nothing was published");
    assert_eq!((site.published(), times(&site.output())), before);
}

#[test]
fn a_template_that_fails_on_one_page_leaves_no_trace_of_the_pages_that_were_rendered() {
    let site = two_stories();
    site.put("templates/parts/facts.html", "{{ entry.no_such_thing.at_all }}\n");
    site.put("content/stories/c.md", "+++\ntitle = \"C\"\nplace = \"here\"\n+++\n");
    let run = site.build();
    assert_eq!((run.code, run.last_line()), (1, "1 error; nothing was published"), "{}", run.stderr);
    assert!(!site.output().exists());
    site.put("content/stories/a.md", "# A\n\n[gone](gone.md)\n");
    assert_eq!(site.build().last_line(), "2 errors; nothing was published", "both are told at once");
}

#[test]
fn folders_that_are_not_to_be_written_to_are_refused_and_left_alone() {
    let site = two_stories();
    for folder in ["static", "themes", "data", "templates", "assets", "i18n"] {
        fs::create_dir(site.root().join(folder)).unwrap();
    }
    write(&site.beside("others/letter.txt"), b"not yours\n");
    write(&site.beside("file"), b"a file\n");
    let before = read_tree(&site.beside(""));
    for output in [
        "site",
        ".",
        "/",
        "site/content",
        "site/content/public",
        "site/static",
        "site/static/x",
        "site/themes",
        "site/data",
        "site/templates",
        "site/assets",
        "site/i18n",
        "site/content/../content",
        "others",
        "file",
        "file/x",
        "site/copsite.toml",
    ] {
        let run = site.run(&["build", "--output", output]);
        assert_eq!(run.code, 2, "{output}: {}", run.stderr);
        assert!(run.stderr.starts_with("error[refused-output]: "), "{output}: {}", run.stderr);
        assert!(run.stderr.contains("help: "), "{output}: {}", run.stderr);
        assert_eq!(read_tree(&site.beside("")), before, "{output}");
    }
}

#[test]
fn force_takes_over_a_folder_and_keeps_what_the_site_does_not_have() {
    let site = two_stories();
    write(&site.output().join("letter.txt"), b"mine\n");
    write(&site.output().join("index.html"), b"older\n");
    assert_eq!(site.build().code, 2);
    let run = site.build_with(&["--force"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let published = site.published();
    assert_eq!(published["letter.txt"], b"mine\n");
    assert_ne!(published["index.html"], b"older\n");
    assert!(published.contains_key(MANIFEST));
    assert_eq!(site.build().code, 0);
    assert_eq!(site.published()["letter.txt"], b"mine\n");
}

#[test]
fn force_never_opens_the_sites_own_folders() {
    let site = two_stories();
    let before = read_tree(&site.root());
    for output in ["site", "site/content", "site/static"] {
        assert_eq!(site.run(&["build", "--force", "--output", output]).code, 2, "{output}");
        assert_eq!(read_tree(&site.root()), before);
    }
}

#[test]
fn of_two_builds_at_once_one_publishes_and_the_other_does_too_or_is_refused() {
    let site = two_stories();
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let builds: Vec<_> = (0..4).map(|_| scope.spawn(|| site.build().code)).collect();
        builds.into_iter().map(|build| build.join().unwrap()).collect()
    });
    assert!(codes.contains(&0) && codes.iter().all(|code| [0, 2, 3].contains(code)), "{codes:?}");
    let published = site.published();
    let alone = two_stories();
    alone.build();
    assert_eq!(published, alone.published());
}

#[cfg(unix)]
#[test]
fn a_lock_that_another_build_holds_is_waited_for_or_refused_and_never_broken() {
    let site = two_stories();
    site.build();
    let lock = site.output().join(".copsite-lock");
    let held = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&lock).unwrap();
    held.lock().unwrap();
    site.put("content/stories/a.md", "# Another\n");
    let before = site.published();
    let run = site.build();
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(site.published(), before);
    drop(held);
    assert_eq!(site.build().code, 0);
}

#[cfg(unix)]
#[test]
fn links_inside_the_output_folder_are_never_followed() {
    let site = two_stories();
    site.build();
    let elsewhere = site.beside("elsewhere");
    write(&elsewhere.join("index.html"), b"not yours\n");
    fs::remove_dir_all(site.output().join("stories")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, site.output().join("stories")).unwrap();
    let run = site.build();
    assert!([0, 2, 3].contains(&run.code), "{}", run.stderr);
    assert_eq!(fs::read(elsewhere.join("index.html")).unwrap(), b"not yours\n");
    assert_eq!(read_tree(&elsewhere).len(), 1);
}

#[test]
fn what_was_changed_by_hand_is_put_right() {
    let site = two_stories();
    site.build();
    let good = site.published();
    write(&site.output().join("stories/a/index.html"), b"changed by hand");
    fs::remove_file(site.output().join("stories/b/index.html")).unwrap();
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(site.published(), good);
}

#[test]
fn a_broken_manifest_is_not_taken_for_ours() {
    let site = two_stories();
    site.build();
    write(&site.output().join(MANIFEST), b"{\"files\": {\"../../etc/passwd\": 1}}");
    let before = site.published();
    assert_eq!(site.build().code, 2);
    assert_eq!(site.published(), before);
    assert_eq!(site.build_with(&["--force"]).code, 0);
}

#[test]
fn a_place_that_cannot_be_written_to_is_the_machines_failure() {
    let site = two_stories();
    // A name longer than any file system takes.
    let run = site.run(&["build", "--output", &"x".repeat(300)]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.starts_with("error[write-failed]: "), "{}", run.stderr);
}

#[test]
fn a_site_without_its_content_publishes_nothing_and_removes_nothing() {
    let site = two_stories();
    let before = site.built();
    fs::rename(site.root().join("content"), site.beside("elsewhere")).unwrap();
    let run = site.build();
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[unreadable-file]: there is no folder `content/`"), "{}", run.stderr);
    assert_eq!(site.published(), before);
    fs::create_dir(site.root().join("content")).unwrap();
    assert_eq!(site.build().code, 0);
}

#[test]
fn with_strict_a_warning_publishes_nothing_and_fails_a_check() {
    let site = Site::empty();
    site.put("content/stories/a.md", "# A\n\n[[Nobody wrote this]]\n");
    assert_eq!((site.run(&["check"]).code, site.run(&["check", "--strict"]).code), (0, 1));
    let run = site.build_with(&["--strict"]);
    assert_eq!(run.code, 1);
    assert!(run.last_line().contains("1 warning; nothing was published"), "{}", run.stderr);
    assert!(site.published().keys().all(|path| !path.ends_with(".html")));
    assert!(site.run(&["check", "--strict", "--quiet"]).stderr.starts_with("warning[wanted-entry]"));
    site.put("content/stories/a.md", "# A\n\nOne.\n");
    assert_eq!((site.run(&["check", "--strict"]).code, site.build_with(&["--strict"]).code), (0, 0));
}

#[test]
fn what_servers_read_at_the_top_is_published_and_secrets_are_told_and_not() {
    let site = Site::empty();
    for name in [".htaccess", ".nojekyll", ".domains", ".user.ini", ".well-known/security.txt", ".env", ".git/config"] {
        site.put(format!("static/{name}"), "x");
    }
    site.put("static/deep/.htaccess", "x");
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let published = site.published();
    let is_hidden = |path: &&str| path.split('/').any(|part| part.starts_with('.')) && !path.starts_with(".copsite-");
    let hidden: Vec<&str> = published.keys().map(String::as_str).filter(is_hidden).collect();
    assert_eq!(hidden, [".domains", ".htaccess", ".nojekyll", ".user.ini", ".well-known/security.txt"]);
    assert_eq!(run.stderr.matches("unread-file").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("`static/.env` is not published"), "{}", run.stderr);
}

#[test]
fn reports_for_the_host_of_a_repository_name_files_as_it_does() {
    let site = Site::empty();
    site.put("content/stories/a.md", "# A\n\n[[Nobody wrote this]]\n");
    let file = |format: &str| {
        let run = site.run(&["check", "--format", format]);
        let named =
            ["site/content/stories/a.md", "content/stories/a.md"].into_iter().find(|path| run.stdout.contains(path));
        (named.map(str::to_owned), run.stdout)
    };
    assert_eq!(file("github").0.as_deref(), Some("content/stories/a.md"));
    fs::create_dir(site.beside(".git")).unwrap();
    let (named, report) = file("github");
    assert_eq!(named.as_deref(), Some("site/content/stories/a.md"));
    assert!(report.contains(",line=3,"), "{report}");
    assert_eq!(file("sarif").0.as_deref(), Some("site/content/stories/a.md"));
    assert_eq!(file("json").0.as_deref(), Some("content/stories/a.md"));
    fs::write(site.root().join(".git"), "gitdir: elsewhere\n").unwrap();
    assert_eq!(file("github").0.as_deref(), Some("content/stories/a.md"));
}
