//! What can be searched for: the words of every entry that is shown, and how much each tells of it.
//!
//! One index for each language. The work of a search that can be done ahead is done here, so that a
//! browser only adds up: which forms are one word, and how well an entry answers a word (Okapi BM25
//! with places that weigh differently, without the rarity of the word, which the browser sees).
//! How the index is written into files is not known here.

mod forms;
mod lexicon;
mod sixteen;
mod text;
mod words;

pub use lexicon::Word;
pub use text::{Place, texts};

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use twox_hash::XxHash3_64;

use super::Snapshot;
use crate::content::Lang;
use crate::weaver::{EntryIx, Lists};
use forms::{Form, Forms};
use lexicon::Lexicon;

/// The index of one language.
#[derive(Debug, Default)]
pub struct Index {
    /// By their numbers in the index, so that those of a kind stand together.
    pub entries: Vec<EntryIx>,
    pub words: Vec<Word>,
    /// For each group of words, the entries that have one of them.
    pub postings: Lists<Posting>,
    pub groups: usize,
    /// Changes whenever a number means something else.
    pub print: u64,
}

/// That an entry has a word: the number of the one in a list of the other, and how much the word tells. In one number,
/// since a site of 100,000 entries has thirty million of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting(u32);

impl Posting {
    const BITS: u32 = 4;

    fn new(number: usize, tells: u8) -> Posting {
        Posting((number as u32) << Posting::BITS | u32::from(tells))
    }

    /// The number of the entry, or of the group of words, in the index.
    pub fn number(self) -> usize {
        (self.0 >> Posting::BITS) as usize
    }

    /// How much the word tells of it, from 1 to [`MOST`].
    pub fn tells(self) -> u8 {
        (self.0 & u32::from(MOST)) as u8
    }
}

/// What a word tells at most.
pub const MOST: u8 = (1 << Posting::BITS) - 1;

/// Entries whose words are counted together at most: the more, the more forms they share, until their table leaves
/// the cache.
const BATCH: usize = 2048;

/// One word of an entry of usual length, in prose; a whole number, so that sums have no order.
const UNIT: f64 = 64.0;
/// How often a word of prose is said until it tells half of what it can.
const HALF: f64 = 4.0;
/// How much more a word tells in a short text than in a long one, from 0 to 1.
const BREVITY: f64 = 0.6;
/// Words of a usual title.
const TITLE: f64 = 6.0;

/// The words of every entry, counted. All threads count; of what is left to do, one does most.
pub struct Counted {
    languages: Vec<OfLanguage>,
}

struct OfLanguage {
    lang: Lang,
    entries: Vec<EntryIx>,
    batches: Vec<Batch>,
}

pub fn counted(snapshot: &Snapshot) -> Counted {
    Counted { languages: snapshot.languages().into_iter().map(|lang| of_language(snapshot, lang)).collect() }
}

fn of_language(snapshot: &Snapshot, lang: Lang) -> OfLanguage {
    let weave = &snapshot.weave;
    let entries = weave.searchable(&lang);
    let words: u64 = entries.iter().map(|entry| u64::from(weave.doc(*entry).facts.words)).sum();
    let average = words as f64 / entries.len().max(1) as f64;
    let size = (entries.len() / (4 * rayon::current_num_threads())).clamp(1, BATCH);
    let batch = |entries: &[EntryIx]| Batch::new(snapshot, entries, average.max(1.0));
    let batches = entries.par_chunks(size).with_max_len(1).map(batch).collect();
    OfLanguage { lang, entries, batches }
}

/// The indexes of all languages of a site; `counted` is of the same snapshot.
pub fn indexes(snapshot: &Snapshot, counted: Counted) -> BTreeMap<Lang, Index> {
    counted.languages.into_iter().map(|of_language| index(snapshot, of_language)).collect()
}

fn index(snapshot: &Snapshot, OfLanguage { lang, entries, batches }: OfLanguage) -> (Lang, Index) {
    let lexicon = Lexicon::new(&lang, batches.iter().flat_map(|batch| &batch.forms).map(|form| &**form));
    let (postings, print) = rayon::join(|| postings(batches, &lexicon), || print(snapshot, &entries, &lexicon.words));
    (lang, Index { entries, words: lexicon.words, postings, groups: lexicon.groups, print })
}

/// The forms of an entry, about three hundred, and how much it says with each.
struct Said {
    forms: Box<[u32]>,
    /// What does not fit is the most that fits: [`tells`] gives [`MOST`] for both.
    says: Box<[u16]>,
}

/// The words of some entries.
struct Batch {
    forms: Vec<Box<str>>,
    entries: Vec<Said>,
}

impl Batch {
    fn new(snapshot: &Snapshot, entries: &[EntryIx], average: f64) -> Batch {
        let mut counter = Counter::default();
        let entries = entries.iter().map(|entry| counter.count(snapshot, *entry, average)).collect();
        Batch { forms: counter.forms.into_list(), entries }
    }
}

