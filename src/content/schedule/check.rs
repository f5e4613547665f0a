//! Dates of one entry that contradict one another, although each of them is valid.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::changes::changed;
use super::written::{Written, clock, named, skipped};
use super::{Schedule, on_clock};
use crate::content::own_fields::date;
use crate::content::repeat::{End, Repeat};
use crate::content::tree::Node;
use crate::content::{FieldValue, dates};
use crate::diagnostics::{Code, Diagnostic, Severity, Span};

/// How far ahead dates are looked for that an exception may mean.
const YEARS: i64 = 20;

/// Everything that is wrong with the dates of one entry together; each alone is in order. What a translation says of dates
/// may be of a repetition that stands in its original.
pub fn check(
    fields: &[(Arc<str>, FieldValue)],
    written: &Written,
    is_translation: bool,
    site: &TimeZone,
) -> Vec<Diagnostic> {
    let Some(schedule) = Schedule::as_written(fields, site) else { return Vec::new() };
    // Said of the start, it need not be said of the end.
    let offsets = [&written.start, &written.end].into_iter().flatten().find_map(|node| offset(node, &schedule.zone));
    let mut problems: Vec<Diagnostic> = offsets.into_iter().collect();
    let times = [&written.start, &written.end].into_iter().flatten();
    problems.extend(times.filter_map(|node| skipped(node, &schedule.zone)));
    problems.extend(unused_end(fields, written));
    match (&schedule.repeat, &written.repeat) {
        (Some(repeat), Some(node)) => problems.extend(repeated(fields, &schedule, repeat, &node.span, written)),
        // What it was to be is reported where it is written.
        (None, Some(_)) => {}
        _ if is_translation => {}
        _ => problems.extend(unrepeated(written)),
    }
    problems
}

/// An offset that the zone has in the other half of the year: the clock was not looked at.
fn offset(node: &Node, zone: &TimeZone) -> Option<Diagnostic> {
    let text = node.text()?;
    let offset = dates::written_offset(text)?;
    let at = dates::parse(text, zone, zone)?.at;
    let then = zone.to_offset(at);
    let is_slip = then != offset && is_of_other_half(offset, at, zone);
    let name = zone.iana_name()?;
    is_slip.then(|| {
        let clock = zone.to_datetime(at).time().strftime("%H:%M").to_string();
        let message = format!("on this day clocks in `{name}` are at {}, not {}", signed(then), signed(offset));
        let help = format!("this is {clock} there; leave the offset out, and it is what that clock shows");
        Diagnostic::new(Code::UnlikelyOffset, message).at(node.span.clone()).help(help)
    })
}

/// Whether the zone has an offset before or after the season that the moment is in, within a year.
fn is_of_other_half(offset: Offset, at: Timestamp, zone: &TimeZone) -> bool {
    let a_year = SignedDuration::from_hours(24 * 366);
    let mut past = zone.preceding(at);
    let began = past.next().filter(|season| at.duration_since(season.timestamp()) < a_year);
    let before = began.and(past.next());
    let after = zone.following(at).next().filter(|season| season.timestamp().duration_since(at) < a_year);
    [before, after].into_iter().flatten().any(|season| season.offset() == offset)
}

