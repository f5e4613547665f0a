//! What two entries have in common, and how much each of it counts.
//!
//! What it counts decides what is shown and in which order, and leaves this room in no other way.

use super::lists::common;
use super::pages::PageIx;
use super::rarity::{RAREST, rarity, rarity_of_list};
use super::words::WordIx;
use super::{Grounds, Reason};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// What one rarest thing in common counts, of each sort; [`RAREST`] is the whole.
pub const LINK: u32 = RAREST;
pub const CITATION: u32 = RAREST;
pub const PAGE: u32 = RAREST;
pub const PERSON: u32 = RAREST * 8 / 10;
pub const TAG: u32 = RAREST * 6 / 10;
pub const WORD: u32 = RAREST * 45 / 100;
/// Never enough alone: nearly everything in a domain would be related.
pub const DOMAIN: u32 = RAREST * 4 / 10;
pub const COMMUNITY: u32 = RAREST * 2 / 10;

/// However many words two texts share, more say no more.
const MOST_WORDS: usize = 4;

/// `of` the rarest thing, for one of this rarity.
pub fn share(of: u32, rarity: u32) -> u32 {
    of * rarity / RAREST
}

/// A reason, and how much it counts.
pub type Weighed = (u32, Reason);

/// Two entries that may have something in common.
#[derive(Clone, Copy)]
pub struct Pair<'w> {
    pub weave: &'w Weave,
    /// The versions that readers see.
    pub entry: EntryIx,
    pub other: EntryIx,
}

