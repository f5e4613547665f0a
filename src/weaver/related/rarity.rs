//! How much it says that two entries have something in common: little where half of the site has
//! it, much where nobody else does.

use super::MOST_SHARERS;

/// What the rarest thing counts.
pub const RAREST: u32 = 1000;

/// Below this many entries, what a few have in common says as little as among this many.
const SMALL_SITE: usize = 8;

/// An entry that names more others than this is a list: that it names two together says nothing.
const LONG_LIST: usize = 64;

/// From [`RAREST`], for what only two of `all` entries have, down to 0 for what all have: even steps
/// each time it doubles, so that it means the same on a site of ten entries and of ten thousand.
fn rarity(having: usize, all: usize) -> u32 {
    let all = all.max(SMALL_SITE) as f64;
    let having = having.max(2) as f64;
    let share = (all / having).ln() / (all / 2.0).ln();
    (share.clamp(0.0, 1.0) * f64::from(RAREST)).round() as u32
}

/// [`rarity`] on one site, by how many have it: a query asks for thousands, and logarithms took most of its time.
#[derive(Debug, Default)]
pub struct Rarities {
    all: usize,
    things: Vec<u32>,
    lists: Vec<u32>,
}

impl Rarities {
    /// On a site of `all` entries.
    pub fn new(all: usize) -> Rarities {
        Rarities {
            all,
            things: (0..=all.min(MOST_SHARERS)).map(|having| rarity(having, all)).collect(),
            lists: (0..=LONG_LIST).map(|links| rarity(links, all).min(rarity(links, LONG_LIST))).collect(),
        }
    }

    /// What a thing counts that so many have.
    pub fn of(&self, having: usize) -> u32 {
        self.things.get(having).copied().unwrap_or_else(|| rarity(having, self.all))
    }

    /// What it counts that an entry with so many links names two others.
    pub fn of_list(&self, links: usize) -> u32 {
        self.lists.get(links).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_have_counts_most_and_what_all_have_nothing() {
        for all in [2, 8, 10, 150, 10_000] {
            assert_eq!((rarity(2, all), rarity(all.max(8), all)), (RAREST, 0), "{all}");
        }
        assert_eq!([3, 5, 10].map(|having| rarity(having, 10)), [748, 431, 0]);
        assert_eq!([3, 30, 100, 1000].map(|having| rarity(having, 10_000)), [952, 682, 541, 270]);
    }

    #[test]
    fn what_more_have_than_a_query_looks_at_still_counts() {
        let rarities = Rarities::new(10_000);
        assert_eq!([2, MOST_SHARERS, 5_000].map(|having| rarities.of(having)), [1000, 105, 81]);
    }

    #[test]
    fn a_long_list_says_nothing_on_any_site() {
        assert_eq!([2, 5, 16, 64, 300].map(|links| Rarities::new(10_000).of_list(links)), [1000, 736, 400, 0, 0]);
        assert_eq!(Rarities::new(10).of_list(5), 431);
    }
}
