//! The order of titles as the dictionaries of a language have it, and the letter under which each stands there.
//!
//! Å is an A in English and the last letter but two in Swedish; Ll is a letter in Welsh. The rules are Unicode's (CLDR).
//! What stands before the first letter or digit of a title, such as a quotation mark, counts for neither.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

use super::capitalise;

/// Stands for titles that begin with a digit, or in a script that has too many signs for a list of them.
pub const OTHER: &str = "#";

/// Scripts whose dictionaries go by something other than a first letter.
const WITHOUT_LETTERS: [Script; 4] = [Script::Han, Script::Hangul, Script::Hiragana, Script::Katakana];

/// The order of one language.
pub struct Collation {
    whole: CollatorBorrowed<'static>,
    /// Sees which letter it is, and no accent or case.
    letters: CollatorBorrowed<'static>,
}

impl Collation {
    /// Of a language by its tag; the order that all languages share where it has no rules of its own.
    pub fn of(language: &str) -> Collation {
        let preferences =
            language.parse::<Locale>().map_or_else(|_| CollatorPreferences::default(), |tag| (&tag).into());
        Collation {
            whole: collator(preferences, Strength::Tertiary),
            letters: collator(preferences, Strength::Primary),
        }
    }

    /// What a title is sorted by, byte by byte.
    pub fn key(&self, title: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(title.len() * 2);
        // Nothing can fail: it writes to memory.
        let _ = self.whole.write_sort_key_to(first_word(title), &mut key);
        key
    }

    /// Things that stand in the order of their titles, under the letters that these begin with. The first two signs tell
    /// a letter, and many titles begin with the same.
    pub fn by_letter<T>(&self, things: Vec<T>, title: impl Fn(&T) -> Arc<str>) -> Vec<(Arc<str>, Vec<T>)> {
        let mut known: HashMap<[Option<char>; 2], usize> = HashMap::default();
        let mut places: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        let mut letters: Vec<(Arc<str>, Vec<T>)> = Vec::new();
        for thing in things {
            let beginning = beginning(&title(&thing));
            let place = *known.entry(beginning).or_insert_with(|| {
                *places.entry(self.letter(beginning).into()).or_insert_with_key(|letter| {
                    letters.push((letter.clone(), Vec::new()));
                    letters.len() - 1
                })
            });
            letters[place].1.push(thing);
        }
        letters
    }

    fn letter(&self, [first, second]: [Option<char>; 2]) -> String {
        let Some(first) = first.filter(|sign| sign.is_alphabetic()) else { return OTHER.to_owned() };
        if WITHOUT_LETTERS.contains(&first.script()) {
            return OTHER.to_owned();
        }
        let double = second.filter(|second| second.is_alphabetic()).map(|second| [first, second]);
        match double.map(String::from_iter).filter(|double| self.is_one_letter(&first.to_string(), double)) {
            Some(double) => capitalise(&double.to_lowercase()),
            None => self.plain(first),
        }
    }

    /// Whether two signs are one letter: words that begin with it do not stand among those that begin with the first.
    fn is_one_letter(&self, first: &str, double: &str) -> bool {
        let last = format!("{first}\u{FFFF}");
        self.letters.compare(double, first) == Ordering::Less
            || self.letters.compare(double, &last) == Ordering::Greater
    }

    /// Without the accents that make no letter of its own in this language.
    fn plain(&self, first: char) -> String {
        let bare: String = first.nfd().take(1).collect();
        let is_same = self.letters.compare(&bare, &first.to_string()) == Ordering::Equal;
        capitalise(&if is_same { bare } else { first.to_string() })
    }
}

/// The first two signs of a title.
fn beginning(title: &str) -> [Option<char>; 2] {
    let word = first_word(title);
    // Nothing that follows can change two letters of ASCII but the sign right behind them.
    if let [first, second, third, ..] = *word.as_bytes()
        && [first, second, third].is_ascii()
    {
        return [Some(char::from(first)), Some(char::from(second))];
    }
    let mut signs = word.nfc();
    [signs.next(), signs.next()]
}

fn collator(preferences: CollatorPreferences, strength: Strength) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    let root = || Collator::try_new(CollatorPreferences::default(), options);
    Collator::try_new(preferences, options).or_else(|_| root()).expect("the data is built in")
}

fn first_word(title: &str) -> &str {
    title.trim_start_matches(|sign: char| !sign.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'t>(language: &str, mut titles: Vec<&'t str>) -> Vec<&'t str> {
        let collation = Collation::of(language);
        titles.sort_by_key(|title| collation.key(title));
        titles
    }

    fn letters(language: &str, titles: &[&str]) -> Vec<String> {
        let collation = Collation::of(language);
        let letter = |title: &&str| collation.by_letter(vec![*title], |title| (*title).into())[0].0.to_string();
        titles.iter().map(letter).collect()
    }

    #[test]
    fn each_language_has_its_own_order() {
        let titles = || vec!["Zebra", "Ångström", "Ähre", "Apple", "Über", "Öl", "zoo", "Éclair", "Earth"];
        assert_eq!(
            sorted("en", titles()),
            ["Ähre", "Ångström", "Apple", "Earth", "Éclair", "Öl", "Über", "Zebra", "zoo"]
        );
        assert_eq!(
            sorted("sv", titles()),
            ["Apple", "Earth", "Éclair", "Über", "Zebra", "zoo", "Ångström", "Ähre", "Öl"]
        );
        assert_eq!(
            sorted("cy", vec!["Lwc", "Llan", "Nant", "Ngugi", "Gwy", "Hir"]),
            ["Gwy", "Ngugi", "Hir", "Lwc", "Llan", "Nant"]
        );
        assert_eq!(sorted("es", vec!["Oso", "Ñandú", "Nube"]), ["Nube", "Ñandú", "Oso"]);
        assert_eq!(sorted("ar", vec!["قصة", "باب", "أدب"]), ["أدب", "باب", "قصة"]);
        assert_eq!(sorted("no such language!", vec!["b", "a"]), ["a", "b"]);
    }

    #[test]
    fn punctuation_before_a_title_does_not_move_it() {
        assert_eq!(
            sorted("en", vec!["“Baker”", "Cook", "‘Apple’", "10 ways"]),
            ["10 ways", "‘Apple’", "“Baker”", "Cook"]
        );
    }

    #[test]
    fn titles_stand_under_the_letters_of_their_language() {
        assert_eq!(
            letters("en", &["Ångström", "éclair", "“Hi”", "10 ways", "", "Llan", "漢字"]),
            ["A", "E", "H", "#", "#", "L", "#"]
        );
        assert_eq!(letters("sv", &["Ångström", "éclair"]), ["Å", "E"]);
        assert_eq!(letters("cy", &["LLAN", "Ngugi", "Lwc", "Rhyl", "ddoe"]), ["Ll", "Ng", "L", "Rh", "Dd"]);
        assert_eq!(letters("ar", &["قصة"]), ["ق"]);
        assert_eq!(letters("ru", &["Ёлка", "йод"]), ["Е", "Й"]);
    }
}
