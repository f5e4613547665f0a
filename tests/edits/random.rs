//! Numbers that look random and are the same in every run, and what is done with them.

use copsite::site::Change;

/// xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled").
pub struct Random {
    state: u64,
}

impl Random {
    pub fn new(seed: u64) -> Random {
        Random { state: seed.max(1) }
    }

    /// A number from 0 to `limit`, which is not among them.
    pub fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    pub fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// What was done to the files, how it is told, and what it should cost. None where that depends.
pub struct Edit {
    pub name: &'static str,
    pub changes: Vec<Change>,
    /// Whether anything is shown in another way afterwards.
    pub is_change: bool,
    /// The slug of the entry it is about.
    pub slug: String,
    pub read: Option<usize>,
    pub woven: Option<usize>,
    /// At most so many.
    pub cards: Option<usize>,
}
