//! `%% … %%`: what writers tell each other, as in Obsidian.
//!
//! Found in the raw text, in order, before the parser reads it. One that begins its line may hold blank lines and whole
//! blocks of code; in a block of code `%%` has a meaning of its own. What might be a comment and is none is told.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::events;
use super::mask::{Mask, MaskKind, has_block_end};
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

const SIGN: &str = "%%";

/// How many signs a comment holds in its code at most.
const MOST_SIGNS: usize = 256;

/// The comments of a text that is read from its beginning to its end.
#[derive(Debug)]
pub struct Comments<'r> {
    raw: &'r str,
    /// Blocks of what is no text, once somebody has asked.
    blocks: Option<Vec<Block>>,
}

impl<'r> Comments<'r> {
    pub fn of(raw: &'r str) -> Comments<'r> {
        Comments { raw, blocks: None }
    }

    /// The comment that begins at `at`. It begins a word, so that `50%%` begins none.
    pub fn at(&mut self, at: usize) -> Option<Mask> {
        let before = self.raw[..at].chars().next_back();
        let is_joined = before.is_some_and(|before| before.is_alphanumeric() || before == '%');
        if !self.raw[at..].starts_with(SIGN) || is_joined {
            return None;
        }
        let end = if begins_line(self.raw, at) { self.end_of_block(at)? } else { self.end_in_paragraph(at)? };
        Some(Mask { range: at..end, kind: MaskKind::Comment })
    }

    /// It holds something, and no word goes on behind it.
    fn end_in_paragraph(&self, at: usize) -> Option<usize> {
        let inner = at + SIGN.len();
        let length = self.raw[inner..].find(SIGN)?;
        let content = &self.raw[inner..inner + length];
        let end = inner + length + SIGN.len();
        let ends_word = !self.raw[end..].starts_with(|c: char| c.is_alphanumeric() || c == '%');
        (ends_word && !has_block_end(content) && !content.trim().is_empty()).then_some(end)
    }

    /// Signs in code that the comment holds do not end it.
    fn end_of_block(&mut self, at: usize) -> Option<usize> {
        let inner = at + SIGN.len();
        let around = self.block_around(at);
        if self.raw[inner..].starts_with('%') || around.as_ref().is_some_and(|block| block.is_fenced) {
            return None;
        }
        let is_quoted = self.raw[line_start(self.raw, at)..at].contains('>');
        let mut fence = None;
        let mut scanned = inner;
        for (offset, _) in self.raw[inner..].match_indices(SIGN).take(MOST_SIGNS) {
            let sign = inner + offset;
            // It ends with the quotation that it begins in.
            if is_quoted && self.raw[scanned..sign].lines().skip(1).any(|line| !line.trim_start().starts_with('>')) {
                return None;
            }
            fence = fence_behind(&self.raw[scanned..sign], fence);
            scanned = line_start(self.raw, sign).max(inner);
            if fence.is_none() && self.block_around(sign) == around {
                return Some(sign + SIGN.len());
            }
        }
        None
    }

    fn block_around(&mut self, at: usize) -> Option<Block> {
        let raw = self.raw;
        let blocks = self.blocks.get_or_insert_with(|| blocks(raw));
        let before = blocks.partition_point(|block| block.range.start <= at);
        blocks[..before].last().filter(|block| at < block.range.end).cloned()
    }
}

fn line_start(raw: &str, at: usize) -> usize {
    raw[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Whether nothing but signs of lists and quotations stands before a place in its line.
fn begins_line(raw: &str, at: usize) -> bool {
    let before = raw[..at].trim_end_matches([' ', '\t', '>', '-', '*', '+']);
    let number = before.strip_suffix(['.', ')']).map(|before| before.trim_end_matches(|c: char| c.is_ascii_digit()));
    let is_number = |start: &str| before.len() - start.len() > 1;
    let before =
        number.filter(|start| is_number(start)).map_or(before, |start| start.trim_end_matches([' ', '\t', '>']));
    before.is_empty() || before.ends_with('\n')
}

/// Code, a formula by itself, or HTML. In code between fences nothing is a comment; in others one ends where they end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    range: Range<usize>,
    is_fenced: bool,
}

fn blocks(raw: &str) -> Vec<Block> {
    let block = |(event, range)| {
        let is_fenced = match event {
            Event::Start(Tag::CodeBlock(kind)) => matches!(kind, CodeBlockKind::Fenced(_)),
            Event::Start(Tag::HtmlBlock) | Event::DisplayMath(_) => false,
            _ => return None,
        };
        Some(Block { range, is_fenced })
    };
    events(raw).filter_map(block).collect()
}

/// The sign that began a block of code, and how often it stands there.
#[derive(Clone, Copy, Debug)]
struct Fence {
    sign: u8,
    length: usize,
}

/// The block of code that seems to be open behind some lines, where `open` was so before them (CommonMark 0.31, section
/// 4.5). In boxes of other tools the parser sees no fences.
fn fence_behind(lines: &str, open: Option<Fence>) -> Option<Fence> {
    lines.lines().fold(open, |open, line| {
        let line = line.trim_start_matches([' ', '\t', '>']).trim_start_matches(['-', '*', '+', ' ']).trim_end();
        let sign = *line.as_bytes().first().unwrap_or(&b' ');
        let length = line.bytes().take_while(|byte| *byte == sign).count();
        let is_fence = matches!(sign, b'`' | b'~') && length >= 3;
        let is_bare = length == line.len();
        match open {
            Some(fence) if is_fence && is_bare && sign == fence.sign && length >= fence.length => None,
            None if is_fence && (sign == b'~' || !line[length..].contains('`')) => Some(Fence { sign, length }),
            open => open,
        }
    })
}

impl Writer<'_> {
    /// Reports what begins a line of text as a comment does, or stands in one with a space on both sides, and is shown to
    /// readers.
    pub fn report_shown_comment(&mut self, text: &str, range: &Range<usize>) {
        let begins = text.starts_with(SIGN) && !text[SIGN.len()..].starts_with('%');
        let at = match begins && begins_line(&self.masked.raw, range.start) {
            true => 0,
            false => match text.find(" %% ").filter(|at| !text[..*at].ends_with(|c: char| c.is_ascii_digit())) {
                Some(at) if text.len() == range.len() => at + 1,
                _ => return,
            },
        };
        let at = range.start + at;
        let found = Diagnostic::new(Code::AlmostWithheld, "this comment never ends, and readers would see it")
            .at(self.span(at..at + SIGN.len()))
            .help("end it with `%%`, or write `\\%%` for the two signs themselves");
        self.result.diagnostics.push(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(raw: &str) -> Vec<&str> {
        let mut comments = Comments::of(raw);
        let mut done = 0;
        let mut all = Vec::new();
        for (at, _) in raw.match_indices('%') {
            if at >= done
                && let Some(mask) = comments.at(at)
            {
                done = mask.range.end;
                all.push(&raw[mask.range]);
            }
        }
        all
    }

    #[test]
    fn comments_hold_blank_lines_and_blocks_of_code() {
        assert_eq!(found("a %% b %%, c"), ["%% b %%"]);
        assert_eq!(found("%%\na\n\nb\n%%\nc"), ["%%\na\n\nb\n%%"]);
        assert_eq!(found("%%\n%%\n\na\n\n%% b %%\n"), ["%%\n%%", "%% b %%"]);
        assert_eq!(found("- %% a\n\n  b %%c"), ["%% a\n\n  b %%"]);
        assert_eq!(found("Done.%% a %% b, (%% c %%) “%% d %%”"), ["%% a %%", "%% c %%", "%% d %%"]);
        assert_eq!(found("<div>\n%% a %%\n</div>\n"), ["%% a %%"]);
        let drawing = "%%\n## Drawing\n```json\n%% x %%\n```\n%%";
        assert_eq!(found(&format!("a\n\n{drawing}\n\nb %% c %%")), [drawing, "%% c %%"]);
    }

    #[test]
    fn code_in_lists_and_quotations_ends_where_they_end() {
        for code in ["2. ```sh\n   x\n   ```\n", "- ```\n  x\n\nafter\n", "> ```\n> q\n\nafter\n", "    ```\n"] {
            assert_eq!(found(&format!("{code}\n%% secret %%\n")), ["%% secret %%"], "{code}");
        }
    }

    #[test]
    fn signs_in_code_and_in_words_are_none() {
        for raw in [
            "50%% or 60%% of",
            "%%%%",
            "%%%% a %% b",
            "a %% b\n\nc %% d",
            "print %%d and %%s",
            "```\n%% a\n```\nb\n```\n%% c\n```",
            "> ~~~\n> %% a\n\nb",
            "- ```\n  %% a\n  ```\n",
            "a%% b %%",
            "%% a\n```\n%% b",
            "<pre>\n%% a\n</pre>\n\nb\n\n<pre>\n%% c\n</pre>\n",
            "> %% a\n\nb\n\n> c %%\n",
            "100 %% a\n\nb\n\n50 %% c",
        ] {
            assert_eq!(found(raw), [""; 0], "{raw}");
        }
    }
}
