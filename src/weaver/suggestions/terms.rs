//! Words that many use and the glossary does not explain.
//!
//! Only for a site that has a glossary. A word is special to the site where its writers treat it so: as a
//! tag, in emphasis, or as an abbreviation that somebody had to spell out; in entries of more than one
//! community, since within one everybody knows what it means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::folded::Folded;
use super::{Found, Suggestion};
use crate::content::Target;
use crate::content::identity::fold;
use crate::content::markdown::Block;
use crate::weaver::related::stop_words::stop_words;
use crate::weaver::{EntryIx, Resolved, Taxonomy, TermIx, Weave};

/// Entries that use a word, at least.
const ENTRIES: usize = 3;
/// Communities that they belong to, at least.
const COMMUNITIES: usize = 2;
/// Words of the longest phrase that is a term.
const LONGEST: usize = 4;
/// Letters of a word that is seldom an everyday one.
const LONG: usize = 12;
/// Letters of the shortest and the longest abbreviation.
const CAPITALS: std::ops::RangeInclusive<usize> = 2..=6;

/// What one text treats as special.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    emphasised: BTreeSet<String>,
    /// Words of capitals alone.
    capitals: BTreeSet<String>,
    /// Those that the text spells out: abbreviation → words.
    spelled_out: BTreeMap<String, String>,
}

impl Phrases {
    pub fn new(blocks: &[Block]) -> Phrases {
        let mut phrases = Phrases::default();
        for block in blocks {
            let emphasised = block.emphasised().iter().map(|range| &block.text[range.clone()]);
            phrases.emphasised.extend(emphasised.filter_map(phrase));
            phrases.read_capitals(&block.text);
        }
        phrases
    }

    fn read_capitals(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| is_abbreviation(word)) {
            self.capitals.insert(word.to_owned());
        }
        for (at, _) in text.match_indices('(') {
            let inside = text[at + 1..].split(')').next().unwrap_or_default();
            if is_abbreviation(inside)
                && let Some(words) = spelled_out(&text[..at], inside)
            {
                self.spelled_out.insert(inside.to_owned(), words.to_owned());
            }
        }
    }
}

/// A phrase that may be a term: a few words of letters, and no sentence.
fn phrase(text: &str) -> Option<String> {
    let is_letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’');
    let words = text.split_whitespace().count();
    let is_term = (1..=LONGEST).contains(&words) && text.chars().all(is_letters) && text.chars().count() >= 4;
    is_term.then(|| Folded::new(text.trim()).text)
}

fn is_abbreviation(word: &str) -> bool {
    CAPITALS.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The words that end `before` and begin with the letters of `short`; small words between them may
/// have none.
fn spelled_out<'t>(before: &'t str, short: &str) -> Option<&'t str> {
    let before = before.trim_end();
    let mut letters = short.chars().rev().peekable();
    let mut end = before.len();
    while end > 0 {
        let start = before[..end].rfind(' ').map_or(0, |space| space + 1);
        let word = &before[start..end];
        let first = word.chars().next().and_then(|c| c.to_uppercase().next());
        if first == letters.peek().copied() {
            letters.next();
        } else if !SMALL.contains(&word) {
            return None;
        }
        if letters.peek().is_none() {
            return Some(&before[start..]);
        }
        end = start.saturating_sub(1);
    }
    None
}

/// Words that abbreviations leave out.
const SMALL: [&str; 8] = ["of", "and", "the", "for", "to", "in", "on", "a"];

/// What uses a word.
#[derive(Default)]
struct Usage {
    /// As it would be the title.
    name: Arc<str>,
    from: BTreeSet<EntryIx>,
}

/// The words that lack a definition, from what each entry treats as special, in the order of entries.
pub fn terms(weave: &Weave, phrases: &[Phrases]) -> Vec<Suggestion> {
    if !weave.newest().iter().any(|entry| *weave.doc(*entry).id.kind == *"term") {
        return Vec::new();
    }
    let mut used: BTreeMap<String, Usage> = BTreeMap::new();
    tags(weave, &mut used);
    emphasised(weave, phrases, &mut used);
    abbreviations(weave, phrases, &mut used);
    let lacking = used.into_values().filter_map(|usage| lacking(weave, usage));
    lacking.collect()
}

