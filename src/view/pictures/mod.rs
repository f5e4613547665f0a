//! Pictures of the weave as SVG, drawn from a snapshot when a page is rendered.
//!
//! Pure: the same snapshot gives the same bytes. Shapes carry the theme's classes and never a
//! colour, style or script of their own, and all text in them is escaped.

mod band;
mod graph;
mod loom;
mod marks;
mod neighbourhood;

pub use band::band;
pub use graph::{Line, Node, Picture, draw as draw_graph};
pub use loom::{LoomScope, loom};
pub use marks::{mark_of_hue, shape_of_hue};
pub use neighbourhood::neighbourhood;

use std::borrow::Cow;

/// A coordinate in tenths, which is a tenth of a pixel at the size pictures are drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tenths(i64);

/// A coordinate with one decimal, rounded as its exact value is: of two tenths as near, the even one.
fn number(value: f64) -> Tenths {
    let scaled = value * 10.0;
    let lost = value.mul_add(10.0, -scaled);
    let looks_halfway = (scaled - scaled.trunc()).abs() == 0.5;
    let rounded = if looks_halfway && lost != 0.0 { scaled + 0.5_f64.copysign(lost) } else { scaled.round_ties_even() };
    Tenths(rounded as i64)
}

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (mut whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        // A page's picture has about sixty of these: they are written from their end.
        let mut written = [0; 24];
        let mut at = written.len();
        let mut put = |byte: u8| {
            at -= 1;
            written[at] = byte;
        };
        if tenth > 0 {
            put(b'0' + tenth as u8);
            put(b'.');
        }
        loop {
            put(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        if self.0 < 0 {
            put(b'-');
        }
        f.write_str(std::str::from_utf8(&written[at..]).unwrap_or_default())
    }
}

/// A small Latin letter is about one column wide, and others are measured in quarters of it.
const COLUMN: usize = 4;

/// What `limit` columns hold; the few capitals that most titles have are in that already.
fn room(limit: usize) -> usize {
    limit * COLUMN + 3
}

/// `text` cut at a word to at most `limit` columns.
fn label(text: &str, limit: usize) -> String {
    let text = collapsed(text);
    if width_of(&text) <= room(limit) {
        return text.into_owned();
    }
    let mut end = 0;
    let mut used = width('…');
    for (at, character) in text.char_indices() {
        used += width(character);
        if used > room(limit) {
            break;
        }
        end = at + character.len_utf8();
    }
    let whole_words =
        text[..end].rfind(' ').filter(|cut| text[end..].starts_with(char::is_alphanumeric) && cut * 2 > end);
    format!("{}…", text[..whole_words.unwrap_or(end)].trim_end_matches([' ', ',', ';', ':', '–', '—', '-']))
}

/// `text` on one line of at most `limit` columns, or on two where it is longer.
fn lines(text: &str, limit: usize) -> Vec<String> {
    let text = collapsed(text);
    match last_space(&text, limit) {
        Some(space) => vec![text[..space].to_owned(), label(&text[space + 1..], limit)],
        None => vec![label(&text, limit)],
    }
}

/// Where a text that is too long for one line is parted; nothing for one that fits, or whose first
/// word does not.
fn last_space(text: &str, limit: usize) -> Option<usize> {
    let mut space = None;
    let mut used = 0;
    for (at, character) in text.char_indices() {
        if character == ' ' {
            space = Some(at);
        }
        used += width(character);
        if used > room(limit) {
            return space;
        }
    }
    None
}

/// `text` with every run of white space as one space, and none at its ends.
fn collapsed(text: &str) -> Cow<'_, str> {
    let mut before = b' ';
    let is_collapsed = text.bytes().all(|byte| {
        let stays = byte.is_ascii_graphic() || (byte == b' ' && before != b' ');
        before = byte;
        stays
    });
    if is_collapsed && before != b' ' {
        text.into()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ").into()
    }
}

/// How many columns a text takes.
fn columns(text: &str) -> f64 {
    width_of(text) as f64 / COLUMN as f64
}

fn width_of(text: &str) -> usize {
    if text.is_ascii() {
        let is_wider = |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b'm' | b'w');
        let is_widest = |byte: &u8| matches!(byte, b'm' | b'w' | b'M' | b'W');
        return text.len() * COLUMN
            + text.bytes().map(|byte| usize::from(is_wider(&byte)) + usize::from(is_widest(&byte))).sum::<usize>();
    }
    text.chars().map(width).sum()
}

/// About how wide fonts without serifs make a character, in quarters of a column. From Hangul Jamo on, most of what a title
/// is written in is as wide as it is high.
fn width(character: char) -> usize {
    let is_wide = character >= '\u{1100}'
        && matches!(character, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{1F300}'..='\u{3FFFD}');
    match character {
        'm' | 'w' | 'M' | 'W' | '…' => COLUMN + 2,
        'a'..='z' | ' ' => COLUMN,
        _ if is_wide => 2 * COLUMN,
        // Cyrillic letters are wider than Latin ones.
        '\u{400}'..='\u{52F}' => COLUMN + 1 + usize::from(character.is_uppercase()),
        _ => COLUMN + usize::from(character.is_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_at_most_one_decimal() {
        let written = [12.0, 12.34, -0.04, -7.96, -0.3].map(|value| number(value).to_string());
        assert_eq!(written, ["12", "12.3", "0", "-8", "-0.3"]);
    }

    #[test]
    fn a_coordinate_is_rounded_like_its_decimal_form() {
        for hundredths in -4000..4000 {
            let value = f64::from(hundredths) / 100.0;
            let exact = format!("{value:.1}");
            let exact = exact.strip_suffix(".0").unwrap_or(&exact);
            assert_eq!(number(value).to_string(), if exact == "-0" { "0" } else { exact }, "{value}");
        }
    }

    #[test]
    fn a_long_label_is_cut_at_a_word() {
        assert_eq!(label("Shared front door", 18), "Shared front door");
        assert_eq!(label("Interviewing prospective members", 18), "Interviewing…");
        assert_eq!(label("A shared front door, twice", 20), "A shared front door…");
    }

    #[test]
    fn a_long_word_is_cut_inside() {
        assert_eq!(label("Donaudampfschifffahrtsgesellschaft", 10), "Donaudam…");
        assert_eq!(label("A Donaudampfschifffahrtsgesellschaft", 10), "A Donaud…");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(label("知識のコミュニティ", 10), "知識のコ…");
    }

    #[test]
    fn capitals_and_cyrillic_letters_take_more_than_a_column() {
        assert_eq!(label("WELFARE REFORM", 14), "WELFARE…");
        assert_eq!(label("Жилищно-коммунальное", 18), "Жилищно-комму…");
        assert_eq!(width_of("Citizenship"), width_of("Citizenship\u{301}") - COLUMN);
    }

    #[test]
    fn a_text_has_two_lines_where_one_is_too_short() {
        assert_eq!(lines("Resilience", 18), ["Resilience"]);
        assert_eq!(lines("Devolution and constitutional issues", 26), ["Devolution and", "constitutional issues"]);
        assert_eq!(lines("A shared front door for housing and benefits", 18), ["A shared front", "door for housing…"]);
        assert_eq!(lines("Donaudampfschifffahrtsgesellschaft again", 10), ["Donaudam…"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn line_breaks_in_a_title_are_spaces_in_a_label() {
        assert_eq!(label("One\n  two", 18), "One two");
    }
}
