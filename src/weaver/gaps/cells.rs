//! Empty cells of domain × community × kind.

use std::cmp::Reverse;

use super::Gap;
use crate::kinds::{Kind, Kinds};
use crate::weaver::not_expected::NotExpected;
use crate::weaver::{Across, Coverage, Taxonomy, TermIx, Weave};

/// What matters most first: a domain that a community calls its own and has nothing of; then kinds that
/// are missing beside others, where there are most others; then places where nothing was ever begun.
pub fn empty(weave: &Weave, not_expected: &NotExpected, kinds: &Kinds) -> Vec<Gap> {
    let coverage = weave.coverage();
    let expected: Vec<&Kind> = kinds.kinds.iter().filter(|kind| kind.expected).collect();
    let mut found: Vec<(Rank, Gap)> = Vec::new();
    for row in 0..coverage.rows() {
        match coverage.across() {
            Across::Communities => {
                for column in 0..coverage.columns() {
                    let place = Place { weave, coverage, row, column };
                    found.extend(place.gaps(&expected, not_expected));
                }
            }
            Across::Kinds(_) => found.extend(of_site(weave, row, &expected, not_expected)),
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, gap)| gap).collect()
}

/// Smaller comes first: the class, then how much there is around it, then the place in the table.
type Rank = (u8, Reverse<usize>, usize, usize);

struct Place<'a> {
    weave: &'a Weave,
    coverage: &'a Coverage,
    row: usize,
    column: usize,
}

impl Place<'_> {
    fn gaps(&self, expected: &[&Kind], not_expected: &NotExpected) -> Vec<(Rank, Gap)> {
        let domain = self.coverage.domain(self.row);
        let Some(community) = self.coverage.community(self.column) else { return Vec::new() };
        let entries = self.coverage.cell(self.row, self.column);
        let has = |kind: &Kind| entries.iter().any(|entry| self.weave.doc(*entry).id.kind == kind.name);
        let lacks = expected.iter().filter(|kind| !has(kind));
        let missing: Vec<&Kind> =
            lacks.filter(|kind| not_expected.expects(domain, Some(community), &kind.name)).copied().collect();
        let gap = |kind: Option<&Kind>| Gap::EmptyCell {
            domain,
            community: Some(community),
            kind: kind.map(|kind| kind.name.clone()),
        };
        if !entries.is_empty() {
            let rank = |kind: usize| (1, Reverse(entries.len()), self.row, self.column * expected.len() + kind);
            return missing.iter().enumerate().map(|(number, kind)| (rank(number), gap(Some(kind)))).collect();
        }
        if missing.is_empty() {
            return Vec::new();
        }
        let around = self.coverage.row_total(self.row) + self.coverage.column_total(self.column);
        let class = if is_claimed(self.weave, domain, community) { 0 } else { 2 };
        vec![((class, Reverse(around), self.row, self.column), gap(None))]
    }
}

/// Whether the community's own page names the domain.
fn is_claimed(weave: &Weave, domain: TermIx, community: TermIx) -> bool {
    let entry = weave.terms().get(Taxonomy::Communities, community).entry;
    entry.is_some_and(|entry| weave.terms().of_entry(Taxonomy::Domains, entry).contains(&domain))
}

/// On a site with one community, or none, each kind has a column.
fn of_site(weave: &Weave, row: usize, expected: &[&Kind], not_expected: &NotExpected) -> Vec<(Rank, Gap)> {
    let coverage = weave.coverage();
    let domain = coverage.domain(row);
    let community = weave.terms().all(Taxonomy::Communities).next();
    let has = |kind: &Kind| {
        let mut entries = (0..coverage.columns()).flat_map(|column| coverage.cell(row, column));
        entries.any(|entry| weave.doc(*entry).id.kind == kind.name)
    };
    let missing = expected.iter().filter(|kind| !has(kind) && not_expected.expects(domain, community, &kind.name));
    let gap = |kind: &Kind| Gap::EmptyCell { domain, community, kind: Some(kind.name.clone()) };
    let rank = |number: usize| (1, Reverse(coverage.row_total(row)), row, number);
    missing.enumerate().map(|(number, kind)| (rank(number), gap(kind))).collect()
}
