//! Who has something in common with an entry: for each thing it has, all that have it; and whether one entry has a thing.

use super::Grounds;
use super::evidence::Thing;
use super::rarity::RAREST;
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
    let Grounds { links, cited, pages, words, rarities, .. } = &*weave.grounds;
    let primary = weave.primary(entry).index();
    let mut sharers = Vec::new();
    let mut add = |thing: Thing, entries, rarity| {
        sharers.push(Sharers { thing, entries, counts: thing.weight() * rarity / RAREST });
    };
    for target in links.of(primary) {
        let entries = cited.of(target.index());
        add(Thing::Link(*target), entries, rarities.of(entries.len()));
    }
    for from in cited.of(primary) {
        let entries = links.of(from.index());
        add(Thing::Citation(*from), entries, rarities.of_list(entries.len()));
    }
    for page in pages.of_entry.of(primary) {
        let entries = pages.entries.of(page.index());
        let thing = if pages.is_front(*page) { Thing::Front(*page) } else { Thing::Page(*page) };
        add(thing, entries, rarities.of(entries.len()));
    }
    for word in words.of_entry.of(entry.index()) {
        add(Thing::Word(*word), words.entries.of(word.index()), words.rarities[word.index()]);
    }
    for taxonomy in [Taxonomy::People, Taxonomy::Tags, Taxonomy::Domains] {
        for term in weave.terms().of_entry(taxonomy, entry) {
            let entries = &*weave.terms().get(taxonomy, *term).members;
            add(Thing::term(taxonomy, *term), entries, rarities.of(entries.len()));
        }
    }
    sharers
}

/// Whether a primary entry is among the sharers of a thing.
pub fn has(weave: &Weave, entry: EntryIx, thing: Thing) -> bool {
    let Grounds { links, cited, pages, words, .. } = &*weave.grounds;
    let index = entry.index();
    let is_in = |taxonomy, term| weave.terms().of_entry(taxonomy, entry).contains(&term);
    match thing {
        Thing::Link(target) => links.of(index).binary_search(&target).is_ok(),
        Thing::Citation(from) => cited.of(index).binary_search(&from).is_ok(),
        Thing::Page(page) | Thing::Front(page) => pages.of_entry.of(index).binary_search(&page).is_ok(),
        Thing::Word(word) => {
            weave.versions(entry).any(|version| words.of_entry.of(version.index()).binary_search(&word).is_ok())
        }
        Thing::Person(term) => is_in(Taxonomy::People, term),
        Thing::Tag(term) => is_in(Taxonomy::Tags, term),
        Thing::Domain(term) => is_in(Taxonomy::Domains, term),
        Thing::Community(term) => is_in(Taxonomy::Communities, term),
    }
}
