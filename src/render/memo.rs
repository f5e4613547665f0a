//! Code is highlighted once for each distinct block: most of a build's time would else go into
//! snippets that stand on several pages, or were there before an edit.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use rayon::prelude::*;

use super::highlight::{Lines, highlight};
use crate::content::{CodeBlock, Doc, Fill};
use crate::stages::{Stage, Stages};

const SHARDS: usize = 16;

/// Highlighted blocks by their text, language and options; and how long the stages of rendering took.
#[derive(Default)]
pub struct Memo {
    /// What rendering takes is measured here.
    pub(super) stages: Stages,
    hasher: RandomState,
    shards: [Mutex<Shard>; SHARDS],
}

#[derive(Default)]
struct Shard {
    blocks: HashMap<CodeBlock, Arc<str>>,
    /// Of their texts and of what was made of them.
    bytes: usize,
}

impl Memo {
    /// Knows nothing yet.
    pub fn timed(stages: &Stages) -> Memo {
        Memo { stages: stages.clone(), ..Memo::default() }
    }

    /// Highlights the code of texts ahead of their pages, as long as it may go on: blocks of one language after one
    /// another share their lines.
    pub fn highlight(&self, docs: &[Arc<Doc>], goes_on: impl Fn() -> bool + Sync) {
        let code = docs.iter().flat_map(|doc| &doc.body.holes).filter_map(|hole| match &hole.fill {
            Fill::Code(block) => Some((&block.language, &block.text, block)),
            _ => None,
        });
        let mut blocks: Vec<_> = code.collect();
        blocks.sort_unstable_by_key(|(language, text, _)| (*language, *text));
        let size = blocks.len() / (4 * rayon::current_num_threads()) + 1;
        blocks.par_chunks(size).with_max_len(1).for_each(|blocks| {
            self.stages.time(Stage::Highlight, || {
                let mut lines = Lines::default();
                for (_, _, block) in blocks.iter().take_while(|_| goes_on()) {
                    self.highlighted(block, &mut lines);
                }
            });
        });
    }

    /// Forgets all blocks where they hold more than `most` bytes: each step of typing a snippet is one.
    pub fn forget_beyond(&self, most: usize) {
        let bytes: usize = (0..SHARDS).map(|shard| self.shard(shard).bytes).sum();
        if bytes > most {
            (0..SHARDS).for_each(|shard| *self.shard(shard) = Shard::default());
        }
    }

    /// The block as HTML.
    pub fn code(&self, block: &CodeBlock) -> Arc<str> {
        self.highlighted(block, &mut Lines::default())
    }

    fn highlighted(&self, block: &CodeBlock, lines: &mut Lines) -> Arc<str> {
        let shard = self.hasher.hash_one(block) as usize % SHARDS;
        let known = self.shard(shard).blocks.get(block).cloned();
        known.unwrap_or_else(|| {
            let html: Arc<str> = highlight(block, lines).html.into();
            self.shard(shard).add(block, &html);
            html
        })
    }

    // A panic elsewhere cannot leave a half-made string in the map.
    fn shard(&self, index: usize) -> MutexGuard<'_, Shard> {
        self.shards[index].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shard {
    fn add(&mut self, block: &CodeBlock, html: &Arc<str>) {
        if self.blocks.insert(block.clone(), html.clone()).is_none() {
            self.bytes += block.text.len() + html.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::content::testing::site;

    fn block(number: usize) -> CodeBlock {
        CodeBlock {
            language: "python".into(),
            title: None,
            numbered: None,
            marked: Vec::new(),
            text: format!("print({number})").into(),
        }
    }

    fn known(memo: &Memo) -> usize {
        (0..SHARDS).map(|shard| memo.shard(shard).blocks.len()).sum()
    }

    #[test]
    fn code_is_highlighted_ahead_as_long_as_it_may_and_the_rest_when_asked_again() {
        let text: String = (0..20).map(|number| format!("```python\nprint({number})\n```\n")).collect();
        let docs = [Arc::new(site("").read("content/stories/a.md", &format!("# A\n\n{text}")))];
        let memo = Memo::default();
        memo.highlight(&docs, || false);
        assert_eq!(known(&memo), 0);
        let left = AtomicUsize::new(3);
        let takes_one = |left: usize| left.checked_sub(1);
        memo.highlight(&docs, || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, takes_one).is_ok());
        assert_eq!(known(&memo), 3);
        memo.highlight(&docs, || true);
        assert_eq!(known(&memo), 20);
    }

    #[test]
    fn blocks_are_forgotten_when_they_hold_too_much() {
        let memo = Memo::default();
        let bytes = || (0..SHARDS).map(|shard| memo.shard(shard).bytes).sum::<usize>();
        for number in 0..50 {
            assert_eq!(memo.code(&block(number)), memo.code(&block(number)));
        }
        let held = bytes();
        assert!(held > 50 * 8);
        memo.forget_beyond(held);
        assert_eq!(bytes(), held);
        memo.forget_beyond(held - 1);
        assert_eq!(bytes(), 0);
    }
}
