//! Where a name found in a text begins and ends with whole words.

use unicode_normalization::char::is_combining_mark;

use crate::content::runs::is_unspaced;

/// The end of the word that ends at `end`, with the `s` of a plural; none where letters go on on
/// either side, or where the words are part of an address.
pub fn whole_word(text: &str, start: usize, end: usize) -> Option<usize> {
    let joins = |c: char| c.is_alphanumeric() || is_combining_mark(c) || is_of_address(c);
    if text[..start].ends_with(|c| joins(c) || c == '.') && is_one_word(text, start) {
        return None;
    }
    let rest = &text[end..];
    let plural = rest.strip_prefix('s').filter(|_| text[..end].ends_with(|c: char| c.is_alphabetic() && c != 's'));
    let ends = |rest: &str| !rest.starts_with(joins) && !is_file_ending(rest);
    match plural {
        _ if ends(rest) || !is_one_word(text, end) => Some(end),
        Some(rest) if ends(rest) => Some(end + 1),
        _ => None,
    }
}

/// Whether the letters on both sides of `at` may be of one word: scripts that run words together do not say it, and
/// there only a vowel of the letter beside it does.
fn is_one_word(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
    let is_vowel_before = matches!(before, '\u{E40}'..='\u{E44}' | '\u{EC0}'..='\u{EC4}');
    let is_vowel_after = is_combining_mark(after)
        || matches!(after, '\u{E30}' | '\u{E32}' | '\u{E33}' | '\u{E45}' | '\u{EB0}' | '\u{EB2}' | '\u{EB3}');
    let are_parted = (is_unspaced(before) || is_unspaced(after)) && !is_vowel_before && !is_vowel_after;
    !are_parted || [before, after].into_iter().any(|c| is_of_address(c) || c == '.')
}

/// Signs that join words to one address or compound.
fn is_of_address(c: char) -> bool {
    matches!(c, '_' | '-' | '/' | '@' | '#' | '\\')
}

/// `.org`, `.md`: a dot and a letter right behind a word.
fn is_file_ending(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_whole(text: &str, name: &str) -> bool {
        let start = text.find(name).unwrap();
        whole_word(text, start, start + name.len()).is_some()
    }

    #[test]
    fn a_name_ends_where_its_letters_do_and_anywhere_in_a_script_without_spaces() {
        for (text, name) in [
            ("the asset maps", "asset map"),
            ("我们使用了资产地图，效果", "资产地图"),
            ("用gis地图画", "gis地图"),
            ("เราใช้แผนที่ชุมชนแล้ว", "แผนที่ชุมชน"),
            ("자산 지도를 썼다", "자산 지도"),
        ] {
            assert!(is_whole(text, name), "{text}");
        }
        for (text, name) in [
            ("the asset mapper", "asset map"),
            ("x/资产地图", "资产地图"),
            ("资产地图.md", "资产地图"),
            ("เแผนที่ชุมชน", "แผนที่ชุมชน"),
            ("แผนที่ชุมชนา", "แผนที่ชุมชน"),
            ("แผนที", "แผนท"),
            ("विद्या", "विद"),
        ] {
            assert!(!is_whole(text, name), "{text}");
        }
    }
}
