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
        let starts = starts(pairs.clone().map(|(row, _)| row), rows);
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

    /// How many items all rows have.
    pub fn items(&self) -> usize {
        self.items.len()
    }

    /// The first row that begins at the item of this number, or behind it.
    pub fn row_at(&self, item: usize) -> usize {
        self.starts.partition_point(|start| (*start as usize) < item)
    }

    pub fn of(&self, row: usize) -> &[T] {
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

/// For each row, how many items belong to the rows before it, and at last how many there are.
pub fn starts(rows_of_items: impl Iterator<Item = usize>, rows: usize) -> Vec<u32> {
    let mut starts = vec![0; rows + 1];
    for row in rows_of_items {
        starts[row + 1] += 1;
    }
    for row in 0..rows {
        starts[row + 1] += starts[row];
    }
    starts
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
}
