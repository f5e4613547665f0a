//! What a site changes of its look without a theme of its own: its icon, and the pages in the header and the foot.

use super::pages::PUBLISHED;
use super::site::{Site, crate_folder, read_tree};

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

/// The links of the header, without what stands around them.
fn header(page: &str) -> String {
    let (_, list) = page.split_once("popover><ul>").unwrap();
    list.split("</ul>").next().unwrap_or_default().replace("<li>", "").replace("</li>", "")
}

#[test]
fn the_header_leads_to_the_pages_of_the_configuration_in_their_order_and_in_each_language() {
    let site = Site::of([
        (
            "copsite.toml",
            "title = \"A\"\nheader_pages = [\"/stories/\", \"practice\", \"weaver/gaps\", \"harvest\", \"people\", \"about\", \"method/how\"]\n\
             footer_pages = [\"changes\"]\n",
        ),
        (PAGE, "# About us\n"),
        ("content/stories/moved.md", "---\ntitle: Moved\npeople: [kim]\n---\n"),
        ("content/people/kim.md", "# Kim\n"),
        ("content/practice.md", "# What we do\n"),
        ("content/stories/moved.de.md", "# Umgezogen\n"),
        ("content/methods/how.md", "# How\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let links = |marks: [&str; 3]| {
        let [stories, practice, people] = marks;
        format!(
            "<a href=\"../../stories/\"{stories}>Stories</a><a href=\"../../practice/\"{practice}>What we do</a>\
             <a href=\"../../weaver/gaps/\">Gaps</a><a href=\"../../people/\"{people}>People</a>\
             <a href=\"../../about/\">About</a>"
        )
    };
    let here = " aria-current=\"true\"";
    assert!(header(&site.page("stories/moved/index.html")).starts_with(&links([here, "", ""])));
    assert!(header(&site.page("methods/how/index.html")).starts_with(&links(["", here, ""])));
    assert!(header(&site.page("people/kim/index.html")).starts_with(&links(["", "", here])));
    let german = header(&site.page("de/stories/moved/index.html"));
    assert!(german.starts_with("<a href=\"../../../de/stories/\" aria-current=\"true\">Geschichten</a>"), "{german}");
    assert!(german.contains("<a href=\"../../../methods/how/\" lang=\"en\" hreflang=\"en\">How</a>"), "{german}");
    assert_eq!(foot(&site.page("about/index.html")), "<a href=\"../changes/\">What changed</a>");
}

#[test]
fn every_page_that_copsite_makes_may_stand_in_the_header() {
    let example = crate_folder().join("example-site");
    let site = Site::of(read_tree(&example));
    let pages = [
        "archive",
        "calendar",
        "changes",
        "communities",
        "contribute",
        "domains",
        "harvest",
        "journal",
        "people",
        "practice",
        "search",
        "stories",
        "tags",
        "weaver",
        "weaver/a-z",
        "weaver/bridges",
        "weaver/coverage",
        "weaver/coverage/list",
        "weaver/gaps",
        "weaver/graph",
        "weaver/relations",
    ];
    let config = std::fs::read_to_string(example.join("copsite.toml")).unwrap();
    let config: String =
        config.lines().filter(|line| !line.starts_with("header_pages")).map(|line| format!("{line}\n")).collect();
    site.put("copsite.toml", format!("header_pages = {pages:?}\n{config}"));
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let header = header(&site.page("about/index.html"));
    let left_out: Vec<&str> =
        pages.into_iter().filter(|page| !header.contains(&format!("href=\"../{page}/\""))).collect();
    assert_eq!(left_out, [""; 0]);
}

#[test]
fn a_site_may_have_no_link_in_its_header() {
    let site =
        Site::of([("copsite.toml", "title = \"A\"\nheader_pages = []\n"), ("content/stories/moved.md", "# Moved\n")]);
    assert_eq!(site.build().code, 0);
    assert_eq!(header(&site.page("stories/moved/index.html")), "");
}

#[test]
fn a_page_of_the_header_that_is_not_there_is_an_error_at_its_place() {
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\nheader_pages = [\"weaver/gasp\", \"assets\", \"Stories\", \"\"]\n"),
        ("content/stories/moved.md", "# Moved\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 1, "{}", run.stderr);
    for (name, column) in [("weaver/gasp", 17), ("assets", 32), ("Stories", 42), ("", 53)] {
        assert!(
            run.stderr.contains(&format!("there is no page `{name}` for the header of the pages")),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains(&format!("copsite.toml:2:{column}")), "{}", run.stderr);
    }
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
    for part in ["there is no page `privcay` for the foot of the pages", "copsite.toml:2:26", "did you mean `privacy`?"]
    {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
}

/// What a screen reader says of the first loom of a page.
fn loom_title(page: &str) -> &str {
    let (_, title) = page.split_once("<title id=\"_loom-wide-t\">").unwrap();
    title.split("</title>").next().unwrap_or_default()
}

#[test]
fn the_loom_is_told_in_sentences_of_what_there_is_and_with_its_numbers_in_the_right_form() {
    let title = |lang: &str, more: &[(&str, &str)]| {
        let config = format!("title = \"A\"\nlanguage = \"{lang}\"\n[vocabulary]\ncommunities = \"open\"\n");
        let site = Site::of([("copsite.toml", &*config)].into_iter().chain(more.iter().copied()));
        let run = site.build();
        assert_eq!(run.code, 0, "{}", run.stderr);
        loom_title(&site.page("index.html")).to_owned()
    };
    let story = |community: &str, text: &str| {
        format!("---\ntitle: A\ndate: 2026-10-01\ncommunities: [{community}]\n---\n{text}\n")
    };
    let (alone, there, back) = (story("one", ""), story("two", "[[uses::story/a]]"), story("one", "[[uses::story/b]]"));
    assert_eq!(
        title("en", &[("content/stories/a.md", &alone)]),
        "1 horizontal thread, for one community. A mark on it stands for the 1 piece published from December to November."
    );
    let two: [(&str, &str); 2] = [("content/stories/a.md", &back), ("content/stories/b.md", &there)];
    assert_eq!(
        title("de", &two),
        "2 waagerechte Fäden, einer für jede Gemeinschaft. Zeichen darauf stehen für die 2 Beiträge von Dezember bis \
         November. 1 gebogene Linie verbindet Beiträge verschiedener Gemeinschaften."
    );
    for lang in ["ar", "cy", "es", "fr"] {
        let (alone, both) = (title(lang, &[("content/stories/a.md", &alone)]), title(lang, &two));
        assert!(!alone.contains(['0', '{']) && !both.contains('{') && both.len() > alone.len(), "{alone} {both}");
    }
}

#[test]
fn help_of_the_program_is_marked_as_english_on_a_page_in_another_language_and_a_sites_own_is_not() {
    let config = "title = \"A\"\nlanguage = \"de\"\n[kinds.method.fields.what]\nhelp = \"Was es ist.\"\n";
    let site = Site::of([("copsite.toml", config), (PAGE, "# Wir\n")]);
    assert_eq!(site.build().code, 0);
    let page = site.page("contribute/index.html");
    assert!(page.contains("<td>Was. Was es ist.</td>"), "{page}");
    assert!(page.contains("<td>Warum. <span lang=\"en\" dir=\"auto\">"), "{page}");
    site.put("copsite.toml", "title = \"A\"\nlanguage = \"en-GB\"\n");
    assert_eq!(site.build().code, 0);
    assert!(!site.page("contribute/index.html").contains("<span lang="));
}

#[test]
fn files_that_say_again_what_pages_say_are_not_for_search_engines() {
    let apart = |path: &&String| path.ends_with("/email.html") || path.ends_with("/toolkit.html");
    let files: Vec<&String> = PUBLISHED.keys().filter(apart).collect();
    assert!(files.len() > 1, "{files:?}");
    for path in files {
        let html = String::from_utf8_lossy(&PUBLISHED[path]);
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
    }
}

#[test]
fn a_community_leads_to_all_its_people_who_are_counted_as_people() {
    let person = |n: usize| {
        let text = format!("---\ntitle: Person {n}\ncommunities: [one]\n---\n");
        (format!("content/people/p{n}.md"), text)
    };
    let mut files: Vec<(String, String)> = (1..=9).map(person).collect();
    files.push(("copsite.toml".into(), "title = \"A site\"\n".into()));
    files.push(("content/communities/one.md".into(), "# Citizenship\n".into()));
    let site = Site::of(files);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let community = site.page("communities/one/index.html");
    assert!(community.contains("<a href=\"../../communities/one/people/\">All 9 people</a>"), "{community}");
    let people = site.page("communities/one/people/index.html");
    assert!(people.contains("<title>Citizenship: People · A site</title>"), "{people}");
    assert!(people.contains("id=\"_h-list\">9 people<"), "{people}");
}

#[test]
fn only_the_home_page_is_described_by_the_summary_of_the_site() {
    let described = |page: &str| {
        let (_, rest) = page.split_once("name=\"description\" content=\"")?;
        rest.split('"').next().map(str::to_owned)
    };
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\nsummary = \"What we do.\"\n"),
        ("content/stories/a.md", "---\ntags: [bread]\ndate: 2026-01-01\n---\n# A\n"),
    ]);
    assert_eq!(site.build().code, 0);
    let told = |path: &str| described(&site.page(&format!("{path}index.html")));
    assert_eq!(told("").as_deref(), Some("What we do."));
    assert_eq!(told("tags/bread/"), None);
    assert_eq!(
        told("weaver/gaps/").as_deref(),
        Some("What is missing, as far as the pages themselves show it. Each is an invitation.")
    );
    assert_eq!(told("weaver/").as_deref(), Some("1 piece, 0 links, 0 bridges"));
}

#[test]
fn further_pages_of_a_list_say_their_number_in_their_titles_in_each_language() {
    let story = |n: usize| (format!("content/stories/s{n}.md"), format!("---\ntitle: S {n}\ndate: 2026-01-01\n---\n"));
    let mut files: Vec<(String, String)> = (1..=31).map(story).collect();
    files.push(("copsite.toml".into(), "title = \"A\"\nlanguage = \"de\"\n".into()));
    let site = Site::of(files);
    assert_eq!(site.build().code, 0);
    let first = site.page("practice/index.html");
    assert!(first.contains("<title>Praxis · A</title>"));
    assert!(site.page("practice/page/2/index.html").contains("<title>Praxis · Seite 2 · A</title>"));
}

#[test]
fn the_header_of_a_page_in_many_languages_leads_to_the_list_of_them_in_the_foot() {
    let versions =
        ["ar", "cy", "de", "es", "fr"].map(|lang| (format!("content/about.{lang}.md"), "# About\n".to_owned()));
    let mut files: Vec<(String, String)> = versions.into();
    files.push(("copsite.toml".into(), "title = \"A\"\n".into()));
    files.push((PAGE.into(), "# About\n".into()));
    let site = Site::of(files);
    assert_eq!(site.build().code, 0);
    let page = site.page("about/index.html");
    let (header, foot) = page.split_once("</header>").unwrap();
    assert!(header.contains("<li class=\"version\"><a href=\"#_languages\">Languages</a></li>"), "{header}");
    assert!(foot.contains("<span id=\"_languages\">Language: English · <a href=\"../ar/about/\""), "{foot}");
}

#[test]
fn what_stands_below_a_page_of_the_header_belongs_to_it() {
    let site = Site::of([
        (
            "copsite.toml",
            "title = \"A\"\nheader_pages = [\"communities\", \"harvest\", \"tags\"]\n[harvest]\nyear_starts = \"01-01\"\n",
        ),
        ("content/communities/one.md", "# One\n"),
        ("content/stories/moved.md", "---\ntitle: Moved\ntags: [housing]\n---\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let marked = |path: &str| {
        let header = header(&site.page(path));
        let (before, after) = header.split_once(" aria-current=\"true\">").expect(path);
        assert!(!before.contains("aria-current"), "{path}: {header}");
        after.split('<').next().unwrap_or_default().to_owned()
    };
    assert_eq!(marked("harvest/2026/one/index.html"), "Harvest");
    assert_eq!(marked("tags/housing/index.html"), "Tags");
    assert_eq!(marked("communities/one/index.html"), "Communities");
}

#[test]
fn pages_of_the_header_and_the_foot_may_be_addresses_as_somebody_has_copied_them() {
    let site = Site::of([
        (
            "copsite.toml",
            "title = \"A\"\nbase_url = \"https://example.org/sub/\"\nheader_pages = [\"/sub/stories/\", \"/about/\"]\n\
             footer_pages = [\"cases\"]\n",
        ),
        (PAGE, "# About us\n"),
        ("content/cases.md", "# What we looked into\n"),
        ("content/cases.de.md", "# Was wir uns ansahen\n"),
        ("content/stories/moved.md", "# Moved\n"),
        ("content/about.de.md", "# Wir\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = site.page("stories/moved/index.html");
    assert!(header(&page).contains("<a href=\"../../about/\">About</a>"), "{page}");
    assert_eq!(foot(&page), "<a href=\"../../cases/\">What we looked into</a>");
    assert_eq!(foot(&site.page("de/about/index.html")), "<a href=\"../../de/cases/\">Was wir uns ansahen</a>");
}
