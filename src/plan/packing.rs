//! Long lists in sections, spread over pages of a bounded size: where each section stands.

use std::ops::Range;

/// A part of a section on a page: the section's number, and which of its items.
pub type Part = (usize, Range<usize>);

/// Spreads sections of the given lengths over pages of at most `limit` items. A section begins a new
/// page where it does not fit on what is left of one; only one that is longer than a page is split.
/// There is always a first page.
pub fn pack(sections: &[usize], limit: usize) -> Vec<Vec<Part>> {
    let mut pages: Vec<Vec<Part>> = vec![Vec::new()];
    let mut room = limit;
    for (section, length) in sections.iter().enumerate() {
        let mut from = 0;
        while from < *length {
            let left = length - from;
            if room == 0 || (left > room && room < limit) {
                pages.push(Vec::new());
                room = limit;
            }
            let taken = left.min(room);
            if let Some(page) = pages.last_mut() {
                page.push((section, from..from + taken));
            }
            room -= taken;
            from += taken;
        }
    }
    pages
}

/// The page, counted from 1, on which each section begins; none for an empty one.
pub fn first_pages(pages: &[Vec<Part>], sections: usize) -> Vec<Option<usize>> {
    let mut first = vec![None; sections];
    for (number, page) in pages.iter().enumerate() {
        for (section, items) in page {
            if items.start == 0 {
                first[*section] = Some(number + 1);
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_section_begins_a_new_page_where_it_does_not_fit() {
        assert_eq!(pack(&[3, 0, 4, 5], 8), [vec![(0, 0..3), (2, 0..4)], vec![(3, 0..5)]]);
        assert_eq!(pack(&[1, 5], 2), [vec![(0, 0..1)], vec![(1, 0..2)], vec![(1, 2..4)], vec![(1, 4..5)]]);
        assert_eq!(pack(&[], 8), [vec![]]);
        assert_eq!(first_pages(&pack(&[1, 0, 5], 2), 3), [Some(1), None, Some(2)]);
    }

    proptest! {
        #[test]
        fn every_item_stands_once_in_its_order_on_pages_of_a_bounded_size(
            sections in prop::collection::vec(0usize..30, 0..20), limit in 1usize..12,
        ) {
            let pages = pack(&sections, limit);
            prop_assert!(pages.iter().all(|page| page.iter().map(|(_, items)| items.len()).sum::<usize>() <= limit));
            let listed: Vec<(usize, usize)> =
                pages.iter().flatten().flat_map(|(section, items)| items.clone().map(|item| (*section, item))).collect();
            let all: Vec<(usize, usize)> =
                sections.iter().enumerate().flat_map(|(section, length)| (0..*length).map(move |item| (section, item))).collect();
            prop_assert_eq!(listed, all);
        }
    }
}
