//! `VTIMEZONE`: how a zone's clock changes, made from the zone's own rules.
//!
//! Changes that come by the same rule every year are one component with that rule: Outlook reads no
//! others. Only where a zone changed its rules, or follows none, are single changes written.

use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::lines::Lines;

/// Changes before the first event that are written, so that both halves of the year are known to it.
const BEFORE: usize = 2;
/// Years after the last event: its rules need not end with it.
const AFTER: i16 = 1;

/// The name under which times of a zone are written; none where they are written in UTC.
pub fn written_name(zone: &TimeZone) -> Option<&str> {
    zone.iana_name().filter(|name| !matches!(*name, "UTC" | "Etc/UTC" | "Etc/UCT" | "Etc/Zulu" | "Zulu" | "UCT"))
}

/// One change of the clock.
#[derive(Clone, Debug)]
struct Change {
    at: Timestamp,
    /// On the clock as it was before it changed.
    wall: DateTime,
    clock: Clock,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Clock {
    from: Offset,
    to: Offset,
    name: String,
    is_summer: bool,
}

/// Changes that follow the same rule in one year after the other.
struct Run {
    changes: Vec<Change>,
    /// Which weekday of the month it is, in every way that fits all of them: 5 may be the last.
    nths: Vec<i8>,
}

pub fn write(zone: &TimeZone, name: &str, first: Timestamp, last_year: i16, lines: &mut Lines) {
    let last_year = last_year.saturating_add(AFTER);
    lines.push("BEGIN", "VTIMEZONE");
    lines.push("TZID", name);
    let changes = changes(zone, first, last_year);
    if changes.is_empty() {
        unchanging(zone, first, lines);
    }
    for run in runs(changes) {
        component(&run, last_year, lines);
    }
    lines.push("END", "VTIMEZONE");
}

/// All changes that matter to events between the first and the end of a year, in the order of time.
fn changes(zone: &TimeZone, first: Timestamp, last_year: i16) -> Vec<Change> {
    // The one at the very moment of the first event is before it.
    let first = first.saturating_add(SignedDuration::from_secs(1)).unwrap_or(first);
    let mut before: Vec<Timestamp> = zone.preceding(first).take(BEFORE).map(|change| change.timestamp()).collect();
    before.reverse();
    let after = zone.following(first).map(|change| change.timestamp());
    let within = |at: &Timestamp| zone.to_datetime(*at).year() <= last_year;
    before.into_iter().chain(after.take_while(within)).filter_map(|at| change(zone, at)).collect()
}

fn change(zone: &TimeZone, at: Timestamp) -> Option<Change> {
    let from = zone.to_offset(at.checked_sub(SignedDuration::from_secs(1)).ok()?);
    let to = zone.to_offset_info(at);
    let clock = Clock { from, to: to.offset(), name: to.abbreviation().to_owned(), is_summer: to.dst().is_dst() };
    Some(Change { at, wall: from.to_datetime(at), clock })
}

/// A zone whose clock has never changed before the event and does not after it.
fn unchanging(zone: &TimeZone, first: Timestamp, lines: &mut Lines) {
    let info = zone.to_offset_info(first);
    let clock =
        Clock { from: info.offset(), to: info.offset(), name: info.abbreviation().to_owned(), is_summer: false };
    let starts = if first < Timestamp::UNIX_EPOCH { "16010101T000000" } else { "19700101T000000" };
    lines.push("BEGIN", "STANDARD");
    lines.push("DTSTART", starts);
    offsets(&clock, lines);
    lines.push("END", "STANDARD");
}

/// Changes sorted into runs, in the order of their first ones.
fn runs(changes: Vec<Change>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in changes {
        match runs.iter_mut().rev().find_map(|run| Some((run.continued_by(&change)?, run))) {
            Some((nths, run)) => {
                run.nths = nths;
                run.changes.push(change);
            }
            None => runs.push(Run { nths: nths(change.wall), changes: vec![change] }),
        }
    }
    runs
}

/// Which weekday of its month a day is: the first to fifth, and -1 where it is the last.
fn nths(day: DateTime) -> Vec<i8> {
    let nth = (day.day() - 1) / 7 + 1;
    let is_last = day.day() + 7 > day.date().days_in_month();
    [nth].into_iter().filter(|nth| *nth < 5).chain(is_last.then_some(-1)).collect()
}

impl Run {
    /// In what ways the run goes on with a change; none where it does not.
    fn continued_by(&self, change: &Change) -> Option<Vec<i8>> {
        let last = self.changes.last()?;
        let by_rule = |change: &Change| (change.wall.month(), change.wall.weekday(), change.wall.time());
        let follows = last.clock == change.clock
            && last.wall.year() + 1 == change.wall.year()
            && by_rule(last) == by_rule(change);
        let fitting = nths(change.wall);
        let both: Vec<i8> = self.nths.iter().copied().filter(|nth| fitting.contains(nth)).collect();
        (follows && !both.is_empty()).then_some(both)
    }
}

fn component(run: &Run, last_year: i16, lines: &mut Lines) {
    let [first, ..] = run.changes.as_slice() else { return };
    let kind = if first.clock.is_summer { "DAYLIGHT" } else { "STANDARD" };
    lines.push("BEGIN", kind);
    lines.push("DTSTART", &first.wall.strftime("%Y%m%dT%H%M%S").to_string());
    offsets(&first.clock, lines);
    if let Some(rule) = rule(run, last_year) {
        lines.push("RRULE", &rule);
    }
    lines.push("END", kind);
}

fn offsets(clock: &Clock, lines: &mut Lines) {
    lines.push("TZOFFSETFROM", &offset(clock.from));
    lines.push("TZOFFSETTO", &offset(clock.to));
    lines.text("TZNAME", &clock.name);
}

/// The rule of a run of several changes. One that reaches the last year goes on after it.
fn rule(run: &Run, last_year: i16) -> Option<String> {
    let [first, .., last] = run.changes.as_slice() else { return None };
    // "Last" says the same in fewer months than "fourth" and is how most clocks are changed.
    let nth = if run.nths.contains(&-1) { -1 } else { *run.nths.first()? };
    let mut rule = format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{}", first.wall.month(), letters(first.wall.weekday()));
    if last.wall.year() < last_year {
        rule.push_str(&format!(";UNTIL={}", last.at.strftime("%Y%m%dT%H%M%SZ")));
    }
    Some(rule)
}

fn letters(weekday: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
}

/// `+0100`, `-0330`; with seconds for times before about 1900.
fn offset(offset: Offset) -> String {
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    let seconds = offset.seconds().unsigned_abs();
    let text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds.is_multiple_of(60) { text } else { format!("{text}{:02}", seconds % 60) }
}
