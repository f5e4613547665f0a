//! The embedded schema files.
//!
//! They are written by us and compiled in: a mistake in one is a bug of copsite, which the tests
//! find, and never something that a site can cause.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::embedded::read;
use super::{Kind, Relation, extend, relations};
use crate::config::{Ordered, RawRelation, Report};

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
