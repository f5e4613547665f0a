//! The weaver's pages: bridges, coverage, gaps, the graph.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{Bridge, Pager, PersonLine, Ref, TermRef};

/// `bridges`: what joins each two communities, and which nothing joins yet. A long list has several
/// pages, of which the first holds all but the list itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BridgesPage {
    /// Bridges of all pairs together.
    pub total: usize,
    /// None on later pages, and while there are fewer than two communities.
    pub matrix: Option<Matrix>,
    pub pairs: Vec<PairSection>,
    pub pager: Option<Pager>,
    pub brokers: Vec<BrokerLine>,
    pub missing: Vec<MissingLine>,
    /// How many more pairs miss a bridge than are shown.
    pub missing_more: usize,
}

/// Communities in rows and columns alike.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Matrix {
    pub communities: Vec<TermRef>,
    pub rows: Vec<MatrixRow>,
    /// Communities that are not in it, those with fewest bridges.
    pub left_out: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MatrixRow {
    pub community: TermRef,
    pub cells: Vec<MatrixCell>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MatrixCell {
    /// Row and column are the same community.
    pub own: bool,
    pub count: usize,
    /// Where the bridges are listed, or what the two share without a bridge.
    pub url: Option<String>,
    /// For those who hear the cell: which two communities.
    pub label: String,
}

/// Two communities and their bridges, or a part of them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PairSection {
    pub id: String,
    pub a: TermRef,
    pub b: TermRef,
    /// Bridges of the pair, also where only some stand on this page.
    pub total: usize,
    /// It began on the page before.
    pub continued: bool,
    pub bridges: Vec<Bridge>,
    /// Entries that belong to both.
    #[schemars(with = "Vec<Ref>")]
    pub entries: Vec<Value>,
    pub people: Vec<PersonBridge>,
    /// Links without a relation, as many as are shown.
    pub mentions: Vec<MentionLine>,
    pub mentions_total: usize,
}

/// Somebody whose pieces belong to two communities.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonBridge {
    pub person: PersonLine,
    /// "Three pieces in Housing and one in Citizenship."
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MentionLine {
    #[schemars(with = "Ref")]
    pub from: Value,
    #[schemars(with = "Ref")]
    pub to: Value,
}

/// An entry or a person that is the only bridge.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BrokerLine {
    #[schemars(with = "Option<Ref>")]
    pub card: Option<Value>,
    pub person: Option<PersonLine>,
    pub reason: String,
}

/// Two communities without a link.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MissingLine {
    pub id: String,
    pub a: TermRef,
    pub b: TermRef,
    pub domains: Vec<TermRef>,
    /// Pieces that both link to.
    #[schemars(with = "Vec<Ref>")]
    pub entries: Vec<Value>,
    pub tags: Vec<TermRef>,
    /// What they share, in a sentence.
    pub reason: String,
    pub action: Action,
}

/// What a reader can do about a gap.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Action {
    pub label: String,
    pub url: String,
    /// The address is whole: it leads to the forge. Others are relative to the site's home.
    pub outside: bool,
}

/// Something that is missing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Gap {
    pub id: String,
    /// `empty-cell`, `missing-bridge`, `orphan`, `dead-end`, `undefined-term`, `stale`, `charter`, `promise`;
    /// `wanted` for an entry that others link to and nobody has written.
    pub of: &'static str,
    pub title: String,
    /// Why it is a gap, in a sentence.
    pub reason: String,
    /// Entries it is about, or that point at it.
    #[schemars(with = "Vec<Ref>")]
    pub refs: Vec<Value>,
    pub action: Action,
}

/// `gaps`: what is missing, by type.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GapsPage {
    pub total: usize,
    pub groups: Vec<GapGroup>,
    /// Types that were looked for and of which there is none.
    pub none_of: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GapGroup {
    pub of: &'static str,
    pub label: String,
    /// Why these are gaps.
    pub why: String,
    pub total: usize,
    pub gaps: Vec<Gap>,
    /// How many more there are than are shown.
    pub more: usize,
}

/// `coverage`: what each community has written in each domain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoveragePage {
    /// What stands above the columns: `community`, or with one community only `kind`.
    pub across: &'static str,
    pub columns: Vec<CoverageHead>,
    pub rows: Vec<CoverageRow>,
    pub column_totals: Vec<usize>,
    pub total: usize,
    /// All entries as a list; none where there is nothing to count.
    pub list_url: Option<String>,
    pub legend: Vec<super::LegendItem>,
    pub pager: Option<Pager>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoverageHead {
    pub title: Arc<str>,
    pub url: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoverageRow {
    pub domain: TermRef,
    pub cells: Vec<CoverageCell>,
    pub total: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoverageCell {
    pub counts: Vec<CoverageCount>,
    pub total: usize,
    /// The list of its entries; of an empty cell, its gap. None where it is not expected.
    pub url: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoverageCount {
    pub svg_html: Arc<str>,
    /// "Two stories".
    pub label: String,
    pub count: usize,
}

/// `graph`: entries and their links, or of a large site its communities and their bridges, as a picture and
/// as the list of the same.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GraphPage {
    /// What it shows, where that is not the whole site.
    pub title: Option<String>,
    /// None while nothing is linked.
    pub svg_html: Option<String>,
    pub legend: Vec<super::LegendItem>,
    pub filters: Vec<GraphFilters>,
    /// Links in the picture and in the list.
    pub links: usize,
    /// In the order of the picture's marks, the most linked first.
    pub nodes: Vec<GraphNode>,
    /// Nodes that there was no room for, those with fewest links.
    pub left_out: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GraphFilters {
    pub label: String,
    pub filters: Vec<GraphFilter>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GraphFilter {
    pub label: String,
    pub url: String,
    pub current: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GraphNode {
    pub title: Arc<str>,
    pub url: String,
    pub icon: String,
    pub kind_label: String,
    pub hue: Option<String>,
    pub degree: usize,
    /// What it links to; each link stands once, at the node that states it.
    pub links: Vec<GraphLink>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GraphLink {
    /// "uses", "mentions".
    pub verb: String,
    /// An author stated it as a relation.
    pub stated: bool,
    pub title: Arc<str>,
    pub url: String,
}

/// `coverage_list`: the same as a list, a section for each cell.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoverageList {
    pub sections: Vec<CoverageSection>,
    pub total: usize,
    pub pager: Option<Pager>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoverageSection {
    pub id: String,
    pub domain: TermRef,
    pub column: CoverageHead,
    pub total: usize,
    /// It began on the page before.
    pub continued: bool,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
}
