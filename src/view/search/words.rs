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
use crate::content::runs::{each_run, first_run, is_invisible, is_point, is_unspaced};

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
                let run = first_run(rest, |sign| is_combining_mark(sign) || is_silent(sign));
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

/// A word without accents and vowel points, by which it is found: "cafe" for "café", and an Arabic one without its article.
pub fn key(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return word.into();
    }
    let mut key = String::with_capacity(word.len());
    for letter in word.nfd().filter(|c| !is_accent(*c) && !is_point(*c) && !is_hamza(*c)).nfc() {
        match simpler(letter) {
            Some(letters) => key.push_str(letters),
            None => key.push(letter),
        }
    }
    // Some letters have become two.
    if let Some((end, _)) = key.char_indices().nth(LONGEST) {
        key.truncate(end);
    }
    match without_article(&key) {
        Some(bare) => bare.to_owned().into(),
        None => key.into(),
    }
}

/// Letters that many write as others, since their keyboards lack them or their spelling allows both.
fn simpler(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        'ٱ' => "ا",
        'ى' => "ي",
        'ة' => "ه",
        _ => return None,
    })
}

/// What stands before Arabic nouns as a part of the word: "the", alone or behind "and", "in", "like" and "for", with the letters that must follow.
const ARTICLES: [(&str, usize); 6] = [("وال", 3), ("بال", 3), ("كال", 3), ("فال", 3), ("ال", 2), ("لل", 3)];

/// An Arabic noun that is found by itself; before fewer letters than those, what looks like its article is a part of it.
fn without_article(word: &str) -> Option<&str> {
    let bare = |(article, least): &(&str, usize)| Some((word.strip_prefix(article)?, *least));
    let (bare, least) = ARTICLES.iter().find_map(bare)?;
    (bare.chars().count() >= least).then_some(bare)
}

/// Compatible forms of a letter as that letter, in lower case, without what nobody sees.
fn plain(run: &str) -> String {
    run.nfkd().filter(|c| !is_silent(*c)).collect::<String>().to_lowercase().nfc().collect()
}

/// Signs in words that say only how these are set: where a line may break, what letters join, which way they run (of
/// Unicode's class Cf, which browsers know by that name, all that texts have).
fn is_silent(c: char) -> bool {
    is_invisible(c)
        || matches!(c, '\u{61C}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{206F}')
}

/// What stands above and below the alef, mostly left out.
fn is_hamza(c: char) -> bool {
    matches!(c, '\u{653}'..='\u{655}')
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
    fn letters_that_keyboards_lack_and_signs_that_nobody_sees_make_no_difference() {
        assert_eq!(of("Groß Łódź Smørrebrød Œuvre ıs"), ["gross", "lodz", "smorrebrod", "oeuvre", "is"]);
        assert_eq!(of("Donau\u{AD}dampf\u{200B}schiff zu\u{2060}gut"), ["donaudampfschiff", "zugut"]);
        assert_eq!(of("\u{AD} \u{200B}a \u{202B}b\u{200E}c\u{202C}"), ["a", "bc"]);
    }

    #[test]
    fn an_arabic_noun_is_found_without_its_article_and_whatever_its_alef() {
        assert_eq!(of("الرسالة رسالة والرسالة للرسالة"), ["رساله"; 4]);
        assert_eq!(of("أحد إحد آحد احد"), ["احد"; 4]);
        assert_eq!(of("الم ال على علي بالون"), ["الم", "ال", "علي", "علي", "بالون"]);
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
        assert_eq!(of(&"ß".repeat(99)), ["s".repeat(40)]);
    }
}
