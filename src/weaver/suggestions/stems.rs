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

    fn add(&self, text: &str, telling: f64, names: bool, counted: &mut HashMap<String, Weight>) {
        let pieces = text.split(|c: char| !c.is_alphanumeric() && !titles::is_reserved(c));
        for piece in pieces.filter(|piece| is_word(piece)) {
            let lower = piece.to_lowercase();
            if self.stop_words.contains(&*lower) {
                continue;
            }
            let stem = self.stemmer.map_or_else(|| lower.clone(), |stemmer| stemmer.stem(&lower).into_owned());
            let weight = counted.entry(stem).or_insert_with(|| Weight { telling: 0.0, names, written: lower.into() });
            weight.telling += telling;
            weight.names |= names;
        }
    }
}

fn is_word(piece: &str) -> bool {
    piece.starts_with(char::is_alphabetic) && !piece.contains(titles::is_reserved) && piece.chars().count() >= SHORTEST
}
