//! `harvest`: what communities promised for a year and what there is to show for it.

use super::cards::{cards, term_ref, term_ref_in};
use super::contract::CharterRow;
use super::contract::{
    CountsTowards, HarvestCell, HarvestColumn, HarvestLink, HarvestNow, HarvestPage, HarvestReport, HarvestRow,
    HarvestTotals, Outcome,
};
use super::{Snapshot, choices, plain};
use crate::content::{Doc, Lang};
use crate::plan::{HARVEST_CSV, HARVEST_JSON, HarvestOf, encode, harvest_path};
use crate::practice::harvest::{Cell, HarvestYear, Row, State};
use crate::weaver::commitments::{NAMES, Year};
use crate::weaver::{EntryIx, Taxonomy, TermIx};

/// The relation by which a piece says what came of it.
const LED_TO: &str = "led-to";

/// Pieces of evidence that are named; all of them are counted.
const NAMED: usize = 5;

/// The harvest of a year that anything was promised for.
pub fn harvest(snapshot: &Snapshot, of: &HarvestYear) -> HarvestPage {
    let lang = snapshot.lang();
    let rows: Vec<HarvestRow> = of.rows.iter().map(|one| row(snapshot, of, one, &of.columns, &lang)).collect();
    let year = of.year;
    let is_calendar_year = year.is_calendar_year();
    HarvestPage {
        title: format!("{} {}", snapshot.say(&lang, "harvest"), year.number()),
        year: year.number().to_string(),
        from: (!is_calendar_year).then(|| year.first.to_string()),
        to: (!is_calendar_year).then(|| year.last().to_string()),
        is_ahead: snapshot.harvest.is_ahead(&year),
        as_of: snapshot.today.to_string(),
        totals: totals(of.rows.iter()),
        columns: of.columns.iter().map(|what| column(snapshot, of, what, &lang)).collect(),
        rows,
        years: years(snapshot, &year),
        csv_url: HARVEST_CSV.to_owned(),
        json_url: HARVEST_JSON.to_owned(),
    }
}

/// A community's year, to be printed for those who back it.
pub fn report(snapshot: &Snapshot, of: &HarvestYear, one: &Row) -> HarvestReport {
    let doc = snapshot.weave.doc(one.entry);
    let whats: Vec<_> = one.cells.iter().map(|cell| cell.commitment.what.clone()).collect();
    HarvestReport {
        title: format!("{}: {} {}", doc.facts.title, snapshot.say(&doc.lang, "harvest"), of.year.number()),
        year: of.year.number().to_string(),
        from: of.year.first.to_string(),
        to: of.year.last().to_string(),
        as_of: snapshot.today.to_string(),
        core: plain::text(doc, "statement"),
        sponsors: plain::texts(doc, "sponsors"),
        support: plain::text(doc, "support"),
        row: row(snapshot, of, one, &whats, &snapshot.lang()),
        impact: impact(doc),
        years: report_years(snapshot, one.community, &of.year),
    }
}

/// What a community's page and card say of the year that it is.
pub fn now(snapshot: &Snapshot, community: TermIx, lang: &Lang) -> Option<HarvestNow> {
    let of = snapshot.harvest.current()?;
    let one = of.of_community(community)?;
    let whats: Vec<_> = one.cells.iter().map(|cell| cell.commitment.what.clone()).collect();
    Some(HarvestNow {
        year: of.year.number().to_string(),
        url: encode(&harvest_path(&HarvestOf::Year(of.year.number()), &snapshot.weave)),
        row: row(snapshot, of, one, &whats, lang),
    })
}

/// The commitments that an entry is counted for, in any language of it.
pub fn counts_towards(snapshot: &Snapshot, entry: EntryIx) -> Vec<CountsTowards> {
    let lang = &snapshot.weave.doc(entry).lang;
    let cells = snapshot.harvest.cells_of(snapshot.weave.versions(entry)).into_iter();
    cells
        .map(|(of, row, cell)| CountsTowards {
            community: term_ref_in(snapshot, Taxonomy::Communities, row.community, lang),
            label: label(snapshot, cell, lang),
            year: of.year.number().to_string(),
            url: encode(&harvest_path(&HarvestOf::Community(of.year.number(), row.community), &snapshot.weave)),
        })
        .collect()
}

fn row(snapshot: &Snapshot, of: &HarvestYear, one: &Row, columns: &[std::sync::Arc<str>], lang: &Lang) -> HarvestRow {
    let report = HarvestOf::Community(of.year.number(), one.community);
    HarvestRow {
        community: term_ref(snapshot, Taxonomy::Communities, one.community),
        report_url: encode(&harvest_path(&report, &snapshot.weave)),
        totals: totals(std::iter::once(one)),
        cells: columns.iter().map(|what| one.cell(what).map(|cell| cell_of(snapshot, cell, lang))).collect(),
        outcomes: outcomes(snapshot, one),
    }
}

