//! What nobody agrees to any more leaves no trace: a person, a page, a quotation or a picture.

use super::site::Site;

const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>"#;

fn site() -> Site {
    Site::of([
        ("copsite.toml", "title = \"A network\"\nbase_url = \"https://example.org/\"\ntimezone = \"Europe/London\"\n"),
        (
            "content/communities/one.md",
            "---\ntitle: Night Line\nroles:\n  - role: convenor\n    held_by: person/mari\n    since: 2024-02-01\n  - role: scout\n    held_by: person/leaving\n  - role: weaver\n    held_by: person/mari\n    since: 2020-01-01\n    until: 2023-12-31\n---\n",
        ),
        ("content/people/mari.md", "---\ntitle: Mari\n---\nStays.\n"),
        (
            "content/people/leaving.md",
            "---\ntitle: Iolowen\nrole: Scout\nconsent: { given: \"Listed by name\", until: 2026-11-23 }\n---\nGone tomorrow.\n",
        ),
        (
            "content/stories/sea/index.md",
            "---\ntitle: The sea\ncommunities: [one]\npeople: [person/mari, person/leaving]\nimage: { src: portrait.svg, alt: Portrait words }\n\
             consent:\n  - given: shared with permission\n  - { until: 2026-11-23, hides: [quotes, waves.svg, image] }\n---\n\
             We went down to the sea.\n\n> The quoted saying of [[person/mari]].\n> Second line.\n\nThen back. ![Waving words](waves.svg)\n\n> [!NOTE]\n> A callout stays.\n\n![Kept words](kept.svg)\n",
        ),
        ("content/stories/sea/waves.svg", PICTURE),
        ("content/stories/sea/portrait.svg", PICTURE),
        ("content/stories/sea/kept.svg", PICTURE),
        (
            "content/stories/other.md",
            "---\ntitle: Other\npeople: [Iolowen]\n---\nSee ![Borrowed words](sea/waves.svg) and [[person/leaving]], or [[leaving|our scout]].\n",
        ),
        ("content/stories/whole.md", "---\ntitle: Withdrawnstory\nconsent: { until: 2026-11-23 }\n---\nIt was told.\n"),
        (
            "content/events/talk.md",
            "---\ntitle: Talk\nstart: 2026-12-01\nspeakers: [person/leaving, person/mari]\n---\nTalk.\n",
        ),
    ])
}

/// What tells of the part that may be withdrawn.
const TELLING: [&str; 9] = [
    "iolowen",
    "leaving",
    "quoted saying",
    "second line",
    "waves",
    "waving words",
    "borrowed words",
    "portrait",
    "withdrawnstory",
];

