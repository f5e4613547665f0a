//! Schema files that are compiled in. They are written by us: a mistake in one is a bug of copsite, which the tests find,
//! and never something that a site can cause.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::config::parse;

/// What is written in the file `builtin/<name>.toml`.
pub fn read<T: DeserializeOwned + JsonSchema>(name: &str, text: &str) -> T {
    match parse(&Arc::from(format!("builtin/{name}.toml")), text) {
        (Some(value), problems) if problems.is_empty() => value,
        (_, problems) => panic!("builtin/{name}.toml: {problems:?}"),
    }
}
