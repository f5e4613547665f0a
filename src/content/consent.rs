//! Consent with an end: what of an entry is told only while the people in it agree.
//!
//! Reading never asks which day it is. An entry of which a part may be withdrawn is read once more for each
//! such moment, from a text in which that part is blank: nothing that is made from the text can then tell of
//! it, and every place in the file stays true.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fields::{Checker, truth, with_suggestion};
use super::hiding::folded;
use super::tree::{Node, NodeValue, Tree};
use super::unknown_key::is_end;
use super::{Moment, Placed};
use crate::diagnostics::{Code, Diagnostic, Span};

/// What nobody agrees to any more from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// The first moment without consent.
    pub at: Timestamp,
    /// Empty for the entry as a whole.
    pub hides: Vec<Placed<Hidden>>,
}

/// Without the places of what is written: they make no difference to the weave.
impl Hash for Lapse {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.at.hash(hasher);
        self.hides.iter().for_each(|hidden| hidden.value.hash(hasher));
    }
}

/// A part of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hidden {
    /// The picture of the front matter.
    Image,
    /// That, and every picture of the text.
    Pictures,
    /// Every block quotation of the text.
    Quotes,
    /// A picture by the name of its file.
    File(Arc<str>),
    /// Somebody by id: `person/x`.
    Person(Arc<str>),
}

pub const PERSON: &str = "person/";

/// Whether a word stands in a consent by itself, between commas: "not as bridges" does not agree to `bridges`.
pub fn agrees_to(consent: &str, word: &str) -> bool {
    consent.split([',', ';']).any(|part| part.trim().trim_end_matches('.').eq_ignore_ascii_case(word))
}

/// Words for a consent that is none, or not any more, in the languages that people write them in.
const WITHDRAWN: [&str; 15] = [
    "withdrawn",
    "revoked",
    "refused",
    "denied",
    "declined",
    "expired",
    "ended",
    "widerrufen",
    "zurückgezogen",
    "abgelehnt",
    "retiré",
    "révoqué",
    "retirado",
    "revocado",
    "ingetrokken",
];

const KEYS: [&str; 3] = ["given", "until", "hides"];

/// What leads to the end of something in the languages that people write such words in.
const UNTIL: [&str; 12] =
    ["until", "till", "through", "ends", "expires", "expiring", "bis", "jusqu'au", "jusqu’au", "hasta", "tot", "tan"];
/// Words of a date behind it, of which one is the year: "31 January 2026".
const WORDS_OF_A_DATE: usize = 4;

/// What leads to who has withdrawn something, or when.
const LEADS_TO_WHOM_OR_WHEN: [&str; 10] = ["by", "on", "von", "am", "par", "le", "por", "el", "door", "op"];

const WORDS: [&str; 3] = ["image", "pictures", "quotes"];

/// What the people have agreed to in words, and what of it has an end. `unreadable` where an end is written and
/// cannot be understood.
#[derive(Default)]
pub struct Consent {
    pub given: Option<Arc<str>>,
    pub lapses: Vec<Lapse>,
    pub unreadable: bool,
    /// Where it is told to be none, which holds nothing back.
    pub refused: Option<Span>,
    /// Errors of an entry that is no draft: where an end is told in words, which ends nothing.
    pub ends_in_words: Vec<Diagnostic>,
}

/// Reads the key: words, a table, or a list of tables.
pub fn consent(checker: &mut Checker, node: &Node) -> Consent {
    let mut consent = Consent::default();
    let mut given: Vec<Arc<str>> = Vec::new();
    let items = if let NodeValue::List(items) = &node.value { items.as_slice() } else { std::slice::from_ref(node) };
    for item in items.iter().filter(|item| !item.is_blank()) {
        match &item.value {
            NodeValue::Table(tree) => {
                given.extend(one(checker, item, tree, &mut consent));
            }
            _ => given.extend(words(checker, "consent", item, &mut consent)),
        }
    }
    consent.given = (!given.is_empty()).then(|| given.join(", ").into());
    consent
}

fn one(checker: &mut Checker, node: &Node, tree: &Tree, consent: &mut Consent) -> Option<Arc<str>> {
    unknown_keys(checker, tree);
    let inner = |name: &str| tree.get(name).map(|(_, node)| node).filter(|node| !node.is_blank());
    let until = inner("until").and_then(|node| checker.date("consent.until", node));
    let hides: Option<Vec<Placed<Hidden>>> = inner("hides").map(|node| hides(checker, node));
    match (until, inner("until"), &hides) {
        (Some(until), _, _) => {
            consent
                .lapses
                .push(Lapse { at: end_of(until, &checker.config.timezone), hides: hides.unwrap_or_default() });
        }
        (None, Some(_), _) => consent.unreadable = true,
        (None, None, Some(_)) => {
            checker.missing(
                "consent.until",
                node.span.clone(),
                "say until which day it is agreed to, or take `hides` out",
            );
        }
        (None, None, None) => {}
    }
    match inner("until") {
        Some(_) => inner("given").and_then(|node| checker.text("consent.given", node)),
        None => inner("given").and_then(|node| words(checker, "consent.given", node, consent)),
    }
}

