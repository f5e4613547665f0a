//! Who has something in common with an entry: for each thing it has, all that have it.

use super::Grounds;
use super::evidence::Thing;
use super::rarity::{RAREST, rarity, rarity_of_list};
use crate::weaver::{EntryIx, Taxonomy, Weave};

/// All entries that have a thing, and what it counts to have it in common.
pub struct Sharers<'w> {
    pub thing: Thing,
    /// Primary versions, each once.
    pub entries: &'w [EntryIx],
    pub counts: u32,
}

/// The sharers of everything that an entry has but its community.
pub fn sharers(weave: &Weave, entry: EntryIx) -> Vec<Sharers<'_>> {
    let Grounds { links, cited, pages, words, count, .. } = &*weave.grounds;
    let primary = weave.primary(entry).index();
    let mut sharers = Vec::new();
    let mut add = |thing: Thing, entries, rarity| {
        sharers.push(Sharers { thing, entries, counts: thing.weight() * rarity / RAREST });
    };
    for target in links.of(primary) {
        let entries = cited.of(target.index());
        add(Thing::Link(*target), entries, rarity(entries.len(), *count));
    }
    for from in cited.of(primary) {
        let entries = links.of(from.index());
        add(Thing::Citation(*from), entries, rarity_of_list(entries.len(), *count));
    }
    for page in pages.of_entry.of(primary) {
        let entries = pages.entries.of(page.index());
        let thing = if pages.is_front(*page) { Thing::Front(*page) } else { Thing::Page(*page) };
        add(thing, entries, rarity(entries.len(), *count));
    }
    for word in words.of_entry.of(entry.index()) {
        add(Thing::Word(*word), words.entries.of(word.index()), words.rarities[word.index()]);
    }
    for taxonomy in [Taxonomy::People, Taxonomy::Tags, Taxonomy::Domains] {
        for term in weave.terms().of_entry(taxonomy, entry) {
            let entries = &*weave.terms().get(taxonomy, *term).members;
            add(Thing::term(taxonomy, *term), entries, rarity(entries.len(), *count));
        }
    }
    sharers
}
