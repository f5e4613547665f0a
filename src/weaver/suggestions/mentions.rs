//! Titles and aliases in the running text that are no links: one pass over all text, however many
//! names there are.
//!
//! Suggests each pair of entries once, at the first place where a link can be written, and never
//! what the page tells already: a link, a term of the front matter, another language of itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rayon::prelude::*;

use super::called::{self, Name, Spelling, StopWords};
use super::folded::Folded;
use super::shape::Shape;
use super::word_bounds::whole_word;
use super::{Found, Suggestion};
use crate::content::markdown::Block;
use crate::content::{Context, Doc};
use crate::diagnostics::Span;
use crate::kinds::Kinds;
use crate::weaver::{EntryIx, Taxonomy, Weave};

/// A name that so few texts hold is rare however small the site is.
const FEW: usize = 3;
/// The same of a name of several words, which seldom stand together by chance.
const FEW_OF_SEVERAL: usize = 12;

/// All mentions that are no links, from what each text holds, in the order of the texts.
pub fn mentions(weave: &Weave, index: &Index, found: Vec<OfText>) -> Vec<Suggestion> {
    let usage = usage(index, &found);
    let texts = found.len();
    let suggested = weave.all().zip(found).flat_map(|(entry, found)| {
        let mut known = BTreeSet::new();
        let mut suggested = Vec::new();
        for candidate in found.candidates {
            let name = &index.names[candidate.name];
            if is_meant(name, &candidate, &usage[candidate.pattern], texts) && known.insert(name.entry) {
                suggested.push(suggestion(weave, entry, name, candidate, &usage));
            }
        }
        suggested
    });
    suggested.collect()
}

/// All names, and the automaton that finds them.
pub struct Index {
    /// None where nothing has a name that can be looked for.
    automaton: Option<AhoCorasick>,
    names: Vec<Name>,
    /// For each pattern, the names that fold to it, as a range of `names`.
    owners: Vec<Range<usize>>,
}

impl Index {
    pub fn new(weave: &Weave, kinds: &Kinds) -> Index {
        let entries: Vec<EntryIx> = weave.all().collect();
        let stop_words = StopWords::new(entries.iter().map(|entry| &**weave.doc(*entry)));
        let of_entry = |entry: &EntryIx| called::names(*entry, weave.doc(*entry), kinds, &stop_words);
        let mut names: Vec<Name> = entries.par_iter().flat_map_iter(of_entry).collect();
        names.sort_by(|a, b| (&a.folded, a.entry).cmp(&(&b.folded, b.entry)));
        let mut owners: Vec<Range<usize>> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            match owners.last_mut() {
                Some(range) if names[range.start].folded == name.folded => range.end = at + 1,
                _ => owners.push(at..at + 1),
            }
        }
        let patterns = owners.iter().map(|range| names[range.start].folded.as_str());
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(patterns)
            .ok();
        Index { automaton, names, owners }
    }

    /// The one name that a pattern stands for in a text of `doc`'s language; none where two entries
    /// go by it.
    fn owner(&self, pattern: usize, doc: &Doc, weave: &Weave) -> Option<usize> {
        let mut of_lang =
            self.owners[pattern].clone().filter(|name| weave.doc(self.names[*name].entry).lang == doc.lang);
        let first = of_lang.next()?;
        let id = &weave.doc(self.names[first].entry).id;
        of_lang.all(|name| weave.doc(self.names[name].entry).id == *id).then_some(first)
    }

    /// What the text of one entry holds.
    pub fn read(&self, weave: &Weave, entry: EntryIx, blocks: &[Block]) -> OfText {
        let doc = weave.doc(entry);
        let mut found = OfText::default();
        for block in blocks {
            let folded = Folded::new(&block.text);
            for hit in self.hits(&folded) {
                let range = folded.original(hit.range.start, hit.range.end);
                let Some(name) = self.owner(hit.pattern, doc, weave) else { continue };
                // A name that links somewhere says nothing of how common it is as a word.
                if !block.can_hold_link(range.start) {
                    continue;
                }
                let shape = Shape::new(&block.text, &range);
                found.seen.push((hit.pattern, shape == Shape::Lower));
                found.offer(weave, entry, &self.names[name], Place { name, hit, range, shape, block });
            }
        }
        found.seen.sort_unstable();
        found.seen.dedup();
        found
    }

    /// Names at word boundaries; of those that overlap the first, and of those that begin at one
    /// place the longest.
    fn hits(&self, folded: &Folded) -> Vec<Hit> {
        let text = &folded.text;
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let whole = |found: aho_corasick::Match| {
            let end = whole_word(text, found.start(), found.end())?;
            Some(Hit { pattern: found.pattern().as_usize(), range: found.start()..end })
        };
        let mut hits: Vec<Hit> = automaton.find_overlapping_iter(text).filter_map(whole).collect();
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end), hit.pattern));
        let mut end = 0;
        hits.retain(|hit| {
            let is_free = hit.range.start >= end;
            end = if is_free { hit.range.end } else { end };
            is_free
        });
        hits
    }
}

