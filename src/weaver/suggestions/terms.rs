//! Words that many use and the glossary does not explain.
//!
//! Only for a site that has a glossary, and only for what entries of more than one community use: within
//! one, everybody knows what it means. A tag of several words is a term where one of them is used
//! for nothing else: `tacit knowledge` is one, `night workers` says what it is. A tag of one word is
//! mostly a subject. An abbreviation is a term wherever it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::stems::{Asked, words};
use super::{Found, Suggestion};
use crate::content::identity::fold;
use crate::content::markdown::Block;
use crate::content::{Doc, Target};
use crate::weaver::{EntryIx, Resolved, Taxonomy, Term, TermIx, Weave};

/// Entries that have a tag, at least.
const TAGGED: usize = 4;
/// Entries that use an abbreviation, at least.
const SHORTENED: usize = 3;
/// Communities that they belong to, at least.
const COMMUNITIES: usize = 2;
/// For so many entries with a tag, one other may use its word otherwise.
const OTHERWISE: usize = 4;
/// Letters of the shortest and the longest abbreviation.
const CAPITALS: std::ops::RangeInclusive<usize> = 2..=6;
/// Letters of the shortest abbreviation that nobody spells out; many a shorter one is known to all.
const SAID_ALONE: usize = 4;

/// The words of all tags of several words, before any text is read; none where there is no glossary.
pub struct Watch(Option<Asked>);

impl Watch {
    pub fn new(weave: &Weave) -> Watch {
        if !weave.newest().iter().any(|entry| *weave.doc(*entry).id.kind == *"term") {
            return Watch(None);
        }
        let mut asked = Asked::new(weave.names.site_language());
        for term in weave.terms().all(Taxonomy::Tags).map(|term| weave.terms().get(Taxonomy::Tags, term)) {
            words(&term.title).for_each(|word| asked.ask(word));
        }
        Watch(Some(asked))
    }

    /// What one text holds.
    pub fn read(&self, doc: &Doc, blocks: &[Block]) -> Words {
        let mut found = Words::default();
        let Some(asked) = &self.0 else { return found };
        let facts = [Some(&*doc.facts.title), doc.facts.summary.as_deref()].into_iter().flatten();
        for text in facts.chain(blocks.iter().map(|block| &*block.text)) {
            for word in words(text) {
                if is_abbreviation(word) {
                    found.capitals.insert(word.to_owned());
                } else {
                    found.asked.extend(asked.number(word));
                }
            }
            found.spelled_out.extend(all_spelled_out(text));
        }
        found
    }
}

/// What one text holds that may be a term.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The words of tags that it uses, by number.
    asked: BTreeSet<usize>,
    /// Words of capitals alone.
    capitals: BTreeSet<String>,
    /// Those that the text spells out: abbreviation → words.
    spelled_out: BTreeMap<String, String>,
}

fn all_spelled_out(text: &str) -> impl Iterator<Item = (String, String)> {
    text.match_indices('(').filter_map(|(at, _)| {
        let short = text[at + 1..].split(')').next().unwrap_or_default();
        let words = is_abbreviation(short).then(|| spelled_out(&text[..at], short))??;
        Some((short.to_owned(), words.to_owned()))
    })
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

/// The words that lack a definition, from what each text holds, in the order of entries.
pub fn terms(weave: &Weave, watch: &Watch, texts: &[Words]) -> Vec<Suggestion> {
    let Some(asked) = &watch.0 else { return Vec::new() };
    let mut found = tags(weave, asked, texts);
    found.extend(abbreviations(weave, texts));
    found
}

/// Tags of several words, one of which is used for nothing else.
fn tags(weave: &Weave, asked: &Asked, texts: &[Words]) -> Vec<Suggestion> {
    let mut having: Vec<BTreeSet<EntryIx>> = vec![BTreeSet::new(); asked.len()];
    for (entry, text) in weave.all().zip(texts) {
        for number in &text.asked {
            having[*number].insert(weave.primary(entry));
        }
    }
    let is_used_otherwise = |term: &Term, number: usize| {
        let here = term.members.iter().filter(|entry| having[number].contains(entry)).count();
        (having[number].len() - here) * OTHERWISE > term.members.len()
    };
    let is_term = |term: &Term| {
        let special = |word: &str| asked.number(word).is_some_and(|number| !is_used_otherwise(term, number));
        words(&term.title).count() > 1 && words(&term.title).any(special)
    };
    let all = weave.terms().all(Taxonomy::Tags).map(|term| weave.terms().get(Taxonomy::Tags, term));
    let terms = all.filter(|term| term.members.len() >= TAGGED && is_term(term));
    let using = |term: &Term| term.members.iter().copied().collect();
    terms.filter_map(|term| lacking(weave, &term.title, &term.title, using(term))).collect()
}

/// Abbreviations that somebody spells out, and long ones that nobody does.
fn abbreviations(weave: &Weave, texts: &[Words]) -> Vec<Suggestion> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let mut using: BTreeMap<&str, BTreeSet<EntryIx>> = BTreeMap::new();
    for (entry, text) in weave.all().zip(texts) {
        for (short, words) in &text.spelled_out {
            known.entry(short).or_insert(words);
        }
        for short in &text.capitals {
            using.entry(short).or_default().insert(weave.primary(entry));
        }
    }
    let found = using.into_iter().filter(|(short, _)| is_new(weave, short)).filter_map(|(short, using)| {
        let name: Arc<str> = match known.get(short) {
            Some(words) if is_new(weave, words) => format!("{words} ({short})").into(),
            None if short.len() >= SAID_ALONE => short.into(),
            _ => return None,
        };
        (using.len() >= SHORTENED).then(|| lacking(weave, &name, short, using))?
    });
    found.collect()
}

/// The suggestion of a term, where more than one community uses it and nothing of the site goes by its name.
fn lacking(weave: &Weave, name: &Arc<str>, called: &str, using: BTreeSet<EntryIx>) -> Option<Suggestion> {
    let communities: BTreeSet<TermIx> = using.iter().filter_map(|entry| weave.home(*entry)).collect();
    if communities.len() < COMMUNITIES || !is_new(weave, called) {
        return None;
    }
    let from: Vec<EntryIx> = using.into_iter().collect();
    let weight = (from.len() + 10 * communities.len()) as u32;
    Some(Suggestion::new(weave, Found::Term { name: name.clone(), from, communities: communities.len() }, weight))
}

/// Whether no entry goes by a name, and no link asks for one.
fn is_new(weave: &Weave, name: &str) -> bool {
    let target = Target::Name { name: name.into(), anchor: None };
    weave.lookup(&target, weave.names.site_language()) == Resolved::Wanted
        && !weave.wanted().iter().any(|wanted| fold(&wanted.name) == fold(name))
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
}
