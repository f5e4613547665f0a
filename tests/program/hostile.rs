//! Text that means harm, through the whole walk: never a panic, a hang, a partial site, a write
//! outside the output folder, or a word of the text that a browser would run.

use super::html::Page;
use super::site::{Run, Site, Tree};

/// Builds a site with one hostile entry: it is published whole or not at all.
fn build(text: impl AsRef<[u8]>) -> (Site, Run) {
    let site = Site::empty();
    site.put("content/stories/harm.md", text);
    site.put("content/stories/good.md", "# Good\n\n[[harm]]\n");
    let run = site.build();
    match run.code {
        0 => assert!(site.published().contains_key("stories/good/index.html")),
        1 => assert!(!site.output().exists() && run.stderr.contains("error["), "{}", start(&run)),
        code => panic!("exit code {code}: {}", start(&run)),
    }
    (site, run)
}

/// The start of a report that may be as long as the text.
fn start(run: &Run) -> String {
    run.stderr.chars().take(2000).collect()
}

fn front_matter(text: &str) -> String {
    format!("---\ntitle: Harm\n{text}\n---\nText.\n")
}

#[test]
fn a_file_of_twenty_megabytes_is_refused_by_name() {
    let (_, run) = build("word ".repeat(4 * 1024 * 1024));
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("error[file-too-large]") && run.stderr.contains("content/stories/harm.md"),
        "{}",
        start(&run)
    );
}

#[test]
fn a_hundred_thousand_nested_marks_are_read_or_refused() {
    const TIMES: usize = 100_000;
    for mark in [
        "[", "![", "[[", "> ", "- ", "* ", "(", "*", "_", "**", "`", "<div>", "{{", "$", "\"", "'", "~", "|", "[^",
        "&", "<!--", "{%", "1. ",
    ] {
        build(format!("# Harm\n\n{}", mark.repeat(TIMES)));
    }
}

#[test]
fn a_hundred_thousand_nested_marks_that_close_are_read_or_refused() {
    const TIMES: usize = 100_000;
    for (open, close) in [("[", "]"), ("[", "](x)"), ("*a ", " b*"), ("<b>", "</b>"), ("(", ")"), ("\"", "\"")] {
        build(format!("# Harm\n\n{}{}", open.repeat(TIMES), close.repeat(TIMES)));
    }
}

#[test]
fn deep_front_matter_is_refused() {
    const TIMES: usize = 100_000;
    for text in [
        format!("a: {}", "[".repeat(TIMES)),
        format!("a: {}", "{a: ".repeat(TIMES)),
        format!("a: {}", "\"".repeat(TIMES)),
    ] {
        assert_eq!(build(front_matter(&text)).1.code, 1);
    }
    for text in [
        format!("a = {}", "[".repeat(TIMES)),
        format!("{}x = 1", "a.".repeat(TIMES)),
        format!("a = {}", "{a=".repeat(TIMES)),
    ] {
        assert_eq!(build(format!("+++\ntitle = \"Harm\"\n{text}\n+++\nText.\n")).1.code, 1);
    }
}

#[test]
fn a_bomb_of_yaml_aliases_does_not_go_off() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    let (_, run) = build(front_matter(&bomb));
    assert_eq!(run.code, 1, "{}", start(&run));
    assert!(run.stderr.contains("error[invalid-front-matter]"), "{}", start(&run));
}

#[test]
fn the_same_bomb_among_the_data_does_not_go_off() {
    let site = Site::empty();
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", format!("*a{}, ", level - 1).repeat(9)));
    }
    site.put("data/bomb.yaml", bomb);
    site.put("data/deep.json", "[".repeat(100_000));
    site.put("data/deep.toml", format!("a = {}", "[".repeat(100_000)));
    let run = site.build();
    assert_eq!(run.code, 1, "{}", start(&run));
    for file in ["data/bomb.yaml", "data/deep.json", "data/deep.toml"] {
        assert!(run.stderr.contains(&format!("--> {file}:")), "{}", start(&run));
    }
}

