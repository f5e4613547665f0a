//! What templates load from other hosts by an address that stands in them: browsers load only what the site's policy
//! allows. Of an address that a template puts together, its host has to stand there; about others nothing is said.
//!
//! Mails and files to be taken along have a policy of their own: they are not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::Template;
use super::inline_elements::is_apart;
use super::tags::tags;
use crate::config::{Config, Directive, PolicySources};
use crate::content::markdown::html::{Attribute, Tag, Token, tokens};
use crate::diagnostics::{Code, Diagnostic, Severity, Span};

/// Stands for each byte of an expression: no address and no name of an attribute holds it.
const EXPRESSION: char = '\u{1}';

/// A warning for each address that the site's policy stops.
pub fn stopped(templates: &BTreeMap<Arc<str>, Template>, config: &Config) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let looked_at = templates.iter().filter(|(name, template)| !is_apart(name) && seen.insert(&template.file));
    looked_at.flat_map(|(_, template)| stopped_in(template, config)).collect()
}

fn stopped_in(template: &Template, config: &Config) -> Vec<Diagnostic> {
    let is_forbidden = |load: &Load| {
        let is_own = [&config.base_url, &config.written_base_url].iter().any(|own| own.origin == load.origin);
        !is_own && !config.policy.allows(load.directive, &load.origin)
    };
    let forbidden = loads(&template.text).into_iter().filter(is_forbidden);
    forbidden.map(|load| load.problem(&template.file, &config.policy)).collect()
}

/// An address of another host.
#[derive(Debug, PartialEq, Eq)]
struct Load {
    directive: Directive,
    origin: String,
    element: String,
    range: Range<usize>,
}

impl Load {
    fn problem(self, file: &Arc<str>, policy: &PolicySources) -> Diagnostic {
        let Load { directive, origin, element, range } = self;
        let does = if directive == Directive::Form { "sends to" } else { "loads from" };
        // Pictures from anywhere pass where a text shows one, which nobody knows here.
        let message = format!("this `<{element}>` {does} `{origin}`, which the policy in `_headers` does not name");
        let problem = Diagnostic::new(Code::InvalidTheme, message).at(Span::new(file, range));
        let name = directive.name();
        let line = match policy.more(directive).is_empty() {
            true => format!("write `{name} = [\"{origin}\"]`"),
            false => format!("add `\"{origin}\"` to `{name}`"),
        };
        let help = format!("browsers stop what it does not name: {line} under `[policy]` in `copsite.toml`");
        // The rest of the page is there.
        Diagnostic { severity: Severity::Warning, ..problem.help(help) }
    }
}

fn loads(template: &str) -> Vec<Load> {
    if !template.contains("//") {
        return Vec::new();
    }
    let text = only_html(template);
    let elements = tokens(&text).into_iter().filter_map(|token| match token {
        Token::Tag(tag) if !tag.closes => Some(tag),
        _ => None,
    });
    elements.flat_map(|tag| loads_of(&text, &tag)).collect()
}

fn loads_of(text: &str, tag: &Tag) -> Vec<Load> {
    // Expressions may stand right behind the names of elements, and around those of attributes.
    let element = tag.name.split(EXPRESSION).next().unwrap_or_default();
    let link = tag.attribute("rel").and_then(|rel| of_link(&text[rel.value.clone()]));
    tag.attributes.iter().filter_map(|attribute| load(text, element, attribute, link)).collect()
}

/// The template in small letters, with another sign in place of what is no HTML of its own; all places stay where they are.
fn only_html(template: &str) -> String {
    let mut text = template.to_ascii_lowercase();
    tags(template).for_each(|tag| blank(&mut text, tag));
    let mut at = 0;
    while let Some(start) = text[at..].find("{#").map(|found| at + found) {
        at = text[start..].find("#}").map_or(text.len(), |end| start + end + 2);
        blank(&mut text, start..at);
    }
    text
}

