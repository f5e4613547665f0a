//! Uncommon words of titles, summaries, headings and tags, by their stems.
//!
//! Never looks at the prose: an edit of it must not force the site to be woven again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use frostem::Stemmer;

use super::Lists;
use super::rarity::{RAREST, rarity};
use super::stop_words::{language_of, stop_words};
use crate::content::{Doc, Facts, Lang, titles};
use crate::weaver::EntryIx;

/// A word in all its forms, by its place in [`Words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordIx(u32);

impl WordIx {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Shorter words carry little meaning, longer ones are no words.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=40;

/// A word that is less rare than this is not uncommon.
const UNCOMMON: u32 = RAREST * 6 / 10;

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
        let mut found = Vec::new();
        for (lang, indexes) in &by_language {
            let mut lexicon = Lexicon::new(lang);
            let repeated = repeated_headings(indexes.iter().map(|index| &docs[*index].facts));
            for index in indexes {
                lexicon.read_all(&docs[*index].facts, &repeated, EntryIx::new(*index));
            }
            found.extend(lexicon.uncommon(indexes.len()));
        }
        let pairs = found
            .iter()
            .enumerate()
            .flat_map(|(word, found)| found.uses.iter().map(move |usage| (WordIx(word as u32), *usage)));
        let naming = pairs.clone().filter(|(_, usage)| usage.names);
        Words {
            of_entry: Lists::new(pairs.clone().map(|(word, usage)| (usage.entry.index(), word)), docs.len()),
            naming: Lists::new(naming.map(|(word, usage)| (usage.entry.index(), word)), docs.len()),
            entries: Lists::new(pairs.map(|(word, usage)| (word.index(), primary(usage.entry))), found.len()),
            rarities: found.iter().map(|word| word.rarity).collect(),
            spellings: found.into_iter().map(|word| word.spelling).collect(),
        }
    }
}

/// Headings that stand in more than one entry, such as "How to run it", tell what kind of entry
/// it is, and nothing about this one.
fn repeated_headings<'a>(all: impl Iterator<Item = &'a Facts>) -> HashSet<&'a str> {
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut repeated = HashSet::new();
    for (number, facts) in all.enumerate() {
        for heading in &facts.headings {
            if *last.entry(&heading.text).or_insert(number) != number {
                repeated.insert(&*heading.text);
            }
        }
    }
    repeated
}

/// One form of a word: "letters".
struct Form<'a> {
    /// In lower case where any text writes it so, else as it is written first: "Wales".
    written: &'a str,
    times: u32,
    /// None for a word without meaning of its own.
    word: Option<usize>,
}

/// A word while it is being gathered.
#[derive(Default)]
struct Gathered {
    forms: Vec<usize>,
    /// In the order of the entries, each once.
    uses: Vec<Usage>,
}

/// That an entry has a word.
#[derive(Clone, Copy)]
struct Usage {
    entry: EntryIx,
    /// In its title or tags: the entry is about it.
    names: bool,
}

/// A word that is kept.
struct Found {
    spelling: Arc<str>,
    rarity: u32,
    uses: Vec<Usage>,
}

/// All words of the entries of one language.
struct Lexicon<'a> {
    stemmer: Option<Stemmer>,
    stop_words: BTreeSet<&'static str>,
    forms: Vec<Form<'a>>,
    /// Lower-case form → its number.
    by_form: HashMap<String, usize>,
    words: Vec<Gathered>,
    by_stem: HashMap<String, usize>,
    /// Room for a form in lower case, so that a known one costs no memory.
    lower: String,
}

