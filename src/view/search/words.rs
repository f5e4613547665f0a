//! The words of a text, as a reader would type them.
//!
//! A browser must find the same words in what is typed as the build finds in the texts, and it has no
//! library for that. So a word is what Unicode's own classes make one, which both sides know: a run of
//! letters, marks and digits, in lower case, in its plainest form. Scripts that are written without
//! spaces give pairs of neighbouring characters. `engine.js` of a theme does the same.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::forms::Form;
use super::sixteen::{Sixteen, Start};
use crate::content::runs::{each_run, first_run, is_point, is_unspaced};

/// Letters of a word that count; what is longer differs before its end.
const LONGEST: usize = 40;

/// Calls `take` with every word of a text, in lower case, with its accents.
pub fn words(text: &str, take: &mut impl FnMut(Form)) {
    let mut rest = text;
    while !rest.is_empty() {
        let taken = match Sixteen::of(rest.as_bytes()).start() {
            Start::Word(word) => {
                take(Form::Short(word));
                // What ends a word is in none.
                word.length() + 1
            }
            Start::Gap(length) => length,
            Start::Other => {
                let run = first_run(rest, is_combining_mark);
                words_of_run(run, take);
                run.len().max(rest.chars().next().map_or(1, char::len_utf8))
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
}

fn words_of_run(run: &str, take: &mut impl FnMut(Form)) {
    match run.is_ascii() {
        true if run.is_empty() => {}
        true => take(Form::of(&run[..run.len().min(LONGEST)].to_ascii_lowercase())),
        false => each_run(&plain(run), is_combining_mark, |run| pieces(run, take)),
    }
}

/// A word without accents and vowel points, by which it is found: "cafe" for "café".
pub fn key(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return word.into();
    }
    word.nfd().filter(|c| !is_accent(*c) && !is_point(*c)).nfc().collect::<String>().into()
}

/// Compatible forms of a letter as that letter, in lower case.
fn plain(run: &str) -> String {
    run.nfkd().collect::<String>().to_lowercase().nfc().collect()
}

/// Accents of European scripts; marks of others are letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// The words of a run, which may change from one way of writing to another.
fn pieces(run: &str, take: &mut impl FnMut(Form)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| is_unspaced(c) == is_unspaced(first);
        let (piece, behind) = rest.split_at(rest.find(|c| !same(c)).unwrap_or(rest.len()));
        rest = behind;
        match is_unspaced(first) {
            true => pairs(piece, take),
            false => take(Form::of(&piece[..piece.char_indices().nth(LONGEST).map_or(piece.len(), |(end, _)| end)])),
        }
    }
}

/// Each character with the one behind it; the last alone, so that a single one is found at any place.
fn pairs(piece: &str, take: &mut impl FnMut(Form)) {
    for (at, _) in piece.char_indices() {
        let end = piece[at..].char_indices().nth(2).map_or(piece.len(), |(length, _)| at + length);
        take(Form::of(&piece[at..end]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, &mut |word| found.push(key(&word.text()).into_owned()));
        found
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_in_lower_case() {
        assert_eq!(
            of("Co-production: “It’s 3.5 of USWDS_2”…"),
            ["co", "production", "it", "s", "3", "5", "of", "uswds", "2"]
        );
        assert_eq!(
            of("Seventeen-letters: counterproductive — Counterproductively."),
            ["seventeen", "letters", "counterproductive", "counterproductively"]
        );
        assert_eq!(of(" … — x…"), ["x"]);
    }

    #[test]
    fn accents_points_and_forms_of_letters_make_no_difference() {
        assert_eq!(of("Café CAFE\u{301} Ŵyl ﬁne ＡＢＣ ½"), ["cafe", "cafe", "wyl", "fine", "abc", "1", "2"]);
        assert_eq!(of("שָׁלוֹם مَرْحَبًا"), ["שלום", "مرحبا"]);
        assert_eq!(of("हिन्दी"), ["हिन्दी"]);
    }

    #[test]
    fn scripts_without_spaces_give_pairs_and_the_last_character() {
        assert_eq!(of("知识库"), ["知识", "识库", "库"]);
        assert_eq!(of("iPhoneケース"), ["iphone", "ケー", "ース", "ス"]);
        assert_eq!(of("が"), ["が"]);
    }

    #[test]
    fn no_word_is_longer_than_its_first_forty_letters() {
        assert_eq!(of(&"a".repeat(99)), ["a".repeat(40)]);
        assert_eq!(of(&"é".repeat(99)), ["e".repeat(40)]);
    }
}
