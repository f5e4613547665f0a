//! Code is highlighted once for each distinct block: most of a build's time would else go into
//! snippets that stand on several pages, or were there before an edit.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::highlight::highlight;
use super::lines::Lines;
use crate::content::{CodeBlock, Fill};
use crate::view::Snapshot;

const SHARDS: usize = 16;

/// Highlighted blocks by their text, language and options.
#[derive(Default)]
pub struct Memo {
    hasher: RandomState,
    shards: [Mutex<HashMap<CodeBlock, Arc<str>>>; SHARDS],
}

impl Memo {
    /// Highlights all code of a site ahead of its pages: blocks of one language after one another
    /// share their lines.
    pub fn of(snapshot: &Snapshot) -> Memo {
        let memo = Memo::default();
        let docs = snapshot.weave.all().map(|entry| snapshot.weave.doc(entry));
        let code = docs.flat_map(|doc| &doc.body.holes).filter_map(|hole| match &hole.fill {
            Fill::Code(block) => Some((&block.language, &block.text, block)),
            _ => None,
        });
        let mut blocks: Vec<_> = code.collect();
        blocks.sort_unstable_by_key(|(language, text, _)| (*language, *text));
        blocks.par_chunks(blocks.len() / (2 * rayon::current_num_threads()) + 1).for_each(|blocks| {
            let mut lines = Lines::default();
            for (_, _, block) in blocks {
                memo.highlighted(block, &mut lines);
            }
        });
        memo
    }

    /// The block as HTML.
    pub fn code(&self, block: &CodeBlock) -> Arc<str> {
        self.highlighted(block, &mut Lines::default())
    }

    fn highlighted(&self, block: &CodeBlock, lines: &mut Lines) -> Arc<str> {
        let shard = &self.shards[self.hasher.hash_one(block) as usize % SHARDS];
        // A panic elsewhere cannot leave a half-made string in the map.
        let known = shard.lock().unwrap_or_else(PoisonError::into_inner).get(block).cloned();
        known.unwrap_or_else(|| {
            let html: Arc<str> = highlight(block, lines).html.into();
            shard.lock().unwrap_or_else(PoisonError::into_inner).insert(block.clone(), html.clone());
            html
        })
    }
}
