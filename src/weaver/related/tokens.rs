//! The texts of an entry that are not its prose → their words.

use std::collections::{HashMap, HashSet};

use twox_hash::XxHash3_64;

use crate::content::{Facts, titles};

/// Shorter words carry little meaning, longer ones are no words.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=40;

/// Headings that stand in more than one entry, such as "How to run it", tell what kind of entry
/// it is, and nothing about this one.
pub fn repeated_headings<'a>(all: impl Iterator<Item = &'a Facts>) -> HashSet<&'a str> {
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut repeated = HashSet::new();
    for (number, facts) in all.enumerate() {
        for heading in &facts.headings {
            if *last.entry(&heading.text).or_insert(number) != number {
                repeated.insert(&*heading.text);
            }
        }
    }
    repeated
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

/// The words of all texts of an entry but its prose, those of its title and tags first.
pub fn tokens<'a>(facts: &'a Facts, repeated: &HashSet<&str>) -> Vec<Token<'a>> {
    let mut tokens = Vec::with_capacity(32);
    split(&facts.title, true, &mut tokens);
    facts.tags.iter().for_each(|tag| split(&tag.value, true, &mut tokens));
    facts.summary.iter().for_each(|summary| split(summary, false, &mut tokens));
    let own = facts.headings.iter().filter(|heading| !repeated.contains(&*heading.text));
    own.for_each(|heading| split(&heading.text, false, &mut tokens));
    tokens
}

pub fn split<'a>(text: &'a str, names: bool, tokens: &mut Vec<Token<'a>>) {
    let pieces = text.split(|character: char| !character.is_alphanumeric() && !titles::is_reserved(character));
    for written in pieces.filter(|piece| is_word(piece)) {
        let is_lower = written.bytes().all(|byte| byte.is_ascii_lowercase());
        let print = match is_lower {
            true => XxHash3_64::oneshot(written.as_bytes()),
            false => XxHash3_64::oneshot(written.to_lowercase().as_bytes()),
        };
        tokens.push(Token { written, print, is_lower: is_lower || written.chars().all(char::is_lowercase), names });
    }
}

/// A mark of a title still to come is no word, and neither is a number.
fn is_word(piece: &str) -> bool {
    piece.len() >= *LETTERS.start()
        && piece.starts_with(char::is_alphabetic)
        && !piece.contains(titles::is_reserved)
        && LETTERS.contains(&piece.chars().count())
}
