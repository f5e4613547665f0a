//! Words of plain ASCII, sixteen bytes of a text at once: nearly all words of European texts.
//!
//! A build with search took 3 % longer that found, lowered and copied them letter by letter
//! (10,000 entries, eight million words).

use super::forms::{SHORT, Short};

/// Sixteen bytes of a text, the first of them lowest, and zeros behind its end.
#[derive(Clone, Copy, Debug)]
pub struct Sixteen(u128);

/// What a text goes on with.
#[derive(Debug, PartialEq, Eq)]
pub enum Start {
    /// A word in lower case, and behind it a sign of ASCII that is in no word, or nothing.
    Word(Short),
    /// So many bytes that are in no word.
    Gap(usize),
    /// A longer word, or a sign beyond ASCII in it or before it.
    Other,
}

const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// The highest bit of every byte, by which masks tell bytes: no sign of ASCII has it.
const TOPS: u128 = each(0x80);

impl Sixteen {
    pub fn of(text: &[u8]) -> Sixteen {
        let block = text.first_chunk().copied().unwrap_or_else(|| {
            let mut block = [0; 16];
            block[..text.len()].copy_from_slice(text);
            block
        });
        Sixteen(u128::from_le_bytes(block))
    }

    pub fn start(self) -> Start {
        let lower = self.lower();
        let inside = lower.between(b'a', b'z') | lower.between(b'0', b'9');
        let wide = self.0 & TOPS;
        let length = zeros(!inside & TOPS);
        match zeros(inside | wide) {
            0 if length == 0 || length > SHORT || zeros(wide) == length => Start::Other,
            0 => Start::Word(Short::new(lower.0, length)),
            gap => Start::Gap(gap),
        }
    }

    fn lower(self) -> Sixteen {
        // The bit that parts small letters from capitals stands two below the highest.
        Sixteen(self.0 | self.between(b'A', b'Z') >> 2)
    }

    /// A mask of the ASCII bytes from `first` to `last`.
    fn between(self, first: u8, last: u8) -> u128 {
        // Without their highest bits, no sum of two bytes reaches the next.
        let low = self.0 & !TOPS;
        let reaches = low + each(0x80 - first);
        let exceeds = low + each(0x7f - last);
        reaches & !exceeds & !self.0 & TOPS
    }
}

/// How many bytes stand before the first of a mask: all sixteen before none.
fn zeros(mask: u128) -> usize {
    mask.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::search::forms::Form;

    fn start(text: &str) -> Start {
        Sixteen::of(text.as_bytes()).start()
    }

    fn word(text: &str) -> Start {
        match Form::of(text) {
            Form::Short(word) => Start::Word(word),
            Form::Long(_) => panic!("{text} is not short"),
        }
    }

    #[test]
    fn a_word_ends_at_a_sign_of_ascii_or_with_the_text() {
        assert_eq!(start("Word and more of the text"), word("word"));
        assert_eq!(start("A"), word("a"));
        assert_eq!(start("USWDS2_x"), word("uswds2"));
        assert_eq!(start("FifteenLetters9"), word("fifteenletters9"));
        assert_eq!(start("fifteenletters9 x"), word("fifteenletters9"));
    }

    #[test]
    fn what_may_be_part_of_a_longer_word_is_left_to_others() {
        for text in ["sixteenletters10", "seventeenletters1 ", "caf\u{e9}", "it\u{2019}s", "\u{e9}t\u{e9}", "a\u{301}"]
        {
            assert_eq!(start(text), Start::Other, "{text}");
        }
    }

    #[test]
    fn a_gap_ends_at_a_letter_or_beyond_ascii() {
        assert_eq!(start(" - (x"), Start::Gap(4));
        assert_eq!(start(", \u{e9}"), Start::Gap(2));
        assert_eq!(start("@[`{/:"), Start::Gap(16));
        assert_eq!(start(""), Start::Gap(16));
    }

    #[test]
    fn every_byte_of_ascii_is_told_as_the_standard_library_tells_it() {
        for byte in 0..0x80u8 {
            let expected = match byte.is_ascii_alphanumeric() {
                true => word(&char::from(byte.to_ascii_lowercase()).to_string()),
                false => Start::Gap(16),
            };
            assert_eq!(Sixteen::of(&[byte]).start(), expected, "{byte:#x}");
        }
    }
}
