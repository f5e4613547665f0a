//! An entry's Markdown source, for readers and machines that prefer it to HTML.
//!
//! Never tells of what the page itself must not tell, and changes nothing else but where relative
//! links lead: they are written for the file's folder, and read at the page's address.

mod destination;
mod fields;
mod section;

use std::borrow::Cow;
use std::ops::Range;

use crate::content::markdown::{comments, definitions, remarks};
use crate::content::target::{Bare, target};
use crate::content::{Doc, Fill, Link, LinkUse, Target};
use crate::view::Snapshot;
use crate::view::withheld::{is_address, is_tag, place};
use crate::weaver::{EntryIx, Query, Resolved};
use destination::{of_definition, of_link, rewritten};
use section::silent_section;

/// A piece of the text and what stands there instead.
type Edit<'a> = (Range<usize>, Cow<'a, str>);

/// The title, the summary, the fields and the text as written. Links to what this build must not show are
/// reduced to their words, as on the page.
pub fn source(snapshot: &Snapshot, entry: EntryIx) -> String {
    let doc = snapshot.weave.doc(entry);
    let markdown = &*doc.markdown.read();
    let mut text = format!("# {}\n\n", doc.facts.title);
    if let Some(summary) = &doc.facts.summary {
        text.push_str(&format!("> {summary}\n\n"));
    }
    text.push_str(&fields::fields(snapshot, entry));
    let mut edits = of_links(snapshot, entry, markdown);
    edits.extend(of_definitions(snapshot, entry, markdown));
    edits.extend(of_calls(snapshot, doc));
    let unseen = comments(markdown).into_iter().chain(remarks(markdown)).chain(doc.left_out.iter().cloned());
    edits.extend(unseen.map(|range| (with_line_end(markdown, range), "".into())));
    edits.extend(doc.blanks.iter().map(|blank| (blank.clone(), Cow::Borrowed(""))));
    edits.sort_by_key(|(range, _)| range.start);
    let written = edited(markdown, &edits);
    let wording = snapshot.weave.wording(entry, &snapshot.config);
    let silence = snapshot.say(&doc.lang, "withheld-link");
    let told = wording.without_addresses(&written, &silence).unwrap_or(written);
    text.push_str(told.trim_start_matches(['\u{feff}', '\r', '\n']).trim_end());
    text.push('\n');
    text
}

/// The words of links to what is withheld in place of those links, and other destinations for those
/// that lead elsewhere from the page's address.
fn of_links<'a>(snapshot: &'a Snapshot, entry: EntryIx, markdown: &str) -> Vec<Edit<'a>> {
    let doc = snapshot.weave.doc(entry);
    let mut edits = Vec::new();
    for (link, resolved) in doc.facts.links.iter().zip(snapshot.weave.links(entry)) {
        let range = place(doc, link);
        let Some(source) = markdown.get(range.clone()) else { continue };
        // One that is written in another case leads nowhere, and tells all the same.
        let is_withdrawn = link.use_ == LinkUse::Image && snapshot.weave.is_withdrawn(&link.target);
        if is_withdrawn || *resolved == Resolved::Withheld {
            edits.extend(silenced(snapshot, (doc, markdown), link, range));
        } else if let Some((section, id)) = silent_section(snapshot, entry, source, resolved) {
            edits.push((range.start + section.start..range.start + section.end, id.into()));
        } else {
            let written = of_link(source).into_iter().map(|part| range.start + part.start..range.start + part.end);
            let is_its_own = |part: &Range<usize>| leads_to(snapshot, doc, &markdown[part.clone()]) == link.target;
            let own = written.into_iter().find(is_its_own);
            edits.extend(own.and_then(|part| redirected(snapshot, entry, (markdown, part), resolved)));
        }
    }
    edits
}

