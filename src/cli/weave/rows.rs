//! Suggestions in words, with their places as editors count them.

use serde::Serialize;

use crate::diagnostics::{Span, Texts};
use crate::disk::Disk;
use crate::site::SiteSources;
use crate::view::Snapshot;
use crate::weaver::EntryIx;
use crate::weaver::suggestions::{Found, Suggestion};

/// A suggestion as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    pub id: String,
    pub sort: &'static str,
    pub from: Option<String>,
    pub to: Option<String>,
    pub file: Option<String>,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub excerpt: Option<Excerpt>,
    pub why: String,
}

/// A sentence with the words that matter between the other two parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    pub before: String,
    pub marked: String,
    pub after: String,
}

pub fn rows(snapshot: &Snapshot, disk: &dyn Disk, suggestions: &[Suggestion]) -> Vec<Row> {
    let sources = SiteSources(disk);
    let mut texts = Texts::new(&sources);
    suggestions.iter().map(|suggestion| row(snapshot, &mut texts, suggestion)).collect()
}

fn row(snapshot: &Snapshot, texts: &mut Texts, suggestion: &Suggestion) -> Row {
    let id = |entry: EntryIx| snapshot.weave.doc(entry).id.to_string();
    match &suggestion.found {
        Found::Mention { from, to, span, context, texts: _ } => Row {
            id: suggestion.id.clone(),
            sort: suggestion.sort().name(),
            from: Some(id(*from)),
            to: Some(id(*to)),
            excerpt: Some(Excerpt {
                before: context.before.to_string(),
                marked: context.marked.to_string(),
                after: context.after.to_string(),
            }),
            why: format!("names {} \"{}\" without a link", id(*to), snapshot.weave.doc(*to).facts.title),
            ..placed(suggestion, span, texts)
        },
    }
}

fn placed(suggestion: &Suggestion, span: &Span, texts: &mut Texts) -> Row {
    let place = texts.place(span);
    Row {
        id: suggestion.id.clone(),
        sort: suggestion.sort().name(),
        from: None,
        to: None,
        file: Some(span.file.to_string()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        excerpt: None,
        why: String::new(),
    }
}
