//! Expeditions and value: what their pages say of the entries that name them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use scraper::{Html, Selector};

use super::images::wards;
use super::site::Site;

const BELL: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>"#;

fn site() -> Site {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\nbase_url = \"https://example.org/n/\"\n"),
        (
            "content/communities/one.md",
            "---\ntitle: Night Line\nimpact: { change: Fewer people wait in the dark. }\n---\n",
        ),
        (
            "content/expeditions/dark.md",
            "---\ntitle: Into the dark\nquestion: Who waits?\nstart: 2026-01-05\nbasecamps: [camp]\ntoolkit: [lamp]\n\
             ways: [Go in threes.]\nparties:\n  - { name: First, people: [Mari], going_to: The stop }\n---\nWe go.\n",
        ),
        ("content/events/camp.md", "---\ntitle: Camp\ntype: basecamp\nstart: 2026-02-10\n---\n"),
        (
            "content/logs/a.md",
            "---\ntitle: First night\ndate: 2026-01-06\nexpedition: dark\nparty: First\nbrought_back: [bell]\nquestions: [Why the bell?]\n---\nIt rang.\n",
        ),
        (
            "content/logs/b.md",
            "---\ntitle: Second night\ndate: 2026-03-01\nexpedition: dark\nparty: Others\nbrought_back: [question/late, lamp]\nways: [Take a lamp.]\n---\nIt burnt.\n",
        ),
        (
            "content/tools/lamp.md",
            "---\ntitle: A lamp\n---\nSee [the bell](../methods/bell/index.md), and [its steps](../methods/bell/index.md#steps).\n",
        ),
        (
            "content/methods/bell/index.md",
            "---\ntitle: The bell\nimage: { src: bell.svg, alt: A bell }\n---\n![A rope](rope.png)\n\n![[rope.png|The rope]]\n\n## Steps\n\nPull [the lamp](../../tools/lamp.md). ![Far](https://example.com/far.png)\n",
        ),
        ("content/methods/bell/bell.svg", BELL),
        ("content/questions/late.md", "---\ntitle: Who is late?\nstate: open\n---\n"),
        (
            "content/stories/wait.md",
            "---\ntitle: The wait\ndate: 2026-01-01\ncommunities: [one]\ncycle: [immediate, strategic]\nrelations:\n  led-to: post/written\n---\nI waited.\n",
        ),
        (
            "content/blog/written.md",
            "---\ntitle: Written up\ndate: 2026-02-01\nrelations:\n  led-to: bid/asked\n---\nSo.\n",
        ),
        (
            "content/bids/asked.md",
            "---\ntitle: Asked for\ndate: 2026-03-01\ncommunities: [one]\nrelations:\n  led-to: story/wait\n---\nMoney.\n",
        ),
        ("content/cases/lit.md", "---\ntitle: A lit stop\ncommunities: [one]\nevidence: measured\n---\nLight.\n"),
    ]);
    site.put("content/methods/bell/rope.png", wards());
    site
}

fn texts(html: &str, selector: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse(selector).unwrap();
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.select(&selector).map(|element| words(element.text().collect())).collect()
}

#[test]
fn the_journal_of_an_expedition_is_newest_first_with_its_basecamps_as_rules() {
    let site = site();
    site.built();
    let page = site.page("expeditions/dark/index.html");
    assert_eq!(texts(&page, ".timeline h3"), ["Second night", "Camp", "First night"]);
    assert_eq!(texts(&page, ".timeline .basecamp h3"), ["Camp"]);
    assert!(texts(&page, ".page-head .meta")[0].contains("Under way since 5 January 2026"));
    assert_eq!(texts(&page, ".tally li"), ["1 party", "1 basecamp", "3 things brought back"]);
    let ways = texts(&page, ".ways li p:first-child");
    assert_eq!(ways, ["Go in threes.", "Take a lamp.", "Why the bell?"]);
    assert!(texts(&page, ".ways .klink").iter().any(|title| title.contains("Who is late?")));
}