#[test]
fn fifty_thousand_links_on_a_page_are_all_resolved() {
    let links = "See [[good]], [it](good.md) and [the site](/stories/good/). ".repeat(50_000 / 3 + 1);
    let (site, run) = build(format!("# Harm\n\n{links}\n"));
    assert_eq!(run.code, 0, "{}", start(&run));
    let page = Page::parse(&site.page("stories/harm/index.html"));
    assert!(page.all("main a[href='../../stories/good/']").len() >= 50_000);
    let (_, run) = build(format!("# Harm\n\n{}\n", "[[nowhere]] [gone](gone.md) ".repeat(25_000)));
    assert_eq!(run.code, 1);
}

const SCRIPT: &str = "<script>alert(1)</script>";

/// A site whose every word that people write is a program.
fn scripted() -> Site {
    let toml = |text: &str| format!("{text:?}");
    let evil = toml(&format!("{SCRIPT}\"'><img src=x onerror=alert(2)> & ]]>"));
    Site::of([
        (
            "copsite.toml",
            format!(
                "title = {evil}\nsummary = {evil}\nbase_url = \"https://example.org/\"\n[vocabulary]\ncommunities = \"open\"\ndomains = \"open\"\n"
            ),
        ),
        (
            "content/stories/harm.md",
            format!(
                "+++\ntitle = {evil}\nsummary = {evil}\ndate = 2026-01-01\ntags = [{evil}]\ndomains = [{evil}]\ncommunities = [{evil}]\npeople = [{evil}]\nplace = {evil}\nsource = {{ name = {evil}, url = \"javascript:alert(3)\", licence = {evil} }}\naliases = [\"/old/\"]\n+++\n\
                 {SCRIPT}\n\n[a](javascript:alert(4)) [b](JaVaScRiPt:alert(5)) [c](java\tscript:alert(6)) [d](&#106;avascript:alert(7)) \
                 [e](data:text/html,<script>alert(8)</script>) [f](vbscript:x) <javascript:alert(9)> ![g](javascript:alert(10)) [[good|{SCRIPT}]]\n\n\
                 <a href=\"javascript:alert(11)\" onclick=\"alert(12)\" style=\"position:fixed\">h</a> <svg onload=alert(13)> <iframe src=x></iframe> \
                 <math><mtext></form><form><mglyph><style></math><img src onerror=alert(14)>\n\n\
                 ## {SCRIPT}\n\n```html{{title=\"{SCRIPT}\"}}\n{SCRIPT}\n```\n\n$\\text{{{SCRIPT}}}$ [^1]\n\n[^1]: {SCRIPT}\n"
            ),
        ),
        ("content/stories/good.md", format!("# Good\n\n[[harm]] and {SCRIPT} before `{SCRIPT}`\n")),
        ("content/tools/sheet.md", "+++\ntitle = \"Sheet\"\nurl = \"javascript:alert(15)\"\n+++\n".to_owned()),
    ])
}

fn published(site: &Site) -> (Tree, Run) {
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    (site.published(), run)
}

#[test]
fn no_word_of_a_writer_runs_in_a_browser() {
    let site = Site::empty();
    site.put("content/a.md", "---\ntitle: A\naliases: [/old/]\n---\n");
    let (good, _) = published(&site);
    let of = |page: &str| Page::parse(str::from_utf8(&good[page]).unwrap()).programs();
    let own = [of("index.html"), of("old/index.html")].concat();
    let names = |programs: Vec<String>| -> Vec<String> {
        programs
            .into_iter()
            .map(|program| {
                program.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/').to_owned()
            })
            .collect()
    };
    let own = names(own);
    let good_scripts: Vec<&str> =
        good.keys().map(String::as_str).filter(|path| path.starts_with("assets/") && path.ends_with(".js")).collect();
    let (tree, _) = published(&scripted());
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Page::parse(str::from_utf8(bytes).unwrap());
        // Some pages have a script of the theme that the home page does not need.
        let is_own = |program: &String| own.contains(program) || good_scripts.contains(&program.as_str());
        let others: Vec<String> = names(page.programs()).into_iter().filter(|program| !is_own(program)).collect();
        assert_eq!(others, [] as [String; 0], "{path}");
        for element in page.all("*") {
            for (name, value) in element.value().attrs() {
                let value: String = value.chars().filter(|sign| !sign.is_whitespace() && !sign.is_control()).collect();
                let value = value.to_lowercase();
                let runs = name.starts_with("on")
                    || ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| value.starts_with(scheme));
                assert!(!runs && name != "style", "{path}: {}", element.html());
            }
        }
        assert!(page.all("iframe, object, embed, form:not([role=search]), base").is_empty(), "{path}");
    }
}

