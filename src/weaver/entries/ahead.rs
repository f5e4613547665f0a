//! Entries that are shown though they are dated after today: a slip in the year, or an embargo that another tool would
//! keep.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::Sources;
use super::super::audience::Withheld;
use crate::content::{Doc, Placed};
use crate::diagnostics::{Code, Diagnostic, Span};

/// A warning for each by its date. What has a start of its own, as events do, may be dated by it.
pub fn dated_ahead(shown: &[(Arc<Doc>, Option<Withheld>)], sources: Sources) -> Vec<Diagnostic> {
    let today = sources.today();
    let ahead = |(doc, status): &(Arc<Doc>, Option<Withheld>)| {
        let day = doc.facts.date?.day();
        let is_ahead = day > today && status.is_none() && doc.facts.field("start").is_none();
        is_ahead.then(|| {
            let place = doc.facts.dated_at.clone().unwrap_or_else(|| Span::file(&doc.file));
            let line = doc.format.pair("publish", &day.to_string());
            let help = format!("it is published all the same; `{line}` holds it back until then");
            Diagnostic::new(Code::FutureDate, format!("this is dated {day}, which is still to come"))
                .at(place)
                .help(help)
        })
    };
    shown.iter().filter_map(ahead).chain(shown.iter().filter_map(|entry| held_elsewhere(entry, today))).collect()
}

/// An error where a key that nothing here reads names the day.
fn held_elsewhere((doc, status): &(Arc<Doc>, Option<Withheld>), today: Date) -> Option<Diagnostic> {
    let Placed { value, span } = doc.facts.held_elsewhere.as_ref()?;
    let line = doc.format.pair("publish", &value.day().to_string());
    (value.day() > today && status.is_none()).then(|| {
        Diagnostic::new(Code::AlmostWithheld, "this day is still to come, and nothing is held back until then")
            .at(span.clone())
            .help(format!("write `{line}`"))
    })
}
