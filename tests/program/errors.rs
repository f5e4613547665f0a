//! Golden errors: each folder of `tests/errors` holds a broken `site`, the report of it in
//! `stderr.txt` as people see it, and the exit code in `status`.
//!
//! Every one is built into a folder that holds an earlier build, which must stay as it was.
//! `COPSITE_BLESS=1` rewrites what is expected.

use std::fs;
use std::path::Path;

use super::golden::{blessing, changed_lines, folders};
use super::site::{Run, Site};

#[test]
fn every_broken_site_is_reported_as_expected_and_leaves_what_was_published() {
    let failures: Vec<String> = folders("errors").iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}\n(COPSITE_BLESS=1 rewrites them)", failures.join("\n\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap().to_string_lossy();
    let site = Site::copy_of(&case.join("site"));
    let before = publish_something(&site);
    let arguments = fs::read_to_string(case.join("arguments.txt")).unwrap_or_default();
    let run = site.build_with(&arguments.split_whitespace().collect::<Vec<_>>());
    if run.code != 0 && site.published() != before {
        return Err(format!("{name}: the output folder was written to"));
    }
    compare(case, &run, &site).map_err(|found| format!("{name}: {found}"))
}

/// Builds another site into the output folder, as it was before somebody made mistakes.
fn publish_something(site: &Site) -> super::site::Tree {
    let good = Site::empty();
    let output = site.output();
    let run = good.run(&["build", "--output", output.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    site.published()
}

fn compare(case: &Path, run: &Run, site: &Site) -> Result<(), String> {
    let report = without_figures(&run.stderr.replace(&site.beside("").display().to_string(), "<folder>/"));
    let status = format!("{}\n", run.code);
    if blessing() {
        fs::write(case.join("stderr.txt"), &report).unwrap();
        fs::write(case.join("status"), &status).unwrap();
    }
    let wanted = fs::read_to_string(case.join("stderr.txt")).unwrap_or_default();
    let wanted_status = fs::read_to_string(case.join("status")).unwrap_or_default();
    match () {
        _ if !run.stdout.is_empty() => Err(format!("this was printed to standard output:\n{}", run.stdout)),
        _ if report != wanted => Err(format!("stderr.txt {}", changed_lines(&wanted, &report))),
        _ if status != wanted_status => Err(format!("exit code {} in place of {}", run.code, wanted_status.trim())),
        _ => Ok(()),
    }
}

/// The summary of a build that worked says how many files were written, which is the theme's business,
/// and ends with its seconds.
fn without_figures(report: &str) -> String {
    let Some((problems, summary)) = report.trim_end().rsplit_once('\n') else { return report.to_owned() };
    match (summary.split_once(": "), summary.split_once("; ")) {
        (Some((entries, _)), Some((_, found))) if summary.ends_with(" s") => {
            let found = found.rsplit_once("; ").map_or(found, |(found, _)| found);
            format!("{problems}\n{}: <files>; {found}; <time>\n", entries.split(',').next().unwrap_or_default())
        }
        _ => report.to_owned(),
    }
}

/// One problem of each severity, at places with letters of several bytes before them.
fn two_problems() -> Site {
    Site::of([
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/stories/a.md", "+++\ntitle = \"Ä\"\ntagz = [\"x\"]\n+++\nÄ [gone](gone.md) and ö [[nowhere]].\n"),
    ])
}

#[test]
fn json_has_one_object_a_line_with_the_place() {
    let run = two_problems().build_with(&["--format", "json"]);
    assert_eq!(run.code, 1);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let places: Vec<_> = lines
        .iter()
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap().to_owned();
            let number = |key: &str| line[key].as_u64().unwrap();
            (
                text("severity"),
                text("code"),
                text("file"),
                number("line"),
                number("column"),
                number("end_line"),
                number("end_column"),
            )
        })
        .collect();
    let file = || "content/stories/a.md".to_owned();
    assert_eq!(
        places,
        [
            ("warning".into(), "unknown-key".into(), file(), 3, 1, 3, 5),
            ("error".into(), "broken-link".into(), file(), 5, 3, 5, 18),
            ("warning".into(), "wanted-entry".into(), file(), 5, 25, 5, 36),
        ]
    );
    assert!(lines.iter().all(|line| line["message"].is_string() && line.as_object().unwrap().contains_key("help")));
}

#[test]
fn check_reports_the_same_as_build() {
    let site = two_problems();
    let (checked, built) = (site.run(&["check", "--format", "json"]), site.build_with(&["--format", "json"]));
    assert_eq!((checked.code, &checked.stdout), (built.code, &built.stdout));
    assert!(!site.output().exists());
}

