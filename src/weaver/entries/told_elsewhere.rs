//! Translations that more people may read than their original. A translation does not inherit `audience`, `publish`,
//! `expires` and `draft` from it, so that whoever forgets to repeat them is told.

use std::sync::Arc;

use jiff::Timestamp;

use super::Sources;
use super::translations::Originals;
use crate::content::{Doc, Moment};
use crate::diagnostics::{Code, Diagnostic, Span};

const FOR_ALL: &str = "`audience` with the widest says that it is for everybody";
const OWN_DAY: &str = "another day there says that it has its own";

/// Why an original is held back for good reason, or will be: on that day it would be too late to tell, since a build that ends
/// with an error leaves what was published before. One that is still being written is not: its translation may be ready first.
enum Kept<'d> {
    Audience(&'d str),
    Consent(Timestamp),
    Held(Moment),
    Expires(Moment),
}

/// An error for each translation that does not say itself who may read it, and when, where its original is held back from
/// the public; also for a part of it alone.
pub fn told_elsewhere(sources: Sources) -> Vec<Diagnostic> {
    let is_of_site = |doc: &&Arc<Doc>| *doc.lang.0 == *sources.config.language;
    let is_kept = |doc: &&Arc<Doc>| kept(doc, sources).next().is_some() || lapses_in_part(doc);
    let originals = Originals::new(sources.docs.iter().filter(is_of_site).filter(is_kept), sources.kinds);
    if originals.is_empty() {
        return Vec::new();
    }
    let reason = |doc: &Doc| sources.viewer.reason(&doc.facts, sources.config);
    let is_for_all = |doc: &&Arc<Doc>| !is_of_site(doc) && doc.facts.audience.is_none() && reason(doc).is_none();
    let translations = sources.docs.iter().filter(is_for_all);
    let told = translations.flat_map(|doc| originals.of(doc, sources.kinds).map(move |original| (doc, original)));
    told.filter_map(|(doc, original)| problem(doc, original, sources)).collect()
}

fn kept<'d>(doc: &'d Doc, Sources { config, viewer, .. }: Sources) -> impl Iterator<Item = Kept<'d>> {
    let facts = &doc.facts;
    let audience = facts.audience.as_ref().map(|audience| &*audience.value);
    let narrower = audience.filter(|audience| **audience != *config.widest_audience());
    let held = facts.publish.filter(|moment| moment.at > viewer.now);
    let days = facts.expires.map(Kept::Expires).into_iter().chain(held.map(Kept::Held));
    narrower.map(Kept::Audience).into_iter().chain(lapses_as_a_whole(doc).map(Kept::Consent)).chain(days)
}

/// From when on nobody is shown the entry, because somebody does not agree any more.
fn lapses_as_a_whole(doc: &Doc) -> Option<Timestamp> {
    doc.facts.lapses.iter().filter(|lapse| lapse.hides.is_empty()).map(|lapse| lapse.at).min()
}

/// Whether somebody agrees to a part of the entry until a day.
fn lapses_in_part(doc: &Doc) -> bool {
    doc.facts.lapses.iter().any(|lapse| !lapse.hides.is_empty())
}

fn problem(doc: &Doc, original: &Doc, sources: Sources) -> Option<Diagnostic> {
    // One that has a day of its own says what goes with it.
    let is_unsaid = |kept: &Kept| match kept {
        Kept::Audience(_) => true,
        Kept::Consent(_) => lapses_as_a_whole(doc).is_none(),
        Kept::Held(_) => doc.facts.publish.is_none(),
        Kept::Expires(_) => doc.facts.expires.is_none(),
    };
    match kept(original, sources).find(is_unsaid) {
        Some(kept) => Some(of_whole(doc, original, kept, sources.viewer.now)),
        None => (lapses_in_part(original) && doc.facts.lapses.is_empty()).then(|| of_part(doc, original)),
    }
}

fn of_part(doc: &Doc, original: &Doc) -> Diagnostic {
    let message = "what this is a translation of hides a part when a consent ends, and this does not";
    Diagnostic::new(Code::AlmostWithheld, message)
        .at(Span::file(&doc.file))
        .related(Span::file(&original.file), "the original")
        .help("write the `consent` of the original into its front matter, with `until` and `hides`")
}

fn of_whole(doc: &Doc, original: &Doc, kept: Kept, now: Timestamp) -> Diagnostic {
    let (why, line, otherwise) = match kept {
        Kept::Audience(audience) => {
            (format!("is for `{audience}`"), doc.format.pair("audience", &format!("\"{audience}\"")), FOR_ALL)
        }
        Kept::Consent(end) if end <= now => {
            ("is held back, because a consent has ended".to_owned(), doc.format.pair("draft", "true"), FOR_ALL)
        }
        Kept::Consent(_) => (
            "is held back when a consent ends".to_owned(),
            "consent".to_owned(),
            "write that of the original, with its `until`",
        ),
        Kept::Held(day) => (format!("is held until {}", day.iso()), doc.format.pair("publish", &day.iso()), OWN_DAY),
        Kept::Expires(day) => {
            let expires = if day.at <= now { "expired" } else { "expires" };
            (format!("{expires} on {}", day.iso()), doc.format.pair("expires", &day.iso()), OWN_DAY)
        }
    };
    Diagnostic::new(Code::AlmostWithheld, format!("this is for everybody, and what it is a translation of {why}"))
        .at(Span::file(&doc.file))
        .related(Span::file(&original.file), "the original")
        .help(format!("`{line}` in the front matter holds it back as well; {otherwise}"))
}
