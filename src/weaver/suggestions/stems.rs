//! Words by their stems. Of a text only the words that somebody asks for are looked at, because a
//! site has millions.

use foldhash::{HashMap, HashSet};
use unicode_normalization::char::is_combining_mark;

use crate::content::{Lang, titles};
use crate::weaver::language::Stems;

/// Letters of the shortest word that is one.
const SHORTEST: usize = 3;

/// The words that are asked for, numbered.
pub struct Asked {
    stems: Stems,
    numbers: HashMap<String, usize>,
    /// How they begin, to pass over most other words without stemming them.
    beginnings: HashSet<Beginning>,
}

/// The first letters of a word, in lower case; a stem keeps them.
type Beginning = [Option<char>; SHORTEST];

impl Asked {
    pub fn new(lang: &Lang) -> Asked {
        Asked { stems: Stems::new(lang), numbers: HashMap::default(), beginnings: HashSet::default() }
    }

    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Asks for a word, unless it has no meaning of its own.
    pub fn ask(&mut self, word: &str) {
        if let Some(stem) = self.stem(word) {
            self.beginnings.insert(beginning(word));
            let next = self.numbers.len();
            self.numbers.entry(stem).or_insert(next);
        }
    }

    /// The number of a word that is asked for.
    pub fn number(&self, word: &str) -> Option<usize> {
        if !self.beginnings.contains(&beginning(word)) {
            return None;
        }
        self.numbers.get(&self.stem(word)?).copied()
    }

    fn stem(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase();
        let is_word = lower.chars().count() >= SHORTEST;
        is_word.then(|| self.stems.stem(&lower)).flatten()
    }
}

fn beginning(word: &str) -> Beginning {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    std::array::from_fn(|_| letters.next())
}

/// The words of a text, without marks of titles still to come.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c) && !titles::is_reserved(c))
        .filter(|word| !word.is_empty() && !word.contains(titles::is_reserved))
}
