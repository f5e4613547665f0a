//! Lists that can be narrowed: each choice is a page of that many entries, and the script that narrows
//! in place is given all entries and no others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::html::Page;
use super::pages::{PUBLISHED, pages, target};
use super::site::Site;

/// The titles of all entries of a list, on all its pages.
fn titles(folder: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let first = format!("{folder}index.html");
    let others = (2..).map(|number| format!("{folder}page/{number}/index.html"));
    for path in std::iter::once(first).chain(others) {
        let Some(html) = PUBLISHED.get(&path) else { break };
        let page = Page::parse(str::from_utf8(html).unwrap());
        titles.extend(page.all("[data-list] .entry h3").iter().map(|title| title.text().collect::<String>()));
    }
    titles
}

/// What a list's script is given.
fn entries(folder: &str) -> Value {
    let script = str::from_utf8(&PUBLISHED[&format!("{folder}entries.js")]).unwrap();
    let json = script.strip_prefix("copsiteEntries=").unwrap().trim_end().strip_suffix(';').unwrap();
    serde_json::from_str(json).unwrap()
}

fn title_of(entry: &Value) -> String {
    let entry = Page::parse(entry["html"].as_str().unwrap());
    entry.all(".entry h3")[0].text().collect()
}

const LISTS: [&str; 4] = ["stories/", "methods/", "cases/", "events/"];

#[test]
fn each_choice_of_a_list_is_a_page_of_that_many_entries_that_marks_it() {
    let pages = pages();
    for folder in LISTS {
        let path = format!("{folder}index.html");
        let choices = pages[&*path].all(".facets [data-key]");
        assert!(choices.len() > 8, "{folder} has only {} choices", choices.len());
        for choice in choices {
            let key = choice.attr("data-key").unwrap();
            let count: usize = choice.descendent_elements().last().unwrap().text().collect::<String>().parse().unwrap();
            let (file, fragment) = target(&path, choice.attr("href").unwrap()).unwrap();
            if fragment.is_some() {
                assert!(key.starts_with("year="), "{key}");
                continue;
            }
            let list = file.strip_suffix("index.html").unwrap();
            assert_eq!(titles(list).len(), count, "{folder} {key}");
            let current = pages[&*file].all(".facets [aria-current='page']");
            let current: Vec<_> = current.iter().filter_map(|choice| choice.attr("data-key")).collect();
            assert_eq!(current, [key], "{file}");
        }
    }
}

#[test]
fn the_script_of_a_list_is_given_its_entries_with_what_they_can_be_chosen_by() {
    let pages = pages();
    for folder in LISTS.into_iter().chain(["practice/"]) {
        let given = entries(folder);
        let all: Vec<String> = given["entries"].as_array().unwrap().iter().map(title_of).collect();
        assert_eq!(all, titles(folder), "{folder}");
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in given["entries"].as_array().unwrap() {
            for place in entry["keys"].as_array().unwrap() {
                *counts.entry(given["keys"][place.as_u64().unwrap() as usize].as_str().unwrap()).or_default() += 1;
            }
        }
        let shown: BTreeMap<&str, usize> = pages[&*format!("{folder}index.html")]
            .all(".facets [data-key]")
            .into_iter()
            .map(|choice| {
                let count = choice.descendent_elements().last().unwrap().text().collect::<String>();
                (choice.attr("data-key").unwrap(), count.parse().unwrap())
            })
            .collect();
        assert_eq!(counts, shown, "{folder}");
        let places: BTreeSet<u64> =
            given["entries"].as_array().unwrap().iter().map(|entry| entry["by_title"].as_u64().unwrap()).collect();
        assert_eq!(places, (0..all.len() as u64).collect(), "{folder}");
    }
}

fn stories(number: usize, front_matter: &str) -> Vec<(String, String)> {
    let story = |n| (format!("content/stories/s{n}.md"), format!("---\ntitle: S{n}\n{front_matter}---\nText.\n"));
    let config = "title = \"A site\"\n[vocabulary]\ncommunities = \"open\"\n".to_owned();
    (0..number).map(story).chain([("copsite.toml".to_owned(), config)]).collect()
}

fn list_of(site: &Site) -> Page {
    let built = site.built();
    Page::parse(str::from_utf8(&built["stories/index.html"]).unwrap())
}

#[test]
fn a_short_list_and_one_whose_entries_are_all_alike_are_not_narrowed() {
    let differing: Vec<(String, String)> = (0..4)
        .map(|n| (format!("content/stories/s{n}.md"), format!("---\ntitle: S{n}\ncommunities: [c{n}]\n---\nText.\n")))
        .chain(stories(0, ""))
        .collect();
    assert!(list_of(&Site::of(differing)).all(".facets").is_empty());
    let alike = stories(8, "communities: [one]\ntags: [same]\ndate: 2026-01-02\n");
    assert!(list_of(&Site::of(alike)).all(".facets").is_empty());
}

