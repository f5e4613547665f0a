//! Names of blocks, by which others link to one or show it: `… the end of a paragraph. ^name`, or `^name` by itself
//! behind a list, a table or a quotation. The syntax is Obsidian's.
//!
//! Names are found ahead, since they stand at the end of what they name. In notes, headings and cells, and where
//! there is nothing before them, they are text.

use std::ops::Range;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use memchr::memchr_iter;
use pulldown_cmark::{Event, TagEnd};

use super::elements::is_block;
use super::marks::{HeadingDraft, Mark};
use super::mask::Masked;
use super::writer::Writer;

/// A block, by what it is and where it begins in the text.
type Block = (TagEnd, usize);

/// The names of one text.
#[derive(Debug, Default)]
pub struct BlockNames {
    /// By their numbers, with the `^` before them.
    names: Vec<Arc<str>>,
    of_blocks: HashMap<Block, Vec<usize>>,
    /// For a piece of text that ends with a name, by its end, where the name and the space before it begin.
    cuts: HashMap<usize, usize>,
}

impl BlockNames {
    pub fn collect(masked: &Masked) -> BlockNames {
        let raw = &*masked.raw;
        if !may_hold_names(raw) {
            return BlockNames::default();
        }
        let mut finder =
            Finder { raw, open: vec![Open::default()], taken: HashSet::default(), found: BlockNames::default() };
        for (event, range) in super::events(&masked.text) {
            finder.read(&event, range);
        }
        finder.found
    }

    /// The names by their numbers, and nothing in the place of one that is the id of something else on the page.
    pub fn without(&self, anchors: &[Arc<str>], drafts: &[HeadingDraft]) -> Vec<Option<Arc<str>>> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let ids: HashSet<&str> = anchors.iter().map(|id| &**id).chain(drafts.iter().map(|draft| &*draft.id)).collect();
        self.names.iter().map(|name| Some(name.clone()).filter(|name| !ids.contains(&**name))).collect()
    }
}

/// A block whose end has not come; the outermost is the text itself.
#[derive(Default)]
struct Open {
    block: Option<Block>,
    /// The block in it that ended last, where a name behind it can be meant for it.
    last: Option<Block>,
    /// Elements of a line that are open in it.
    inline: usize,
    has_text: bool,
    /// The name that its text ends with so far.
    name: Option<Name>,
}

struct Name {
    /// With the space before it.
    place: Range<usize>,
    /// Whether it is all of the text.
    is_alone: bool,
}

struct Finder<'r> {
    raw: &'r str,
    open: Vec<Open>,
    taken: HashSet<Arc<str>>,
    found: BlockNames,
}

