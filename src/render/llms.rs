//! `llms.txt` (llmstxt.org): the site as a Markdown list of Markdown pages, by kind.

use std::fmt::Write;

use crate::plan::encode;
use crate::view::cards::shorten;
use crate::view::{Snapshot, plain};
use crate::weaver::EntryIx;

const SUMMARY: usize = 160;

struct Section {
    title: String,
    pages: Vec<Page>,
}

struct Page {
    title: String,
    url: String,
    summary: Option<String>,
}

/// Every entry once, in the site's language where it has one, newest first within its kind.
pub fn llms(snapshot: &Snapshot) -> String {
    let sections = snapshot.kinds.kinds.iter().map(|kind| Section {
        title: kind.plural.clone(),
        pages: listed(snapshot, &kind.name).map(|entry| page(snapshot, entry)).collect(),
    });
    write(&snapshot.config.title, snapshot.config.summary.as_deref(), &sections.collect::<Vec<_>>())
}

/// The entries of a kind, but for those that machines are to leave.
fn listed<'a>(snapshot: &'a Snapshot, kind: &str) -> impl Iterator<Item = EntryIx> + use<'a> {
    let entries = snapshot.plan.lists().site().of_kind(kind).iter().copied();
    entries.filter(|entry| !snapshot.weave.doc(*entry).facts.noindex)
}

fn page(snapshot: &Snapshot, entry: EntryIx) -> Page {
    let facts = &snapshot.weave.doc(entry).facts;
    let source = format!("{}index.md", encode(snapshot.weave.address(entry)));
    let summary = plain::summary(snapshot, entry, SUMMARY);
    Page {
        title: facts.title.to_string(),
        url: snapshot.config.base_url.absolute(&source),
        summary: summary.map(|text| shorten(&text, SUMMARY).to_string()),
    }
}

fn write(title: &str, summary: Option<&str>, sections: &[Section]) -> String {
    let mut out = format!("# {}\n", markdown(title));
    if let Some(summary) = summary {
        let _ = write!(out, "\n> {}\n", markdown(summary));
    }
    for section in sections.iter().filter(|section| !section.pages.is_empty()) {
        let _ = write!(out, "\n## {}\n\n", markdown(&section.title));
        for page in &section.pages {
            let summary = page.summary.as_ref().map(|text| format!(": {}", markdown(text))).unwrap_or_default();
            let _ = writeln!(out, "- [{}]({}){summary}", markdown(&page.title), destination(&page.url));
        }
    }
    out
}

/// Text on one line in which nothing is markup.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (number, word) in text.split_whitespace().enumerate() {
        if number > 0 {
            escaped.push(' ');
        }
        for (at, character) in word.char_indices().filter(|(_, character)| !character.is_control()) {
            let at_start = number == 0 && at == 0 && matches!(character, '-' | '+' | '=' | '~');
            if at_start || matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#') {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// A round bracket would end the link.
fn destination(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser, Tag};

    use super::*;

    fn page(title: &str, url: &str, summary: Option<&str>) -> Page {
        Page { title: title.into(), url: url.into(), summary: summary.map(str::to_owned) }
    }

    #[test]
    fn kinds_are_sections_and_entries_are_links_to_their_sources() {
        let sections = [
            Section {
                title: "Stories".into(),
                pages: vec![
                    page("Rent letter", "https://example.org/stories/rent/index.md", Some("What\na letter knows.")),
                    page("Two", "https://example.org/stories/two_(2)/index.md", None),
                ],
            },
            Section { title: "Cases".into(), pages: vec![] },
        ];
        let expected = "# Network\n\n> What we share.\n\n## Stories\n\n\
                        - [Rent letter](https://example.org/stories/rent/index.md): What a letter knows.\n\
                        - [Two](https://example.org/stories/two_%282%29/index.md)\n";
        assert_eq!(write("Network", Some("What we share."), &sections), expected);
    }

    #[test]
    fn hostile_titles_are_text_in_a_link() {
        let title = "<script>alert(1)</script> ](javascript:x) `a` **b** &lt; \\";
        let text = write(
            "- x",
            None,
            &[Section { title: "S".into(), pages: vec![page(title, "/x/index.md", Some("<b>\u{0}#"))] }],
        );
        let events: Vec<Event> = Parser::new(&text).collect();
        let links: Vec<&str> = events
            .iter()
            .filter_map(
                |event| if let Event::Start(Tag::Link { dest_url, .. }) = event { Some(&**dest_url) } else { None },
            )
            .collect();
        assert_eq!(links, ["/x/index.md"]);
        let odd = events.iter().any(|event| matches!(event, Event::InlineHtml(_) | Event::Html(_) | Event::Code(_)));
        assert!(!odd, "{events:?}");
        let words: String = events
            .iter()
            .filter_map(|event| if let Event::Text(text) = event { Some(&**text) } else { None })
            .collect();
        assert_eq!(words, format!("- xS{title}: <b>#"));
    }
}
