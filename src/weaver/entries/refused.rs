//! Entries that somebody is shown, today or some day, though their consent is told to be none.

use std::sync::Arc;

use super::super::Sources;
use super::super::audience::Withheld;
use crate::content::Doc;
use crate::content::front_matter::Format;
use crate::diagnostics::{Code, Diagnostic};

/// An error for each. What is a draft or over tells nobody of its consent.
pub fn refused(sources: Sources) -> Vec<Diagnostic> {
    let is_shown = |doc: &&Arc<Doc>| {
        let reason = sources.viewer.reason(&doc.facts, sources.config);
        matches!(reason, None | Some(Withheld::Held | Withheld::Audience))
    };
    let refused = sources.docs.iter().filter(|doc| doc.facts.refused.is_some());
    refused.filter(is_shown).filter_map(|doc| problem(doc)).collect()
}

fn problem(doc: &Doc) -> Option<Diagnostic> {
    let place = doc.facts.refused.as_ref()?;
    // What folders say for their entries is TOML.
    let format = if place.file == doc.file { doc.format } else { Format::Toml };
    let (draft, until) = (format.pair("draft", "true"), format.table(&[("until", "2026-01-31")]));
    let help = format!(
        "write `{draft}` in its place, or `{}` with its last day: nobody is shown the entry then",
        format.pair("consent", &until)
    );
    let problem = Diagnostic::new(Code::AlmostWithheld, "a consent that is told to be none holds nothing back");
    Some(problem.at(place.clone()).help(help))
}
