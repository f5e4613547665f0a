//! Hides wiki-links, `{{ … }}`, `%% … %%` and attributes from the Markdown parser behind stand-ins of the same length.
//!
//! They hold characters that mean something else in Markdown (`|` in tables, quotes, `<`, `*`), so
//! they are found in the raw text first. A stand-in reads like a word: it can stand in a table, a
//! link's target or an attribute, and since it is as long as what it hides, every place the parser
//! reports is a place of the raw text. Where no such thing is wanted, as in code, the raw text is
//! put back. This module never decides what a hidden piece means.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr3_iter, memmem};

use super::attributes;
use super::boxes::{self, Boxes};
use super::comment_signs::Comments;
use crate::content::titles;

/// The first character of a stand-in: a noncharacter, which no text needs.
const STAND_IN: &str = "\u{FDD0}";
const FILLER: u8 = b'x';
/// Longer constructs are taken for stray braces; this also bounds the search for their end.
const LONGEST_TEMPLATE: usize = 4096;
const LONGEST_WIKI: usize = 512;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskKind {
    /// `[[…]]` or `![[…]]`.
    Wiki,
    /// `{{ … }}`, `{{< … >}}`, `{{% … %}}` or `{% … %}`.
    Template,
    /// `%% … %%`: what writers tell each other, as in Obsidian.
    Comment,
    /// `{ … }` behind an element.
    Attributes,
}

/// A hidden piece of the raw text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    pub range: Range<usize>,
    pub kind: MaskKind,
}

/// A part of a text that came from the parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t, 'm> {
    /// Plain text, and where in the given text it starts.
    Text(usize, &'t str),
    Hidden(&'m Mask),
}

/// The raw text with its stand-ins.
#[derive(Debug)]
pub struct Masked<'a> {
    /// As written, but for the characters that this room uses itself.
    pub raw: Cow<'a, str>,
    pub text: String,
    /// Those that other tools write, by where they begin.
    pub boxes: Boxes,
    masks: Vec<Mask>,
}

impl<'a> Masked<'a> {
    pub fn new(raw: &'a str) -> Masked<'a> {
        let raw = without_noncharacters(raw);
        let masks = find(&raw);
        let mut text = hide(&raw, &(0..raw.len()), &masks);
        let boxes = boxes::find(&raw, &mut text, &masks);
        Masked { raw, text, boxes, masks }
    }

    /// Where the line at `end` ends, or the last of those over which what is hidden at its end runs.
    pub fn line_end(&self, mut end: usize) -> usize {
        let behind = self.masks.partition_point(|mask| mask.range.end <= end);
        for mask in &self.masks[behind..] {
            if mask.range.start >= end {
                break;
            }
            if mask.range.end > end {
                let rest = &self.raw[mask.range.end..];
                end = mask.range.end + rest.find('\n').map_or(rest.len(), |at| at + 1);
            }
        }
        end
    }

    /// A part of the raw text with its stand-ins; what is hidden lies wholly in it or outside of it.
    pub fn hidden(&self, range: &Range<usize>) -> String {
        let first = self.masks.partition_point(|mask| mask.range.start < range.start);
        let behind = self.masks.partition_point(|mask| mask.range.end <= range.end);
        hide(&self.raw, range, &self.masks[first..behind.max(first)])
    }

    /// The hidden piece that begins at `at`.
    pub fn mask_at(&self, at: usize) -> Option<&Mask> {
        self.masks.binary_search_by_key(&at, |mask| mask.range.start).ok().map(|found| &self.masks[found])
    }

    /// The raw text of a hidden piece.
    pub fn source(&self, mask: &Mask) -> &str {
        &self.raw[mask.range.clone()]
    }

    /// Splits `text`, which the parser took from `range`, at its stand-ins.
    pub fn pieces<'t>(&self, text: &'t str, range: &Range<usize>) -> Vec<Piece<'t, '_>> {
        if !is_masked(text) {
            return vec![Piece::Text(0, text)];
        }
        let mut pieces = Vec::new();
        let mut masks = self.masks[self.masks.partition_point(|mask| mask.range.start < range.start)..].iter();
        let mut done = 0;
        for start in memmem::find_iter(text.as_bytes(), STAND_IN) {
            let Some(mask) = masks.next() else { break };
            let end = start + mask.range.len();
            if !text.is_char_boundary(end) || end > text.len() {
                break;
            }
            if start > done {
                pieces.push(Piece::Text(done, &text[done..start]));
            }
            pieces.push(Piece::Hidden(mask));
            done = end;
        }
        if done < text.len() {
            pieces.push(Piece::Text(done, &text[done..]));
        }
        pieces
    }

