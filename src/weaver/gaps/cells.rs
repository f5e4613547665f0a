//! Empty cells of domain × community × kind.

use std::cmp::Reverse;

use super::Gap;
use crate::kinds::{Kind, Kinds};
use crate::weaver::coverage::NotExpected;
use crate::weaver::{Across, Coverage, EntryIx, Fabric, Taxonomy, TermIx};

/// Why an empty place matters, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A community calls the domain its own and has nothing of it.
    Claimed,
    /// A kind is missing beside others.
    Beside,
    /// Nothing was ever begun.
    Untouched,
}

/// Of one class, what has most around it comes first.
type Rank = (Class, Reverse<usize>);

/// All empty places, what matters most first, and of equals in the order of the table.
pub fn empty(fabric: &Fabric, coverage: &Coverage, not_expected: &NotExpected, kinds: &Kinds) -> Vec<Gap> {
    let expected = kinds.kinds.iter().filter(|kind| kind.expected).collect();
    let table = Table { fabric, coverage, not_expected, expected };
    let mut found: Vec<(Rank, Gap)> = (0..coverage.rows()).flat_map(|row| table.row(row)).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, gap)| gap).collect()
}

struct Table<'a> {
    fabric: &'a Fabric,
    coverage: &'a Coverage,
    not_expected: &'a NotExpected,
    /// Kinds that every place should have.
    expected: Vec<&'a Kind>,
}

impl Table<'_> {
    fn row(&self, row: usize) -> Vec<(Rank, Gap)> {
        match self.coverage.across() {
            Across::Communities => (0..self.coverage.columns()).flat_map(|column| self.cell(row, column)).collect(),
            Across::Kinds(_) => self.whole_row(row),
        }
    }

    /// What one community lacks of a domain: everything, or some kinds.
    fn cell(&self, row: usize, column: usize) -> Vec<(Rank, Gap)> {
        let domain = self.coverage.domain(row);
        let Some(community) = self.coverage.community(column) else { return Vec::new() };
        let entries = self.coverage.cell(row, column);
        let missing = self.missing(domain, Some(community), entries);
        let gap = |kind: Option<&Kind>| Gap::EmptyCell {
            domain,
            community: Some(community),
            kind: kind.map(|kind| kind.name.clone()),
        };
        if !entries.is_empty() {
            let rank = (Class::Beside, Reverse(entries.len()));
            return missing.iter().map(|kind| (rank, gap(Some(kind)))).collect();
        }
        if missing.is_empty() {
            return Vec::new();
        }
        let class = if self.is_claimed(domain, community) { Class::Claimed } else { Class::Untouched };
        let around = self.coverage.row_total(row) + self.coverage.column_total(column);
        vec![((class, Reverse(around)), gap(None))]
    }

    /// Where each kind has a column, a row is what a cell is elsewhere.
    fn whole_row(&self, row: usize) -> Vec<(Rank, Gap)> {
        let domain = self.coverage.domain(row);
        let community = self.fabric.sole_community();
        let entries: Vec<EntryIx> =
            (0..self.coverage.columns()).flat_map(|column| self.coverage.cell(row, column)).copied().collect();
        let gap = |kind: &Kind| Gap::EmptyCell { domain, community, kind: Some(kind.name.clone()) };
        let rank = (Class::Beside, Reverse(entries.len()));
        self.missing(domain, community, &entries).into_iter().map(|kind| (rank, gap(kind))).collect()
    }

    /// The kinds that are expected in a place and are not among its entries.
    fn missing(&self, domain: TermIx, community: Option<TermIx>, entries: &[EntryIx]) -> Vec<&Kind> {
        let has = |kind: &Kind| entries.iter().any(|entry| self.fabric.doc(*entry).id.kind == kind.name);
        let is_missing = |kind: &&Kind| !has(kind) && self.not_expected.expects(domain, community, &kind.name);
        self.expected.iter().copied().filter(is_missing).collect()
    }

    /// Whether the community's own page names the domain.
    fn is_claimed(&self, domain: TermIx, community: TermIx) -> bool {
        let entry = self.fabric.terms().get(Taxonomy::Communities, community).entry;
        entry.is_some_and(|entry| self.fabric.terms().of_entry(Taxonomy::Domains, entry).contains(&domain))
    }
}
