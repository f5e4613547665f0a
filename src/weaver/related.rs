//! Related entries, each with its reasons: a query on the weave, answered when asked.
//!
//! Entries are related by what they have in common, and the rarer that is, the more it says: pieces
//! both link to or use, entries that cite both, people, tags, uncommon words, outside pages, and
//! domains beside something else. What links to an entry or is linked from it is never related: the
//! page shows it as a link already. Nor are domains, communities and people, which have pages of
//! their own.
//!
//! A row never stands without a reason that a reader can check, and how much a reason counts never
//! leaves this module. A query never looks at all entries: it asks who shares the rarest things.

mod evidence;
mod grounds;
#[cfg(test)]
mod laws;
mod lists;
mod pages;
mod rarity;
pub(super) mod stop_words;
#[cfg(test)]
mod tests;
mod words;

pub(super) use grounds::Grounds;
use lists::Lists;

use std::cmp::Reverse;
use std::sync::Arc;

use super::{EntryIx, Taxonomy, TermIx, Weave};
use evidence::{CITATION, COMMUNITY, DOMAIN, LINK, PAGE, PERSON, Pair, TAG, WORD, Weighed, share};
use rarity::{RAREST, rarity, rarity_of_list};

/// An entry that is related to another, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// In the language of the entry it is related to, where it is written in it.
    pub entry: EntryIx,
    /// One or two, what says most first.
    pub reasons: Vec<Reason>,
}

/// Something that two entries have in common. Lists are never empty; what says most stands first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Both state that they use these.
    SharedUse(Vec<EntryIx>),
    /// Both link to these.
    SharedLinks(Vec<EntryIx>),
    /// These link to both.
    CitedTogether(Vec<EntryIx>),
    /// The addresses of pages that both link to.
    SameOutsidePage(Vec<Arc<str>>),
    SharedPeople(Vec<TermIx>),
    SharedTags(Vec<TermIx>),
    /// Uncommon words of their titles, tags, summaries and headings, as they are mostly written; each
    /// is in the title or tags of one of them.
    SharedWords(Vec<Arc<str>>),
    SharedDomains(Vec<TermIx>),
    /// Only where nothing joins an entry to others, in [`Weave::might_link`].
    SameCommunity(TermIx),
}

/// How many related entries a page shows at most.
const MOST: usize = 5;
/// How many pages are named that might link to one that nothing is joined to.
const MOST_THAT_MIGHT: usize = 3;

/// What the reasons shown must count together.
const ENOUGH: u32 = RAREST / 2;
/// What a second reason must count: a reader should not be told what says nothing.
const WORTH_SAYING: u32 = RAREST / 20;
/// Entries whose reasons count nearly the same are equal, and another community goes first.
const STEP: u32 = RAREST / 10;

/// Who shares a thing that more entries have than this is found by something rarer, or not at all.
const LONGEST: usize = 512;
/// Of those who share a common thing, how many might link to an entry that has nothing better.
const FEW: usize = 64;
/// How many sharers are looked at in all, those of the rarest things first.
const MOST_SHARERS: usize = 4096;
/// How many entries are compared in full.
const NOMINEES: usize = 16;
/// What an entry counts that must not be related.
const BARRED: u32 = u32::MAX;

impl Weave {
    /// At most five entries that have something in common with this one and are not linked to it, each
    /// with one or two reasons; what says most first, and of equals what is at home in another
    /// community, then what is newer.
    pub fn related(&self, entry: EntryIx) -> Vec<Related> {
        let (rare, common): (Vec<_>, Vec<_>) =
            self.sharers(entry).into_iter().partition(|sharers| sharers.entries.len() <= LONGEST);
        // Whoever has all that is common besides would still need so much that is rare.
        let needs = ENOUGH.saturating_sub(common.iter().map(|sharers| sharers.counts).sum());
        let compared = self.compared(entry, rare, needs).map(|pair| (pair.other, pair.evidence()));
        self.best(entry, compared.collect(), ENOUGH, MOST)
    }

    /// At most three entries that might link to one that nothing is joined to yet: whatever they have
    /// in common with it, be it only their domain or community. None for an entry that does not say where
    /// it belongs: a privacy statement waits for no links.
    pub fn might_link(&self, entry: EntryIx) -> Vec<Related> {
        if Taxonomy::ALL.iter().all(|taxonomy| self.terms.of_entry(*taxonomy, entry).is_empty()) {
            return Vec::new();
        }
        let mut sharers = self.sharers(entry);
        let neighbours = self.home(entry).map(|home| &*self.terms.get(Taxonomy::Communities, home).members);
        sharers.extend(neighbours.map(|entries| Sharers { entries, counts: COMMUNITY }));
        for sharers in &mut sharers {
            sharers.entries = &sharers.entries[..sharers.entries.len().min(FEW)];
        }
        let compared = self.compared(entry, sharers, 1).map(|pair| {
            let evidence = pair.evidence().into_iter().chain(pair.community());
            (pair.other, evidence.collect())
        });
        self.best(entry, compared.collect(), 1, MOST_THAT_MIGHT)
    }
}

/// All entries that have a thing, and what it counts to have it in common.
struct Sharers<'w> {
    entries: &'w [EntryIx],
    counts: u32,
}

