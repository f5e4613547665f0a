//! An entry's Markdown source, for readers and machines that prefer it to HTML.
//!
//! Never tells of what the page itself must not tell.

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
    let mut text = String::with_capacity(written.len());
    let mut at = 0;
    for (link, resolved) in doc.facts.links.iter().zip(snapshot.weave.links(entry)) {
        let (from, to) =
            ((link.span.start as usize).saturating_sub(start), (link.span.end as usize).saturating_sub(start));
        if *resolved != Resolved::Withheld || from < at || to > written.len() {
            continue;
        }
        text.push_str(&written[at..from]);
        match &*link.context.marked {
            "" => text.push_str(&snapshot.say(&doc.lang, "withheld-link")),
            words => text.push_str(words),
        }
        at = to;
    }
    text.push_str(&written[at..]);
    text
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
    let (label, behind) = label.split_once("]:")?;
    let destination = behind.split_whitespace().next()?;
    (!label.contains(['[', ']', '\n'])).then(|| destination.trim_matches(['<', '>']))
}

fn leads_to_withheld(snapshot: &Snapshot, entry: EntryIx, destination: &str) -> bool {
    let target = target(destination, Bare::File, &snapshot.weave.doc(entry).file, &snapshot.config.base_url);
    snapshot.weave.resolve_target(entry, &target) == Resolved::Withheld
}
