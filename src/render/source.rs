//! An entry's Markdown source, for readers and machines that prefer it to HTML.

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
    let written = &doc.markdown;
    let start = doc.markdown_start as usize;
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
    text.push_str(written[at..].trim_end());
    text.push('\n');
    text
}
