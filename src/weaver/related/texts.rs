//! The texts of all entries but their prose, as the forms of words that they hold.
//!
//! Read on all threads at once, a batch of entries on each. Which forms are one word is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::tokens::{Headings, Token, tokens};
use crate::content::{Doc, Lang};
use crate::weaver::EntryIx;

/// Entries whose words are gathered together: enough for all threads, few enough to share most forms.
const BATCH: usize = 1024;

/// All entries cut into tokens, by their languages.
pub struct Texts<'a> {
    /// How many entries there are.
    pub docs: usize,
    pub languages: Vec<(&'a Lang, Vec<Batch<'a>>)>,
}

impl<'a> Texts<'a> {
    pub fn read(docs: &'a [Arc<Doc>]) -> Texts<'a> {
        let mut by_language: BTreeMap<&Lang, Vec<usize>> = BTreeMap::new();
        for (index, doc) in docs.iter().enumerate() {
            by_language.entry(&doc.lang).or_default().push(index);
        }
        let languages = by_language.into_iter().map(|(lang, indexes)| (lang, batches(docs, &indexes))).collect();
        Texts { docs: docs.len(), languages }
    }
}

/// The tokens of the entries at `indexes`, which are those of one language.
fn batches<'a>(docs: &'a [Arc<Doc>], indexes: &[usize]) -> Vec<Batch<'a>> {
    let headings = Headings::new(indexes.par_iter().map(|index| &docs[*index].facts));
    let tokens_at =
        |(place, index): (usize, &usize)| (EntryIx::new(*index), tokens(&docs[*index].facts, &headings, place));
    let batch = |(number, batch): (usize, &[usize])| {
        let first = number * BATCH;
        Batch::new(batch.iter().enumerate().map(|(at, index)| tokens_at((first + at, index))))
    };
    indexes.par_chunks(BATCH).with_max_len(1).enumerate().map(batch).collect()
}

/// One form of a word: "letters".
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// In lower case where any text writes it so, else as it is written first: "Wales".
    pub written: &'a str,
    pub is_lower: bool,
    pub times: u32,
}

/// The tokens of some entries, by their forms.
#[derive(Default)]
pub struct Batch<'a> {
    /// As they are met first.
    pub forms: Vec<Met<'a>>,
    /// For each entry its forms, each once, and whether they are in its title or tags.
    pub entries: Vec<(EntryIx, Vec<(u32, bool)>)>,
}

/// A form in the texts of a batch.
pub struct Met<'a> {
    /// The fingerprint of its lower case.
    pub print: u64,
    pub form: Form<'a>,
    /// The place of the entry that had it last.
    last_in: usize,
}

impl<'a> Batch<'a> {
    pub fn new(entries: impl Iterator<Item = (EntryIx, Vec<Token<'a>>)>) -> Batch<'a> {
        let mut batch = Batch::default();
        let mut by_print: HashMap<u64, u32> = HashMap::default();
        for (entry, tokens) in entries {
            let mut found: Vec<(u32, bool)> = Vec::with_capacity(tokens.len());
            let place = batch.entries.len();
            for token in tokens {
                let number = *by_print.entry(token.print).or_insert_with(|| {
                    let form = Form { written: token.written, is_lower: false, times: 0 };
                    batch.forms.push(Met { print: token.print, form, last_in: usize::MAX });
                    batch.forms.len() as u32 - 1
                });
                let Met { form, last_in, .. } = &mut batch.forms[number as usize];
                form.times += 1;
                if token.is_lower && !form.is_lower {
                    (form.written, form.is_lower) = (token.written, true);
                }
                if std::mem::replace(last_in, place) != place {
                    found.push((number, token.names));
                }
            }
            batch.entries.push((entry, found));
        }
        batch
    }
}
