//! Parts of a text taken out in such a way that every place behind them stays true.

use std::ops::Range;

/// `text` with blanks in place of `ranges`, which are sorted and apart. Lines end where they ended.
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
        done = range.end;
    }
    blank.push_str(&text[done..]);
    blank
}

/// A place with the names of it that stand behind it by themselves, ` ^name`: they would be those of what is before it.
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
