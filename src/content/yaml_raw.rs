//! What the YAML parser gives → nodes with the parser's own places, in the order written.

use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

/// A key and its value.
pub type Pair = (Spanned<Raw>, Spanned<Raw>);

/// A node before its place is known.
#[derive(Debug)]
pub enum Raw {
    Null,
    Text(String),
    Bool(bool),
    Integer(i64),
    Number(f64),
    List(Vec<Spanned<Raw>>),
    Table(Vec<Pair>),
}

impl<'de> serde::Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Raw, E> {
        Ok(i64::try_from(number).map_or(Raw::Number(number as f64), Raw::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Raw, E> {
        Ok(Raw::Number(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Raw, A::Error> {
        let mut pairs = Vec::new();
        collect_pairs(map, &mut pairs)?;
        Ok(Raw::Table(pairs))
    }
}

/// Fills a vector of the caller's, so that the keys in front of a mistake are not lost with it.
pub struct TopVisitor<'a>(pub &'a mut Vec<Pair>);

impl<'de> Visitor<'de> for TopVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("keys with values, such as `title: A title`")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        collect_pairs(map, self.0)
    }
}

fn collect_pairs<'de, A: MapAccess<'de>>(mut map: A, pairs: &mut Vec<Pair>) -> Result<(), A::Error> {
    while let Some(key) = map.next_key()? {
        pairs.push((key, map.next_value()?));
    }
    Ok(())
}