impl Pair<'_> {
    /// All that they have in common, what counts most first.
    pub fn evidence(self) -> Vec<Weighed> {
        let all =
            [self.links(), self.citations(), self.pages(), self.people(), self.tags(), self.words(), self.domains()];
        let mut evidence: Vec<Weighed> = all.into_iter().flatten().filter(|(counts, _)| *counts > 0).collect();
        evidence.sort_by_key(|(counts, _)| std::cmp::Reverse(*counts));
        evidence
    }

    /// The community that both belong to first. It tells so little that it is no evidence among others.
    pub fn community(self) -> Option<Weighed> {
        let home = self.weave.home(self.entry)?;
        (self.weave.home(self.other) == Some(home)).then_some((COMMUNITY, Reason::SameCommunity(home)))
    }

    /// The primary versions, for which links are counted.
    fn primaries(self) -> (EntryIx, EntryIx) {
        (self.weave.primary(self.entry), self.weave.primary(self.other))
    }

    fn links(self) -> Option<Weighed> {
        let (entry, other) = self.primaries();
        let links = &self.weave.grounds.links;
        let shared = common(links.of(entry.index()), links.of(other.index()));
        let weigh = |target: EntryIx| self.rarity(LINK, self.weave.grounds.cited.of(target.index()).len());
        let (counts, targets) = weighed(shared.into_iter().map(|target| (weigh(target), target)))?;
        let both_use = |target: &EntryIx| [entry, other].iter().all(|from| uses(self.weave, *from, *target));
        let reason = match targets.iter().all(both_use) {
            true => Reason::SharedUse(targets),
            false => Reason::SharedLinks(targets),
        };
        Some((counts, reason))
    }

    fn citations(self) -> Option<Weighed> {
        let (entry, other) = self.primaries();
        let Grounds { links, cited, count, .. } = &*self.weave.grounds;
        let shared = common(cited.of(entry.index()), cited.of(other.index()));
        let weigh = |from: EntryIx| share(CITATION, rarity_of_list(links.of(from.index()).len(), *count));
        let (counts, from) = weighed(shared.into_iter().map(|from| (weigh(from), from)))?;
        Some((counts, Reason::CitedTogether(from)))
    }

    fn pages(self) -> Option<Weighed> {
        let (entry, other) = self.primaries();
        let pages = &self.weave.grounds.pages;
        let shared = common(pages.of_entry.of(entry.index()), pages.of_entry.of(other.index()));
        let weigh = |page: PageIx| self.rarity(PAGE, pages.entries.of(page.index()).len());
        let (counts, shared) = weighed(shared.into_iter().map(|page| (weigh(page), page)))?;
        let addresses = shared.into_iter().map(|page| pages.addresses[page.index()].clone());
        Some((counts, Reason::SameOutsidePage(addresses.collect())))
    }

    fn people(self) -> Option<Weighed> {
        let (counts, people) = self.terms(Taxonomy::People, PERSON)?;
        Some((counts, Reason::SharedPeople(people)))
    }

    fn tags(self) -> Option<Weighed> {
        let (counts, tags) = self.terms(Taxonomy::Tags, TAG)?;
        Some((counts, Reason::SharedTags(tags)))
    }

    fn domains(self) -> Option<Weighed> {
        let (counts, domains) = self.terms(Taxonomy::Domains, DOMAIN)?;
        Some((counts, Reason::SharedDomains(domains)))
    }

    fn terms(self, taxonomy: Taxonomy, each: u32) -> Option<(u32, Vec<TermIx>)> {
        let weigh = |term: TermIx| self.rarity(each, self.weave.terms().get(taxonomy, term).members.len());
        weighed(self.shared_terms(taxonomy).map(|term| (weigh(term), term)))
    }

    fn shared_terms(self, taxonomy: Taxonomy) -> impl Iterator<Item = TermIx> {
        let terms = self.weave.terms();
        let of_other = terms.of_entry(taxonomy, self.other);
        terms.of_entry(taxonomy, self.entry).iter().copied().filter(move |term| of_other.contains(term))
    }

    /// Words that are in the title or tags of one of them, or else they only happen to stand there, and
    /// not in the name of a tag or domain that both have: that is said already.
    fn words(self) -> Option<Weighed> {
        let words = &self.weave.grounds.words;
        let shared = common(words.of_entry.of(self.entry.index()), words.of_entry.of(self.other.index()));
        let naming = [self.entry, self.other].map(|entry| words.naming.of(entry.index()));
        let shared = shared.into_iter().filter(|word| naming.iter().any(|naming| naming.binary_search(word).is_ok()));
        let mut shared: Vec<(u32, WordIx)> = shared.map(|word| (words.rarities[word.index()], word)).collect();
        if shared.is_empty() {
            return None;
        }
        let said = self.said();
        shared.retain(|(_, word)| !said.contains(&words.spellings[word.index()].to_lowercase()));
        shared.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let best = shared.into_iter().take(MOST_WORDS).map(|(rarity, word)| (share(WORD, rarity), word));
        let (counts, best) = weighed(best)?;
        let spellings = best.into_iter().map(|word| words.spellings[word.index()].clone());
        Some((counts, Reason::SharedWords(spellings.collect())))
    }

    /// The names of all tags and domains that both have, in lower case.
    fn said(self) -> String {
        let terms = [Taxonomy::Tags, Taxonomy::Domains]
            .into_iter()
            .flat_map(|taxonomy| self.shared_terms(taxonomy).map(move |term| self.weave.terms().get(taxonomy, term)));
        terms.map(|term| term.title.to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    fn rarity(self, of: u32, having: usize) -> u32 {
        share(of, rarity(having, self.weave.grounds.count))
    }
}

/// What several things count together, and the things, what counts most first; none for nothing.
fn weighed<T: Copy + Ord>(things: impl Iterator<Item = (u32, T)>) -> Option<(u32, Vec<T>)> {
    let mut things: Vec<(u32, T)> = things.filter(|(counts, _)| *counts > 0).collect();
    things.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let counts = things.iter().map(|(counts, _)| counts).sum();
    (!things.is_empty()).then(|| (counts, things.into_iter().map(|(_, thing)| thing).collect()))
}

/// Whether any version of an entry states that it uses another.
fn uses(weave: &Weave, from: EntryIx, to: EntryIx) -> bool {
    weave.versions(from).any(|version| {
        weave
            .outgoing(version)
            .iter()
            .any(|edge| edge.relation.as_deref() == Some("uses") && weave.primary(edge.to) == to)
    })
}
