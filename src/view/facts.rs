//! The facts panel: a kind's fields as rows, made from its schema.

use super::Snapshot;
use super::cards::{term_ref_in, terms_of};
use super::choices;
use super::contract::{Fact, FactValue};
use super::images;
use super::plain::{target_text, words};
use crate::content::schedule::is_of_all_versions;
use crate::content::{Doc, EntryName, FieldValue, Placed, Target, capitalise};
use crate::kinds::{Field, FieldType, Kind};
use crate::weaver::{EntryIx, Resolved, Taxonomy};

/// Rows in the order of the schema, those it names first before the others. A field without a
/// value has no row; neither has one that `shown` says stands elsewhere on the page.
pub fn facts(snapshot: &Snapshot, entry: EntryIx, shown: &[&str]) -> Vec<Fact> {
    let doc = snapshot.weave.doc(entry);
    let Some(kind) = snapshot.kinds_in(&doc.lang).get(&doc.id.kind) else { return Vec::new() };
    let mut rows: Vec<Fact> = in_order(kind)
        .filter(|field| !shown.contains(&&*field.name))
        .filter_map(|field| row(snapshot, entry, doc, field))
        .collect();
    rows.extend(common_rows(snapshot, entry));
    rows
}

fn in_order(kind: &Kind) -> impl Iterator<Item = &Field> {
    let first = kind.first.iter().filter_map(|name| kind.field(name));
    first.chain(kind.fields.iter().filter(|field| !kind.first.contains(&field.name)))
}

fn row(snapshot: &Snapshot, entry: EntryIx, doc: &Doc, field: &Field) -> Option<Fact> {
    let value = teller(snapshot, entry, field).facts.field(&field.name)?;
    let mut values = Vec::new();
    collect(snapshot, entry, value, &field.of, &mut values);
    if !field.one_of.is_empty() {
        values.iter_mut().for_each(|value| choose(snapshot, doc, field, value));
    }
    (!values.is_empty()).then(|| Fact { name: field.name.clone(), label: field.label.clone(), values })
}

/// Who says a field of an entry: its original where that is when an event is, and whether.
fn teller<'s>(snapshot: &'s Snapshot, entry: EntryIx, field: &Field) -> &'s Doc {
    let weave = &snapshot.weave;
    let is_of_all = is_of_all_versions(&weave.doc(entry).id.kind, &field.name);
    weave.doc(if is_of_all { weave.primary(entry) } else { entry })
}

fn collect(snapshot: &Snapshot, entry: EntryIx, value: &FieldValue, of: &FieldType, values: &mut Vec<FactValue>) {
    let inner = if let FieldType::List(inner) = of { inner } else { of };
    match value {
        FieldValue::List(items) => items.iter().for_each(|item| collect(snapshot, entry, item, inner, values)),
        FieldValue::Date(moment) => values.push(FactValue::Date { date: moment.iso() }),
        FieldValue::Text(text) if *inner == FieldType::Url => values.push(address(text)),
        FieldValue::Entry(named) => values.push(entry_value(snapshot, entry, named)),
        FieldValue::File(target) => values.extend(file_value(snapshot, entry, target)),
        FieldValue::Person(person) => values.push(person_value(snapshot, entry, &person.name.value)),
        FieldValue::Text(text) if text.trim().is_empty() => {}
        other => values.extend(words(other).into_iter().map(|text| FactValue::Text { text })),
    }
}

/// Values that a schema lists are whole answers, and stand beside sentences.
fn choose(snapshot: &Snapshot, doc: &Doc, field: &Field, value: &mut FactValue) {
    if let FactValue::Text { text } = value {
        *text = capitalise(&choices::label(snapshot, &doc.lang, &doc.id.kind, field, text));
    }
}

fn address(text: &str) -> FactValue {
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest).trim_end_matches('/').to_owned();
    let leads = ["https://", "http://", "mailto:", "/"].iter().any(|start| text.starts_with(start));
    if leads {
        FactValue::Outside { text: if bare.is_empty() { text.to_owned() } else { bare }, url: text.to_owned() }
    } else {
        FactValue::Text { text: text.to_owned() }
    }
}

fn entry_value(snapshot: &Snapshot, entry: EntryIx, named: &EntryName) -> FactValue {
    match snapshot.weave.resolve_named(entry, named) {
        Some(found) => FactValue::Entry { card: snapshot.card(found) },
        None => FactValue::Text { text: target_text(&named.target.value) },
    }
}

fn file_value(snapshot: &Snapshot, entry: EntryIx, target: &Placed<Target>) -> Option<FactValue> {
    match snapshot.weave.resolve_target(entry, &target.value) {
        Resolved::File(file) => {
            let url = snapshot.plan.file(&file)?.href();
            Some(FactValue::Link { text: file.rsplit('/').next().unwrap_or(&file).to_owned(), url })
        }
        Resolved::Outside(url) => Some(address(&url)),
        _ => None,
    }
}

/// A person with a page is a link to it, as readers of the entry have it; anybody else is a name.
fn person_value(snapshot: &Snapshot, entry: EntryIx, name: &str) -> FactValue {
    match snapshot.weave.person_called(name) {
        Some(term) => {
            let term = term_ref_in(snapshot, Taxonomy::People, term, &snapshot.weave.doc(entry).lang);
            FactValue::Link { text: term.title.to_string(), url: term.url.unwrap_or_default().to_string() }
        }
        None => FactValue::Text { text: name.to_owned() },
    }
}

/// Whose the picture of an entry is, where no picture above its text says so.
fn credit(snapshot: &Snapshot, entry: EntryIx) -> Option<String> {
    let image = snapshot.weave.doc(entry).facts.image.as_ref()?;
    image.credit.as_ref().filter(|_| images::is_in_text(snapshot, entry)).map(ToString::to_string)
}

/// Rows every kind has: where it belongs, whose its picture is, who agreed to it.
fn common_rows(snapshot: &Snapshot, entry: EntryIx) -> Vec<Fact> {
    let lang = &snapshot.weave.doc(entry).lang;
    let taxonomies = [(Taxonomy::Communities, "fact-communities"), (Taxonomy::Domains, "fact-domains")];
    let mut rows = Vec::new();
    for (taxonomy, key) in taxonomies {
        let links: Vec<FactValue> = terms_of(snapshot, taxonomy, entry)
            .into_iter()
            .filter_map(|term| Some(FactValue::Link { text: term.title.to_string(), url: term.url?.to_string() }))
            .collect();
        if !links.is_empty() {
            rows.push(Fact { name: taxonomy.key().into(), label: snapshot.say(lang, key), values: links });
        }
    }
    if let Some(credit) = credit(snapshot, entry) {
        let text = FactValue::Text { text: credit };
        rows.push(Fact { name: "image".into(), label: snapshot.say(lang, "fact-image"), values: vec![text] });
    }
    if let Some(consent) = &snapshot.weave.doc(entry).facts.consent {
        let text = FactValue::Text { text: consent.to_string() };
        rows.push(Fact { name: "consent".into(), label: snapshot.say(lang, "fact-consent"), values: vec![text] });
    }
    rows
}