/// Builds or checks the site on a day.
fn on(site: &Site, command: &str, day: &str) -> (bool, String) {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_copsite"));
    program.current_dir(site.root()).env("NO_COLOR", "1").args([command, "--as-of", day]);
    if command == "build" {
        program.arg("--output").arg(site.output());
    }
    let output = program.output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn traces(site: &Site, day: &str) -> Vec<String> {
    let (is_built, told) = on(site, "build", day);
    assert!(is_built, "{told}");
    let found = site.published().into_iter().map(|(path, bytes)| {
        let text = format!("{path}\n{}", String::from_utf8_lossy(&bytes)).to_lowercase();
        (path, TELLING.into_iter().filter(|word| text.contains(word)).map(str::to_owned).collect::<Vec<_>>())
    });
    found.filter(|(_, words)| !words.is_empty()).map(|(path, words)| format!("{path}: {}", words.join(", "))).collect()
}

#[test]
fn what_has_lapsed_leaves_no_trace_in_any_file() {
    let site = site();
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
    let source = site.page("stories/sea/index.md");
    assert_eq!(
        source,
        "# The sea\n\n- **Communities**: Night Line\n- **Shared with permission**: shared with permission\n\nWe went down to the sea.\n\n\nThen back. \n\n> [!NOTE]\n> A callout stays.\n\n![Kept words](kept.svg)\n"
    );
    assert!(site.page("stories/sea/index.html").contains("A callout stays."));
    assert!(site.output().join("stories/sea/kept.svg").exists());
}

/// The words are telling only because they are there to be read until the last day is over.
#[test]
fn until_its_last_day_is_over_everything_is_told() {
    let site = site();
    let told = traces(&site, "2026-11-23").join("\n");
    for word in TELLING {
        assert!(told.contains(word), "{word}: {told}");
    }
}

#[test]
fn a_consent_that_is_told_to_be_none_is_an_error_where_somebody_is_or_will_be_shown_the_entry() {
    let site = site();
    let check = |keys: &str| {
        site.put("content/stories/whole.md", format!("---\ntitle: W\n{keys}\n---\nIt was told.\n"));
        site.run(&["check"])
    };
    for keys in ["consent: withdrawn", "consent: withdrawn\nexpires: 2999-01-01", "consent: no\npublish: 2999-01-01"] {
        let run = check(keys);
        assert!(run.stderr.contains("a consent that is told to be none holds nothing back"), "{keys}: {}", run.stderr);
        assert_eq!(run.code, 1, "{keys}");
    }
    for keys in ["draft: true", "expires: 2020-01-01", "publish: false"] {
        let run = check(&format!("consent: withdrawn\n{keys}"));
        assert!(!run.stderr.contains("almost-withheld"), "{keys}: {}", run.stderr);
    }
    let run = check("consent:\n  - until: 2020-01-01\n  - withdrawn");
    assert!(!run.stderr.contains("almost-withheld"), "{}", run.stderr);
}

#[test]
fn an_end_that_cannot_be_read_hides_the_entry() {
    let site = site();
    site.put("content/stories/whole.md", "---\ntitle: Withdrawnstory\nconsent: { until: soon }\n---\nIt was told.\n");
    let run = site.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("invalid-date"), "{}", run.stderr);
    site.put(
        "content/stories/whole.md",
        "---\ntitle: W\nconsent: { until: 2027-01-01, hides: [quote] }\n---\nIt was told.\n",
    );
    let run = site.run(&["check"]);
    assert!(run.stderr.contains("did you mean `quotes`?"), "{}", run.stderr);
}

#[test]
fn explain_lists_every_place_in_which_a_person_appears() {
    let site = site();
    let told = site.run(&["explain", "person/mari"]).stdout;
    for wanted in [
        "community/one  roles.held_by, front-matter",
        "event/talk     speakers, front-matter",
        "story/sea      people, front-matter",
        "story/sea  mentions, text",
    ] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }
    let withheld = site.run(&["explain", "person/leaving", "--as-of", "2026-11-24"]);
    assert!(
        withheld.code == 2 || withheld.stdout.contains("the consent of the people in it has ended"),
        "{withheld:?}"
    );
    site.put("content/blog/a.md", "---\ntitle: A\ndate: 2026-01-01\npeople: [Somebody Else]\n---\nA.\n");
    let told = site.run(&["explain", "person/somebody-else"]).stdout;
    assert!(told.contains("post/a  people, front-matter"), "{told}");
}

#[test]
fn former_roles_stand_apart() {
    let site = site();
    site.built();
    let person = site.page("people/mari/index.html");
    let place = |needle: &str| person.find(needle).unwrap_or_else(|| panic!("no {needle}"));
    assert!(place("Convenor, ") < place("Roles held before") && place("Roles held before") < place("Weaver, "));
    assert!(person.contains("January 2020 to December 2023"));
    let community = site.page("communities/one/index.html");
    assert!(community.contains("Convenor: Mari (since 2024)"), "{community}");
    assert!(community.contains("Weaver: Mari (2020 to 2023)"));
}

#[test]
fn a_picture_that_was_found_by_its_name_is_withdrawn_wherever_it_lies() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\nbase_url = \"https://example.org/\"\n"),
        (
            "content/stories/sea.md",
            "---\ntitle: The sea\nconsent: { until: 2026-11-23, hides: [waves.svg, image] }\nimage: { src: \"[[Portrait.svg]]\", alt: Portrait words }\n---\n\
             Before.\n\n![[pictures/Waves.svg|Waving words]]\n\n![[waves.svg|Waving words]]\n\n![[kept.svg|Kept words]]\n",
        ),
        (
            "content/stories/other.md",
            "---\ntitle: Other\n---\nSee ![[waves.svg|Borrowed words]] and ![Borrowed words](/pictures/waves.svg).\n",
        ),
        ("static/pictures/waves.svg", PICTURE),
        ("static/portrait.svg", PICTURE),
        ("static/kept.svg", PICTURE),
    ]);
    assert_ne!(traces(&site, "2026-11-23"), [""; 0], "they agree until the day is over");
    assert!(site.output().join("pictures/waves.svg").exists());
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
    assert!(!site.output().join("pictures").exists() && !site.output().join("portrait.svg").exists());
    assert!(site.page("stories/sea/index.html").contains("Kept words"));
}

