//! Coverage: which pieces of the practice there are of each domain, in each community.
//!
//! A piece of two domains or two communities stands in the cells of both.

mod not_expected;

pub use not_expected::{NotExpected, not_expected};

use std::sync::Arc;

use super::{EntryIx, Fabric, Taxonomy, TermIx, Weave};
use crate::kinds::{Kind, Kinds};

/// What stands above the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Across {
    /// All communities, in the order of their slugs.
    #[default]
    Communities,
    /// Kinds of the practice by name, where there are not two communities to compare, or no piece says
    /// whose it is.
    Kinds(Vec<Arc<str>>),
}

/// A table with a row for each domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    across: Across,
    columns: usize,
    /// Row by row: the entries of each cell by kind, the newest first.
    cells: Vec<Vec<EntryIx>>,
}

/// Counts the pieces of the practice. Entries without a domain, or with several communities on the site
/// without one of them, are in no cell.
pub fn coverage(fabric: &Fabric, kinds: &Kinds) -> Coverage {
    let rows = fabric.terms().all(Taxonomy::Domains).len();
    let communities = fabric.terms().all(Taxonomy::Communities).len();
    let across = match communities > 1 && is_anybodys(fabric, kinds) {
        true => Across::Communities,
        false => Across::Kinds(practice_kinds(fabric, kinds)),
    };
    let columns = match &across {
        Across::Communities => communities,
        Across::Kinds(kinds) => kinds.len(),
    };
    let mut coverage = Coverage { across, columns, cells: vec![Vec::new(); rows * columns] };
    for kind in kinds.kinds.iter().filter(|kind| kind.is_practice()) {
        for entry in fabric.newest().iter().filter(|entry| fabric.doc(**entry).id.kind == kind.name) {
            coverage.add(fabric, *entry);
        }
    }
    coverage
}

/// Whether any piece of the practice says whose it is; where none does, every community would seem to have
/// nothing. A site without any piece is just beginning.
fn is_anybodys(fabric: &Fabric, kinds: &Kinds) -> bool {
    let mut pieces = fabric.newest().iter().filter(|entry| fabric.is_practice(**entry, kinds)).peekable();
    pieces.peek().is_none() || pieces.any(|entry| fabric.home(*entry).is_some())
}

/// Those that are expected of a community, and those that there are.
fn practice_kinds(fabric: &Fabric, kinds: &Kinds) -> Vec<Arc<str>> {
    let occurs = |kind: &Kind| fabric.newest().iter().any(|entry| fabric.doc(*entry).id.kind == kind.name);
    let practice = kinds.kinds.iter().filter(|kind| kind.is_practice());
    practice.filter(|kind| kind.expected || occurs(kind)).map(|kind| kind.name.clone()).collect()
}

impl Coverage {
    fn add(&mut self, fabric: &Fabric, entry: EntryIx) {
        let columns: Vec<usize> = match &self.across {
            Across::Communities => {
                fabric.terms().of_entry(Taxonomy::Communities, entry).iter().map(|term| term.index()).collect()
            }
            Across::Kinds(kinds) => {
                kinds.iter().position(|kind| *kind == fabric.doc(entry).id.kind).into_iter().collect()
            }
        };
        for domain in fabric.terms().of_entry(Taxonomy::Domains, entry) {
            for column in &columns {
                self.cells[domain.index() * self.columns + column].push(entry);
            }
        }
    }

    pub fn across(&self) -> &Across {
        &self.across
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many domains there are.
    pub fn rows(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The entries of a cell by kind, the newest first; nothing beyond the table.
    pub fn cell(&self, row: usize, column: usize) -> &[EntryIx] {
        self.cells.get(row * self.columns + column).map(Vec::as_slice).unwrap_or_default()
    }

    /// All cells, row by row.
    pub fn cells(&self) -> &[Vec<EntryIx>] {
        &self.cells
    }

    /// The domain of a row: rows are in the order of the domains' slugs.
    pub fn domain(&self, row: usize) -> TermIx {
        TermIx::new(row)
    }

    /// The community of a column; none where kinds stand there.
    pub fn community(&self, column: usize) -> Option<TermIx> {
        (self.across == Across::Communities).then(|| TermIx::new(column))
    }

    /// The sum of a row's cells.
    pub fn row_total(&self, row: usize) -> usize {
        (0..self.columns).map(|column| self.cell(row, column).len()).sum()
    }

    /// The sum of a column's cells.
    pub fn column_total(&self, column: usize) -> usize {
        (0..self.rows()).map(|row| self.cell(row, column).len()).sum()
    }

    /// The sum of all cells.
    pub fn total(&self) -> usize {
        self.cells.iter().map(Vec::len).sum()
    }
}

impl Weave {
    /// Which pieces of the practice there are of each domain, in each community.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }
}
