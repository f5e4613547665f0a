//! Each event of the parser goes to its concern.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::headings::written_id;
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

/// Elements inside one another; browsers give up at about 500, readers long before.
const DEEPEST: usize = 100;

impl<'a> Writer<'a> {
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