impl Finder<'_> {
    fn read(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(tag) if is_block(&tag.to_end()) => {
                // The text of an item ends where a block in it begins.
                self.end_text();
                self.open.push(Open { block: Some((tag.to_end(), range.start)), ..Open::default() });
            }
            Event::End(tag) if is_block(tag) => self.end(*tag),
            Event::Rule => self.innermost().last = None,
            Event::Text(_) => self.text(range),
            _ => {
                let open = self.innermost();
                match event {
                    Event::Start(_) => open.inline += 1,
                    Event::End(_) => open.inline = open.inline.saturating_sub(1),
                    _ => {}
                }
                (open.has_text, open.name) = (true, None);
            }
        }
    }

    /// The text itself never ends.
    fn innermost(&mut self) -> &mut Open {
        if self.open.is_empty() {
            self.open.push(Open::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn text(&mut self, range: Range<usize>) {
        let place = name_at_end(self.raw, &range);
        let open = self.innermost();
        let is_alone = !open.has_text && place.as_ref().is_some_and(|place| place.start == range.start);
        open.name = place.filter(|_| open.inline == 0).map(|place| Name { place, is_alone });
        open.has_text = true;
    }

    fn end(&mut self, tag: TagEnd) {
        let was_name = self.end_text();
        let block = self.open.pop().and_then(|open| open.block);
        match tag {
            TagEnd::HtmlBlock | TagEnd::Heading(_) | TagEnd::FootnoteDefinition => self.innermost().last = None,
            _ if was_name => {}
            _ => self.innermost().last = block,
        }
    }

    /// The innermost block's own text is over: a name at its end is that of the block, or of the one before. Says whether
    /// all of it was a name.
    fn end_text(&mut self) -> bool {
        let Some(Name { place, is_alone }) = self.innermost().name.take() else { return false };
        let is_in_note = self.open.iter().any(|open| matches!(open.block, Some((TagEnd::FootnoteDefinition, _))));
        let before = self.open.len().checked_sub(2).and_then(|outer| self.open[outer].last);
        let block = match self.innermost().block {
            Some((TagEnd::Paragraph, _)) if is_alone => before,
            own @ Some((TagEnd::Paragraph | TagEnd::Item, _)) => own,
            _ => None,
        };
        let has_enough = |block: &Block| self.found.of_blocks.get(block).map_or(0, Vec::len) >= most_names(block.0);
        let Some(block) = block.filter(|block| !is_in_note && !has_enough(block)) else { return false };
        self.found.cuts.insert(place.end, place.start);
        let name: Arc<str> = self.raw[place].trim_start().into();
        // Of several blocks the first keeps it.
        if self.taken.insert(name.clone()) {
            self.found.of_blocks.entry(block).or_default().push(self.found.names.len());
            self.found.names.push(name);
        }
        is_alone
    }
}

/// How many names a block may have: each is looked at with all that the block holds. Behind a list there may be
/// several; where an item goes on behind a block in it, the first name is its own.
fn most_names(tag: TagEnd) -> usize {
    if tag == TagEnd::Item { 1 } else { 4 }
}

/// A quick look: a `^` with space before it and a letter or digit behind it.
fn may_hold_names(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    memchr_iter(b'^', bytes).any(|at| {
        let is_name = bytes.get(at + 1).is_some_and(|next| is_sign(*next));
        // Beyond ASCII there is white space too.
        let may_stand_apart = |before: &u8| before.is_ascii_whitespace() || *before == b']' || !before.is_ascii();
        is_name && at.checked_sub(1).is_none_or(|before| may_stand_apart(&bytes[before]))
    })
}

fn is_sign(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// The name, with the space before it, that a piece of text ends with, if its line ends there too. A picture may stand
/// right before a name; another sign makes an exponent of it, and so does a number.
fn name_at_end(raw: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let text = raw.get(range.clone())?;
    // Nearly all texts end with another sign.
    text.as_bytes().last().filter(|last| is_sign(**last))?;
    let start = text.len() - text.bytes().rev().take_while(|byte| is_sign(*byte)).count();
    let before = text[..start].strip_suffix('^')?;
    let all_before = &raw[..range.start + before.len()];
    let stands_apart = all_before.is_empty() || all_before.ends_with("]]") || all_before.ends_with(char::is_whitespace);
    let rest = raw[range.end..].trim_start_matches([' ', '\t']);
    let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r']);
    // The line that begins a callout is its title.
    let line = all_before.rsplit('\n').next().unwrap_or_default().trim_start_matches(['>', ' ', '\t']);
    let is_name = text[start..].bytes().any(|byte| byte.is_ascii_alphabetic()) && !line.starts_with("[!");
    (stands_apart && ends_line && is_name).then(|| range.start + before.trim_end().len()..range.end)
}

impl<'a> Writer<'a> {
    /// A text without the name at its end.
    pub fn without_name<'t>(&self, text: &'t str, range: Range<usize>) -> (&'t str, Range<usize>) {
        match self.block_names.cuts.get(&range.end) {
            Some(cut) if text.len() == range.len() && *cut >= range.start => {
                (&text[..cut - range.start], range.start..*cut)
            }
            _ => (text, range),
        }
    }

    pub fn start_place(&mut self, tag: TagEnd, start: usize) {
        for number in self.numbers_of((tag, start)) {
            self.marks.push(&mut self.out, Mark::PlaceStart(number));
        }
    }

    /// The same for a paragraph that has been written from `out` on: what it begins with depends on what is before it.
    pub fn start_paragraph_place(&mut self, start: usize, out: usize) {
        let numbers = self.numbers_of((TagEnd::Paragraph, start));
        if numbers.is_empty() || !self.out.is_char_boundary(out) {
            return;
        }
        let paragraph = self.out.split_off(out);
        for number in numbers {
            self.marks.push(&mut self.out, Mark::PlaceStart(number));
        }
        self.out.push_str(&paragraph);
    }

    pub fn end_place(&mut self, tag: TagEnd, start: usize) {
        for number in self.numbers_of((tag, start)) {
            self.marks.push(&mut self.out, Mark::PlaceEnd(number));
        }
    }

    fn numbers_of(&self, block: Block) -> Vec<usize> {
        self.block_names.of_blocks.get(&block).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_apart_at_the_end_of_a_line_and_is_no_number() {
        let name = |text: &'static str| name_at_end(text, &(0..text.len())).map(|place| &text[place]);
        assert_eq!(name("A sentence to link to. ^abc-12"), Some(" ^abc-12"));
        assert_eq!(name("^abc"), Some("^abc"));
        assert_eq!(name("![[x.png]]^abc"), Some("^abc"));
        for text in ["x^2", "10 ^3", "x^abc", "^", "a ^", "^abc.", "", "é"] {
            assert_eq!(name(text), None, "{text}");
        }
        assert_eq!(name_at_end("a ^b c", &(0..4)), None, "the line goes on");
        assert_eq!(name_at_end("a ^b  \nc", &(0..4)), Some(1..4));
    }

    #[test]
    fn a_text_without_names_is_told_at_once() {
        assert!(!may_hold_names("x^2 [^1] ^ ^. *a*^n"));
        assert!(may_hold_names("^a") && may_hold_names("x\n^a") && may_hold_names("[[x]]^a"));
    }
}
