//! A site changes one template, token, word or icon of its theme, and nothing else changes.

use std::collections::BTreeSet;

use super::site::{Site, Tree};

const CONFIG: &str = "title = \"A site\"\n";

fn built(config: &str, files: &[(&str, &str)]) -> Tree {
    let site =
        Site::of([("copsite.toml", config), ("content/stories/a.md", "+++\ntitle = \"A\"\nplace = \"here\"\n+++\n")]);
    files.iter().for_each(|(path, text)| site.put(path, text));
    site.built()
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    str::from_utf8(&tree[path]).unwrap()
}

/// The paths whose bytes differ, or that only one of the two has; the manifest always does.
fn changed(one: &Tree, other: &Tree) -> BTreeSet<String> {
    let paths = one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path));
    paths.filter(|path| !path.starts_with(".copsite-")).cloned().collect()
}

#[test]
fn t45_one_template() {
    let own = [("templates/parts/facts.html", "<p>our own facts</p>\n")];
    let (before, after) = (built(CONFIG, &[]), built(CONFIG, &own));
    assert_eq!(changed(&before, &after), BTreeSet::from(["stories/a/index.html".to_owned()]));
    assert!(text(&after, "stories/a/index.html").contains("<p>our own facts</p>"));
}

#[test]
fn a_part_around_that_of_the_theme_stands_wherever_the_part_is_shown() {
    let own = [
        ("content/newsletter/one.md", "---\ntitle: One\ndate: 2026-01-02\n---\n\n![[story/a]]\n"),
        ("templates/parts/piece.html", "<div class=\"own\">{% include \"theme:parts/piece.html\" %}</div>\n"),
        ("templates/404.html", "{% extends \"theme:404.html\" %}"),
    ];
    let after = built(CONFIG, &own);
    let page = text(&after, "newsletter/one/index.html");
    assert_eq!(page.matches("<div class=\"own\">").count(), 1, "{page}");
}

#[test]
fn t45_one_word() {
    let own = [("i18n/en.toml", "facts = \"What we know\"\n")];
    let (before, after) = (built(CONFIG, &[]), built(CONFIG, &own));
    assert_eq!(changed(&before, &after), BTreeSet::from(["stories/a/index.html".to_owned()]));
    assert!(text(&after, "stories/a/index.html").contains(">What we know<"));
}

#[test]
fn t45_one_token() {
    let config = format!("{CONFIG}[theme.tokens]\npage = \"70.125rem\"\n");
    let (before, after) = (built(CONFIG, &[]), built(&config, &[]));
    let styles = |tree: &Tree| {
        tree.iter()
            .filter(|(path, bytes)| path.ends_with(".css") && str::from_utf8(bytes).unwrap().contains("70.125rem"))
            .count()
    };
    assert_eq!((styles(&before), styles(&after)), (0, 1));
    let others: Vec<String> = changed(&before, &after)
        .into_iter()
        .filter(|path| !path.ends_with(".css") && !path.ends_with(".html"))
        .collect();
    // The sheet goes by another name, which it is kept for ever under.
    assert_eq!(others, ["_headers"]);
}

#[test]
fn t45_one_icon() {
    let own = [("assets/icons/story.svg", "<svg viewBox=\"0 0 24 24\"><path d=\"M1.125 2h3\"/></svg>\n")];
    let after = built(CONFIG, &own);
    assert!(text(&after, "stories/a/index.html").contains("M1.125 2h3"));
}