fn tags(weave: &Weave, used: &mut BTreeMap<String, Usage>) {
    for term in weave.terms().all(Taxonomy::Tags) {
        let term = weave.terms().get(Taxonomy::Tags, term);
        let usage = used.entry(Folded::new(&term.title).text).or_default();
        usage.name = term.title.clone();
        usage.from.extend(term.members.iter().copied());
    }
}

fn emphasised(weave: &Weave, phrases: &[Phrases], used: &mut BTreeMap<String, Usage>) {
    for (entry, phrases) in weave.all().zip(phrases) {
        for phrase in &phrases.emphasised {
            let usage = used.entry(phrase.clone()).or_default();
            if usage.name.is_empty() {
                usage.name = phrase.as_str().into();
            }
            usage.from.insert(weave.primary(entry));
        }
    }
}

/// An abbreviation that somebody spells out is used wherever it stands.
fn abbreviations(weave: &Weave, phrases: &[Phrases], used: &mut BTreeMap<String, Usage>) {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    for (short, words) in phrases.iter().flat_map(|phrases| &phrases.spelled_out) {
        known.entry(short).or_insert(words);
    }
    for (short, words) in known {
        let users = weave.all().zip(phrases).filter(|(_, phrases)| phrases.capitals.contains(short));
        let from: BTreeSet<EntryIx> = users.map(|(entry, _)| weave.primary(entry)).collect();
        if is_new(weave, short) {
            let usage = used.entry(Folded::new(words).text).or_default();
            usage.name = format!("{words} ({short})").into();
            usage.from.extend(from);
        }
    }
}

/// A word that enough entries use and that nothing of the site goes by.
fn lacking(weave: &Weave, usage: Usage) -> Option<Suggestion> {
    let bare = usage.name.split(" (").next().unwrap_or(&usage.name);
    let communities: BTreeSet<TermIx> = usage.from.iter().filter_map(|entry| weave.home(*entry)).collect();
    let is_shared = usage.from.len() >= ENTRIES && communities.len() >= COMMUNITIES;
    if !is_shared || is_everyday(weave, bare) || !is_new(weave, bare) {
        return None;
    }
    let from: Vec<EntryIx> = usage.from.into_iter().collect();
    let weight = (from.len() + 10 * bare.split([' ', '-']).count().min(3)) as u32;
    Some(Suggestion::new(weave, Found::Term { name: usage.name, from, communities: communities.len() }, weight))
}

/// Whether no entry goes by a name, and no link asks for one.
fn is_new(weave: &Weave, name: &str) -> bool {
    let target = Target::Name { name: name.into(), anchor: None };
    weave.lookup(&target, weave.names.site_language()) == Resolved::Wanted
        && !weave.wanted().iter().any(|wanted| fold(&wanted.name) == fold(name))
}

/// A word that needs no explanation: one word, unless it is a long one, is mostly the subject of a text
/// and no term.
fn is_everyday(weave: &Weave, name: &str) -> bool {
    let listed = stop_words(weave.names.site_language());
    let is_one_word = !name.contains([' ', '-']);
    let is_light = |word: &str| listed.contains(word.to_lowercase().as_str());
    name.split([' ', '-']).all(is_light) || (is_one_word && name.chars().count() < LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_spelled_out_by_the_words_before_it() {
        let found = |text: &'static str, short| spelled_out(text, short);
        assert_eq!(found("We ask for a discretionary housing payment ", "DHP"), Some("discretionary housing payment"));
        assert_eq!(found("the Department for Work and Pensions", "DWP"), Some("Department for Work and Pensions"));
        assert_eq!(found("most significant change", "MSC"), Some("most significant change"));
        assert_eq!(found("some of the others", "NHS"), None);
        assert_eq!(found("", "NHS"), None);
    }

    #[test]
    fn a_phrase_is_a_few_words_and_no_sentence() {
        assert_eq!(phrase("Warm handover"), Some("warm handover".into()));
        for text in ["who decides, and when?", "may", "one two three four five", "3 of 4", ""] {
            assert_eq!(phrase(text), None, "{text}");
        }
    }
}
