//! Typed values of front matter fields, as templates and the facts panel receive them.

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
