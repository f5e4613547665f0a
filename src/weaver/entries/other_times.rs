//! Translations of an event that say another time than their original, whose time counts for all of them.

use std::sync::Arc;

use crate::content::schedule::OF_ALL_VERSIONS;
use crate::content::{Doc, FieldValue};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::weaver::Sources;

/// The field without which nobody knows when an event is. A translation may leave it to its original.
const START: &str = "start";

/// The word for what a schema fills in, so that nobody may have written it.
const PLANNED: &str = "planned";

/// A warning for each, and an error for one that leaves its time to an original which is not there. `sorted` is in the order
/// of ids.
pub fn other_times<T>(sorted: &[(Arc<Doc>, T)], sources: Sources) -> Vec<Diagnostic> {
    let events = sorted.chunk_by(|(a, _), (b, _)| a.id == b.id).filter(|versions| *versions[0].0.id.kind == *"event");
    events.flat_map(|versions| of_event(versions, sources)).collect()
}

fn of_event<T>(versions: &[(Arc<Doc>, T)], sources: Sources) -> Vec<Diagnostic> {
    let is_of_site = |(doc, _): &&(Arc<Doc>, T)| *doc.lang.0 == *sources.config.language;
    let Some((original, _)) = versions.iter().find(is_of_site) else {
        return missing(&versions[0].0, sources).into_iter().collect();
    };
    let translations = versions.iter().filter(|version| !is_of_site(version));
    translations.flat_map(|(doc, _)| other_time(doc, original)).collect()
}

/// Where a version without an original that anybody sees has no time. What is wrong with one that is written has been told.
fn missing(doc: &Doc, sources: Sources) -> Option<Diagnostic> {
    let field = sources.kinds.get(&doc.id.kind)?.field(START)?;
    let is_told = doc.diagnostics.iter().any(|found| found.is_error());
    if !field.required || is_told || doc.facts.field(START).is_some() {
        return None;
    }
    let problem = Diagnostic::new(Code::MissingField, "`start` is missing").at(Span::file(&doc.file));
    let is_original = |other: &&Arc<Doc>| other.id == doc.id && *other.lang.0 == *sources.config.language;
    Some(match sources.docs.iter().find(is_original) {
        Some(original) => problem
            .related(Span::file(&original.file), "the original, which is not published")
            .help("hold this back as well until that is published, or write its `start` here too"),
        None => problem.help(field.help.clone()),
    })
}

fn other_time(doc: &Doc, original: &Doc) -> Option<Diagnostic> {
    let differs = |name: &&&str| match (doc.facts.field(name), original.facts.field(name)) {
        (None, _) => false,
        (Some(own), _) if own.as_text().is_some_and(|word| **word == *PLANNED) => false,
        (Some(own), Some(others)) => !are_same(own, others),
        (Some(_), None) => true,
    };
    let fields: Vec<String> = OF_ALL_VERSIONS.iter().filter(differs).map(|name| format!("`{name}`")).collect();
    let named = fields.join(", ");
    (!fields.is_empty()).then(|| {
        let message =
            format!("this says another {named} than what it is a translation of, which is what its page says");
        Diagnostic::new(Code::TimeMismatch, message)
            .at(Span::file(&doc.file))
            .related(Span::file(&original.file), "the original")
            .help(format!("correct one of the two, or take {named} out here: a translation has that of its original"))
    })
}

/// Whether two values say the same: a time without a zone may be meant on the clock that the other names.
fn are_same(own: &FieldValue, others: &FieldValue) -> bool {
    match (own, others) {
        (FieldValue::Date(own), FieldValue::Date(others)) => {
            own.all_day == others.all_day && (own.at == others.at || own.civil == others.civil)
        }
        (FieldValue::Repeat(own), FieldValue::Repeat(others)) => own.value.rule == others.value.rule,
        (own, others) => own == others,
    }
}
