//! `copsite theme`: what a theme is made of, and files of it that become the site's own.

use std::collections::BTreeMap;

use super::site::{Run, Site, Tree, crate_folder, read_tree};

/// The bundled themes, by their folders.
const THEMES: [&str; 2] = ["handbook", "loom"];

fn done(run: Run) -> Run {
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

fn shown(site: &Site) -> serde_json::Value {
    serde_json::from_str(&done(site.run(&["theme", "show", "--format", "json"])).stdout).unwrap()
}

/// What readers get; the manifest tells when it was made.
fn for_readers(tree: Tree) -> Tree {
    tree.into_iter().filter(|(path, _)| !path.starts_with(".copsite-")).collect()
}

#[test]
fn a_theme_ejected_whole_and_left_as_it_is_gives_the_same_bytes() {
    for theme in THEMES {
        let site = Site::copy_of(&crate_folder().join("example-site"));
        let config = String::from_utf8(site.sources()["copsite.toml"].clone()).unwrap();
        site.put("copsite.toml", config.replace("name = \"loom\"", &format!("name = \"{theme}\"")));
        let before = for_readers(site.built());
        done(site.run(&["theme", "eject", "--all"]));
        assert!(site.sources().contains_key("templates/base.html"));
        let after = for_readers(site.built());
        let differ: Vec<_> = before.keys().filter(|path| before[*path] != after[*path]).collect();
        assert_eq!((before.len(), differ), (after.len(), Vec::<&String>::new()), "{theme}");
    }
}

#[test]
fn a_file_is_ejected_under_its_own_path_and_shown_as_the_site_has_it() {
    let site = Site::empty();
    let bundled = std::fs::read_to_string(crate_folder().join("themes/loom/templates/parts/facts.html")).unwrap();
    assert_eq!(done(site.run(&["theme", "show", "parts/facts.html"])).stdout, bundled);
    let run = done(site.run(&["theme", "eject", "parts/facts.html", "./templates/parts/facts.html"]));
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "wrote templates/parts/facts.html\n"));
    assert_eq!(site.sources()["templates/parts/facts.html"], bundled.into_bytes());
    site.put("templates/parts/facts.html", "<p>ours</p>\n");
    assert_eq!(done(site.run(&["theme", "show", "parts/facts.html"])).stdout, "<p>ours</p>\n");
}

#[test]
fn nothing_of_the_sites_own_is_replaced_unless_that_is_asked_for() {
    let site = Site::empty();
    site.put("templates/404.html", "ours");
    let before = site.sources();
    let run = site.run(&["theme", "eject", "404.html", "home.html"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the site has a file `templates/404.html` of its own"), "{}", run.stderr);
    assert_eq!(site.sources(), before, "nothing is written where something is in the way");
    let run = done(site.run(&["theme", "eject", "--all"]));
    assert!(run.stderr.contains("kept 1 file of the site's own"), "{}", run.stderr);
    assert_eq!(site.sources()["templates/404.html"], b"ours");
    let run = done(site.run(&["theme", "eject", "404.html", "--force"]));
    assert_eq!(run.stderr, "replaced templates/404.html\n");
    assert_ne!(site.sources()["templates/404.html"], b"ours");
}

#[test]
fn a_file_that_the_theme_does_not_have_is_told_with_the_one_that_was_meant() {
    let site = Site::empty();
    let before = site.sources();
    for (said, help) in [
        ("parts/fact.html", "did you mean `parts/facts.html`?"),
        ("facts.html", "did you mean `templates/parts/facts.html`?"),
        ("assets/icons", "it is a folder; name the files in it"),
        ("../copsite.toml", "`copsite theme show` lists them all"),
        ("theme.toml", "set tokens and options under `[theme]` in `copsite.toml`"),
    ] {
        let run = site.run(&["theme", "eject", said]);
        assert_eq!((run.code, run.stderr.contains(help)), (2, true), "{said}: {}", run.stderr);
    }
    assert_eq!(site.sources(), before);
}

#[test]
fn the_list_tells_where_everything_comes_from() {
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\n[theme]\ntokens.thread.light = \"#7a1fa2\"\noptions.previews = false\n"),
        ("templates/404.html", "ours"),
    ]);
    let shown = shown(&site);
    let files: BTreeMap<&str, &str> = shown["files"].as_array().unwrap().iter().map(file).collect();
    assert_eq!(files["templates/404.html"], "templates/404.html");
    assert_eq!(files["assets/icons/story.svg"], "<theme loom>/assets/icons/story.svg");
    let bundled = read_tree(&crate_folder().join("themes/loom"));
    assert_eq!(files.len(), bundled.len());
    let thread = &shown["tokens"]["thread"];
    assert_eq!((&thread["light"]["value"], &thread["light"]["file"]), (&"#7a1fa2".into(), &"copsite.toml".into()));
    assert_eq!(thread["dark"]["file"], "<theme loom>/theme.toml");
    assert_eq!(shown["options"]["previews"]["value"], false);
    let people = done(site.run(&["theme", "show"])).stdout;
    let line = people.lines().find(|line| line.trim_start().starts_with("thread ")).unwrap();
    assert!(line.ends_with("copsite.toml by day, loom by night"), "{line}");
}

