//! What search engines and other programs are told of a site, and what they are kept from.

use super::html::Page;
use super::site::Site;

const CONFIG: &str = "title = \"A site\"\nbase_url = \"https://example.org/\"\n";

fn page(site: &Site, path: &str) -> Page {
    Page::parse(&site.page(path))
}

fn is_kept_out(site: &Site, path: &str) -> bool {
    page(site, path).all("meta[name='robots'][content='noindex']").len() == 1
}

#[test]
fn an_entry_that_asks_for_it_is_kept_out_of_search_engines_the_map_and_the_list_for_machines() {
    let site = Site::of([("copsite.toml", CONFIG)]);
    site.put("content/stories/found.md", "---\ntitle: Found\n---\nHere.\n");
    site.put("content/stories/left.md", "---\ntitle: Left\nnoindex: true\n---\nThere.\n");
    site.put("content/stories/_index.md", "---\ntitle: All stories\nnoindex: true\n---\nAll.\n");
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(is_kept_out(&site, "stories/left/index.html") && is_kept_out(&site, "stories/index.html"));
    assert!(!is_kept_out(&site, "stories/found/index.html") && !is_kept_out(&site, "index.html"));
    let map = site.page("sitemap.xml");
    assert!(
        map.contains("/stories/found/<") && !map.contains("/stories/left/<") && !map.contains("/stories/<"),
        "{map}"
    );
    let list = site.page("llms.txt");
    assert!(list.contains("stories/found/") && !list.contains("stories/left/"), "{list}");
    assert!(site.page("stories/index.html").contains("stories/left/"));
}

#[test]
fn every_page_of_a_build_that_is_not_for_everybody_is_kept_out() {
    let site = Site::of([("copsite.toml", format!("{CONFIG}[audiences]\norder = [\"public\", \"members\"]\n"))]);
    site.put("content/stories/a.md", "# A\n\nOne.\n");
    for arguments in [&["--drafts"][..], &["--future"], &["--audience", "members", "--force"]] {
        let run = site.build_with(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(is_kept_out(&site, "index.html") && is_kept_out(&site, "stories/a/index.html"), "{arguments:?}");
    }
    assert_eq!(site.build_with(&["--audience", "public", "--force"]).code, 0);
    assert!(!is_kept_out(&site, "index.html") && !is_kept_out(&site, "stories/a/index.html"));
}

#[test]
fn a_sites_own_files_for_robots_take_the_place_of_the_programs() {
    let site = Site::of([("copsite.toml", CONFIG)]);
    for name in ["robots.txt", "llms.txt"] {
        site.put(format!("static/{name}"), "ours\n");
    }
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!((site.page("robots.txt").as_str(), site.page("llms.txt").as_str()), ("ours\n", "ours\n"));
    site.put("static/sitemap.xml", "ours\n");
    let run = site.build();
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("copsite makes: the map of the site"), "{}", run.stderr);
    assert!(run.stderr.contains("take the file out: copsite writes this one itself"), "{}", run.stderr);
}

#[test]
fn the_home_page_is_a_web_site_and_an_entry_has_its_picture_and_licence() {
    let site = Site::of([("copsite.toml", format!("licence = \"CC BY-SA 4.0\"\n{CONFIG}"))]);
    site.put("static/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.put("content/stories/a.md", "---\ntitle: A\nimage: { src: /a.svg, alt: A }\n---\nOne.\n");
    site.put(
        "content/stories/b.md",
        "---\ntitle: B\nsource: { name: X, url: \"https://b.org/\", licence: All rights reserved }\n---\nTwo.\n",
    );
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let home = page(&site, "index.html").json_ld();
    assert_eq!(
        home,
        [serde_json::json!({
            "@context": "https://schema.org", "@type": "WebSite", "name": "A site", "url": "https://example.org/", "inLanguage": "en",
        })]
    );
    let of = |path: &str| page(&site, path).json_ld()[0]["@graph"][0].clone();
    let own = of("stories/a/index.html");
    assert_eq!(own["image"], "https://example.org/a.svg");
    assert_eq!(own["license"], "https://creativecommons.org/licenses/by-sa/4.0/");
    assert_eq!(of("stories/b/index.html")["license"], serde_json::Value::Null);
}

#[test]
fn the_version_in_the_sites_language_is_for_readers_of_all_others() {
    let site = Site::of([("copsite.toml", CONFIG)]);
    site.put("content/stories/a.md", "# A\n\nOne.\n");
    site.put("content/stories/a.cy.md", "# Ah\n\nUn.\n");
    site.put("content/stories/b.md", "# B\n\nTwo.\n");
    site.built();
    for path in ["stories/a/index.html", "cy/stories/a/index.html"] {
        let found = page(&site, path);
        let links = found.all("link[rel='alternate'][hreflang='x-default']");
        assert_eq!(
            links.iter().map(|link| link.attr("href")).collect::<Vec<_>>(),
            [Some("https://example.org/stories/a/")]
        );
    }
    assert!(page(&site, "stories/b/index.html").all("link[hreflang]").is_empty());
    let map = site.page("sitemap.xml");
    let named = "<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/stories/a/\"/>";
    assert_eq!(map.matches(named).count(), 2, "{map}");
}
