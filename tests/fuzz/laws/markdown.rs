//! Any text as the Markdown of an entry.

use std::collections::BTreeSet;
use std::sync::Arc;

use copsite::config::{MarkdownOptions, RawHtml};
use copsite::content::markdown::{self, Markdown, Source};
use copsite::content::target::is_safe_url;
use copsite::content::{Fill, Lang, Target};
use scraper::{Html, Selector};

use super::{RULES, assert_placed, at};

const FILE: &str = "content/methods/any.md";

/// Elements that run something, load something or ask for something, none of which a text may do. The drawings that are
/// left are the icons of the theme.
const REFUSED: &str = "script, style, link, meta, base, iframe, object, embed, form, button, textarea, select, \
                       template, video, audio, svg:not(.i)";

pub fn check(text: &str) {
    for raw_html in [RawHtml::Sanitise, RawHtml::Escape, RawHtml::Allow] {
        let markdown = read(text, raw_html);
        places_and_holes(&markdown, text);
        plain(&markdown);
        if raw_html != RawHtml::Allow {
            harmless(&markdown.body.html.read());
            contained(&filled(&markdown));
        }
    }
}

pub fn read(text: &str, raw_html: RawHtml) -> Markdown {
    let options = MarkdownOptions { raw_html, smart_punctuation: true, tags: true };
    let (file, lang) = (Arc::from(FILE), Lang(Arc::from("en")));
    let base_url = &RULES.0.base_url;
    markdown::convert(Source { file: &file, text, start: 0, title: None, lang: &lang, options, base_url })
}

pub fn places_and_holes(markdown: &Markdown, text: &str) {
    places(markdown, text);
    holes(markdown);
}

fn places(markdown: &Markdown, text: &str) {
    assert_placed(&markdown.diagnostics, FILE, text);
    for link in &markdown.links {
        at(&link.span, text);
        folded(&link.target);
    }
}

/// A path inside the site is one, however it is written.
fn folded(target: &Target) {
    let (Target::File { path, .. } | Target::Path { path, .. }) = target else { return };
    let mut parts = path.strip_suffix('/').unwrap_or(path).split('/');
    assert!(path.is_empty() || parts.all(|part| !["", ".", ".."].contains(&part)), "{target:?} is not folded");
}

/// Holes are sorted and between two characters, and each link that begins ends before the next.
fn holes(markdown: &Markdown) {
    let (html, links) = (&*markdown.body.html.read(), markdown.links.len() as u32);
    let (mut last, mut open) = (0, None);
    for hole in &markdown.body.holes {
        assert!(hole.at >= last && html.is_char_boundary(hole.at as usize), "{hole:?}");
        last = hole.at;
        match &hole.fill {
            Fill::LinkStart(link) => assert!(open.replace(*link).is_none() && *link < links, "{hole:?}"),
            Fill::LinkEnd(link) => assert_eq!(open.take(), Some(*link)),
            Fill::LinkWithTitle(link) | Fill::Title(link) | Fill::Embed { link, .. } | Fill::Image { link, .. } => {
                assert!(*link < links)
            }
            Fill::Code(_) | Fill::Component(_) | Fill::Say(_) => {}
        }
    }
    assert_eq!(open, None, "a link never ends");
    assert!(!html.contains(['\u{FDD0}', '\u{FDD1}', '\u{FDD2}']), "a mark is left in {html}");
    let mut ids = BTreeSet::new();
    for heading in &markdown.headings {
        assert!(html[heading.at as usize..].starts_with("<h"), "{heading:?}");
        assert!(ids.insert(&heading.id), "two headings have the id of {heading:?}");
    }
}

/// What is shown away from the page is short.
fn plain(markdown: &Markdown) {
    let is_short = |text: &Option<Arc<str>>, most: usize| text.as_ref().is_none_or(|text| text.chars().count() <= most);
    assert!(is_short(&markdown.excerpt, 480), "{:?}", markdown.excerpt);
    assert!(is_short(&markdown.pull, 240), "{:?}", markdown.pull);
}

fn harmless(html: &str) {
    let fragment = Html::parse_fragment(html);
    let select = |selector| Selector::parse(selector).expect("the selector is in order");
    if let Some(element) = fragment.select(&select(REFUSED)).next() {
        panic!("{} is not refused in {html}", element.html());
    }
    for element in fragment.select(&select("*")) {
        for (name, value) in element.value().attrs() {
            let runs = name.starts_with("on") || ["style", "srcdoc", "formaction"].contains(&name);
            let leads = ["href", "src", "action", "cite", "xlink:href"].contains(&name) && !leads_safely(value);
            assert!(!runs && !leads, "{name}=\"{value}\" is not refused in {html}");
        }
    }
}

/// Whether a browser that follows an address runs no code: it has a harmless scheme, or none in the eyes of the URL
/// Standard, which drops control characters around it, and lines and tabs anywhere.
fn leads_safely(url: &str) -> bool {
    let url = url.trim_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "");
    let scheme = url.split(':').next().filter(|scheme| scheme.len() < url.len()).unwrap_or_default();
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    !is_scheme || is_safe_url(&url)
}

/// The body as a page has it, with other words in the places of what only a page knows.
fn filled(markdown: &Markdown) -> String {
    let (html, mut filled, mut done) = (&*markdown.body.html.read(), String::new(), 0);
    for hole in &markdown.body.holes {
        filled.push_str(&html[done..hole.at as usize]);
        done = hole.at as usize;
        filled.push_str(match hole.fill {
            Fill::LinkStart(_) => "<a href=\"any/\">",
            Fill::LinkEnd(_) => "</a>",
            Fill::LinkWithTitle(_) => "<a href=\"any/\">Any</a>",
            Fill::Image { .. } => "<img alt=\"\">",
            Fill::Say(_) | Fill::Title(_) => "any",
            Fill::Embed { .. } | Fill::Code(_) | Fill::Component(_) => "",
        });
    }
    filled + &html[done..]
}

/// What stands behind the text on its page is not taken into it, and the text does not leave its place.
fn contained(html: &str) {
    let page = format!("<!DOCTYPE html><body><main><article>{html}<wbr id=\"qz-end\"></article></main>");
    let page = Html::parse_document(&page);
    let end = Selector::parse("body > main > article > #qz-end").expect("the selector is in order");
    assert!(page.select(&end).next().is_some(), "its end is not where it should be: {html}");
}
