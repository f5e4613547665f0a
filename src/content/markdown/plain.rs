//! Plain text made from the page: collapsing white space and counting words.

use unicode_normalization::char::is_combining_mark;

use crate::content::runs::{is_ideographic, is_run_together};
use crate::content::scan;

/// Appends `text` with every run of white space as one space. What needs no change is copied in
/// long pieces, since most of a site's text goes through here.
pub fn append_collapsed(plain: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = scan::find(rest.as_bytes(), 0, |byte| !(b' '..=b'~').contains(&byte)).unwrap_or(rest.len());
        let (ascii, others) = rest.split_at(end);
        append_ascii(plain, ascii);
        rest = others.trim_start_matches(|c: char| !matches!(c, ' '..='~'));
        for c in others[..others.len() - rest.len()].chars() {
            if !c.is_whitespace() {
                plain.push(c);
            } else if !is_spaced(plain) {
                plain.push(' ');
            }
        }
    }
}

/// The same for text that holds no other white space than spaces.
fn append_ascii(plain: &mut String, text: &str) {
    let is_doubled = |(byte, next): (&u8, &u8)| (*byte == b' ') & (*next == b' ');
    let pairs = text.as_bytes().iter().zip(text.as_bytes().get(1..).unwrap_or_default());
    if pairs.fold(false, |any, pair| any | is_doubled(pair)) {
        for (number, word) in text.split(' ').enumerate() {
            if number > 0 && !is_spaced(plain) {
                plain.push(' ');
            }
            plain.push_str(word);
        }
    } else {
        plain.push_str(if is_spaced(plain) { text.strip_prefix(' ').unwrap_or(text) } else { text });
    }
}

/// Whether white space would be a second space, or the first character.
fn is_spaced(plain: &str) -> bool {
    plain.is_empty() || plain.ends_with(' ')
}

/// Words for the reading time: runs of letters and digits (neither an apostrophe inside nor a mark on a letter
/// parts them), each Chinese character, and some letters of alphabets that run words together.
pub fn count_words(text: &str) -> u32 {
    let mut words = 0;
    let mut inside = false;
    let mut together = 0;
    let mut rest = text;
    loop {
        let plain = ascii_words(rest.as_bytes());
        words += word_starts(&rest.as_bytes()[..plain], inside);
        inside = rest.as_bytes()[..plain].last().map_or(inside, u8::is_ascii_alphanumeric);
        let mut behind = rest[plain..].chars();
        let Some(c) = behind.next() else { return words };
        rest = behind.as_str();
        if is_combining_mark(c) || matches!(c, '\'' | '’' | '\u{200C}' | '\u{200D}') {
            continue;
        }
        together = if is_run_together(c) { together + 1 } else { 0 };
        if is_ideographic(c) || together % LETTERS_TOGETHER == 1 {
            words += 1;
            inside = false;
        } else if together > 0 || !c.is_alphanumeric() {
            inside = false;
        } else {
            words += u32::from(!inside);
            inside = true;
        }
    }
}

/// Letters of a usual Thai word, without its marks.
const LETTERS_TOGETHER: u32 = 4;

/// How far a text is ASCII without apostrophes, which is most of the time to its end.
fn ascii_words(text: &[u8]) -> usize {
    let end = memchr::memchr(b'\'', text).unwrap_or(text.len());
    if text[..end].is_ascii() { end } else { text.iter().position(|byte| !byte.is_ascii()).unwrap_or(end) }
}

/// The words that begin in ASCII without apostrophes. It looks at each byte and the one before it
/// alone, and counts in bytes as long as they cannot overflow, so that sixteen are looked at at once.
fn word_starts(text: &[u8], inside: bool) -> u32 {
    let Some(first) = text.first() else { return 0 };
    let starts = |(text, behind): (&[u8], &[u8])| {
        let pairs = text.iter().zip(behind);
        let starts = pairs.map(|(before, byte)| u8::from(is_word(*byte) & !is_word(*before)));
        u32::from(starts.fold(0u8, |sum, one| sum.wrapping_add(one)))
    };
    let pieces = text.chunks(BYTE_SUM).zip(text[1..].chunks(BYTE_SUM));
    u32::from(is_word(*first) && !inside) + pieces.map(starts).sum::<u32>()
}

/// As many ones as a byte can hold the sum of.
const BYTE_SUM: usize = 255;

/// A letter or digit of ASCII, without a branch.
fn is_word(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10) | ((byte | 0x20).wrapping_sub(b'a') < 26)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(count_words("It’s a well-known fact: 3 of 4."), 8);
        assert_eq!(count_words("知识 base"), 3);
        assert_eq!(count_words("हिन्दी में लिखा"), 3);
        assert_eq!(count_words("می\u{200C}خواهم cafe\u{301}s"), 2);
        assert_eq!(count_words("เราวาดแผนที่ด้วยกัน abc"), 5);
        assert_eq!(count_words("… — !"), 0);
        assert_eq!(count_words("don't 'tis o''clock' 3'’4 x'知y'"), 7);
        assert_eq!(count_words(&"a b ".repeat(1000)), 2000);
        assert_eq!(count_words(&" [z{9Z@`/:".repeat(100)), 200);
    }

    #[test]
    fn white_space_collapses_across_pieces() {
        let mut plain = String::new();
        append_collapsed(&mut plain, "  a \n");
        append_collapsed(&mut plain, " b");
        assert_eq!(plain, "a b");
        let mut plain = String::new();
        for piece in ["é\u{1}\u{A0} ", "\u{3000}知  识\t\t", "\n"] {
            append_collapsed(&mut plain, piece);
        }
        assert_eq!(plain, "é\u{1} 知 识 ");
    }

    proptest! {
        #[test]
        fn collapsing_is_joining_the_words(pieces in prop::collection::vec("[a é\u{1}\u{A0}知\t\n\u{7f}]{0,40}", 0..4)) {
            let mut plain = String::new();
            pieces.iter().for_each(|piece| append_collapsed(&mut plain, piece));
            let whole = pieces.concat();
            prop_assert_eq!(plain.trim_end(), whole.split_whitespace().collect::<Vec<_>>().join(" "));
            prop_assert_eq!(plain.ends_with(' '), !plain.is_empty() && whole.ends_with(char::is_whitespace));
        }
    }
}
