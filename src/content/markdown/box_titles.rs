//! Titles of callouts, boxes and tabs: one line of text with the marks and links of any other, and no blocks.

use std::ops::Range;

use foldhash::HashMap;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, RefDefs, Tag, TagEnd};

use super::OPTIONS;
use super::highlights::Highlights;
use super::mask::Masked;
use super::notes::key;
use super::writer::Writer;

/// What stands before a title while it is read, so that nothing at its beginning makes a list or a heading of it.
const BEFORE: &str = "x ";

/// What `[label]: destination "title"` says, for titles: these are read by themselves.
#[derive(Debug, Default)]
pub struct Definitions(HashMap<String, (String, String)>);

impl Definitions {
    /// Those of a text that may hold titles.
    pub fn of(definitions: &RefDefs, masked: &Masked) -> Definitions {
        if masked.boxes.is_empty() && !masked.raw.contains("[!") {
            return Definitions::default();
        }
        let all = definitions.iter().map(|(label, definition)| {
            let title = definition.title.as_deref().unwrap_or_default();
            (key(label), (definition.dest.to_string(), title.to_owned()))
        });
        Definitions(all.collect())
    }

    fn find(&self, label: &str) -> Option<(CowStr<'static>, CowStr<'static>)> {
        let (destination, title) = self.0.get(&key(label))?;
        Some((destination.clone().into(), title.clone().into()))
    }
}

impl Writer<'_> {
    /// Writes the title at `range` of the raw text, which the parser has been shown as something else, between two tags;
    /// nothing at all of one that shows nothing. Whether it does.
    pub fn write_title(&mut self, open: &str, range: Range<usize>, close: &str) -> bool {
        let before = self.out.len();
        self.out.push_str(open);
        let start = self.out.len();
        let events = self.line_events(&range, OPTIONS.union(Options::ENABLE_MATH));
        let own = Highlights::collect(&self.masked.raw, range.clone(), || events.iter().cloned());
        let others = std::mem::replace(&mut self.highlights, own);
        // What is opened in it ends with it, as in an element of the text's own.
        self.depth += 1;
        self.in_title = true;
        for (event, place) in events {
            self.read(event, place);
        }
        self.flush_run();
        self.close_raw_elements(self.depth);
        self.in_title = false;
        self.highlights = others;
        self.depth -= 1;
        let is_shown = !self.out[start..].trim().is_empty();
        if is_shown {
            self.out.push_str(close);
        } else {
            self.out.truncate(before);
        }
        is_shown
    }

    /// The events of a line of text, such as a title, at their places in the raw text.
    pub fn line_events(&self, range: &Range<usize>, options: Options) -> Vec<(Event<'static>, Range<usize>)> {
        // A parser ends lines at what people hardly ever write.
        let line = self.masked.hidden(range).replace(['\n', '\r'], " ");
        // It knows a reference to a note by the note.
        let notes = self.notes.referred_in(&line).into_iter().map(|label| format!("\n\n[^{label}]: x"));
        let text = format!("{BEFORE}{line}{}", notes.collect::<String>());
        let place = |at: usize| range.start + at.saturating_sub(BEFORE.len());
        parsed(&text, options, &self.title_definitions)
            .filter(|(event, within)| !is_around(event) && within.start < BEFORE.len() + line.len())
            .map(|(event, within)| {
                let event = if within.start == 0 { without_before(event) } else { event };
                (event.into_static(), place(within.start)..place(within.end))
            })
            .collect()
    }

    /// What of a line is its title, which ends before what goes on behind the line, such as a comment: that is written with
    /// the text.
    pub fn whole_title(&self, line: Range<usize>, quotation: &Range<usize>) -> Range<usize> {
        let text = &self.masked.text;
        let title = line.start..line.start + text[line].trim_end().len();
        if !text[title.clone()].contains(['<', '`', '$']) {
            return title;
        }
        let behind = text[title.end..quotation.end].split_inclusive('\n').map(without_quotation);
        let line = format!("{BEFORE}{}{}", &text[title.clone()], behind.collect::<String>());
        let end = BEFORE.len() + title.len();
        let is_piece = |event: &Event| {
            matches!(event, Event::Code(_) | Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_))
        };
        let cut = parsed(&line, OPTIONS.union(Options::ENABLE_MATH), &self.title_definitions)
            .take_while(|(_, within)| within.start < end)
            .find(|(event, within)| is_piece(event) && within.end > end)
            .map_or(end, |(_, within)| within.start);
        let cut = title.start + cut - BEFORE.len();
        title.start..title.start + text[title.start..cut].trim_end().len()
    }
}

fn is_around(event: &Event) -> bool {
    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
}

fn parsed<'t>(
    line: &'t str,
    options: Options,
    definitions: &'t Definitions,
) -> impl Iterator<Item = (Event<'t>, Range<usize>)> + use<'t> {
    let find = move |link: BrokenLink<'t>| definitions.find(&link.reference);
    Parser::new_with_broken_link_callback(line, options, Some(find)).into_offset_iter()
}

fn without_before(event: Event) -> Event {
    match event {
        Event::Text(text) => Event::Text(text.strip_prefix(BEFORE).unwrap_or_default().to_owned().into()),
        other => other,
    }
}

/// A line of a quotation with spaces in the place of its signs.
fn without_quotation(line: &str) -> String {
    let text = line.trim_start_matches([' ', '\t', '>']);
    " ".repeat(line.len() - text.len()) + text
}
