//! The embedded schema files.
//!
//! They are written by us and compiled in: a mistake in one is a bug of copsite, which the tests
//! find, and never something that a site can cause.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{Field, fields};
use crate::config::{Ordered, RawField, Report, parse};

pub fn common() -> Vec<Field> {
    let file = Arc::from("builtin/common.toml");
    let raw: Ordered<RawField> = read(&file, include_str!("builtin/common.toml"));
    let mut report = Report::new(&file);
    let mut common = Vec::new();
    fields::extend_all(&mut common, &raw, &mut report);
    assert_eq!(report.problems(), [], "{file}");
    common
}

fn read<T: DeserializeOwned + JsonSchema>(file: &Arc<str>, text: &str) -> T {
    match parse(file, text) {
        (Some(value), problems) if problems.is_empty() => value,
        (_, problems) => panic!("{file}: {problems:?}"),
    }
}
