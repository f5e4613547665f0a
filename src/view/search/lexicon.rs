//! The words of all entries of a language, and which of them are forms of one word.

use std::borrow::Cow;
use std::cmp::Ordering;

use foldhash::HashMap;
use rayon::prelude::*;

use super::words::key;
use crate::content::Lang;
use crate::weaver::Stems;

/// A word as it is searched for, and its group: the forms of one word ("letter", "letters") are found
/// together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    pub text: Box<str>,
    pub group: u32,
}

#[derive(Debug, Default)]
pub struct Lexicon {
    /// In the order in which browsers sort. Groups are numbered by their first word.
    pub words: Vec<Word>,
    pub groups: usize,
    by_form: HashMap<String, u32>,
}

impl Lexicon {
    /// `forms` are words in lower case, with their accents, in any order.
    pub fn new<'a>(lang: &Lang, forms: impl Iterator<Item = &'a str>) -> Lexicon {
        let mut forms: Vec<&str> = forms.collect();
        forms.par_sort_unstable();
        forms.dedup();
        let stems = Stems::new(lang);
        // A word without a meaning of its own stands for itself.
        let stem = |form: &str| stems.stem(form).map_or_else(|| key(form).into_owned(), |stem| key(&stem).into_owned());
        let mut keyed: Vec<(Cow<str>, &str, String)> =
            forms.into_par_iter().map(|form| (key(form), form, stem(form))).collect();
        keyed.par_sort_unstable_by(|a, b| as_browsers(&a.0, &b.0).then(a.1.cmp(b.1)));
        let mut lexicon = Lexicon::default();
        let mut by_stem: HashMap<String, u32> = HashMap::default();
        for (key, form, stem) in keyed {
            let group = match lexicon.words.last() {
                // Of words that differ in their accents only, the first says what they are forms of.
                Some(word) if *word.text == *key => word.group,
                _ => {
                    let next = by_stem.len() as u32;
                    let group = *by_stem.entry(stem).or_insert(next);
                    lexicon.words.push(Word { text: key.into(), group });
                    group
                }
            };
            lexicon.by_form.insert(form.to_owned(), group);
        }
        lexicon.groups = by_stem.len();
        lexicon
    }

    /// The group of a form that the lexicon was made from.
    pub fn group(&self, form: &str) -> Option<u32> {
        self.by_form.get(form).copied()
    }
}

/// Browsers compare texts by their UTF-16 units, which beyond the 16-bit plane is another order.
fn as_browsers(a: &str, b: &str) -> Ordering {
    match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(lang: &str, forms: &[&str]) -> Vec<(String, u32)> {
        let lexicon = Lexicon::new(&Lang(lang.into()), forms.iter().copied());
        lexicon.words.iter().map(|word| (word.text.to_string(), word.group)).collect()
    }

    fn expected(words: &[(&str, u32)]) -> Vec<(String, u32)> {
        words.iter().map(|(word, group)| ((*word).to_owned(), *group)).collect()
    }

    #[test]
    fn forms_of_a_word_are_a_group() {
        let words = groups("en", &["letters", "letter", "post", "posting", "letter"]);
        assert_eq!(words, expected(&[("letter", 0), ("letters", 0), ("post", 1), ("posting", 1)]));
    }

    #[test]
    fn accents_part_neither_words_nor_groups() {
        assert_eq!(
            groups("fr", &["é", "e", "maisons", "maison"]),
            expected(&[("e", 0), ("maison", 1), ("maisons", 1)])
        );
        let lexicon = Lexicon::new(&Lang("fr".into()), ["cote", "côté", "côtés"].into_iter());
        assert_eq!(lexicon.group("cote"), lexicon.group("côté"));
        assert_eq!(lexicon.group("une"), None);
    }

    #[test]
    fn words_stand_in_the_order_of_browsers() {
        let words = groups("zh", &["\u{FF21}", "\u{20000}", "a"]);
        assert_eq!(words.iter().map(|(word, _)| &**word).collect::<Vec<_>>(), ["a", "\u{20000}", "\u{FF21}"]);
    }
}
