//! The embedded schema files.
//!
//! They are written by us and compiled in: a mistake in one is a bug of copsite, which the tests
//! find, and never something that a site can cause.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{Field, Kind, Relation, extend, fields, relations};
use crate::config::{Ordered, RawField, RawRelation, Report, parse};

macro_rules! schema_files {
    ($($name:literal)*) => {
        /// Kind and schema, in the order in which kinds are listed everywhere.
        const SCHEMA_FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("builtin/", $name, ".toml")))),*];
    };
}

schema_files! {
    "story" "case" "tool" "method" "resource" "guide" "term" "question"
    "domain" "community" "person" "organisation"
    "event" "expedition" "log"
    "post" "article" "newsletter" "bid" "project" "network" "evaluation"
    "notice" "page"
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let mut report = Report::new(&Arc::from("builtin"));
    let kinds =
        SCHEMA_FILES.iter().map(|(name, text)| extend::from_blank(name, &read(name, text), &mut report)).collect();
    assert_eq!(report.problems(), [], "the built-in kinds");
    kinds
});

static RELATIONS: LazyLock<BTreeMap<Arc<str>, Relation>> = LazyLock::new(|| {
    let raw: Ordered<RawRelation> = read("relations", include_str!("builtin/relations.toml"));
    let mut report = Report::new(&Arc::from("builtin/relations.toml"));
    let mut all = BTreeMap::new();
    relations::extend_all(&mut all, &raw, &mut report);
    assert_eq!(report.problems(), [], "the built-in relations");
    all
});

pub fn kinds() -> &'static [Kind] {
    &KINDS
}

pub fn relations() -> &'static BTreeMap<Arc<str>, Relation> {
    &RELATIONS
}

pub fn common() -> Vec<Field> {
    let raw: Ordered<RawField> = read("common", include_str!("builtin/common.toml"));
    let mut report = Report::new(&Arc::from("builtin/common.toml"));
    let mut common = Vec::new();
    fields::extend_all(&mut common, &raw, &mut report);
    assert_eq!(report.problems(), [], "the common keys");
    common
}

pub fn read<T: DeserializeOwned + JsonSchema>(name: &str, text: &str) -> T {
    match parse(&Arc::from(format!("builtin/{name}.toml")), text) {
        (Some(value), problems) if problems.is_empty() => value,
        (_, problems) => panic!("builtin/{name}.toml: {problems:?}"),
    }
}
