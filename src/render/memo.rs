//! Code is highlighted once for each distinct block: most of a build's time would else go into
//! snippets that stand on several pages, or were there before an edit.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use super::highlight::highlight;
use crate::content::CodeBlock;

const SHARDS: usize = 16;

/// Highlighted blocks by their text, language and options.
#[derive(Default)]
pub struct Memo {
    hasher: RandomState,
    shards: [Mutex<HashMap<CodeBlock, Arc<str>>>; SHARDS],
}

impl Memo {
    /// The block as HTML.
    pub fn code(&self, block: &CodeBlock) -> Arc<str> {
        let shard = &self.shards[self.hasher.hash_one(block) as usize % SHARDS];
        // A panic elsewhere cannot leave a half-made string in the map.
        let known = shard.lock().unwrap_or_else(PoisonError::into_inner).get(block).cloned();
        known.unwrap_or_else(|| {
            let html: Arc<str> = highlight(block).html.into();
            shard.lock().unwrap_or_else(PoisonError::into_inner).insert(block.clone(), html.clone());
            html
        })
    }
}
