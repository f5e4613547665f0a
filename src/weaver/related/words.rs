//! Uncommon words of titles, summaries, headings and tags, by their stems.
//!
//! Never looks at the prose: an edit of it must not force the site to be woven again.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::rarity::{RAREST, Rarities};
use super::tokens::{Headings, Token, tokens};
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

/// Entries whose words are gathered together: enough for all threads, few enough to share most forms.
const BATCH: usize = 1024;

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
    pub fn new(docs: &[Arc<Doc>], primary: impl Fn(EntryIx) -> EntryIx + Sync) -> Words {
        let mut by_language: BTreeMap<&Lang, Vec<usize>> = BTreeMap::new();
        for (index, doc) in docs.iter().enumerate() {
            by_language.entry(&doc.lang).or_default().push(index);
        }
        let mut words = Words::default();
        let mut uses = Vec::new();
        for (lang, indexes) in &by_language {
            let lexicon = Lexicon::read(lang, docs, indexes);
            lexicon.finish(indexes.len(), &mut words, &mut uses);
        }
        let count = words.spellings.len();
        let by_word = Lists::new(uses.iter().map(|usage| (usage.word.index(), *usage)), count);
        let sorted = || (0..count).flat_map(|word| by_word.of(word));
        let of_entry = |usage: &Usage| (usage.entry.index(), usage.word);
        (words.of_entry, (words.naming, words.entries)) = rayon::join(
            || Lists::new(sorted().map(of_entry), docs.len()),
            || {
                rayon::join(
                    || Lists::new(sorted().filter(|usage| usage.names).map(of_entry), docs.len()),
                    || Lists::new(sorted().map(|usage| (usage.word.index(), primary(usage.entry))), count),
                )
            },
        );
        words
    }
}

/// One form of a word: "letters".
#[derive(Clone, Copy)]
struct Form<'a> {
    /// In lower case where any text writes it so, else as it is written first: "Wales".
    written: &'a str,
    is_lower: bool,
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
    forms: Vec<Form<'a>>,
    /// How many words there are.
    words: usize,
    /// Of one batch of entries after another.
    uses: Vec<Vec<Usage>>,
}