/// Counts the words of one entry after another.
#[derive(Default)]
struct Counter {
    forms: Forms,
    /// The number of the entry in hand.
    entry: u32,
    /// Its forms, and how much it says with each.
    said: Vec<(u32, u32)>,
}

impl Counter {
    fn count(&mut self, snapshot: &Snapshot, entry: EntryIx, average: f64) -> Said {
        let facts = &snapshot.weave.doc(entry).facts;
        let mut title = 0;
        words::words(&facts.title, &mut |_| title += 1);
        let length = f64::from(facts.words) / average;
        text::texts(snapshot, entry, &mut |place, text| {
            let weight = (UNIT * weight(place, f64::from(title) / TITLE, length)).round() as u32;
            words::words(text, &mut |word| self.add(word, weight));
        });
        let forms = self.said.iter().map(|(form, _)| *form).collect();
        let says = self.said.iter().map(|(_, says)| u16::try_from(*says).unwrap_or(u16::MAX)).collect();
        self.said.clear();
        self.entry += 1;
        Said { forms, says }
    }

    fn add(&mut self, word: Form, weight: u32) {
        let seen = self.forms.seen(word);
        if seen.entry != self.entry {
            (seen.entry, seen.place) = (self.entry, self.said.len() as u32);
            self.said.push((seen.number, 0));
        }
        let (_, says) = &mut self.said[seen.place as usize];
        *says = says.saturating_add(weight.max(1));
    }
}

/// What one word says at a place, in words of prose. The lengths of title and prose are as parts of
/// usual ones.
fn weight(place: Place, title: f64, prose: f64) -> f64 {
    let by_length = |length: f64| 1.0 - BREVITY + BREVITY * length;
    match place {
        Place::Title => 8.0 / by_length(title),
        Place::Name => 4.0,
        Place::Heading => 3.0 / by_length(prose),
        Place::Summary => 2.0,
        Place::Fact | Place::Term => 1.0,
        Place::Prose => 1.0 / by_length(prose),
    }
}

/// Joins what is said with the forms of a word, and sorts it by word.
fn postings(batches: Vec<Batch>, lexicon: &Lexicon) -> Lists<Posting> {
    let grouped: Vec<Vec<Vec<Posting>>> =
        batches.into_par_iter().with_max_len(1).map(|batch| by_group(batch, lexicon)).collect();
    let entries = grouped.iter().flatten().enumerate();
    let pairs = entries.flat_map(|(entry, groups)| {
        groups.iter().map(move |group| (group.number(), Posting::new(entry, group.tells())))
    });
    Lists::new(pairs, lexicon.groups)
}

/// What entries tell with the groups of their forms.
fn by_group(batch: Batch, lexicon: &Lexicon) -> Vec<Vec<Posting>> {
    let groups: Vec<u32> = batch.forms.iter().filter_map(|form| lexicon.group(form)).collect();
    let mut said_with = vec![0; lexicon.groups];
    batch.entries.into_iter().map(|said| grouped(&said, &groups, &mut said_with)).collect()
}

/// The same of one entry, in no order. `groups` are those of all forms; `said_with` has a place for each group, in
/// which nothing stands but in here.
fn grouped(said: &Said, groups: &[u32], said_with: &mut [u32]) -> Vec<Posting> {
    let mut found = Vec::with_capacity(said.forms.len());
    for (form, says) in said.forms.iter().zip(&said.says) {
        let group = groups[*form as usize];
        let sum = &mut said_with[group as usize];
        if *sum == 0 {
            found.push(group);
        }
        *sum += u32::from(*says);
    }
    let mut told = |group: u32| Posting::new(group as usize, tells(std::mem::take(&mut said_with[group as usize])));
    found.into_iter().map(&mut told).collect()
}

/// The more is said, the less another word adds.
fn tells(said: u32) -> u8 {
    let said = f64::from(said);
    let part = said / (said + HALF * UNIT);
    (part * f64::from(MOST)).ceil().clamp(1.0, f64::from(MOST)) as u8
}

fn print(snapshot: &Snapshot, entries: &[EntryIx], words: &[Word]) -> u64 {
    let mut print = XxHash3_64::default();
    for entry in entries {
        snapshot.weave.address(*entry).hash(&mut print);
    }
    words.hash(&mut print);
    print.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_tells_the_most_there_is() {
        assert_eq!([tells(u16::MAX.into()), tells(u32::MAX)], [MOST; 2]);
    }

    #[test]
    fn forms_of_one_word_are_told_together() {
        let said = Said { forms: [2, 0, 1].into(), says: [64, 1000, 64].into() };
        let mut said_with = [0; 8];
        let postings = grouped(&said, &[7, 3, 3], &mut said_with);
        let read: Vec<(usize, u8)> = postings.iter().map(|posting| (posting.number(), posting.tells())).collect();
        assert_eq!(read, [(3, tells(128)), (7, tells(1000))]);
        assert_eq!(said_with, [0; 8], "the next entry begins with nothing");
    }
}
