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
pub use marks::mark_of_hue;
pub use neighbourhood::neighbourhood;

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
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        let sign = if self.0 < 0 { "-" } else { "" };
        match tenth {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

/// `text` cut at a word to at most `limit` columns, of which a wide (East Asian) character takes two.
fn label(text: &str, limit: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if columns(&text) <= limit {
        return text;
    }
    let mut end = 0;
    let mut used = 1;
    for (at, character) in text.char_indices() {
        used += width(character);
        if used > limit {
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
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut used = 0;
    let fits = |word: &&&str| {
        used += columns(word) + usize::from(used > 0);
        used <= limit
    };
    let first = words.iter().take_while(fits).count();
    if first == 0 || first == words.len() {
        return vec![label(text, limit)];
    }
    vec![words[..first].join(" "), label(&words[first..].join(" "), limit)]
}

fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// From Hangul Jamo on, most of what a title is written in is as wide as it is high.
fn width(character: char) -> usize {
    let wide = matches!(character, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{1F300}'..='\u{3FFFD}');
    if wide { 2 } else { 1 }
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
        assert_eq!(label("Donaudampfschifffahrtsgesellschaft", 10), "Donaudamp…");
        assert_eq!(label("A Donaudampfschifffahrtsgesellschaft", 10), "A Donauda…");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(label("知識のコミュニティ", 10), "知識のコ…");
    }

    #[test]
    fn a_text_has_two_lines_where_one_is_too_short() {
        assert_eq!(lines("Resilience", 18), ["Resilience"]);
        assert_eq!(lines("Devolution and constitutional issues", 26), ["Devolution and", "constitutional issues"]);
        assert_eq!(lines("A shared front door for housing and benefits", 18), ["A shared front", "door for housing…"]);
        assert_eq!(lines("Donaudampfschifffahrtsgesellschaft again", 10), ["Donaudamp…"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn line_breaks_in_a_title_are_spaces_in_a_label() {
        assert_eq!(label("One\n  two", 18), "One two");
    }
}
