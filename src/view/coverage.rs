//! `coverage`: how much there is of each domain in each community, as a table and as a list.

use std::collections::BTreeMap;
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
use crate::kinds::Kind;
use crate::plan::{Part, coverage_list, coverage_rows, encode, first_pages, page_path};
use crate::weaver::{Across, EntryIx, Taxonomy};

const FOLDER: &str = "weaver/coverage/";
const LIST: &str = "weaver/coverage/list/";

/// One page of the table, counted from 1.
pub fn coverage(snapshot: &Snapshot, page: usize) -> CoveragePage {
    let coverage = snapshot.weave.coverage();
    let pages = coverage_rows(&snapshot.weave);
    let table = Table::new(snapshot);
    let rows = pages.get(page.saturating_sub(1)).cloned().unwrap_or_default();
    CoveragePage {
        across: match coverage.across() {
            Across::Communities => "community",
            Across::Kinds(_) => "kind",
        },
        columns: (0..coverage.columns()).map(|column| head(snapshot, column)).collect(),
        rows: rows.map(|row| table.row(row)).collect(),
        column_totals: (0..coverage.columns()).map(|column| coverage.column_total(column)).collect(),
        total: coverage.total(),
        list_url: (coverage.total() > 0).then(|| LIST.to_owned()),
        legend: table.legend(),
        pager: pager_of(pages.len(), page, FOLDER),
    }
}

/// One page of the list, counted from 1.
pub fn list(snapshot: &Snapshot, page: usize) -> CoverageList {
    let pages = coverage_list(&snapshot.weave);
    let on_page = pages.get(page.saturating_sub(1)).map(Vec::as_slice).unwrap_or_default();
    CoverageList {
        sections: on_page.iter().map(|part| section(snapshot, part)).collect(),
        total: snapshot.weave.coverage().total(),
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
    /// For each cell, the page of the list on which it begins.
    listed: Vec<Option<usize>>,
    gaps: BTreeMap<String, String>,
    /// Kinds that share a mark, in the order of the kinds.
    marks: Vec<MarkOf<'a>>,
}

struct MarkOf<'a> {
    svg_html: Arc<str>,
    kinds: Vec<&'a Kind>,
}

impl<'a> Table<'a> {
    fn new(snapshot: &'a Snapshot) -> Table<'a> {
        let cells = snapshot.weave.coverage().cells().len();
        Table {
            snapshot,
            listed: first_pages(&coverage_list(&snapshot.weave), cells),
            gaps: gaps::addresses(snapshot),
            marks: marks(snapshot),
        }
    }

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
        let listed = self.listed.get(row * coverage.columns() + column).copied().flatten();
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
        self.gaps.get(&gap.id(weave)).cloned()
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
fn marks(snapshot: &Snapshot) -> Vec<MarkOf<'_>> {
    let coverage = snapshot.weave.coverage();
    let counted: std::collections::BTreeSet<&Arc<str>> =
        coverage.cells().iter().flatten().map(|entry| &snapshot.weave.doc(*entry).id.kind).collect();
    let hues = snapshot.kinds.by_hue(|kind| counted.contains(&kind.name)).into_iter();
    hues.map(|(hue, kinds)| MarkOf { svg_html: mark_of_hue(hue).into(), kinds }).collect()
}
