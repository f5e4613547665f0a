//! What machines read of a whole site: feeds, sitemap, llms.txt, weaver.json, and the pictures
//! drawn from it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use copsite::disk::{Disk, MemoryDisk};
use copsite::render::{Memo, Rendered, render};
use copsite::site::{Options, Output, Silent, load, render_all};
use copsite::view::Snapshot;
use jiff::civil::date;
use serde_json::{Value, json};

const SITE: [(&str, &str); 10] = [
    ("content/communities/one.md", "---\ntitle: One\nstatement: We ask.\n---\n"),
    ("content/communities/two.md", "---\ntitle: Two\nstatement: We ask.\n---\n"),
    (
        "content/stories/a.md",
        "---\ntitle: \"<script>alert(1)</script>\"\ndate: 2026-06-01\nupdated: 2026-06-02T10:00\ncommunities: [one]\n\
         tags: [trust]\npeople: [Facilitator]\n---\nThis grew out of [[uses::method/m]].\n\n## Steps\n\nSee [above](#steps).\n",
    ),
    ("content/stories/a.cy.md", "---\ntitle: Stori\ndate: 2026-06-01\ncommunities: [one]\n---\nGweler [[method/m]].\n"),
    ("content/stories/undated.md", "---\ntitle: Undated\ncommunities: [one]\n---\nLater, [[a thing to come]].\n"),
    ("content/stories/draft.md", "---\ntitle: Concealed\ndate: 2026-06-03\ndraft: true\n---\nConcealed.\n"),
    ("content/methods/m.md", "---\ntitle: M\ndate: 2026-01-05\ncommunities: [two]\n---\nHow.\n"),
    (
        "content/events/past.md",
        "---\ntitle: Past\ndate: 2026-04-20\nstart: 2026-05-01T10:00\ncommunities: [two]\n---\n",
    ),
    ("content/events/soon.md", "---\ntitle: Soon\nstart: 2026-11-05T10:00\ncommunities: [two]\n---\n"),
    ("content/about.md", "---\ntitle: About\n---\nUs.\n"),
];

/// The published files of [`SITE`] for 19 October 2026, in the zone of London.
fn published(base_url: &str) -> BTreeMap<String, String> {
    whole(base_url).1
}

/// The same, with the snapshot that they were rendered from.
fn whole(base_url: &str) -> (Snapshot, BTreeMap<String, String>) {
    let config = format!("title = \"Network\"\nbase_url = \"{base_url}\"\ntimezone = \"Europe/London\"\n");
    let files = SITE.iter().map(|(path, text)| (path.to_string(), text.to_string()));
    let disk = MemoryDisk::new(files.chain([("copsite.toml".to_owned(), config)]));
    let now = date(2026, 10, 19).at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    let loaded = load(&disk, &Options::at(now), &Silent);
    let snapshot = loaded.snapshot.unwrap();
    let published = Mutex::new(BTreeMap::new());
    let sink = |index: usize, output: Output| {
        let bytes = match output {
            Output::Bytes(bytes) => bytes,
            Output::Copy(stored) => disk.read(&stored)?,
        };
        let path = snapshot.plan.pages()[index].route.file();
        published.lock().unwrap().insert(path, String::from_utf8_lossy(&bytes).into_owned());
        Ok(())
    };
    render_all(&disk, &snapshot, &loaded.tree.unwrap(), &Silent, &sink).unwrap();
    let published = published.into_inner().unwrap();
    (snapshot, published)
}

#[test]
fn what_is_rendered_alone_is_what_is_rendered_among_all() {
    let (snapshot, published) = whole("https://example.org/network/");
    let mut compared = 0;
    for planned in snapshot.plan.pages() {
        if let Rendered::Bytes(bytes) = render(&snapshot, &Memo::default(), planned).unwrap() {
            let path = planned.route.file();
            assert_eq!(String::from_utf8_lossy(&bytes), published[&path], "{path}");
            compared += 1;
        }
    }
    assert!(compared > 80, "{compared}");
}

