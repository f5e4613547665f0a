//! `harvest.csv` and `harvest.json`: every commitment of every year, for spreadsheets and programs.

use serde_json::{Value, json};

use crate::plan::encode;
use crate::practice::harvest::{Cell, HarvestYear, Row};
use crate::view::Snapshot;
use crate::view::escape::no_formula;
use crate::view::harvest::label;
use crate::weaver::{EntryIx, Taxonomy};

const COLUMNS: [&str; 12] = [
    "year",
    "community",
    "commitment",
    "label",
    "promised",
    "done",
    "state",
    "under_way",
    "drafts",
    "by",
    "evidence",
    "note",
];

/// One table (RFC 4180): a row for each commitment.
pub fn csv(snapshot: &Snapshot) -> String {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let mut is_written = writer.write_record(COLUMNS).is_ok();
    for of in snapshot.harvest.years() {
        for (row, cell) in of.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
            let record = record(snapshot, of, row, cell);
            is_written &= writer.write_record(record.iter().map(|text| no_formula(text).into_owned())).is_ok();
        }
    }
    let bytes = writer.into_inner().ok().filter(|_| is_written).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn record(snapshot: &Snapshot, of: &HarvestYear, row: &Row, cell: &Cell) -> [String; 12] {
    let addresses = |entries: &[EntryIx]| entries.iter().map(|entry| address(snapshot, *entry)).collect::<Vec<_>>();
    let commitment = &cell.commitment;
    [
        of.year.number().to_string(),
        snapshot.weave.terms().get(Taxonomy::Communities, row.community).title.to_string(),
        commitment.what.to_string(),
        label(snapshot, cell, &snapshot.lang()),
        commitment.promised.unwrap_or(0).to_string(),
        cell.done.to_string(),
        cell.state().name().to_owned(),
        addresses(&cell.under_way).join(" "),
        cell.drafts.to_string(),
        commitment.by.map(|day| day.to_string()).unwrap_or_default(),
        addresses(&cell.evidence).join(" "),
        commitment.note.as_deref().unwrap_or_default().to_owned(),
    ]
}

/// The same as one JSON document. `is_wanted` chooses years and communities, for the command line.
pub fn harvest_json(snapshot: &Snapshot, is_wanted: &dyn Fn(&HarvestYear, &Row) -> bool) -> Value {
    let years = snapshot.harvest.years().iter().map(|of| {
        let rows = of.rows.iter().filter(|row| is_wanted(of, row)).map(|row| community(snapshot, row));
        json!({
            "year": of.year.number(),
            "from": of.year.first.to_string(),
            "to": of.year.last().to_string(),
            "communities": rows.collect::<Vec<_>>(),
        })
    });
    let years = years.filter(|year| year["communities"].as_array().is_some_and(|rows| !rows.is_empty()));
    json!({
        "version": 1,
        "site": { "title": snapshot.config.title, "base_url": snapshot.config.base_url.absolute("") },
        "as_of": snapshot.today.to_string(),
        "years": years.collect::<Vec<_>>(),
    })
}

fn community(snapshot: &Snapshot, row: &Row) -> Value {
    let doc = snapshot.weave.doc(row.entry);
    json!({
        "id": doc.id.to_string(),
        "title": doc.facts.title,
        "url": address(snapshot, row.entry),
        "commitments": row.cells.iter().map(|cell| commitment(snapshot, cell)).collect::<Vec<_>>(),
    })
}

fn commitment(snapshot: &Snapshot, cell: &Cell) -> Value {
    let entries = |entries: &[EntryIx]| entries.iter().map(|entry| piece(snapshot, *entry)).collect::<Vec<_>>();
    json!({
        "what": cell.commitment.what,
        "label": label(snapshot, cell, &snapshot.lang()),
        "promised": cell.commitment.promised.unwrap_or(0),
        "done": cell.done,
        "state": cell.state().name(),
        "evidence": entries(&cell.evidence),
        "under_way": entries(&cell.under_way),
        "drafts": cell.drafts,
        "by": cell.commitment.by.map(|day| day.to_string()),
        "note": cell.commitment.note,
    })
}

fn piece(snapshot: &Snapshot, entry: EntryIx) -> Value {
    let doc = snapshot.weave.doc(entry);
    json!({
        "id": doc.id.to_string(),
        "title": doc.facts.title,
        "url": address(snapshot, entry),
        "date": snapshot.weave.date(entry).map(|date| date.iso()),
    })
}

fn address(snapshot: &Snapshot, entry: EntryIx) -> String {
    snapshot.config.base_url.absolute(&encode(snapshot.weave.address(entry)))
}