/// An end by another name than `until` would end nothing.
fn unknown_keys(checker: &mut Checker, tree: &Tree) {
    let known = checker.problems.len();
    checker.unknown_keys(tree, &KEYS);
    for problem in &mut checker.problems[known..] {
        let key = tree.entries.iter().map(|(key, _)| key).find(|key| Some(&key.span) == problem.span.as_ref());
        if let Some(key) = key.filter(|key| ends_it(&key.value)) {
            let message = format!("`{}` is no key of a consent, which would not end", key.value);
            *problem = Diagnostic::new(Code::AlmostWithheld, message)
                .at(key.span.clone())
                .help("the last day of a consent is called `until`");
        }
    }
}

fn ends_it(key: &str) -> bool {
    let key = folded(key);
    is_end(&key) || key == "revoke" || WITHDRAWN.contains(&&*key)
}

/// Words that name an end would end nothing, and those that say no would stand on the page.
fn words(checker: &mut Checker, name: &str, node: &Node, consent: &mut Consent) -> Option<Arc<str>> {
    let text = checker.text(name, node)?;
    if says_no(&text) {
        consent.refused.get_or_insert_with(|| node.span.clone());
    } else if names_an_end(&text) {
        let problem = Diagnostic::new(Code::AlmostWithheld, "an end that is told in words ends nothing");
        let format = checker.format_at(&node.span);
        let table = format.table(&[("given", "\"…\""), ("until", "2030-01-31")]);
        let help = format!("write its last day as one: `{}`", format.pair("consent", &table));
        consent.ends_in_words.push(problem.at(node.span.clone()).help(help));
    }
    Some(text)
}

/// Whether a text is the word for a consent that is none, with nothing behind it but by whom and when: sentences that begin
/// with such a word often tell what is agreed to all the same.
fn says_no(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let is_withdrawn = WITHDRAWN.contains(&&*first.to_lowercase());
    truth(text) == Some(false) || is_withdrawn && rest.split([',', ';', '(', ')']).all(is_by_whom_or_when)
}

/// "by Ann", "on 1 June", "1 June", and nothing at all.
fn is_by_whom_or_when(part: &str) -> bool {
    let mut words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_date = words.clone().count() <= WORDS_OF_A_DATE && part.contains(|c: char| c.is_ascii_digit());
    is_date || words.next().is_none_or(|first| LEADS_TO_WHOM_OR_WHEN.contains(&&*first.to_lowercase()))
}

/// Whether a word that leads to an end stands right before a day with its year.
fn names_an_end(text: &str) -> bool {
    let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<String> = text.split_whitespace().map(trimmed).collect();
    let is_end = |at: usize| {
        let behind = words[at + 1..].iter().take(WORDS_OF_A_DATE);
        UNTIL.contains(&&*words[at]) && behind.into_iter().any(|word| has_year(word))
    };
    (0..words.len()).any(is_end)
}

/// `2026`, `2026-01-31` or `31.1.2026`.
fn has_year(word: &str) -> bool {
    let is_year = |part: &str| part.len() == 4 && part.parse().is_ok_and(|year: u16| (1900..2200).contains(&year));
    word.split(['-', '.', '/']).any(is_year)
}

/// A day holds until it is over.
fn end_of(until: Moment, zone: &TimeZone) -> Timestamp {
    let next = until.civil.date().tomorrow().ok().filter(|_| until.all_day);
    let start = next.and_then(|day| zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).compatible().ok());
    start.unwrap_or(until.at)
}

fn hides(checker: &mut Checker, node: &Node) -> Vec<Placed<Hidden>> {
    let texts = checker.texts("consent.hides", node);
    let hidden = texts.into_iter().filter_map(|Placed { value: text, span }| {
        let value = match &*text {
            "image" => Hidden::Image,
            "pictures" => Hidden::Pictures,
            "quotes" => Hidden::Quotes,
            name if name.contains('.') => Hidden::File(text),
            name if name.starts_with(PERSON) => Hidden::Person(text),
            name => {
                let problem = Diagnostic::new(Code::InvalidValue, format!("`consent.hides` cannot be `{name}`"));
                let help = with_suggestion(name, WORDS.into_iter(), "name the file of a picture, a person by id, or");
                checker.problems.push(problem.at(span).help(help));
                return None;
            }
        };
        Some(Placed { value, span })
    });
    hidden.collect()
}
