//! `git_dates`: an entry that does not say when it was updated was so on the day of its file's last commit.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::site::{Site, run};

const CONFIG: &str =
    "title = \"A site\"\nbase_url = \"https://example.org/\"\ntimezone = \"Europe/London\"\ngit_dates = true\n";

/// A repository around a site, as it is where other things have folders beside it.
struct Repository {
    site: Site,
}

impl Repository {
    fn of(files: &[(&str, &str)]) -> Repository {
        let repository = Repository { site: Site::of([("copsite.toml", CONFIG)]) };
        repository.git(&["init", "--quiet"]);
        for (file, text) in files {
            repository.site.put(file, text);
        }
        repository
    }

    fn folder(&self) -> PathBuf {
        self.site.root().parent().unwrap().to_owned()
    }

    fn git(&self, arguments: &[&str]) {
        git(&self.folder(), arguments);
    }

    /// Commits all of the site as it is at a moment.
    fn commit(&self, at: &str) {
        self.git(&["add", "site"]);
        let mut command = git_command(&self.folder(), &["commit", "--quiet", "--message", "x"]);
        assert!(command.env("GIT_AUTHOR_DATE", at).status().unwrap().success());
    }

    /// When an entry was updated, in the words of a program that reads its page; none where it was not.
    fn updated(&self, path: &str) -> Option<String> {
        self.site.built();
        let page = self.site.page(path);
        let (_, rest) = page.split_once("\"dateModified\":\"")?;
        Some(rest.split('"').next()?.to_owned())
    }
}

/// Git as it is for nobody in particular, and not in the repository of a hook that runs these tests.
fn git_command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-C"]).arg(folder).args(arguments);
    command
}

fn git(folder: &Path, arguments: &[&str]) {
    assert!(git_command(folder, arguments).status().unwrap().success(), "{arguments:?}");
}

#[test]
fn an_entry_was_updated_when_its_file_was_last_committed() {
    let repository = Repository::of(&[
        ("content/methods/a.md", "# A\n\nOne.\n"),
        ("content/methods/b \"ü\".md", "---\nslug: b\ntitle: B\n---\nOne.\n"),
    ]);
    repository.commit("2026-03-01T12:00:00Z");
    repository.site.put("content/methods/a.md", "# A\n\nTwo.\n");
    // In summer the clocks of the site are an hour ahead.
    repository.commit("2026-06-30T23:30:00Z");
    assert_eq!(repository.updated("methods/a/index.html").as_deref(), Some("2026-07-01"));
    assert_eq!(repository.updated("methods/b/index.html").as_deref(), Some("2026-03-01"));
    assert!(repository.site.page("sitemap.xml").contains("<lastmod>2026-07-01</lastmod>"));
    assert!(repository.site.page("changes/index.html").contains("1 July 2026"));
}

#[test]
fn what_an_entry_says_of_itself_goes_before_its_commits() {
    let repository = Repository::of(&[
        ("content/methods/said.md", "---\ntitle: Said\nupdated: 2026-02-02\n---\nOne.\n"),
        ("content/stories/new.md", "---\ntitle: New\ndate: 2026-03-01\n---\nOne.\n"),
        ("content/stories/later.md", "---\ntitle: Later\ndate: 2026-03-05\n---\nOne.\n"),
    ]);
    repository.commit("2026-03-01T12:00:00Z");
    assert_eq!(repository.updated("methods/said/index.html").as_deref(), Some("2026-02-02"));
    // Of what was committed on the day on which it was written, or before that, only that day is told.
    for (slug, day) in [("new", "2026-03-01"), ("later", "2026-03-05")] {
        assert_eq!(repository.updated(&format!("stories/{slug}/index.html")).as_deref(), Some(day));
    }
    assert_eq!(repository.site.page("changes/index.html").matches("Revised").count(), 1);
}

#[test]
fn commits_after_the_day_of_a_build_and_changes_without_one_tell_nothing() {
    let repository = Repository::of(&[("content/methods/a.md", "# A\n\nOne.\n")]);
    repository.commit("2026-03-01T12:00:00Z");
    repository.site.put("content/methods/a.md", "# A\n\nTwo.\n");
    repository.site.put("content/methods/b.md", "# B\n\nTwo.\n");
    assert_eq!(repository.updated("methods/a/index.html").as_deref(), Some("2026-03-01"));
    assert_eq!(repository.updated("methods/b/index.html"), None);
    repository.commit("2026-12-24T12:00:00Z");
    assert_eq!(repository.updated("methods/a/index.html").as_deref(), Some("2026-03-01"));
    assert_eq!(repository.updated("methods/b/index.html"), None);
}

#[test]
fn a_commit_alone_makes_pages_anew() {
    let repository = Repository::of(&[("content/methods/a.md", "# A\n\nOne.\n")]);
    repository.commit("2026-03-01T12:00:00Z");
    assert_eq!(repository.updated("methods/a/index.html").as_deref(), Some("2026-03-01"));
    repository.git(&["commit", "--quiet", "--amend", "--no-edit", "--date", "2026-04-02T12:00:00Z"]);
    assert_eq!(repository.updated("methods/a/index.html").as_deref(), Some("2026-04-02"));
}

#[test]
fn where_nobody_asks_for_it_commits_tell_nothing() {
    let repository = Repository::of(&[("content/methods/a.md", "# A\n\nOne.\n")]);
    repository.site.put("copsite.toml", CONFIG.replace("git_dates = true", "git_dates = false"));
    repository.commit("2026-03-01T12:00:00Z");
    assert_eq!(repository.updated("methods/a/index.html"), None);
}

#[test]
fn a_clone_of_the_newest_commits_is_told_and_believed_in_nothing() {
    let repository = Repository::of(&[("content/methods/a.md", "# A\n\nOne.\n")]);
    repository.commit("2026-03-01T12:00:00Z");
    repository.site.put("content/methods/b.md", "# B\n\nOne.\n");
    repository.commit("2026-04-01T12:00:00Z");
    let address = format!("file://{}", repository.folder().display());
    repository.git(&["clone", "--quiet", "--depth", "1", &address, "clone"]);
    let clone = repository.folder().join("clone/site");
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_copsite"));
    command.current_dir(repository.folder()).env("NO_COLOR", "1").arg("--root").arg(&clone);
    let run = run(command.args(["build", "--output", "public", "--as-of", "2026-11-23"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[no-history]: this clone holds only the newest commits"), "{}", run.stderr);
    assert!(run.stderr.contains("copsite.toml:4:") && run.stderr.contains("fetch-depth: 0"), "{}", run.stderr);
    assert!(!repository.site.page("methods/a/index.html").contains("dateModified"));
}

#[test]
fn a_site_in_no_repository_is_told_and_built() {
    let site = Site::of([("copsite.toml", CONFIG), ("content/methods/a.md", "# A\n")]);
    // A repository that the temporary folder may lie in is not meant.
    let mut command = site.command(&["build", "--output", "public"]);
    command.env("GIT_CEILING_DIRECTORIES", site.root().parent().unwrap());
    let run = run(&mut command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("git does not tell when files were changed: not a git repository"), "{}", run.stderr);
    assert!(run.stderr.contains("take `git_dates` out"), "{}", run.stderr);
}
