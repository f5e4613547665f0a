//! The pages of the weaver index, and how its longest lists are spread over pages.

use std::ops::Range;

use super::packing::{Part, pack};
use super::sections::{page, page_path};
use super::{PageJob, Planned, Sources};
use crate::weaver::{Pair, Weave};

/// Bridges on one page.
pub const BRIDGES_PAGE: usize = 100;
/// Entries on one page of the coverage as a list.
const LIST_PAGE: usize = 400;
/// Cells of the coverage on one page: as many as a slow line loads without a wait.
const CELLS: usize = 480;

pub fn weaver_pages(sources: Sources) -> Vec<Planned> {
    let weave = sources.weave;
    let bridges = pack(&weave.pairs().iter().map(Pair::bridges).collect::<Vec<_>>(), BRIDGES_PAGE).len();
    let mut pages = vec![page("weaver/", PageJob::Weave), page("weaver/gaps/", PageJob::Gaps)];
    pages.extend(numbered("weaver/bridges/", bridges, |page| PageJob::Bridges { page }));
    pages.extend(numbered("weaver/coverage/", coverage_rows(weave).len(), |page| PageJob::Coverage { page }));
    if weave.coverage().total() > 0 {
        let list = coverage_list(weave).len();
        pages.extend(numbered("weaver/coverage/list/", list, |page| PageJob::CoverageList { page }));
    }
    pages
}

fn numbered(folder: &str, pages: usize, job: impl Fn(usize) -> PageJob) -> impl Iterator<Item = Planned> {
    (1..=pages).map(move |number| page(page_path(folder, number), job(number)))
}

/// The rows of the coverage that stand on each page of the table; there is always a first page.
pub fn coverage_rows(weave: &Weave) -> Vec<Range<usize>> {
    let (rows, columns) = (weave.coverage().rows(), weave.coverage().columns());
    let on_page = (CELLS / columns.max(1)).max(1);
    (0..rows.max(1)).step_by(on_page).map(|first| first..(first + on_page).min(rows)).collect()
}

/// The cells of the coverage, numbered row by row, on each page of the list.
pub fn coverage_list(weave: &Weave) -> Vec<Vec<Part>> {
    pack(&weave.coverage().cells().iter().map(Vec::len).collect::<Vec<_>>(), LIST_PAGE)
}
