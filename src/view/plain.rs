//! Field values as plain words, for the parts of a page that are laid out by hand.

use std::borrow::Cow;
use std::sync::Arc;

use super::Snapshot;
use super::cards::{shorten, term_ref_in};
use crate::content::consent::PERSON;
use crate::content::{Doc, EntryName, Facts, FieldValue, Lang, LinkUse, Moment, Target, titles};
use crate::weaver::{EntryIx, Resolved, Taxonomy};

/// A field as one text; lists are joined by commas.
pub fn text(doc: &Doc, name: &str) -> Option<String> {
    let words = texts(doc, name);
    (!words.is_empty()).then(|| words.join(", "))
}

/// A field as texts: each item of a list, or the one value.
pub fn texts(doc: &Doc, name: &str) -> Vec<String> {
    doc.facts.field(name).map(words).unwrap_or_default()
}

/// A field as a date, in ISO form.
pub fn date(doc: &Doc, name: &str) -> Option<String> {
    doc.facts.date_in(name).map(Moment::iso)
}

/// A value of a table as one text.
pub fn cell(row: &FieldValue, name: &str) -> Option<String> {
    let words = words(row.cell(name)?);
    (!words.is_empty()).then(|| words.join(", "))
}

/// The words of a value; a table gives the words of its values.
pub fn words(value: &FieldValue) -> Vec<String> {
    match value {
        FieldValue::Bool(yes) => vec![if *yes { "yes".into() } else { "no".into() }],
        FieldValue::Integer(number) => vec![number.to_string()],
        FieldValue::Number(number) => vec![number.to_string()],
        FieldValue::Text(text) => vec![text.to_string()],
        FieldValue::Date(moment) => vec![moment.iso()],
        FieldValue::Entry(EntryName { target, .. }) | FieldValue::File(target) => vec![target_text(&target.value)],
        FieldValue::Person(person) => vec![person.name.value.to_string()],
        FieldValue::Repeat(repeat) => vec![repeat.value.written.to_string()],
        FieldValue::List(values) => values.iter().flat_map(words).collect(),
        FieldValue::Table(cells) => vec![cells.values().flat_map(words).collect::<Vec<_>>().join(", ")],
    }
}

/// The words of a value, with people by the names of their pages for readers of a language.
pub fn named(snapshot: &Snapshot, value: &FieldValue, lang: &Lang) -> Vec<String> {
    match value {
        FieldValue::Person(person) => vec![person_name(snapshot, &person.name.value, lang)],
        FieldValue::List(values) => values.iter().flat_map(|value| named(snapshot, value, lang)).collect(),
        FieldValue::Table(cells) => {
            vec![cells.values().flat_map(|value| named(snapshot, value, lang)).collect::<Vec<_>>().join(", ")]
        }
        other => words(other),
    }
}

/// A person's name for readers; as written, without what makes it an id, where there is no such term.
pub fn person_name(snapshot: &Snapshot, written: &str, lang: &Lang) -> String {
    let term = snapshot.weave.person_called(written);
    let as_written = || written.strip_prefix(PERSON).unwrap_or(written).to_owned();
    term.map_or_else(as_written, |term| term_ref_in(snapshot, Taxonomy::People, term, lang).title.to_string())
}

/// Plain text made from an entry's page, with the titles of linked entries where marks stand.
pub fn spoken<'a>(snapshot: &Snapshot, entry: EntryIx, text: &'a str) -> Cow<'a, str> {
    titles::fill(text, |link| link_title(snapshot, entry, link))
}

/// What a link without words of its own reads as: its target's title, or words that tell nothing
/// where a reader must not hear of it.
pub fn link_title(snapshot: &Snapshot, entry: EntryIx, link: u32) -> Cow<'_, str> {
    let doc = snapshot.weave.doc(entry);
    let written = || doc.facts.links.get(link as usize).map(|link| target_text(&link.target)).unwrap_or_default();
    match snapshot.weave.links(entry).get(link as usize) {
        Some(Resolved::Withheld) => snapshot.say(&doc.lang, "withheld-link").into(),
        Some(Resolved::Entry { entry: target, anchor: None }) => {
            Cow::Borrowed(&snapshot.weave.doc(*target).facts.title)
        }
        Some(Resolved::Entry { entry: target, anchor: Some(anchor) }) => section_title(snapshot, *target, anchor),
        _ => written().into(),
    }
}

