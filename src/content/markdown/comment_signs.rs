//! `%% … %%`: what writers tell each other, as in Obsidian.
//!
//! Found in the raw text, in order, before the parser reads it. One that begins its line may hold blank lines and whole
//! blocks of code; in a block of code `%%` has a meaning of its own.

use std::ops::Range;

use super::boxes;
use super::mask::{Mask, MaskKind, has_block_end};
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

const SIGN: &str = "%%";

/// Reads a text from its beginning to its end.
#[derive(Debug)]
pub struct Comments<'r> {
    raw: &'r str,
    /// How far the text has been looked through for blocks of code, and the one that is open there.
    scanned: usize,
    fence: Option<Fence>,
    /// Signs at the beginning of a line that no other one ends.
    pub unended: Vec<usize>,
}

/// The sign that began a block of code, and how often it stands there.
#[derive(Clone, Copy, Debug)]
struct Fence {
    sign: u8,
    length: usize,
}

impl<'r> Comments<'r> {
    pub fn of(raw: &'r str) -> Comments<'r> {
        Comments { raw, scanned: 0, fence: None, unended: Vec::new() }
    }

    /// The comment that begins at `at`. It stands by itself, so that `50%%` begins none.
    pub fn at(&mut self, at: usize) -> Option<Mask> {
        let before = self.raw.as_bytes()[..at].last();
        let stands_apart = before.is_none_or(u8::is_ascii_whitespace) || boxes::begins_title(self.raw, at);
        if !self.raw[at..].starts_with(SIGN) || !stands_apart {
            return None;
        }
        let line = self.raw[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = match self.raw[line..at].trim().is_empty() {
            true => self.end_of_block(at, line)?,
            false => self.end_in_paragraph(at)?,
        };
        Some(Mask { range: at..end, kind: MaskKind::Comment })
    }

    fn end_in_paragraph(&self, at: usize) -> Option<usize> {
        let inner = at + SIGN.len();
        let length = self.raw[inner..].find(SIGN)?;
        let content = &self.raw[inner..inner + length];
        (!has_block_end(content)).then(|| self.end(content, inner + length)).flatten()
    }

    /// Signs in code that the comment holds do not end it.
    fn end_of_block(&mut self, at: usize, line: usize) -> Option<usize> {
        self.fence = fence_behind(&self.raw[self.scanned..line], self.fence);
        self.scanned = line;
        if self.fence.is_some() {
            return None;
        }
        let inner = at + SIGN.len();
        let mut scanned = inner;
        let mut fence = None;
        for (offset, _) in self.raw[inner..].match_indices(SIGN) {
            let sign = inner + offset;
            let line = self.raw[scanned..sign].rfind('\n').map_or(scanned, |end| scanned + end + 1);
            fence = fence_behind(&self.raw[scanned..line], fence);
            scanned = line;
            if fence.is_none() {
                let end = self.end(&self.raw[inner..sign], sign)?;
                self.scanned = end;
                return Some(end);
            }
        }
        if !self.raw[inner..].starts_with('%') {
            self.unended.push(at);
        }
        None
    }

    /// The end of a comment whose last sign stands at `sign`: it holds something, and no word goes on behind it.
    fn end(&self, content: &str, sign: usize) -> Option<usize> {
        let end = sign + SIGN.len();
        let behind = self.raw.as_bytes().get(end);
        let ends_word = behind.is_none_or(|byte| byte.is_ascii_whitespace() || byte.is_ascii_punctuation());
        (ends_word && !content.trim().is_empty()).then_some(end)
    }
}

/// The block of code that is open behind some whole lines, where `open` was so before them (CommonMark 0.31, section 4.5).
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
    /// Reports comments that begin in a piece of text and never end, so that readers would see them.
    pub fn report_unended_comments(&mut self, range: &Range<usize>) {
        let all = &self.masked.unended_comments;
        let inside = all.partition_point(|at| *at < range.start)..all.partition_point(|at| *at < range.end);
        for at in &all[inside] {
            let found = Diagnostic::new(Code::AlmostWithheld, "this comment never ends, and readers would see it")
                .at(self.span(*at..at + SIGN.len()))
                .help("end it with `%%`, or write `\\%%` for the two signs themselves");
            self.result.diagnostics.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The comments of a text, and how many begin that never end.
    fn found(raw: &str) -> (Vec<&str>, usize) {
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
        (all, comments.unended.len())
    }

    #[test]
    fn comments_hold_blank_lines_and_blocks_of_code() {
        assert_eq!(found("a %% b %%, c"), (vec!["%% b %%"], 0));
        assert_eq!(found("%%\na\n\nb\n%%\nc"), (vec!["%%\na\n\nb\n%%"], 0));
        let drawing = "%%\n## Drawing\n```json\n%% x %%\n```\n%%";
        assert_eq!(found(&format!("a\n\n{drawing}\n\nb %% c %%")), (vec![drawing, "%% c %%"], 0));
    }

    #[test]
    fn signs_in_code_and_in_words_are_none() {
        for raw in [
            "50%% or 60%% of",
            "%%%%",
            "a %% b\n\nc %% d",
            "```\n%% a\n```\nb\n```\n%% c\n```",
            "> ~~~\n> %% a\n\n%% b %%c",
            "- ```\n  %% a\n  ```\n",
            "a%% b %%",
        ] {
            assert_eq!(found(raw), (vec![], 0), "{raw}");
        }
    }

    #[test]
    fn a_comment_that_never_ends_is_told() {
        for raw in ["%% a", "a\n\n%%\nb\n", "%% a\n```\n%% b", "  %% a\n```\n%% b\n```\n"] {
            assert_eq!(found(raw), (vec![], 1), "{raw}");
        }
    }
}
