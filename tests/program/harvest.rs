//! `copsite harvest`, on the example site: every cell, counted by hand from its files.

use assert_cmd::Command;
use serde_json::Value;

use super::site::{self, Run, Site, crate_folder};

/// Community, commitment, promised, done, state, and the entries behind it.
type Cell = (&'static str, &'static str, u64, u64, &'static str, &'static [&'static str]);

const TABLE: &[Cell] = &[
    ("citizenship", "seminar", 1, 0, "open", &[]),
    ("citizenship", "blog", 2, 2, "kept", &["post/counting-chairs", "post/what-a-person-needs-in-hand"]),
    ("citizenship", "article", 1, 1, "kept", &["article/an-address-is-a-document"]),
    ("citizenship", "bid", 1, 0, "open", &[]),
    ("citizenship", "project", 1, 0, "open", &[]),
    ("citizenship", "network", 1, 0, "open", &[]),
    ("devolution", "seminar", 1, 1, "kept", &["event/what-did-the-deal-move"]),
    (
        "devolution",
        "blog",
        2,
        2,
        "kept",
        &["post/powers-move-first", "post/what-a-combined-authority-can-ask-of-a-returning-officer"],
    ),
    ("devolution", "article", 1, 1, "kept", &["article/two-pages-folded"]),
    ("devolution", "bid", 1, 0, "open", &[]),
    ("devolution", "project", 1, 0, "open", &[]),
    ("devolution", "network", 1, 1, "kept", &["network/clerks-on-first-monday"]),
    ("resilience", "seminar", 1, 1, "kept", &["event/what-is-in-no-plan"]),
    (
        "resilience",
        "blog",
        2,
        2,
        "kept",
        &["post/you-do-not-have-to-market-a-community", "post/after-the-water-the-paperwork"],
    ),
    ("resilience", "article", 1, 2, "kept", &["article/borrowing-well", "article/the-list-in-the-drawer"]),
    ("resilience", "bid", 1, 1, "kept", &["bid/doors-not-routes"]),
    ("resilience", "project", 1, 0, "under-way", &["project/key-holders-register"]),
    ("resilience", "network", 1, 0, "open", &[]),
    ("welfare-reform-and-housing", "seminar", 1, 1, "kept", &["event/after-the-managed-move"]),
    (
        "welfare-reform-and-housing",
        "blog",
        1,
        3,
        "kept",
        &[
            "post/what-a-managed-move-feels-like-from-the-desk",
            "post/what-tenants-told-us-in-the-first-year",
            "post/the-envelope-is-part-of-the-letter",
        ],
    ),
    (
        "welfare-reform-and-housing",
        "article",
        1,
        2,
        "kept",
        &["article/what-the-envelope-knows", "article/what-the-seminar-left-us-with"],
    ),
    ("welfare-reform-and-housing", "bid", 1, 0, "under-way", &["bid/reading-post-across-four-landlords"]),
    ("welfare-reform-and-housing", "project", 1, 0, "open", &[]),
    ("welfare-reform-and-housing", "network", 1, 1, "kept", &["network/landlords-and-advisers"]),
];

fn run(more: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copsite"));
    command.args(["harvest", "--as-of", "2026-11-28", "--root"]).arg(crate_folder().join("example-site")).args(more);
    site::run(&mut command)
}

#[test]
fn every_cell_of_the_example_site_is_as_counted_by_hand() {
    let document: Value = serde_json::from_str(&run(&["--format", "json"]).stdout).unwrap();
    let mut rows = Vec::new();
    for community in document["years"][0]["communities"].as_array().unwrap() {
        for commitment in community["commitments"].as_array().unwrap() {
            rows.push((community["id"].as_str().unwrap(), commitment));
        }
    }
    assert_eq!(rows.len(), TABLE.len());
    for ((community, commitment), (slug, what, promised, done, state, pieces)) in rows.iter().zip(TABLE) {
        let told = match *state {
            "under-way" => &commitment["under_way"],
            _ => &commitment["evidence"],
        };
        let ids: Vec<&str> = told.as_array().unwrap().iter().map(|piece| piece["id"].as_str().unwrap()).collect();
        assert_eq!(*community, format!("community/{slug}"));
        assert_eq!(commitment["what"], *what, "{slug}");
        assert_eq!(commitment["promised"], *promised, "{slug} {what}");
        assert_eq!(commitment["done"], *done, "{slug} {what}");
        assert_eq!(commitment["state"], *state, "{slug} {what}");
        assert_eq!(ids, *pieces, "{slug} {what}");
    }
}

#[test]
fn a_promise_that_is_required_and_not_kept_is_an_exit_code() {
    assert_eq!(run(&["--require", "kept"]).code, 1);
    assert_eq!(run(&[]).code, 0);
    let misspelt = run(&["--community", "citizenshp"]);
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.stderr.contains("did you mean `citizenship`?"), "{}", misspelt.stderr);
    let early = run(&["--year", "1999"]);
    assert_eq!(early.code, 2);
    assert!(early.stderr.contains("there are commitments for 2026"), "{}", early.stderr);
}

#[test]
fn people_are_told_what_is_behind_each_number() {
    let said = run(&["--community", "resilience"]).stdout;
    assert!(said.contains("Resilience: 4 of 6 kept"), "{said}");
    assert!(said.contains("Project              under way, 0 of 1: A register of second keys"), "{said}");
    assert!(!said.contains("Citizenship"), "{said}");
}

#[test]
fn a_promise_that_nothing_can_keep_is_told_with_the_word_that_was_meant() {
    let told = |commitments: &str| {
        let community = format!("+++\ntitle = \"Ours\"\ncommitments = [{commitments}]\n+++\n");
        let site = Site::of([("copsite.toml", "title = \"A\"\n"), ("content/communities/ours.md", &*community)]);
        let run = site.run(&["check"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stderr
    };
    for (commitments, message, help) in [
        ("{ what = \"semnar\", promised = 2 }", "there is no kind `semnar`", "did you mean `seminar`?"),
        ("{ what = \"storry\" }", "there is no kind `storry`", "did you mean `story`?"),
        ("{ what = \"workshop\" }", "there is no kind `workshop`", "add `types = [\"workshop\"]`"),
        ("{ what = \"walk\" }", "there is no kind `walk`", "say what keeps it"),
        ("{ what = \"walk\", types = [\"vist\"] }", "there is no type of event `vist`", "did you mean `visit`?"),
    ] {
        let said = told(commitments);
        assert!(said.contains("warning[unknown-kind]"), "{said}");
        assert!(said.contains(message) && said.contains(help), "{commitments}: {said}");
    }
    for commitments in [
        "{ what = \"seminar\" }, { what = \"story\" }",
        "{ what = \"walk\", types = [\"visit\"] }",
        "{ what = \"walk\", kinds = [\"log\"] }",
        "{ what = \"semnar\", not_this_year = true }",
    ] {
        assert!(!told(commitments).contains("unknown-kind"), "{commitments}");
    }
}

#[test]
fn a_series_that_goes_on_this_year_is_no_missing_promise() {
    let community = "+++\ntitle = \"Ours\"\ncommitments = [{ what = \"seminar\" }]\n+++\n";
    let gaps = |repeat: &str| {
        let event = format!(
            "+++\ntitle = \"E\"\ntype = \"seminar\"\ncommunities = [\"ours\"]\nstart = 2025-03-03\nrepeat = \"{repeat}\"\n+++\n"
        );
        let site = Site::of([
            ("copsite.toml", "title = \"A\"\n"),
            ("content/communities/ours.md", community),
            ("content/events/e.md", &*event),
        ]);
        site.built();
        site.page("weaver.json")
    };
    assert!(!gaps("first Monday monthly").contains("\"promise\""));
    assert!(gaps("first Monday monthly until 2025-06-30").contains("\"promise\""));
}

#[test]
fn a_commitment_of_their_own_for_several_years_is_one_cell() {
    let rows = "commitments:\n  - what: podcast\n    year: 2025\n  - what: report\n  - what: podcast\n    year: 2026\n";
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\n[harvest]\nyear_starts = \"01-01\"\n".to_owned()),
        ("content/communities/one.md", format!("---\ntitle: One\n{rows}---\n")),
    ]);
    let run = site.run(&["harvest", "--year", "2026", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let all: Value = serde_json::from_str(&run.stdout).unwrap();
    let cells = all["years"][0]["communities"][0]["commitments"].as_array().unwrap();
    let own: Vec<&str> = cells.iter().filter_map(|cell| cell["what"].as_str()).collect();
    assert_eq!(own.iter().filter(|what| **what == "podcast").count(), 1, "{own:?}");
}

/// Commitments without a year are for every year; before it began, a community promised nothing.
#[test]
fn what_came_of_promises_for_every_year_stays_told_when_the_next_year_begins() {
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n"),
        (
            "content/communities/north.md",
            "+++\ntitle = \"North\"\nsince = 2025-01-01\ncommitments = [{ what = \"blog\", promised = 2 }]\n+++\n",
        ),
        ("content/blog/new.md", "---\ntitle: New\ndate: 2026-03-01\ncommunities: [north]\n---\n"),
        ("content/blog/old.md", "---\ntitle: Old\ndate: 2023-03-01\ncommunities: [north]\n---\n"),
    ]);
    let told = |day: &str| {
        let run = site::run(&mut site.command_on(day, &["harvest", "--year", "2026"]));
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    assert!(told("2026-12-31").contains("1 of 2: New"), "{}", told("2026-12-31"));
    assert_eq!(told("2026-12-31"), told("2027-01-01"));
    let early = site::run(&mut site.command_on("2027-01-01", &["harvest", "--year", "2023"]));
    assert_eq!(early.code, 2);
    assert!(early.stderr.contains("there are commitments for 2027, 2026"), "{}", early.stderr);
}