/// Characters of a link's sentence, as the design allows.
const SENTENCE: usize = 240;

/// The sentence around a link of an entry's text: before, the linked words, after.
pub struct Sentence<'s> {
    pub before: Cow<'s, str>,
    pub marked: Cow<'s, str>,
    pub after: Cow<'s, str>,
}

/// The sentence around link `link` of `entry`, at most 240 characters with all titles in place; none for embeds and
/// pictures, which stand in no sentence.
pub fn sentence(snapshot: &Snapshot, entry: EntryIx, link: u32) -> Option<Sentence<'_>> {
    let written = snapshot.weave.doc(entry).facts.links.get(link as usize)?;
    if written.use_ != LinkUse::Follow {
        return None;
    }
    let context = &written.context;
    let marked = match context.marked() {
        "" => link_title(snapshot, entry, link),
        words => spoken(snapshot, entry, words),
    };
    let before = spoken(snapshot, entry, context.before());
    let after = spoken(snapshot, entry, context.after());
    let after = match after_room(&before, &marked, &after) {
        Some(room) => shorten(&after, room).to_string().into(),
        None => after,
    };
    Some(Sentence { before, marked, after })
}

/// The characters that the end of a sentence may have which is too long.
fn after_room(before: &str, marked: &str, after: &str) -> Option<usize> {
    // A text never has more characters than bytes, and few sentences have more bytes than that.
    if before.len() + marked.len() + after.len() <= SENTENCE {
        return None;
    }
    let [before, marked, after] = [before, marked, after].map(|part| part.chars().count());
    let too_long = (before + marked + after).saturating_sub(SENTENCE);
    (too_long > 0).then(|| after.saturating_sub(too_long + 1))
}

/// The title of an entry and of one of its headings.
fn section_title<'s>(snapshot: &'s Snapshot, target: EntryIx, anchor: &str) -> Cow<'s, str> {
    let facts = &snapshot.weave.doc(target).facts;
    match facts.headings.iter().find(|heading| *heading.id == *anchor) {
        Some(heading) => {
            let words = titles::fill(&heading.text, |link| heading_link_title(snapshot, target, link));
            format!("{}: {}", facts.title, words.trim()).into()
        }
        None => Cow::Borrowed(&facts.title),
    }
}

/// What a link in a heading reads as. The section that it leads to is left out: its heading may hold a link back.
fn heading_link_title(snapshot: &Snapshot, entry: EntryIx, link: u32) -> Cow<'_, str> {
    match snapshot.weave.links(entry).get(link as usize) {
        Some(Resolved::Entry { entry: target, .. }) => Cow::Borrowed(&snapshot.weave.doc(*target).facts.title),
        _ => link_title(snapshot, entry, link),
    }
}

/// The first paragraph of an entry's text.
pub fn excerpt(snapshot: &Snapshot, entry: EntryIx) -> Option<Cow<'_, str>> {
    let excerpt = snapshot.weave.doc(entry).facts.excerpt.as_deref()?;
    Some(spoken(snapshot, entry, excerpt))
}

/// The summary as written, else what defines the entry, else the first paragraph cut to `limit` characters.
pub fn summary(snapshot: &Snapshot, entry: EntryIx, limit: usize) -> Option<Arc<str>> {
    let facts = &snapshot.weave.doc(entry).facts;
    let written = facts.summary.clone().or_else(|| definition(facts));
    written.or_else(|| Some(shorten(&excerpt(snapshot, entry)?, limit)))
}

/// What an entry means, where its kind asks for that: a term's own sentence.
pub fn definition(facts: &Facts) -> Option<Arc<str>> {
    facts.text(DEFINITION).cloned()
}

/// The field that holds a definition. A page shows it under its title.
pub const DEFINITION: &str = "definition";

/// The entries that a field names, as far as they exist.
pub fn entries(snapshot: &Snapshot, entry: EntryIx, name: &str) -> Vec<EntryIx> {
    snapshot.weave.named_entries(entry, name)
}

pub fn target_text(target: &Target) -> String {
    match target {
        Target::Name { name, .. } | Target::Called { name, .. } => name.to_string(),
        Target::File { path, .. } | Target::Path { path, .. } | Target::Escaping(path) => path.to_string(),
        Target::Anchor(name) | Target::Tag(name) => format!("#{name}"),
        Target::Outside(url) => url.to_string(),
        Target::Unsafe => String::new(),
    }
}