/// A picture that one page may not show any more, and another page that shows it by `link`.
fn borrowed(sea: (&str, &str, &str), pictures: &[&str], link: &str) -> Site {
    let (path, hides, text) = sea;
    let sea =
        format!("---\ntitle: The sea\nconsent: {{ until: 2026-11-23, hides: [{hides}] }}\n---\nBefore.\n\n{text}\n");
    let other = format!("---\ntitle: Other\n---\nSee {link}.\n");
    let mut files = vec![
        ("copsite.toml".to_owned(), "title = \"A network\"\nbase_url = \"https://example.org/\"\n".to_owned()),
        (path.to_owned(), sea),
        ("content/stories/other.md".to_owned(), other),
    ];
    files.extend(pictures.iter().map(|picture| ((*picture).to_owned(), PICTURE.to_owned())));
    Site::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

#[test]
fn whatever_a_link_may_have_meant_is_withdrawn() {
    let link = "![[pictures/waves.svg|Borrowed words]]";
    let by_path = borrowed(
        ("content/stories/sea.md", "waves.svg", "![[pictures/waves.svg|Waving words]]"),
        &["content/pictures/waves.svg", "content/other/pictures/waves.svg"],
        link,
    );
    assert_eq!(traces(&by_path, "2026-11-24"), [""; 0]);
    assert!(!by_path.output().join("pictures").exists());
    let beside = borrowed(
        ("content/stories/sea/index.md", "Waves.svg", ""),
        &["content/stories/sea/waves.svg"],
        "![[waves.svg|Borrowed words]]",
    );
    assert_eq!(traces(&beside, "2026-11-24"), [""; 0]);
    assert!(!beside.output().join("stories/sea/waves.svg").exists());
    let twins = borrowed(
        ("content/stories/sea.md", "pictures", "![[waves.svg|Waving words]]"),
        &["content/stories/Waves.svg", "content/stories/waves.svg"],
        "![Borrowed words](waves.svg)",
    );
    assert_eq!(traces(&twins, "2026-11-24"), [""; 0]);
    let other_case = borrowed(
        ("content/stories/sea.md", "waves.svg", "![[pics/waves.svg|Waving words]]"),
        &["content/stories/Pics/waves.svg", "content/pics/waves.svg"],
        "![[pics/waves.svg|Borrowed words]]",
    );
    assert_eq!(traces(&other_case, "2026-11-24"), [""; 0]);
}

#[test]
fn a_picture_beside_the_original_is_withdrawn_by_its_translation() {
    let site = borrowed(
        ("content/cy/stories/sea.md", "waves.svg", "![Waving words](waves.svg)"),
        &["content/stories/waves.svg", "content/stories/kept.svg"],
        "![Borrowed words](waves.svg)",
    );
    let config = "title = \"A network\"\nbase_url = \"https://example.org/\"\nlanguages = [\"cy\", \"de\"]\n";
    site.put("copsite.toml", config);
    site.put("content/de/stories/other.md", "# Andere\n\n![Borrowed words](waves.svg) ![Kept words](kept.svg)\n");
    assert_ne!(traces(&site, "2026-11-23"), [""; 0], "they agree until the day is over");
    assert!(site.page("cy/stories/sea/index.html").contains("stories/waves.svg"));
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
    assert!(!site.output().join("stories/waves.svg").exists());
    assert!(site.page("de/stories/other/index.html").contains("Kept words"));
}

#[test]
fn quotations_in_boxes_are_withdrawn_as_well() {
    let boxes = "!!! note \"T\"\n\n    > The quoted saying.\n\n=== \"Tab\"\n    > Second line.\n\n\
                 !!! quote \"Waving words\"\n    Borrowed words.\n\nBehind.";
    let site = borrowed(("content/stories/sea.md", "quotes", boxes), &[], "it");
    assert_ne!(traces(&site, "2026-11-23"), [""; 0], "they agree until the day is over");
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
    assert!(site.page("stories/sea/index.html").contains("Behind."));
}

#[test]
fn a_withdrawn_picture_in_another_case_does_not_keep_its_words() {
    let site = borrowed(
        ("content/stories/sea.md", "zwave.svg", "![Waving words](zwave.svg)"),
        &["content/stories/zwave.svg"],
        "![Borrowed words](Zwave.svg)",
    );
    let config = "title = \"A network\"\nbase_url = \"https://example.org/\"\n[checks]\nmissing-image = \"off\"\n";
    site.put("copsite.toml", config);
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
}

#[test]
fn the_name_of_a_withdrawn_block_is_not_that_of_the_one_before() {
    let site = borrowed(("content/stories/sea.md", "quotes", "> The quoted saying.\n\n^said\n\nBehind."), &[], "it");
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
    let page = site.page("stories/sea/index.html");
    assert!(page.contains("Before.") && page.contains("Behind.") && !page.contains("^said"), "{page}");
}

#[test]
fn what_is_withheld_as_a_whole_withdraws_its_pictures_too() {
    let site = borrowed(
        ("content/stories/sea.md", "waves.svg", "![[waves.svg|Waving words]]"),
        &["content/pictures/waves.svg"],
        "![[waves.svg|Borrowed words]]",
    );
    let text = std::fs::read_to_string(site.root().join("content/stories/sea.md"))
        .unwrap()
        .replace("title: The sea", "title: The sea\nexpires: 2026-11-01");
    site.put("content/stories/sea.md", text);
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
    assert!(!site.output().join("pictures").exists());
}

#[test]
fn a_name_does_not_lead_to_a_file_beside_what_is_withheld() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\nbase_url = \"https://example.org/\"\n"),
        ("content/stories/draft/index.md", "---\ntitle: Unwritten\ndraft: true\n---\n"),
        ("content/stories/draft/waves.svg", PICTURE),
        ("content/stories/other.md", "---\ntitle: Other\n---\nSee ![[waves.svg|Borrowed words]] and [[waves.svg]].\n"),
    ]);
    assert_eq!(traces(&site, "2026-11-24"), [""; 0]);
}