#[test]
fn the_toolkit_as_a_file_holds_every_picture_and_fetches_nothing() {
    let site = site();
    site.built();
    let file = site.page("expeditions/dark/toolkit.html");
    let document = Html::parse_document(&file);
    let all = |selector: &str| document.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
    assert_eq!(all("link, script, iframe, [srcset], use").len(), 0);
    let pictures: Vec<&str> = all("img").iter().filter_map(|image| image.attr("src")).collect();
    let bell = format!("data:image/svg+xml;base64,{}", STANDARD.encode(BELL));
    let rope = format!("data:image/png;base64,{}", STANDARD.encode(wards()));
    assert_eq!(pictures, [&bell, &rope, &rope]);
    let links: Vec<&str> = all("article a").iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(
        links,
        ["#tool-lamp", "https://example.com/far.png", "#method-bell", "https://example.org/n/methods/bell/#steps"]
    );
    for link in all("a[href^='#']") {
        let id = link.attr("href").unwrap().trim_start_matches('#');
        assert_eq!(all(&format!("[id='{id}']")).len(), 1, "{id}");
    }
    assert_eq!(texts(&file, "article h2"), ["The bell", "Who is late?", "A lamp"]);
    assert_eq!(texts(&file, "article h3"), ["Steps"]);
    assert!(!file.contains("url(") && !file.contains("@import"));
    assert!(site.page("expeditions/dark/toolkit/index.html").contains("expeditions/dark/toolkit.html"));
}

#[test]
fn an_expedition_that_brought_nothing_back_has_no_toolkit() {
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\n"),
        ("content/expeditions/out.md", "---\ntitle: Out\nquestion: Where to?\nstart: 2027-01-01\n---\nSoon.\n"),
    ]);
    let tree = site.built();
    assert!(!tree.keys().any(|path| path.contains("toolkit")));
    assert!(site.page("expeditions/out/index.html").contains("Setting out on 1 January 2027"));
}

#[test]
fn value_is_told_by_impact_and_evidence_by_kind_and_as_paths() {
    let site = site();
    site.built();
    let page = site.page("communities/one/value/index.html");
    assert_eq!(
        texts(&page, ".evidence thead th"),
        ["What should be different", "Told", "Observed", "Measured", "Evaluated"]
    );
    assert_eq!(
        texts(&page, ".evidence tbody th, .evidence tbody td"),
        [
            "Fewer people wait in the dark.",
            "\u{2060}The wait (Story)",
            "nobody has told",
            "\u{2060}A lit stop (Case)",
            "nobody has told"
        ]
    );
    let told: Vec<String> = texts(&page, ".cycles > div:not(.missing) dt");
    assert_eq!(told, ["Immediate", "Strategic"]);
    assert_eq!(texts(&page, ".cycles > .missing dt").len(), 7);
    assert!(site.page("communities/one/index.html").contains("communities/one/value/"));
}

/// The one way that the value of the community tells, once something led to its circle.
fn way_from_a_start(site: &Site) -> Vec<String> {
    site.put(
        "content/events/start.md",
        "---\ntitle: The start\nstart: 2025-12-01\nrelations:\n  led-to: story/wait\n---\n",
    );
    site.built();
    texts(&site.page("communities/one/value/index.html"), ".path .t")
}

/// A circle has no beginning, and so is no path; a way that begins somewhere is told to where it closes.
#[test]
fn a_circle_of_what_led_to_what_ends() {
    let site = site();
    assert_eq!(way_from_a_start(&site), ["The start", "The wait", "Written up", "Asked for"]);
}

/// Entries that lead nowhere stand before the way by their ids, and are many.
#[test]
fn a_way_is_told_however_many_entries_lead_nowhere() {
    let site = site();
    for number in 0..200 {
        site.put(format!("content/articles/a{number}.md"), format!("# Article {number}\n"));
    }
    assert_eq!(way_from_a_start(&site), ["The start", "The wait", "Written up", "Asked for"]);
}

