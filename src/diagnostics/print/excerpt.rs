//! The part of a line that is shown under a place.

use std::ops::Range;

use super::place::IndexedText;
use crate::diagnostics::Span;

/// Lines of at most so many bytes are handed to the renderer whole, which trims them to the width
/// of a terminal. Longer ones would cost it their whole length for every place on them.
const WHOLE_LINE: usize = 4096;

/// Of longer ones, so many characters before the start of the place, and so many from there on.
const BEFORE: usize = 40;
const FROM_START: usize = 80;

const CUT: &str = "…";

/// One line, or a window of it, and the bytes of it that are to be underlined.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub line: String,
    pub marked: Range<usize>,
    /// The line goes on to the left or to the right of what is shown.
    pub is_cut: bool,
}

/// The first line of `span`. A place of many lines is marked up to the end of its first one: an
/// unclosed front matter would else fill the screen.
pub fn excerpt(text: &IndexedText, span: &Span) -> Excerpt {
    let place = text.range(span);
    let line = text.line_range(place.start);
    let start = place.start.clamp(line.start, line.end);
    let end = place.end.clamp(start, line.end);
    let shown = window(text, &line, start);
    let end = end.min(shown.end);
    let prefix = if shown.start > line.start { CUT } else { "" };
    let suffix = if shown.end < line.end { CUT } else { "" };
    let moved = |offset: usize| offset - shown.start + prefix.len();
    Excerpt {
        marked: moved(start)..moved(end),
        is_cut: shown != line,
        line: format!("{prefix}{}{suffix}", text.slice(shown.clone())),
    }
}

fn window(text: &IndexedText, line: &Range<usize>, start: usize) -> Range<usize> {
    if line.len() <= WHOLE_LINE {
        return line.clone();
    }
    let before = text.slice(line.start..start).char_indices().rev().nth(BEFORE - 1);
    let after = text.slice(start..line.end).char_indices().nth(FROM_START);
    let from = before.map_or(line.start, |(at, _)| line.start + at);
    let to = after.map_or(line.end, |(at, _)| start + at);
    from..to
}