#[test]
fn a_long_list_offers_a_year_where_it_begins_on_its_later_pages() {
    let story = |n: usize| {
        let date = if n < 40 { "2026-05-01" } else { "2025-05-01" };
        (format!("content/stories/s{n}.md"), format!("---\ntitle: S{n}\ndate: {date}\n---\nText.\n"))
    };
    let site = Site::of((0..50).map(story).chain(stories(0, "")));
    let built = site.built();
    let page = Page::parse(str::from_utf8(&built["stories/index.html"]).unwrap());
    let links: Vec<&str> = page.all("[data-key^='year=']").iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(links, ["../stories/#_y2026", "../stories/page/2/#_y2025"]);
    let second = Page::parse(str::from_utf8(&built["stories/page/2/index.html"]).unwrap());
    assert_eq!(second.all("#_y2025 + .entry").len(), 1);
}

/// An experiment and a trial are both "shi yan" in Latin letters.
#[test]
fn tags_that_only_read_alike_in_latin_letters_have_a_page_each_that_links_lead_to() {
    let site = Site::of([("copsite.toml", "title = \"网站\"\nlanguage = \"zh\"\n")]);
    for (name, tag) in [("one", "实验"), ("two", "试验")] {
        site.put(format!("content/stories/{name}.md"), format!("---\ntitle: {name}\ntags: [{tag}]\n---\nText.\n"));
    }
    let built = site.built();
    for (tag, path, href) in
        [("实验", "tags/实验/", "%E5%AE%9E%E9%AA%8C"), ("试验", "tags/试验/", "%E8%AF%95%E9%AA%8C")]
    {
        let page = |path: &str| Page::parse(str::from_utf8(&built[path]).unwrap());
        let of_tag = page(&format!("{path}index.html"));
        assert!(of_tag.all("h1")[0].text().collect::<String>().contains(tag));
        assert!(built.contains_key(&format!("{path}feed.xml")));
        let link = format!("a[href='../tags/{href}/']");
        assert!(!page("tags/index.html").all(&link).is_empty(), "{link}");
    }
}

/// Each letter of the list of everything, with its titles.
fn by_letter(language: &str, titles: &[&str]) -> Vec<(String, Vec<String>)> {
    let site = Site::of([("copsite.toml", format!("title = \"A site\"\nlanguage = \"{language}\"\n"))]);
    for (number, title) in titles.iter().enumerate() {
        site.put(format!("content/stories/s{number}.md"), format!("---\ntitle: \"{title}\"\n---\nText.\n"));
    }
    let page = Page::parse(str::from_utf8(&site.built()["weaver/a-z/index.html"]).unwrap());
    let text =
        |of: scraper::ElementRef| of.text().next().unwrap_or_default().trim_matches(['\u{2060}', ' ', '\n']).to_owned();
    let rows = scraper::Selector::parse("li .klink").unwrap();
    let sections = page.all("main section[id]").into_iter().map(|section| {
        let titles = section.select(&rows).map(text);
        (section.attr("id").unwrap().to_owned(), titles.collect())
    });
    sections.collect()
}

#[test]
fn titles_stand_in_the_order_of_their_language_and_under_its_letters() {
    let letters = |language: &str, titles: &[&str]| {
        by_letter(language, titles).into_iter().map(|(letter, _)| letter).collect::<Vec<_>>()
    };
    assert_eq!(letters("sv", &["Åtta", "Zebra", "Ära", "Apa", "10 sätt"]), ["other", "A", "Z", "Å", "Ä"]);
    assert_eq!(letters("en", &["Åtta", "Zebra", "Ära", "Apa", "10 sätt"]), ["other", "A", "Z"]);
    assert_eq!(letters("cy", &["Llan", "Lwc", "Nant", "Ngugi", "Gwy"]), ["G", "Ng", "L", "Ll", "N"]);
    let [(_, titles)] = &by_letter("en", &["Zebra ö", "zebra a", "“Zebra” b", "Zébra c"])[..] else { panic!() };
    assert_eq!(titles, &["zebra a", "Zébra c", "Zebra ö", "“Zebra” b"]);
}

