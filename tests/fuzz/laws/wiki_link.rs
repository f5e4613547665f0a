//! Any text with wiki-links, as it stands in a field of the front matter.

use copsite::content::edit;
use copsite::content::target::{WikiLink, wiki_links};

use super::RULES;

const FILE: &str = "content/stories/any.md";

fn read(text: &str) -> Vec<WikiLink> {
    wiki_links(text, FILE, &RULES.0.base_url)
}

pub fn check(text: &str) {
    let mut done = 0;
    for link in read(text) {
        assert!(link.range.start >= done, "{link:?} begins before the one before it ends");
        done = link.range.end;
        let written = text.get(link.range.clone()).unwrap_or_else(|| panic!("{link:?} is no part of the text"));
        assert!(written.trim_start_matches('!').starts_with("[[") && written.ends_with("]]"), "{written}");
        let alone = read(written);
        assert!(matches!(alone.as_slice(), [one] if is_same(one, &link)), "{link:?} alone is {alone:?}");
        printed(&link);
    }
    linked(text);
}

fn is_same(one: &WikiLink, other: &WikiLink) -> bool {
    (&one.name, &one.label, &one.target) == (&other.name, &other.label, &other.target)
}

/// What is printed is read as the same link. The spaces keep a bracket of the name apart from those of the link, and
/// a name with colons needs a relation before them.
fn printed(link: &WikiLink) {
    let relation = if link.name.contains("::") { "uses:: " } else { "" };
    let label = link.label.as_ref().map(|label| format!("| {label} ")).unwrap_or_default();
    let written = format!("[[ {relation}{} {label}]]", link.name);
    // A backslash makes the bar behind it part of the text, once.
    if written.contains('\\') {
        return;
    }
    let again = read(&written);
    assert!(matches!(again.as_slice(), [one] if is_same(one, link)), "{link:?} printed as {written} is {again:?}");
}

/// Words of which the editor makes a link are that link's label.
fn linked(text: &str) {
    let words = text.lines().next().unwrap_or_default();
    let Some(changed) = edit::with_link(text, 0..words.len(), "method/any", false) else { return };
    let found = read(&changed);
    let label = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_made = |link: &WikiLink| link.name == "method/any" && link.label.as_deref() == Some(&*label);
    assert!(words.contains('\\') || found.first().is_some_and(is_made), "{changed} holds {found:?}");
}
