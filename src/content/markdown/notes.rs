//! Footnotes: each note stands right behind the block that first refers to it, so that it can be
//! set in the margin beside it.
//!
//! Notes that nothing refers to are never written.

use std::collections::VecDeque;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::marks::Mark;
use super::mask::Masked;
use super::writer::Writer;
use crate::content::Fill;
use crate::diagnostics::{Code, Diagnostic};

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

#[derive(Debug, Default)]
pub struct Notes<'a> {
    /// Those that nothing has referred to so far.
    definitions: HashMap<String, Note<'a>>,
    /// Label → number, and how often it was referred to.
    numbers: HashMap<String, (u32, u32)>,
    waiting: VecDeque<(u32, Events<'a>)>,
}

#[derive(Debug)]
struct Note<'a> {
    events: Events<'a>,
    place: Range<usize>,
    /// Where its label is defined once more, which no page shows.
    again: Vec<Range<usize>>,
}

impl<'a> Notes<'a> {
    /// Reads the definitions ahead, since they usually stand at the end of the text.
    pub fn collect(masked: &'a Masked) -> Notes<'a> {
        let mut notes = Notes::default();
        if !masked.text.contains("[^") {
            return notes;
        }
        let mut open: Vec<(String, Note<'a>)> = Vec::new();
        for (event, range) in super::events(&masked.text) {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    open.push((key(&label), Note { events: Vec::new(), place: range, again: Vec::new() }));
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((label, note)) = open.pop() {
                        notes.define(label, note);
                    }
                }
                event => {
                    if let Some((_, note)) = open.last_mut() {
                        note.events.push((event, range));
                    }
                }
            }
        }
        notes
    }

    /// The first note of a label is the one that is shown.
    fn define(&mut self, label: String, note: Note<'a>) {
        match self.definitions.get_mut(&label) {
            Some(first) => first.again.push(note.place),
            None => drop(self.definitions.insert(label, note)),
        }
    }

    /// The labels of notes that `text` refers to.
    pub fn referred_in<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let is_defined = |label: &&str| {
            let key = key(label);
            self.definitions.contains_key(&key) || self.numbers.contains_key(&key)
        };
        let labels = text.split("[^").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0));
        labels.filter(is_defined).collect()
    }

    /// The number of the note and how often it has been referred to, this time included.
    fn refer(&mut self, label: &str) -> Option<(u32, u32)> {
        let label = key(label);
        if let Some((number, count)) = self.numbers.get_mut(&label) {
            *count += 1;
            return Some((*number, *count));
        }
        let Note { events, .. } = self.definitions.remove(&label)?;
        let number = self.numbers.len() as u32 + 1;
        self.numbers.insert(label, (number, 1));
        self.waiting.push_back((number, events));
        Some((number, 1))
    }
}

/// Labels match whatever their case and spaces (CommonMark 0.31, section 6.3).
pub fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl<'a> Writer<'a> {
    pub fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        let Some((number, count)) = self.notes.refer(label) else {
            self.undefined_footnote(label, range);
            return self.write_text(&format!("[^{label}]"));
        };
        let id = if count == 1 { format!("_fnref{number}") } else { format!("_fnref{number}-{count}") };
        self.result.anchors.push(Arc::from(id.as_str()));
        let _ = write!(self.out, "<a class=\"fnref\" href=\"#_fn{number}\" id=\"{id}\"><span class=\"vh\">");
        self.say("note");
        let _ = write!(self.out, " </span>{number}</a>");
    }

    /// Reports `[^label]` in plain text; the parser leaves it there when there is no such note.
    pub fn undefined_footnote(&mut self, label: &str, range: Range<usize>) {
        let found = Diagnostic::new(Code::UndefinedFootnote, format!("there is no footnote `[^{label}]`"))
            .at(self.span(range))
            .help(format!("add a line that starts with `[^{label}]:`, or write `\\[` for a bracket"));
        self.result.diagnostics.push(found);
    }

    /// Reports the notes that nothing refers to, and says where they stand.
    pub fn find_unread_notes(&mut self) {
        let mut unread: Vec<Note> = self.notes.definitions.drain().map(|(_, note)| note).collect();
        unread.sort_unstable_by_key(|note| note.place.start);
        for Note { place, again, .. } in unread {
            let start = place.start;
            let written = self.masked.raw[start..].split_inclusive(']').next().unwrap_or_default();
            let found = Diagnostic::new(Code::UnreadFootnote, format!("nothing refers to the footnote `{written}`"))
                .at(self.span(start..start + written.len()))
                .help(format!("no reader sees it: write `{written}` where it belongs, or take it out"));
            self.result.diagnostics.push(found);
            again.iter().chain([&place]).for_each(|range| self.leave_out(range));
        }
    }

    /// Writes the notes that the block just finished refers to, and those they refer to.
    pub fn place_notes(&mut self) {
        self.in_note = true;
        while let Some((number, events)) = self.notes.waiting.pop_front() {
            self.place_note(number, events);
        }
        self.in_note = false;
    }

    fn place_note(&mut self, number: u32, mut events: Events<'a>) {
        self.result.anchors.push(Arc::from(format!("_fn{number}")));
        let _ = write!(self.out, "<div class=\"sidenote\" id=\"_fn{number}\" role=\"note\"><b>{number}</b> ");
        if is_one_paragraph(&events) {
            events.pop();
            events.remove(0);
        }
        self.depth += 1;
        for (event, range) in events {
            self.read(event, range);
        }
        self.flush_run();
        // Of a note that is one paragraph nothing else ends them.
        self.close_raw_elements(self.depth);
        self.end_block_text();
        self.depth -= 1;
        let _ = write!(self.out, " <a href=\"#_fnref{number}\"><span class=\"vh\">");
        self.say("back-to-text");
        self.out.push_str("</span><span aria-hidden=\"true\">↩</span></a></div>\n");
    }

    /// An interface string of the theme.
    pub fn say(&mut self, key: &str) {
        self.marks.push(&mut self.out, Mark::Hole(Fill::Say(Arc::from(key))));
    }
}

fn is_one_paragraph(events: &Events) -> bool {
    let ends = events.iter().filter(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph))).count();
    ends == 1
        && matches!(events.first(), Some((Event::Start(Tag::Paragraph), _)))
        && matches!(events.last(), Some((Event::End(TagEnd::Paragraph), _)))
}
