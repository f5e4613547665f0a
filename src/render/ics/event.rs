//! `VEVENT`: an event, and each of its dates that departs from the rule.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::lines::Lines;
use super::zone::written_name;
use crate::content::repeat::End;
use crate::content::schedule::{Length, instant};
use crate::practice::calendar::{Change, Series, Status, When};
use crate::render::unique::{domain, uri, within};
use crate::view::{Snapshot, events, plain};
use crate::weaver::Taxonomy;

pub fn events(snapshot: &Snapshot, series: &Series, lines: &mut Lines) {
    let schedule = &series.schedule;
    let Some(first) = When::new(schedule.first, schedule.length, &schedule.zone) else { return };
    let sequence = sequence(snapshot, series);
    begin(snapshot, series, lines);
    lines.push("SEQUENCE", &sequence.to_string());
    lines.push("STATUS", status(series.status));
    let of_rule = excepted_times(series);
    dates(&first, lines);
    repetition(series, &of_rule, lines);
    words(snapshot, series, None, lines);
    lines.push("END", "VEVENT");
    for change in &series.changes {
        if of_rule.contains(&change.on) {
            changed(snapshot, series, change, sequence, lines);
        }
    }
}

/// More than any entry has to tell on one day.
const IN_A_DAY: usize = 1000;

/// Grows with all that those who noted a date must learn, and with the day on which the entry says that it was updated:
/// what is taken back then is newer than what was told (RFC 5545 section 3.8.7.4). Commits do not count, since a clone may
/// lack them, and the number must never fall.
fn sequence(snapshot: &Snapshot, series: &Series) -> usize {
    let told = status_number(series.status) + series.changes.len() + series.left_out.len();
    let facts = &snapshot.weave.doc(series.entry).facts;
    let days = facts.updated.filter(|_| !facts.is_commit).map_or(0, |moment| moment.at.as_second().div_euclid(86_400));
    usize::try_from(days).unwrap_or(0) * IN_A_DAY + told.min(IN_A_DAY - 1)
}

/// A date by the rule that was moved or cancelled.
fn changed(snapshot: &Snapshot, series: &Series, change: &Change, sequence: usize, lines: &mut Lines) {
    let schedule = &series.schedule;
    let Some(planned) = When::new(change.on, schedule.length, &schedule.zone) else { return };
    let (when, is) = match &change.to {
        Some(to) => (to, Status::Moved),
        None => (&planned, Status::Cancelled),
    };
    begin(snapshot, series, lines);
    time("RECURRENCE-ID", change.on, &planned, lines);
    lines.push("SEQUENCE", &(sequence + status_number(is)).to_string());
    lines.push("STATUS", status(is));
    dates(when, lines);
    words(snapshot, series, Some(change), lines);
    lines.push("END", "VEVENT");
}

fn begin(snapshot: &Snapshot, series: &Series, lines: &mut Lines) {
    let id = &snapshot.weave.doc(series.entry).id;
    let config = &snapshot.config;
    lines.push("BEGIN", "VEVENT");
    lines.push("UID", &format!("{}{id}@{}", within(config), domain(config)));
    lines.push("DTSTAMP", &utc(stamp(snapshot, series)));
}

