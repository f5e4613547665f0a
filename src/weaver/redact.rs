//! Names of withheld entries, taken out of the fields of entries that are shown.
//!
//! A field would say the name it was written with, which tells that there is something to see.
//! Never touches an entry that names nothing withheld.

use std::sync::Arc;

use super::names::{Found, Names};
use super::resolve::Resolved;
use crate::config::BaseUrl;
use crate::content::target::{Bare, target};
use crate::content::{Doc, FieldValue, Target};

/// `doc` without the values of its fields that it must not tell of.
pub fn redact(doc: &Arc<Doc>, names: &Names, base_url: &BaseUrl) -> Arc<Doc> {
    let redactor = Redactor { doc, names, base_url };
    if !doc.facts.fields.iter().any(|(_, value)| redactor.tells(value)) {
        return doc.clone();
    }
    let mut redacted = Doc::clone(doc);
    let left = |(name, value): &(Arc<str>, FieldValue)| Some((name.clone(), redactor.shown(value)?));
    redacted.facts.fields = doc.facts.fields.iter().filter_map(left).collect();
    Arc::new(redacted)
}

struct Redactor<'a> {
    doc: &'a Doc,
    names: &'a Names,
    base_url: &'a BaseUrl,
}

impl Redactor<'_> {
    /// Whether a value, or one inside it, names what is withheld.
    fn tells(&self, value: &FieldValue) -> bool {
        match value {
            FieldValue::Entry(named) => self.names.resolve_named(named, &self.doc.lang) == Resolved::Withheld,
            FieldValue::File(target) => self.is_withheld(&target.value),
            FieldValue::Person(person) => self.names.term("person", &person.name.value) == Found::Withheld,
            FieldValue::Text(text) => self.is_withheld_path(text),
            FieldValue::List(values) => values.iter().any(|value| self.tells(value)),
            FieldValue::Table(values) => values.values().any(|value| self.tells(value)),
            _ => false,
        }
    }

    fn is_withheld(&self, target: &Target) -> bool {
        self.names.resolve(target, &self.doc.lang) == Resolved::Withheld
    }

    /// Whether a text is an id, a path or an address. A word alone may be anything, also where
    /// something withheld happens to have that title.
    fn is_withheld_path(&self, text: &str) -> bool {
        let is_path = text.contains('/') && !text.trim().contains(char::is_whitespace);
        is_path
            && match target(text, Bare::Name, &self.doc.file, self.base_url) {
                Target::Unsafe => false,
                target => self.is_withheld(&target),
            }
    }

    /// A value without what names something withheld; none where nothing is left.
    fn shown(&self, value: &FieldValue) -> Option<FieldValue> {
        match value {
            FieldValue::List(values) => {
                let left: Vec<FieldValue> = values.iter().filter_map(|value| self.shown(value)).collect();
                (!left.is_empty() || values.is_empty()).then_some(FieldValue::List(left))
            }
            FieldValue::Table(values) => {
                let left = values.iter().filter_map(|(name, value)| Some((name.clone(), self.shown(value)?)));
                Some(FieldValue::Table(left.collect()))
            }
            value => (!self.tells(value)).then(|| value.clone()),
        }
    }
}
