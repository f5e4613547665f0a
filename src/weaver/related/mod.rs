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
mod pages;
mod rarity;
mod sharers;
mod tally;
#[cfg(test)]
mod tests;
mod texts;
mod tokens;
mod words;

pub(super) use grounds::Grounds;
pub(super) use texts::Texts;

use std::cmp::Reverse;
use std::sync::Arc;

use super::{EntryIx, Taxonomy, TermIx, Weave};
use evidence::{Thing, Weighed, reasons};
use rarity::RAREST;
use sharers::Sharers;
use tally::{Numbers, Room, Tally};

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
/// Up to this many sharers are walked along to find those of a few entries among them.
const SHORT: usize = 128;
/// Of those who share a common thing, how many might link to an entry that has nothing better.
const FEW: usize = 64;
/// How many sharers are looked at in all, those of the rarest things first.
const MOST_SHARERS: usize = 4096;
/// How many entries are compared in full.
const NOMINEES: usize = 24;
/// What an entry counts that must not be related.
const BARRED: u32 = u32::MAX;

/// Counted in steps, whether it is at home in the same community, and how many entries are newer.
type Place = (Reverse<u32>, bool, u32);

/// What is asked of rows.
struct Bar {
    /// What the reasons of a row must count together.
    enough: u32,
    most: usize,
}

impl Weave {
    /// At most five entries that have something in common with this one and are not linked to it, each
    /// with one or two reasons; what says most first, and of equals what is at home in another
    /// community, then what is newer.
    pub fn related(&self, entry: EntryIx) -> Vec<Related> {
        self.like(entry, sharers::sharers(self, entry), Bar { enough: ENOUGH, most: MOST })
    }

    /// At most three entries that might link to one that nothing is joined to yet: whatever they have
    /// in common with it, be it only their domain or community. None for an entry that does not say where
    /// it belongs: a privacy statement waits for no links.
    pub fn might_link(&self, entry: EntryIx) -> Vec<Related> {
        if Taxonomy::ALL.iter().all(|taxonomy| self.terms().of_entry(*taxonomy, entry).is_empty()) {
            return Vec::new();
        }
        let mut sharers = sharers::sharers(self, entry);
        if let Some(home) = self.home(entry) {
            let thing = Thing::Community(home);
            let entries = &*self.terms().get(Taxonomy::Communities, home).members;
            sharers.push(Sharers { thing, entries, counts: thing.weight() });
        }
        for sharers in &mut sharers {
            sharers.entries = &sharers.entries[..sharers.entries.len().min(FEW)];
        }
        self.like(entry, sharers, Bar { enough: 1, most: MOST_THAT_MIGHT })
    }

    /// Those who share most, with their reasons.
    fn like(&self, entry: EntryIx, mut sharers: Vec<Sharers>, bar: Bar) -> Vec<Related> {
        if !self.grounds.pieces[self.primary(entry).index()] {
            return Vec::new();
        }
        sharers.retain(|sharers| sharers.counts > 0 && sharers.entries.len() <= MOST_SHARERS);
        sharers.sort_by_key(|sharers| sharers.entries.len());
        let common = sharers.iter().position(|sharers| sharers.entries.len() > LONGEST).unwrap_or(sharers.len());
        // Whoever has all that is common besides would still need so much that is rare.
        let of_common: u32 = sharers[common..].iter().map(|sharers| sharers.counts).sum();
        let needs = bar.enough.saturating_sub(of_common).max(1);
        let nominees = self.grounds.rooms.with(|room| self.nominees(entry, &sharers[..common], needs, room));
        let things = self.things(&nominees, &sharers);
        self.best(entry, nominees.into_iter().zip(things), bar)
    }

    /// The entries that share most, as far as rare things tell, and at least what counts `needs`.
    fn nominees(&self, entry: EntryIx, rare: &[Sharers], needs: u32, room: &mut Room) -> Vec<EntryIx> {
        let mut tally = Tally::new(&self.grounds.pieces, room, self.barred(entry));
        let mut left = MOST_SHARERS;
        for sharers in rare {
            let Some(rest) = left.checked_sub(sharers.entries.len()) else { break };
            left = rest;
            for other in sharers.entries {
                tally.add(*other, sharers.counts);
            }
        }
        let least = tally.least_of(NOMINEES, STEP).max(needs);
        let nominated = tally.counts().filter(|(_, counts)| *counts >= least);
        let mut ranked: Vec<_> = nominated.map(|(other, counts)| (self.place(entry, other, counts), other)).collect();
        if ranked.len() > NOMINEES {
            ranked.select_nth_unstable(NOMINEES);
            ranked.truncate(NOMINEES);
        }
        ranked.into_iter().map(|(_, other)| other).collect()
    }

