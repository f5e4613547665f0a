//! Links to sections whose headings have other ids for readers than they were read with.
//!
//! Nothing is looked at where no heading names what is withheld.

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use crate::content::Doc;
use crate::weaver::{EntryIx, Resolved};

/// The ids of an entry's headings as they were read, and as readers see them.
type Renamed = HashMap<Arc<str>, Arc<str>>;

/// Leads all links to where the headings of `redacted` are; `links` lead to those of `entries`.
pub fn follow_headings(entries: &[Arc<Doc>], redacted: &[Arc<Doc>], links: &mut [Vec<Resolved>]) {
    let pairs = entries.iter().zip(redacted).enumerate();
    let renamed: HashMap<EntryIx, Renamed> = pairs
        .filter(|(_, (old, new))| !Arc::ptr_eq(old, new))
        .map(|(index, (old, new))| (EntryIx::new(index), renamed(old, new)))
        .filter(|(_, renamed)| !renamed.is_empty())
        .collect();
    if renamed.is_empty() {
        return;
    }
    links.par_iter_mut().enumerate().for_each(|(index, links)| {
        let own = EntryIx::new(index);
        links.iter_mut().for_each(|link| follow(link, own, &renamed));
    });
}

fn renamed(old: &Doc, new: &Doc) -> Renamed {
    let ids = old.facts.headings.iter().zip(&new.facts.headings).map(|(old, new)| (&old.id, &new.id));
    ids.filter(|(old, new)| old != new).map(|(old, new)| (old.clone(), new.clone())).collect()
}

fn follow(link: &mut Resolved, own: EntryIx, renamed: &HashMap<EntryIx, Renamed>) {
    let (entry, anchor) = match link {
        Resolved::Entry { entry, anchor: Some(anchor) } => (*entry, anchor),
        Resolved::Anchor(anchor) => (own, anchor),
        _ => return,
    };
    if let Some(id) = renamed.get(&entry).and_then(|renamed| renamed.get(anchor)) {
        *anchor = id.clone();
    }
}