/// When what is told was last changed, as far as the entry says; else the beginning of its year, so that
/// the same entry gives the same bytes on any day.
fn stamp(snapshot: &Snapshot, series: &Series) -> Timestamp {
    let facts = &snapshot.weave.doc(series.entry).facts;
    let told = facts.updated.or(facts.date).map(|moment| moment.at);
    let of_year = series.schedule.first.date().first_of_year().to_datetime(jiff::civil::Time::midnight());
    told.or_else(|| TimeZone::UTC.to_timestamp(of_year).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn dates(when: &When, lines: &mut Lines) {
    time("DTSTART", when.starts, when, lines);
    match (when.length, when.ends()) {
        // The day after the last one.
        (Length::WholeDays(_), Some(last)) => {
            if let Ok(after) = last.date().tomorrow() {
                lines.push("DTEND;VALUE=DATE", &day(after));
            }
        }
        (Length::Exact(_), Some(end)) => time("DTEND", end, when, lines),
        _ => {}
    }
}

/// A time on the clock of an event.
fn time(name: &str, civil: DateTime, when: &When, lines: &mut Lines) {
    if when.is_all_day() {
        return lines.push(&format!("{name};VALUE=DATE"), &day(civil.date()));
    }
    match written_name(&when.zone) {
        Some(zone) => lines.push(&format!("{name};TZID={zone}"), &civil.strftime("%Y%m%dT%H%M%S").to_string()),
        None => lines.push(name, &utc(instant(&when.zone, civil).unwrap_or_else(|| when.at()))),
    }
}

fn repetition(series: &Series, of_rule: &BTreeSet<DateTime>, lines: &mut Lines) {
    let schedule = &series.schedule;
    let Some(repeat) = &schedule.repeat else { return };
    let until = until(repeat.rule.end, &schedule.zone, schedule.is_all_day()).unwrap_or_default();
    lines.push("RRULE", &format!("{}{until}", repeat.rule.to_rrule()));
    for left_out in &series.left_out {
        let at = left_out.to_datetime(schedule.first.time());
        if let Some(when) = When::new(at, schedule.length, &schedule.zone).filter(|_| of_rule.contains(&at)) {
            time("EXDATE", at, &when, lines);
        }
    }
}

/// The times that the rule gives, were nothing left out, up to the last of which anything else is said.
fn excepted_times(series: &Series) -> BTreeSet<DateTime> {
    let left_out = series.left_out.iter().map(|day| day.to_datetime(series.schedule.first.time()));
    match left_out.chain(series.changes.iter().map(|change| change.on)).max() {
        Some(last) => series.schedule.times().take_while(|time| *time <= last).collect(),
        None => BTreeSet::new(),
    }
}

/// The end of a rule: the last day for whole days, else a moment in UTC (RFC 5545 section 3.3.10).
fn until(end: End, zone: &TimeZone, is_all_day: bool) -> Option<String> {
    let last = match end {
        End::Never | End::After(_) => return None,
        End::OnDay(day) => day.at(23, 59, 59, 0),
        End::Until(civil) => civil,
        End::At(at) => zone.to_datetime(at),
    };
    match is_all_day {
        true => Some(format!(";UNTIL={}", day(last.date()))),
        false => Some(format!(";UNTIL={}", utc(instant(zone, last)?))),
    }
}

/// What, where, and how to join.
fn words(snapshot: &Snapshot, series: &Series, change: Option<&Change>, lines: &mut Lines) {
    let doc = snapshot.weave.doc(series.entry);
    lines.text("SUMMARY", &doc.facts.title);
    let address = crate::plan::encode(snapshot.weave.address(series.entry));
    let page = snapshot.config.base_url.absolute(&address);
    let is_address = !snapshot.config.base_url.origin.is_empty();
    let told = [
        change.and_then(|change| change.note.as_deref().map(str::to_owned)),
        plain::summary(snapshot, series.entry, 480).map(|summary| summary.to_string()),
        plain::text(doc, "register"),
        is_address.then(|| page.clone()),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    if !told.is_empty() {
        lines.text("DESCRIPTION", &told.join("\n\n"));
    }
    let place = change.and_then(|change| change.place.as_deref().map(str::to_owned));
    if let Some(place) = place.or_else(|| plain::text(doc, "place")) {
        lines.text("LOCATION", &place);
    }
    let tags = snapshot.weave.terms().of_entry(Taxonomy::Tags, series.entry);
    let tags = tags.iter().map(|tag| snapshot.weave.terms().get(Taxonomy::Tags, *tag).title.to_string());
    let categories: Vec<String> = events::type_label(snapshot, series.entry).into_iter().chain(tags).collect();
    if !categories.is_empty() {
        lines.texts("CATEGORIES", &categories);
    }
    if is_address {
        lines.push("URL", &uri(&page));
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Planned => "TENTATIVE",
        Status::Confirmed | Status::Moved | Status::Held => "CONFIRMED",
        Status::Cancelled => "CANCELLED",
    }
}

/// Raised with each thing that those who noted a date must learn.
fn status_number(status: Status) -> usize {
    match status {
        Status::Planned | Status::Confirmed | Status::Held => 0,
        Status::Moved => 1,
        Status::Cancelled => 2,
    }
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
