//! Open questions that an existing method or case may answer.
//!
//! A question is known by its uncommon words: those of its title and summary, and those that it uses
//! more than once. What may answer it must speak of most of what the question asks for, and name some
//! of it in its own title, summary or headings.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::stems::{Stems, Weights};
use super::{Found, Suggestion};
use crate::content::{Doc, FieldValue};
use crate::weaver::{EntryIx, Weave};

/// What answers: something that was tried.
const ANSWERING: [&str; 2] = ["method", "case"];

/// How many answers a question is offered.
const MOST: usize = 2;
/// How many words a question and its answer share at least.
const SHARED: usize = 3;
/// Of what a question asks for, in hundredths, the part that an answer speaks of at least.
const COVERED: f64 = 0.4;
/// How many words are named as the reason.
const NAMED: usize = 4;

/// What may answer each open question.
pub fn answers(weave: &Weave) -> Vec<Suggestion> {
    let of_kind = |kinds: &[&str]| -> Vec<EntryIx> {
        weave.newest().iter().copied().filter(|entry| kinds.contains(&&*weave.doc(*entry).id.kind)).collect()
    };
    let questions: Vec<EntryIx> =
        of_kind(&["question"]).into_iter().filter(|question| is_open(weave.doc(*question))).collect();
    let answering = of_kind(&ANSWERING);
    if questions.is_empty() || answering.is_empty() {
        return Vec::new();
    }
    let texts: Vec<(EntryIx, Weights)> = answering
        .par_iter()
        .map(|entry| (*entry, Stems::new(&weave.doc(*entry).lang).read(weave.doc(*entry))))
        .collect();
    let rarity = rarities(&texts);
    let offered = questions.par_iter().map(|question| answers_to(weave, *question, &texts, &rarity));
    offered.collect::<Vec<_>>().concat()
}

fn is_open(doc: &Doc) -> bool {
    match doc.facts.field("state") {
        Some(FieldValue::Text(state)) => **state == *"open",
        _ => true,
    }
}

/// How much each stem tells: the fewer texts hold it, the more.
fn rarities(texts: &[(EntryIx, Weights)]) -> HashMap<String, f64> {
    let mut having: HashMap<String, usize> = HashMap::new();
    for stem in texts.iter().flat_map(|(_, weights)| weights.stems.keys()) {
        *having.entry(stem.clone()).or_default() += 1;
    }
    let all = texts.len() as f64;
    having.into_iter().map(|(stem, having)| (stem, ((1.0 + all) / (0.5 + having as f64)).ln())).collect()
}

fn answers_to(
    weave: &Weave,
    question: EntryIx,
    texts: &[(EntryIx, Weights)],
    rarity: &HashMap<String, f64>,
) -> Vec<Suggestion> {
    let doc = weave.doc(question);
    let asked = Stems::new(&doc.lang).read(doc);
    // A word that nothing else has tells nothing of what might answer, and asks for most.
    let whole: f64 =
        asked.stems.iter().map(|(stem, weight)| weight.telling * rarity.get(stem).copied().unwrap_or(0.0)).sum();
    let mut offers: Vec<(u32, EntryIx, Vec<Arc<str>>)> = Vec::new();
    for (entry, text) in texts.iter().filter(|(entry, _)| may_answer(weave, question, *entry)) {
        let mut shared: Vec<(f64, &String)> = Vec::new();
        let mut names = 0;
        for (stem, weight) in &asked.stems {
            if let (Some(other), Some(rarity)) = (text.stems.get(stem), rarity.get(stem)) {
                shared.push((weight.telling * rarity * other.telling.min(2.0) / 2.0, stem));
                names += usize::from(other.names && weight.names);
            }
        }
        let counts: f64 = shared.iter().map(|(counts, _)| counts).sum();
        if shared.len() >= SHARED && names >= 2 && counts >= COVERED * whole {
            shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            let words = shared.iter().take(NAMED).filter_map(|(_, stem)| text.stems.get(*stem));
            let words = words.map(|weight| weight.written.clone()).collect();
            offers.push(((100.0 * counts / whole) as u32, *entry, words));
        }
    }
    offers.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let suggested = offers
        .into_iter()
        .take(MOST)
        .map(|(counts, by, words)| Suggestion::new(weave, Found::Answer { question, by, words }, counts));
    suggested.collect()
}

/// Whether nothing joins the two yet.
fn may_answer(weave: &Weave, question: EntryIx, entry: EntryIx) -> bool {
    let is_joined = |from: EntryIx, to: EntryIx| weave.outgoing(from).iter().any(|edge| weave.primary(edge.to) == to);
    weave.doc(question).lang == weave.doc(entry).lang && !is_joined(question, entry) && !is_joined(entry, question)
}
