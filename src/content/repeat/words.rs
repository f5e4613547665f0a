//! "fourth Thursday each month 12:00–13:00" → a rule and hours. English words, in any letter case.

use std::ops::ControlFlow;

use super::said::Said;
use super::vocabulary::{Word, unknown, word};
use super::{Hours, Refused, Rule};

pub fn read(text: &str) -> Result<(Rule, Option<Hours>), Refused> {
    let words = from_the_end(words(text)?)?;
    let mut said = Said::default();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| words[at].1);
        if let ControlFlow::Break(reason) = said.take(word.1, before) {
            return Err(Refused::new(format!("`{}` {reason}", word.0)));
        }
    }
    let names_half = words.iter().any(|(written, _)| written.ends_with("am") || written.ends_with("pm"));
    said.finish(names_half)
}

/// The words of a text, each as it is written and as it is understood.
fn words(text: &str) -> Result<Vec<(String, Word)>, Refused> {
    let spaced = text.to_lowercase().replace([',', '&', ';'], " and ").replace(" am", "am").replace(" pm", "pm");
    let joined = spaced.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-").replace(" - ", "-");
    let joined = joined.replace("-to-", " to ").replace("-last", " last");
    let mut words = Vec::new();
    for written in joined.split_whitespace() {
        match word(written) {
            Some(word) => words.push((written.to_owned(), word)),
            None => return Err(unknown(written)),
        }
    }
    Ok(words)
}

/// "second to last" and "second last" count from the end, as one word.
fn from_the_end(words: Vec<(String, Word)>) -> Result<Vec<(String, Word)>, Refused> {
    let mut counted: Vec<(String, Word)> = Vec::with_capacity(words.len());
    for (written, word) in words {
        if word == Word::Nth(-1)
            && let Some((at, nth)) = nth_before(&counted)
        {
            let phrase: Vec<String> = counted.drain(at..).map(|(written, _)| written).chain([written]).collect();
            let phrase = phrase.join(" ");
            if nth == 1 {
                return Err(Refused::new(format!("`{phrase}` is not understood here")));
            }
            counted.push((phrase, Word::Nth(-nth)));
        } else {
            counted.push((written, word));
        }
    }
    Ok(counted)
}

/// Where the number stands that a `last` behind these words belongs to, and what it is.
fn nth_before(words: &[(String, Word)]) -> Option<(usize, i16)> {
    match *words {
        [.., (_, Word::Nth(nth @ 1..)), (_, Word::To)] => Some((words.len() - 2, nth)),
        [.., (_, Word::Nth(nth @ 2..))] => Some((words.len() - 1, nth)),
        _ => None,
    }
}
