//! Translations that everybody may read of what only some may: a translation does not go by what its original says of itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Sources;
use crate::content::{Doc, EntryId};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::weaver::audience::Withheld;

/// An error for each translation that does not say whom it is for, where its original is held back from the public for
/// good reason: an audience, or a consent that has ended; also for a part of it alone.
pub fn told_elsewhere(sources: Sources) -> Vec<Diagnostic> {
    let is_of_site = |doc: &Doc| *doc.lang.0 == *sources.config.language;
    let reason = |doc: &Doc| sources.viewer.reason(&doc.facts, sources.config);
    let originals: BTreeMap<&EntryId, &Arc<Doc>> = sources
        .docs
        .iter()
        .filter(|doc| is_of_site(doc) && (is_held_back(reason(doc)) || has_lapsed(doc, sources)))
        .map(|doc| (&doc.id, doc))
        .collect();
    if originals.is_empty() {
        return Vec::new();
    }
    let is_for_all = |doc: &&Arc<Doc>| !is_of_site(doc) && doc.facts.audience.is_none() && reason(doc).is_none();
    let translations = sources.docs.iter().filter(is_for_all);
    let told = translations.filter_map(|doc| Some((doc, *originals.get(&doc.id)?)));
    told.filter_map(|(doc, original)| match is_held_back(reason(original)) {
        true => Some(problem(doc, original)),
        // One that has an end of its own says what goes with it.
        false => doc.facts.lapses.is_empty().then(|| problem_of_part(doc, original)),
    })
    .collect()
}

fn is_held_back(reason: Option<Withheld>) -> bool {
    matches!(reason, Some(Withheld::Audience | Withheld::Consent))
}

/// Whether somebody does not agree to a part of the entry any more.
fn has_lapsed(doc: &Doc, sources: Sources) -> bool {
    doc.facts.lapses.iter().any(|lapse| !lapse.hides.is_empty() && lapse.at <= sources.viewer.now)
}

fn problem_of_part(doc: &Doc, original: &Doc) -> Diagnostic {
    let message = "what this is a translation of hides a part, because a consent has ended, and this does not";
    Diagnostic::new(Code::AlmostWithheld, message)
        .at(Span::file(&doc.file))
        .related(Span::file(&original.file), "the original")
        .help("write the `consent` of the original into its front matter, with `until` and `hides`")
}

fn problem(doc: &Doc, original: &Doc) -> Diagnostic {
    let (why, line) = match &original.facts.audience {
        Some(audience) => {
            (format!("is for `{}`", audience.value), doc.format.pair("audience", &format!("\"{}\"", audience.value)))
        }
        None => ("is held back, because a consent has ended".to_owned(), doc.format.pair("draft", "true")),
    };
    Diagnostic::new(Code::AlmostWithheld, format!("this is for everybody, and what it is a translation of {why}"))
        .at(Span::file(&doc.file))
        .related(Span::file(&original.file), "the original")
        .help(format!(
            "`{line}` in the front matter holds it back as well; `audience` with the widest says that it is for everybody"
        ))
}
