//! An entry's Markdown source, for readers and machines that prefer it to HTML.
//!
//! Never tells of what the page itself must not tell.

use std::borrow::Cow;
use std::ops::Range;

use crate::content::target::{Bare, target};
use crate::view::Snapshot;
use crate::weaver::{EntryIx, Resolved};

/// The title, the summary and the text as written. Links to what this build must not show are
/// reduced to their words, as on the page.
pub fn source(snapshot: &Snapshot, entry: EntryIx) -> String {
    let doc = snapshot.weave.doc(entry);
    let mut text = format!("# {}\n\n", doc.facts.title);
    if let Some(summary) = &doc.facts.summary {
        text.push_str(&format!("> {summary}\n\n"));
    }
    let written = without_links(snapshot, entry);
    let written = without_definitions(snapshot, entry, &written);
    text.push_str(without_title(&written, &doc.facts.title).trim_end());
    text.push('\n');
    text
}

/// The text behind its first heading where that is the title, which stands above it already.
fn without_title<'t>(text: &'t str, title: &str) -> &'t str {
    let text = text.trim_start_matches(['\u{feff}', '\r', '\n']);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_title = first.strip_prefix("# ").is_some_and(|heading| heading.trim() == title);
    if is_title { rest.trim_start_matches(['\r', '\n']) } else { text }
}

/// The text with the words of links to what is withheld in place of those links.
fn without_links(snapshot: &Snapshot, entry: EntryIx) -> String {
    let doc = snapshot.weave.doc(entry);
    let written = &doc.markdown;
    let start = doc.markdown_start as usize;
    let mut edits: Vec<(Range<usize>, Cow<str>)> = Vec::new();
    for (link, resolved) in doc.facts.links.iter().zip(snapshot.weave.links(entry)) {
        let range = (link.span.start as usize).saturating_sub(start)..(link.span.end as usize).saturating_sub(start);
        if *resolved != Resolved::Withheld || range.end > written.len() {
            continue;
        }
        if is_tag(&written[range.clone()]) {
            edits.extend(closing(written, &range).map(|closing| (closing, Cow::Borrowed(""))));
            edits.push((range, Cow::Borrowed("")));
        } else if link.context.marked.is_empty() {
            edits.push((range, snapshot.say(&doc.lang, "withheld-link").into()));
        } else {
            edits.push((range, Cow::Borrowed(&*link.context.marked)));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    edited(written, &edits)
}

/// Whether a link is a tag of raw HTML, and not `<https://example.org>`.
fn is_tag(source: &str) -> bool {
    let name = source.strip_prefix('<').unwrap_or_default();
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    ["a", "img"].iter().any(|tag| name.eq_ignore_ascii_case(tag))
}

/// Where the link that the tag at `range` opens is closed.
fn closing(written: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let opens_link = written[range.clone()].as_bytes()[1].eq_ignore_ascii_case(&b'a');
    let behind = opens_link.then(|| &written[range.end..])?;
    let at = range.end + behind.find("</a>").or_else(|| behind.find("</A>"))?;
    Some(at..at + "</a>".len())
}

/// `text` with the edits made, which are sorted by where they begin. What lies within another is part
/// of that one.
fn edited(text: &str, edits: &[(Range<usize>, Cow<str>)]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for (range, words) in edits.iter().filter(|(range, _)| !range.is_empty()) {
        if range.start < at {
            continue;
        }
        kept.push_str(&text[at..range.start]);
        kept.push_str(words);
        at = range.end;
    }
    kept.push_str(&text[at..]);
    kept
}

/// The text without `[label]: path "title"` where the path leads to what is withheld. Such a
/// definition goes on up to a blank line or to the next one.
fn without_definitions(snapshot: &Snapshot, entry: EntryIx, text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut withheld = false;
    while !rest.is_empty() {
        let line = &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)];
        let starts_here = line.trim_start().starts_with('[');
        withheld = match defined(rest) {
            Some(destination) => leads_to_withheld(snapshot, entry, destination),
            None => withheld && !starts_here && !line.trim().is_empty(),
        };
        if !withheld {
            kept.push_str(line);
        }
        rest = &rest[line.len()..];
    }
    kept
}

/// The destination of the definition that `text` begins with, which may stand on the next line.
fn defined(text: &str) -> Option<&str> {
    let label = text.trim_start_matches(' ').strip_prefix('[')?;
    // Only as far as the label can reach: a text of many brackets would otherwise be read for each.
    let behind = label[label.find(['[', ']', '\n'])?..].strip_prefix("]:")?;
    Some(behind.split_whitespace().next()?.trim_matches(['<', '>']))
}

fn leads_to_withheld(snapshot: &Snapshot, entry: EntryIx, destination: &str) -> bool {
    let target = target(destination, Bare::File, &snapshot.weave.doc(entry).file, &snapshot.config.base_url);
    snapshot.weave.resolve_target(entry, &target) == Resolved::Withheld
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_read_no_further_than_its_label_can_reach() {
        assert_eq!(defined("[a b]: <../x.md> \"Title\""), Some("../x.md"));
        assert_eq!(defined("  [three]:\n  held.md"), Some("held.md"));
        for text in ["[a]", "[a] b]: c", "[[a]]: b", "[a\nb]: c", "a]: b", "[a]:"] {
            assert_eq!(defined(text), None, "{text}");
        }
    }

    #[test]
    fn a_tag_is_taken_away_together_with_its_end() {
        let text = "one <a href=\"x\">two</a> three";
        assert!(is_tag("<a href=\"x\">") && is_tag("<IMG src=x>"));
        assert!(!is_tag("<https://example.org>") && !is_tag("<abbr>") && !is_tag("[a](b)"));
        assert_eq!(closing(text, &(4..16)), Some(19..23));
        let edits = [(4..16, Cow::Borrowed("")), (16..19, "2".into()), (17..18, "x".into()), (19..23, "".into())];
        assert_eq!(edited(text, &edits), "one 2 three");
    }
}