/// A site moved from another tool may have nothing but pages; its home page leads to them.
#[test]
fn the_home_page_of_a_site_of_pages_alone_shows_them() {
    let config = ("copsite.toml", "title = \"A site\"\n");
    let home = |files: &[(&str, &str)]| {
        let tree = Site::of([config].into_iter().chain(files.iter().copied())).built();
        String::from_utf8(tree["index.html"].clone()).unwrap()
    };
    let start = "Write down one story";
    assert!(home(&[]).contains(start));
    let pages: Vec<(String, String)> =
        (10..24).map(|number| (format!("content/note-{number}.md"), format!("# Note {number}\n"))).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (&**path, &**text)).collect();
    let shown = home(&[&[("content/index.md", "# Welcome\n")], &*pages].concat());
    assert!(shown.contains(">Note 10</a>") && shown.contains(">Note 21</a>") && !shown.contains("Note 22"), "{shown}");
    assert!(shown.contains("<a href=\"./weaver/a-z/\">All 14 pages</a>") && !shown.contains(start), "{shown}");
    let posts = [("content/posts/a.md", "---\ntitle: A post\ndate: 2026-01-01\n---\n")];
    assert!(!home(&posts).contains(start));
    // Pieces of practice have the page to themselves.
    let practice = home(&[("content/stories/a.md", "# A story\n"), ("content/note.md", "# A note\n")]);
    assert!(practice.contains("A story") && !practice.contains("A note"));
}

#[test]
fn a_list_names_kinds_in_its_own_language_and_says_which_language_an_entry_is_in() {
    let built = Site::of([
        ("copsite.toml", "title = \"Safle\"\nlanguage = \"cy\"\n"),
        ("content/methods/light.en.md", "---\ntitle: Only English\nsummary: See the light.\n---\n"),
    ])
    .built();
    let list = String::from_utf8(built["methods/index.html"].clone()).unwrap();
    assert!(list.contains("</svg>Dull</span>") && !list.contains("</svg>Method</span>"), "{list}");
    assert!(list.contains("<p lang=\"en\" dir=\"auto\">See the light.</p>"), "{list}");
}

/// Such entries stand in no list of the site's language.
#[test]
fn the_home_page_of_another_language_leads_to_all_that_is_in_it() {
    let built = Site::of([
        ("copsite.toml", "title = \"A site\"\nbase_url = \"https://example.org/p/\"\n"),
        ("content/index.md", "# Welcome\n"),
        ("content/index.cy.md", "---\ntitle: Croeso\nsummary: Yr hyn a ddysgwn.\n---\nTestun.\n"),
        ("content/methods/a.md", "# Only English\n"),
        ("content/methods/b.cy.md", "# Hen\n"),
        ("content/methods/c.cy.md", "---\ntitle: Newydd\ndate: 2026-01-01\n---\n"),
    ])
    .built();
    let home = String::from_utf8(built["cy/index.html"].clone()).unwrap();
    assert!(home.contains("Testun.") && home.contains("Yr hyn a ddysgwn."), "{home}");
    assert!(!home.contains("Only English") && !home.contains("BibTeX"), "{home}");
    let [new, old] = ["../cy/methods/c/\">Newydd<", "../cy/methods/b/\">Hen<"].map(|link| home.find(link));
    assert!(new < old && new.is_some(), "{home}");
}

#[test]
fn posts_without_a_date_stand_in_the_journal_under_a_heading() {
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/blog/undated.md", "---\ntitle: Undated\n---\nText.\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.page("journal/index.html").contains("<h2 id=\"_y-\">Without a date</h2>"));
}

/// An import is a day on which everything is new, and links to all that did not come along.
#[test]
fn pages_of_what_is_wanted_and_of_changes_list_some_and_say_how_many_more_there_are() {
    let link = |n: usize| format!("[[Not there {n}]]");
    let wanting: Vec<String> = (0..70).map(link).collect();
    let stories = (0..130).map(|n| {
        let text = if n == 0 { wanting.join("\n\n") } else { link(69) };
        (format!("content/stories/s{n}.md"), format!("---\ntitle: Story {n}\ndate: 2026-01-01\n---\n{text}\n"))
    });
    let config = ("copsite.toml".to_owned(), "title = \"A site\"\n".to_owned());
    let site = Site::of(stories.chain([config]));
    site.build();
    for path in ["weaver/index.html", "contribute/index.html"] {
        let page = Page::parse(&site.page(path));
        let listed: Vec<String> = page.all("article.gap h3").iter().map(|title| title.text().collect()).collect();
        assert_eq!(listed.len(), 60, "{path}");
        assert!(listed[0].contains("Not there 69"), "{path}: what most ask for is first, not {}", listed[0]);
        assert!(site.page(path).contains("And 10 more, which weaver.json lists."), "{path}");
    }
    assert_eq!(site.page("weaver.json").matches("\"name\":\"Not there ").count(), 70);
    let changes = Page::parse(&site.page("changes/index.html"));
    assert_eq!(changes.all(".day li").len(), 100);
    let more = changes.all(".day .after a");
    assert_eq!(more[0].text().collect::<String>(), "And 30 more");
    assert_eq!(more[0].attr("href"), Some("../archive/"));
}
