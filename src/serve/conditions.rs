//! Which part of a file a reader wants, and whether they have it already (RFC 9110, sections 13 and 14).

use std::ops::Range;

use super::asked::Asked;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    Whole,
    Part(Range<usize>),
    /// The reader has it.
    Nothing,
    /// A part that is not there.
    Unsatisfiable,
}

/// What is wanted of a file of `length` bytes with the entity tag `tag`.
pub fn wanted(asked: &Asked, tag: &str, length: usize) -> Wanted {
    if asked.if_none_match.is_some_and(|tags| names(tags, tag)) {
        return Wanted::Nothing;
    }
    let is_current = asked.if_range.is_none_or(|known| known == tag);
    match asked.range.filter(|_| is_current) {
        Some(range) => part(range, length),
        None => Wanted::Whole,
    }
}

/// Whether a list of entity tags holds `tag`; a weak one is as good here.
fn names(tags: &str, tag: &str) -> bool {
    tags.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// One range of bytes. Several at once, and what is no range of bytes, a server may leave alone.
fn part(range: &str, length: usize) -> Wanted {
    let Some((first, last)) = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Some(first), None) if last.is_empty() => first..length,
        (None, Some(count)) if first.is_empty() => length.saturating_sub(count)..length,
        _ => return Wanted::Whole,
    };
    if range.start < range.end { Wanted::Part(range) } else { Wanted::Unsatisfiable }
}

/// A number of bytes; one too large to be counted is past any end.
fn number(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "\"5-a\"";

    fn of_range(range: &str) -> Wanted {
        wanted(&Asked { range: Some(range), ..Asked::default() }, TAG, 10)
    }

    #[test]
    fn one_range_is_a_part() {
        assert_eq!(of_range("bytes=0-0"), Wanted::Part(0..1));
        assert_eq!(of_range("bytes=2-5"), Wanted::Part(2..6));
        assert_eq!(of_range("bytes=2-99999999999999999999999999"), Wanted::Part(2..10));
        assert_eq!(of_range("bytes=9-"), Wanted::Part(9..10));
        assert_eq!(of_range("bytes=-3"), Wanted::Part(7..10));
        assert_eq!(of_range("bytes=-30"), Wanted::Part(0..10));
    }

    #[test]
    fn a_range_that_is_not_there_is_refused() {
        for range in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999999999-"] {
            assert_eq!(of_range(range), Wanted::Unsatisfiable, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), Wanted::Unsatisfiable);
    }

    #[test]
    fn what_is_no_single_range_of_bytes_is_left_alone() {
        for range in
            ["", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=+1-2"]
        {
            assert_eq!(of_range(range), Wanted::Whole, "{range}");
        }
    }

    #[test]
    fn a_reader_who_has_the_file_is_sent_nothing() {
        for tags in ["\"5-a\"", "W/\"5-a\"", "\"x\", \"5-a\"", "*"] {
            let asked = Asked { if_none_match: Some(tags), range: Some("bytes=0-1"), ..Asked::default() };
            assert_eq!(wanted(&asked, TAG, 10), Wanted::Nothing, "{tags}");
        }
        let asked = Asked { if_none_match: Some("\"5-b\""), ..Asked::default() };
        assert_eq!(wanted(&asked, TAG, 10), Wanted::Whole);
    }

    #[test]
    fn a_part_of_another_file_is_not_a_part_of_this_one() {
        let asked = |if_range| Asked { range: Some("bytes=0-1"), if_range: Some(if_range), ..Asked::default() };
        assert_eq!(wanted(&asked(TAG), TAG, 10), Wanted::Part(0..2));
        assert_eq!(wanted(&asked("\"5-b\""), TAG, 10), Wanted::Whole);
        assert_eq!(wanted(&asked("Sat, 01 Jan 2000 00:00:00 GMT"), TAG, 10), Wanted::Whole);
    }
}