#[test]
fn somebody_who_is_hidden_is_so_by_every_name_and_in_every_field() {
    let names = ["person/ann", "ann", "Ann Zorb", "Annie", "{ id = \"Ann Zorb\", role = \"Author\" }"];
    for name in names {
        let reviewer = if name.starts_with('{') { "\"[[person/ann]]\"".to_owned() } else { format!("\"{name}\"") };
        let person = if name.starts_with('{') { name.to_owned() } else { format!("\"{name}\"") };
        let site = Site::of([
            ("copsite.toml", "title = \"A network\"\nbase_url = \"https://example.org/\"\n".to_owned()),
            ("content/people/ann.md", "+++\ntitle = \"Ann Zorb\"\naliases = [\"Annie\"]\n+++\n".to_owned()),
            ("content/people/bo.md", "+++\ntitle = \"Bo\"\n+++\n".to_owned()),
            (
                "content/events/talk.md",
                format!(
                    "+++\ntitle = \"The talk\"\nstart = 2026-12-01\nreviewed = {{ on = 2026-05-01, by = {reviewer} }}\npeople = [{person}, \"person/bo\"]\nspeakers = [{person}, \"person/bo\"]\n\
                     [[consent]]\nuntil = 2026-11-23\nhides = [\"person/ann\"]\n[relations]\npresented-by = [\"person/ann\"]\n+++\n\
                     With [[person/ann]], [[Annie]] and [her](../people/ann.md).\n"
                ),
            ),
        ]);
        let telling = |day: &str| {
            let (is_built, told) = on(&site, "build", day);
            assert!(is_built, "{told}");
            let page = site.page("events/talk/index.html");
            assert!(page.contains(">Bo<") && page.contains("her"), "{page}");
            ["Ann Zorb", "Annie", "people/ann", "person/ann"].map(|name| page.contains(name)).contains(&true)
                || site.page("people/ann/index.html").contains("The talk")
        };
        assert!(telling("2026-11-23"), "{name}: she agrees until the day is over");
        assert!(!telling("2026-11-24"), "{name}: {}", site.page("events/talk/index.html"));
    }
}