#[test]
fn links_with_a_scheme_that_could_run_code_are_dropped_with_a_warning() {
    let run = scripted().run(&["check", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    let unsafe_links = run.stdout.lines().filter(|line| line.contains("\"unsafe-link\"")).count();
    assert!(unsafe_links >= 8, "{unsafe_links}\n{}", run.stdout);
}

#[test]
fn a_title_that_is_a_program_is_a_title_in_every_machine_format() {
    let title = format!("{SCRIPT}\"'><img src=x onerror=alert(2)> & ]]>");
    let (tree, _) = published(&scripted());
    let json = |path: &str| -> serde_json::Value { serde_json::from_slice(&tree[path]).unwrap() };
    let entries = &json("weaver.json")["entries"];
    assert!(entries.as_array().unwrap().iter().any(|entry| entry["title"] == *title), "{entries}");
    assert!(json("feed.json")["items"].as_array().unwrap().iter().any(|item| item["title"] == *title));
    let feed = feed_rs::parser::parse(tree["feed.xml"].as_slice()).unwrap();
    assert!(
        feed.entries.iter().any(|entry| entry.title.as_ref().is_some_and(|found| found.content == title)),
        "{feed:?}"
    );
    let page = Page::parse(str::from_utf8(&tree["stories/harm/index.html"]).unwrap());
    let heading: String = page.all("h1")[0].text().collect();
    assert_eq!(heading.trim(), title);
    assert!(page.json_ld().iter().any(|data| data.to_string().contains("alert(1)")), "{:?}", page.json_ld());
}

#[test]
fn what_feeds_carry_as_html_is_as_harmless_as_the_page() {
    let (tree, _) = published(&scripted());
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with("feed.json")) {
        let feed: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        for item in feed["items"].as_array().unwrap() {
            let html = item["content_html"].as_str().unwrap_or_default();
            let page = Page::parse(html);
            assert!(
                page.all("script, iframe, style, [onclick], [onerror], [onload], [style]").is_empty(),
                "{path}: {html}"
            );
            assert!(!html.to_lowercase().contains("href=\"javascript:"), "{path}: {html}");
        }
    }
}

#[test]
fn control_characters_reach_no_feed_and_no_page() {
    let site = Site::empty();
    site.put(
        "content/stories/a.md",
        "# A\u{1}B\u{0}C\u{b}\n\nText\u{0} with \u{1b}[31m, \u{fffe} and \u{202e}turned.\n",
    );
    let run = site.build();
    assert!(run.code <= 1, "{}", run.stderr);
    assert!(!run.stderr.contains('\u{1b}'));
    for (path, bytes) in site.published().iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        let text = str::from_utf8(bytes).unwrap();
        let control = text.chars().find(|sign| sign.is_control() && !"\n\r\t".contains(*sign));
        assert_eq!(control, None, "{path}");
        if path.ends_with(".xml") {
            roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

#[test]
fn names_of_files_that_mean_harm_stay_inside_the_output_folder() {
    let site = Site::empty();
    for name in [
        "a b.md",
        "a%2e%2e.md",
        "%2e%2e%2fout.md",
        "...md",
        "-.md",
        "con.md",
        "a'b\"c.md",
        "é\u{301}.md",
        "a\nb.md",
        "<b>.md",
        "🧵.md",
    ] {
        site.put(
            format!("content/stories/{name}"),
            format!("+++\ntitle = {:?}\n+++\nText.\n", format!("Title of {name}")),
        );
    }
    let before = super::site::read_tree(&site.root());
    let run = site.build();
    assert!(run.code <= 1, "{}", run.stderr);
    assert_eq!(super::site::read_tree(&site.root()), before);
    let beside: Vec<String> = std::fs::read_dir(site.beside(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(beside.iter().all(|name| name == "site" || name == "public"), "{beside:?}");
}
