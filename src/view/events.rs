//! Events as lines: when, what, where. Past and future are told apart by the day of the build.

use super::contract::EventLine;
use super::{Snapshot, plain};
use crate::content::FieldValue;
use crate::weaver::EntryIx;

/// Those to come, soonest first, and past ones, newest first.
pub fn split(snapshot: &Snapshot, events: Vec<EntryIx>) -> (Vec<EntryIx>, Vec<EntryIx>) {
    let day = |entry: &EntryIx| snapshot.weave.date(*entry).map(|date| date.civil.date());
    let (mut coming, past): (Vec<_>, Vec<_>) =
        events.into_iter().partition(|entry| day(entry).is_some_and(|day| day >= snapshot.today));
    coming.reverse();
    (coming, past)
}

/// The next event of those given.
pub fn next(snapshot: &Snapshot, events: Vec<EntryIx>) -> Option<EventLine> {
    split(snapshot, events).0.first().map(|entry| line(snapshot, *entry))
}

pub fn line(snapshot: &Snapshot, entry: EntryIx) -> EventLine {
    let doc = snapshot.weave.doc(entry);
    let date = snapshot.weave.date(entry);
    let kind = snapshot.kinds.get(&doc.id.kind).map_or("", |kind| &kind.title);
    EventLine {
        card: snapshot.card(entry),
        label: plain::text(doc, "type").map_or_else(|| kind.to_owned(), |label| label_of(&label)),
        start: date.map(|date| date.iso()).unwrap_or_default(),
        end: plain::date(doc, "end"),
        all_day: date.is_none_or(|date| date.all_day) || matches!(doc.facts.field("all_day"), Some(FieldValue::Bool(true))),
        place: plain::text(doc, "place"),
        mode: plain::text(doc, "mode"),
        status: plain::text(doc, "status"),
    }
}

/// A schema's value as a label: `core-group` → "Core group".
pub fn label_of(value: &str) -> String {
    super::relations::capitalise(&value.replace('-', " "))
}
