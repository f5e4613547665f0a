//! Dates of events as lines: when, what, where. Past and future are told apart by the day of the build.

use std::sync::Arc;

use jiff::civil::{Date, Time};

use super::choices::in_words;
use super::contract::{EventDates, EventLine};
use super::{Snapshot, plain, repeats};
use crate::content::{Lang, Moment};
use crate::plan::{EVENT_FILE, encode};
use crate::practice::calendar::{Occurrence, Series, Status, When};
use crate::weaver::EntryIx;

/// What a reader must know before setting out.
const OFF_PLAN: [Status; 2] = [Status::Moved, Status::Cancelled];

/// Dates of a repeated event that its page lists.
const DATES: usize = 6;

/// Kinds of entry in which it is told how something went.
const TOLD_IN: [&str; 5] = ["log", "post", "article", "story", "newsletter"];

/// The dates to come of those events that are wanted, soonest first.
pub fn coming(snapshot: &Snapshot, is_wanted: impl Fn(EntryIx) -> bool) -> impl Iterator<Item = &Occurrence> {
    snapshot.calendar.coming().filter(move |occurrence| is_wanted(occurrence.entry))
}

/// The next of those dates that is still on, for readers of a language.
pub fn next(snapshot: &Snapshot, lang: &Lang, is_wanted: impl Fn(EntryIx) -> bool) -> Option<EventLine> {
    let is_on = |occurrence: &&Occurrence| occurrence.status != Status::Cancelled;
    coming(snapshot, is_wanted).find(is_on).map(|occurrence| line(snapshot, occurrence, lang))
}

/// A date in a list, for readers of a language.
pub fn line(snapshot: &Snapshot, occurrence: &Occurrence, lang: &Lang) -> EventLine {
    let entry = snapshot.weave.version(occurrence.entry, lang);
    let off_plan = Some(occurrence.status).filter(|status| OFF_PLAN.contains(status));
    let (place, note) = words_of_date(snapshot, entry, occurrence);
    EventLine {
        status: off_plan.map(|status| in_words(snapshot, lang, "event-status", status.name())),
        note,
        moved_from: occurrence.moved_from.as_ref().map(|when| when.start().iso()),
        place: place.or_else(|| of_version(snapshot, entry, "place")),
        ..line_at(snapshot, entry, Some(&occurrence.when), lang)
    }
}

/// Where a date is, if not where the event usually is, and what else is to be known of it: in the words of a version of the
/// event, as far as that has some.
fn words_of_date(snapshot: &Snapshot, version: EntryIx, occurrence: &Occurrence) -> (Option<String>, Option<String>) {
    let planned = occurrence.moved_from.as_ref().unwrap_or(&occurrence.when).day();
    let series = snapshot.calendar.of(occurrence.entry).filter(|_| version != occurrence.entry);
    let own = series.and_then(|series| series.change_in(&snapshot.weave.doc(version).facts, planned));
    let (place, note) = own.map_or((None, None), |own| (own.place, own.note));
    let words =
        |own: Option<Arc<str>>, others: &Option<Arc<str>>| own.or_else(|| others.clone()).map(|it| it.to_string());
    (words(place, &occurrence.place), words(note, &occurrence.note))
}

/// What a version of an event says, or else its original.
pub fn of_version(snapshot: &Snapshot, entry: EntryIx, field: &str) -> Option<String> {
    let weave = &snapshot.weave;
    plain::text(weave.doc(entry), field).or_else(|| plain::text(weave.doc(weave.primary(entry)), field))
}

/// An event as a whole, on its own page: the next date of one that repeats, or its last.
pub fn line_of(snapshot: &Snapshot, entry: EntryIx) -> EventLine {
    line_as_of(snapshot, entry, snapshot.today)
}

/// The same as it was told on another day.
pub fn line_as_of(snapshot: &Snapshot, entry: EntryIx, day: Date) -> EventLine {
    let lang = &snapshot.weave.doc(entry).lang;
    let Some(series) = series(snapshot, entry) else { return line_at(snapshot, entry, None, lang) };
    let Some(date) = snapshot.calendar.date_of(series, day) else { return line_at(snapshot, entry, None, lang) };
    let told = line(snapshot, &date, lang);
    // One date of many that was moved does not make the event one that was; where one that was cancelled stands for it, all are.
    let is_moved_alone = date.status == Status::Moved && series.status != Status::Moved;
    if is_moved_alone { EventLine { status: None, ..told } } else { told }
}

/// The date that stands for an event on a day; none where it has none at all.
pub fn date_of(snapshot: &Snapshot, entry: EntryIx, day: Date) -> Option<Occurrence> {
    snapshot.calendar.date_of(series(snapshot, entry)?, day)
}

