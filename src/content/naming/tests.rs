use super::*;
use crate::content::testing::site;

const NOTES: &str = "[kinds.note]\nfolder = \"_notes\"\ntitle = \"Note\"\n";

fn named(path: &str) -> (String, Option<String>) {
    let named = of_path(path, &site(NOTES).kinds);
    (format!("{}/{}", named.kind, named.slug), named.lang.map(|lang| lang.to_string()))
}

fn id(path: &str) -> String {
    named(path).0
}

#[test]
fn the_first_folder_says_the_kind_and_deeper_ones_change_nothing() {
    assert_eq!(id("content/stories/first.md"), "story/first");
    assert_eq!(id("content/blog/2026/autumn/first.md"), "post/first");
    assert_eq!(id("content/_notes/x.md"), "note/x");
    assert_eq!(id("content/Stories/x.md"), "story/x");
    assert_eq!(id("content/nowhere/x.md"), "page/x");
    assert_eq!(id("content/x.md"), "page/x");
}

#[test]
fn an_index_is_called_like_its_folder() {
    assert_eq!(id("content/stories/first/index.md"), "story/first");
    assert_eq!(id("content/stories/first/_index.cy.md"), "story/first");
    assert_eq!(id("content/stories/2026/2026-03-01-first/index.md"), "story/first");
    assert_eq!(id("content/about/index.md"), "page/about");
    assert_eq!(id("content/stories/_index.md"), "page/stories");
    assert_eq!(id("content/stories/index.md"), "page/stories");
    assert_eq!(id("content/index.md"), "page/index");
    assert_eq!(id("content/_index.md"), "page/index");
}

#[test]
fn a_language_is_read_off_the_name_and_what_only_looks_like_one_is_not() {
    for (file, slug, lang) in [
        ("x.cy.md", "page/x", Some("cy")),
        ("x.pt-BR.md", "page/x", Some("pt-BR")),
        ("x.zh-Hant-TW.md", "page/x", Some("zh-Hant-TW")),
        ("x.gsw.md", "page/x", Some("gsw")),
        ("index.cy.md", "page/index", Some("cy")),
        ("v1.2.md", "page/v1-2", None),
        ("a.md.md", "page/a-md", None),
        ("notes.txt.md", "page/notes-txt", None),
        ("x.english.md", "page/x-english", None),
        ("x.CY.md", "page/x-cy", None),
        ("x.cy-x-y-z.md", "page/x-cy-x-y-z", None),
        ("x.y z.md", "page/x-y-z", None),
    ] {
        assert_eq!(named(&format!("content/{file}")), (slug.to_owned(), lang.map(str::to_owned)), "{file}");
    }
}

#[test]
fn a_folder_of_a_language_holds_all_kinds_once_more() {
    let kinds = site(&format!("languages = [\"cy\", \"en\"]\n{NOTES}")).kinds;
    for (file, id, lang) in [
        ("cy/stories/x.md", "story/x", Some("cy")),
        ("cy/stories/2026/x/index.md", "story/x", Some("cy")),
        ("cy/stories/index.md", "page/stories", Some("cy")),
        ("cy/about.md", "page/about", Some("cy")),
        ("cy/index.md", "page/index", Some("cy")),
        ("en/about.md", "page/about", Some("en")),
        ("cy/about.de.md", "page/about", Some("de")),
        ("cy.md", "page/cy", None),
        ("de/stories/x.md", "page/x", None),
        ("stories/cy/x.md", "story/x", None),
    ] {
        let named = of_path(&format!("content/{file}"), &kinds);
        let read = (format!("{}/{}", named.kind, named.slug), named.lang.map(|lang| lang.to_string()));
        assert_eq!(read, (id.to_owned(), lang.map(str::to_owned)), "{file}");
    }
    assert!(is_content("content/cy/_notes/x.md", &kinds));
    assert!(!is_content("content/cy/_drafts/x.md", &kinds));
}

#[test]
fn the_folders_below_that_of_the_kind_are_slugs_of_their_own() {
    let kinds = site("").kinds;
    for (file, folders, slug) in [
        ("stories/x.md", "", "x"),
        ("stories/2026/Late Autumn/x.md", "2026/late-autumn/", "x"),
        ("stories/2026/x/index.md", "2026/", "x"),
        ("stories/_index.md", "", "stories"),
        ("guides-of-ours/setup/index.md", "guides-of-ours/", "setup"),
        ("setup/index.md", "", "setup"),
        ("setup/---/a/first.md", "setup/a/", "first"),
        ("index.md", "", "index"),
        ("about.md", "", "about"),
    ] {
        let named = of_path(&format!("content/{file}"), &kinds);
        assert_eq!((&*named.folders, &*named.slug), (folders, slug), "{file}");
    }
}

#[test]
fn a_folder_that_is_called_like_a_language_is_told() {
    for (path, folder, rest) in [
        ("content/cy/x.md", Some("cy"), "x.md"),
        ("content/pt-BR/a/x.md", Some("pt-BR"), "a/x.md"),
        ("content/xx/x.md", None, "xx/x.md"),
        ("content/map/x.md", None, "map/x.md"),
        ("content/cy.md", None, "cy.md"),
    ] {
        assert_eq!(language_folder(path), (folder, rest), "{path}");
    }
}

#[test]
fn a_name_becomes_a_slug_and_words() {
    let kinds = site("").kinds;
    for (file, slug, words) in [
        ("asset-mapping.md", "asset-mapping", "Asset mapping"),
        ("2026-03-01-first.md", "first", "First"),
        ("2026-03-01.md", "2026-03-01", "2026-03-01"),
        ("Co-production & Care.md", "co-production-care", "Co-production & Care"),
        ("iPad notes_2.md", "ipad-notes-2", "iPad notes_2"),
        ("Co-production.md", "co-production", "Co production"),
        ("日本.md", "日本", "日本"),
        ("cafe\u{301}.md", "café", "Cafe\u{301}"),
        ("!!!.md", "", "!!!"),
        ("-x-.md", "x", "X"),
    ] {
        let named = of_path(&format!("content/{file}"), &kinds);
        assert_eq!((named.slug.as_str(), named.words.as_str()), (slug, words), "{file}");
    }
    assert_eq!(of_path(&format!("content/{}.md", "é".repeat(300)), &kinds).slug, "é".repeat(100));
}

#[test]
fn only_markdown_under_content_is_content() {
    let kinds = site(NOTES).kinds;
    let is = |path: &str| is_content(path, &kinds);
    let yes =
        ["content/x.md", "content/_index.md", "content/a/_index.cy.md", "content/_notes/x.md", "content/a/b/c.md"];
    let no = [
        "x.md",
        "content/x.txt",
        "content/README.md",
        "content/a/readme.md",
        "content/_draft.md",
        "content/.x.md",
        "content/.md",
        "content/_hidden/x.md",
        "content/_hidden/_index.md",
        "content/a/.git/x.md",
        "content/_notes/_x/y.md",
        "content/_notes/_y.md",
    ];
    assert_eq!(yes.into_iter().filter(|path| !is(path)).collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(no.into_iter().filter(|path| is(path)).collect::<Vec<_>>(), Vec::<&str>::new());
}
