//! `[fields]`: the front matter names that a site already uses, for all kinds or for one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::at::{At, Ordered};

/// What stands behind a name in `[fields]`.
#[derive(Clone, Debug)]
pub enum RawName {
    /// The key it stands for in every entry: `topics = "domains"`.
    Key(String),
    /// The name is a kind's, and these are the names its entries use: `[fields.event]`.
    OfKind(Ordered<At<String>>),
}

impl<'de> Deserialize<'de> for RawName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = RawName;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the name of a key, or a table with the names that one kind uses")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RawName, E> {
        Ok(RawName::Key(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawName, A::Error> {
        Ordered::deserialize(MapAccessDeserializer::new(map)).map(RawName::OfKind)
    }
}

impl JsonSchema for RawName {
    fn schema_name() -> Cow<'static, str> {
        "RawName".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [generator.subschema_for::<String>(), generator.subschema_for::<Ordered<At<String>>>()],
        })
    }
}

/// A site's own front matter names, and copsite's keys that they stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNames {
    everywhere: BTreeMap<String, String>,
    of_kind: BTreeMap<String, BTreeMap<String, String>>,
}

impl FieldNames {
    pub fn new(written: &Ordered<At<RawName>>) -> FieldNames {
        let mut names = FieldNames::default();
        for (name, stands_for) in &written.0 {
            match stands_for.value() {
                RawName::Key(key) => {
                    names.everywhere.insert(name.value().clone(), key.clone());
                }
                RawName::OfKind(own) => {
                    let own = own.0.iter().map(|(from, to)| (from.value().clone(), to.value().clone()));
                    names.of_kind.insert(name.value().clone(), own.collect());
                }
            }
        }
        names
    }

    /// The key that `name` stands for in entries of `kind`: what `[fields.<kind>]` says comes first.
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