#[test]
fn evidence_for_what_the_charter_does_not_name_shares_a_row_with_that_for_nothing() {
    let impact = |rows: &str| format!("---\ntitle: One\nimpact:\n{rows}---\n");
    let case = |title: &str, more: &str| {
        format!("---\ntitle: {title}\ncommunities: [one]\nevidence: measured\n{more}---\nText.\n")
    };
    let told = |rows: &str| {
        let site = Site::of([
            ("copsite.toml", "title = \"A\"\n[kinds.community.fields.impact]\nmany = true\n".to_owned()),
            ("content/communities/one.md", impact(rows)),
            ("content/evaluations/a.md", case("Named", "impact: Warm homes\n").replace("evidence: measured\n", "")),
            ("content/evaluations/b.md", case("Misnamed", "impact: Wram homes\n").replace("evidence: measured\n", "")),
            ("content/cases/c.md", case("Unnamed", "")),
        ]);
        site.built();
        texts(&site.page("communities/one/value/index.html"), ".evidence tbody tr")
    };
    let of = |rows: &[String], title: &str| rows.iter().position(|row| row.contains(&format!("{title} (")));
    let several = told("  - change: Warm homes\n  - change: Dry homes\n");
    assert_eq!(several.len(), 3, "{several:?}");
    assert_eq!(["Named", "Misnamed", "Unnamed"].map(|title| of(&several, title)), [Some(0), Some(2), Some(2)]);
    let one = told("  - change: Warm homes\n");
    assert_eq!(one.len(), 1, "what is written of the only one needs no name for it: {one:?}");
}

/// By title, alias, synonym and file, as an author of an entry is found.
#[test]
fn people_in_fields_are_found_by_every_name_that_authors_are_found_by() {
    let role = |role: &str, who: &str| format!("  - role: {role}\n    held_by: [{who}]\n");
    let roles: String =
        [("convenor", "Kim Example"), ("weaver", "K. Example"), ("scout", "Kimmy"), ("facilitator", "person/kim")]
            .map(|(name, who)| role(name, who))
            .concat();
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\n[vocabulary.people.synonyms]\nkim = [\"Kimmy\"]\n".to_owned()),
        ("content/people/kim.md", "---\ntitle: Kim Example\naliases: [K. Example]\n---\n".to_owned()),
        ("content/communities/one.md", format!("---\ntitle: One\nroles:\n{roles}---\n")),
        (
            "content/stories/told.md",
            "---\ntitle: Told\npeople:\n  - name: K. Example\n    role: narrator\n---\n".to_owned(),
        ),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let hub = site.page("people/kim/index.html");
    let roles = texts(&hub, ".terms .role");
    for role in ["convenor", "weaver", "scout", "facilitator"] {
        assert!(roles.iter().any(|line| line.to_lowercase().starts_with(role)), "{role}: {roles:?}");
    }
    assert!(site.page("stories/told/index.html").contains("narrator"), "the role of an author by another name");
}

/// Each of them has a feed with the piece, which would name all of them in all of those.
#[test]
fn a_piece_that_many_have_signed_names_all_on_its_page_and_some_in_feeds() {
    let people: Vec<String> = (0..40).map(|number| format!("Member {number}")).collect();
    let site = Site::of([
        (
            "copsite.toml",
            "title = \"A\"\nbase_url = \"https://example.org/\"\n[vocabulary]\npeople = \"open\"\n".to_owned(),
        ),
        (
            "content/stories/signed.md",
            format!("---\ntitle: Signed\ndate: 2026-01-01\npeople: {people:?}\n---\nText.\n"),
        ),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(site.page("feed.xml").matches("<author><name>Member").count(), 24);
    let page = site.page("stories/signed/index.html");
    assert!(people.iter().all(|person| page.contains(&format!(">{person}<"))), "{page}");
}
