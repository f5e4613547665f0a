//! The running text of an entry, block by block, with the place of every word in its file.
//!
//! Reads the Markdown anew when asked: the build has no use for the places of plain words, and must
//! not pay for them. It never says what a word means; [`Block::place`] only says whether a link
//! could be put around it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::callouts::marker;
use super::context::around;
use super::elements::is_block;
use super::events;
use super::formulas::ends_formula;
use super::highlights::Highlights;
use super::line_breaks::joins;
use super::mask::{MaskKind, Masked};
use super::parts::{Part, Words, parts};
use super::wiki::Wiki;
use crate::content::{Context, Doc};

/// A paragraph, a list item's line, a table cell or the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// As it reads, with the words of links and code.
    pub text: String,
    /// A bar parts cells, so that one inside a link has to be escaped.
    pub in_table: bool,
    pieces: Vec<Piece>,
}

/// A run of the block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// Where it starts in the block's text.
    start: usize,
    /// Where it starts in the Markdown; none for what must not hold a link.
    source: Option<usize>,
}

impl Block {
    /// The bytes of `doc`'s file that hold exactly the words at `range` and nothing else: no part of
    /// a link, of code, of emphasis that begins or ends between them. None where there is no such place.
    pub fn place(&self, range: Range<usize>, doc: &Doc) -> Option<Range<usize>> {
        let start = self.source(range.start)?;
        let end = self.source(range.end.checked_sub(1)?)? + 1;
        let written = doc.markdown.part(start..end)?;
        // Beside a letter a `$` may be text that beside a link is the edge of a formula.
        let before = start.checked_sub(1).and_then(|before| doc.markdown.part(before..start));
        let is_beside_formula = before.into_iter().chain(doc.markdown.part(end..end + 1)).any(|sign| sign == "$");
        let base = doc.markdown_start as usize;
        (same_words(&written, &self.text[range]) && !is_beside_formula).then_some(base + start..base + end)
    }

    /// Whether what stands at a byte of the text is plain text: no part of a link or of code.
    pub fn can_hold_link(&self, at: usize) -> bool {
        self.source(at).is_some()
    }

    /// The sentence around the words at `range`.
    pub fn context(&self, range: Range<usize>) -> Context {
        around(&self.text, range, false)
    }

    /// Where the byte at `at` is written in the Markdown.
    fn source(&self, at: usize) -> Option<usize> {
        let piece = &self.pieces[self.pieces.partition_point(|piece| piece.start <= at).checked_sub(1)?];
        Some(piece.source? + at - piece.start)
    }
}

/// Whether `written` reads as `text`: the same but for line breaks, and for what marks a line of a
/// quotation or a list.
fn same_words(written: &str, text: &str) -> bool {
    if written == text {
        return true;
    }
    let lines = written.split('\n').enumerate();
    let lines = lines.map(|(at, line)| if at == 0 { line } else { line.trim_start_matches(['>', ' ', '\t']) });
    lines.flat_map(str::split_whitespace).eq(text.split_whitespace()) && written.contains('\n')
}

/// All blocks of an entry's text but its headings.
pub fn prose(doc: &Doc) -> Vec<Block> {
    let markdown = doc.markdown.read();
    let raw = markdown.trim_start_matches('\u{FEFF}');
    let masked = Masked::new(raw);
    let events = || events(&masked.text);
    let highlights = Highlights::collect(&masked.text, 0..masked.text.len(), events);
    let mut reader = Reader::new(&masked, markdown.len() - raw.len(), highlights);
    for (event, range) in events() {
        reader.read(event, range);
    }
    reader.end_block();
    reader.blocks
}

