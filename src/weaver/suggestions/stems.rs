//! The words of a whole text by their stems, with how much each says about it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use frostem::Stemmer;

use crate::content::markdown::prose;
use crate::content::{Doc, Lang, titles};
use crate::weaver::related::stop_words::{language_of, stop_words};

/// Letters of the shortest word that is one.
const SHORTEST: usize = 3;

/// What a word says about a text that has it.
#[derive(Clone, Debug)]
pub struct Weight {
    /// 1 where it stands in the text, more where it stands often or in the title.
    pub telling: f64,
    /// Whether the title, the summary, a heading or a tag has it.
    pub names: bool,
    /// As the text writes it first.
    pub written: Arc<str>,
}

/// The words of a text.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    pub stems: BTreeMap<String, Weight>,
}

/// The words of one language.
pub struct Stems {
    stemmer: Option<Stemmer>,
    stop_words: BTreeSet<&'static str>,
}

impl Stems {
    pub fn new(lang: &Lang) -> Stems {
        Stems { stemmer: Stemmer::try_from_name(&language_of(lang)).ok(), stop_words: stop_words(lang) }
    }

    /// All words of an entry but those without a meaning of their own.
    pub fn read(&self, doc: &Doc) -> Weights {
        let mut counted: HashMap<String, Weight> = HashMap::new();
        let facts = &doc.facts;
        let tags = facts.tags.iter().map(|tag| &*tag.value);
        let headings = facts.headings.iter().map(|heading| &*heading.text);
        self.add(&facts.title, 2.0, true, &mut counted);
        for text in facts.summary.as_deref().into_iter().chain(tags).chain(headings) {
            self.add(text, 1.5, true, &mut counted);
        }
        for block in prose(doc) {
            self.add(&block.text, 0.5, false, &mut counted);
        }
        let stems =
            counted.into_iter().map(|(stem, weight)| (stem, Weight { telling: weight.telling.min(3.0), ..weight }));
        Weights { stems: stems.collect() }
    }

    /// The stem of a word; none for one without a meaning of its own.
    pub fn stem(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase();
        let is_word = lower.chars().count() >= SHORTEST && !self.stop_words.contains(&*lower);
        is_word.then(|| match self.stemmer {
            Some(stemmer) => stemmer.stem(&lower).into_owned(),
            None => lower,
        })
    }

    fn add(&self, text: &str, telling: f64, names: bool, counted: &mut HashMap<String, Weight>) {
        for word in words(text).filter(|word| word.starts_with(char::is_alphabetic)) {
            let Some(stem) = self.stem(word) else { continue };
            let new = || Weight { telling: 0.0, names, written: word.to_lowercase().into() };
            let weight = counted.entry(stem).or_insert_with(new);
            weight.telling += telling;
            weight.names |= names;
        }
    }
}

/// The words of a text, without marks of titles still to come.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !titles::is_reserved(c))
        .filter(|word| !word.is_empty() && !word.contains(titles::is_reserved))
}
