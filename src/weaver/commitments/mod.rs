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

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::{Doc, FieldValue};

/// The field in which communities promise what they will bring forth.
const FIELD: &str = "commitments";

/// Stages in which nothing is asked of a community.
const AT_REST: [&str; 2] = ["resting", "closed"];

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
    !rows(doc).is_empty()
}

/// What a community wrote commitments of.
pub fn written(doc: &Doc) -> Vec<Arc<str>> {
    rows(doc).iter().filter_map(|row| text(row.get("what"))).collect()
}

/// A community's commitments for a year: those it wrote for it or for every year. The usual ones stand
/// where it wrote nothing of them, and nothing stands where it wrote of them for other years only.
pub fn of_year(doc: &Doc, year: &Year) -> Vec<Commitment> {
    let is_at_rest = text(doc.facts.field("stage")).is_some_and(|stage| AT_REST.contains(&&*stage));
    if is_at_rest {
        return Vec::new();
    }
    let rows = rows(doc);
    let mut order: Vec<Arc<str>> = NAMES.iter().map(|name| Arc::from(*name)).collect();
    for name in rows.iter().filter_map(|row| text(row.get("what"))) {
        if !order.contains(&name) {
            order.push(name);
        }
    }
    order.iter().filter_map(|what| commitment(what, &rows, year)).collect()
}

type Row = BTreeMap<Arc<str>, FieldValue>;

fn rows(doc: &Doc) -> Vec<&Row> {
    let rows = match doc.facts.field(FIELD) {
        Some(FieldValue::List(rows)) => rows.as_slice(),
        _ => &[],
    };
    let tables = rows.iter().filter_map(|row| match row {
        FieldValue::Table(cells) => Some(cells),
        _ => None,
    });
    tables.collect()
}

fn commitment(what: &Arc<str>, rows: &[&Row], year: &Year) -> Option<Commitment> {
    let about: Vec<&Row> = rows.iter().copied().filter(|row| text(row.get("what")).as_ref() == Some(what)).collect();
    if about.is_empty() {
        return Some(usual(what));
    }
    let year_of = |row: &Row| number(row.get("year"));
    let of = |wanted: Option<i64>| about.iter().find(|row| year_of(row) == wanted);
    let row = of(Some(i64::from(year.number()))).or_else(|| of(None))?;
    let is_off = matches!(row.get("not_this_year"), Some(FieldValue::Bool(true)));
    let promised = usize::try_from(number(row.get("promised")).unwrap_or(1)).unwrap_or(0);
    Some(Commitment {
        what: what.clone(),
        label: text(row.get("label")),
        promised: Some(promised).filter(|promised| *promised > 0 && !is_off),
        by: match row.get("by") {
            Some(FieldValue::Date(moment)) => Some(moment.day()),
            _ => None,
        },
        note: text(row.get("note")),
        rule: Rule::of(what).changed(texts(row.get("kinds")), texts(row.get("types")), texts(row.get("states"))),
    })
}

fn usual(what: &Arc<str>) -> Commitment {
    Commitment { what: what.clone(), label: None, promised: Some(1), by: None, note: None, rule: Rule::of(what) }
}

fn text(value: Option<&FieldValue>) -> Option<Arc<str>> {
    match value {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn texts(value: Option<&FieldValue>) -> Vec<Arc<str>> {
    match value {
        Some(FieldValue::List(values)) => values.iter().filter_map(|value| text(Some(value))).collect(),
        one => text(one).into_iter().collect(),
    }
}

fn number(value: Option<&FieldValue>) -> Option<i64> {
    match value {
        Some(FieldValue::Integer(number)) => Some(*number),
        _ => None,
    }
}

/// The years for which a community wrote commitments.
pub fn years(doc: &Doc) -> Vec<i16> {
    rows(doc).iter().filter_map(|row| i16::try_from(number(row.get("year"))?).ok()).collect()
}
