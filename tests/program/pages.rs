//! Every page of the example site as a browser reads it: all links lead somewhere, and the page is
//! what accessibility and the content security policy ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;

use super::html::{self, Page};
use super::site::{Site, Tree, crate_folder};

/// Where the pages stand, for links that begin at the server's root.
const PREFIX: &str = "/common-thread/";

/// The published example site; it is built once, because all tests only read it.
pub static PUBLISHED: LazyLock<Tree> = LazyLock::new(|| Site::copy_of(&crate_folder().join("example-site")).built());

/// Pages that are read away from the site, which have tests of their own: mails, and the toolkit as one file.
const APART: [&str; 2] = ["/email.html", "/toolkit.html"];

pub fn pages() -> BTreeMap<&'static str, Page> {
    let html =
        PUBLISHED.iter().filter(|(path, _)| path.ends_with(".html") && !APART.iter().any(|end| path.ends_with(end)));
    html.map(|(path, bytes)| (path.as_str(), Page::parse(str::from_utf8(bytes).unwrap()))).collect()
}

/// Collects what is wrong on every page, so that one run shows all of it.
fn assert_on_every_page(check: impl Fn(&str, &Page) -> Vec<String>) {
    let pages = pages();
    assert!(pages.len() > 150, "the example site has only {} pages", pages.len());
    let found: Vec<String> = pages
        .iter()
        .flat_map(|(path, page)| check(path, page).into_iter().map(move |found| format!("{path}: {found}")))
        .collect();
    assert!(found.is_empty(), "{} problems\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}

/// The file and fragment an address on the page at `path` leads to; none for one outside the site.
pub fn target(path: &str, address: &str) -> Option<(String, Option<String>)> {
    html::target(PREFIX, path, address)
}

#[test]
fn every_link_leads_to_a_file_and_every_fragment_to_an_element() {
    let ids: BTreeMap<&str, BTreeSet<String>> = pages().iter().map(|(path, page)| (*path, page.ids())).collect();
    assert_on_every_page(|path, page| {
        let addresses = ["href", "src", "poster"].map(|attribute| page.values(attribute)).concat();
        let broken = addresses.iter().filter(|address| match target(path, address) {
            None => false,
            Some((file, _)) if !PUBLISHED.contains_key(&file) => true,
            Some((file, Some(id))) if !id.is_empty() => ids.get(&*file).is_some_and(|ids| !ids.contains(&id)),
            Some(_) => false,
        });
        broken.map(|address| format!("`{address}` leads nowhere")).collect()
    });
}

#[test]
fn links_are_relative_but_on_the_page_for_missing_addresses() {
    assert_on_every_page(|path, page| {
        let links = ["href", "src"].map(|attribute| page.values(attribute)).concat();
        let absolute = links.iter().filter(|link| link.starts_with('/') && path != "404.html");
        absolute.map(|link| format!("`{link}` is not relative")).collect()
    });
}

#[test]
fn every_page_has_a_language_a_title_one_main_heading_and_one_main_part() {
    assert_on_every_page(|_, page| {
        let text = |selector: &str| -> Vec<String> {
            page.all(selector).iter().map(|element| element.text().collect::<String>().trim().to_owned()).collect()
        };
        let mut found = Vec::new();
        for selector in ["head > title", "h1", "main"] {
            match text(selector).as_slice() {
                [one] if !one.is_empty() => {}
                several => found.push(format!("{} of `{selector}`", several.len())),
            }
        }
        if page.all("html[lang]").iter().all(|html| html.attr("lang").is_none_or(str::is_empty)) {
            found.push("no language".into());
        }
        found
    });
}

/// A text whose headings are named as the parts of pages are.
fn text_of_headings() -> String {
    let named = pages().into_values().flat_map(|page| {
        let of_text = page.all(".prose > [id]").into_iter().filter_map(|heading| heading.attr("id").map(str::to_owned));
        page.ids().difference(&of_text.collect()).cloned().collect::<Vec<_>>()
    });
    let named: BTreeSet<String> = named.collect();
    assert!(named.len() > 50, "{named:?}");
    let headings: String = named.iter().map(|id| format!("\n## {id}\n\nText.\n")).collect();
    format!("{headings}\nA note.[^1]\n\n[^1]: A note.\n\n| a |\n|---|\n| b |\n")
}

#[test]
fn no_heading_of_a_text_takes_the_id_of_a_part_of_its_page() {
    let text = text_of_headings();
    for theme in ["loom", "handbook"] {
        let site = Site::copy_of(&crate_folder().join("example-site"));
        let config = String::from_utf8(site.sources()["copsite.toml"].clone()).unwrap();
        site.put("copsite.toml", config.replace("name = \"loom\"", &format!("name = \"{theme}\"")));
        for name in ["about", "communities/resilience", "stories/the-chair-by-the-door"] {
            let path = format!("content/{name}.md");
            let entry = String::from_utf8(site.sources()[&path].clone()).unwrap();
            site.put(&path, entry + &text);
        }
        for (path, html) in site.built().iter().filter(|(path, _)| path.ends_with(".html")) {
            let mut ids = Page::parse(str::from_utf8(html).unwrap()).values("id");
            let all = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), all, "{path} of {theme} has an id twice");
        }
    }
}

