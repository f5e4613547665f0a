//! The links between the pages of a list.

use super::contract::{Pager, PagerLink};
use crate::plan::{encode, page_count, page_path};

/// Links to the first and last page and two on each side of this one; none for a single page.
pub fn pager(entries: usize, page: usize, folder: &str) -> Option<Pager> {
    pager_of(page_count(entries), page, folder)
}

/// The same for a list of so many pages.
pub fn pager_of(pages: usize, page: usize, folder: &str) -> Option<Pager> {
    if pages < 2 {
        return None;
    }
    let url = |number: usize| encode(&page_path(folder, number));
    let near = |number: &usize| *number == 1 || *number == pages || number.abs_diff(page) <= 2;
    let mut links: Vec<PagerLink> = Vec::new();
    for number in (1..=pages).filter(near) {
        let after_gap = links.last().is_some_and(|link| link.page + 1 < number);
        links.push(PagerLink { page: number, url: url(number), after_gap });
    }
    Some(Pager {
        page,
        pages,
        previous_url: (page > 1).then(|| url(page - 1)),
        next_url: (page < pages).then(|| url(page + 1)),
        links,
    })
}