#[test]
fn whoever_reviewed_a_page_is_named_as_in_its_byline() {
    let reviewed = |by: &str| {
        let site = site();
        site.put(
            "content/stories/x.md",
            format!("---\ntitle: X\nreviewed: {{ on: 2026-05-01, by: {by} }}\n---\nText.\n"),
        );
        let (is_built, told) = on(&site, "build", "2026-11-24");
        assert!(is_built, "{told}");
        let page = site.page("stories/x/index.html");
        let line = page.split("1 May 2026</time>").nth(1).unwrap().split("</span>").next().unwrap();
        line.trim().to_owned()
    };
    for (by, shown) in [
        ("person/mari", "by Mari"),
        ("person/zed", "by zed"),
        ("the reading group", "by the reading group"),
        ("person/leaving", ""),
        ("Iolowen", ""),
    ] {
        assert_eq!(reviewed(by), shown, "{by}");
    }
}

#[test]
fn what_is_to_be_hidden_and_is_not_there_is_an_error() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\n"),
        ("content/people/ann.md", "+++\ntitle = \"Ann Zorb\"\n+++\n"),
        (
            "content/stories/sea/index.md",
            "---\ntitle: The sea\npeople: [Bo Lee]\nconsent: { until: 2099-11-23, hides: [kichen.png, plan.svg, Kitchen.png, person/an, person/bo-lee, person/bob-lee, person/ann] }\n---\n![A kitchen](kitchen.png)\n",
        ),
        ("content/stories/sea/kitchen.png", "png"),
        ("content/stories/sea/plan.svg", PICTURE),
    ]);
    let told = site.run(&["check"]).stderr;
    assert_eq!(told.matches("error[almost-withheld]").count(), 3, "{told}");
    assert!(
        told.contains("there is no picture `kichen.png` here") && told.contains("did you mean `kitchen.png`?"),
        "{told}"
    );
    assert!(
        told.contains("there is no `person/bob-lee` who") && told.contains("did you mean `person/bo-lee`?"),
        "{told}"
    );
    assert!(told.contains("there is no `person/an` who") && told.contains("did you mean `person/ann`?"), "{told}");
}

#[test]
fn a_translation_of_what_hides_a_part_says_what_it_hides_itself() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\nlanguages = [\"cy\"]\n"),
        (
            "content/stories/sea/index.md",
            "---\ntitle: The sea\nconsent: { until: 2026-11-23, hides: [quotes] }\n---\n> Quoted\n",
        ),
        ("content/stories/sea/index.cy.md", "---\ntitle: Y môr\n---\n> Dyfyniad\n"),
    ]);
    // It is told from the first build on: one that fails on the day after the last one would leave all that is there.
    for day in ["2026-11-22", "2026-11-24"] {
        let (is_right, told) = on(&site, "check", day);
        assert!(!is_right && told.contains("sea/index.cy.md"), "{told}");
        assert!(told.contains("what this is a translation of hides a part when a consent ends"), "{told}");
    }
    site.put(
        "content/stories/sea/index.cy.md",
        "---\ntitle: Y môr\nconsent: { until: 2026-11-23, hides: [quotes] }\n---\n> Dyfyniad\n",
    );
    let (is_built, told) = on(&site, "build", "2026-11-24");
    assert!(is_built, "{told}");
    assert!(!site.page("cy/stories/sea/index.html").contains("Dyfyniad"));
}

/// What is taken out of the page leaves its name in the consent; a slip in a name would leave the thing itself.
#[test]
fn a_picture_that_was_taken_out_is_told_while_the_consent_runs_and_stops_nothing() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\n"),
        ("content/stories/sea.md", "---\ntitle: The sea\nconsent: { until: 2026-11-23, hides: [gone.jpg] }\n---\n"),
    ]);
    let (is_right, told) = on(&site, "check", "2026-11-23");
    assert!(is_right && told.contains("warning[almost-withheld]: there is no picture `gone.jpg` here"), "{told}");
    let (is_right, told) = on(&site, "check", "2026-11-24");
    assert!(is_right && !told.contains("gone.jpg"), "{told}");
}

#[test]
fn what_goes_on_behind_a_quotation_in_html_stays_text() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\n"),
        (
            "content/stories/sea.md",
            "---\ntitle: The sea\nconsent: { until: 2026-11-23, hides: [quotes] }\n---\nA <q>first\n\nsecond</q> after.\n\n\
             1. <blockquote>said</blockquote> within\n\n<!--\n<q>\n-->\n\nKept.\n",
        ),
    ]);
    let (is_built, told) = on(&site, "build", "2026-11-24");
    assert!(is_built, "{told}");
    let page = site.page("stories/sea/index.html");
    assert!(!page.contains("<pre>") && !page.contains("second") && !page.contains("said"), "{page}");
    for kept in ["after.", "within", "Kept."] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
}