fn silenced<'a>(
    snapshot: &'a Snapshot,
    (doc, markdown): (&'a Doc, &str),
    link: &'a Link,
    range: Range<usize>,
) -> Vec<Edit<'a>> {
    if is_tag(&markdown[range.clone()]) {
        let closing = closing(markdown, &range).map(|closing| (closing, Cow::Borrowed("")));
        return closing.into_iter().chain([(range, Cow::Borrowed(""))]).collect();
    }
    let words = match link.context.marked() {
        "" => snapshot.say(&doc.lang, "withheld-link").into(),
        _ if is_address(doc, link) => snapshot.say(&doc.lang, "withheld-link").into(),
        words => Cow::Borrowed(words),
    };
    vec![(range, words)]
}

/// The destination at `range` as it is written at the page's address; nothing where it leads there as it is.
fn redirected<'a>(
    snapshot: &Snapshot,
    entry: EntryIx,
    (markdown, range): (&str, Range<usize>),
    resolved: &Resolved,
) -> Option<Edit<'a>> {
    let address = rewritten(snapshot, entry, &markdown[range.clone()], resolved)?;
    Some((range, address.into()))
}

fn leads_to(snapshot: &Snapshot, doc: &Doc, destination: &str) -> Target {
    target(destination, Bare::File, &doc.file, &snapshot.config.written_base_url)
}

/// `[label]: path "title"`: taken out where the path leads to what is withheld, written anew where it
/// leads elsewhere from the page's address.
fn of_definitions<'a>(snapshot: &'a Snapshot, entry: EntryIx, markdown: &str) -> Vec<Edit<'a>> {
    let doc = snapshot.weave.doc(entry);
    let mut edits = Vec::new();
    for (range, destination) in definitions(markdown) {
        let resolved = snapshot.weave.resolve_target(entry, &leads_to(snapshot, doc, &destination));
        if resolved == Resolved::Withheld {
            edits.push((with_line_end(markdown, range), Cow::Borrowed("")));
        } else if let Some(written) = of_definition(&markdown[range.clone()]) {
            let written = range.start + written.start..range.start + written.end;
            edits.extend(redirected(snapshot, entry, (markdown, written), &resolved));
        }
    }
    edits
}

/// A range with the end of its line, where it holds the whole line.
fn with_line_end(text: &str, range: Range<usize>) -> Range<usize> {
    let behind = &text[range.end..];
    if !(range.start == 0 || text[..range.start].ends_with('\n')) {
        return range;
    }
    let line_end = ["\r\n", "\n"].into_iter().find(|end| behind.starts_with(end)).map_or(0, str::len);
    range.start..range.end + line_end
}

/// Calls of `query` for terms that this build must not name: they list nothing.
fn of_calls<'a>(snapshot: &'a Snapshot, doc: &'a Doc) -> impl Iterator<Item = Edit<'a>> {
    let start = doc.markdown_start;
    let calls = doc.body.holes.iter().filter_map(|hole| match &hole.fill {
        Fill::Component(call) if *call.name == *"query" => Some(call),
        _ => None,
    });
    let silent = calls.filter(|call| {
        Query::new(call, &snapshot.weave, &snapshot.kinds).is_ok_and(|query| query.names_what_is_not_there())
    });
    silent.map(move |call| {
        let place = |at: u32| at.saturating_sub(start) as usize;
        (place(call.span.start)..place(call.span.end), Cow::Borrowed(""))
    })
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
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for (range, words) in edits.iter().filter(|(range, _)| !range.is_empty()) {
        if range.start < at || range.end > text.len() {
            continue;
        }
        kept.push_str(&text[at..range.start]);
        kept.push_str(words);
        at = range.end;
    }
    kept.push_str(&text[at..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_taken_away_together_with_its_end() {
        let text = "one <a href=\"x\">two</a> three";
        assert_eq!(closing(text, &(4..16)), Some(19..23));
        let edits = [(4..16, Cow::Borrowed("")), (16..19, "2".into()), (17..18, "x".into()), (19..23, "".into())];
        assert_eq!(edited(text, &edits), "one 2 three");
    }
}
