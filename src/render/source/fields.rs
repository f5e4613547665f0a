//! What a page tells of an entry beside its text, as a list of Markdown.

use crate::render::llms::markdown;
use crate::view::contract::FactValue;
use crate::view::{Snapshot, facts};
use crate::weaver::EntryIx;

/// The rows of the facts panel, and those fields that a page lays out by hand; empty where there is nothing to tell.
pub fn fields(snapshot: &Snapshot, entry: EntryIx) -> String {
    let rows = facts::facts(snapshot, entry, &[]);
    let mut list: String = rows
        .iter()
        .map(|row| {
            let values: Vec<String> = row.values.iter().filter_map(words).collect();
            format!("- **{}**: {}\n", markdown(&row.label), values.join("; "))
        })
        .collect();
    if !list.is_empty() {
        list.push('\n');
    }
    list
}

fn words(value: &FactValue) -> Option<String> {
    Some(match value {
        FactValue::Text { text } | FactValue::Link { text, .. } => markdown(text),
        FactValue::Date { date } => date.clone(),
        FactValue::Outside { url, .. } => format!("<{url}>"),
        FactValue::Entry { card } => markdown(card.get_from_path("title")?.as_str()?),
    })
}
