//! Counting over a few thousand of all entries: tables as small as what is counted, so that a query
//! takes the same time on any site.
//!
//! Open addressing, because a query looks up some thousand entries and all it does for each is to
//! add: 42 µs with a list of all entries, 20 µs with these, at 10,000 entries.

use super::BARRED;
use crate::weaver::EntryIx;

/// An entry and what it counts; the number of the entry is one more than its place, so that 0 is none.
type Slot = (u32, u32);

/// What each entry that was met counts.
pub struct Tally<'p> {
    /// Whether an entry counts at all.
    pieces: &'p [bool],
    slots: Vec<Slot>,
    bits: u32,
}

impl<'p> Tally<'p> {
    /// Of at most `most` entries; those of `barred` count nothing.
    pub fn new(pieces: &'p [bool], most: usize, barred: impl Iterator<Item = EntryIx> + Clone) -> Tally<'p> {
        // At most three quarters are ever taken, and mostly far less: entries are met more than once.
        let bits = ((most + barred.clone().count()) * 4 / 3 + 2).next_power_of_two().trailing_zeros();
        let mut tally = Tally { pieces, slots: vec![(0, 0); 1 << bits], bits };
        for entry in barred {
            *tally.counts_of(entry) = BARRED;
        }
        tally
    }

    pub fn add(&mut self, entry: EntryIx, counts: u32) {
        let sum = self.counts_of(entry);
        if *sum != BARRED {
            *sum += counts;
        }
    }

    fn counts_of(&mut self, entry: EntryIx) -> &mut u32 {
        let at = find(&self.slots, self.bits, entry);
        let slot = &mut self.slots[at];
        if slot.0 == 0 {
            *slot = (number(entry), if self.pieces[entry.index()] { 0 } else { BARRED });
        }
        &mut slot.1
    }

    /// Entries that count something, in no order.
    pub fn counts(&self) -> impl Iterator<Item = (EntryIx, u32)> {
        let counted = self.slots.iter().filter(|(number, counts)| *number != 0 && *counts != BARRED);
        counted.map(|(number, counts)| (EntryIx::new(*number as usize - 1), *counts))
    }

    /// What an entry counts at least that is among the first `most`, where what counts the same number
    /// of whole steps counts the same.
    pub fn least_of(&self, most: usize, step: u32) -> u32 {
        let mut steps: Vec<usize> = Vec::new();
        for (_, counts) in self.counts() {
            let at = (counts / step) as usize;
            if at >= steps.len() {
                steps.resize(at + 1, 0);
            }
            steps[at] += 1;
        }
        let mut met = 0;
        let enough = |of_step: &usize| {
            met += of_step;
            met >= most
        };
        steps.iter().rposition(enough).unwrap_or(0) as u32 * step
    }
}

/// The places of a few entries in a list.
pub struct Numbers {
    slots: Vec<Slot>,
}

const NUMBER_BITS: u32 = 8;

impl Numbers {
    /// Of no more entries than a query nominates.
    pub fn new(entries: &[EntryIx]) -> Numbers {
        let mut slots = vec![(0, 0); 1 << NUMBER_BITS];
        for (place, entry) in entries.iter().enumerate() {
            let at = find(&slots, NUMBER_BITS, *entry);
            slots[at] = (number(*entry), place as u32);
        }
        Numbers { slots }
    }

    pub fn of(&self, entry: EntryIx) -> Option<usize> {
        let (found, place) = self.slots[find(&self.slots, NUMBER_BITS, entry)];
        (found != 0).then_some(place as usize)
    }
}

fn number(entry: EntryIx) -> u32 {
    entry.index() as u32 + 1
}

/// The slot of an entry, or the free one where it would stand. A table is never full.
fn find(slots: &[Slot], bits: u32, entry: EntryIx) -> usize {
    // Fibonacci hashing: entries near one another are spread over the whole table.
    let mut at = (number(entry).wrapping_mul(0x9E37_79B1) >> (32 - bits)) as usize;
    while slots[at].0 != 0 && slots[at].0 != number(entry) {
        at = (at + 1) & (slots.len() - 1);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_are_not_barred_count_what_is_added() {
        let pieces: Vec<bool> = (0..600).map(|number| number != 7).collect();
        let mut tally = Tally::new(&pieces, 600, [EntryIx::new(3)].into_iter());
        for number in (0..600).chain(0..2) {
            tally.add(EntryIx::new(number), 10);
        }
        let mut counts: Vec<_> = tally.counts().collect();
        counts.sort();
        assert_eq!(counts.len(), 598);
        assert_eq!(counts[..3], [(0, 20), (1, 20), (2, 10)].map(|(entry, counts)| (EntryIx::new(entry), counts)));
        assert_eq!([1, 2, 3, 598].map(|most| tally.least_of(most, 15)), [15, 15, 0, 0]);
    }

    #[test]
    fn a_place_in_a_list_is_found_again() {
        let entries = [5, 90_000, 261, 0].map(EntryIx::new);
        let numbers = Numbers::new(&entries);
        assert_eq!(entries.map(|entry| numbers.of(entry)), [0, 1, 2, 3].map(Some));
        assert_eq!(numbers.of(EntryIx::new(6)), None);
    }
}
