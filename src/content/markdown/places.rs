//! Names of blocks, by which others link to one or show it: `… the end of a paragraph. ^name`, or `^name` by itself
//! behind a list, a table or a quotation. The syntax is Obsidian's.

use std::ops::Range;
use std::sync::Arc;

use foldhash::HashSet;

use super::marks::Mark;
use super::writer::Writer;

/// What the writer knows of blocks that may be named.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Where the last block of each depth begins in the output, from the outside in.
    starts: Vec<usize>,
    /// Where the block before the open paragraph begins.
    before: Option<usize>,
    /// The items that are open: where they begin, and what they are called.
    items: Vec<(usize, Option<Arc<str>>)>,
    /// What the open paragraph is called.
    paragraph: Option<Arc<str>>,
    taken: HashSet<Arc<str>>,
}

impl<'a> Writer<'a> {
    /// A block begins at the end of what is written, at the depth that the writer is in.
    pub fn block_starts(&mut self) {
        let outside = self.depth.saturating_sub(1);
        self.blocks.before = self.blocks.starts.get(outside).copied();
        self.blocks.starts.truncate(outside);
        self.blocks.starts.resize(outside + 1, self.out.len());
    }

    pub fn item_starts(&mut self) {
        self.blocks.items.push((self.out.len(), None));
    }

    /// Takes the name off a text that ends its line with one, and keeps it for the block around it. Returns how much of
    /// the text is left.
    pub fn without_name(&mut self, text: &str, range: &Range<usize>) -> usize {
        let raw = &self.masked.raw;
        let Some((end, name)) = named(text) else { return text.len() };
        let before = raw.get(..range.start + text.len() - 1 - name.len()).unwrap_or_default();
        // A picture may stand right before a name; a letter before it makes an exponent of it.
        let stands_apart = before.is_empty() || before.ends_with("]]") || before.ends_with(char::is_whitespace);
        let rest = raw.get(range.end..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r']);
        let is_exact = text.len() == range.len();
        let block = match (self.paragraph, self.blocks.items.last_mut()) {
            (Some(_), _) => &mut self.blocks.paragraph,
            (None, Some((_, name))) => name,
            (None, None) => return text.len(),
        };
        let is_name = is_exact && stands_apart && ends_line && block.is_none();
        if !is_name || self.in_note || self.heading.is_some() {
            return text.len();
        }
        *block = Some(format!("^{name}").into());
        end
    }

    /// The paragraph that began at `start` has been written: a name of it is put there, and one that stood alone to the
    /// block before.
    pub fn paragraph_ends(&mut self, start: usize) {
        let Some(name) = self.blocks.paragraph.take() else { return };
        let is_alone = self.out.get(start..).is_none_or(|written| written.trim().is_empty());
        match self.blocks.before.filter(|_| is_alone) {
            Some(before) => self.name_block(before, name),
            None if is_alone => {}
            None => self.name_block(start, name),
        }
    }

    /// The innermost item has been written.
    pub fn item_ends(&mut self) {
        if let Some((start, Some(name))) = self.blocks.items.pop() {
            self.name_block(start, name);
        }
    }

    /// All that was written from `start` on is called `name`; of several blocks the first keeps it.
    fn name_block(&mut self, start: usize, name: Arc<str>) {
        if start > self.out.len() || !self.blocks.taken.insert(name.clone()) {
            return;
        }
        let number = self.place_names.len();
        self.place_names.push(name);
        let behind = self.out.split_off(start);
        self.marks.push(&mut self.out, Mark::PlaceStart(number));
        self.out.push_str(&behind);
        self.marks.push(&mut self.out, Mark::PlaceEnd(number));
    }
}

/// Where a text ends without a name at its end, and the name, in which is a letter: a number is an exponent.
fn named(text: &str) -> Option<(usize, &str)> {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    // Nearly all texts end with another sign.
    text.as_bytes().last().filter(|last| is_sign(last))?;
    let start = text.len() - text.bytes().rev().take_while(is_sign).count();
    let before = text[..start].strip_suffix('^')?;
    let is_name = text[start..].bytes().any(|byte| byte.is_ascii_alphabetic());
    is_name.then(|| (before.trim_end().len(), &text[start..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_at_the_end_and_is_no_number() {
        assert_eq!(named("A sentence to link to. ^abc-12"), Some((22, "abc-12")));
        assert_eq!(named("^abc"), Some((0, "abc")));
        for text in ["x^2", "10 ^3", "^", "a ^", "^abc.", "", "é"] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
