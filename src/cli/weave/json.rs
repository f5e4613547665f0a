//! The weaver's desk for programs: `weaver.json` with the suggestions in it.

use serde_json::Value;

use super::rows::Row;
use crate::render::weaver_json;
use crate::view::Snapshot;

/// One JSON document, on one line.
pub fn desk(snapshot: &Snapshot, rows: &[Row]) -> Result<String, serde_json::Error> {
    let mut document: Value = serde_json::from_str(&weaver_json(snapshot))?;
    document["suggestions"] = serde_json::to_value(rows)?;
    Ok(document.to_string() + "\n")
}
