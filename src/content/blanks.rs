//! Parts of a text taken out in such a way that every place behind them stays true.

use std::ops::Range;

/// A sign of three bytes that nobody sees.
const UNSEEN: &str = "\u{2060}";

/// `text` with blanks in place of `ranges`, which are sorted and apart. Lines end where they ended. What goes on behind a
/// blank that begins its line is no code, which as many spaces would make of it.
pub fn blank(text: &str, ranges: &[Range<usize>]) -> String {
    let mut blank = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        blank.push_str(&text[done..range.start]);
        for character in text[range.clone()].chars() {
            match character {
                '\n' | '\r' => blank.push(character),
                other => blank.extend(std::iter::repeat_n(' ', other.len_utf8())),
            }
        }
        let start = blank.trim_end_matches(' ').len().max(range.start);
        if range.end - start >= UNSEEN.len() && goes_on(&text[range.end..]) && begins_line(&blank) {
            blank.replace_range(start..start + UNSEEN.len(), UNSEEN);
        }
        done = range.end;
    }
    blank.push_str(&text[done..]);
    blank
}

fn goes_on(rest: &str) -> bool {
    rest.lines().next().is_some_and(|line| !line.trim().is_empty())
}

/// Whether the last line of a text holds nothing but signs of quotations and lists.
fn begins_line(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or(text);
    line.chars().all(|c| c.is_ascii_digit() || " \t>-*+.)".contains(c))
}

/// A range with the names of its block (` ^name`) that stand right behind it. Left behind, they would name the block before.
pub fn with_names(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while let Some(rest) = text.get(end..) {
        let line = rest.trim_start_matches(['>', ' ', '\t', '\r', '\n']);
        let name = line.lines().next().unwrap_or_default();
        if !name.starts_with('^') || name.trim_end().contains(char::is_whitespace) {
            break;
        }
        end += rest.len() - line.len() + name.len();
    }
    range.start..end
}

/// The same places, sorted, without those that lie in another or overlap it.
pub fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    ranges.retain(|range| {
        let is_apart = range.start >= end;
        end = end.max(range.end);
        is_apart
    });
    ranges
}
