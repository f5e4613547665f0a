//! How the letters of a name stand in a text, which tells whether the name is meant.

use std::ops::Range;

/// How the letters of a name stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// No capital at all.
    Lower,
    /// Capitals where a sentence begins: they say nothing.
    Opening,
    /// Capitals inside a sentence, and a capital word beside them: part of a longer name.
    Longer,
    Capitals,
}

impl Shape {
    pub fn new(text: &str, range: &Range<usize>) -> Shape {
        let words = &text[range.clone()];
        let last = words.rsplit([' ', '-']).next().unwrap_or(words);
        let goes_on = text[range.end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let before = text[..range.start].trim_end_matches(['"', '\'', '(', '[', '“', '‘', '*', '_']);
        let opens = before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?', ':', '…', '|']);
        let follows = before.strip_suffix(' ').is_some_and(|before| {
            let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
            word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric) && word.len() < before.len()
        });
        if last.starts_with(char::is_uppercase) && (goes_on || (follows && !words.contains(' '))) {
            Shape::Longer
        } else if !words.contains(char::is_uppercase) {
            Shape::Lower
        } else if opens {
            Shape::Opening
        } else {
            Shape::Capitals
        }
    }
}
