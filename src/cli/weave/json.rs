//! The weaver's desk for programs: `weaver.json` with the suggestions in it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::rows::Row;
use super::scope::Scope;
use crate::render::weaver_json;
use crate::view::Snapshot;
use crate::weaver::Gap;

/// One JSON document, on one line. With a limit, its lists hold what is about the entries within it.
pub fn desk(snapshot: &Snapshot, scope: &Scope, rows: &[Row]) -> Result<String, serde_json::Error> {
    let mut document: Value = serde_json::from_slice(&weaver_json(snapshot))?;
    if !scope.is_all() {
        limit(&mut document, snapshot, scope);
    }
    document["suggestions"] = serde_json::to_value(rows)?;
    Ok(document.to_string() + "\n")
}

/// Whether a line of a list is about an entry within the limit.
type Holds<'a> = &'a dyn Fn(&Value) -> bool;

fn limit(document: &mut Value, snapshot: &Snapshot, scope: &Scope) {
    let weave = &snapshot.weave;
    let entries = weave.newest().iter().filter(|entry| scope.holds(weave, **entry));
    let ids: BTreeSet<String> = entries.map(|entry| weave.doc(*entry).id.to_string()).collect();
    let gaps = weave.gaps().iter().filter(|gap: &&Gap| scope.has_gap(weave, gap));
    let gaps: BTreeSet<String> = gaps.map(|gap| gap.id(weave)).collect();
    let community = scope.community(weave);
    let is_within = |id: &Value| id.as_str().is_some_and(|id| ids.contains(id));
    let lists: [(&str, Holds); 5] = [
        ("entries", &|entry| is_within(&entry["id"])),
        ("edges", &|edge| is_within(&edge["from"]) || is_within(&edge["to"])),
        ("bridges", &|bridge| {
            let is_of = |slug: &&str| bridge["communities"].as_array().is_some_and(|both| both.contains(&json!(slug)));
            let names_person = bridge["person"].is_string() && community.as_ref().is_some_and(is_of);
            names_person || ["from", "to", "entry"].iter().any(|end| is_within(&bridge[end]))
        }),
        ("gaps", &|gap| gap["id"].as_str().is_some_and(|id| gaps.contains(id))),
        ("wanted", &|wanted| wanted["from"].as_array().is_some_and(|from| from.iter().any(is_within))),
    ];
    for (name, holds) in lists {
        if let Some(list) = document[name].as_array_mut() {
            list.retain(holds);
        }
    }
}