    /// The entry itself and what it is linked to.
    fn barred(&self, entry: EntryIx) -> impl Iterator<Item = EntryIx> {
        let Grounds { links, cited, .. } = &*self.grounds;
        let entry = self.primary(entry);
        links.of(entry.index()).iter().chain(cited.of(entry.index())).copied().chain([entry])
    }

    /// For each nominee all that it shares. Walking along a short list once more takes less time than
    /// looking up whether each nominee stands in it.
    fn things(&self, nominees: &[EntryIx], sharers: &[Sharers]) -> Vec<Vec<Weighed<Thing>>> {
        let mut things = vec![Vec::new(); nominees.len()];
        let numbers = Numbers::new(nominees);
        for Sharers { thing, entries, counts } in sharers {
            let share = |nominee: usize| things[nominee].push((*counts, *thing));
            match entries.len() <= SHORT {
                true => entries.iter().filter_map(|other| numbers.of(*other)).for_each(share),
                false => (0..nominees.len()).filter(|at| sharers::has(self, nominees[*at], *thing)).for_each(share),
            }
        }
        things
    }

    /// Where a primary entry stands among those that are related to `entry`: smaller is better.
    fn place(&self, entry: EntryIx, other: EntryIx, counts: u32) -> Place {
        let homes = [entry, other].map(|entry| self.grounds.homes[entry.index()]);
        let is_elsewhere = matches!(homes, [Some(one), Some(other)] if one != other);
        (Reverse(counts / STEP), !is_elsewhere, self.grounds.ranks[other.index()])
    }

    /// Those whose reasons count enough, in order.
    fn best(
        &self,
        entry: EntryIx,
        nominees: impl Iterator<Item = (EntryIx, Vec<Weighed<Thing>>)>,
        bar: Bar,
    ) -> Vec<Related> {
        let lang = &self.doc(entry).lang;
        let bounded = |(other, things): (EntryIx, Vec<Weighed<Thing>>)| {
            let all = things.iter().map(|(counts, _)| counts).sum();
            (self.place(entry, other, all), other, things)
        };
        let mut nominees: Vec<_> = nominees.map(bounded).collect();
        nominees.sort_by_key(|(bound, other, _)| (*bound, *other));
        let mut best: Vec<((Place, EntryIx), Vec<Reason>)> = Vec::new();
        for (bound, primary, things) in nominees {
            // Reasons never count more than all that is shared, so nobody further down can come before these.
            if best.len() == bar.most && best.last().is_some_and(|((last, _), _)| *last < bound) {
                break;
            }
            let (counts, reasons) = told(reasons(self, entry, primary, things));
            if counts >= bar.enough {
                let place = (self.place(entry, primary, counts), self.version(primary, lang));
                let at = best.partition_point(|(better, _)| *better < place);
                best.insert(at, (place, reasons));
                best.truncate(bar.most);
            }
        }
        best.into_iter().map(|((_, entry), reasons)| Related { entry, reasons }).collect()
    }
}

/// The reasons that a reader is told, and what they count: the best one, and the next that says
/// something else.
fn told(reasons: Vec<Weighed<Reason>>) -> Weighed<Vec<Reason>> {
    let mut told: Vec<Weighed<Reason>> = Vec::new();
    for (counts, reason) in reasons {
        match &*told {
            [] => told.push((counts, reason)),
            [(_, first)] if counts >= WORTH_SAYING && !reason.repeats(first) => told.push((counts, reason)),
            [_] => {}
            _ => break,
        }
    }
    let counts = told.iter().map(|(counts, _)| counts).sum();
    let mut reasons: Vec<Reason> = told.into_iter().map(|(_, reason)| reason).collect();
    // Every entry of a site keeps its reasons until its page is there.
    reasons.shrink_to_fit();
    (counts, reasons)
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
