//! Entries that others link to and nobody has written.

use super::{Found, Suggestion};
use crate::weaver::Weave;

/// All of them; what most links ask for says most.
pub fn wanted(weave: &Weave) -> Vec<Suggestion> {
    let all = weave.wanted().iter().map(|wanted| {
        let found = Found::Wanted { name: wanted.name.clone(), from: wanted.from.clone(), times: wanted.times };
        Suggestion::new(weave, found, wanted.times as u32)
    });
    all.collect()
}
