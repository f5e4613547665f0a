//! Social cards, from the configuration to the head of a page.

use super::html::Page;
use super::images::wards;
use super::site::{Site, Tree, read_tree};

const CONFIG: &str = "title = \"A site\"\nbase_url = \"https://example.org/net/\"\n[social]\ncards = true\n";

fn site() -> Site {
    let site = Site::of([("copsite.toml", CONFIG)]);
    site.put("content/communities/water.md", "---\ntitle: Water\n---\n");
    site.put("content/stories/flood.md", "---\ntitle: The flood\ncommunities: [water]\n---\nIt came.\n");
    site.put("content/stories/seen/index.md", "---\ntitle: Seen\nimage: { src: w.png, alt: Wards }\n---\n");
    site.put("content/stories/seen/w.png", wards());
    site.put("content/stories/draft.md", "---\ntitle: Not yet\ndraft: true\n---\n");
    site
}

fn cards(tree: &Tree) -> Vec<&str> {
    tree.keys().filter(|path| path.ends_with("social-card.png")).map(String::as_str).collect()
}

fn meta(tree: &Tree, page: &str, property: &str) -> Option<String> {
    let page = Page::parse(&String::from_utf8_lossy(&tree[page]));
    let found = page.all(&format!("meta[property=\"{property}\"]"));
    found.first().map(|element| element.attr("content").unwrap().to_owned())
}

#[test]
fn home_communities_and_every_visible_entry_without_an_image_have_a_card() {
    let expected = [
        "communities/social-card.png",
        "communities/water/social-card.png",
        "social-card.png",
        "stories/flood/social-card.png",
    ];
    assert_eq!(cards(&site().built()), expected);
}

#[test]
fn a_page_names_its_card_by_a_whole_address_with_its_size_and_words() {
    let built = site().built();
    let of = |property: &str| meta(&built, "stories/flood/index.html", property);
    assert_eq!(of("og:image").as_deref(), Some("https://example.org/net/stories/flood/social-card.png"));
    assert_eq!(of("og:image:alt").as_deref(), Some("The flood"));
    assert_eq!((of("og:image:width").as_deref(), of("og:image:height").as_deref()), (Some("1200"), Some("630")));
    let home = meta(&built, "index.html", "og:image");
    assert_eq!(home.as_deref(), Some("https://example.org/net/social-card.png"));
}

#[test]
fn an_image_of_its_own_stands_for_a_page() {
    let built = site().built();
    let of = |property: &str| meta(&built, "stories/seen/index.html", property);
    assert!(of("og:image").unwrap().contains("/stories/seen/w.png"));
    assert_eq!(of("og:image:alt").as_deref(), Some("Wards"));
}

/// Others cannot tell what a path without a host belongs to.
#[test]
fn an_image_is_not_named_to_others_where_the_site_has_no_whole_address() {
    let site = site();
    site.put("copsite.toml", "title = \"A site\"\nbase_url = \"/net/\"\n");
    assert_eq!(meta(&site.built(), "stories/seen/index.html", "og:image"), None);
}

#[test]
fn a_site_that_does_not_ask_for_cards_has_none_and_says_nothing_of_them() {
    let site = site();
    site.put("copsite.toml", &CONFIG[..CONFIG.find("[social]").unwrap()]);
    let built = site.built();
    assert_eq!(cards(&built), [""; 0]);
    assert_eq!(meta(&built, "stories/flood/index.html", "og:image"), None);
}

#[test]
fn cards_are_kept_and_the_next_build_draws_none() {
    let site = site();
    let first = site.built();
    let kept: Vec<String> = read_tree(&site.root().join(".copsite-cache/social-1")).into_keys().collect();
    assert_eq!(kept.len(), 4);
    // What is kept is believed: under the name of one card the bytes of another are published.
    let [one, other] = [&kept[0], &kept[1]].map(|name| format!(".copsite-cache/social-1/{name}"));
    let bytes = read_tree(&site.root())[&other].clone();
    site.put(&one, bytes);
    site.forget();
    let second = site.built();
    let differing = cards(&first).into_iter().filter(|path| first[*path] != second[*path]).count();
    assert_eq!(differing, 1);
}

#[test]
fn a_title_in_letters_without_a_font_is_told_once_and_has_no_card() {
    let site = site();
    for name in ["one", "two"] {
        site.put(format!("content/stories/{name}.md"), format!("---\ntitle: 場所 {name}\n---\n"));
    }
    let run = site.run(&["build"]);
    assert_eq!(run.stderr.matches("no-social-card").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("it is on 1 other page too"), "{}", run.stderr);
    assert_eq!(cards(&site.built()).len(), 4);
}

#[test]
fn cards_without_an_address_of_the_site_are_a_warning() {
    let site = site();
    site.put("copsite.toml", CONFIG.replace("https://example.org", ""));
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("no-social-card") && run.code == 0, "{}", run.stderr);
}