impl<'a> Lexicon<'a> {
    fn new(lang: &Lang) -> Lexicon<'a> {
        Lexicon {
            stemmer: Stemmer::try_from_name(&language_of(lang)).ok(),
            stop_words: stop_words(lang),
            forms: Vec::new(),
            by_form: HashMap::new(),
            words: Vec::new(),
            by_stem: HashMap::new(),
            lower: String::new(),
        }
    }

    /// Takes in all texts of an entry but its prose, its title and tags first.
    fn read_all(&mut self, facts: &'a Facts, repeated: &HashSet<&str>, entry: EntryIx) {
        let naming = Usage { entry, names: true };
        self.read(&facts.title, naming);
        facts.tags.iter().for_each(|tag| self.read(&tag.value, naming));
        let telling = Usage { entry, names: false };
        facts.summary.iter().for_each(|summary| self.read(summary, telling));
        let own = facts.headings.iter().filter(|heading| !repeated.contains(&*heading.text));
        own.for_each(|heading| self.read(&heading.text, telling));
    }

    /// Takes in the words of one text.
    fn read(&mut self, text: &'a str, usage: Usage) {
        let pieces = text.split(|character: char| !character.is_alphanumeric() && !titles::is_reserved(character));
        for written in pieces.filter(|piece| is_word(piece)) {
            let number = self.form(written);
            let form = &mut self.forms[number];
            form.times += 1;
            if let Some(word) = form.word {
                let uses = &mut self.words[word].uses;
                if uses.last().is_none_or(|last| last.entry != usage.entry) {
                    uses.push(usage);
                }
            }
        }
    }

    /// The number of a form, which is new or known.
    fn form(&mut self, written: &'a str) -> usize {
        self.lower.clear();
        match written.is_ascii() {
            true => self.lower.extend(written.chars().map(|character| character.to_ascii_lowercase())),
            false => self.lower.push_str(&written.to_lowercase()),
        }
        if let Some(number) = self.by_form.get(&self.lower) {
            if *written == *self.lower {
                self.forms[*number].written = written;
            }
            return *number;
        }
        let number = self.forms.len();
        let word = (!self.stop_words.contains(&*self.lower)).then(|| self.word(number));
        self.forms.push(Form { written, times: 0, word });
        self.by_form.insert(self.lower.clone(), number);
        number
    }

    /// The word whose form `number` is, by the stem.
    fn word(&mut self, number: usize) -> usize {
        let stem = match self.stemmer {
            Some(stemmer) => stemmer.stem(&self.lower).into_owned(),
            None => self.lower.clone(),
        };
        let word = *self.by_stem.entry(stem).or_insert_with(|| {
            self.words.push(Gathered::default());
            self.words.len() - 1
        });
        self.words[word].forms.push(number);
        word
    }

    /// The words that some of `all` entries have in common, and not many.
    fn uncommon(self, all: usize) -> Vec<Found> {
        let forms = &self.forms;
        let found = self.words.into_iter().filter(|word| word.uses.len() > 1).map(|word| Found {
            spelling: usual(forms, &word.forms).into(),
            rarity: rarity(word.uses.len(), all),
            uses: word.uses,
        });
        found.filter(|word| word.rarity >= UNCOMMON).collect()
    }
}

/// A mark of a title still to come is no word, and neither is a number.
fn is_word(piece: &str) -> bool {
    piece.starts_with(char::is_alphabetic)
        && !piece.contains(titles::is_reserved)
        && (LETTERS.contains(&piece.len()) || LETTERS.contains(&piece.chars().count()))
}

/// The form that is written most often; of several, the first in the alphabet.
fn usual<'a>(forms: &[Form<'a>], of: &[usize]) -> &'a str {
    let forms = of.iter().map(|number| &forms[*number]);
    forms.min_by(|a, b| b.times.cmp(&a.times).then_with(|| a.written.cmp(b.written))).map_or("", |form| form.written)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of texts that are one entry each, with their entries.
    fn words<'a>(lang: &str, texts: &[&'a str]) -> Vec<(String, Vec<usize>)> {
        let mut lexicon: Lexicon<'a> = Lexicon::new(&Lang(lang.into()));
        for (index, text) in texts.iter().enumerate() {
            lexicon.read(text, Usage { entry: EntryIx::new(index), names: true });
        }
        let found = lexicon.uncommon(100);
        found
            .into_iter()
            .map(|word| (word.spelling.to_string(), word.uses.iter().map(|usage| usage.entry.index()).collect()))
            .collect()
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