#[test]
fn github_gets_one_annotation_a_problem() {
    let run = two_problems().run(&["check", "--format", "github"]);
    let starts: Vec<&str> = run.stdout.lines().filter_map(|line| line.split("::").nth(1)).collect();
    assert_eq!(
        starts,
        [
            "warning file=content/stories/a.md,line=3,col=1,endLine=3,endColumn=5,title=unknown-key",
            "error file=content/stories/a.md,line=5,col=3,endLine=5,endColumn=18,title=broken-link",
            "warning file=content/stories/a.md,line=5,col=25,endLine=5,endColumn=36,title=wanted-entry",
        ]
    );
}

#[test]
fn sarif_is_one_document_with_a_rule_for_every_result() {
    let run = two_problems().run(&["check", "--format", "sarif"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let results = document["runs"][0]["results"].as_array().unwrap();
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let found: Vec<_> = results.iter().map(|result| (result["ruleId"].as_str(), result["level"].as_str())).collect();
    let wanted = [("unknown-key", "warning"), ("broken-link", "error"), ("wanted-entry", "warning")];
    assert_eq!(found, wanted.map(|(rule, level)| (Some(rule), Some(level))));
    assert!(results.iter().all(|result| rules.iter().any(|rule| rule["id"] == result["ruleId"])));
}

#[test]
fn severities_are_the_sites_to_choose() {
    let site = two_problems();
    site.put("copsite.toml", "title = \"A site\"\n[checks]\nbroken-link = \"warning\"\nunknown-key = \"off\"\n");
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning[").count(), 2);
    site.put("copsite.toml", "title = \"A site\"\n[checks]\nbroken-link = \"off\"\nwanted-entry = \"error\"\n");
    assert_eq!(site.build().code, 1);
}

#[cfg(unix)]
#[test]
fn links_of_the_disk_that_lead_out_or_round_are_errors_with_their_place() {
    let site = Site::empty();
    site.put("content/stories/a.md", "# A\n");
    fs::write(site.beside("secret.md"), "# Secret\n").unwrap();
    std::os::unix::fs::symlink(site.beside("secret.md"), site.root().join("content/stories/out.md")).unwrap();
    std::os::unix::fs::symlink("..", site.root().join("content/stories/round")).unwrap();
    let run = site.build_with(&["--format", "json"]);
    assert_eq!(run.code, 1);
    let found: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<_> =
        found.iter().map(|line| (line["code"].as_str().unwrap(), line["file"].as_str().unwrap())).collect();
    assert_eq!(found, [("outside-root", "content/stories/out.md"), ("outside-root", "content/stories/round")]);
    assert!(!site.output().exists());
}

#[cfg(unix)]
#[test]
fn two_spellings_of_one_name_and_names_that_differ_in_case_are_one_url() {
    let site = Site::empty();
    site.put("content/stories/u\u{308}ber.md", "# One\n");
    site.put("content/stories/\u{fc}ber.md", "# Two\n");
    site.put("content/methods/map.md", "# One\n");
    site.put("content/methods/Map.md", "# Two\n");
    let run = site.build_with(&["--format", "json"]);
    assert_eq!(run.code, 1);
    let codes: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<&str> = codes.iter().map(|line| line["code"].as_str().unwrap()).collect();
    assert!(codes.len() >= 2 && codes.iter().all(|code| ["duplicate-id", "duplicate-url"].contains(code)), "{codes:?}");
    assert!(!site.output().exists());
}

#[test]
fn a_command_line_that_makes_no_sense_is_wrong_usage() {
    let site = Site::empty();
    for (arguments, says) in [
        (vec!["new", "stroy", "A title"], "did you mean `story`?"),
        (vec!["new", "story", "!!!"], "has no letter or digit"),
        (vec!["schema", "nothing-like-it"], "there is no kind `nothing-like-it`"),
        (vec!["explain", "nothing-like-it"], "nothing-like-it"),
        (vec!["build", "--output", "public", "--audience", "nobody"], "there is no audience `nobody`"),
        (vec!["build", "--output", "public", "--base-url", "not a url"], "--base-url"),
        (vec!["bild"], "build"),
        (vec!["build", "--nonsense"], "--nonsense"),
    ] {
        let run = site.run(&arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "");
        assert!(!site.output().exists());
    }
}

#[test]
fn a_folder_without_a_site_is_wrong_usage_and_says_how_to_make_one() {
    let site = Site::of([("notes.md", "# Notes\n")]);
    for command in [&["build", "--output", "public"][..], &["check"], &["new", "story", "A"], &["explain", "x"]] {
        let run = site.run(command);
        assert_eq!(run.code, 2, "{command:?}");
        assert!(run.stderr.contains("copsite init"), "{command:?}: {}", run.stderr);
    }
}
