//! Uncommon words of titles, summaries, headings and tags, by their stems.
//!
//! Never looks at the prose: an edit of it must not force the site to be woven again.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::rarity::{RAREST, Rarities};
use super::texts::{Batch, Form, Texts};
use crate::content::Lang;
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
    pub fn new(texts: Texts, primary: impl Fn(EntryIx) -> EntryIx + Sync) -> Words {
        let mut words = Words::default();
        let mut uses = Vec::new();
        for (lang, batches) in texts.languages {
            let entries = batches.iter().map(|batch| batch.entries.len()).sum();
            Lexicon::new(lang, batches).finish(entries, &mut words, &mut uses);
        }
        let count = words.spellings.len();
        let by_word = Lists::new(uses.iter().map(|usage| (usage.word.index(), *usage)), count);
        let sorted = || (0..count).flat_map(|word| by_word.of(word));
        let of_entry = |usage: &Usage| (usage.entry.index(), usage.word);
        (words.of_entry, (words.naming, words.entries)) = rayon::join(
            || Lists::new(sorted().map(of_entry), texts.docs),
            || {
                rayon::join(
                    || Lists::new(sorted().filter(|usage| usage.names).map(of_entry), texts.docs),
                    || Lists::new(sorted().map(|usage| (usage.word.index(), primary(usage.entry))), count),
                )
            },
        );
        words
    }
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
    /// For each form its word; none for one without meaning of its own.
    of_forms: Vec<Option<WordIx>>,
    /// How many words there are.
    words: usize,
    /// Of one batch of entries after another.
    uses: Vec<Vec<Usage>>,
}

impl<'a> Lexicon<'a> {
    /// Words are numbered as they are met first, whatever the batches.
    fn new(lang: &Lang, batches: Vec<Batch<'a>>) -> Lexicon<'a> {
        let mut forms: Vec<Form> = Vec::new();
        let most = batches.iter().map(|batch| batch.forms.len()).sum();
        let mut by_print = HashMap::with_capacity(most);
        let numbers: Vec<Vec<u32>> = batches
            .iter()
            .map(|batch| batch.forms.iter().map(|met| join(&mut forms, &mut by_print, met.print, &met.form)).collect())
            .collect();
        let (of_forms, words) = number_words(&forms, &Stems::new(lang));
        let uses_of =
            |(batch, numbers): (&Batch, &Vec<u32>)| uses(batch, |form| of_forms[numbers[form] as usize], words);
        Lexicon { uses: batches.par_iter().zip(&numbers).map(uses_of).collect(), words, forms, of_forms }
    }

    /// Adds the words that some of `all` entries have in common, and not many, and who has them.
    fn finish(self, all: usize, words: &mut Words, uses: &mut Vec<Usage>) {
        let mut having = vec![0; self.words];
        self.uses.iter().flatten().for_each(|usage| having[usage.word.index()] += 1);
        let usual = usual(&self.forms, &self.of_forms, having.len());
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

/// Which of all words the entries of a batch have, each once; `word_of` knows the word of each of its forms.
fn uses(batch: &Batch, word_of: impl Fn(usize) -> Option<WordIx>, words: usize) -> Vec<Usage> {
    let mut uses: Vec<Usage> = Vec::new();
    // For each word, the entry that had it last.
    let mut last_in: Vec<Option<EntryIx>> = vec![None; words];
    for (entry, found) in &batch.entries {
        for (form, names) in found {
            if let Some(word) = word_of(*form as usize)
                && last_in[word.index()].replace(*entry) != Some(*entry)
            {
                uses.push(Usage { word, entry: *entry, names: *names });
            }
        }
    }
    uses
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

/// For each form the word that it is of, by its stem; and how many there are.
fn number_words(forms: &[Form], stems: &Stems) -> (Vec<Option<WordIx>>, usize) {
    let of_forms: Vec<Option<String>> = forms.par_iter().map(|form| stems.stem(&form.written.to_lowercase())).collect();
    let mut by_stem: HashMap<String, WordIx> = HashMap::with_capacity(forms.len());
    let mut number = |stem: String| {
        let next = WordIx(by_stem.len() as u32);
        *by_stem.entry(stem).or_insert(next)
    };
    let words = of_forms.into_iter().map(|stem| stem.map(&mut number)).collect();
    (words, by_stem.len())
}

/// For each word the form that is written most often; of several, the first in the alphabet.
fn usual<'a>(forms: &[Form<'a>], of_forms: &[Option<WordIx>], words: usize) -> Vec<&'a str> {
    let mut usual = vec![("", 0); words];
    for (form, word) in forms.iter().zip(of_forms) {
        let Some(word) = word else { continue };
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