impl<'a> Lexicon<'a> {
    /// Takes in the words of the entries at `indexes`.
    fn read(lang: &Lang, docs: &'a [Arc<Doc>], indexes: &[usize]) -> Lexicon<'a> {
        let headings = Headings::new(indexes.par_iter().map(|index| &docs[*index].facts));
        let tokens_at =
            |(place, index): (usize, &usize)| (EntryIx::new(*index), tokens(&docs[*index].facts, &headings, place));
        let batches = indexes.par_chunks(BATCH).with_max_len(1).enumerate().map(|(number, batch)| {
            let first = number * BATCH;
            Batch::new(batch.iter().enumerate().map(|(at, index)| tokens_at((first + at, index))))
        });
        Lexicon::new(lang, batches.collect())
    }

    /// Words are numbered as they are met first, whatever the batches.
    fn new(lang: &Lang, batches: Vec<Batch<'a>>) -> Lexicon<'a> {
        let mut forms: Vec<Form> = Vec::new();
        let mut by_print = HashMap::default();
        let numbers: Vec<Vec<u32>> = batches
            .iter()
            .map(|batch| {
                batch.forms.iter().map(|(print, form)| join(&mut forms, &mut by_print, *print, form)).collect()
            })
            .collect();
        let words = number_words(&mut forms, &Stems::new(lang));
        let uses = batches.par_iter().zip(&numbers).map(|(batch, numbers)| batch.uses(numbers, &forms, words));
        Lexicon { uses: uses.collect(), words, forms }
    }

    /// Adds the words that some of `all` entries have in common, and not many, and who has them.
    fn finish(self, all: usize, words: &mut Words, uses: &mut Vec<Usage>) {
        let mut having = vec![0; self.words];
        self.uses.iter().flatten().for_each(|usage| having[usage.word.index()] += 1);
        let usual = usual(&self.forms, having.len());
        let rarities = Rarities::new(all);
        let mut numbers = vec![None; having.len()];
        for (word, having) in having.into_iter().enumerate() {
            let rarity = rarities.of(having);
            if having > 1 && rarity >= UNCOMMON {
                numbers[word] = Some(WordIx(words.spellings.len() as u32));
                words.spellings.push(usual[word].into());
                words.rarities.push(rarity);
            }
        }
        let kept = |of_batch: &Vec<Usage>| -> Vec<Usage> {
            let kept = |usage: &Usage| Some(Usage { word: numbers[usage.word.index()]?, ..*usage });
            of_batch.iter().filter_map(kept).collect()
        };
        uses.extend(self.uses.par_iter().map(kept).collect::<Vec<_>>().into_iter().flatten());
    }
}

/// The tokens of some entries, by their forms.
#[derive(Default)]
struct Batch<'a> {
    /// Each with the fingerprint of its lower case, as they are met first.
    forms: Vec<(u64, Form<'a>)>,
    /// For each entry its forms, each once, and whether they are in its title or tags.
    entries: Vec<(EntryIx, Vec<(u32, bool)>)>,
}

impl<'a> Batch<'a> {
    fn new(entries: impl Iterator<Item = (EntryIx, Vec<Token<'a>>)>) -> Batch<'a> {
        let mut batch = Batch::default();
        let mut by_print: HashMap<u64, u32> = HashMap::default();
        // For each form, the place of the entry that had it last.
        let mut last_in: Vec<usize> = Vec::new();
        for (entry, tokens) in entries {
            let mut found: Vec<(u32, bool)> = Vec::with_capacity(tokens.len());
            let place = batch.entries.len();
            for token in tokens {
                let number = *by_print.entry(token.print).or_insert_with(|| {
                    let form = Form { written: token.written, is_lower: false, times: 0, word: None };
                    batch.forms.push((token.print, form));
                    last_in.push(usize::MAX);
                    batch.forms.len() as u32 - 1
                });
                let form = &mut batch.forms[number as usize].1;
                form.times += 1;
                if token.is_lower {
                    (form.written, form.is_lower) = (token.written, true);
                }
                if std::mem::replace(&mut last_in[number as usize], place) != place {
                    found.push((number, token.names));
                }
            }
            batch.entries.push((entry, found));
        }
        batch
    }

    /// Which of all `words` its entries have, each once.
    fn uses(&self, numbers: &[u32], forms: &[Form], words: usize) -> Vec<Usage> {
        let mut uses: Vec<Usage> = Vec::new();
        // For each word, the entry that had it last.
        let mut last_in: Vec<Option<EntryIx>> = vec![None; words];
        for (entry, found) in &self.entries {
            for (form, names) in found {
                if let Some(word) = forms[numbers[*form as usize] as usize].word
                    && last_in[word.index()].replace(*entry) != Some(*entry)
                {
                    uses.push(Usage { word, entry: *entry, names: *names });
                }
            }
        }
        uses
    }
}

/// Adds a form of a batch to those of all, and says which of them it is.
fn join<'a>(forms: &mut Vec<Form<'a>>, by_print: &mut HashMap<u64, u32>, print: u64, form: &Form<'a>) -> u32 {
    let number = *by_print.entry(print).or_insert_with(|| {
        forms.push(Form { times: 0, ..*form });
        forms.len() as u32 - 1
    });
    let known = &mut forms[number as usize];
    known.times += form.times;
    if form.is_lower {
        (known.written, known.is_lower) = (form.written, true);
    }
    number
}

/// Gives every form the word that it is of, by its stem, and says how many there are.
fn number_words(forms: &mut [Form], stems: &Stems) -> usize {
    let of_forms: Vec<Option<String>> = forms.par_iter().map(|form| stems.stem(&form.written.to_lowercase())).collect();
    let mut by_stem: HashMap<String, WordIx> = HashMap::default();
    for (form, stem) in forms.iter_mut().zip(of_forms) {
        let next = WordIx(by_stem.len() as u32);
        form.word = stem.map(|stem| *by_stem.entry(stem).or_insert(next));
    }
    by_stem.len()
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
        let tokens_of = |(index, text): (usize, &&'a str)| {
            let mut tokens = Vec::new();
            split(text, true, &mut tokens);
            (EntryIx::new(index), tokens)
        };
        // Two texts to a batch, so that words of several batches are joined.
        let entries: Vec<_> = texts.iter().enumerate().map(tokens_of).collect();
        let mut entries = entries.into_iter();
        let batches =
            std::iter::from_fn(|| Some(Batch::new(entries.by_ref().take(2))).filter(|batch| !batch.entries.is_empty()));
        let lexicon = Lexicon::new(&Lang(lang.into()), batches.collect());
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
    fn marks_on_letters_part_no_word() {
        assert_eq!(words("hi", &["विद्यालय की पुस्तकें", "विद्यार्थी और पुस्तकालय"]), []);
        assert_eq!(words("hi", &["नया विद्यालय", "यह विद्यालय"]), [("विद्यालय".into(), vec![0, 1])]);
    }

    #[test]
    fn no_text_breaks_a_stemmer() {
        let nonsense = "aaaa eee yyyy ﬁﬁﬁ ßßß ǅǅǅ İİİ ϒϒϒ 𝔘𝔫𝔦 ا\u{64b}ل نننن ŵŵŵ Ω̂Ω עִבְרִית हिन्दी ไทยไทย";
        for lang in ["ar", "de", "el", "en", "fr", "hi", "pl", "ru", "tr", "yi", "xx", ""] {
            words(lang, &[nonsense, nonsense]);
        }
    }
}
