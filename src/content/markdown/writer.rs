//! The parser's events → HTML with marks, in one pass.
//!
//! This file holds the state and sends each event to its concern; the concerns are methods of
//! [`Writer`] in the files beside it.

use std::ops::Range;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use pulldown_cmark::{Event, HeadingLevel, RefDefs, Tag, TagEnd};

use super::block_text::{BlockText, Pull};
use super::blocks::{OpenCode, Table};
use super::box_titles::Definitions;
use super::callouts::Quotation;
use super::context::cut_end;
use super::dialects::may_be_foreign;
use super::embeds::embeds;
use super::headings::{Ids, OpenHeading, written_id};
use super::highlights::Highlights;
use super::inline::Run;
use super::links::{OpenImage, OpenLink};
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
use crate::diagnostics::{Code, Diagnostic, Span};

/// Elements inside one another; browsers give up at about 500, readers long before.
const DEEPEST: usize = 100;
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
    too_deep: bool,
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
    skipped_notes: usize,
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

    pub fn read(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.skips_note(&event) || self.is_passed_over(&range) {
            return;
        }
        if self.image.is_some() {
            return self.image_event(event, range);
        }
        if let Event::Text(text) = &event {
            self.begin_box_paragraph(&event, &range);
            return self.text(text, range);
        }
        self.flush_run();
        self.begin_box_paragraph(&event, &range);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(text) => self.inline_code(&text, &range),
            Event::InlineMath(tex) => self.formula(&tex, &range, math_core::MathDisplay::Inline),
            Event::DisplayMath(tex) => self.formula(&tex, &range, math_core::MathDisplay::Block),
            Event::Html(html) => self.html_line(&html, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::SoftBreak => self.soft_break(&range),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task_marker(done),
            Event::Text(_) => {}
        }
    }

    /// Definitions of notes are passed over where they stand.
    fn skips_note(&mut self, event: &Event) -> bool {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => self.skipped_notes += 1,
            Event::End(TagEnd::FootnoteDefinition) => {
                self.skipped_notes = self.skipped_notes.saturating_sub(1);
                return true;
            }
            _ => {}
        }
        self.skipped_notes > 0
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if is_block(&tag.to_end()) {
            self.end_box_paragraph();
            self.depth += 1;
            self.end_block_text();
        } else {
            self.depth += 1;
        }
        if !matches!(tag, Tag::Paragraph) {
            self.start_place(tag.to_end(), range.start);
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(&range),
            Tag::Heading { level, id, classes, attrs } => {
                self.start_heading(number(level), id.or_else(|| written_id(attrs)), &classes);
            }
            Tag::BlockQuote(kind) => self.start_quotation(kind, &range),
            Tag::CodeBlock(kind) => self.start_code(kind, &range),
            Tag::HtmlBlock => self.raw.start_block(),
            Tag::List(first) => self.start_list(first, &range),
            Tag::Item => self.start_item(&range),
            Tag::DefinitionList => self.open("<dl>\n", &range),
            Tag::DefinitionListTitle => self.open("<dt>", &range),
            Tag::DefinitionListDefinition => self.open("<dd>", &range),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            Tag::Emphasis => self.open("<em>", &range),
            Tag::Strong => {
                // A step that begins with its name in bold: themes set the name on a line of its own.
                let leads =
                    self.out.ends_with("<li>") || self.out.ends_with("<li><p>") || self.out.ends_with("<li>\n<p>");
                self.open(if leads { "<strong class=\"lead\">" } else { "<strong>" }, &range);
            }
            Tag::Strikethrough => self.open("<del>", &range),
            Tag::Link { link_type, dest_url, id, .. } => self.start_link(link_type, &dest_url, &id, range),
            Tag::Image { dest_url, title, id, .. } => self.start_image(&dest_url, &title, &id, range),
            Tag::Superscript | Tag::Subscript | Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        self.close_raw_elements(self.depth);
        if is_block(&tag) {
            self.end_box_paragraph();
        }
        let text = if is_block(&tag) { self.end_block_text() } else { String::new() };
        match tag {
            TagEnd::Paragraph => {
                let written_from = self.paragraph.map_or(self.out.len(), |(start, _)| start);
                self.end_paragraph(text);
                self.start_paragraph_place(range.start, written_from);
            }
            TagEnd::Heading(_) => self.end_heading(text, &range),
            TagEnd::BlockQuote(_) => self.end_quotation(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html_block(range.clone()),
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item => self.end_item(),
            TagEnd::DefinitionList => self.close("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.out.push_str("</tr></thead>\n<tbody>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.close("</em>"),
            TagEnd::Strong => self.close("</strong>"),
            TagEnd::Strikethrough => self.close("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) => {}
        }
        self.end_place(tag, range.start);
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 && !self.in_note {
            self.place_notes();
        }
    }

    /// Opens an element, unless it would be nested too deeply; its content is written all the same.
    pub fn open(&mut self, html: &str, range: &Range<usize>) {
        if self.depth <= DEEPEST {
            self.out.push_str(html);
        } else if !std::mem::replace(&mut self.too_deep, true) {
            self.report_too_deep(range.start);
        }
    }

    pub fn close(&mut self, html: &str) {
        if self.depth <= DEEPEST {
            self.out.push_str(html);
        }
    }

    pub fn report_too_deep(&mut self, at: usize) {
        let found = Diagnostic::new(Code::NestedTooDeep, format!("more than {DEEPEST} elements are nested here"))
            .at(self.span(at..at))
            .help("flatten the quotations, lists or tags around this place");
        self.result.diagnostics.push(found);
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

/// Whether an element parts the text of a page into blocks.
pub fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
