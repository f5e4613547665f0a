//! HTML in the text: what the policy does not allow is reported, and its tags are kept from reaching
//! beyond their block. Its links and images are those of `raw_links`.
//!
//! Safety does not rest on this file: the sanitiser reads the whole page afterwards.

use std::ops::Range;
use std::sync::Arc;

use super::html::{Tag, Token, escape, tame, tokens, unescape};
use super::mask::{MaskKind, Piece, is_masked};
use super::policy::{allows_tag, ends_before, ends_itself, goes_with_content, is_formatting, is_inline, is_void};
use super::raw_links::OpenAnchor;
use super::raw_reports::COMMENT;
use super::writer::Writer;
use crate::config::RawHtml;

/// Raw elements inside one another.
const DEEPEST: usize = 100;

/// What is open of raw HTML.
#[derive(Debug, Default)]
pub struct RawHtmlState {
    /// Whether the page holds any that has to be sanitised.
    pub seen: bool,
    block: Option<HtmlText>,
    pub(super) link: Option<OpenAnchor>,
    pub(super) open: Vec<OpenElement>,
    reported_depth: bool,
}

#[derive(Debug)]
pub(super) struct OpenElement {
    pub(super) name: String,
    /// The depth of Markdown it was opened at.
    depth: usize,
    /// Where its tag stands in the parsed text.
    pub(super) place: Range<usize>,
}

/// Raw HTML and where its lines stand in the parsed text.
#[derive(Debug, Default)]
pub(super) struct HtmlText {
    pub(super) html: String,
    lines: Vec<(usize, usize)>,
}

impl HtmlText {
    fn push(&mut self, html: &str, at: usize) {
        self.lines.push((self.html.len(), at));
        self.html.push_str(html);
    }

    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let line = self.lines.partition_point(|(start, _)| *start <= range.start);
        let (start, at) = line.checked_sub(1).map_or((0, 0), |line| self.lines[line]);
        at + range.start - start..at + range.end - start
    }
}

impl RawHtmlState {
    pub fn start_block(&mut self) {
        self.block = Some(HtmlText::default());
    }
}

impl<'a> Writer<'a> {
    pub fn html_line(&mut self, html: &str, range: Range<usize>) {
        if let Some(block) = &mut self.raw.block {
            block.push(html, range.start);
        } else {
            self.inline_html(html, range);
        }
    }

