//! Lists in a language that is not the site's: long ones, and those of a site without a home page in it.

use super::site::Site;

const CONFIG: &str = "title = \"A network\"\nbase_url = \"https://example.org/network/\"\n";

/// The links within a part of a page, as they are written.
fn links(html: &str) -> Vec<&str> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn story(number: usize) -> (String, String) {
    let text = format!("+++\ntitle = \"Stori {number}\"\ndate = 2026-01-{number:02}\n+++\n");
    (format!("content/stories/s{number:02}.cy.md"), text)
}

#[test]
fn a_long_list_in_a_language_has_pages_and_the_home_page_of_the_language_leads_to_it() {
    let mut files: Vec<(String, String)> = (1..=31).map(story).collect();
    files.push(("copsite.toml".into(), CONFIG.into()));
    files.push(("content/index.md".into(), "# Home\n".into()));
    files.push(("content/index.cy.md".into(), "# Hafan\n".into()));
    files.push(("content/stories/english.md".into(), "# Only in English\n".into()));
    let site = Site::of(files);
    assert_eq!(site.build().code, 0);
    let second = site.page("cy/stories/page/2/index.html");
    assert!(second.contains("Stori 1<") && !second.contains("Stori 2<"), "{second}");
    assert!(links(&second).contains(&"../../../../cy/stories/"));
    let home = site.page("cy/index.html");
    assert!(home.contains("Stori 20<") && !home.contains("Stori 19<"), "the newest twelve alone");
    assert!(links(&home).contains(&"../cy/stories/"));
    for page in ["cy/stories/index.html", "cy/stories/page/2/index.html"] {
        assert!(site.page(page).contains("stories/\">1 arall mewn iaith arall</a>"), "{page}");
    }
    let whole = site.page("stories/index.html");
    assert!(!whole.contains("elsewhere") && whole.contains("32 pieces"), "{whole}");
    let both = site.page("stories/page/2/index.html");
    assert!(both.contains("hreflang=\"cy\" href=\"https://example.org/network/cy/stories/page/2/\""), "{both}");
}

#[test]
fn a_language_without_a_home_page_has_lists_and_its_feed_leads_to_the_home_page_of_the_site() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/told.md", "# Told\n"),
        ("content/stories/told.cy.md", "+++\ntitle = \"Dweud\"\ndate = 2026-01-01\n+++\n"),
        ("content/methods/listen.cy.md", "# Gwrando\n"),
    ]);
    assert_eq!(site.build().code, 0);
    let output = site.built();
    let is_there = |path: &str| output.contains_key(path);
    assert!(is_there("cy/stories/index.html") && is_there("cy/stories/feed.xml"));
    // Nothing would ever stand in a feed of what has no dates.
    assert!(is_there("cy/methods/index.html") && !is_there("cy/methods/feed.xml"));
    assert!(!is_there("cy/index.html") && !is_there("cy/journal/index.html") && !is_there("cy/domains/index.html"));
    let feed = site.page("cy/feed.xml");
    assert!(
        feed.contains("<link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/network/\"/>"),
        "{feed}"
    );
    let method = site.page("cy/methods/listen/index.html");
    assert!(links(&method).contains(&"../../../methods/feed.xml"), "{method}");
    assert!(links(&method).contains(&"../../../cy/methods/"));
}

#[test]
fn what_some_readers_may_not_see_leaves_no_list_in_its_language() {
    let config = "title = \"A network\"\n[audiences]\norder = [\"public\", \"members\"]\n";
    let site = Site::of([
        ("copsite.toml", config),
        ("content/stories/told.md", "# Told\n"),
        ("content/stories/told.cy.md", "+++\ntitle = \"Dweud\"\naudience = \"members\"\n+++\n"),
        ("content/methods/listen.cy.md", "+++\ntitle = \"Gwrando\"\ndraft = true\n+++\n"),
    ]);
    assert_eq!(site.build().code, 0);
    assert!(site.built().keys().all(|path| !path.starts_with("cy/")));
    assert!(!site.page("stories/index.html").contains("cy/"));
    assert_eq!(site.build_with(&["--audience", "members"]).code, 0);
    assert!(site.page("cy/stories/index.html").contains("Dweud"));
}
