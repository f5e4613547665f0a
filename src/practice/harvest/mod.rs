//! What communities promised for a year, and what has come of it so far.
//!
//! Every number stands on entries that can be linked to, but for drafts whose writers agreed to be counted.
//! It never says that anything failed: a commitment is kept, under way or open, or none was made.

mod count;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::Calendar;
use crate::config::Config;
use crate::content::Doc;
use crate::weaver::commitments::{self, Commitment, NAMES, Year};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Viewer, Weave, date_of};

/// The commitments of all communities, year by year.
#[derive(Clone, Debug, Default)]
pub struct Harvest {
    /// The newest first. None where no community and no configuration speaks of commitments.
    years: Vec<HarvestYear>,
    current: Option<Year>,
    /// Each entry with the place of every cell that it is counted in.
    counted: BTreeMap<EntryIx, Vec<CellPlace>>,
}

/// A cell by the places of its year, row and column.
type CellPlace = (usize, usize, usize);

#[derive(Clone, Debug)]
pub struct HarvestYear {
    pub year: Year,
    /// What is promised by anybody: the usual ones first.
    pub columns: Vec<Arc<str>>,
    /// In the order of the communities.
    pub rows: Vec<Row>,
}

/// A community's commitments for one year, in the order of the columns; a community need not have all.
#[derive(Clone, Debug)]
pub struct Row {
    pub community: TermIx,
    pub entry: EntryIx,
    pub cells: Vec<Cell>,
}

/// A commitment and what has come of it.
#[derive(Clone, Debug)]
pub struct Cell {
    pub commitment: Commitment,
    /// How often it was kept: an event that took place three times counts three times.
    pub done: usize,
    /// The entries behind that, oldest first.
    pub evidence: Vec<EntryIx>,
    /// Entries that are on the way.
    pub under_way: Vec<EntryIx>,
    /// Drafts that nobody sees, and whose writers agreed to be counted.
    pub drafts: usize,
}

/// How it stands with a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Kept,
    UnderWay,
    Open,
    /// Nothing was promised this year.
    NotThisYear,
}

impl State {
    pub const ALL: [State; 4] = [State::Kept, State::UnderWay, State::Open, State::NotThisYear];

    /// As commands, files and interface strings write it.
    pub fn name(self) -> &'static str {
        match self {
            State::Kept => "kept",
            State::UnderWay => "under-way",
            State::Open => "open",
            State::NotThisYear => "not-this-year",
        }
    }
}

/// What the harvest is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub weave: &'a Weave,
    pub calendar: &'a Calendar,
    pub config: &'a Config,
    /// All entries that were read: among those that nobody sees, drafts with consent are counted.
    pub docs: &'a [Arc<Doc>],
    pub viewer: &'a Viewer,
    pub today: Date,
}

/// Counts the harvest of every year of which anything was promised.
pub fn harvest(sources: Sources) -> Harvest {
    let Sources { weave, config, today, .. } = sources;
    let communities: Vec<(TermIx, EntryIx)> = weave
        .terms()
        .all(Taxonomy::Communities)
        .filter_map(|term| Some((term, weave.terms().get(Taxonomy::Communities, term).entry?)))
        .collect();
    let is_spoken_of = |(_, entry): &(TermIx, EntryIx)| commitments::are_written(weave.doc(*entry));
    if !config.keeps_harvest && !communities.iter().any(is_spoken_of) {
        return Harvest::default();
    }
    let current = Year::of(today, config.harvest_year_starts);
    let drafts = count::drafts_with_consent(sources);
    let named = named_years(sources, &communities, current);
    let years: BTreeSet<Year> = named.iter().copied().chain(past_years(sources, &communities, current)).collect();
    let years = years.into_iter().rev().map(|year| harvest_year(sources, &communities, year, &drafts));
    let is_told = |of: &HarvestYear| !of.rows.is_empty() && (named.contains(&of.year) || of.has_evidence());
    let years: Vec<HarvestYear> = years.filter(is_told).collect();
    Harvest { counted: counted(&years), years, current: Some(current) }
}

fn counted(years: &[HarvestYear]) -> BTreeMap<EntryIx, Vec<CellPlace>> {
    let mut counted: BTreeMap<EntryIx, Vec<CellPlace>> = BTreeMap::new();
    for (year, of) in years.iter().enumerate() {
        for (row, one) in of.rows.iter().enumerate() {
            for (column, cell) in one.cells.iter().enumerate() {
                cell.evidence.iter().for_each(|entry| counted.entry(*entry).or_default().push((year, row, column)));
            }
        }
    }
    counted
}

