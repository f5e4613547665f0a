//! What a site changes of its look without a theme of its own: its icon, and the pages in the foot.

use super::site::Site;

const PAGE: &str = "content/about.md";

/// What leads on from the foot, as it is written, up to the languages.
fn foot(page: &str) -> &str {
    let (_, foot) = page.split_once("<div class=\"base\">").unwrap();
    foot.split("<span").next().unwrap_or_default().trim_end()
}

#[test]
fn pages_link_to_the_icons_that_the_site_has_in_place_of_the_themes() {
    for theme in ["loom", "handbook"] {
        let config = format!("title = \"A\"\nbase_url = \"/net/\"\n[theme]\nname = \"{theme}\"\n");
        let site = Site::of([("copsite.toml", &*config), (PAGE, "# About\n")]);
        assert_eq!(site.build().code, 0);
        let page = site.page("about/index.html");
        assert!(page.contains("<link rel=\"icon\" href=\"data:") && page.contains("href=\"../assets/touch-icon.png\""));
        for icon in ["favicon.ico", "favicon.png", "favicon.svg", "apple-touch-icon.png"] {
            site.put(format!("static/{icon}"), "");
        }
        assert_eq!(site.build().code, 0);
        let page = site.page("about/index.html");
        let icons = "<link rel=\"icon\" href=\"../favicon.svg\" type=\"image/svg+xml\" sizes=\"any\">\n\
                     <link rel=\"icon\" href=\"../favicon.png\" type=\"image/png\">\n\
                     <link rel=\"icon\" href=\"../favicon.ico\" type=\"image/x-icon\">\n\
                     <link rel=\"apple-touch-icon\" href=\"../apple-touch-icon.png\">\n";
        assert!(page.contains(icons), "{theme}: {page}");
        assert!(!page.contains("data:image") && site.page("404.html").contains("href=\"/net/favicon.svg\""), "{theme}");
    }
}

#[test]
fn the_foot_leads_to_the_pages_that_laws_ask_for_where_the_site_has_them() {
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\nlanguage = \"de\"\n"),
        (PAGE, "# Wir\n"),
        ("content/impressum.md", "# Impressum\n"),
        ("content/terms.en.md", "# Terms of use\n"),
    ]);
    assert_eq!(site.build().code, 0);
    let links = "<a href=\"../about/\">Über uns</a><a href=\"../impressum/\">Impressum</a>\
                 <a href=\"../en/terms/\" lang=\"en\" hreflang=\"en\">Terms of use</a>";
    assert_eq!(foot(&site.page("about/index.html")), links);
}

#[test]
fn the_foot_leads_to_the_pages_of_the_configuration_in_their_order_and_in_each_language() {
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\nfooter_pages = [\"method/how\", \"imprint\", \"secret\"]\n"),
        (PAGE, "# About\n"),
        ("content/methods/how.md", "# How we work\n"),
        ("content/imprint.md", "# Imprint\n"),
        ("content/imprint.de.md", "# Impressum\n"),
        ("content/secret.md", "---\ntitle: Secret\ndraft: true\n---\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let english = "<a href=\"../methods/how/\">How we work</a><a href=\"../imprint/\">Imprint</a>";
    assert_eq!(foot(&site.page("about/index.html")), english);
    let german = "<a href=\"../../methods/how/\" lang=\"en\" hreflang=\"en\">How we work</a>\
                  <a href=\"../../de/imprint/\">Impressum</a>";
    assert_eq!(foot(&site.page("de/imprint/index.html")), german);
}

#[test]
fn a_page_of_the_foot_that_is_no_entry_is_an_error_at_its_place() {
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\nfooter_pages = [\"about\", \"privcay\"]\n"),
        (PAGE, "# About\n"),
        ("content/privacy.md", "# Privacy\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 1, "{}", run.stderr);
    for part in
        ["there is no entry `privcay` for the foot of the pages", "copsite.toml:2:26", "did you mean `privacy`?"]
    {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
}