fn line_at(snapshot: &Snapshot, entry: EntryIx, when: Option<&When>, lang: &Lang) -> EventLine {
    EventLine {
        card: snapshot.card(entry),
        label: label(snapshot, entry, lang),
        start: when.map(|when| when.start().iso()).unwrap_or_default(),
        end: when.and_then(|when| Some(end(when)?.iso())),
        last_day: when.map(|when| when.last_day_in(&snapshot.config.timezone).to_string()),
        all_day: when.is_none_or(When::is_all_day),
        zone: when.and_then(|when| zone(snapshot, when)),
        place: of_version(snapshot, entry, "place"),
        mode: of_version(snapshot, entry, "mode").map(|mode| in_words(snapshot, lang, "mode", &mode)),
        status: None,
        note: None,
        moved_from: None,
    }
}

/// When it ends as readers say it: what goes on until midnight, days later, does so until the last day.
fn end(when: &When) -> Option<Moment> {
    let last = when.last_day_in(&when.zone);
    let end = when.end()?;
    let is_midnight = !end.all_day && end.civil.time() == Time::midnight() && last > when.day();
    if is_midnight { Moment::of_day(last, &when.zone) } else { Some(end) }
}

/// What stands on an event's page beside its next date.
pub fn dates(snapshot: &Snapshot, entry: EntryIx) -> Option<EventDates> {
    let series = series(snapshot, entry)?;
    let doc = snapshot.weave.doc(entry);
    let coming = || snapshot.calendar.coming_of(series.entry);
    let all: Vec<EventLine> = match series.repeats() {
        true => coming().take(DATES).map(|date| line(snapshot, date, &doc.lang)).collect(),
        false => Vec::new(),
    };
    let is_over = coming().next().is_none();
    let first = When::new(series.schedule.first, series.schedule.length, &series.schedule.zone);
    Some(EventDates {
        ics_url: format!("{}{EVENT_FILE}", encode(snapshot.weave.address(series.entry))),
        repeats: series.schedule.repeat.as_ref().map(|repeat| repeats::in_words(snapshot.voice(&doc.lang), repeat)),
        zone: first.filter(|when| !when.is_all_day()).and_then(|when| zone_name(&when)),
        join_url: of_version(snapshot, entry, "register").filter(|_| !is_over && series.status != Status::Cancelled),
        coming: all,
        is_over,
        untold: is_over && !series.repeats() && series.status != Status::Cancelled && !is_told(snapshot, entry),
    })
}

/// The event behind a page in any language.
pub fn series(snapshot: &Snapshot, entry: EntryIx) -> Option<&Series> {
    snapshot.weave.versions(entry).find_map(|version| snapshot.calendar.of(version))
}

/// Whether anybody has said how it went: on its page, or in an entry that is linked with it.
fn is_told(snapshot: &Snapshot, entry: EntryIx) -> bool {
    let doc = snapshot.weave.doc(entry);
    let is_telling = |other: EntryIx| TOLD_IN.contains(&&*snapshot.weave.doc(other).id.kind);
    let linked = snapshot.weave.incoming(entry).map(|edge| edge.from);
    ["recording", "slides"].iter().any(|field| doc.facts.field(field).is_some())
        || doc.facts.headings.iter().any(|heading| heading.level == 2)
        || linked.chain(snapshot.weave.outgoing(entry).iter().map(|edge| edge.to)).any(is_telling)
}

/// The zone of a date that is not on the clock of the site.
fn zone(snapshot: &Snapshot, when: &When) -> Option<String> {
    let is_site = when.zone.to_offset(when.at()) == snapshot.config.timezone.to_offset(when.at());
    (!when.is_all_day() && !is_site).then(|| zone_name(when)).flatten()
}

/// `GMT, Europe/London`: what its clock is called at the time, and where it hangs.
fn zone_name(when: &When) -> Option<String> {
    let name = when.zone.iana_name()?;
    let info = when.zone.to_offset_info(when.at());
    let short = info.abbreviation();
    // Zones whose clock nobody named have digits in that place.
    match short.starts_with(|c: char| c.is_ascii_alphabetic()) && short != name {
        true => Some(format!("{short}, {name}")),
        false => Some(name.to_owned()),
    }
}

/// What sort of event it is, as calendar programs show it.
pub fn type_label(snapshot: &Snapshot, entry: EntryIx) -> Option<String> {
    let of = plain::text(snapshot.weave.doc(entry), "type")?;
    Some(in_words(snapshot, &snapshot.lang(), "event", &of))
}

fn label(snapshot: &Snapshot, entry: EntryIx, lang: &Lang) -> String {
    let doc = snapshot.weave.doc(entry);
    let kind = || snapshot.kinds_in(lang).get(&doc.id.kind).map_or_else(String::new, |kind| kind.title.clone());
    plain::text(doc, "type").map_or_else(kind, |label| in_words(snapshot, lang, "event", &label))
}
