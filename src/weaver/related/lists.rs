//! Many short lists in one piece of memory: two allocations, however many lists there are.

/// For each row its items, in the order in which they were given.
#[derive(Debug)]
pub struct Lists<T> {
    /// Where each row begins in `items`, and at last where the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { starts: Vec::new(), items: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// Sorts items into their rows; every row of the pairs is below `rows`.
    pub fn new(pairs: impl Iterator<Item = (usize, T)> + Clone, rows: usize) -> Lists<T> {
        let mut starts = vec![0; rows + 1];
        for (row, _) in pairs.clone() {
            starts[row + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        // Any item will do until its own stands in its place.
        let filler = pairs.clone().next().map(|(_, item)| item);
        let mut items: Vec<T> = filler.map_or_else(Vec::new, |filler| vec![filler; starts[rows] as usize]);
        for (row, item) in pairs {
            items[next[row] as usize] = item;
            next[row] += 1;
        }
        Lists { starts, items }
    }

    pub fn of(&self, row: usize) -> &[T] {
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

/// So many times longer a list must be for a search in it to take less than a walk along it.
const MUCH_LONGER: usize = 8;

/// What two sorted lists have in common, in order.
pub fn common<T: Copy + Ord>(one: &[T], other: &[T]) -> Vec<T> {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() / MUCH_LONGER >= short.len() {
        return short.iter().copied().filter(|item| long.binary_search(item).is_ok()).collect();
    }
    let mut long = long.iter().peekable();
    let is_in_long = |item: &T| {
        while long.next_if(|other| *other < item).is_some() {}
        long.peek() == Some(&item)
    };
    short.iter().copied().filter(is_in_long).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_keeps_its_items_in_order() {
        let pairs = [(2, 'a'), (0, 'b'), (2, 'c')];
        let lists = Lists::new(pairs.into_iter(), 4);
        assert_eq!([0, 1, 2, 3].map(|row| lists.of(row).to_vec()), [vec!['b'], vec![], vec!['a', 'c'], vec![]]);
    }

    #[test]
    fn only_what_both_lists_hold_is_common() {
        assert_eq!(common(&[1, 3, 5, 7], &[2, 3, 6, 7, 9]), [3, 7]);
        assert_eq!(common(&[], &[1]), [0; 0]);
        let long: Vec<usize> = (0..100).map(|n| n * 2).collect();
        assert_eq!(common(&long, &[3, 4, 198, 200]), [4, 198]);
    }
}
