//! The pages of the weaver index with the archive, which lists the same entries, and how long lists are spread over pages.

use std::ops::Range;

use super::packing::{Part, pack};
use super::paging::{page, page_path};
use super::{GraphOf, ListOf, PageJob, Planned, Sources};
use crate::kinds::addresses;
use crate::weaver::{EntryIx, Pair, Taxonomy, Weave};

/// Bridges on one page.
pub const BRIDGES_PAGE: usize = 100;
/// Entries on one page of a list of everything.
const LIST_PAGE: usize = 400;
/// Cells of the coverage on one page: as many as a slow line loads without a wait.
const CELLS: usize = 480;
/// Entries of a site that has a picture for each kind.
const KINDS_UP_TO: usize = 400;
/// Linked entries of a kind that has a picture.
const KIND: usize = 5;

pub fn weaver_pages(sources: Sources) -> Vec<Planned> {
    let weave = sources.weave;
    let bridges = pack(&weave.pairs().iter().map(Pair::bridges).collect::<Vec<_>>(), BRIDGES_PAGE).len();
    let mut pages = vec![page(addresses::WEAVER, PageJob::Weave), page(addresses::GAPS, PageJob::Gaps)];
    pages.extend(numbered(addresses::BRIDGES, bridges, |page| PageJob::Bridges { page }));
    pages.extend(numbered(addresses::COVERAGE, coverage_rows(weave).len(), |page| PageJob::Coverage { page }));
    if weave.coverage().total() > 0 {
        let list = coverage_list(weave).len();
        pages.extend(numbered(addresses::COVERAGE_LIST, list, |page| PageJob::CoverageList { page }));
    }
    for of in [ListOf::Letters, ListOf::Relations, ListOf::Months]
        .into_iter()
        .filter(|of| !list_lengths(*of, weave).is_empty())
    {
        pages.extend(numbered(list_path(of), list_pages(of, weave).len(), |page| PageJob::WeaverList { of, page }));
    }
    let communities = weave.terms().all(Taxonomy::Communities).map(GraphOf::Community);
    let kinds = sources.kinds.kinds.iter().map(|kind| GraphOf::Kind(kind.name.clone()));
    let graphs = communities.chain(kinds).filter(|of| has_graph(weave, of));
    pages.extend(
        std::iter::once(GraphOf::Site).chain(graphs).map(|of| page(graph_path(&of, weave), PageJob::Graph(of))),
    );
    pages
}

/// Where a list of everything stands.
pub fn list_path(of: ListOf) -> &'static str {
    match of {
        ListOf::Letters => addresses::LETTERS,
        ListOf::Relations => addresses::RELATIONS,
        ListOf::Months => addresses::ARCHIVE,
    }
}

/// How many rows each section of a list of everything has.
pub fn list_lengths(of: ListOf, weave: &Weave) -> Vec<usize> {
    match of {
        ListOf::Letters => weave.letters().iter().map(|(_, entries)| entries.len()).collect(),
        ListOf::Relations => weave.relations().iter().map(|relation| relation.ends.len()).collect(),
        ListOf::Months => weave.months().iter().map(|(_, entries)| entries.len()).collect(),
    }
}

/// The rows of a list of everything on each of its pages.
pub fn list_pages(of: ListOf, weave: &Weave) -> Vec<Vec<Part>> {
    let limit = match of {
        ListOf::Letters | ListOf::Months => LIST_PAGE,
        ListOf::Relations => LIST_PAGE / 2,
    };
    pack(&list_lengths(of, weave), limit)
}

/// Where a picture of the graph stands.
pub fn graph_path(of: &GraphOf, weave: &Weave) -> String {
    match of {
        GraphOf::Site => addresses::GRAPH.to_owned(),
        GraphOf::Community(community) => {
            format!("{}{}/", addresses::GRAPH, weave.terms().get(Taxonomy::Communities, *community).slug)
        }
        GraphOf::Kind(kind) => format!("{}kind/{kind}/", addresses::GRAPH),
    }
}

/// Whether a part of the site has a picture of its own: a community with any linked entry, a kind with
/// several of them on a site that is small enough for one picture of everything.
pub fn has_graph(weave: &Weave, of: &GraphOf) -> bool {
    let is_linked = |entry: &EntryIx| weave.incoming(*entry).len() > 0 || !weave.outgoing(*entry).is_empty();
    match of {
        GraphOf::Site => true,
        GraphOf::Community(community) => {
            let community = weave.terms().get(Taxonomy::Communities, *community);
            community.members.iter().chain(&community.entry).any(is_linked)
        }
        GraphOf::Kind(kind) => {
            let of_kind = |entry: &&EntryIx| weave.doc(**entry).id.kind == *kind && is_linked(entry);
            weave.newest().len() <= KINDS_UP_TO && weave.newest().iter().filter(of_kind).count() >= KIND
        }
    }
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
