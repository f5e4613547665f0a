//! Promises that nothing can keep, because no entry and no event is called so.

use std::sync::Arc;

use super::{FIELD, NAMES, Rule, is_off, texts, what};
use crate::content::{Doc, FieldValue};
use crate::diagnostics::{Code, Diagnostic, Severity, Span, did_you_mean};
use crate::kinds::Kinds;
use crate::weaver::Fabric;

/// A warning for each word that names nothing.
pub fn unkeepable(fabric: &Fabric, kinds: &Kinds) -> Vec<Diagnostic> {
    let communities = fabric.all().filter(|entry| *fabric.doc(*entry).id.kind == *"community");
    communities.flat_map(|entry| of_community(fabric.doc(entry), kinds)).collect()
}

fn of_community(doc: &Doc, kinds: &Kinds) -> Vec<Diagnostic> {
    doc.facts.rows(FIELD).filter_map(|row| problem(doc, row, kinds)).collect()
}

fn problem(doc: &Doc, row: &FieldValue, kinds: &Kinds) -> Option<Diagnostic> {
    let what = what(row).filter(|_| !is_off(row))?;
    let known: Vec<&str> = kinds.kinds.iter().map(|kind| &*kind.name).collect();
    let events = kinds.get("event").into_iter().flat_map(|kind| &kind.fields);
    let types: Vec<&str> =
        events.filter(|field| *field.name == *"type").flat_map(|field| &field.one_of).map(|of| &**of).collect();
    let rule = Rule::of(what).changed(texts(row, "kinds"), texts(row, "types"), Vec::new());
    let is_unknown = |known: &[&str], word: &Arc<str>| !known.contains(&&**word);
    if let Some(kind) = rule.kinds.iter().find(|kind| is_unknown(&known, kind)) {
        let message = format!("nothing can keep the promise `{what}`: there is no kind `{kind}`");
        let usual = NAMES.into_iter().filter(|_| kind == what);
        let near = did_you_mean(kind, usual.chain(known));
        return Some(told(doc, message, near, || match types.contains(&&**kind) {
            true => format!("for events of that type, add `{}`", doc.format.pair("types", &format!("[\"{kind}\"]"))),
            false => "say what keeps it: `kinds` of entry, or `types` of event".to_owned(),
        }));
    }
    let of = rule.types.iter().find(|of| !types.is_empty() && is_unknown(&types, of))?;
    let message = format!("nothing can keep the promise `{what}`: there is no type of event `{of}`");
    Some(told(doc, message, did_you_mean(of, types.iter().copied()), || format!("the types are {}", types.join(", "))))
}

fn told(doc: &Doc, message: String, near: Option<&str>, otherwise: impl FnOnce() -> String) -> Diagnostic {
    let mut problem = Diagnostic::new(Code::UnknownKind, message).at(Span::file(&doc.file));
    problem.severity = Severity::Warning;
    problem.help(near.map_or_else(otherwise, |near| format!("did you mean `{near}`?")))
}
