//! Field values as plain words, for the parts of a page that are laid out by hand.

use super::Snapshot;
use crate::content::identity::slugify;
use crate::content::{Doc, FieldValue, Target};
use crate::weaver::{EntryIx, Taxonomy};

/// A field as one text; lists are joined by commas.
pub fn text(doc: &Doc, name: &str) -> Option<String> {
    let words = texts(doc, name);
    (!words.is_empty()).then(|| words.join(", "))
}

/// A field as texts: each item of a list, or the one value.
pub fn texts(doc: &Doc, name: &str) -> Vec<String> {
    doc.facts.field(name).map(words).unwrap_or_default()
}

/// A field as a date, in ISO form.
pub fn date(doc: &Doc, name: &str) -> Option<String> {
    match doc.facts.field(name) {
        Some(FieldValue::Date(moment)) => Some(moment.iso()),
        _ => None,
    }
}

/// The rows of a field that is a list of tables, or one table.
pub fn rows<'a>(doc: &'a Doc, name: &str) -> Vec<&'a FieldValue> {
    match doc.facts.field(name) {
        Some(FieldValue::List(rows)) => rows.iter().collect(),
        Some(row @ FieldValue::Table(_)) => vec![row],
        _ => Vec::new(),
    }
}

/// A value of a table as one text.
pub fn cell(row: &FieldValue, name: &str) -> Option<String> {
    match row {
        FieldValue::Table(cells) => {
            let words = words(cells.get(name)?);
            (!words.is_empty()).then(|| words.join(", "))
        }
        _ => None,
    }
}

/// The words of a value; a table gives the words of its values.
pub fn words(value: &FieldValue) -> Vec<String> {
    match value {
        FieldValue::Bool(yes) => vec![if *yes { "yes".into() } else { "no".into() }],
        FieldValue::Integer(number) => vec![number.to_string()],
        FieldValue::Number(number) => vec![number.to_string()],
        FieldValue::Text(text) => vec![text.to_string()],
        FieldValue::Date(moment) => vec![moment.iso()],
        FieldValue::Entry(target) | FieldValue::File(target) => vec![target_text(&target.value)],
        FieldValue::Person(person) => vec![person.name.value.to_string()],
        FieldValue::List(values) => values.iter().flat_map(words).collect(),
        FieldValue::Table(cells) => vec![cells.values().flat_map(words).collect::<Vec<_>>().join(", ")],
    }
}

/// The words of a value, with people by the names of their pages.
pub fn named(snapshot: &Snapshot, value: &FieldValue) -> Vec<String> {
    match value {
        FieldValue::Person(person) => vec![person_name(snapshot, &person.name.value)],
        FieldValue::List(values) => values.iter().flat_map(|value| named(snapshot, value)).collect(),
        FieldValue::Table(cells) => vec![cells.values().flat_map(|value| named(snapshot, value)).collect::<Vec<_>>().join(", ")],
        other => words(other),
    }
}

/// A person's name for readers; as written where there is no such term.
fn person_name(snapshot: &Snapshot, written: &str) -> String {
    let slug = slugify(written.rsplit('/').next().unwrap_or(written));
    let terms = snapshot.weave.terms();
    let term = terms.find(Taxonomy::People, &slug);
    term.map_or_else(|| written.to_owned(), |term| terms.get(Taxonomy::People, term).title.to_string())
}

/// The entries that a field names, as far as they exist.
pub fn entries(snapshot: &Snapshot, entry: EntryIx, name: &str) -> Vec<EntryIx> {
    let mut found = Vec::new();
    if let Some(value) = snapshot.weave.doc(entry).facts.field(name) {
        collect_entries(snapshot, entry, value, &mut found);
    }
    found
}

fn collect_entries(snapshot: &Snapshot, entry: EntryIx, value: &FieldValue, found: &mut Vec<EntryIx>) {
    match value {
        FieldValue::Entry(target) => found.extend(snapshot.weave.resolve(entry, &target.value)),
        FieldValue::List(values) => values.iter().for_each(|value| collect_entries(snapshot, entry, value, found)),
        FieldValue::Table(cells) => cells.values().for_each(|value| collect_entries(snapshot, entry, value, found)),
        _ => {}
    }
}

pub fn target_text(target: &Target) -> String {
    match target {
        Target::Name { name, .. } => name.to_string(),
        Target::File { path, .. } | Target::Path { path, .. } | Target::Escaping(path) => path.to_string(),
        Target::Anchor(anchor) => format!("#{anchor}"),
        Target::Outside(url) => url.to_string(),
        Target::Unsafe => String::new(),
    }
}
