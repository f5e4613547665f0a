//! `coverage`: how much there is of each domain in each community, as a table and as a list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Snapshot;
use super::cards::{cards, term_ref};
use super::contract::{
    CoverageCell, CoverageCount, CoverageHead, CoverageList, CoveragePage, CoverageRow, CoverageSection, LegendItem,
};
use super::gaps;
use super::pager::pager_of;
use super::pictures::mark_of_hue;
use crate::content::in_sentence;
use crate::kinds::{Kind, addresses};
use crate::plan::{Part, coverage_list, coverage_rows, encode, first_pages, page_path};
use crate::weaver::{Across, EntryIx, Taxonomy};

const LIST: &str = "weaver/coverage/list/";

/// What all pages of the coverage need, made once for all of them.
pub struct CoverageLists {
    /// What stands on each page of the list.
    pages: Vec<Vec<Part>>,
    /// For each cell, the page of the list on which it begins.
    first_pages: Vec<Option<usize>>,
    /// Where gaps stand on their page, by their ids.
    gaps: BTreeMap<String, String>,
    /// The kinds that the table counts.
    kinds: BTreeSet<Arc<str>>,
    column_totals: Vec<usize>,
    total: usize,
}

impl CoverageLists {
    pub fn new(snapshot: &Snapshot) -> CoverageLists {
        let weave = &snapshot.weave;
        let coverage = weave.coverage();
        let pages = coverage_list(weave);
        let kind = |entry: &EntryIx| weave.doc(*entry).id.kind.clone();
        CoverageLists {
            first_pages: first_pages(&pages, coverage.cells().len()),
            pages,
            gaps: gaps::addresses(snapshot),
            kinds: coverage.cells().iter().flatten().map(kind).collect(),
            column_totals: (0..coverage.columns()).map(|column| coverage.column_total(column)).collect(),
            total: coverage.total(),
        }
    }
}

/// One page of the table, counted from 1.
pub fn coverage(snapshot: &Snapshot, page: usize) -> CoveragePage {
    let coverage = snapshot.weave.coverage();
    let pages = coverage_rows(&snapshot.weave);
    let lists = snapshot.coverage_lists();
    let table = Table { snapshot, lists, marks: marks(snapshot, &lists.kinds) };
    let rows = pages.get(page.saturating_sub(1)).cloned().unwrap_or_default();
    CoveragePage {
        across: match coverage.across() {
            Across::Communities => "community",
            Across::Kinds(_) => "kind",
        },
        columns: (0..coverage.columns()).map(|column| head(snapshot, column)).collect(),
        rows: rows.map(|row| table.row(row)).collect(),
        column_totals: lists.column_totals.clone(),
        total: lists.total,
        list_url: (lists.total > 0).then(|| LIST.to_owned()),
        legend: table.legend(),
        pager: pager_of(pages.len(), page, addresses::COVERAGE),
    }
}

/// One page of the list, counted from 1.
pub fn list(snapshot: &Snapshot, page: usize) -> CoverageList {
    let CoverageLists { pages, total, .. } = snapshot.coverage_lists();
    let on_page = pages.get(page.saturating_sub(1)).map(Vec::as_slice).unwrap_or_default();
    CoverageList {
        sections: on_page.iter().map(|part| section(snapshot, part)).collect(),
        total: *total,
        pager: pager_of(pages.len(), page, LIST),
    }
}

fn section(snapshot: &Snapshot, (number, items): &Part) -> CoverageSection {
    let coverage = snapshot.weave.coverage();
    let (row, column) = (number / coverage.columns().max(1), number % coverage.columns().max(1));
    let entries = coverage.cell(row, column);
    CoverageSection {
        id: if items.start == 0 { id(snapshot, row, column) } else { String::new() },
        domain: term_ref(snapshot, Taxonomy::Domains, coverage.domain(row)),
        column: head(snapshot, column),
        total: entries.len(),
        continued: items.start > 0,
        items: cards(snapshot, entries[items.clone()].iter().copied()),
    }
}

/// A cell's name in the list's own address.
fn id(snapshot: &Snapshot, row: usize, column: usize) -> String {
    let coverage = snapshot.weave.coverage();
    let terms = snapshot.weave.terms();
    let domain = &terms.get(Taxonomy::Domains, coverage.domain(row)).slug;
    let column = match (coverage.across(), coverage.community(column)) {
        (Across::Kinds(kinds), _) => kinds.get(column).cloned().unwrap_or_default(),
        (_, Some(community)) => terms.get(Taxonomy::Communities, community).slug.clone(),
        (_, None) => Arc::default(),
    };
    format!("{domain}+{column}")
}

