//! From byte ranges to lines and columns, in constant time however long a file or a line is.

use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;

use super::Sources;
use crate::diagnostics::Span;

/// How many bytes lie between two places whose number of characters is remembered. Short enough
/// to count across at once, long enough that the table is small beside the text.
const BLOCK: usize = 1024;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A range as editors show it: lines and columns count from 1, columns in Unicode scalar values;
/// the end is the place after the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// The texts asked for so far, each read and indexed once.
pub struct Texts<'a> {
    sources: &'a dyn Sources,
    known: HashMap<Arc<str>, Option<IndexedText>>,
}

impl<'a> Texts<'a> {
    pub fn new(sources: &'a dyn Sources) -> Texts<'a> {
        Texts { sources, known: HashMap::default() }
    }

    /// The text `span` lies in; `None` for a span that stands for the file as such, and for a
    /// file whose text is not to be had.
    pub fn text(&mut self, span: &Span) -> Option<&IndexedText> {
        if span.start == 0 && span.end == 0 {
            return None;
        }
        let sources = self.sources;
        self.known.entry(span.file.clone()).or_insert_with(|| sources.text(&span.file).map(IndexedText::new)).as_ref()
    }

    /// Where `span` lies, as far as it is a place inside a text that is to be had.
    pub fn place(&mut self, span: &Span) -> Option<Place> {
        self.text(span).map(|text| text.place(span))
    }
}

/// A text with the starts of its lines, and the number of characters before every block.
pub struct IndexedText {
    text: String,
    line_starts: Vec<usize>,
    characters_before: Vec<usize>,
}

impl IndexedText {
    pub fn new(text: String) -> IndexedText {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0).chain(newlines.map(|at| at + 1)).collect();
        let mut characters_before = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            characters_before.push(characters_before[characters_before.len() - 1] + count_characters(block));
        }
        IndexedText { text, line_starts, characters_before }
    }

    pub fn place(&self, span: &Span) -> Place {
        let range = self.range(span);
        let (line, column) = self.line_and_column(range.start);
        let (end_line, end_column) = self.line_and_column(range.end);
        Place { line, column, end_line, end_column }
    }

    /// The bytes of `span`, moved to where they fit when the file has changed since it was read.
    pub fn range(&self, span: &Span) -> Range<usize> {
        let start = self.text.floor_char_boundary(span.start as usize);
        let end = self.text.ceil_char_boundary(span.end as usize).max(start);
        start..end
    }

    pub fn slice(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    /// The bytes of the line that holds `offset`, without its line end and without a byte order
    /// mark, which editors do not show either.
    pub fn line_range(&self, offset: usize) -> Range<usize> {
        let index = self.line_index(offset);
        let end = self.line_starts.get(index + 1).copied().unwrap_or(self.text.len());
        let mut start = self.line_starts[index];
        if start == 0 && self.text.starts_with(BYTE_ORDER_MARK) {
            start = BYTE_ORDER_MARK.len_utf8();
        }
        let line = self.text[start..end].strip_suffix('\n').unwrap_or(&self.text[start..end]);
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let start = self.line_range(offset).start;
        let before = self.count_before(offset).saturating_sub(self.count_before(start));
        (self.line_index(offset) + 1, before + 1)
    }

    fn line_index(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) - 1
    }

    fn count_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.characters_before[block] + count_characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// The number of characters that begin in `bytes`.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}
