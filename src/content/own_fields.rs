//! The values of an entry's own fields by their names: none where a field is not written or holds another type.

use std::sync::Arc;

use super::{Facts, FieldValue, Moment};

/// The value of a field among `fields`.
pub fn field<'f>(fields: &'f [(Arc<str>, FieldValue)], name: &str) -> Option<&'f FieldValue> {
    fields.iter().find(|(field, _)| **field == *name).map(|(_, value)| value)
}

/// The day or the moment that a field among `fields` holds.
pub fn date<'f>(fields: &'f [(Arc<str>, FieldValue)], name: &str) -> Option<&'f Moment> {
    field(fields, name)?.as_date()
}

impl Facts {
    /// The value of one of the kind's own fields.
    pub fn field(&self, name: &str) -> Option<&FieldValue> {
        field(&self.fields, name)
    }

    /// The text of a field.
    pub fn text(&self, name: &str) -> Option<&Arc<str>> {
        self.field(name)?.as_text()
    }

    /// The day or the moment of a field.
    pub fn date_in(&self, name: &str) -> Option<&Moment> {
        date(&self.fields, name)
    }

    /// The items of a field; the one value where it is no list.
    pub fn items(&self, name: &str) -> &[FieldValue] {
        self.field(name).map(FieldValue::items).unwrap_or_default()
    }

    /// The texts of a field.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &Arc<str>> {
        self.field(name).into_iter().flat_map(FieldValue::texts)
    }

    /// The tables of a field.
    pub fn rows(&self, name: &str) -> impl Iterator<Item = &FieldValue> {
        self.field(name).into_iter().flat_map(FieldValue::rows)
    }
}
