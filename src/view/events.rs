//! Events as lines: when, what, where. Past and future are told apart by the day of the build.

use super::contract::EventLine;
use super::{Snapshot, plain};
use crate::content::{FieldValue, Moment};
use crate::weaver::EntryIx;

/// What a reader must know before setting out.
const OFF_PLAN: [&str; 2] = ["moved", "cancelled"];

/// Those to come, soonest first, and past ones, newest first.
pub fn split(snapshot: &Snapshot, events: Vec<EntryIx>) -> (Vec<EntryIx>, Vec<EntryIx>) {
    let (mut coming, mut past): (Vec<_>, Vec<_>) = events
        .into_iter()
        .partition(|entry| starts(snapshot, *entry).is_some_and(|start| start.day() >= snapshot.today));
    coming.sort_by_key(|entry| starts(snapshot, *entry));
    past.sort_by_key(|entry| std::cmp::Reverse(starts(snapshot, *entry)));
    (coming, past)
}

/// When it begins. An event's `date` is the day on which it was announced, or all that is known.
fn starts(snapshot: &Snapshot, entry: EntryIx) -> Option<Moment> {
    match snapshot.weave.doc(entry).facts.field("start") {
        Some(FieldValue::Date(start)) => Some(*start),
        _ => snapshot.weave.date(entry),
    }
}

/// The next event of those given.
pub fn next(snapshot: &Snapshot, events: Vec<EntryIx>) -> Option<EventLine> {
    split(snapshot, events).0.first().map(|entry| line(snapshot, *entry))
}

pub fn line(snapshot: &Snapshot, entry: EntryIx) -> EventLine {
    let doc = snapshot.weave.doc(entry);
    let date = starts(snapshot, entry);
    let kind = snapshot.kinds_in(&doc.lang).get(&doc.id.kind).map_or("", |kind| &kind.title);
    EventLine {
        card: snapshot.card(entry),
        label: plain::text(doc, "type").map_or_else(|| kind.to_owned(), |label| in_words(snapshot, "event", &label)),
        start: date.map(|date| date.iso()).unwrap_or_default(),
        end: plain::date(doc, "end"),
        all_day: date.is_none_or(|date| date.all_day)
            || matches!(doc.facts.field("all_day"), Some(FieldValue::Bool(true))),
        place: plain::text(doc, "place"),
        mode: plain::text(doc, "mode").map(|mode| in_words(snapshot, "mode", &mode)),
        status: plain::text(doc, "status")
            .filter(|status| OFF_PLAN.contains(&status.as_str()))
            .map(|status| in_words(snapshot, "event-status", &status)),
    }
}

/// A value that a schema lists, in words: the interface string `<group>-<value>`, or the value as a
/// label where the theme has none.
pub fn in_words(snapshot: &Snapshot, group: &str, value: &str) -> String {
    let key = format!("{group}-{value}");
    let said = snapshot.say(&snapshot.lang(), &key);
    if said == key { label_of(value) } else { said }
}

/// A schema's value as a label: `core-group` → "Core group".
pub fn label_of(value: &str) -> String {
    super::relations::capitalise(&value.replace('-', " "))
}
