//! Any text as the words in it, so that the same words are found however a format writes them.
//!
//! White space is one space; anything else between words (punctuation, tags, quotes, escapes) is one bar. So a line
//! that is broken elsewhere, an entity, a backslash or a quotation mark of another shape changes nothing, and two words
//! that only happen to stand in two cells or strings of a list are no phrase.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use crate::content::runs::is_unspaced;

const SPACE: u8 = b' ';
const BAR: u8 = b'|';

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    /// Lines are folded at any letter (RFC 5545).
    Calendar,
}

impl Form {
    pub fn of(path: &str) -> Form {
        if path.ends_with(".ics") { Form::Calendar } else { Form::Text }
    }
}

pub fn words(bytes: &[u8], form: Form) -> Vec<u8> {
    let bytes = match form {
        Form::Calendar => Cow::Owned(unfolded(bytes)),
        Form::Text => Cow::Borrowed(bytes),
    };
    let mut words = Vec::with_capacity(bytes.len());
    let mut gap = None;
    let mut at = 0;
    while at < bytes.len() {
        let (piece, length) = next(&bytes[at..], gap.is_none() && !words.is_empty());
        at += length;
        match piece {
            Piece::Letter(letter) => {
                words.extend(gap.take().filter(|_| !words.is_empty()));
                words.push(letter);
            }
            Piece::Space => gap = gap.or(Some(SPACE)),
            Piece::Bar => gap = Some(BAR),
            Piece::Nothing => {}
        }
    }
    words
}

/// Bytes of a phrase that does not stand together by chance, in a script that does not part its words: three letters.
const LONG: usize = 9;

/// Whether the phrase at `range` begins and ends where words do.
pub fn is_whole(words: &[u8], range: Range<usize>) -> bool {
    let is_long = range.len() >= LONG;
    [range.start, range.end]
        .into_iter()
        .all(|place| !is_inside(words, place) || is_long && is_unspaced_at(words, place))
}

fn is_inside(words: &[u8], place: usize) -> bool {
    let is_letter = |letter: &u8| !matches!(*letter, SPACE | BAR);
    place > 0 && words.get(place - 1).is_some_and(is_letter) && words.get(place).is_some_and(is_letter)
}

/// Whether a letter beside a place is of a script that does not say where its words end.
fn is_unspaced_at(words: &[u8], place: usize) -> bool {
    let is_first = |at: &usize| words[*at] & 0xC0 != 0x80;
    let before = (place.saturating_sub(4)..place).rev().find(is_first);
    let sign = |at: usize| words[at..].utf8_chunks().next()?.valid().chars().next();
    before.into_iter().chain([place]).filter_map(sign).any(is_unspaced)
}

enum Piece {
    /// A byte of a word.
    Letter(u8),
    Space,
    Bar,
    Nothing,
}

/// What `bytes` begin with, and how many of them it takes.
fn next(bytes: &[u8], in_word: bool) -> (Piece, usize) {
    match bytes {
        [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
            (of_one(hex(*high) * 16 + hex(*low)), 3)
        }
        [b'\\', b'n' | b'r' | b't', ..] => (Piece::Space, 2),
        [b'\\', b'u', rest @ ..] if rest.len() >= 4 && rest[..4].iter().all(u8::is_ascii_hexdigit) => (Piece::Bar, 6),
        [b'&', rest @ ..] => match entity(rest) {
            Some(name) => {
                (if matches!(name, b"nbsp" | b"#160" | b"#10") { Piece::Space } else { Piece::Bar }, name.len() + 2)
            }
            None => (Piece::Bar, 1),
        },
        // Between letters, a hyphen belongs to the word, as in a slug.
        [b'-', after, ..] if in_word && (after.is_ascii_alphanumeric() || *after >= 0x80) => (Piece::Letter(b'-'), 1),
        [0xC2, 0xA0, ..] => (Piece::Space, 2),
        [0xC2, 0xAD, ..] => (Piece::Nothing, 2),
        [0xC2, 0xA1..=0xBF, ..] => (Piece::Bar, 2),
        [0xE2, 0x80, 0x80..=0x8A, ..] => (Piece::Space, 3),
        [0xE2, 0x80, 0x8B..=0x8F, ..] | [0xEF, 0xBB, 0xBF, ..] => (Piece::Nothing, 3),
        [0xE2, 0x80, ..] => (Piece::Bar, 3.min(bytes.len())),
        // The ideographic space; 、。〈《「『【〔, their like, and the full-width forms of ASCII's.
        [0xE3, 0x80, 0x80, ..] => (Piece::Space, 3),
        [0xE3, 0x80, 0x81..=0x83 | 0x88..=0x9F, ..] => (Piece::Bar, 3),
        [0xEF, 0xBC, 0x81..=0x8F | 0x9A..=0xA0 | 0xBB..=0xBF, ..] | [0xEF, 0xBD, 0x80 | 0x9B..=0xA5, ..] => {
            (Piece::Bar, 3)
        }
        // The comma, semicolon and question mark of Arabic, the full stop of Urdu, and that of Hindi.
        [0xD8, 0x8C | 0x9B | 0x9F, ..] | [0xDB, 0x94, ..] => (Piece::Bar, 2),
        [0xE0, 0xA5, 0xA4 | 0xA5, ..] => (Piece::Bar, 3),
        [byte, ..] => (of_one(*byte), 1),
        [] => (Piece::Nothing, 1),
    }
}

