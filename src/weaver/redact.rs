//! Names of withheld entries, taken out of the fields of entries that are shown.
//!
//! A field would say the name it was written with, which tells that there is something to see.
//! Never touches an entry that names nothing withheld.

use std::sync::Arc;

use super::names::{Found, Names};
use super::resolve::Resolved;
use crate::content::{Doc, FieldValue, Lang};

/// `doc` without the values of its fields that it must not tell of.
pub fn redact(doc: &Arc<Doc>, names: &Names) -> Arc<Doc> {
    if !doc.facts.fields.iter().any(|(_, value)| tells(value, names, &doc.lang)) {
        return doc.clone();
    }
    let mut redacted = Doc::clone(doc);
    let left = |(name, value): &(Arc<str>, FieldValue)| Some((name.clone(), shown(value, names, &doc.lang)?));
    redacted.facts.fields = doc.facts.fields.iter().filter_map(left).collect();
    Arc::new(redacted)
}

/// Whether a value, or one inside it, names what is withheld.
fn tells(value: &FieldValue, names: &Names, lang: &Lang) -> bool {
    match value {
        FieldValue::Entry(target) | FieldValue::File(target) => {
            names.resolve(&target.value, lang) == Resolved::Withheld
        }
        FieldValue::Person(person) => names.term("person", &person.name.value) == Found::Withheld,
        FieldValue::List(values) => values.iter().any(|value| tells(value, names, lang)),
        FieldValue::Table(values) => values.values().any(|value| tells(value, names, lang)),
        _ => false,
    }
}

/// A value without what names something withheld; none where nothing is left.
fn shown(value: &FieldValue, names: &Names, lang: &Lang) -> Option<FieldValue> {
    match value {
        FieldValue::List(values) => {
            let left: Vec<FieldValue> = values.iter().filter_map(|value| shown(value, names, lang)).collect();
            (!left.is_empty() || values.is_empty()).then_some(FieldValue::List(left))
        }
        FieldValue::Table(values) => {
            let left = values.iter().filter_map(|(name, value)| Some((name.clone(), shown(value, names, lang)?)));
            Some(FieldValue::Table(left.collect()))
        }
        value => (!tells(value, names, lang)).then(|| value.clone()),
    }
}
