//! The texts of an entry that are not its prose → their words.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use foldhash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;
use unicode_normalization::char::is_combining_mark;

use crate::content::runs::each_run;
use crate::content::{Facts, titles};

/// Shorter words carry little meaning, longer ones are no words.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=40;

/// The headings of some entries by their fingerprints.
pub struct Headings {
    /// Of each entry, in its order.
    prints: Vec<Vec<u64>>,
    /// Those that stand in more than one entry: "How to run it" tells what kind of entry it is, and nothing about this one.
    repeated: HashSet<u64>,
}

impl Headings {
    pub fn new<'a>(all: impl IndexedParallelIterator<Item = &'a Facts>) -> Headings {
        let prints: Vec<Vec<u64>> =
            all.map(|facts| facts.headings.iter().map(|heading| print(heading.text.as_bytes())).collect()).collect();
        let mut last: HashMap<u64, usize> = HashMap::with_capacity(prints.len());
        let mut repeated = HashSet::default();
        for (number, prints) in prints.iter().enumerate() {
            for print in prints {
                if *last.entry(*print).or_insert(number) != number {
                    repeated.insert(*print);
                }
            }
        }
        Headings { prints, repeated }
    }

    /// The texts of the headings that no other entry has, of the entry at this place.
    fn own<'a>(&self, place: usize, facts: &'a Facts) -> impl Iterator<Item = &'a str> {
        let headings = facts.headings.iter().zip(&self.prints[place]);
        headings.filter(|(_, print)| !self.repeated.contains(print)).map(|(heading, _)| &*heading.text)
    }
}

/// Kept by nobody: another machine may give another.
fn print(text: &[u8]) -> u64 {
    FixedState::default().hash_one(text)
}

/// A word of a text.
pub struct Token<'a> {
    pub written: &'a str,
    /// Of its lower case, which stands for it from here on.
    pub print: u64,
    pub is_lower: bool,
    /// In the title or tags: the entry is about it.
    pub names: bool,
}

/// The words of all texts of an entry but its prose, those of its title and tags first; its headings are those at `place`.
pub fn tokens<'a>(facts: &'a Facts, headings: &Headings, place: usize) -> Vec<Token<'a>> {
    let mut tokens = Vec::with_capacity(32);
    split(&facts.title, true, &mut tokens);
    facts.tags.iter().for_each(|tag| split(&tag.value, true, &mut tokens));
    facts.summary.iter().for_each(|summary| split(summary, false, &mut tokens));
    headings.own(place, facts).for_each(|heading| split(heading, false, &mut tokens));
    tokens
}

pub fn split<'a>(text: &'a str, names: bool, tokens: &mut Vec<Token<'a>>) {
    each_run(
        text,
        |sign| is_combining_mark(sign) || titles::is_reserved(sign),
        |written| {
            if is_word(written) {
                let is_lower = is_lower(written);
                tokens.push(Token { written, print: print_of(written, is_lower), is_lower, names });
            }
        },
    );
}

fn is_lower(word: &str) -> bool {
    match word.is_ascii() {
        true => word.bytes().all(|byte| byte.is_ascii_lowercase()),
        false => word.chars().all(char::is_lowercase),
    }
}

/// The fingerprint of a word's lower case.
fn print_of(word: &str, is_lower: bool) -> u64 {
    if is_lower {
        return print(word.as_bytes());
    }
    if !word.is_ascii() {
        return print(word.to_lowercase().as_bytes());
    }
    let mut lower = [0; *LETTERS.end()];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    print(lower)
}

/// A mark of a title still to come is no word, and neither is a number.
fn is_word(piece: &str) -> bool {
    match piece.is_ascii() {
        true => LETTERS.contains(&piece.len()) && piece.as_bytes()[0].is_ascii_alphabetic(),
        false => {
            piece.starts_with(char::is_alphabetic)
                && LETTERS.contains(&piece.chars().count())
                && !piece.contains(titles::is_reserved)
        }
    }
}