#[test]
fn headings_do_not_skip_a_level() {
    assert_on_every_page(|_, page| {
        let levels: Vec<u8> = page
            .all("h1, h2, h3, h4, h5, h6")
            .iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        let skips = levels.windows(2).filter(|pair| pair[1] > pair[0] + 1);
        skips.map(|pair| format!("h{} follows h{}", pair[1], pair[0])).collect()
    });
}

#[test]
fn ids_are_unique_and_what_refers_to_one_finds_it() {
    assert_on_every_page(|_, page| {
        let mut seen = BTreeSet::new();
        let twice = page.values("id").into_iter().filter(|id| !seen.insert(id.clone()));
        let mut found: Vec<String> = twice.map(|id| format!("two elements have the id `{id}`")).collect();
        for attribute in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for value in page.values(attribute) {
                let missing = value.split_whitespace().filter(|id| !seen.contains(*id));
                found.extend(missing.map(|id| format!("`{attribute}` names `{id}`, which is not there")));
            }
        }
        found
    });
}

#[test]
fn no_page_has_styles_or_programs_in_attributes() {
    assert_on_every_page(|_, page| {
        let attributes = page.all("*").into_iter().flat_map(|element| element.value().attrs().map(|(name, _)| name));
        attributes
            .filter(|name| *name == "style" || name.starts_with("on"))
            .map(|name| format!("attribute `{name}`"))
            .collect()
    });
}

#[test]
fn every_image_has_a_text_and_every_link_and_button_a_name() {
    assert_on_every_page(|_, page| {
        let images = page.all("img").into_iter().filter(|image| image.attr("alt").is_none());
        let mut found: Vec<String> = images.map(|image| format!("{} has no `alt`", image.html())).collect();
        for element in page.all("a[href], button, summary") {
            let has_text = element.text().any(|text| !text.trim().is_empty());
            let named = ["aria-label", "aria-labelledby", "title"].iter().any(|name| element.attr(name).is_some());
            let pictured =
                element.descendent_elements().any(|inner| inner.attr("alt").is_some_and(|alt| !alt.is_empty()));
            if !has_text && !named && !pictured {
                found.push(format!("{} has no name", element.html()));
            }
        }
        found
    });
}

