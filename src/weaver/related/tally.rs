//! Counting over a few thousand of all entries.
//!
//! A query meets some thousand entries and all it does for each is to add. A small table of its own for each query,
//! with open addresses, made a build of 10,000 entries take 2 % longer.

use std::sync::{Mutex, PoisonError};

use super::BARRED;
use crate::weaver::EntryIx;

/// Where queries count. It is as large as the site, so that each query takes it over from one before.
#[derive(Debug, Default)]
pub struct Room {
    /// What each entry of the site counts; 0 for all that were not met.
    counts: Vec<u32>,
    met: Vec<EntryIx>,
}

/// Rooms that no query is in: as many as have ever asked at once.
#[derive(Debug, Default)]
pub struct Rooms(Mutex<Vec<Room>>);

impl Rooms {
    pub fn with<T>(&self, ask: impl FnOnce(&mut Room) -> T) -> T {
        let rooms = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = rooms().pop().unwrap_or_default();
        let answer = ask(&mut room);
        rooms().push(room);
        answer
    }
}

/// What each entry that was met counts.
pub struct Tally<'q> {
    /// Whether an entry counts at all.
    pieces: &'q [bool],
    room: &'q mut Room,
}

impl<'q> Tally<'q> {
    /// Those of `barred` count nothing.
    pub fn new(pieces: &'q [bool], room: &'q mut Room, barred: impl Iterator<Item = EntryIx>) -> Tally<'q> {
        let Room { counts, met } = room;
        met.drain(..).for_each(|entry| counts[entry.index()] = 0);
        counts.resize(pieces.len(), 0);
        for entry in barred {
            counts[entry.index()] = BARRED;
            met.push(entry);
        }
        Tally { pieces, room }
    }

    /// `counts` is more than nothing.
    pub fn add(&mut self, entry: EntryIx, counts: u32) {
        let sum = &mut self.room.counts[entry.index()];
        match *sum {
            0 => {
                *sum = if self.pieces[entry.index()] { counts } else { BARRED };
                self.room.met.push(entry);
            }
            BARRED => {}
            _ => *sum += counts,
        }
    }

    /// Entries that count something, in no order.
    pub fn counts(&self) -> impl Iterator<Item = (EntryIx, u32)> {
        let met = self.room.met.iter().map(|entry| (*entry, self.room.counts[entry.index()]));
        met.filter(|(_, counts)| *counts != BARRED)
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

/// An entry and its place in a list; the number of the entry is one more than its index, so that 0 is none.
type Slot = (u32, u32);

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
            let at = find(&slots, *entry);
            slots[at] = (number(*entry), place as u32);
        }
        Numbers { slots }
    }

    pub fn of(&self, entry: EntryIx) -> Option<usize> {
        let (found, place) = self.slots[find(&self.slots, entry)];
        (found != 0).then_some(place as usize)
    }
}

fn number(entry: EntryIx) -> u32 {
    entry.index() as u32 + 1
}

/// The slot of an entry, or the free one where it would stand. A table is never full.
fn find(slots: &[Slot], entry: EntryIx) -> usize {
    // Fibonacci hashing: entries near one another are spread over the whole table.
    let mut at = (number(entry).wrapping_mul(0x9E37_79B1) >> (32 - NUMBER_BITS)) as usize;
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
        let mut room = Room::default();
        for _ in ["an empty room", "a room that a query has left"] {
            let mut tally = Tally::new(&pieces, &mut room, [EntryIx::new(3)].into_iter());
            for number in (0..600).chain(0..2) {
                tally.add(EntryIx::new(number), 10);
            }
            let mut counts: Vec<_> = tally.counts().collect();
            counts.sort();
            assert_eq!(counts.len(), 598);
            assert_eq!(counts[..3], [(0, 20), (1, 20), (2, 10)].map(|(entry, counts)| (EntryIx::new(entry), counts)));
            assert_eq!([1, 2, 3, 598].map(|most| tally.least_of(most, 15)), [15, 15, 0, 0]);
        }
    }

    #[test]
    fn a_place_in_a_list_is_found_again() {
        let entries = [5, 90_000, 261, 0].map(EntryIx::new);
        let numbers = Numbers::new(&entries);
        assert_eq!(entries.map(|entry| numbers.of(entry)), [0, 1, 2, 3].map(Some));
        assert_eq!(numbers.of(EntryIx::new(6)), None);
    }
}
