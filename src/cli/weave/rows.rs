//! Suggestions in words, with their places as editors count them.

use serde::Serialize;

use crate::content::Context;
use crate::diagnostics::{Span, Texts};
use crate::disk::Disk;
use crate::site::SiteSources;
use crate::view::{Snapshot, plain};
use crate::weaver::EntryIx;
use crate::weaver::suggestions::{Found, Ground, Suggestion};

/// A suggestion as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    pub id: String,
    pub sort: &'static str,
    /// The entry that would be changed; none where one would be made.
    pub from: Option<String>,
    pub to: Option<String>,
    /// As front matter states it.
    pub relation: Option<String>,
    /// Relative to the root.
    pub file: Option<String>,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub excerpt: Option<Excerpt>,
    pub why: String,
    /// What an entry to be made is called.
    pub name: Option<String>,
    /// The entries that use it.
    pub used_in: Vec<String>,
}

/// A sentence with the words that matter between the other two parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    pub before: String,
    pub marked: String,
    pub after: String,
}

/// All suggestions in words, in their order.
pub fn rows(snapshot: &Snapshot, disk: &dyn Disk, suggestions: &[&Suggestion]) -> Vec<Row> {
    let sources = SiteSources(disk);
    let mut words = Words { snapshot, texts: Texts::new(&sources) };
    suggestions.iter().map(|suggestion| words.row(suggestion)).collect()
}

struct Words<'a> {
    snapshot: &'a Snapshot,
    texts: Texts<'a>,
}

impl Words<'_> {
    fn row(&mut self, suggestion: &Suggestion) -> Row {
        let row = match &suggestion.found {
            Found::Mention { from, to, span, context, .. } => self.mention(*from, *to, span, context),
            Found::Relation { from, to, relation, ground } => self.relation(*from, *to, relation, ground),
            Found::Answer { question, by, words } => self.answer(*question, *by, words),
            Found::Wanted { name, from, times } => {
                self.new_entry(name, from, format!("{} for it", counted(*times, "link asks", "links ask")))
            }
            Found::Term { name, from, communities } => {
                let entries = counted(from.len(), "entry", "entries");
                let communities = counted(*communities, "community", "communities");
                self.new_entry(
                    name,
                    from,
                    format!("{entries} of {communities} use it, and the glossary does not have it"),
                )
            }
        };
        Row { id: suggestion.id.clone(), sort: suggestion.sort().name(), ..row }
    }

    fn mention(&mut self, from: EntryIx, to: EntryIx, span: &Span, context: &Context) -> Row {
        let why = format!("names {}, which it does not link to", self.named(to));
        self.at_words(Row { why, ..self.between(from, to) }, span, context)
    }

    fn relation(&mut self, from: EntryIx, to: EntryIx, relation: &str, ground: &Ground) -> Row {
        let homes = [from, to].map(|entry| self.snapshot.weave.home(entry));
        let elsewhere = if homes[0] == homes[1] { "" } else { ", of another community" };
        let why = format!("may state that it {} {}{elsewhere}", self.verb(relation), self.named(to));
        let row = Row { relation: Some(relation.to_owned()), why, ..self.between(from, to) };
        match ground {
            Ground::Linked(link) => self.at_link(row, from, *link),
            Ground::Shared(things) => {
                let things: Vec<String> = things.iter().map(|thing| self.named(*thing)).collect();
                Row { why: format!("{}: both speak of {}", row.why, things.join(", ")), ..row }
            }
            Ground::Named { span, context } => self.at_words(row, span, context),
        }
    }

    /// `row` at words of the text, with their sentence.
    fn at_words(&mut self, row: Row, span: &Span, context: &Context) -> Row {
        let place = self.texts.place(span);
        let excerpt = Excerpt {
            before: context.before().to_owned(),
            marked: context.marked().to_owned(),
            after: context.after().to_owned(),
        };
        let (line, column) = (place.map(|place| place.line), place.map(|place| place.column));
        Row { line, column, excerpt: Some(excerpt), ..row }
    }

    /// `row` at a link of the text, with its sentence.
    fn at_link(&mut self, row: Row, from: EntryIx, link: u32) -> Row {
        let span = self.snapshot.weave.doc(from).facts.links.get(link as usize).map(|link| link.span.clone());
        let place = span.and_then(|span| self.texts.place(&span));
        let sentence = plain::sentence(self.snapshot, from, link);
        let excerpt = sentence.map(|sentence| Excerpt {
            before: sentence.before.into_owned(),
            marked: sentence.marked.into_owned(),
            after: sentence.after.into_owned(),
        });
        let (line, column) = (place.map(|place| place.line), place.map(|place| place.column));
        Row { line, column, excerpt, ..row }
    }

    fn answer(&self, question: EntryIx, by: EntryIx, words: &[std::sync::Arc<str>]) -> Row {
        let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        Row {
            relation: Some("answers".into()),
            why: format!("may answer {}; both speak of {}", self.named(question), words.join(", ")),
            ..self.between(by, question)
        }
    }

    fn new_entry(&self, name: &str, used_in: &[EntryIx], why: String) -> Row {
        let used_in = used_in.iter().map(|entry| self.id(*entry)).collect();
        Row { name: Some(name.to_owned()), used_in, why, ..Row::default() }
    }

    fn between(&self, from: EntryIx, to: EntryIx) -> Row {
        let file = self.snapshot.weave.doc(from).file.to_string();
        Row { from: Some(self.id(from)), to: Some(self.id(to)), file: Some(file), ..Row::default() }
    }

    fn id(&self, entry: EntryIx) -> String {
        self.snapshot.weave.doc(entry).id.to_string()
    }

    fn named(&self, entry: EntryIx) -> String {
        format!("{} \"{}\"", self.id(entry), self.snapshot.weave.doc(entry).facts.title)
    }

    /// The relation in a sentence.
    fn verb<'a>(&'a self, relation: &'a str) -> &'a str {
        self.snapshot.kinds.relations.get(relation).map_or(relation, |relation| &relation.verb)
    }
}

/// "1 entry", "2 entries".
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
