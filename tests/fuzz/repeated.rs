//! Markdown that means harm: openings and blocks that are repeated tens of thousands of times, and mixtures of syntax.
//! Nothing may hang, exhaust the stack, or break the law of Markdown.

use std::sync::Arc;
use std::time::{Duration, Instant};

use copsite::config::RawHtml;
use copsite::content::markdown::Markdown;
use proptest::prelude::*;

use super::laws::markdown::{check, places_and_holes, read};

/// Far above what a linear reader needs on a busy machine, without optimisation.
const PATIENCE: Duration = Duration::from_secs(100);

fn codes(markdown: &Markdown) -> Vec<&'static str> {
    markdown.diagnostics.iter().map(|found| found.code.name()).collect()
}

/// Reads `text` on a thread with a small stack, against the clock.
fn survive(name: &str, text: String) -> Markdown {
    let begun = Instant::now();
    let text: Arc<str> = text.into();
    let shared = text.clone();
    let reader = std::thread::Builder::new().stack_size(1 << 20).spawn(move || read(&shared, RawHtml::Sanitise));
    let markdown = reader.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| panic!("{name} was not read"));
    let took = begun.elapsed();
    assert!(took < PATIENCE, "{name} took {took:?}");
    places_and_holes(&markdown, &text);
    markdown
}

#[test]
fn deep_nesting_is_cut_and_reported() {
    for (name, unit) in [("quotes", ">"), ("spaced quotes", "> "), ("lists", "- "), ("ordered", "1. ")] {
        let markdown = survive(name, unit.repeat(100_000) + "x");
        assert_eq!(codes(&markdown), ["nested-too-deep"], "{name}");
    }
    let emphasis = survive("emphasis", "*a **b ".repeat(20_000) + &"** c*".repeat(20_000));
    assert_eq!(codes(&emphasis), ["nested-too-deep"]);
    let raw = survive("raw tags", "<div>".repeat(100_000));
    assert_eq!(codes(&raw), ["nested-too-deep"]);
}

#[test]
fn repeated_openings_take_linear_time() {
    for (name, unit) in [
        ("brackets", "["),
        ("images", "!["),
        ("wiki openings", "[["),
        ("braces", "{{ a "),
        ("percent braces", "{% a "),
        ("quoted braces", "{{ \"a "),
        ("parentheses", "[a]("),
        ("backticks", "a`b``"),
        ("dollars", "$a "),
        ("double dollars", "$$a "),
        ("stars", "*a _b "),
        ("tags", "<a "),
        ("comments", "<!-- a"),
        ("declarations", "<!a "),
        ("instructions", "<?a "),
        ("entities", "&amp "),
        ("footnotes", "[^a] "),
        ("noncharacters", "\u{FDD0}\u{FDD1}1\u{FDD2}"),
        ("quotation marks", "\"'"),
        ("addresses", "a@b.c/http://"),
        ("tildes", "~a ~~b "),
        ("quotations in one line", "> > > > > "),
        ("signs that begin marked words", "==a "),
        ("signs that end none", "a== "),
        ("attributes never closed", "[a](b){ .c "),
        ("inline notes", "^["),
        ("formulas of others", r"\(a "),
        ("edits never ended", "{--"),
        ("comments that begin lines", "- %% a\n``` x\n"),
        ("attributes in one line", "{: .ab}"),
    ] {
        survive(name, unit.repeat(50_000));
    }
}

#[test]
fn repeated_blocks_take_linear_time() {
    for (name, unit) in [
        ("links", "[a](b.md) "),
        ("wiki-links", "see [[a]] and "),
        ("bare links", "https://a.org/b "),
        ("raw links", "<a href=\"b.md\">c</a> "),
        ("equal headings", "# a\n\n"),
        ("bold never closed", "<b id=1><i>x\n\n"),
        ("tables", "|a|\n|-|\n|b|\n\n"),
        ("notes", "a[^1]\n\n[^1]: b\n\n"),
        ("components", "{{ toc() }}\n\n"),
        ("embeds", "a ![[b]] "),
        ("definitions", "[a]: b\n"),
        ("fences", "```\n"),
        ("marked words", "==a== "),
        ("attributes", "[a](b.md){: .cd }\n{: .ef }\n"),
    ] {
        survive(name, unit.repeat(20_000));
    }
    survive("50,000 links", "[a](b.md)".repeat(50_000));
}

#[test]
fn a_large_file_is_read() {
    survive("5 MB", "Some *words* in a [line](x.md) of [[text]].\n\n".repeat(110_000));
}

#[test]
fn formulas_cannot_exhaust_the_stack() {
    for unit in ["{", "\\sqrt", "\\frac", "\\left(", "x^", "\\sqrt ", "\\hat\\bar", "\\text{", "\\begin{matrix}", "_"] {
        for count in [50, 400, 4000 / unit.len(), 10_000] {
            survive(unit, format!("${}$ a", unit.repeat(count)));
        }
    }
}

const PIECES: [&str; 68] = [
    "a",
    "b ",
    "\n",
    "\n\n",
    "# ",
    "## h",
    "> ",
    "- ",
    "1. ",
    "- [x] ",
    "    ",
    "```",
    "`",
    "*",
    "**",
    "_",
    "~~",
    "==",
    "{.ab}",
    "{: #ab }\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[[",
    "]]",
    "![[",
    "|",
    "\\",
    "{{",
    "}}",
    "{{<",
    ">}}",
    "{%",
    "%}",
    "q(a=\"b\")",
    "$",
    "$$",
    "[^1]",
    "[^1]: ",
    "[r]",
    "[r]: x.md\n",
    "<a href=\"x.md\">",
    "</a>",
    "<b>",
    "</b>",
    "<div title=\"",
    "\">",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<img src=p.jpg>",
    "<table>",
    "<tr><td>",
    "http://a.org",
    "\"",
    "'",
    "é",
    "知",
    "\0",
    "\u{FDD1}0\u{FDD2}",
    "&#xFDD1;0&#64978;",
    "\r\n",
    "> [!NOTE]\n",
    ": ",
    "|-|\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_syntax_is_read(parts in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check(&parts.concat());
    }

    #[test]
    fn any_text_at_all_is_read(text in "\\PC{0,200}") {
        check(&text);
    }
}
