//! Whether kinds, relations and fields that are named exist: asked when all of them are known.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Kind, Relation, common};
use crate::config::{At, Ordered, RawField, RawKind, Report};
use crate::diagnostics::did_you_mean;

/// Every name in `raw` must be one of `kinds`, `relations`, or a field of the kind it stands in.
pub fn references(
    raw: &Ordered<RawKind>,
    kinds: &[Kind],
    relations: &BTreeMap<Arc<str>, Relation>,
    report: &mut Report,
) {
    let kind_names: Vec<&str> = kinds.iter().map(|kind| &*kind.name).collect();
    let relation_names: Vec<&str> = relations.keys().map(|name| &**name).collect();
    for (name, raw) in &raw.0 {
        let Some(kind) = kinds.iter().find(|kind| *kind.name == **name.value()) else { continue };
        for relation in raw.relations.iter().flatten() {
            known(relation, "relation", &relation_names, report);
        }
        let fields = field_names(std::slice::from_ref(kind));
        for field in raw.first.iter().chain(&raw.asks).flatten() {
            known(field, "field", &fields, report);
        }
        field_kinds(&raw.fields, &kind_names, report);
    }
}

fn field_kinds(fields: &Ordered<RawField>, kinds: &[&str], report: &mut Report) {
    for (_, field) in &fields.0 {
        if let Some(kind) = &field.kind {
            known(kind, "kind", kinds, report);
        }
        if let Some(fields) = &field.fields {
            field_kinds(fields, kinds, report);
        }
    }
}

/// `[fields]` must lead to keys that some entry can have, and a kind's `names` to its own.
pub fn renamed(fields: &Ordered<At<String>>, raw: &Ordered<RawKind>, kinds: &[Kind], report: &mut Report) {
    let names = field_names(kinds);
    fields.0.iter().for_each(|(_, key)| known(key, "field", &names, report));
    for (name, raw) in &raw.0 {
        let Some(kind) = kinds.iter().find(|kind| *kind.name == **name.value()) else { continue };
        let names = field_names(std::slice::from_ref(kind));
        raw.names.0.iter().for_each(|(_, key)| known(key, "field", &names, report));
    }
}

/// The common keys and the kinds' own.
fn field_names(kinds: &[Kind]) -> Vec<&str> {
    let mut names: Vec<&str> = common::common_names().collect();
    names.extend(kinds.iter().flat_map(|kind| &kind.fields).map(|field| &*field.name));
    names
}

fn known(name: &At<String>, what: &str, names: &[&str], report: &mut Report) {
    if !names.contains(&name.value().as_str()) {
        let close = did_you_mean(name.value(), names.iter().copied());
        report.at(name, format!("no {what} is called `{}`", name.value())).help =
            close.map(|known| format!("did you mean `{known}`?"));
    }
}

/// Two kinds in one folder could not be told apart.
pub fn folders(raw: &Ordered<RawKind>, kinds: &[Kind], report: &mut Report) {
    let mut taken: BTreeMap<&str, &Kind> = BTreeMap::new();
    for kind in kinds {
        if let Some(other) = taken.insert(&kind.folder, kind) {
            // Built-in folders all differ, so the site has named at least one of the two.
            let message =
                format!("the kinds `{}` and `{}` both have the folder `{}`", other.name, kind.name, kind.folder);
            let help = Some("give one of them another folder".to_string());
            match written_folder(raw, kind).or_else(|| written_folder(raw, other)) {
                Some(folder) => report.at(folder, message).help = help,
                None => report.file(message).help = help,
            }
        }
    }
}

fn written_folder<'a>(raw: &'a Ordered<RawKind>, kind: &Kind) -> Option<&'a At<String>> {
    let (_, raw) = raw.0.iter().find(|(name, _)| *kind.name == **name.value())?;
    raw.folder.as_ref()
}
