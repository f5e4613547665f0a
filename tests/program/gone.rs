//! Pages that an earlier build published and that are gone.

use super::site::{Run, Site};

const CONFIG: &str = "title = \"A network\"\n";
const TEXT: &str = "# The kettle\n\nIt boiled over.\n";

fn site() -> Site {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/kettle.md", TEXT),
        ("content/stories/other.md", "# Another\n"),
        ("content/methods/listen.md", "# Listening\n"),
    ]);
    site.built();
    site
}

/// What a build says of addresses, from its first line on.
fn told(run: &Run) -> &str {
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stderr.find("[lost-address]").map_or("", |start| &run.stderr[start..])
}

fn rename(site: &Site, front_matter: &str) {
    site.remove("content/stories/kettle.md");
    site.put("content/stories/the-kettle.md", format!("{front_matter}{TEXT}"));
}

#[test]
fn a_renamed_page_is_told_at_its_new_file_with_the_line_that_keeps_its_address() {
    let site = site();
    rename(&site, "");
    let run = site.build();
    let told = told(&run);
    assert!(told.contains("its text has moved to `/stories/the-kettle/`"), "{told}");
    assert!(told.contains("content/stories/the-kettle.md"), "{told}");
    assert!(told.contains("put `/stories/kettle/` among its `aliases`"), "{told}");
    assert!(!site.build().stderr.contains("lost-address"), "it is gone for good");
}

#[test]
fn a_renamed_page_with_its_old_address_as_an_alias_is_not_told() {
    let site = site();
    rename(&site, "+++\naliases = [\"/stories/kettle/\"]\n+++\n");
    assert_eq!(told(&site.build()), "");
    assert!(site.page("stories/kettle/index.html").contains("stories/the-kettle/"));
}

#[test]
fn pages_without_a_successor_are_one_problem() {
    let site = site();
    site.remove("content/stories/kettle.md");
    site.remove("content/stories/other.md");
    let run = site.build();
    let told = told(&run);
    assert!(told.contains("`/stories/kettle/` and another page were built here before"), "{told}");
    // The list of stories is gone as well, and was nobody's page.
    assert_eq!(told.matches("lost-address").count(), 1, "{told}");
}

#[test]
fn a_page_is_not_said_to_have_moved_to_one_of_two_with_its_text_or_to_one_that_was_there() {
    let site = site();
    site.put("content/stories/copy.md", TEXT);
    site.built();
    site.remove("content/stories/kettle.md");
    let run = site.build();
    assert!(told(&run).contains("leads nowhere now") && !told(&run).contains("has moved"), "{}", run.stderr);
    site.remove("content/stories/copy.md");
    site.put("content/stories/one.md", TEXT);
    site.put("content/stories/two.md", TEXT);
    let run = site.build();
    assert!(told(&run).contains("`/stories/copy/`") && !told(&run).contains("has moved"), "{}", run.stderr);
}

#[test]
fn what_is_only_withheld_for_now_is_not_told() {
    let site = site();
    for front_matter in ["draft = true", "expires = 2026-01-01", "publish = 2099-01-01"] {
        site.put("content/stories/kettle.md", format!("+++\n{front_matter}\n+++\n{TEXT}"));
        assert_eq!(told(&site.build()), "", "{front_matter}");
        site.put("content/stories/kettle.md", TEXT);
        assert_eq!(told(&site.build()), "");
    }
    // So is what has been renamed while it is held back.
    rename(&site, "+++\ndraft = true\naliases = [\"/stories/kettle/\"]\n+++\n");
    assert_eq!(told(&site.build()), "");
}

#[test]
fn each_moved_page_is_told_and_each_lost_one_named() {
    let story = |number: usize| format!("# Story {number}\n");
    let files = (0..9).map(|number| (format!("content/stories/s{number}.md"), story(number)));
    let site = Site::of(files.chain([("copsite.toml".to_owned(), CONFIG.to_owned())]));
    site.built();
    site.put("copsite.toml", format!("{CONFIG}[kinds.story]\nfolder = \"tales\"\n"));
    for number in 0..9 {
        site.remove(&format!("content/stories/s{number}.md"));
    }
    for number in 0..6 {
        site.put(format!("content/tales/s{number}.md"), story(number));
    }
    let run = site.build();
    let told = told(&run);
    assert_eq!(told.matches("its text has moved").count(), 6, "{told}");
    assert!(told.contains("`/stories/s6/` and 2 other pages were built here before"), "{told}");
    assert!(told.contains("the others are `/stories/s7/`, `/stories/s8/`; "), "{told}");
}

#[test]
fn what_stands_there_all_the_same_is_not_told() {
    let site = site();
    site.put("static/docs/index.html", "<!doctype html><title>Own</title>");
    site.put("static/docs/index.md", "# Own\n");
    assert_eq!(told(&site.build()), "");
    assert_eq!(told(&site.build()), "");
    // A redirect by hand, another by a file, and the same address in another case.
    site.remove("content/stories/kettle.md");
    site.put("static/stories/kettle/index.html", "<!doctype html><title>Moved</title>");
    site.put(
        "content/stories/other.md",
        "+++\nslug = \"next\"\naliases = [\"/stories/other/index.html\"]\n+++\n# Another\n",
    );
    site.put("content/methods/listen.md", "+++\nslug = \"Listen\"\n+++\n# Listening\n");
    assert_eq!(told(&site.build()), "");
}

#[test]
fn a_site_that_wants_no_address_lost_is_not_published_until_none_is() {
    let site = site();
    let before = site.published();
    site.put("copsite.toml", format!("{CONFIG}[checks]\nlost-address = \"error\"\n"));
    rename(&site, "");
    for _ in 0..2 {
        let run = site.build();
        assert_eq!(run.code, 1);
        assert!(run.stderr.contains("error[lost-address]"), "{}", run.stderr);
        assert_eq!(site.published(), before);
    }
    site.put("content/stories/the-kettle.md", format!("+++\naliases = [\"/stories/kettle/\"]\n+++\n{TEXT}"));
    assert_eq!(site.build().code, 0);
}
