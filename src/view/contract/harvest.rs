//! What communities promised and what came of it.

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{Ref, TermRef};

/// `harvest`: the commitments of a year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HarvestPage {
    pub title: String,
    /// The year in which it begins.
    pub year: String,
    /// Its first and last day, where it is not a calendar year.
    pub from: Option<String>,
    pub to: Option<String>,
    /// It has not begun.
    pub is_ahead: bool,
    /// The day that the numbers are of.
    pub as_of: String,
    pub totals: HarvestTotals,
    pub columns: Vec<HarvestColumn>,
    pub rows: Vec<HarvestRow>,
    pub years: Vec<HarvestLink>,
    pub csv_url: String,
    pub json_url: String,
}

/// How many commitments are in which state.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct HarvestTotals {
    pub promised: usize,
    pub kept: usize,
    pub under_way: usize,
    pub open: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HarvestColumn {
    pub what: String,
    pub label: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HarvestLink {
    pub year: String,
    pub url: String,
    pub active: bool,
}

/// A community's commitments for a year: a row of [`HarvestPage`], and in [`HarvestReport`].
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HarvestRow {
    pub community: TermRef,
    pub report_url: String,
    pub totals: HarvestTotals,
    /// One for each column of the page; none where the community has no such commitment.
    pub cells: Vec<Option<HarvestCell>>,
    /// What its pieces led to, as their authors say.
    pub outcomes: Vec<Outcome>,
}

/// A commitment and how it stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HarvestCell {
    pub what: String,
    pub label: String,
    /// `kept`, `under-way`, `open` or `not-this-year`.
    pub state: &'static str,
    /// `done`, `half` or `open`.
    pub icon: &'static str,
    pub promised: usize,
    pub done: usize,
    /// For the meter: what is done, and half where something is under way.
    pub value: f64,
    /// At least 1.
    pub of: usize,
    #[schemars(with = "Vec<Ref>")]
    pub evidence: Vec<Value>,
    #[schemars(with = "Vec<Ref>")]
    pub under_way: Vec<Value>,
    /// Drafts that are counted by consent and not named.
    pub drafts: usize,
    pub by: Option<String>,
    pub note: Option<String>,
}

/// A commitment that an entry is counted for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CountsTowards {
    pub community: TermRef,
    /// What was promised.
    pub label: String,
    pub year: String,
    /// The community's report on that year.
    pub url: String,
}

/// One piece that led to another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Outcome {
    #[schemars(with = "Ref")]
    pub from: Value,
    #[schemars(with = "Ref")]
    pub to: Value,
}

/// `report`: a community's commitments for a year, for its sponsors, on paper.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HarvestReport {
    pub title: String,
    pub year: String,
    pub from: String,
    pub to: String,
    pub as_of: String,
    pub core: Option<String>,
    pub sponsors: Vec<String>,
    pub support: Option<String>,
    pub row: HarvestRow,
    pub impact: Vec<super::CharterRow>,
    pub years: Vec<HarvestLink>,
}

/// The harvest of the year that it is, on a community's own page and card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HarvestNow {
    pub year: String,
    pub url: String,
    pub row: HarvestRow,
}