fn blank(text: &mut String, range: Range<usize>) {
    let blanks = EXPRESSION.to_string().repeat(range.len());
    text.replace_range(range, &blanks);
}

/// What a `<link>` loads that has these words as its `rel`.
fn of_link(rel: &str) -> Option<Directive> {
    let is = |word: &str| rel.split_ascii_whitespace().any(|one| one == word);
    match () {
        () if is("stylesheet") => Some(Directive::Style),
        () if is("icon") => Some(Directive::Img),
        () => None,
    }
}

fn load(text: &str, element: &str, attribute: &Attribute, link: Option<Directive>) -> Option<Load> {
    let directive = match (element, attribute.name.trim_matches(EXPRESSION)) {
        ("script", "src") => Directive::Script,
        ("link", "href") => link?,
        ("img", "src") | ("video", "poster") => Directive::Img,
        ("iframe", "src") => Directive::Frame,
        ("video" | "audio" | "source" | "track", "src") => Directive::Media,
        ("form", "action") | ("button" | "input", "formaction") => Directive::Form,
        _ => return None,
    };
    let range = attribute.value.clone();
    let origin = origin(&text[range.clone()])?;
    Some(Load { directive, origin, element: element.to_owned(), range })
}

/// `https://example.org/{{ id }}` → `https://example.org`; none where another host may come out of it, or no host.
pub fn origin(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = ["https:", "http:", ""].iter().find_map(|scheme| {
        Some((if scheme.is_empty() { "https:" } else { scheme }, address.strip_prefix(scheme)?.strip_prefix("//")?))
    })?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_literal = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
    (is_literal && !host.is_empty()).then(|| format!("{scheme}//{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str) -> Vec<String> {
        let told = |load: Load| format!("{} {} {}", load.directive.name(), load.origin, &template[load.range]);
        loads(template).into_iter().map(told).collect()
    }

    #[test]
    fn what_each_element_loads_is_found_with_its_directive() {
        assert_eq!(
            found(
                "<SCRIPT defer src=https://a.org/x.js></SCRIPT><iframe\n title='a > b' src=\"https://b.org/e/{{ id }}?x={{ \"'>\" }}\"></iframe>\
                 <img{% if a > b %} src='//c.org/p.png'{% endif %}/><link href=\"HTTPS://D.org/s.css\" rel=\"preload stylesheet\">\
                 <form action=\"https://e.org:8080\"><button formaction='http://f.org/'><video poster=\"https://g.org/p.png\"><source src=\"https://h.org/f.mp4\">"
            ),
            [
                "script-src https://a.org https://a.org/x.js",
                "frame-src https://b.org https://b.org/e/{{ id }}?x={{ \"'>\" }}",
                "img-src https://c.org //c.org/p.png",
                "style-src https://d.org HTTPS://D.org/s.css",
                "form-action https://e.org:8080 https://e.org:8080",
                "form-action http://f.org http://f.org/",
                "img-src https://g.org https://g.org/p.png",
                "media-src https://h.org https://h.org/f.mp4",
            ]
        );
    }

    #[test]
    fn links_and_addresses_that_are_put_together_and_comments_load_nothing_that_is_known() {
        for template in [
            "<a href=\"https://a.org\">",
            "<link rel=canonical href=\"https://a.org\">",
            "<script src=\"{{ src }}\"></script><img src=\"https://{{ host }}/a.png\"><img src=\"https://a.{{ tld }}/a.png\">",
            "<!-- <script src=\"https://a.org/\"></script> -->{# <img src=\"https://a.org/\"> #}",
            "<script>let a = '<img src=\"https://a.org/\">'</script>",
            "<img src=\"/a//b.png\"><img data-src=\"https://a.org/\"><img alt='src=https://a.org/'>",
            "<img //src=",
            "<img // é=\"",
        ] {
            assert_eq!(found(template), [""; 0], "{template}");
        }
    }
}