fn totals<'r>(rows: impl Iterator<Item = &'r Row>) -> HarvestTotals {
    rows.fold(HarvestTotals::default(), |sum, row| HarvestTotals {
        promised: sum.promised + row.promised(),
        kept: sum.kept + row.count(State::Kept),
        under_way: sum.under_way + row.count(State::UnderWay),
        open: sum.open + row.count(State::Open),
    })
}

fn cell_of(snapshot: &Snapshot, cell: &Cell, lang: &Lang) -> HarvestCell {
    let state = cell.state();
    let promised = cell.commitment.promised.unwrap_or(0);
    let half = if state == State::UnderWay { 0.5 } else { 0.0 };
    HarvestCell {
        what: cell.commitment.what.to_string(),
        label: label(snapshot, cell, lang),
        state: state.name(),
        icon: match state {
            State::Kept => "done",
            State::UnderWay => "half",
            State::Open | State::NotThisYear => "open",
        },
        promised,
        done: cell.done,
        value: cell.done.min(promised) as f64 + half,
        of: promised.max(1),
        evidence: cards(snapshot, cell.evidence.iter().rev().copied().take(NAMED)),
        under_way: cards(snapshot, cell.under_way.iter().copied().take(NAMED)),
        drafts: cell.drafts,
        by: cell.commitment.by.map(|day| day.to_string()),
        note: cell.commitment.note.as_deref().map(str::to_owned),
    }
}

/// What a commitment is called: in the community's words, the theme's, or those of the kind it names.
pub fn label(snapshot: &Snapshot, cell: &Cell, lang: &Lang) -> String {
    let Some(label) = &cell.commitment.label else { return name(snapshot, &cell.commitment.what, lang) };
    label.to_string()
}

fn name(snapshot: &Snapshot, what: &str, lang: &Lang) -> String {
    match snapshot.kinds_in(lang).get(what).filter(|_| !NAMES.contains(&what)) {
        Some(kind) => kind.title.clone(),
        None => choices::in_words(snapshot, lang, "commitment", what),
    }
}

/// Above a column stands what the first community calls it.
fn column(snapshot: &Snapshot, of: &HarvestYear, what: &str, lang: &Lang) -> HarvestColumn {
    let first = of.rows.iter().find_map(|row| row.cell(what));
    let label = first.map_or_else(|| name(snapshot, what, lang), |cell| label(snapshot, cell, lang));
    HarvestColumn { what: what.to_owned(), label }
}

/// What the year's pieces led to.
fn outcomes(snapshot: &Snapshot, one: &Row) -> Vec<Outcome> {
    let mut pairs: Vec<(EntryIx, EntryIx)> = Vec::new();
    for entry in one.cells.iter().flat_map(|cell| &cell.evidence) {
        let led = snapshot.weave.outgoing(*entry).iter().filter(|edge| edge.relation.as_deref() == Some(LED_TO));
        pairs.extend(led.map(|edge| (edge.from, edge.to)));
    }
    pairs.sort();
    pairs.dedup();
    pairs.into_iter().map(|(from, to)| Outcome { from: snapshot.card(from), to: snapshot.card(to) }).collect()
}

fn years(snapshot: &Snapshot, shown: &Year) -> Vec<HarvestLink> {
    links(snapshot, shown, |_| true, HarvestOf::Year)
}

fn report_years(snapshot: &Snapshot, community: TermIx, shown: &Year) -> Vec<HarvestLink> {
    let has = |of: &HarvestYear| of.of_community(community).is_some();
    links(snapshot, shown, has, |number| HarvestOf::Community(number, community))
}

fn links(
    snapshot: &Snapshot,
    shown: &Year,
    is_listed: impl Fn(&HarvestYear) -> bool,
    page: impl Fn(i16) -> HarvestOf,
) -> Vec<HarvestLink> {
    let listed = snapshot.harvest.years().iter().filter(|of| is_listed(of));
    let link = |of: &HarvestYear| HarvestLink {
        year: of.year.number().to_string(),
        url: encode(&harvest_path(&page(of.year.number()), &snapshot.weave)),
        active: of.year == *shown,
    };
    listed.map(link).collect()
}

/// What a community says has come of its work, as rows of a table.
pub fn impact(doc: &Doc) -> Vec<CharterRow> {
    let rows = doc.facts.items("impact");
    let Some(table) = rows.first() else { return Vec::new() };
    let row = |name: &'static str| CharterRow { name, text: plain::cell(table, name), items: Vec::new() };
    ["change", "measures", "unknown", "told"].map(row).into_iter().collect()
}
