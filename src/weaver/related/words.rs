//! Uncommon words of titles, summaries, headings and tags, by their stems.
//!
//! Never looks at the prose: an edit of it must not force the site to be woven again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::rarity::{RAREST, rarity};
use super::tokens::{Token, repeated_headings, tokens};
use crate::content::{Doc, Lang};
use crate::weaver::EntryIx;
use crate::weaver::language::Stems;
use crate::weaver::lists::Lists;

/// A word in all its forms, by its place in [`Words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordIx(u32);

impl WordIx {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A word that is less rare than this is not uncommon.
const UNCOMMON: u32 = RAREST * 6 / 10;

/// Entries whose texts are split into words at once: enough for all threads, and little memory.
const BATCH: usize = 2048;

/// The words that more than one entry has, and few.
#[derive(Debug, Default)]
pub struct Words {
    /// How most texts write each word.
    pub spellings: Vec<Arc<str>>,
    /// How rare each is among the entries of its language.
    pub rarities: Vec<u32>,
    /// For each entry its words, sorted.
    pub of_entry: Lists<WordIx>,
    /// For each entry those of them that its title or tags hold, sorted.
    pub naming: Lists<WordIx>,
    /// For each word the primary versions of the entries that have it, in their order.
    pub entries: Lists<EntryIx>,
}

impl Words {
    pub fn new(docs: &[Arc<Doc>], primary: impl Fn(EntryIx) -> EntryIx) -> Words {
        let mut by_language: BTreeMap<&Lang, Vec<usize>> = BTreeMap::new();
        for (index, doc) in docs.iter().enumerate() {
            by_language.entry(&doc.lang).or_default().push(index);
        }
        let mut words = Words::default();
        let mut uses = Vec::new();
        for (lang, indexes) in &by_language {
            let mut lexicon = Lexicon::new(lang);
            lexicon.read(docs, indexes);
            lexicon.finish(indexes.len(), &mut words, &mut uses);
        }
        let count = words.spellings.len();
        let by_word = Lists::new(uses.iter().map(|usage| (usage.word.index(), *usage)), count);
        let sorted = (0..count).flat_map(|word| by_word.of(word));
        let naming = sorted.clone().filter(|usage| usage.names);
        words.of_entry = Lists::new(sorted.clone().map(|usage| (usage.entry.index(), usage.word)), docs.len());
        words.naming = Lists::new(naming.map(|usage| (usage.entry.index(), usage.word)), docs.len());
        words.entries = Lists::new(sorted.map(|usage| (usage.word.index(), primary(usage.entry))), count);
        words
    }
}

/// One form of a word: "letters".
struct Form<'a> {
    /// In lower case where any text writes it so, else as it is written first: "Wales".
    written: &'a str,
    times: u32,
    /// None for a word without meaning of its own.
    word: Option<WordIx>,
}

/// That an entry has a word.
#[derive(Clone, Copy)]
struct Usage {
    word: WordIx,
    entry: EntryIx,
    names: bool,
}

/// All words of the entries of one language.
struct Lexicon<'a> {
    stems: Stems,
    forms: Vec<Form<'a>>,
    /// Fingerprint of the lower case → form.
    by_print: HashMap<u64, u32>,
    by_stem: HashMap<String, WordIx>,
    uses: Vec<Usage>,
}

impl<'a> Lexicon<'a> {
    fn new(lang: &Lang) -> Lexicon<'a> {
        Lexicon {
            stems: Stems::new(lang),
            forms: Vec::new(),
            by_print: HashMap::new(),
            by_stem: HashMap::new(),
            uses: Vec::new(),
        }
    }

    /// Takes in the words of the entries at `indexes`.
    fn read(&mut self, docs: &'a [Arc<Doc>], indexes: &[usize]) {
        let repeated = repeated_headings(indexes.iter().map(|index| &docs[*index].facts));
        for batch in indexes.chunks(BATCH) {
            let read: Vec<Vec<Token>> = batch.par_iter().map(|index| tokens(&docs[*index].facts, &repeated)).collect();
            batch.iter().zip(read).for_each(|(index, tokens)| self.take(EntryIx::new(*index), tokens));
        }
    }

    /// Notes which words an entry has, each once.
    fn take(&mut self, entry: EntryIx, tokens: Vec<Token<'a>>) {
        let first = self.uses.len();
        for token in tokens {
            let form = self.form(&token);
            form.times += 1;
            if token.is_lower {
                form.written = token.written;
            }
            if let Some(word) = form.word
                && self.uses[first..].iter().all(|usage| usage.word != word)
            {
                self.uses.push(Usage { word, entry, names: token.names });
            }
        }
    }

    /// The form that a token is, which is new or known.
    fn form(&mut self, token: &Token<'a>) -> &mut Form<'a> {
        let number = match self.by_print.get(&token.print) {
            Some(number) => *number as usize,
            None => {
                let word = self.word(&token.written.to_lowercase());
                self.by_print.insert(token.print, self.forms.len() as u32);
                self.forms.push(Form { written: token.written, times: 0, word });
                self.forms.len() - 1
            }
        };
        &mut self.forms[number]
    }

    /// The word that a form in lower case is of, by the stem; none for one without meaning of its own.
    fn word(&mut self, lower: &str) -> Option<WordIx> {
        let stem = self.stems.stem(lower)?;
        let next = WordIx(self.by_stem.len() as u32);
        Some(*self.by_stem.entry(stem).or_insert(next))
    }

    /// Adds the words that some of `all` entries have in common, and not many, and who has them.
    fn finish(self, all: usize, words: &mut Words, uses: &mut Vec<Usage>) {
        let mut having = vec![0; self.by_stem.len()];
        self.uses.iter().for_each(|usage| having[usage.word.index()] += 1);
        let usual = usual(&self.forms, having.len());
        let mut numbers = vec![None; having.len()];
        for (word, having) in having.into_iter().enumerate() {
            let rarity = rarity(having, all);
            if having > 1 && rarity >= UNCOMMON {
                numbers[word] = Some(WordIx(words.spellings.len() as u32));
                words.spellings.push(usual[word].into());
                words.rarities.push(rarity);
            }
        }
        let kept =
            self.uses.into_iter().filter_map(|usage| Some(Usage { word: numbers[usage.word.index()]?, ..usage }));
        uses.extend(kept);
    }
}

