//! `value`: what the pages of a community's value receive.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::Ref;

/// `value`: what a community is good for, as its members tell it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ValuePage {
    /// The community's card.
    #[schemars(with = "Ref")]
    pub card: Value,
    /// How something is known, in words, from the weakest evidence to the strongest.
    pub evidence: Vec<String>,
    pub impacts: Vec<ImpactRow>,
    pub cycles: Vec<CycleRow>,
    /// Each is a way on which one thing led to the next, the first in time first.
    #[schemars(with = "Vec<Vec<Ref>>")]
    pub paths: Vec<Vec<Value>>,
    /// Where it says how to write one, relative to the site's home.
    pub write_url: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImpactRow {
    /// None for what does not say which change it is about.
    pub change: Option<Arc<str>>,
    /// For each kind of evidence its entries.
    #[schemars(with = "Vec<Vec<Ref>>")]
    pub cells: Vec<Vec<Value>>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CycleRow {
    pub name: &'static str,
    pub label: String,
    /// What counts as this kind of value, in a sentence.
    pub means: String,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
}