struct Reader<'a> {
    masked: &'a Masked<'a>,
    highlights: Highlights,
    /// Where the masked text starts in the Markdown.
    base: usize,
    blocks: Vec<Block>,
    block: Block,
    /// Open elements whose text is read but must not hold a link: links, and what is struck out.
    closed: usize,
    /// The open raw element that must not hold a link.
    raw: Option<&'static str>,
    /// Open elements whose text is no prose: headings, blocks of code, images.
    skipped: usize,
    in_table: bool,
    /// Where the title of a callout stands that has not ended.
    title: Option<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn new(masked: &'a Masked<'a>, base: usize, highlights: Highlights) -> Reader<'a> {
        Reader {
            masked,
            highlights,
            base,
            blocks: Vec::new(),
            block: Block::default(),
            closed: 0,
            raw: None,
            skipped: 0,
            in_table: false,
            title: None,
        }
    }

    fn read(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.start(&tag.to_end());
                if let Tag::BlockQuote(None) = tag {
                    self.title = marker(&self.masked.raw, &range).map(|marker| marker.title);
                }
            }
            Event::End(tag) => self.end(&tag),
            _ if self.skipped > 0 => {}
            // The name of a callout, before its title.
            Event::Text(_) if self.title.as_ref().is_some_and(|title| range.end <= title.start) => {}
            Event::Text(text) => self.text(&text, &range),
            Event::SoftBreak if self.title.take_if(|title| title.end <= range.end).is_some() => self.end_block(),
            Event::SoftBreak if joins(self.block.text.chars().next_back(), &self.masked.raw[range.end..]) => {}
            Event::SoftBreak => self.push(" ", Some(range.start)),
            Event::Code(text) => {
                let text = self.masked.restore(&text, &range);
                self.push(&text, None);
            }
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::InlineMath(tex) if !ends_formula(&tex, &self.masked.raw[range.end..]) => {
                let masked = self.masked;
                self.text(&masked.text[range.clone()], &range);
            }
            Event::HardBreak | Event::InlineMath(_) | Event::DisplayMath(_) => self.push(" ", None),
            _ => {}
        }
    }

    fn start(&mut self, tag: &TagEnd) {
        if is_block(tag) {
            self.end_block();
        }
        match tag {
            _ if is_skipped(tag) => self.skipped += 1,
            TagEnd::Link | TagEnd::Strikethrough => self.closed += 1,
            TagEnd::Table => self.in_table = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        if is_block(tag) {
            self.end_block();
            self.title = None;
        }
        match tag {
            _ if is_skipped(tag) => self.skipped = self.skipped.saturating_sub(1),
            TagEnd::Link | TagEnd::Strikethrough => self.closed = self.closed.saturating_sub(1),
            TagEnd::Table => self.in_table = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        for part in parts(text, range, self.masked, &self.highlights) {
            match part {
                Part::Words(Words { text, at, exact }) => self.push(text, exact.then_some(at)),
                Part::Hidden(mask) if mask.kind == MaskKind::Wiki => {
                    let wiki = Wiki::parse(self.masked.source(mask));
                    self.push(wiki.as_ref().filter(|wiki| !wiki.embeds).map_or(" ", Wiki::words), None);
                }
                Part::Hidden(_) => self.push(" ", None),
                Part::Edge(..) => {}
            }
        }
    }

    /// A raw element holds its text until it is closed or its block ends.
    fn inline_html(&mut self, html: &str) {
        let tag = html.trim_start_matches('<');
        let (ends, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split([' ', '>', '/', '\t', '\n']).next().unwrap_or_default();
        let closed = CLOSED.into_iter().find(|closed| name.eq_ignore_ascii_case(closed));
        match self.raw {
            None if !ends => self.raw = closed,
            Some(open) if ends && closed == Some(open) => self.raw = None,
            _ => {}
        }
    }

    fn push(&mut self, text: &str, source: Option<usize>) {
        let source = source.filter(|_| self.closed == 0 && self.raw.is_none()).map(|at| self.base + at);
        self.block.pieces.push(Piece { start: self.block.text.len(), source });
        self.block.text.push_str(text);
    }

    fn end_block(&mut self) {
        self.raw = None;
        let block = std::mem::take(&mut self.block);
        if !block.text.trim().is_empty() {
            self.blocks.push(Block { in_table: self.in_table, ..block });
        }
    }
}

/// Raw elements that must not hold a link, and those whose words are quoted letter by letter.
const CLOSED: [&str; 5] = ["a", "button", "code", "kbd", "samp"];

/// What holds no prose of its own.
fn is_skipped(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    fn blocks(text: &str) -> Vec<String> {
        let doc = site("").read("content/stories/a.md", &format!("# T\n\n{text}"));
        prose(&doc).into_iter().map(|block| block.text.trim().to_owned()).collect()
    }

    #[test]
    fn signs_around_marked_words_are_no_text() {
        assert_eq!(blocks("A ==marked== word, a == b"), ["A marked word, a == b"]);
        assert_eq!(blocks("From $5 a week/$20 a month"), ["From $5 a week/$20 a month"]);
    }

    #[test]
    fn the_title_of_a_callout_is_a_block_of_its_own_without_the_name() {
        assert_eq!(blocks("> [!note] About the map\n> Text\n> goes on\n"), ["About the map", "Text goes on"]);
        assert_eq!(blocks("> [!field-note]- \n> Text\n> goes on\n"), ["Text goes on"]);
        assert_eq!(blocks("> [!tip] Alone\n\na\nb\n"), ["Alone", "a b"]);
        assert_eq!(blocks("> [x] a\n> b\n"), ["[x] a b"]);
    }
}