/// For each word the form that is written most often; of several, the first in the alphabet.
fn usual<'a>(forms: &[Form<'a>], words: usize) -> Vec<&'a str> {
    let mut usual = vec![("", 0); words];
    for form in forms {
        let Some(word) = form.word else { continue };
        let (written, times) = &mut usual[word.index()];
        if form.times > *times || form.times == *times && form.written < *written {
            (*written, *times) = (form.written, form.times);
        }
    }
    usual.into_iter().map(|(written, _)| written).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::split;
    use super::*;
    use crate::content::titles;

    /// The words of texts that are one entry each, with their entries.
    fn words<'a>(lang: &str, texts: &[&'a str]) -> Vec<(String, Vec<usize>)> {
        let mut lexicon: Lexicon<'a> = Lexicon::new(&Lang(lang.into()));
        for (index, text) in texts.iter().enumerate() {
            let mut tokens = Vec::new();
            split(text, true, &mut tokens);
            lexicon.take(EntryIx::new(index), tokens);
        }
        let (mut words, mut uses) = (Words::default(), Vec::new());
        lexicon.finish(100, &mut words, &mut uses);
        let having = |word: usize| {
            let uses = uses.iter().filter(|usage| usage.word.index() == word);
            uses.map(|usage| usage.entry.index()).collect()
        };
        words.spellings.iter().enumerate().map(|(word, spelling)| (spelling.to_string(), having(word))).collect()
    }

    #[test]
    fn forms_of_a_word_are_one_word_as_it_is_mostly_written() {
        let texts = ["Reading letters", "The letter nobody opened", "Letters about letters", "A reader reads"];
        assert_eq!(words("en", &texts), [("Reading".into(), vec![0, 3]), ("letters".into(), vec![0, 1, 2])]);
    }

    #[test]
    fn a_name_keeps_its_capital() {
        assert_eq!(words("en", &["Wales first", "All of Wales"]), [("Wales".into(), vec![0, 1])]);
    }

    #[test]
    fn words_without_meaning_numbers_and_marks_are_left_out() {
        let mark = titles::mark(12);
        assert_eq!(words("en", &[&format!("With 2026 about it {mark}"), &format!("About 2026, with it {mark}")]), []);
        assert_eq!(words("cy", &["Mae hwn yn wir", "Mae hwn hefyd"]), []);
    }

    #[test]
    fn every_language_stems_its_own_way_and_others_not_at_all() {
        assert_eq!(
            words("de-AT", &["Unsere Nachbarschaft", "Zwei Nachbarschaften"]),
            [("Nachbarschaft".into(), vec![0, 1])]
        );
        assert_eq!(words("cy", &["Llythyr agored", "Llythyrau"]), []);
        assert_eq!(words("xx", &["Llythyr agored", "llythyr"]), [("llythyr".into(), vec![0, 1])]);
    }

    #[test]
    fn no_text_breaks_a_stemmer() {
        let nonsense = "aaaa eee yyyy ﬁﬁﬁ ßßß ǅǅǅ İİİ ϒϒϒ 𝔘𝔫𝔦 ا\u{64b}ل نننن ŵŵŵ Ω̂Ω עִבְרִית हिन्दी ไทยไทย";
        for lang in ["ar", "de", "el", "en", "fr", "hi", "pl", "ru", "tr", "yi", "xx", ""] {
            words(lang, &[nonsense, nonsense]);
        }
    }
}
