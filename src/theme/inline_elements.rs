//! Scripts and style sheets that stand in templates themselves, by the hashes under which a security policy
//! lets them pass (CSP level 3, section 2.3.1).
//!
//! Mails and files to be taken along have their styles inside, and a policy of their own: they are not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use super::Template;
use crate::diagnostics::{Code, Diagnostic, Span};

/// Hash sources of all inline elements whose text is the same on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InlineElements {
    pub scripts: BTreeSet<String>,
    pub styles: BTreeSet<String>,
}

/// What stands in a policy for an inline element with this text.
pub fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// The inline elements of all templates, and those that a policy stops: nobody can say the hash of a text that a
/// template puts together before the page is there.
pub fn inline_elements(templates: &BTreeMap<Arc<str>, Template>) -> (InlineElements, Vec<Diagnostic>) {
    let mut elements = InlineElements::default();
    let mut stopped = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, template) in templates {
        if is_apart(name) || !seen.insert(&template.file) {
            continue;
        }
        add("script", template, &mut elements.scripts, &mut stopped);
        add("style", template, &mut elements.styles, &mut stopped);
    }
    (elements, stopped)
}

/// Whether a template is for what has a policy of its own.
pub fn is_apart(name: &str) -> bool {
    let name = name.rsplit(':').next().unwrap_or(name);
    name.starts_with("email/") || name.starts_with("toolkit/")
}

fn add(tag: &str, template: &Template, hashes: &mut BTreeSet<String>, stopped: &mut Vec<Diagnostic>) {
    for range in texts(&template.text, tag) {
        let text = &template.text[range.clone()];
        if ["{{", "{%", "{#"].iter().any(|start| text.contains(start)) {
            let message = format!(
                "the text of this `<{tag}>` is put together by the template, so the policy in `_headers` stops it"
            );
            let problem = Diagnostic::new(Code::InlineElement, message).at(Span::new(&template.file, range));
            stopped.push(problem.help("put it into a file of `assets/`, and what differs into `data-` attributes"));
        } else if !text.is_empty() {
            hashes.insert(hash_source(text));
        }
    }
}

/// Where the texts of a template's elements of one name stand, but for those that run nothing.
fn texts(template: &str, tag: &str) -> Vec<Range<usize>> {
    let lower = template.to_ascii_lowercase();
    let (open, close) = (format!("<{tag}"), format!("</{tag}"));
    let mut texts = Vec::new();
    let mut from = 0;
    while let Some(at) = lower[from..].find(&open) {
        let name_end = from + at + open.len();
        from = name_end;
        let Some(tag_end) = lower[name_end..].find('>').map(|end| name_end + end) else { break };
        let attributes = &lower[name_end..tag_end];
        if !attributes.is_empty() && !attributes.starts_with(|next: char| next.is_ascii_whitespace()) {
            continue;
        }
        let start = tag_end + 1;
        let end = lower[start..].find(&close).map_or(lower.len(), |end| start + end);
        from = end;
        if tag == "style" || runs(attributes) {
            texts.push(start..end);
        }
    }
    texts
}

/// Whether a script with these attributes, in small letters, is one, and not a file or data.
fn runs(attributes: &str) -> bool {
    let kind = attributes.split_once("type=").map_or("", |(_, value)| value.trim_start_matches(['"', '\'']));
    let kind = kind.split(['"', '\'', ' ']).next().unwrap_or_default();
    !attributes.contains("src=") && (kind.is_empty() || kind == "module" || kind.ends_with("javascript"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(templates: &[(&str, &str)]) -> (InlineElements, Vec<Diagnostic>) {
        let template = |name: &str, text: &str| Template { file: name.into(), text: text.into() };
        let templates = templates.iter().map(|(name, text)| (Arc::from(*name), template(name, text))).collect();
        inline_elements(&templates)
    }

    #[test]
    fn a_hash_is_the_one_that_browsers_make() {
        // An example that the specification gives.
        assert_eq!(hash_source("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }

    #[test]
    fn scripts_that_are_files_or_data_need_no_hash() {
        let text = "<script src=\"a.js\"></script><script type=\"application/ld+json\">{{ x }}</script><scripted>a</scripted>\
                    <SCRIPT type=module>a</SCRIPT><style media=print>b</style>";
        let (elements, found) = elements(&[("base.html", text)]);
        assert_eq!(elements.scripts, BTreeSet::from([hash_source("a")]));
        assert_eq!(elements.styles, BTreeSet::from([hash_source("b")]));
        assert_eq!(found, []);
    }

    #[test]
    fn a_script_that_differs_from_page_to_page_is_reported_at_its_place() {
        let (elements, found) =
            elements(&[("a.html", "<script>x({{ page.title }})</script>"), ("email/issue.html", "<style>{{ x }}")]);
        assert_eq!(elements, InlineElements::default());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span, Some(Span::new(&"a.html".into(), 8..27)));
    }
}
