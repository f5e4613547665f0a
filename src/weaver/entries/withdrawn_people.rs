//! People who do not agree any more to be named in an entry: to that entry they are nobody.

use std::sync::Arc;

use super::EntryIx;
use super::names::{Found, Names};
use crate::content::{Doc, FieldValue};
use crate::weaver::Resolved;

const PERSON: &str = "person";

/// The entries without such people in their bylines and fields, whatever name they are written by.
pub fn without_withdrawn_people(entries: &mut [Arc<Doc>], names: &Names) {
    for doc in entries.iter_mut().filter(|doc| !doc.facts.withdrawn_people.is_empty()) {
        let told = doc.clone();
        let facts = &mut Arc::make_mut(doc).facts;
        facts.people.retain(|person| !names.is_withdrawn_name(&told, &person.name.value));
        let fields = std::mem::take(&mut facts.fields).into_iter();
        facts.fields = fields.filter_map(|(name, value)| Some((name, shown(value, &told, names)?))).collect();
    }
}

/// A value without them; none where nothing is left of it.
fn shown(value: FieldValue, doc: &Doc, names: &Names) -> Option<FieldValue> {
    match value {
        FieldValue::Person(person) if names.is_withdrawn_name(doc, &person.name.value) => None,
        FieldValue::Entry(named) if names.resolve_named(&named, doc) == Resolved::Withheld => None,
        FieldValue::List(values) => {
            let left: Vec<FieldValue> = values.into_iter().filter_map(|value| shown(value, doc, names)).collect();
            (!left.is_empty()).then_some(FieldValue::List(left))
        }
        FieldValue::Table(values) => {
            let left = values.into_iter().filter_map(|(name, value)| Some((name, shown(value, doc, names)?)));
            Some(FieldValue::Table(left.collect()))
        }
        value => Some(value),
    }
}

impl Names {
    /// What a link leads to that `doc` may tell of.
    pub(super) fn unless_withdrawn(&self, doc: &Doc, resolved: Resolved) -> Resolved {
        match resolved {
            Resolved::Entry { entry, .. } if self.is_withdrawn_person(doc, entry) => Resolved::Withheld,
            resolved => resolved,
        }
    }

    fn is_withdrawn_person(&self, doc: &Doc, entry: EntryIx) -> bool {
        let is = |id: &Arc<str>| matches!(self.term(PERSON, id), Found::One(person) if self.ids[person.index()] == self.ids[entry.index()]);
        doc.facts.withdrawn_people.iter().any(is)
    }

    fn is_withdrawn_name(&self, doc: &Doc, name: &str) -> bool {
        matches!(self.term(PERSON, name), Found::One(person) if self.is_withdrawn_person(doc, person))
    }
}
