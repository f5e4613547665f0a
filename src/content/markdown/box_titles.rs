//! Titles of callouts, boxes and tabs: one line of text with the marks and links of any other, and no blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::writer::Writer;

/// What stands before a title while it is read, so that nothing at its beginning makes a list or a heading of it.
const BEFORE: &str = "x ";

impl Writer<'_> {
    /// Writes the title at `range` of the raw text, which the parser has been shown as something else.
    pub fn write_title(&mut self, range: Range<usize>) {
        let masked = self.masked;
        let title = masked.hidden(&range);
        // The parser knows a reference to a note by the note.
        let notes = self.notes.referred_in(&title).into_iter().map(|label| format!("\n\n[^{label}]: x"));
        let line = format!("{BEFORE}{title}{}", notes.collect::<String>());
        let events: Vec<(Event<'static>, Range<usize>)> = Parser::new_ext(&line, super::OPTIONS)
            .into_offset_iter()
            .filter(|(event, _)| !is_around(event))
            .map(|(event, within)| (event.into_static(), within))
            .collect();
        // What is opened in it ends with it, as in an element of the text's own.
        self.depth += 1;
        self.in_title = true;
        for (event, within) in events {
            let place = |at: usize| range.start + at.saturating_sub(BEFORE.len());
            let event = if within.start == 0 { without_before(event) } else { event };
            self.read(event, place(within.start)..place(within.end));
        }
        self.flush_run();
        self.close_raw_elements(self.depth);
        self.in_title = false;
        self.depth -= 1;
    }
}

fn is_around(event: &Event) -> bool {
    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
}

fn without_before(event: Event<'static>) -> Event<'static> {
    match event {
        Event::Text(text) => Event::Text(text.strip_prefix(BEFORE).unwrap_or_default().to_owned().into()),
        other => other,
    }
}