    /// `text`, which the parser took from `range`, as it was written.
    pub fn restore<'t>(&self, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        if !text.contains(STAND_IN) {
            return Cow::Borrowed(text);
        }
        let mut restored = String::with_capacity(text.len());
        for piece in self.pieces(text, range) {
            restored.push_str(match piece {
                Piece::Text(_, plain) => plain,
                Piece::Hidden(mask) => self.source(mask),
            });
        }
        Cow::Owned(restored)
    }

    /// Like [`restore`](Self::restore) for text that ends `range`: the target behind a link's text.
    pub fn restore_last<'t>(&self, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let count = memmem::find_iter(text.as_bytes(), STAND_IN).count();
        let end = self.masks.partition_point(|mask| mask.range.end <= range.end);
        match end.checked_sub(count).and_then(|first| self.masks[first..end].first()) {
            Some(first) => self.restore(text, &(first.range.start..range.end)),
            None => Cow::Borrowed(text),
        }
    }
}

pub fn is_masked(text: &str) -> bool {
    text.contains(STAND_IN)
}

/// Whether a stand-in begins with it.
pub fn is_stand_in(c: char) -> bool {
    STAND_IN.starts_with(c)
}

/// The noncharacters this room uses: U+FDD0 here, U+FDD1 and U+FDD2 for marks in the HTML, and
/// those for marks in plain text.
pub fn is_reserved(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDD2}') || titles::is_reserved(c)
}

/// The replacement character is as long as the noncharacters, so that places stay right.
fn without_noncharacters(raw: &str) -> Cow<'_, str> {
    let may_hold = memmem::find(raw.as_bytes(), b"\xEF\xB7").is_some();
    if may_hold { Cow::Owned(raw.replace(is_reserved, "\u{FFFD}")) } else { Cow::Borrowed(raw) }
}

fn hide(raw: &str, range: &Range<usize>, masks: &[Mask]) -> String {
    let mut text = String::with_capacity(range.len());
    let mut done = range.start;
    for mask in masks {
        text.push_str(&raw[done..mask.range.start]);
        text.push_str(STAND_IN);
        text.extend(std::iter::repeat_n(char::from(FILLER), mask.range.len() - STAND_IN.len()));
        done = mask.range.end;
    }
    text.push_str(&raw[done..range.end]);
    text
}

fn find(raw: &str) -> Vec<Mask> {
    let mut comments = Comments::of(raw);
    let mut masks = Vec::new();
    let mut done = 0;
    for at in memchr3_iter(b'[', b'{', b'%', raw.as_bytes()) {
        if at < done || is_escaped(raw.as_bytes(), at) {
            continue;
        }
        if let Some(mask) = mask_of(raw, at, &mut comments) {
            done = mask.range.end;
            masks.push(mask);
        }
    }
    masks
}

