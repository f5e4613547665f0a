//! What communities promise to bring forth in a year, and what counts as having kept it.
//!
//! Commitments are data: the six that a community of practice usually makes stand in `rules`, and an
//! entry's front matter changes them or adds its own. Never judges: it only says what is there.

mod evidence;
mod rules;
mod unkeepable;
mod year;

pub use evidence::{Progress, dated};
pub use rules::{NAMES, Rule};
pub use unkeepable::unkeepable;
pub use year::Year;

use std::sync::Arc;

use jiff::civil::Date;

use crate::content::{Doc, FieldValue, Moment};

/// The field in which communities promise what they will bring forth.
const FIELD: &str = "commitments";

/// Stages in which nothing is asked of a community.
pub const AT_REST: [&str; 2] = ["resting", "closed"];

/// What a community means to bring forth in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// `seminar`, `blog` … or a word of the community's own.
    pub what: Arc<str>,
    /// What it is called, where the community says so.
    pub label: Option<Arc<str>>,
    /// How many. None: not this year.
    pub promised: Option<usize>,
    /// The day by which, where it is not the end of the year.
    pub by: Option<Date>,
    pub note: Option<Arc<str>>,
    pub rule: Rule,
}

/// Whether a community says anything of commitments.
pub fn are_written(doc: &Doc) -> bool {
    doc.facts.rows(FIELD).next().is_some()
}

/// What a community wrote commitments of.
pub fn written(doc: &Doc) -> Vec<Arc<str>> {
    doc.facts.rows(FIELD).filter_map(what).cloned().collect()
}

/// A community's commitments for a year: those it wrote for it or for every year. The usual ones stand
/// where it wrote nothing of them, and nothing stands where it wrote of them for other years only.
pub fn of_year(doc: &Doc, year: &Year) -> Vec<Commitment> {
    if doc.facts.text("stage").is_some_and(|stage| AT_REST.contains(&&**stage)) {
        return Vec::new();
    }
    let rows: Vec<&FieldValue> = doc.facts.rows(FIELD).collect();
    let mut order: Vec<Arc<str>> = NAMES.iter().map(|name| Arc::from(*name)).collect();
    for name in rows.iter().copied().filter_map(what) {
        if !order.contains(name) {
            order.push(name.clone());
        }
    }
    order.iter().filter_map(|what| commitment(what, &rows, year)).collect()
}

/// What a row is a commitment of.
fn what(row: &FieldValue) -> Option<&Arc<str>> {
    row.cell("what")?.as_text()
}

/// The year that a row is for; none for one that is for every year.
fn year_of(row: &FieldValue) -> Option<i64> {
    row.cell("year")?.as_integer()
}

/// Whether a row takes back for its year what is usual.
fn is_off(row: &FieldValue) -> bool {
    row.cell("not_this_year").is_some_and(FieldValue::is_true)
}

/// The texts of one of a row's cells.
fn texts(row: &FieldValue, name: &str) -> Vec<Arc<str>> {
    row.cell(name).into_iter().flat_map(FieldValue::texts).cloned().collect()
}

fn commitment(name: &Arc<str>, rows: &[&FieldValue], year: &Year) -> Option<Commitment> {
    let about: Vec<&FieldValue> = rows.iter().copied().filter(|row| what(row) == Some(name)).collect();
    if about.is_empty() {
        return Some(usual(name));
    }
    let of = |wanted: Option<i64>| about.iter().find(|row| year_of(row) == wanted);
    let row = of(Some(i64::from(year.number()))).or_else(|| of(None))?;
    let text = |name: &str| row.cell(name)?.as_text().cloned();
    let promised = row.cell("promised").and_then(FieldValue::as_integer).unwrap_or(1);
    let promised = usize::try_from(promised).unwrap_or(0);
    Some(Commitment {
        what: name.clone(),
        label: text("label"),
        promised: Some(promised).filter(|promised| *promised > 0 && !is_off(row)),
        by: row.cell("by").and_then(FieldValue::as_date).map(Moment::day),
        note: text("note"),
        rule: Rule::of(name).changed(texts(row, "kinds"), texts(row, "types"), texts(row, "states")),
    })
}

fn usual(what: &Arc<str>) -> Commitment {
    Commitment { what: what.clone(), label: None, promised: Some(1), by: None, note: None, rule: Rule::of(what) }
}

/// The years for which a community wrote commitments.
pub fn years(doc: &Doc) -> Vec<i16> {
    doc.facts.rows(FIELD).filter_map(|row| i16::try_from(year_of(row)?).ok()).collect()
}