fn head(snapshot: &Snapshot, column: usize) -> CoverageHead {
    let coverage = snapshot.weave.coverage();
    if let Some(community) = coverage.community(column) {
        let term = term_ref(snapshot, Taxonomy::Communities, community);
        return CoverageHead { title: term.title, url: term.url };
    }
    let name = match coverage.across() {
        Across::Kinds(kinds) => kinds.get(column).cloned().unwrap_or_default(),
        Across::Communities => Arc::default(),
    };
    let kind = snapshot.kinds.get(&name);
    let url = kind.map(|kind| format!("{}/", kind.folder)).filter(|url| snapshot.plan.at(url).is_some());
    CoverageHead {
        title: kind.map_or(name, |kind| kind.plural.as_str().into()),
        url: url.map(|url| encode(&url).into()),
    }
}

/// What all cells of the table need.
struct Table<'a> {
    snapshot: &'a Snapshot,
    lists: &'a CoverageLists,
    /// Kinds that share a mark, in the order of the kinds.
    marks: Vec<MarkOf<'a>>,
}

struct MarkOf<'a> {
    svg_html: Arc<str>,
    kinds: Vec<&'a Kind>,
}

impl Table<'_> {
    fn row(&self, row: usize) -> CoverageRow {
        let coverage = self.snapshot.weave.coverage();
        CoverageRow {
            domain: term_ref(self.snapshot, Taxonomy::Domains, coverage.domain(row)),
            cells: (0..coverage.columns()).map(|column| self.cell(row, column)).collect(),
            total: coverage.row_total(row),
        }
    }

    fn cell(&self, row: usize, column: usize) -> CoverageCell {
        let coverage = self.snapshot.weave.coverage();
        let entries = coverage.cell(row, column);
        let listed = self.lists.first_pages.get(row * coverage.columns() + column).copied().flatten();
        let list = listed.map(|page| format!("{}#{}", page_path(LIST, page), encode(&id(self.snapshot, row, column))));
        CoverageCell { counts: self.counts(entries), total: entries.len(), url: list.or_else(|| self.gap(row, column)) }
    }

    /// Where an empty cell's gap stands.
    fn gap(&self, row: usize, column: usize) -> Option<String> {
        let weave = &self.snapshot.weave;
        let coverage = weave.coverage();
        let community = coverage.community(column).or_else(|| weave.sole_community());
        let kind = match coverage.across() {
            Across::Kinds(kinds) => kinds.get(column).cloned(),
            Across::Communities => None,
        };
        let gap = crate::weaver::Gap::EmptyCell { domain: coverage.domain(row), community, kind };
        self.lists.gaps.get(&gap.id(weave)).cloned()
    }

    fn counts(&self, entries: &[EntryIx]) -> Vec<CoverageCount> {
        let lang = self.snapshot.lang();
        let count_of =
            |kind: &Kind| entries.iter().filter(|entry| self.snapshot.weave.doc(**entry).id.kind == kind.name).count();
        let count = |mark: &MarkOf| {
            let counts: Vec<(usize, &Kind)> =
                mark.kinds.iter().map(|kind| (count_of(kind), *kind)).filter(|(count, _)| *count > 0).collect();
            let words = |(count, kind): &(usize, &Kind)| {
                let name = if *count == 1 { &kind.title } else { &kind.plural };
                format!("{count} {}", in_sentence(&lang.0, name))
            };
            CoverageCount {
                svg_html: mark.svg_html.clone(),
                label: counts.iter().map(words).collect::<Vec<_>>().join(", "),
                count: counts.iter().map(|(count, _)| count).sum(),
            }
        };
        self.marks.iter().map(count).filter(|count| count.count > 0).collect()
    }

    fn legend(&self) -> Vec<LegendItem> {
        let label = |mark: &MarkOf| mark.kinds.iter().map(|kind| kind.title.as_str()).collect::<Vec<_>>().join(", ");
        self.marks.iter().map(|mark| LegendItem { label: label(mark), svg_html: mark.svg_html.to_string() }).collect()
    }
}

/// The marks of the kinds that the table counts.
fn marks<'a>(snapshot: &'a Snapshot, counted: &BTreeSet<Arc<str>>) -> Vec<MarkOf<'a>> {
    let hues = snapshot.kinds.by_hue(|kind| counted.contains(&kind.name)).into_iter();
    hues.map(|(hue, kinds)| MarkOf { svg_html: mark_of_hue(hue).into(), kinds }).collect()
}