fn file(file: &serde_json::Value) -> (&str, &str) {
    (file["path"].as_str().unwrap(), file["file"].as_str().unwrap())
}

#[test]
fn pages_and_fonts_that_are_too_large_are_told_with_their_size() {
    // Words that no compression makes much shorter.
    let words = |from: u64| (from..from + 6_000).map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let story = |from: u64| format!("---\ntitle: A story\n---\n{}", words(from).collect::<String>());
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n[theme.fonts]\nvoice = \"x.woff2\"\n".to_owned()),
        ("static/x.woff2", "x".repeat(61 * 1024)),
        ("content/stories/a.md", story(1)),
        ("content/stories/b.md", story(1_000_000)),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let warnings: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("warning[over-budget]")).collect();
    let [font, page] = warnings[..] else { panic!("{warnings:?}") };
    assert_eq!(font, "warning[over-budget]: the font `x.woff2` weighs 61 KB; the budget is 60 KB");
    let size = page.strip_prefix("warning[over-budget]: the page `/stories/").and_then(|rest| rest.split(' ').nth(2));
    assert!(size.and_then(|size| size.parse().ok()).is_some_and(|size: usize| size > 40), "{page}");
    assert!(page.ends_with("the budget is 40 KB; 1 other page is over it too"), "{page}");
}

#[test]
fn a_template_that_a_theme_does_not_have_is_told_at_its_description() {
    let site =
        Site::of([("copsite.toml", "title = \"A site\"\n[theme]\nname = \"alone\"\n"), ("content/a.md", "# A\n")]);
    for (path, bytes) in read_tree(&crate_folder().join("themes/loom")) {
        site.put(format!("themes/alone/{path}"), bytes);
    }
    assert_eq!(site.build().code, 0);
    site.remove("themes/alone/templates/home.html");
    let run = site.build();
    let expected = "error[template-error]: there is no template `home.html`\n--> themes/alone/theme.toml\n = help: a theme has one \
                    for each sort of page, or another's by `extends = \"loom\"`; met while rendering the home page\n";
    assert_eq!((run.code, run.stderr.starts_with(expected)), (1, true), "{}", run.stderr);
}

/// A string that the program says and the theme does not have is told only where it stands in the list of them.
#[test]
fn every_string_that_the_program_names_is_in_its_list() {
    let list = std::fs::read_to_string(crate_folder().join("src/theme/said.rs")).unwrap();
    let english = std::fs::read_to_string(crate_folder().join("themes/loom/i18n/en.toml")).unwrap();
    let english: toml::Table = english.parse().unwrap();
    let sources = read_tree(&crate_folder().join("src"));
    let walked = sources.iter().filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("theme/"));
    let mut unlisted: Vec<String> = walked.flat_map(|(_, source)| named(str::from_utf8(source).unwrap())).collect();
    unlisted.retain(|key| english.contains_key(key) && !list.contains(&format!("    \"{key}\",\n")));
    assert_eq!(unlisted, [] as [String; 0]);
}

/// The first text that is given to each call of what says a string.
fn named(source: &str) -> Vec<String> {
    let calls = ["say(", "phrase(", "tell(", "terms(", "quoted(", "list_of(", "section(", "weaver(", "listed(", "Say("];
    let after = calls.iter().flat_map(|call| source.match_indices(call).map(|(at, call)| &source[at + call.len()..]));
    let first = after.filter_map(|rest| rest.split([';', '{']).next()?.split('"').nth(1));
    first.map(str::to_owned).collect()
}

#[test]
fn a_template_that_overrides_nothing_and_is_almost_one_of_the_theme_is_told() {
    let site = Site::empty();
    site.put("templates/parts/haeder.html", "<p>x</p>");
    site.put("templates/parts/ours.html", "<p>x</p>");
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("no template includes `parts/haeder.html`"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `parts/header.html`?"), "{}", run.stderr);
    assert!(!run.stderr.contains("ours.html"), "{}", run.stderr);
    site.put("templates/404.html", "<!doctype html>{% include \"parts/haeder.html\" %}");
    assert!(!site.build().stderr.contains("no template includes"));
}