impl Weave {
    /// Who has anything in common with an entry.
    fn sharers(&self, entry: EntryIx) -> Vec<Sharers<'_>> {
        let Grounds { links, cited, pages, words, count, .. } = &*self.grounds;
        let primary = self.primary(entry).index();
        let sharing = |entries: &'_ [EntryIx], of: u32| share(of, rarity(entries.len(), *count));
        let mut sharers = Vec::new();
        let mut add = |entries, counts| sharers.push(Sharers { entries, counts });
        for target in links.of(primary) {
            let entries = cited.of(target.index());
            add(entries, sharing(entries, LINK));
        }
        for from in cited.of(primary) {
            let entries = links.of(from.index());
            add(entries, share(CITATION, rarity_of_list(entries.len(), *count)));
        }
        for page in pages.of_entry.of(primary) {
            let entries = pages.entries.of(page.index());
            add(entries, sharing(entries, PAGE));
        }
        for word in words.of_entry.of(entry.index()) {
            add(words.entries.of(word.index()), share(WORD, words.rarities[word.index()]));
        }
        for (taxonomy, of) in [(Taxonomy::People, PERSON), (Taxonomy::Tags, TAG), (Taxonomy::Domains, DOMAIN)] {
            for term in self.terms.of_entry(taxonomy, entry) {
                let entries = &self.terms.get(taxonomy, *term).members;
                add(entries, sharing(entries, of));
            }
        }
        sharers.retain(|sharers| sharers.counts > 0);
        sharers
    }

    /// The entry beside each of those that seem to have most in common with it.
    fn compared(&self, entry: EntryIx, sharers: Vec<Sharers>, needs: u32) -> impl Iterator<Item = Pair<'_>> {
        let lang = &self.doc(entry).lang;
        let pair = move |other| Pair { weave: self, entry, other: self.version(other, lang) };
        self.nominees(entry, sharers, needs).into_iter().map(pair)
    }

    /// The entries that share most, as far as the rarest things tell, and at least what counts `needs`.
    fn nominees(&self, entry: EntryIx, mut sharers: Vec<Sharers>, needs: u32) -> Vec<EntryIx> {
        if self.grounds.start[self.primary(entry).index()] == BARRED {
            return Vec::new();
        }
        sharers.sort_by_key(|sharers| sharers.entries.len());
        let mut counts = self.barred(entry);
        let mut met = Vec::new();
        let mut left = MOST_SHARERS;
        for sharers in sharers {
            let Some(rest) = left.checked_sub(sharers.entries.len()) else { break };
            left = rest;
            for other in sharers.entries {
                match &mut counts[other.index()] {
                    &mut BARRED => {}
                    count => {
                        if *count == 0 {
                            met.push(*other);
                        }
                        *count += sharers.counts;
                    }
                }
            }
        }
        let nominated = met.into_iter().filter(|other| counts[other.index()] >= needs);
        let mut ranked: Vec<_> =
            nominated.map(|other| (self.place(entry, other, counts[other.index()]), other)).collect();
        if ranked.len() > NOMINEES {
            ranked.select_nth_unstable(NOMINEES);
            ranked.truncate(NOMINEES);
        }
        ranked.into_iter().map(|(_, other)| other).collect()
    }

    /// A count for each entry, nothing yet; barred are the entry itself, what it is linked to, and
    /// what is no piece of practice.
    fn barred(&self, entry: EntryIx) -> Vec<u32> {
        let Grounds { links, cited, start, .. } = &*self.grounds;
        let entry = self.primary(entry);
        let mut counts = start.clone();
        for other in links.of(entry.index()).iter().chain(cited.of(entry.index())).chain([&entry]) {
            counts[other.index()] = BARRED;
        }
        counts
    }

    /// Where a primary entry stands among those that are related to `entry`: smaller is better.
    fn place(&self, entry: EntryIx, other: EntryIx, counts: u32) -> (Reverse<u32>, bool, u32) {
        let homes = [entry, other].map(|entry| self.grounds.homes[entry.index()]);
        let is_elsewhere = matches!(homes, [Some(one), Some(other)] if one != other);
        (Reverse(counts / STEP), !is_elsewhere, self.grounds.ranks[other.index()])
    }

    /// Those whose best two reasons count enough, in order.
    fn best(&self, entry: EntryIx, found: Vec<(EntryIx, Vec<Weighed>)>, enough: u32, most: usize) -> Vec<Related> {
        let mut best = Vec::new();
        for (other, evidence) in found {
            let (counts, reasons) = told(evidence);
            if counts >= enough {
                best.push((self.place(entry, self.primary(other), counts), Related { entry: other, reasons }));
            }
        }
        best.sort_by_key(|(place, _)| *place);
        best.into_iter().take(most).map(|(_, related)| related).collect()
    }
}

/// The reasons that a reader is told, and what they count: the best one, and the next that says
/// something else.
fn told(evidence: Vec<Weighed>) -> (u32, Vec<Reason>) {
    let mut told: Vec<Weighed> = Vec::new();
    for (counts, reason) in evidence {
        match &*told {
            [] => told.push((counts, reason)),
            [(_, first)] if counts >= WORTH_SAYING && !reason.repeats(first) => told.push((counts, reason)),
            [_] => {}
            _ => break,
        }
    }
    let counts = told.iter().map(|(counts, _)| counts).sum();
    (counts, told.into_iter().map(|(_, reason)| reason).collect())
}

impl Reason {
    /// Whether it names the same entries as another: then it is no news.
    fn repeats(&self, other: &Reason) -> bool {
        self.entries().is_some() && self.entries() == other.entries()
    }

    fn entries(&self) -> Option<&[EntryIx]> {
        match self {
            Reason::SharedUse(entries) | Reason::SharedLinks(entries) | Reason::CitedTogether(entries) => Some(entries),
            _ => None,
        }
    }
}
