//! What people who come from Obsidian and its like have written, as they have written it.

use super::site::Site;

#[test]
fn an_entry_goes_by_the_name_of_its_file_where_nothing_else_is_called_so() {
    let site = Site::of([
        ("copsite.toml", "title = \"A vault\"\n"),
        ("content/Second Book.md", "---\ntitle: Volume two\n---\n"),
        ("content/Daily/2024-03-11 Standup.md", "# What we said\n"),
        ("content/methods/Über das Zuhören.md", "# Listening\n"),
        ("content/stories/walk/index.md", "# A walk\n"),
        ("content/Taken.md", "---\ntitle: Other\nslug: other\n---\n"),
        ("content/x.md", "---\ntitle: Taken\n---\n"),
        (
            "content/links.md",
            "# Links\n\n[[Second Book]] [[second book]] [[2024-03-11 Standup]] [[Standup]] [[Uber das Zuhoren]] \
             [[method/uber das zuhoren]] [[walk]] [[Taken]]\n",
        ),
    ]);
    let run = site.build();
    assert_eq!((run.code, run.stderr.contains("wanted-entry")), (0, false), "{}", run.stderr);
    let page = site.page("links/index.html");
    for link in [
        "../second-book/\">Volume two",
        "../standup/\">What we said",
        "../methods/uber-das-zuhoren/\">Listening",
        "../stories/walk/\">A walk",
        "../x/\">Taken",
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
}

#[test]
fn a_note_that_is_named_by_its_day_keeps_the_form_of_the_date_for_a_title() {
    let site = Site::of([
        ("copsite.toml", "title = \"A vault\"\n"),
        ("content/Daily/2024-03-12.md", "---\ntags: [day]\n---\nWords.\n"),
        ("content/Daily/2024-W11.md", "---\ntags: [week]\n---\nWords.\n"),
    ]);
    let run = site.build();
    assert_eq!((run.code, run.stderr.contains("missing-title")), (0, false), "{}", run.stderr);
    assert!(site.page("2024-03-12/index.html").contains("<h1>2024-03-12</h1>"));
    assert!(site.page("2024-w11/index.html").contains("<h1>2024-W11</h1>"));
}

#[test]
fn tags_in_the_text_are_tags_where_a_site_asks_for_them() {
    let files = [
        (
            "content/a.md",
            "---\ntags: [care]\n---\n# A\n\nOn #Care, #co_production and \\#none, `#code`, C#, [#linked](b.md).\n\n## About #letters/rent\n",
        ),
        ("content/b.md", "# B\n\nOf #coproduction. #1\n"),
    ];
    let config = "title = \"A vault\"\n[markdown]\ntags = true\n\
                  [vocabulary.tags]\nsynonyms = { \"co-production\" = [\"coproduction\", \"co_production\"] }\n";
    let site = Site::of([("copsite.toml", config)].into_iter().chain(files));
    let run = site.build();
    assert_eq!((run.code, &*run.stderr.matches("warning").collect::<String>()), (0, ""), "{}", run.stderr);
    let page = site.page("a/index.html");
    let text = "<p>On <a href=\"../tags/care/\">#Care</a>, <a href=\"../tags/co-production/\">#co_production</a> and #none, \
                <code>#code</code>, C#, <a href=\"../b/\">#linked</a>.</p>";
    assert!(page.contains(text), "{page}");
    assert!(page.contains("About <a href=\"../tags/letters-rent/\">#letters/rent</a>"), "{page}");
    let tags: Vec<String> = site
        .published()
        .into_keys()
        .filter(|path| path.starts_with("tags/") && path.ends_with("/index.html"))
        .collect();
    assert_eq!(
        tags,
        ["tags/care/index.html", "tags/co-production/index.html", "tags/index.html", "tags/letters-rent/index.html"]
    );
    assert!(site.page("tags/co-production/index.html").contains("../../b/"));
    assert!(site.page("a/index.md").contains("On #Care, #co_production"));
    let plain = Site::of([("copsite.toml", "title = \"A vault\"\n")].into_iter().chain(files));
    assert_eq!(plain.build().code, 0);
    assert!(plain.page("b/index.html").contains("<p>Of #coproduction. #1</p>"));
}

#[test]
fn a_link_by_the_id_of_an_old_address_leads_on_to_the_page_and_tells_nothing_of_a_withheld_one() {
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\nbase_url = \"https://example.org/kb/\"\n"),
        ("content/stories/light.md", "---\ntitle: The light\naliases: [/kb/stories/the-lamp/]\n---\n"),
        ("content/stories/hid.md", "---\ntitle: Hid\ndraft: true\naliases: [/kb/stories/kettle/]\n---\n"),
        (
            "content/stories/a.md",
            "---\ntitle: A\n---\n[[story/the-lamp]] [[stories/the-lamp|b]] [[the-lamp|c]] [[story/kettle|d]] [[kettle|e]]\n",
        ),
    ]);
    site.built();
    let page = site.page("stories/a/index.html");
    for words in ["The light", "b", "c"] {
        assert!(page.contains(&format!("<a href=\"../../stories/light/\">{words}</a>")), "{words}: {page}");
    }
    assert!(page.contains("</a> d e</p>"), "{page}");
    assert!(!String::from_utf8_lossy(&site.published()["weaver.json"]).contains("kettle"));
}

#[test]
fn links_that_are_written_as_elsewhere_are_told_how_they_are_written_here() {
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\n[checks]\nwanted-entry = \"error\"\n"),
        ("content/Getting-Started.md", "---\ntitle: Getting started\n---\n"),
        ("content/images/photo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>"),
        (
            "content/a.md",
            "---\ntitle: A\nimage: { src: 'images\\photo.svg', alt: P }\n---\n[[Install guide|Getting-Started]] ![x](images\\photo.svg) [b](.\\Getting-Started.md)\n",
        ),
    ]);
    let told = site.run(&["check"]).stderr;
    assert!(told.contains("`[[Getting-Started|Install guide]]`"), "{told}");
    assert_eq!(told.matches("write `/` between folders").count(), 3, "{told}");
}