fn site() -> BTreeMap<String, String> {
    published("https://example.org/network/")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_feed_has_what_is_dated_and_has_come_newest_first() {
    let site = site();
    let feed = json(&site["feed.json"]);
    let items = feed["items"].as_array().unwrap();
    let lines: Vec<Value> =
        items.iter().map(|item| json!([item["id"], item["date_published"], item["date_modified"]])).collect();
    assert_eq!(
        lines,
        [
            json!(["https://example.org/network/stories/a/", "2026-06-01T00:00:00+01:00", "2026-06-02T10:00:00+01:00"]),
            json!([
                "https://example.org/network/events/past/",
                "2026-04-20T00:00:00+01:00",
                "2026-04-20T00:00:00+01:00"
            ]),
            json!(["https://example.org/network/methods/m/", "2026-01-05T00:00:00+00:00", "2026-01-05T00:00:00+00:00"]),
        ]
    );
    let story = &items[0];
    assert_eq!(story["title"], "<script>alert(1)</script>");
    assert_eq!(story["tags"], json!(["trust"]));
    assert_eq!(
        story["authors"],
        json!([{ "name": "Facilitator", "url": "https://example.org/network/people/facilitator/" }])
    );
    let text = story["content_html"].as_str().unwrap();
    assert!(text.contains("href=\"https://example.org/network/methods/m/\""), "{text}");
    assert!(text.contains("href=\"https://example.org/network/stories/a/#steps\""), "{text}");
}

#[test]
fn both_formats_of_every_feed_tell_the_same_entries() {
    let site = site();
    let feeds: Vec<&String> = site.keys().filter(|path| path.ends_with("feed.xml")).collect();
    assert!(feeds.len() > 5, "{feeds:?}");
    for path in feeds {
        let ids = |path: &str| {
            let feed = feed_rs::parser::parse(site[path].as_bytes()).unwrap();
            feed.entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(path), ids(&path.replace(".xml", ".json")), "{path}");
    }
}

#[test]
fn whole_texts_are_in_the_feeds_of_site_kinds_and_communities_only() {
    let site = site();
    let has_content = |path: &str| site[path].contains("<content type=\"html\">");
    assert!(["feed.xml", "stories/feed.xml", "communities/one/feed.xml"].into_iter().all(has_content));
    assert!(!["tags/trust/feed.xml", "people/facilitator/feed.xml"].into_iter().any(has_content));
}

#[test]
fn a_site_that_does_not_know_its_address_has_names_for_its_entries() {
    let site = published("/");
    let feed = json(&site["feed.json"]);
    assert_eq!(feed["items"][0]["id"], "urn:copsite:story/a");
    assert_eq!(feed["items"][0]["url"], "/stories/a/");
    assert_eq!(site["robots.txt"], "User-agent: *\nAllow: /\n");
}

#[test]
fn the_sitemap_lists_pages_for_readers_in_all_their_languages() {
    let site = site();
    let document = roxmltree::Document::parse(&site["sitemap.xml"]).unwrap();
    let addresses: Vec<&str> =
        document.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text()).collect();
    for path in ["", "stories/", "stories/a/", "cy/stories/a/", "methods/m/", "about/", "tags/trust/"] {
        assert!(addresses.contains(&&*format!("https://example.org/network/{path}")), "{path}: {addresses:?}");
    }
    assert!(
        addresses
            .iter()
            .all(|address| address.ends_with('/') && !address.contains("search") && !address.contains("draft"))
    );
    let in_two: Vec<(&str, Vec<&str>)> = document
        .descendants()
        .filter(|node| node.has_tag_name("url"))
        .map(|url| {
            let address = url.descendants().find_map(|node| node.has_tag_name("loc").then(|| node.text()).flatten());
            let languages = url.descendants().filter_map(|node| node.attribute("hreflang")).collect();
            (address.unwrap_or_default().trim_start_matches("https://example.org/network/"), languages)
        })
        .filter(|(_, languages): &(_, Vec<&str>)| !languages.is_empty())
        .collect();
    let pages = ["cy/practice/", "cy/stories/", "cy/stories/a/", "practice/", "stories/", "stories/a/"];
    assert_eq!(in_two, pages.map(|page| (page, vec!["cy", "en", "x-default"])));
}

#[test]
fn the_weave_is_one_index_whatever_the_languages() {
    let site = site();
    let index = json(&site["weaver.json"]);
    let ids: Vec<&str> = index["entries"].as_array().unwrap().iter().filter_map(|entry| entry["id"].as_str()).collect();
    let expected = [
        "community/one",
        "community/two",
        "event/past",
        "event/soon",
        "method/m",
        "page/about",
        "story/a",
        "story/undated",
    ];
    assert_eq!(ids, expected);
    assert_eq!(
        index["edges"],
        json!([
            { "from": "story/a", "to": "method/m", "relation": "mentions", "origin": "text", "context": "Gweler M." },
            { "from": "story/a", "to": "method/m", "relation": "uses", "origin": "text", "context": "This grew out of M." },
        ])
    );
    assert_eq!(
        index["bridges"],
        json!([{
            "type": "relation",
            "communities": ["one", "two"],
            "from": "story/a",
            "to": "method/m",
            "relation": "uses",
            "context": "This grew out of M.",
            "entry": null,
            "person": null,
        }])
    );
    let gaps: Vec<&str> = index["gaps"].as_array().unwrap().iter().map(|gap| gap["id"].as_str().unwrap()).collect();
    assert_eq!(gaps, ["charter/community/one", "charter/community/two", "dead-end/method/m", "orphan/story/undated"]);
    assert_eq!(index["wanted"], json!([{ "name": "a thing to come", "times": 1, "from": ["story/undated"] }]));
}

#[test]
fn the_loom_and_the_neighbourhood_are_drawn_from_the_weave() {
    let site = site();
    let picture = |path: &str, class: &str| -> String {
        let page = &site[path];
        let start = page.find(&format!("<svg class=\"{class}\"")).unwrap();
        page[start..start + page[start..].find("</svg>").unwrap() + "</svg>".len()].to_owned()
    };
    let loom = picture("index.html", "wide");
    let document = roxmltree::Document::parse(&loom).unwrap();
    let all = |class: &str| document.descendants().filter(|node| node.attribute("class") == Some(class)).count();
    let counts = [all("name"), all("weft"), all("m"), all("m ring"), all("m ring soon")];
    assert_eq!(counts, [2, 1, 2, 1, 1]);
    let hood = picture("methods/m/index.html", "mini");
    let document = roxmltree::Document::parse(&hood).unwrap();
    let all = |class: &str| document.descendants().filter(|node| node.attribute("class") == Some(class)).count();
    assert_eq!([all("e"), all("e2")], [1, 0]);
}

#[test]
fn nothing_withheld_is_anywhere() {
    for (path, text) in site() {
        assert!(!path.contains("draft") && !text.contains("Concealed"), "{path}");
    }
}

#[test]
fn a_hostile_title_is_inert_wherever_markup_is_read() {
    let is_no_markup = |path: &str| [".json", ".js", ".md"].iter().any(|ending| path.ends_with(ending));
    for (path, text) in site().iter().filter(|(path, _)| !is_no_markup(path)) {
        assert!(!text.contains("<script>alert(1)"), "{path}");
    }
}
