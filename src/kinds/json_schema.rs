//! A kind's front matter as JSON Schema, for editors.

use super::{Kind, Kinds};

/// JSON Schema (2020-12) of the front matter of entries of this kind.
pub fn json_schema(kind: &Kind, kinds: &Kinds) -> serde_json::Value {
    todo!()
}