/// This year, and all that any community names.
fn named_years(sources: Sources, communities: &[(TermIx, EntryIx)], current: Year) -> BTreeSet<Year> {
    let starts = sources.config.harvest_year_starts;
    let mut years: BTreeSet<Year> = BTreeSet::from([current]);
    for (_, entry) in communities {
        let named = commitments::years(sources.weave.doc(*entry));
        years.extend(named.into_iter().map(|number| Year::named(number, starts)));
    }
    years
}

/// The years before this one in which a community did anything: what is promised for every year was promised for them,
/// and what came of it stays told when the next year begins.
fn past_years(sources: Sources, communities: &[(TermIx, EntryIx)], current: Year) -> BTreeSet<Year> {
    let Sources { weave, calendar, config, .. } = sources;
    let members =
        communities.iter().flat_map(|(term, _)| &weave.terms().get(Taxonomy::Communities, *term).members).copied();
    let members: BTreeSet<EntryIx> = members.collect();
    let written = members.iter().filter_map(|entry| Some(date_of(weave.doc(*entry))?.day()));
    let held = members.iter().flat_map(|entry| calendar.past_of(*entry)).map(|date| date.when.day());
    let years = written.chain(held).map(|day| Year::of(day, config.harvest_year_starts));
    years.filter(|year| *year < current).collect()
}

fn harvest_year(
    sources: Sources,
    communities: &[(TermIx, EntryIx)],
    year: Year,
    drafts: &[count::Draft],
) -> HarvestYear {
    let row = |(community, entry): &(TermIx, EntryIx)| {
        let doc = sources.weave.doc(*entry);
        // Before it began, a community promised nothing.
        let began = doc.facts.date_in("since").is_none_or(|since| since.day() <= year.last());
        let promised = if began { commitments::of_year(doc, &year) } else { Vec::new() };
        let cells: Vec<Cell> = promised
            .into_iter()
            .map(|commitment| count::cell(sources, *community, &year, commitment, drafts))
            .collect();
        (!cells.is_empty()).then_some(Row { community: *community, entry: *entry, cells })
    };
    let rows: Vec<Row> = communities.iter().filter_map(row).collect();
    HarvestYear { year, columns: columns(&rows), rows }
}

/// The usual commitments in their order, then those of communities' own.
fn columns(rows: &[Row]) -> Vec<Arc<str>> {
    let all: BTreeSet<&Arc<str>> = rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.commitment.what).collect();
    let is_usual = |what: &Arc<str>| NAMES.iter().position(|name| **name == **what);
    let mut columns: Vec<Arc<str>> = all.into_iter().cloned().collect();
    columns.sort_by_key(|what| is_usual(what).unwrap_or(NAMES.len()));
    columns
}

impl Harvest {
    /// The newest first.
    pub fn years(&self) -> &[HarvestYear] {
        &self.years
    }

    /// The year that it is, where anything is promised for it.
    pub fn current(&self) -> Option<&HarvestYear> {
        self.years.iter().find(|one| Some(one.year) == self.current)
    }

    pub fn of_year(&self, number: i16) -> Option<&HarvestYear> {
        self.years.iter().find(|one| one.year.number() == number)
    }

    /// The cells that any of the versions of an entry is counted in, with their years and rows, in their order.
    pub fn cells_of(&self, versions: impl Iterator<Item = EntryIx>) -> Vec<(&HarvestYear, &Row, &Cell)> {
        let places: BTreeSet<CellPlace> =
            versions.filter_map(|entry| self.counted.get(&entry)).flatten().copied().collect();
        let at = |(year, row, column): CellPlace| {
            let of = &self.years[year];
            (of, &of.rows[row], &of.rows[row].cells[column])
        };
        places.into_iter().map(at).collect()
    }

    /// A year that has not begun yet.
    pub fn is_ahead(&self, year: &Year) -> bool {
        self.current.is_some_and(|current| *year > current)
    }
}

impl HarvestYear {
    fn has_evidence(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.evidence.is_empty())
    }

    pub fn of_community(&self, community: TermIx) -> Option<&Row> {
        self.rows.iter().find(|row| row.community == community)
    }
}

impl Row {
    pub fn cell(&self, what: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| *cell.commitment.what == *what)
    }

    /// How many commitments are in a state.
    pub fn count(&self, state: State) -> usize {
        self.cells.iter().filter(|cell| cell.state() == state).count()
    }

    /// How many commitments were made.
    pub fn promised(&self) -> usize {
        self.cells.len() - self.count(State::NotThisYear)
    }
}

impl Cell {
    pub fn state(&self) -> State {
        match self.commitment.promised {
            None => State::NotThisYear,
            Some(promised) if self.done >= promised => State::Kept,
            Some(_) if self.done > 0 || !self.under_way.is_empty() || self.drafts > 0 => State::UnderWay,
            Some(_) => State::Open,
        }
    }
}

#[cfg(test)]
mod tests;
