//! The search index as files that a page loads one by one: only those that a search needs.
//!
//! Each is a classic script that calls `copsiteSearch(name, print, data)`: a page that is read from a
//! disk may load scripts and nothing else. `print` tells that files belong together. Numbers in texts
//! are those of [`numbers`].
//!
//! | file | data |
//! |---|---|
//! | `start` | [`Start`]: how the others are divided, the kinds, the words of the interface |
//! | `words-n` | sorted words, parted by spaces, each as: UTF-16 units it shares with the word before; 0 for a new group and then how common it is (log2 of its entries), else how many groups ago it was new; the other letters |
//! | `postings-n` | groups, parted by spaces, each as: how much it tells, how many entries, the steps from one to the next; again for all that it tells less of |
//! | `cards-n` | title and address of each entry |
//! | `texts-n` | the text of each entry, a line for a block |
//! | `filters` | title and entries (as steps) of each domain and community |
//! | `tags` | title and address of each tag |

mod numbers;
mod start;

use serde::Serialize;

use crate::content::Lang;
use crate::plan::{CARDS, SearchFile, SearchShards, TEXTS, encode, search_name};
use crate::view::Snapshot;
use crate::view::search::{Index, MOST, Place, Posting, texts};
use crate::weaver::{EntryIx, Taxonomy};
use start::Start;

/// One file of the index of a language.
pub fn search(snapshot: &Snapshot, lang: &Lang, file: SearchFile) -> String {
    let Some(index) = snapshot.search().get(lang) else { return String::new() };
    let shards = SearchShards::of(index.entries.len());
    let data = match file {
        SearchFile::Start => json(&Start::new(snapshot, lang, index, shards)),
        SearchFile::Words(part) => json(&words(index, share(index.words.len(), part, shards.words))),
        SearchFile::Postings(part) => json(&postings(index, groups(index, part, shards.postings))),
        SearchFile::Cards(part) => json(&of_part(index, part, CARDS, |entry| card(snapshot, entry))),
        SearchFile::Texts(part) => json(&of_part(index, part, TEXTS, |entry| text(snapshot, entry))),
        SearchFile::Filters => json(&Filters::new(snapshot, index)),
        SearchFile::Tags => json(&tags(snapshot)),
    };
    format!("copsiteSearch(\"{lang}/{}\",\"{:x}\",{data})\n", search_name(file), index.print)
}

fn json(data: &impl Serialize) -> String {
    // Texts and numbers can always be written.
    serde_json::to_string(data).unwrap_or_default()
}

/// The range of one of `parts` equal parts of `all`.
fn share(all: usize, part: usize, parts: usize) -> std::ops::Range<usize> {
    all * part / parts..all * (part + 1) / parts
}

/// The groups in one part of the postings: parts are equal by what they hold, not by groups.
fn groups(index: &Index, part: usize, parts: usize) -> std::ops::Range<usize> {
    let held = share(index.postings.items(), part, parts);
    let end = if part + 1 == parts { index.groups } else { index.postings.row_at(held.end) };
    (if part == 0 { 0 } else { index.postings.row_at(held.start) })..end
}

fn words(index: &Index, range: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    let mut known = groups_before(index, range.start);
    let mut before: &str = "";
    for word in &index.words[range] {
        if !text.is_empty() {
            text.push(' ');
        }
        let group = word.group as usize;
        let same = same_beginning(before, &word.text);
        numbers::push(&mut text, same.encode_utf16().count());
        numbers::push(&mut text, known - group);
        if group == known {
            known += 1;
            numbers::push(&mut text, index.postings.of(group).len().max(1).ilog2() as usize);
        }
        text.push_str(&word.text[same.len()..]);
        before = &word.text;
    }
    text
}

/// How many groups the words before one have.
fn groups_before(index: &Index, word: usize) -> usize {
    index.words[..word].iter().map(|word| word.group as usize + 1).max().unwrap_or(0)
}

/// What two words begin with alike.
fn same_beginning<'a>(a: &str, b: &'a str) -> &'a str {
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    &b[..alike.map(|(c, _)| c.len_utf8()).sum()]
}

fn postings(index: &Index, groups: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    for group in groups.clone() {
        if group > groups.start {
            text.push(' ');
        }
        for tells in (1..=MOST).rev() {
            push_level(&mut text, index.postings.of(group), tells);
        }
    }
    text
}

/// The entries of which a word tells that much.
fn push_level(text: &mut String, postings: &[Posting], tells: u8) {
    let of_level = postings.iter().filter(|posting| posting.tells() == tells).map(|posting| posting.number());
    let count = of_level.clone().count();
    if count > 0 {
        numbers::push(text, usize::from(tells));
        numbers::push(text, count);
        push_steps(text, of_level);
    }
}

/// Ascending numbers, each as what it is more than the one before.
fn push_steps(text: &mut String, ascending: impl Iterator<Item = usize>) {
    let mut before = 0;
    for number in ascending {
        numbers::push(text, number - before);
        before = number;
    }
}

fn of_part<T>(index: &Index, part: usize, size: usize, of: impl Fn(EntryIx) -> T) -> Vec<T> {
    index.entries.iter().skip(part * size).take(size).map(|entry| of(*entry)).collect()
}

fn card(snapshot: &Snapshot, entry: EntryIx) -> (&str, String) {
    (&snapshot.weave.doc(entry).facts.title, encode(snapshot.weave.address(entry)))
}

/// What sentences are taken from.
fn text(snapshot: &Snapshot, entry: EntryIx) -> String {
    let mut lines = String::new();
    texts(snapshot, entry, &mut |place, line| {
        if matches!(place, Place::Summary | Place::Heading | Place::Prose | Place::Fact) {
            lines.push_str(&line.replace('\n', " "));
            lines.push('\n');
        }
    });
    lines
}

/// What results can be narrowed to, beside kinds.
#[derive(Serialize)]
struct Filters<'a> {
    domains: Vec<(&'a str, String)>,
    communities: Vec<(&'a str, String)>,
}

impl<'a> Filters<'a> {
    fn new(snapshot: &'a Snapshot, index: &Index) -> Filters<'a> {
        let of = |taxonomy| of_taxonomy(snapshot, index, taxonomy);
        Filters { domains: of(Taxonomy::Domains), communities: of(Taxonomy::Communities) }
    }
}

/// The terms that entries of the index name, with those entries.
fn of_taxonomy<'a>(snapshot: &'a Snapshot, index: &Index, taxonomy: Taxonomy) -> Vec<(&'a str, String)> {
    let terms = snapshot.weave.terms();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); terms.all(taxonomy).len()];
    for (number, entry) in index.entries.iter().enumerate() {
        terms.of_entry(taxonomy, *entry).iter().for_each(|term| members[term.index()].push(number));
    }
    let named = terms.all(taxonomy).zip(members).filter(|(_, members)| !members.is_empty());
    let steps = |members: Vec<usize>| {
        let mut text = String::new();
        push_steps(&mut text, members.into_iter());
        text
    };
    named.map(|(term, members)| (&*terms.get(taxonomy, term).title, steps(members))).collect()
}

fn tags(snapshot: &Snapshot) -> Vec<(&str, std::sync::Arc<str>)> {
    let terms = snapshot.weave.terms();
    let tag = |term| (&*terms.get(Taxonomy::Tags, term).title, snapshot.term_url(Taxonomy::Tags, term));
    terms.all(Taxonomy::Tags).map(tag).collect()
}
