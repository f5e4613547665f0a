//! Open questions that an existing method or case may answer.
//!
//! A question is known by its words, and the fewer methods and cases have a word, the more it says. What may
//! answer a question must speak of a good part of what is asked, and both must name it: in the
//! title, the summary, a heading or a tag.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::stems::{Asked, words};
use super::{Found, Suggestion};
use crate::content::markdown::prose;
use crate::content::{Doc, Lang};
use crate::weaver::{EntryIx, Weave};

/// What answers: something that was tried.
const ANSWERING: [&str; 2] = ["method", "case"];

/// How many answers a question is offered.
const MOST: usize = 2;
/// How many words a question and its answer share at least.
const SHARED: usize = 4;
/// How many of them both have in their titles, summaries, headings or tags.
const NAMING: usize = 3;
/// The share of a question's words that an answer has at least.
const COVERED: f64 = 0.2;
/// How many words are told as the reason.
const TOLD: usize = 4;

/// What a word says about a text: in its title, elsewhere at its head, in its prose, and at most.
const TITLE: f64 = 2.0;
const HEAD: f64 = 1.5;
const PROSE: f64 = 0.5;
const FULL: f64 = 2.0;

/// What may answer each open question.
pub fn answers(weave: &Weave) -> Vec<Suggestion> {
    let of_kind = |kinds: &[&str]| -> Vec<EntryIx> {
        weave.newest().iter().copied().filter(|entry| kinds.contains(&&*weave.doc(*entry).id.kind)).collect()
    };
    let questions: Vec<EntryIx> =
        of_kind(&["question"]).into_iter().filter(|question| is_open(weave.doc(*question))).collect();
    let answering = of_kind(&ANSWERING);
    let languages: BTreeSet<&Lang> = questions.iter().map(|question| &weave.doc(*question).lang).collect();
    let of_language = |lang: &&Lang| {
        let in_language = |entries: &[EntryIx]| -> Vec<EntryIx> {
            entries.iter().copied().filter(|entry| weave.doc(*entry).lang == **lang).collect()
        };
        in_one_language(weave, lang, &in_language(&questions), &in_language(&answering))
    };
    languages.iter().flat_map(of_language).collect()
}

fn is_open(doc: &Doc) -> bool {
    doc.facts.text("state").is_none_or(|state| **state == *"open")
}

fn in_one_language(weave: &Weave, lang: &Lang, questions: &[EntryIx], answering: &[EntryIx]) -> Vec<Suggestion> {
    let mut asked = Asked::new(lang);
    for question in questions {
        read(weave.doc(*question), |word, _| asked.ask(word));
    }
    let number = |word: &str| asked.number(word);
    let texts: Vec<Uses> = answering.par_iter().map(|entry| uses(weave.doc(*entry), number)).collect();
    let index = Index::new(&texts, answering, asked.len());
    let offered = questions.par_iter().map(|question| {
        let asked = uses(weave.doc(*question), number);
        index.answers(weave, *question, &asked)
    });
    offered.collect::<Vec<_>>().concat()
}

/// Calls `take` for each word of an entry, with what it says there.
fn read<'d>(doc: &'d Doc, mut take: impl FnMut(&str, f64)) {
    let facts = &doc.facts;
    let head: Vec<&'d str> = facts
        .summary
        .iter()
        .chain(facts.tags.iter().map(|tag| &tag.value))
        .chain(facts.headings.iter().map(|heading| &heading.text))
        .map(|text| &**text)
        .collect();
    words(&facts.title).for_each(|word| take(word, TITLE));
    head.into_iter().flat_map(words).for_each(|word| take(word, HEAD));
    for block in prose(doc) {
        words(&block.text).for_each(|word| take(word, PROSE));
    }
}

/// The words of a text that questions ask for, by their numbers.
type Uses = BTreeMap<usize, Use>;

/// How a text uses a word.
#[derive(Clone, Debug)]
struct Use {
    /// Up to [`FULL`].
    tells: f64,
    /// Whether its head has it.
    names: bool,
    written: Arc<str>,
}

fn uses(doc: &Doc, number: impl Fn(&str) -> Option<usize>) -> Uses {
    let mut uses = Uses::new();
    read(doc, |word, tells| {
        let Some(number) = number(word) else { return };
        let known = uses.entry(number).or_insert_with(|| Use {
            tells: 0.0,
            names: tells > PROSE,
            written: word.to_lowercase().into(),
        });
        known.tells = (known.tells + tells).min(FULL);
    });
    uses
}

/// For each word, the texts that use it.
struct Index<'a> {
    answering: &'a [EntryIx],
    postings: Vec<Vec<(usize, &'a Use)>>,
}

/// What a text may answer of one question.
#[derive(Default)]
struct Offer {
    counts: f64,
    naming: usize,
    /// What each word counts.
    shared: Vec<(f64, usize)>,
}

impl<'a> Index<'a> {
    fn new(texts: &'a [Uses], answering: &'a [EntryIx], words: usize) -> Index<'a> {
        let mut postings = vec![Vec::new(); words];
        for (text, uses) in texts.iter().enumerate() {
            for (word, used) in uses {
                postings[*word].push((text, used));
            }
        }
        Index { answering, postings }
    }

    /// How much a word tells: the fewer texts have it, the more. One that none has asks for nothing.
    fn rarity(&self, word: usize) -> f64 {
        match self.postings[word].len() {
            0 => 0.0,
            having => ((1.0 + self.answering.len() as f64) / (0.5 + having as f64)).ln(),
        }
    }

    fn answers(&self, weave: &Weave, question: EntryIx, asked: &Uses) -> Vec<Suggestion> {
        let mut offers: BTreeMap<usize, Offer> = BTreeMap::new();
        let mut whole = 0.0;
        for (word, asking) in asked {
            let counts = asking.tells * self.rarity(*word);
            whole += counts;
            for (text, used) in &self.postings[*word] {
                let offer = offers.entry(*text).or_default();
                let counts = counts * used.tells / FULL;
                offer.counts += counts;
                offer.naming += usize::from(asking.names && used.names);
                offer.shared.push((counts, *word));
            }
        }
        let is_enough =
            |offer: &Offer| offer.shared.len() >= SHARED && offer.naming >= NAMING && offer.counts >= COVERED * whole;
        let mut offers: Vec<(EntryIx, Offer)> = offers
            .into_iter()
            .filter(|(_, offer)| is_enough(offer))
            .map(|(text, offer)| (self.answering[text], offer))
            .filter(|(by, _)| !weave.are_linked(question, *by))
            .collect();
        offers.sort_by(|a, b| b.1.counts.total_cmp(&a.1.counts).then(a.0.cmp(&b.0)));
        let suggested = offers.into_iter().take(MOST).map(|(by, mut offer)| {
            offer.shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let told = offer.shared.iter().take(TOLD).filter_map(|(_, word)| asked.get(word));
            let words = told.map(|asking| asking.written.clone()).collect();
            Suggestion::new(weave, Found::Answer { question, by, words }, (100.0 * offer.counts / whole) as u32)
        });
        suggested.collect()
    }
}
