//! `copsite new`: what nobody has filled in is told and not shown, and what other messages advise to make is what they miss.

use std::collections::BTreeSet;

use super::commands::{content_of, kinds};
use super::site::Site;

const CONFIG: &str = "title = \"A site\"\nbase_url = \"https://example.org/\"\n";

/// The problems of a site, as `check` writes them for programs.
fn problems(site: &Site) -> Vec<serde_json::Value> {
    let check = site.run(&["check", "--format", "json"]);
    check.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn lines_of(problems: &[serde_json::Value], code: &str) -> BTreeSet<u64> {
    problems.iter().filter(|found| found["code"] == code).map(|found| found["line"].as_u64().unwrap()).collect()
}

/// The file with every optional key taken into use.
fn uncommented(file: &str) -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(key) if !key.starts_with([' ', '#']) => key.to_string(),
        _ => line.to_string(),
    };
    file.lines().map(|text| line(text) + "\n").collect()
}

/// A site with a new entry of a kind, whose optional keys are all taken into use; and the entry's file and text.
fn with_everything_of(kind: &str, checks: &str) -> (Site, String) {
    let site = Site::of([("copsite.toml", format!("{CONFIG}{checks}"))]);
    assert_eq!(site.run(&["new", kind, "A fine title"]).code, 0);
    let (file, bytes) = content_of(&site).pop_first().unwrap();
    let text = uncommented(&String::from_utf8(bytes).unwrap());
    site.put(format!("content/{file}"), &text);
    (site, text)
}

#[test]
fn what_nobody_has_filled_in_is_told_at_its_place() {
    for kind in kinds() {
        let (site, text) = with_everything_of(&kind, "");
        let left = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#') && line.contains("…\""));
        let left: BTreeSet<u64> = left.map(|(number, _)| number).collect();
        let problems = problems(&site);
        assert_eq!(lines_of(&problems, "missing-field"), left, "{kind}:\n{text}");
        assert_eq!(lines_of(&problems, "wanted-entry"), BTreeSet::new(), "{kind}:\n{text}");
    }
}

#[test]
fn what_nobody_has_filled_in_is_shown_to_nobody() {
    for kind in ["method", "event", "story", "resource"] {
        let (site, _) = with_everything_of(kind, "[checks]\nmissing-field = \"warning\"\n");
        let build = site.build();
        assert_eq!(build.code, 0, "{kind}: {}", build.stderr);
        for (path, bytes) in site.published().into_iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = String::from_utf8(bytes).unwrap();
            for left in ["https://…", "https://%E2%80%A6", ">…<", "\"…\""] {
                assert!(!page.contains(left), "{kind}: {path} shows {left}");
            }
        }
    }
}

#[test]
fn a_new_event_takes_place_on_no_day_before_somebody_says_when() {
    let site = Site::of([("copsite.toml", format!("{CONFIG}[checks]\nmissing-field = \"warning\"\n"))]);
    let new = site.run(&["new", "event", "Tea"]);
    assert!(new.stderr.contains("fill in start"), "{}", new.stderr);
    assert_eq!(lines_of(&problems(&site), "missing-field").len(), 1);
    assert_eq!(site.build().code, 0);
    assert!(!site.published().keys().any(|path| path.ends_with(".ics")), "{:?}", site.published().keys());
}

#[test]
fn what_a_wanted_entry_is_advised_to_be_made_with_satisfies_the_link() {
    for (link, made) in [
        ("tool/phone-list-card", "content/tools/phone-list-card.md"),
        ("tools/phone-list-card", "content/tools/phone-list-card.md"),
        ("page/about-us", "content/about-us.md"),
        ("Phone list card", "content/stories/phone-list-card.md"),
        ("phone-list-card", "content/stories/phone-list-card.md"),
        ("Ask \"why\" first", "content/stories/ask-why-first.md"),
        ("tools/2026/card", "content/tools/2026/card.md"),
        ("Geschichten/a", "content/Geschichten/a.md"),
    ] {
        let site = Site::of([("copsite.toml", CONFIG.to_owned()), ("content/a.md", format!("# A\n\n[[{link}]]\n"))]);
        let found = problems(&site);
        let help = found[0]["help"].as_str().unwrap().to_owned();
        follow(&site, &help);
        assert!(site.root().join(made).exists(), "{link}: {help}\n{:?}", content_of(&site).keys());
        assert_eq!(lines_of(&problems(&site), "wanted-entry"), BTreeSet::new(), "{link}: {help}");
    }
}

/// Does what a help says: runs the command in it, or makes the file.
fn follow(site: &Site, help: &str) {
    let advice = help.split('`').nth(1).unwrap();
    let Some(arguments) = advice.strip_prefix("copsite new ") else { return site.put(advice, "# A\n") };
    let (kind, title) = arguments.split_once(' ').unwrap();
    let kind = if kind == "<kind>" { "story" } else { kind };
    let title = title.trim_matches('"').replace("\\\"", "\"");
    assert_eq!(site.run(&["new", kind, &title]).code, 0, "{help}");
}

#[test]
fn what_is_there_and_not_published_is_not_advised_to_be_made() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/_own/plan.drawio", "x"),
        ("content/board.canvas", "{}"),
        ("content/a.md", "# A\n\n[[plan.drawio]] [[_own/notes]]\n\n![[board.canvas]]\n"),
    ]);
    let helps: Vec<String> = problems(&site).iter().map(|found| found["help"].as_str().unwrap().to_owned()).collect();
    assert_eq!(
        helps,
        [
            "there is a `content/_own/plan.drawio`, which is not published: what begins with `_` is for writers",
            "what begins with `_` is for writers and is not published: rename it, or take the link out",
        ]
    );
}

#[test]
fn a_long_title_in_any_script_names_a_file_of_whole_letters() {
    let site = Site::of([("copsite.toml", CONFIG)]);
    let titles =
        ["社区".repeat(20), "\u{645}\u{62c}\u{62a}\u{645}\u{639}".repeat(17), format!("{} neighbours", "ä".repeat(79))];
    for title in &titles {
        let new = site.run(&["new", "story", title]);
        assert_eq!(new.code, 0, "{title}: {}", new.stderr);
    }
    assert_eq!(content_of(&site).len(), titles.len());
    for (file, _) in content_of(&site) {
        assert!(file.len() <= "stories/".len() + 80 + ".md".len(), "{file}");
    }
}
