//! What a page tells of an entry beside its text, as a list of Markdown.
//!
//! Never tells what the page does not: of an event the date that stands for it, and where to join only while one can. Tables
//! are left out, since pages lay each of them out in its own way.

use crate::content::capitalise;
use crate::kinds::{Field, FieldType, Kind};
use crate::render::llms::markdown;
use crate::view::contract::FactValue;
use crate::view::{Snapshot, events, facts};
use crate::weaver::EntryIx;

/// Fields of an event that its page tells by the date that stands for it.
const OF_A_DATE: [&str; 10] =
    ["start", "end", "all_day", "timezone", "repeat", "except", "changes", "place", "status", "register"];

/// Empty where there is nothing to tell.
pub fn fields(snapshot: &Snapshot, entry: EntryIx) -> String {
    let doc = snapshot.weave.doc(entry);
    let Some(kind) = snapshot.kinds_in(&doc.lang).get(&doc.id.kind) else { return String::new() };
    let is_event = *kind.name == *"event";
    let mut left_out: Vec<&str> =
        kind.fields.iter().filter(|field| is_table(field)).map(|field| &*field.name).collect();
    left_out.extend(OF_A_DATE.iter().filter(|_| is_event));
    let mut rows = if is_event { of_date(snapshot, entry, kind) } else { Vec::new() };
    for fact in facts::facts(snapshot, entry, &left_out) {
        let values: Vec<String> = fact.values.iter().filter_map(words).collect();
        rows.push((fact.label, values.join("; ")));
    }
    let mut list: String = rows.iter().map(|(label, value)| format!("- **{}**: {value}\n", markdown(label))).collect();
    if !list.is_empty() {
        list.push('\n');
    }
    list
}

fn is_table(field: &Field) -> bool {
    match &field.of {
        FieldType::List(of) => matches!(**of, FieldType::Table(_)),
        of => matches!(of, FieldType::Table(_)),
    }
}

/// The rows of an event that are told by the date that stands for it.
fn of_date(snapshot: &Snapshot, entry: EntryIx, kind: &Kind) -> Vec<(String, String)> {
    let date = events::line_of(snapshot, entry);
    let series = events::dates(snapshot, entry);
    let (repeats, join) = series.map_or((None, None), |series| (series.repeats, series.join_url));
    let told = [
        ("start", Some(date.start).filter(|start| !start.is_empty())),
        ("end", date.end),
        ("repeat", repeats.map(|words| markdown(&words))),
        ("place", date.place.map(|place| markdown(&place))),
        ("status", date.status.map(|status| markdown(&capitalise(&status)))),
        ("register", join.map(|url| format!("<{url}>"))),
    ];
    told.into_iter().filter_map(|(name, value)| Some((kind.field(name)?.label.clone(), value?))).collect()
}

fn words(value: &FactValue) -> Option<String> {
    Some(match value {
        FactValue::Text { text } | FactValue::Link { text, .. } => markdown(text),
        FactValue::Date { date } => date.clone(),
        FactValue::Outside { url, .. } => format!("<{url}>"),
        FactValue::Entry { card } => markdown(card.get_from_path("title")?.as_str()?),
    })
}