    pub fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let mut text = HtmlText::default();
        text.push(html, range.start);
        self.raw_html(&text, true);
    }

    pub fn end_html_block(&mut self, _range: Range<usize>) {
        let Some(block) = self.raw.block.take() else { return };
        if self.source.options.raw_html == RawHtml::Escape {
            let before = self.out.len();
            self.out.push_str("<p>");
            let start = self.out.len();
            self.raw_html(&block, true);
            match self.out[start..].trim().is_empty() {
                true => self.out.truncate(before),
                false => self.out.push_str("</p>\n"),
            }
        } else {
            self.raw_html(&block, false);
            self.close_formatting();
        }
        self.end_block_text();
    }

    fn raw_html(&mut self, text: &HtmlText, inline: bool) {
        if self.source.options.raw_html == RawHtml::Escape {
            return self.write_escaped(text);
        }
        self.raw.seen = true;
        for token in tokens(&text.html) {
            match token {
                Token::Text(range) => self.html_text(text, range),
                Token::Tag(tag) => self.html_tag(text, &tag, inline),
                Token::Comment(range) | Token::RawText(range) => {
                    self.report_unclosed_comment(text, &range);
                    if self.keeps_all() {
                        let html = self.masked.restore(&text.html[range.clone()], &text.place(&range)).into_owned();
                        self.out.push_str(&html);
                    }
                }
            }
        }
    }

    pub(super) fn keeps_all(&self) -> bool {
        self.source.options.raw_html == RawHtml::Allow
    }

    /// Text between tags: component calls work there, wiki-links do not.
    fn html_text(&mut self, text: &HtmlText, range: Range<usize>) {
        self.report_markdown_in_html(text, &range);
        let html = &text.html[range.clone()];
        let masked = self.masked;
        for piece in masked.pieces(html, &text.place(&range)) {
            match piece {
                Piece::Text(_, plain) if self.keeps_all() => self.push_html_text(plain, plain),
                Piece::Text(_, plain) => self.push_html_text(&plain.replace('<', "&lt;"), plain),
                Piece::Hidden(mask) => match mask.kind {
                    MaskKind::Template => self.template(masked.source(mask), mask.range.clone()),
                    MaskKind::Wiki | MaskKind::Attributes => self.write_text(masked.source(mask)),
                    MaskKind::Comment => {}
                },
            }
        }
    }

    fn push_html_text(&mut self, html: &str, plain: &str) {
        self.out.push_str(&tame(html));
        self.block.push(&unescape(plain));
    }

    /// HTML that is shown as text, but for its comments.
    fn write_escaped(&mut self, text: &HtmlText) {
        let mut shown = String::with_capacity(text.html.len());
        for token in tokens(&text.html) {
            let range = match token {
                Token::Comment(range) if text.html[range.clone()].starts_with(COMMENT) => {
                    self.report_unclosed_comment(text, &range);
                    continue;
                }
                Token::Text(range) | Token::Comment(range) | Token::RawText(range) => range,
                Token::Tag(tag) => tag.range,
            };
            for piece in self.masked.pieces(&text.html[range.clone()], &text.place(&range)) {
                match piece {
                    Piece::Text(_, plain) => shown.push_str(plain),
                    Piece::Hidden(mask) if mask.kind == MaskKind::Comment => {}
                    Piece::Hidden(mask) => shown.push_str(self.masked.source(mask)),
                }
            }
        }
        self.write_text(&shown);
    }

    fn html_tag(&mut self, text: &HtmlText, tag: &Tag, inline: bool) {
        // A title is one line.
        if self.in_title && !is_inline(&tag.name) && !self.keeps_all() {
            return;
        }
        self.note_anchors(text, tag);
        // What is taken out of a line does not part it.
        let is_dropped = inline && !allows_tag(&tag.name) && !self.keeps_all();
        if !is_inline(&tag.name) && !is_dropped {
            self.end_block_text();
        }
        match (tag.name.as_str(), tag.closes) {
            ("a", true) if self.raw.has_link() => self.close_raw_link(),
            ("a", false) if tag.attribute("href").is_some() => self.raw_link(text, tag),
            ("img", false) if tag.attribute("src").is_some() => self.raw_image(text, tag),
            _ => self.raw_element(text, tag, inline),
        }
    }

    /// Ids that links may lead to.
    fn note_anchors(&mut self, text: &HtmlText, tag: &Tag) {
        for attribute in &tag.attributes {
            if attribute.name == "id" || (attribute.name == "name" && tag.name == "a") {
                let id = unescape(&text.html[attribute.value.clone()]);
                self.ids.claim(&id);
                self.result.anchors.push(Arc::from(id));
            }
        }
    }

    fn raw_element(&mut self, text: &HtmlText, tag: &Tag, inline: bool) {
        if self.keeps_all() {
            return self.push_tag(text, tag);
        }
        self.report_unsafe(text, tag);
        if tag.closes {
            return self.close_raw_element(&tag.name);
        }
        let is_drawing = matches!(&*tag.name, "svg" | "math");
        let is_whole = is_void(&tag.name) || (is_drawing && text.html[tag.range.clone()].ends_with("/>"));
        if !is_whole {
            while self.raw.open.pop_if(|outer| ends_before(&outer.name, &tag.name)).is_some() {}
            if self.raw.open.len() >= DEEPEST {
                if !std::mem::replace(&mut self.raw.reported_depth, true) {
                    self.report_too_deep(text.place(&tag.range).start);
                }
                return;
            }
            // Tags of a block may enclose the Markdown blocks behind it.
            let depth = if inline { self.depth } else { self.depth.saturating_sub(1) };
            self.raw.open.push(OpenElement { name: tag.name.clone(), depth, place: text.place(&tag.range) });
            self.mute();
        }
        self.push_tag(text, tag);
    }

    /// What stands in an element that goes with its content is no text of the page.
    fn mute(&mut self) {
        let is_gone = self.raw.open.iter().any(|element| goes_with_content(&element.name));
        self.block.mute(is_gone);
    }

    /// The tag as written; foreign constructs in its attributes stay text.
    pub(super) fn push_tag(&mut self, text: &HtmlText, tag: &Tag) {
        let html = &text.html[tag.range.clone()];
        if !is_masked(html) {
            return self.out.push_str(&tame(html));
        }
        let masked = self.masked;
        let place = text.place(&tag.range);
        for piece in masked.pieces(html, &place) {
            match piece {
                Piece::Text(_, plain) => self.out.push_str(&tame(plain)),
                Piece::Hidden(mask) => {
                    escape(&mut self.out, masked.source(mask));
                    if mask.kind == MaskKind::Template {
                        self.report_foreign_in(masked.source(mask), mask.range.clone());
                    }
                }
            }
        }
    }

    fn close_raw_element(&mut self, name: &str) {
        if let Some(at) = self.raw.open.iter().rposition(|open| open.name == name) {
            self.close_from(at + 1);
            self.raw.open.truncate(at);
            self.mute();
            self.out.push_str(&format!("</{name}>"));
        }
    }

    /// Closes what nobody has closed.
    fn close_from(&mut self, at: usize) {
        for open in self.raw.open.split_off(at).into_iter().rev() {
            if goes_with_content(&open.name) {
                self.report_unclosed(&open);
            }
            if !ends_itself(&open.name) {
                self.out.push_str(&format!("</{}>", open.name));
            }
        }
        self.mute();
    }

    /// Closes what was opened inside the Markdown element that ends at `depth`.
    pub fn close_raw_elements(&mut self, depth: usize) {
        self.close_raw_link_inside(depth);
        let kept = self.raw.open.iter().rposition(|open| open.depth < depth).map_or(0, |last| last + 1);
        self.close_from(kept);
    }

    /// Parsers open `<b>` again in every later paragraph until it is closed.
    fn close_formatting(&mut self) {
        if let Some(at) = self.raw.open.iter().position(|open| is_formatting(&open.name)) {
            self.close_from(at);
        }
    }

    /// An attribute's value, with hidden pieces restored and character references replaced.
    pub(super) fn value(&self, text: &HtmlText, tag: &Tag, name: &str) -> Option<String> {
        let attribute = tag.attribute(name)?;
        let value = &text.html[attribute.value.clone()];
        Some(unescape(&self.masked.restore(value, &text.place(&attribute.value))))
    }
}