/// A name found in a folded text.
struct Hit {
    pattern: usize,
    range: Range<usize>,
}

/// Where a name was found.
struct Place<'a> {
    name: usize,
    hit: Hit,
    range: Range<usize>,
    shape: Shape,
    block: &'a Block,
}

/// What the text of one entry holds.
#[derive(Default)]
pub struct OfText {
    /// Each pattern that occurs, with whether it was without capitals.
    seen: Vec<(usize, bool)>,
    candidates: Vec<Candidate>,
}

/// A place that may be suggested, once it is known how common its name is.
struct Candidate {
    pattern: usize,
    name: usize,
    shape: Shape,
    span: Span,
    context: Context,
    in_table: bool,
}

impl OfText {
    fn offer(&mut self, weave: &Weave, entry: EntryIx, name: &Name, place: Place) {
        let doc = weave.doc(entry);
        let is_known = |known: &Candidate| known.name == place.name && known.shape == place.shape;
        let words = &place.block.text[place.range.clone()];
        if !fits(name, words, place.shape) || self.candidates.iter().any(is_known) || is_told(weave, entry, name.entry)
        {
            return;
        }
        let Some(source) = place.block.place(place.range.clone(), doc) else { return };
        self.candidates.push(Candidate {
            pattern: place.hit.pattern,
            name: place.name,
            shape: place.shape,
            span: Span::new(&doc.file, source),
            context: place.block.context(place.range),
            in_table: place.block.in_table,
        });
    }
}

/// Whether words are written as the name has to be.
fn fits(name: &Name, words: &str, shape: Shape) -> bool {
    match name.spelling {
        Spelling::Any | Spelling::Term => shape != Shape::Longer,
        Spelling::Capitals => {
            let has_capitals = shape == Shape::Capitals || shape == Shape::Opening;
            has_capitals && words.chars().zip(name.written.chars()).all(|(a, b)| a == b || !b.is_uppercase())
        }
        Spelling::Exact => words.starts_with(&*name.written) && shape != Shape::Longer,
    }
}

/// Whether a reader of `entry` is led to `target` already, or the two are one entry. Of the communities that
/// an entry belongs to, the first is where it lives: all that is written there may name it.
fn is_told(weave: &Weave, entry: EntryIx, target: EntryIx) -> bool {
    let id = &weave.doc(target).id;
    let is_linked = || weave.outgoing(entry).iter().any(|edge| weave.doc(edge.to).id == *id);
    let is_term = |taxonomy: &Taxonomy| {
        let terms = weave.terms().of_entry(*taxonomy, entry);
        let told = if *taxonomy == Taxonomy::Communities { terms.len().min(1) } else { terms.len() };
        terms[..told].iter().any(|term| weave.terms().get(*taxonomy, *term).slug == id.slug)
    };
    let mut taxonomies = Taxonomy::ALL.iter().filter(|taxonomy| taxonomy.kind() == Some(&*id.kind));
    weave.doc(entry).id == *id || is_linked() || taxonomies.any(is_term)
}

/// In how many texts a pattern stands.
#[derive(Clone, Copy, Debug, Default)]
struct Usage {
    texts: usize,
    lower: usize,
}

fn usage(index: &Index, found: &[OfText]) -> Vec<Usage> {
    let mut usage = vec![Usage::default(); index.owners.len()];
    for text in found {
        let patterns: BTreeMap<usize, bool> = text.seen.iter().copied().collect();
        for (pattern, lower) in patterns {
            usage[pattern].texts += 1;
            usage[pattern].lower += usize::from(lower);
        }
    }
    usage
}

/// Whether a name is rare enough to mean the entry.
fn is_meant(name: &Name, candidate: &Candidate, usage: &Usage, texts: usize) -> bool {
    let is_one_word = !name.folded.contains(' ');
    let few = if is_one_word { FEW } else { FEW_OF_SEVERAL };
    let one_in = |share: usize| few.max(texts / share);
    match name.spelling {
        Spelling::Any => usage.texts <= one_in(4),
        Spelling::Term => usage.texts <= one_in(10),
        Spelling::Exact => usage.texts <= one_in(4),
        Spelling::Capitals => {
            let is_name = candidate.shape == Shape::Capitals || usage.lower == 0;
            let is_rare = usage.texts <= one_in(if is_one_word { 20 } else { 4 });
            is_name && is_rare && (!is_one_word || usage.lower <= FEW)
        }
    }
}

fn suggestion(weave: &Weave, from: EntryIx, name: &Name, candidate: Candidate, usage: &[Usage]) -> Suggestion {
    let words = name.folded.split(' ').count();
    let texts = usage[candidate.pattern].texts;
    let weight = 40
        + 10 * words.min(4)
        + if texts <= FEW { 10 } else { 0 }
        + if name.spelling == Spelling::Any { 10 } else { 0 }
        + if weave.are_apart(from, name.entry) { 5 } else { 0 };
    let Candidate { span, context, in_table, .. } = candidate;
    let found = Found::Mention { from, to: name.entry, span, context, in_table };
    Suggestion::new(weave, found, weight as u32)
}
