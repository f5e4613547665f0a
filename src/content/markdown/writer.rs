//! The parser's events → HTML with marks, in one pass.
//!
//! This file holds the state; `elements.rs` sends each event to its concern; the concerns are methods of
//! [`Writer`] in the files beside it.

use std::ops::Range;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use pulldown_cmark::RefDefs;

use super::block_text::{BlockText, Pull};
use super::blocks::{OpenCode, Table};
use super::box_titles::Definitions;
use super::callouts::Quotation;
use super::context::cut_end;
use super::dialects::may_be_foreign;
use super::embeds::embeds;
use super::headings::{Ids, OpenHeading};
use super::highlights::Highlights;
use super::images::OpenImage;
use super::inline::Run;
use super::links::OpenLink;
use super::lists::Lists;
use super::marks::{HeadingDraft, Marks};
use super::mask::{Masked, is_masked};
use super::notes::Notes;
use super::places::BlockNames;
use super::raw_html::RawHtmlState;
use super::settle::{Settling, settle};
use super::smart::{Quotes, quotes};
use super::{Markdown, Source, policy};
use crate::config::RawHtml;
use crate::diagnostics::Span;

/// Characters of the excerpt.
const EXCERPT: usize = 480;

pub struct Writer<'a> {
    pub source: Source<'a>,
    pub masked: &'a Masked<'a>,
    /// Where the parsed text starts in the file.
    pub base: usize,
    pub out: String,
    pub marks: Marks,
    pub result: Markdown,
    pub block: BlockText,
    pub run: Run,
    pub quotes: Option<Quotes>,
    /// Open elements of the Markdown.
    pub depth: usize,
    pub too_deep: bool,
    pub links: Vec<OpenLink>,
    /// Targets of reference definitions that hold a hidden piece, by label.
    pub definitions: HashMap<String, String>,
    /// All definitions, where titles may refer to them.
    pub title_definitions: Definitions,
    pub image: Option<OpenImage>,
    /// Where the open paragraph starts, and its depth.
    pub paragraph: Option<(usize, usize)>,
    /// Marks in it that end it, since they are blocks.
    pub embeds: Vec<usize>,
    pub heading: Option<OpenHeading>,
    pub seen_first_heading: bool,
    pub demote: bool,
    pub drafts: Vec<HeadingDraft>,
    pub ids: Ids,
    /// The quotations that are open, from the outside in.
    pub quotations: Vec<Quotation>,
    /// The lists and boxes that are open, from the outside in.
    pub lists: Lists,
    /// Whether the title of a callout or box is being written, in which no block has its place.
    pub in_title: bool,
    /// A part of the parsed text that has been written already.
    pub passed_over: Range<usize>,
    pub block_names: BlockNames,
    pub highlights: Highlights,
    /// How many of them are open.
    pub highlighted: usize,
    pub table: Table,
    pub tables: u32,
    pub code: Option<OpenCode>,
    pub raw: RawHtmlState,
    pub pull: Pull,
    pub notes: Notes<'a>,
    pub in_note: bool,
    pub skipped_notes: usize,
    /// Whether signs of other tools may stand in its lines.
    pub may_be_foreign: bool,
    /// Names that were reported once already.
    pub reported: HashSet<String>,
}

impl<'a> Writer<'a> {
    pub fn new(
        source: Source<'a>,
        masked: &'a Masked<'a>,
        base: usize,
        (notes, block_names, highlights): (Notes<'a>, BlockNames, Highlights),
        definitions: &RefDefs,
    ) -> Writer<'a> {
        let title_definitions = Definitions::of(definitions, masked);
        let hidden = definitions.iter().filter(|(_, definition)| is_masked(&definition.dest));
        let definitions = hidden
            .map(|(label, definition)| {
                (label.to_lowercase(), masked.restore(&definition.dest, &definition.span).into_owned())
            })
            .collect();
        Writer {
            source,
            masked,
            base,
            out: String::with_capacity(masked.raw.len() + masked.raw.len() / 4),
            marks: Marks::default(),
            result: Markdown::default(),
            block: BlockText::default(),
            run: Run::default(),
            quotes: quotes(&source.lang.0),
            depth: 0,
            too_deep: false,
            links: Vec::new(),
            definitions,
            title_definitions,
            image: None,
            paragraph: None,
            embeds: Vec::new(),
            heading: None,
            seen_first_heading: false,
            demote: false,
            drafts: Vec::new(),
            ids: Ids::default(),
            quotations: Vec::new(),
            lists: Lists::default(),
            in_title: false,
            passed_over: 0..0,
            block_names,
            highlights,
            highlighted: 0,
            table: Table::default(),
            tables: 0,
            code: None,
            raw: RawHtmlState::default(),
            pull: Pull::default(),
            notes,
            in_note: false,
            skipped_notes: 0,
            may_be_foreign: may_be_foreign(&masked.raw),
            reported: HashSet::default(),
        }
    }

    pub fn finish(mut self) -> Markdown {
        self.flush_run();
        self.close_raw_elements(0);
        self.end_block_text();
        self.find_unread_notes();
        let sanitised = self.raw.seen && self.source.options.raw_html == RawHtml::Sanitise;
        let html = if sanitised { policy::sanitise(&self.out) } else { self.out };
        let settling = Settling { demote: self.demote, sanitised };
        let names = self.block_names.without(&self.result.anchors, &self.drafts);
        let (body, headings) = settle(&html, self.marks, (&self.drafts, &names), settling);
        self.result.anchors.extend(body.places.iter().map(|place| place.name.clone()));
        self.result.embeds = embeds(&body, &headings);
        self.result.body = body;
        self.result.headings = headings;
        self.result.pull = self.pull.text().map(Arc::from);
        self.result
    }

    /// Ends the plain text of a block: its links get their sentences.
    pub fn end_block_text(&mut self) -> String {
        let (text, words) = self.block.finish(&mut self.result.links);
        for link in &mut self.links {
            link.restart();
        }
        self.raw.restart_link();
        if self.heading.is_none() {
            self.result.words += words;
        }
        self.pull.push(&text);
        text
    }

    pub fn add_words(&mut self, text: &str) {
        self.result.words += super::plain::count_words(text);
    }

    pub fn offer_excerpt(&mut self, text: &str) {
        if self.result.excerpt.is_none() && self.depth == 1 && !self.in_note && !text.is_empty() {
            self.result.excerpt = Some(Arc::from(cut_end(text, EXCERPT)));
        }
    }

    /// Leaves a part of the parsed text out of the page's Markdown as well.
    pub fn leave_out(&mut self, range: &Range<usize>) {
        let behind_front_matter = self.base - self.source.start;
        self.result.left_out.push(range.start + behind_front_matter..range.end + behind_front_matter);
    }

    /// The place in the file of a range of the parsed text, widened to whole characters.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source.text.floor_char_boundary(self.base + range.start);
        let end = self.source.text.ceil_char_boundary(self.base + range.end);
        Span::new(self.source.file, start..end)
    }
}
