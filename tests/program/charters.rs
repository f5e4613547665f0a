//! What a charter says and leaves open: the same to whoever asks, be it a page, the harvest, the gaps or `copsite check`.

use serde_json::Value;

use super::site::Site;

/// Fields that are lists in the built-in schema, and that this site lets a community have one of.
const ONE_OF_EACH: &str =
    "title = \"A\"\n[kinds.community.fields.roles]\nmany = false\n[kinds.community.fields.commitments]\nmany = false\n";

#[test]
fn a_single_row_in_the_place_of_a_list_is_read_alike_by_page_and_harvest() {
    let site = Site::of([
        ("copsite.toml", ONE_OF_EACH),
        (
            "content/communities/yard.md",
            "---\ntitle: Yard\nstage: potential\nroles: { role: convenor, held_by: person/ann }\n\
             commitments: { what: podcast, kinds: story, promised: 2 }\n---\n",
        ),
        ("content/people/ann.md", "# Ann\n"),
        ("content/stories/one.md", "---\ntitle: One\ndate: 2026-05-01\ncommunities: yard\n---\n"),
    ]);
    site.built();
    assert!(site.page("communities/yard/index.html").contains("Convenor: Ann"));
    let person = site.page("people/ann/index.html");
    assert!(person.contains("_h-roles") && person.contains("Yard"), "{person}");
    let harvest: Value = serde_json::from_str(&site.run(&["harvest", "--format", "json"]).stdout).unwrap();
    let cells = harvest["years"][0]["communities"][0]["commitments"].as_array().unwrap();
    let podcast = cells.iter().find(|cell| cell["what"] == "podcast").unwrap();
    assert_eq!((&podcast["promised"], &podcast["done"]), (&Value::from(2), &Value::from(1)), "{podcast}");
}

/// A community in two languages that answers two of three parts, and one that answers everything but a common key.
fn charters() -> Site {
    Site::of([
        (
            "copsite.toml",
            "title = \"A\"\nlanguage = \"en\"\n[kinds.community]\nasks = [\"summary\", \"about\", \"rhythm\"]\n",
        ),
        (
            "content/communities/yard.md",
            "---\ntitle: Yard\nsummary: Ours.\nabout: { domain: Yards, community: Neighbours }\nrhythm: Weekly\n---\n",
        ),
        ("content/communities/yard.cy.md", "---\ntitle: Iard\n---\n"),
        (
            "content/communities/roof.md",
            "---\ntitle: Roof\nabout: { domain: A, community: B, practice: C }\nrhythm: Weekly\n---\n",
        ),
    ])
}

#[test]
fn what_a_charter_leaves_open_is_told_of_the_original_alone() {
    let told = charters().run(&["check"]).stderr;
    let of_charters: Vec<&str> = told.lines().filter(|line| line.contains("the charter has no answer")).collect();
    assert_eq!(
        of_charters,
        [
            "content/communities/roof.md: the charter has no answer yet to: Summary",
            "content/communities/yard.md: the charter has no answer yet to: What we are about: Practice",
        ]
    );
}

#[test]
fn the_gaps_name_the_same_open_parts_as_the_check() {
    let site = charters();
    site.built();
    let weaver: Value = serde_json::from_str(&site.page("weaver.json")).unwrap();
    let gaps = weaver["gaps"].as_array().unwrap().iter().filter(|gap| gap["type"] == "charter");
    let fields: Vec<&Value> = gaps.map(|gap| &gap["fields"]).collect();
    assert_eq!(fields, [&serde_json::json!(["summary"]), &serde_json::json!(["about.practice"])]);
    assert!(site.page("weaver/gaps/index.html").contains("what we are about (practice)"));
}