/// `-04:00`
fn signed(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// An `end` of which nothing is told: its hour, where the start has none; its day, where that is the day of the start.
fn unused_end(fields: &[(Arc<str>, FieldValue)], written: &Written) -> Option<Diagnostic> {
    let (start, end, node) = (date(fields, "start")?, date(fields, "end")?, written.end.as_ref()?);
    let (message, help) = match (start.all_day, end.all_day) {
        (true, false) => (
            "`start` is a whole day, so that nobody is told the hour of `end`",
            "give `start` its hour too, or take it from `end`",
        ),
        (false, true) if start.day() == end.day() => {
            ("`end` has no hour, so that nobody is told when this ends", "give it its hour, or leave it out")
        }
        _ => return None,
    };
    Some(Diagnostic::new(Code::TimeMismatch, message).at(node.span.clone()).help(help))
}

fn unrepeated(written: &Written) -> Vec<Diagnostic> {
    let cancelled = written.format.pair("status", "\"cancelled\"");
    let of = |nodes: &[Node], name: &str| {
        nodes.first().map(|node| {
            Diagnostic::new(
                Code::UnmatchedDate,
                format!("`{name}` is for an event that repeats, and this one does not"),
            )
            .at(node.span.clone())
            .help(format!("add `repeat`, or write `{cancelled}` or the new `start` for the event as a whole"))
        })
    };
    of(&written.except, "except").into_iter().chain(of(&written.changes, "changes")).collect()
}

fn repeated(
    fields: &[(Arc<str>, FieldValue)],
    schedule: &Schedule,
    repeat: &Repeat,
    place: &Span,
    written: &Written,
) -> Vec<Diagnostic> {
    let (Some(start), Some(start_node)) = (date(fields, "start"), &written.start) else { return Vec::new() };
    let begins = on_clock(start, &schedule.zone);
    let mut problems = Vec::new();
    if let Some(hours) = repeat.hours.filter(|hours| !start.all_day && hours.from != begins.time()) {
        let message = format!("`start` is at {} and `repeat` says {}", clock(begins.time()), clock(hours.from));
        let help = "write the hours in one of them: `start` may be the day alone";
        problems.push(Diagnostic::new(Code::InvalidRepeat, message).at(place.clone()).help(help));
    }
    let last = begins.date().saturating_add(YEARS.years());
    let days: Vec<Date> = schedule.repeated().map(|time| time.date()).take_while(|day| *day <= last).collect();
    let Some(first) = days.first() else {
        let message = format!("`{}` never comes after {}", repeat.written, begins.date());
        let help = "look at the last day, and at days that no month has";
        problems.push(Diagnostic::new(Code::InvalidRepeat, message).at(place.clone()).help(help));
        return problems;
    };
    if *first != begins.date() {
        let message =
            format!("`start` is {}, and `{}` begins on {}", named(begins.date()), repeat.written, named(*first));
        let line = written.format.pair("start", &first.to_string());
        let help = format!("write `{line}`, with its hours; until then the event begins on that day");
        problems.push(Diagnostic::new(Code::UnmatchedDate, message).at(start_node.span.clone()).help(help));
    }
    problems.extend(outlasting(fields, &days, repeat, written));
    problems.extend(changed(written, &days, schedule, repeat));
    problems
}

/// An `end` behind the next date: what was meant is when the whole series ends.
fn outlasting(
    fields: &[(Arc<str>, FieldValue)],
    days: &[Date],
    repeat: &Repeat,
    written: &Written,
) -> Option<Diagnostic> {
    let (start, end, node) = (date(fields, "start")?, date(fields, "end")?, written.end.as_ref()?);
    let [first, next, ..] = days else { return None };
    let between = |from: Date, to: Date| i64::from(to.since(from).map_or(0, |span| span.get_days()));
    let gap = between(*first, *next);
    let outlasts = match end.all_day {
        true => between(start.day(), end.day()) + 1 > gap,
        false => end.at.duration_since(start.at) > SignedDuration::from_hours(24 * gap),
    };
    if !outlasts {
        return None;
    }
    let message = format!("this is when one date ends, and `{}` comes again on {}", repeat.written, named(*next));
    let help = match repeat.rule.end {
        End::Never if repeat.written.contains('=') => {
            format!("if the series ends then, put `;UNTIL={}` behind `repeat`", end.day().strftime("%Y%m%d"))
        }
        End::Never => {
            let line = written.format.pair("repeat", &format!("\"{} until {}\"", repeat.written, end.day()));
            format!("if the series ends then, write `until`: `{line}`")
        }
        _ => "`end` belongs to the first date; `repeat` says when the series ends".to_owned(),
    };
    let mut problem = Diagnostic::new(Code::InvalidDate, message).at(node.span.clone());
    problem.severity = Severity::Warning;
    Some(problem.help(help))
}
