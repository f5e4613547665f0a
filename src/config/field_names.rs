//! The front matter names that a site already uses, for all kinds (`[fields]`) or for one (`[kinds.event.names]`).

use std::collections::BTreeMap;

use super::RawKind;
use super::at::{At, Ordered};

/// A site's own front matter names, and copsite's keys that they stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNames {
    everywhere: BTreeMap<String, String>,
    of_kind: BTreeMap<String, BTreeMap<String, String>>,
}

impl FieldNames {
    /// From `[fields]`, and the `names` of the kinds.
    pub fn new(fields: &Ordered<At<String>>, kinds: &Ordered<RawKind>) -> FieldNames {
        let of_kind = kinds.0.iter().map(|(kind, raw)| (kind.value().clone(), table(&raw.names)));
        FieldNames { everywhere: table(fields), of_kind: of_kind.collect() }
    }

    /// The key that `name` stands for in entries of `kind`: what the kind itself says comes first.
    pub fn key(&self, kind: &str, name: &str) -> Option<&str> {
        let own = self.of_kind.get(kind).and_then(|names| names.get(name));
        own.or_else(|| self.key_everywhere(name)).map(String::as_str)
    }

    /// The key that `name` stands for whatever the kind: the kind itself may stand under another name.
    pub fn key_everywhere(&self, name: &str) -> Option<&String> {
        self.everywhere.get(name)
    }

    /// All names that entries of `kind` may use, with their keys, sorted.
    pub fn of<'a>(&'a self, kind: &str) -> BTreeMap<&'a str, &'a str> {
        let own = self.of_kind.get(kind).into_iter().flatten();
        self.everywhere.iter().chain(own).map(|(name, key)| (name.as_str(), key.as_str())).collect()
    }
}

fn table(written: &Ordered<At<String>>) -> BTreeMap<String, String> {
    written.0.iter().map(|(name, key)| (name.value().clone(), key.value().clone())).collect()
}