fn mask_of(raw: &str, at: usize, comments: &mut Comments) -> Option<Mask> {
    match raw.as_bytes()[at] {
        b'[' => wiki(raw, at),
        b'{' => template(raw, at).or_else(|| attributes::find(raw, at)),
        _ => comments.at(at),
    }
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

fn wiki(raw: &str, at: usize) -> Option<Mask> {
    let bytes = raw.as_bytes();
    let inner = at + 2;
    if !bytes[at..].starts_with(b"[[") {
        return None;
    }
    let window = &bytes[inner..bytes.len().min(inner + LONGEST_WIKI)];
    let end = inner + window.iter().position(|byte| matches!(byte, b'[' | b']' | b'`'))?;
    let content = &raw[inner..end];
    let is_link = bytes[end..].starts_with(b"]]")
        && bytes.get(end + 2) != Some(&b'(')
        && !content.trim().is_empty()
        && !content.ends_with('\\')
        && !content.starts_with('^')
        && !has_block_end(content);
    let embeds = at > 0 && bytes[at - 1] == b'!' && !is_escaped(bytes, at - 1);
    is_link.then(|| Mask { range: at - usize::from(embeds)..end + 2, kind: MaskKind::Wiki })
}

fn template(raw: &str, at: usize) -> Option<Mask> {
    let (open, close) = match raw.as_bytes().get(at..at + 3)? {
        b"{{<" => (3, ">}}"),
        b"{{%" => (3, "%}}"),
        [b'{', b'{', _] => (2, "}}"),
        [b'{', b'%', _] => (2, "%}"),
        _ => return None,
    };
    let inner = at + open;
    let limit = raw.floor_char_boundary(inner + LONGEST_TEMPLATE);
    let window = &raw[inner..limit];
    let first = window.find(close)?;
    let length = find_outside_quotes(window, close).unwrap_or(first);
    let content = &window[..length];
    let is_template = content.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !has_block_end(content)
        && !has_bare_backtick(content);
    is_template.then(|| Mask { range: at..inner + length + close.len(), kind: MaskKind::Template })
}

fn find_outside_quotes(text: &str, close: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut quoted = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            _ if !quoted && bytes[at..].starts_with(close.as_bytes()) => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A backtick may end a code span that began before the braces, unless it is quoted.
fn has_bare_backtick(content: &str) -> bool {
    content.contains('`') && find_outside_quotes(content, "`").is_some()
}

/// Whether a paragraph would end inside: at a blank line or a code fence.
pub fn has_block_end(content: &str) -> bool {
    has_fence(content) || content.split('\n').skip(1).any(|line| line.trim().is_empty())
}

fn has_fence(content: &str) -> bool {
    let starts = |line: &str| line.starts_with("```") || line.starts_with("~~~");
    content.split('\n').skip(1).any(|line| starts(line.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(raw: &str) -> Vec<&str> {
        let masked = Masked::new(raw);
        assert_eq!(masked.text.len(), raw.len());
        masked.masks.iter().map(|mask| &raw[mask.range.clone()]).collect()
    }

    #[test]
    fn wiki_links_and_templates_are_hidden_whole() {
        assert_eq!(hidden("a [[b|c]] ![[d.jpg]] e"), ["[[b|c]]", "![[d.jpg]]"]);
        assert_eq!(
            hidden(r#"{{< ref "a}}b" >}} {{% x %}} {% y %} {{ z("}}") }}"#),
            [r#"{{< ref "a}}b" >}}"#, "{{% x %}}", "{% y %}", r#"{{ z("}}") }}"#]
        );
        assert_eq!(hidden("[[[x]]]"), ["[[x]]"]);
    }

    #[test]
    fn what_is_no_wiki_link_or_template_stays_in_sight() {
        for raw in ["[[]]", "[[ ]]", r"\[[x]]", r"[[x\]]", "[[x]](u)", "[[x\n\ny]]", "[[t](u)]", "[[^1]]", "[[`x`]]"] {
            assert_eq!(hidden(raw), [""; 0], "{raw}");
        }
        for raw in ["{{}}", "{{ 3 }}", r"\{{ x }}", "{{ x", "`{{` and `}}`", "{{ x\n\n}}", "{{ x\n```\n}}", "{#id}"] {
            assert_eq!(hidden(raw), [""; 0], "{raw}");
        }
    }

    #[test]
    fn hidden_text_comes_back_as_written() {
        let raw = "a [[b]] {{ c() }} d\u{FDD0}";
        let masked = Masked::new(raw);
        assert_eq!(masked.restore(&masked.text, &(0..raw.len())), "a [[b]] {{ c() }} d\u{FFFD}");
        let tail = &masked.text[8..17];
        assert_eq!(masked.restore(tail, &(8..17)), "{{ c() }}");
        assert_eq!(masked.restore_last(tail, &(0..17)), "{{ c() }}");
    }
}
