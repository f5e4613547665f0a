//! Formulas on pages that browsers show under the policy: no inline style is left, and what stands for one has a rule.

use std::collections::BTreeSet;
use std::fs;

use scraper::{Html, Selector};

use super::site::{Site, crate_folder};

/// Formulas with all that can be said of one.
fn every_style() -> String {
    fs::read_to_string(crate_folder().join("tests/fuzz/corpus/markdown/formulas-of-every-style")).unwrap()
}

fn site(theme: &str) -> Site {
    let config = format!("title = \"A network\"\nbase_url = \"https://example.org/\"\n[theme]\nname = \"{theme}\"\n");
    let text = every_style();
    let site = Site::of([
        ("copsite.toml", config),
        ("content/methods/formulas.md", format!("---\ntitle: Formulas\n---\n{text}")),
        ("content/methods/words.md", "---\ntitle: Words\n---\nNo formula, only `<math` and `$x$`.\n".to_owned()),
        (
            "content/expeditions/dark.md",
            "---\ntitle: Into the dark\nquestion: Who waits?\nstart: 2026-01-05\ntoolkit: [formulas]\n---\nWe go.\n"
                .to_owned(),
        ),
        (
            "content/expeditions/light.md",
            "---\ntitle: Into the light\nquestion: Who waits?\nstart: 2026-01-05\ntoolkit: [words]\n---\nWe go.\n"
                .to_owned(),
        ),
    ]);
    site.built();
    site
}

/// The classes in a page's formulas.
fn classes(html: &str) -> BTreeSet<String> {
    let page = Html::parse_document(html);
    let with_class = Selector::parse("math [class]").unwrap();
    page.select(&with_class)
        .flat_map(|element| element.value().classes().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn a_formula_has_no_inline_style_and_each_of_its_classes_has_a_rule_on_its_page() {
    for theme in ["loom", "handbook"] {
        let site = site(theme);
        let sheet = site.published().into_iter().find(|(path, _)| path.starts_with("assets/style."));
        assert!(String::from_utf8(sheet.unwrap().1).unwrap().contains(".math-compact{"), "{theme}");
        for path in ["methods/formulas/index.html", "expeditions/dark/toolkit.html"] {
            let html = site.page(path);
            let (head, body) = html.split_once("</head>").unwrap();
            assert!(!body.contains(" style=\""), "{theme}: {path}");
            let classes = classes(&html);
            assert!(classes.len() > 30, "{theme}: {path}: {classes:?}");
            let has_rule = |class: &&String| [" {", ","].iter().any(|end| head.contains(&format!(".{class}{end}")));
            let bare: Vec<_> = classes.iter().filter(|class| !has_rule(class)).collect();
            assert_eq!(bare, ["math-compact"], "{theme}: {path}");
        }
    }
}

#[test]
fn a_page_without_a_formula_does_not_carry_the_rules_for_them() {
    let site = site("loom");
    for path in ["methods/words/index.html", "expeditions/light/toolkit.html", "index.html"] {
        let html = site.page(path);
        assert!(!html.contains("math-left") && !html.contains("formulas-->"), "{path}");
    }
}

#[test]
fn the_policy_lets_the_rules_for_formulas_pass() {
    let site = site("loom");
    let html = site.page("methods/formulas/index.html");
    let (_, rules) = html.split_once("<style>").unwrap();
    let (rules, _) = rules.split_once("</style>").unwrap();
    let hash = copsite::theme::hash_source(rules);
    assert!(site.page("_headers").contains(&format!("style-src 'self' {hash};")));
}

#[test]
fn a_mail_says_formulas_in_a_line_of_text() {
    let site = Site::empty();
    let issue = "---\ntitle: One\nnumber: 1\ndate: 2026-10-01\n---\nOf $x^2$:\n\n$$\\frac{a+b}{2} < \\sqrt{x}$$\n";
    site.put("content/newsletter/1.md", issue);
    site.built();
    assert!(site.page("newsletter/1/email.html").contains("(a+b)/2&lt;√x"));
    let text = site.page("newsletter/1/email.txt");
    assert!(text.contains("Of x^2:") && text.contains("(a+b)/2<√x"), "{text}");
}
