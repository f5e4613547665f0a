//! All forms of a word → its stem.

use std::collections::BTreeSet;

use frostem::Stemmer;

use super::stop_words::{language_of, stop_words};
use crate::content::Lang;

/// How a language makes one word of its forms.
pub struct Stems {
    /// None for a language that no stemmer knows: each form is a word then.
    stemmer: Option<Stemmer>,
    stop_words: BTreeSet<&'static str>,
}

impl Stems {
    pub fn new(lang: &Lang) -> Stems {
        Stems { stemmer: Stemmer::try_from_name(&language_of(lang)).ok(), stop_words: stop_words(lang) }
    }

    /// The stem of a word in lower case; none for one without a meaning of its own.
    pub fn stem(&self, lower: &str) -> Option<String> {
        let has_meaning = !self.stop_words.contains(lower);
        has_meaning.then(|| match &self.stemmer {
            Some(stemmer) => stemmer.stem(lower).into_owned(),
            None => lower.to_owned(),
        })
    }
}