#[test]
fn every_page_is_in_the_site_map_but_for_redirects_and_what_asks_not_to_be() {
    let map = str::from_utf8(&PUBLISHED["sitemap.xml"]).unwrap();
    let map = roxmltree::Document::parse(map).unwrap();
    let listed: BTreeSet<String> = map
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .map(|node| node.text().unwrap().split_once(PREFIX).unwrap().1.to_owned())
        .map(|path| if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
        .map(|path| percent_decode_str(&path).decode_utf8().unwrap().into_owned())
        .collect();
    let is_indexed = |page: &Page| page.all("meta[name='robots'][content*='noindex']").is_empty();
    let wanted: BTreeSet<String> = pages()
        .into_iter()
        .filter(|(path, page)| is_indexed(page) && *path != "404.html")
        .map(|(path, _)| path.to_owned())
        .collect();
    assert_eq!(listed, wanted);
}

#[test]
fn t38_every_feed_that_a_page_names_can_be_read() {
    let feeds: Vec<&String> =
        PUBLISHED.keys().filter(|path| path.ends_with("feed.xml") || path.ends_with("feed.json")).collect();
    assert!(feeds.len() > 20, "{feeds:?}");
    for path in feeds {
        let feed = feed_rs::parser::parse(PUBLISHED[path].as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(feed.title.is_some() && !feed.id.is_empty(), "{path}");
    }
}

#[test]
fn t38_every_feed_is_named_in_the_head_of_a_page_and_linked_from_its_text() {
    let feeds = PUBLISHED.keys().filter(|path| path.ends_with("feed.xml") || path.ends_with("feed.json"));
    let feeds: BTreeSet<&str> = feeds.map(String::as_str).collect();
    let pages = pages();
    for selector in ["head > link[rel='alternate']", "body a"] {
        let named = pages.iter().flat_map(|(path, page)| {
            page.all(selector).into_iter().filter_map(|link| target(path, link.attr("href")?)).map(|(file, _)| file)
        });
        let named: BTreeSet<String> = named.collect();
        let missing: Vec<_> = feeds.iter().filter(|feed| !named.contains(**feed)).collect();
        assert!(missing.is_empty(), "{selector}: {missing:?}");
    }
}

/// Search engines believe only what both pages say.
#[test]
fn t39_translations_name_one_another_and_every_page_leads_to_each_language() {
    let all = pages();
    let translations = |path: &str| -> BTreeSet<String> {
        let named = all[path].all("head > link[rel='alternate'][hreflang]");
        let addresses = named.iter().filter_map(|link| link.attr("href")?.strip_prefix("https://example.org"));
        addresses.filter_map(|address| target(path, address)).map(|(file, _)| file).collect()
    };
    assert!(translations("index.html").contains("cy/index.html"), "{:?}", translations("index.html"));
    assert_on_every_page(|path, page| {
        let mut found = Vec::new();
        for other in translations(path).iter().filter(|other| !translations(other).contains(path)) {
            found.push(format!("`{other}` does not name it as its translation"));
        }
        // A page that only sends on has no foot.
        if page.all("footer").is_empty() {
            return found;
        }
        let own = page.all("html")[0].attr("lang").unwrap_or_default().to_owned();
        for lang in ["en", "cy"].into_iter().filter(|lang| *lang != own) {
            if page.all(&format!("footer a[hreflang='{lang}'][lang='{lang}']")).len() != 1 {
                found.push(format!("does not lead to `{lang}`"));
            }
        }
        found
    });
}

#[test]
fn t24_each_row_of_backlinks_is_a_page_that_links_here() {
    const ROW: &str = ".bl > li > a:first-child";
    let all = pages();
    let rows: usize = all.values().map(|page| page.all(ROW).len()).sum();
    assert!(rows > 100, "the example site has only {rows} rows of backlinks");
    assert_on_every_page(|path, page| {
        // What an expedition takes along stands on the page of its toolkit, below its own.
        let links_here = |source: &str| {
            let own = all.iter().filter(|(other, _)| other.starts_with(own_address(source)));
            own.flat_map(|(other, page)| page.values("href").into_iter().filter_map(|address| target(other, &address)))
                .any(|(file, _)| file == path)
        };
        let sources = page.all(ROW);
        let sources = sources.iter().filter_map(|link| target(path, link.attr("href")?)).map(|(file, _)| file);
        let broken = sources.filter(|source| !links_here(source));
        broken.map(|source| format!("`{source}` does not link here")).collect()
    });
}

#[test]
fn json_ld_is_json_with_a_context() {
    assert_on_every_page(|_, page| {
        let wrong = page.json_ld().into_iter().filter(|data| data["@context"] != "https://schema.org");
        wrong.map(|data| format!("JSON-LD without a context: {data}")).collect()
    });
}

/// The address of a page's own folder, where its links lead.
fn own_address(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}

#[test]
fn t25_related_rows_are_at_most_five_other_pages_each_with_a_reason() {
    let rows: usize = pages().values().map(|page| page.all(".weave .rl > li").len()).sum();
    assert!(rows > 100, "the example site has only {rows} related rows");
    assert_on_every_page(|path, page| {
        let rows = page.all(".weave .rl > li");
        let mut found = Vec::new();
        if rows.len() > 5 {
            found.push(format!("{} related rows", rows.len()));
        }
        for row in page.all(".weave .rl > li > a") {
            let (file, _) = target(path, row.attr("href").unwrap_or_default()).unwrap_or_default();
            if own_address(&file) == own_address(path) {
                found.push("related to itself".to_owned());
            }
        }
        let reasons = page.all(".weave .rl > li > .why");
        let told = reasons.iter().filter(|why| why.text().collect::<String>().trim().ends_with('.')).count();
        if told != rows.len() {
            found.push(format!("{told} reasons for {} related rows", rows.len()));
        }
        found
    });
}

/// So that a program that is given the address of a page finds what to subscribe to.
#[test]
fn each_calendar_is_named_by_the_page_that_it_stands_beside() {
    assert_on_every_page(|path, page| {
        let named = page.all("link[rel='alternate'][type='text/calendar']");
        let named: Vec<String> =
            named.iter().filter_map(|link| target(path, link.attr("href")?)).map(|(file, _)| file).collect();
        let folder = path.trim_end_matches("index.html");
        let files = ["calendar.ics", "event.ics"].map(|file| format!("{folder}{file}"));
        let beside = files.into_iter().filter(|file| PUBLISHED.contains_key(file)).collect();
        let expected = if path.starts_with("calendar/") { vec!["calendar.ics".to_owned()] } else { beside };
        if named == expected { Vec::new() } else { vec![format!("{named:?}, and not {expected:?}")] }
    });
}

#[test]
fn the_page_of_a_community_in_another_language_lists_translations_and_what_has_none() {
    let site = Site::empty();
    site.put("content/communities/water.md", "---\ntitle: Water\n---\n");
    site.put("content/communities/water.cy.md", "---\ntitle: Dŵr\n---\n");
    let story = |title: &str| format!("---\ntitle: {title}\ncommunities: [water]\n---\nText.\n");
    site.put("content/stories/flood.md", story("The flood"));
    site.put("content/stories/flood.cy.md", story("Y llif"));
    site.put("content/stories/only.md", story("Only English"));
    let built = site.built();
    let page = |path: &str| Page::parse(&String::from_utf8_lossy(&built[path]));
    let listed = |path: &str| -> Vec<String> {
        page(path).all(".shelf h3, .shelf li").iter().map(|found| found.text().collect::<String>()).collect()
    };
    let welsh = listed("cy/communities/water/index.html").concat();
    assert!(welsh.contains("Y llif") && welsh.contains("Only English") && !welsh.contains("The flood"), "{welsh}");
    let english = listed("communities/water/index.html").concat();
    assert!(english.contains("The flood") && !english.contains("Y llif"), "{english}");
    let facts = page("cy/stories/flood/index.html");
    let links: Vec<&str> = facts.all(".facts a").iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(links, ["../../../cy/communities/water/"]);
}
