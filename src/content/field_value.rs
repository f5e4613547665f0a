//! Typed values of front matter fields, as templates and the facts panel receive them, and how they are read.
//!
//! A single value in the place of a list is a list of one, whoever asks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::repeat::Repeat;
use super::{Moment, PersonRef, Placed, Target};

/// Another entry, as a field names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryName {
    pub target: Placed<Target>,
    /// The kind that the field is for: a bare name is looked for among its entries first.
    pub kind: Option<Arc<str>>,
}

/// A field's value after checking.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(Arc<str>),
    Date(Moment),
    /// A link to another entry, resolved by the weave.
    Entry(EntryName),
    /// An attachment or file of the site.
    File(Placed<Target>),
    Person(PersonRef),
    Repeat(Placed<Arc<Repeat>>),
    List(Vec<FieldValue>),
    Table(BTreeMap<Arc<str>, FieldValue>),
}

impl FieldValue {
    /// The text that it is; none for a list of texts.
    pub fn as_text(&self) -> Option<&Arc<str>> {
        if let FieldValue::Text(text) = self { Some(text) } else { None }
    }

    /// The day or the moment that it is.
    pub fn as_date(&self) -> Option<&Moment> {
        if let FieldValue::Date(moment) = self { Some(moment) } else { None }
    }

    /// The whole number that it is.
    pub fn as_integer(&self) -> Option<i64> {
        if let FieldValue::Integer(number) = self { Some(*number) } else { None }
    }

    /// The name of another entry that it is.
    pub fn as_entry(&self) -> Option<&EntryName> {
        if let FieldValue::Entry(named) = self { Some(named) } else { None }
    }

    /// The file that it names.
    pub fn as_file(&self) -> Option<&Target> {
        if let FieldValue::File(target) = self { Some(&target.value) } else { None }
    }

    /// The person that it names.
    pub fn as_person(&self) -> Option<&PersonRef> {
        if let FieldValue::Person(person) = self { Some(person) } else { None }
    }

    /// The rule that it is, by which something comes again.
    pub fn as_repeat(&self) -> Option<&Arc<Repeat>> {
        if let FieldValue::Repeat(repeat) = self { Some(&repeat.value) } else { None }
    }

    /// Whether it is `true`; no other value is.
    pub fn is_true(&self) -> bool {
        *self == FieldValue::Bool(true)
    }

    /// The items of a list; of anything else the value itself.
    pub fn items(&self) -> &[FieldValue] {
        if let FieldValue::List(items) = self { items } else { std::slice::from_ref(self) }
    }

    /// The texts among its items.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<str>> {
        self.items().iter().filter_map(FieldValue::as_text)
    }

    /// The days and moments among its items.
    pub fn dates(&self) -> impl Iterator<Item = &Moment> {
        self.items().iter().filter_map(FieldValue::as_date)
    }

    /// The tables among its items.
    pub fn rows(&self) -> impl Iterator<Item = &FieldValue> {
        self.items().iter().filter(|item| item.is_table())
    }

    pub fn is_table(&self) -> bool {
        matches!(self, FieldValue::Table(_))
    }

    /// The value of a table under a name; none for what is no table.
    pub fn cell(&self, name: &str) -> Option<&FieldValue> {
        if let FieldValue::Table(cells) = self { cells.get(name) } else { None }
    }

    /// Whether nothing is said by it: only empty texts, or a list or table with nothing else in it.
    pub fn is_blank(&self) -> bool {
        self.leaves().all(|leaf| leaf.as_text().is_some_and(|text| text.trim().is_empty()))
    }

    /// Every single value in it, in order: what is neither a list nor a table. Tables give theirs by the names of their
    /// cells.
    pub fn leaves(&self) -> Leaves<'_> {
        Leaves { next: Some(self), rest: Vec::new() }
    }
}

/// The single values inside a value, in order. See [`FieldValue::leaves`].
pub struct Leaves<'v> {
    next: Option<&'v FieldValue>,
    /// What comes after it, the last first.
    rest: Vec<&'v FieldValue>,
}

impl<'v> Iterator for Leaves<'v> {
    type Item = &'v FieldValue;

    fn next(&mut self) -> Option<&'v FieldValue> {
        while let Some(value) = self.next.take().or_else(|| self.rest.pop()) {
            match value {
                FieldValue::List(items) => self.rest.extend(items.iter().rev()),
                FieldValue::Table(cells) => self.rest.extend(cells.values().rev()),
                leaf => return Some(leaf),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(text.into())
    }

    fn table(cells: &[(&str, FieldValue)]) -> FieldValue {
        FieldValue::Table(cells.iter().map(|(name, value)| (Arc::from(*name), value.clone())).collect())
    }

    #[test]
    fn a_single_value_is_a_list_of_one() {
        assert_eq!(text("one").texts().count(), 1);
        assert_eq!(table(&[("what", text("podcast"))]).rows().count(), 1);
        assert_eq!(text("one").rows().count(), 0);
    }

    #[test]
    fn leaves_come_in_the_order_of_the_list_and_of_the_names_of_cells() {
        let value = FieldValue::List(vec![
            text("first"),
            table(&[("b", text("third")), ("a", FieldValue::List(vec![text("second")]))]),
            FieldValue::List(Vec::new()),
            text("last"),
        ]);
        let words: Vec<&str> = value.leaves().filter_map(FieldValue::as_text).map(|text| &**text).collect();
        assert_eq!(words, ["first", "second", "third", "last"]);
    }

    #[test]
    fn only_empty_texts_and_what_holds_nothing_else_are_blank() {
        let blank = FieldValue::List(vec![text(" "), table(&[("a", text(""))]), FieldValue::List(Vec::new())]);
        assert!(blank.is_blank());
        assert!(!table(&[("a", text("")), ("b", FieldValue::Bool(false))]).is_blank());
    }
}