fn of_one(byte: u8) -> Piece {
    match byte {
        byte if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => Piece::Letter(byte),
        byte if byte.is_ascii_whitespace() => Piece::Space,
        _ => Piece::Bar,
    }
}

fn hex(digit: u8) -> u8 {
    char::from(digit).to_digit(16).unwrap_or_default() as u8
}

/// The name in `name;`.
fn entity(rest: &[u8]) -> Option<&[u8]> {
    let end = rest.iter().take(10).position(|byte| *byte == b';')?;
    let name = &rest[..end];
    (!name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')).then_some(name)
}

fn unfolded(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for at in memmem::find_iter(bytes, b"\r\n ") {
        whole.extend_from_slice(&bytes[done..at]);
        done = at + 3;
    }
    whole.extend_from_slice(&bytes[done..]);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        String::from_utf8(words(text.as_bytes(), Form::Text)).unwrap()
    }

    #[test]
    fn the_same_words_are_the_same_in_every_format() {
        let expected = "We don|t say|our plan|not yet";
        for text in [
            "We don't say “our plan”, not yet.",
            "We don&#39;t say &quot;our\n  plan&quot;, not yet.",
            r#""We don't\nsay: \"our plan\"\u2014not yet""#,
            "We%20don%27t%20say \u{ad}(our\u{a0}plan), not yet",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn words_of_two_strings_are_no_phrase() {
        assert_eq!(read(r#"["secret","plan"]"#), "secret|plan");
        assert_eq!(read("/stories/secret-plan/ -- a - b"), "stories|secret-plan|a|b");
    }

    #[test]
    fn marks_of_other_scripts_are_no_letters() {
        assert_eq!(read("《秘密计划》，很好。　是"), "秘密计划|很好|是");
        assert_eq!(read("（Ａ１）々"), "Ａ１|々");
        assert_eq!(read("الخطة، نعم؟ नहीं।"), "الخطة|نعم|नहीं");
    }

    #[test]
    fn a_phrase_is_whole_between_words_or_where_a_script_does_not_part_them() {
        let is_whole = |text: &str, phrase: &str| {
            let (words, phrase) = (read(text), read(phrase));
            let start = words.find(&phrase).unwrap();
            super::is_whole(words.as_bytes(), start..start + phrase.len())
        };
        for (text, phrase) in
            [("our plan", "plan"), ("我们的秘密计划很好", "秘密计划"), ("แผนลับของเรา", "แผนลับ"), ("《计划》", "计划")]
        {
            assert!(is_whole(text, phrase), "{text}");
        }
        for (text, phrase) in [("our plans", "plan"), ("我们的计划很好", "计划"), ("الخطةة", "الخطة")]
        {
            assert!(!is_whole(text, phrase), "{text}");
        }
    }

    #[test]
    fn folded_lines_of_calendars_are_whole_again() {
        assert_eq!(words(b"SUMMARY:Secr\r\n et plan\r\nEND", Form::Calendar), b"SUMMARY|Secret plan END");
    }
}
