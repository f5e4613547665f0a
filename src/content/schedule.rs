//! When something takes place, on the clock of its own zone, and what is wrong with those dates.
//!
//! Knows one entry and no day on which it is asked.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::front_matter::Format;
use super::repeat::{self, Repeat};
use super::tree::{Node, NodeValue, Tree};
use super::{FieldValue, Moment, dates};
use crate::diagnostics::{Code, Diagnostic, Span};

/// When something begins, how long it lasts, and how it comes again.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub zone: TimeZone,
    /// The first time, on the clock of the zone; at midnight for whole days.
    pub first: DateTime,
    pub length: Length,
    pub repeat: Option<Arc<Repeat>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// At least one.
    WholeDays(i32),
    Exact(SignedDuration),
    /// It begins at a time, and nobody said when it ends.
    Open,
}

impl Schedule {
    /// The schedule that an entry's fields make, in the zone they name or that of the site. `announced` is
    /// the entry's own date: all that is known of an event without a start.
    pub fn of(fields: &[(Arc<str>, FieldValue)], announced: Option<&Moment>, site: &TimeZone) -> Option<Schedule> {
        let mut schedule = Schedule::as_written(fields, announced, site)?;
        match schedule.repeated().next() {
            Some(first) => schedule.first = first,
            // What never comes again takes place once, if at all.
            None => schedule.repeat = None,
        }
        Some(schedule)
    }

    fn as_written(fields: &[(Arc<str>, FieldValue)], announced: Option<&Moment>, site: &TimeZone) -> Option<Schedule> {
        let zone = match value(fields, "timezone") {
            Some(FieldValue::Text(name)) => TimeZone::get(name).unwrap_or_else(|_| site.clone()),
            _ => site.clone(),
        };
        let start = date(fields, "start").or(announced)?;
        let repeat = match value(fields, "repeat") {
            Some(FieldValue::Repeat(repeat)) => Some(repeat.value.clone()),
            _ => None,
        };
        let first = on_clock(start, &zone);
        let mut schedule = Schedule { first, length: length(start, date(fields, "end"), &zone), zone, repeat };
        if start.all_day {
            schedule.take_hours();
        }
        Some(schedule)
    }

    /// The hours that stand with the repetition, where the start is a day.
    fn take_hours(&mut self) {
        let Some(hours) = self.repeat.as_ref().and_then(|repeat| repeat.hours) else { return };
        let begins = self.first.date().to_datetime(hours.from);
        self.length = hours.to.map_or(Length::Open, |to| Length::Exact(until(begins, to)));
        self.first = begins;
    }

    pub fn is_all_day(&self) -> bool {
        matches!(self.length, Length::WholeDays(_))
    }

    /// All times at which it begins by its rule, in order; without end where it has none.
    pub fn times(&self) -> impl Iterator<Item = DateTime> + use<> {
        let once = self.repeat.is_none().then_some(self.first);
        once.into_iter().chain(self.repeated())
    }

    fn repeated(&self) -> impl Iterator<Item = DateTime> + use<> {
        let (first, zone) = (self.first, self.zone.clone());
        let end = self.repeat.as_ref().map(|repeat| repeat.rule.end);
        let days = self.repeat.clone().into_iter().flat_map(move |repeat| repeat::dates(&repeat.rule, first.date()));
        let times = days.map(move |day| day.to_datetime(first.time()));
        times.take_while(move |time| match end {
            Some(repeat::End::Until(last)) => *time <= last,
            Some(repeat::End::At(last)) => instant(&zone, *time).is_some_and(|at| at <= last),
            _ => true,
        })
    }
}

/// A time on a zone's clock as a point in time: one that the clock skips comes after the jump, and of one that
/// it shows twice the first is meant (RFC 5545 section 3.3.5). None at the edge of time itself.
pub fn instant(zone: &TimeZone, civil: DateTime) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(civil).compatible().ok()
}

/// A moment on the clock of a zone; a whole day is the same day in all of them.
pub fn on_clock(moment: &Moment, zone: &TimeZone) -> DateTime {
    if moment.all_day { moment.civil } else { zone.to_datetime(moment.at) }
}

fn length(start: &Moment, end: Option<&Moment>, zone: &TimeZone) -> Length {
    let days = |end: &Moment| {
        let between = end.civil.date().since(start.civil.date()).map_or(0, |span| span.get_days());
        between.max(0) + 1
    };
    match end {
        None if start.all_day => Length::WholeDays(1),
        Some(end) if start.all_day => Length::WholeDays(days(end)),
        Some(end) if !end.all_day && end.at > start.at => Length::Exact(end.at.duration_since(start.at)),
        // Through the whole of its last day.
        Some(end) if end.all_day && end.civil.date() > on_clock(start, zone).date() => {
            let last = end.civil.saturating_add(1.day());
            instant(zone, last).map_or(Length::Open, |last| Length::Exact(last.duration_since(start.at)))
        }
        _ => Length::Open,
    }
}

/// From a time to the next time that a clock shows `to`, be it on the day after.
fn until(begins: DateTime, to: Time) -> SignedDuration {
    let same_day = to.duration_since(begins.time());
    if same_day > SignedDuration::ZERO { same_day } else { same_day + SignedDuration::from_hours(24) }
}

fn value<'v>(fields: &'v [(Arc<str>, FieldValue)], name: &str) -> Option<&'v FieldValue> {
    fields.iter().find(|(known, _)| **known == *name).map(|(_, value)| value)
}

fn date<'v>(fields: &'v [(Arc<str>, FieldValue)], name: &str) -> Option<&'v Moment> {
    match value(fields, name) {
        Some(FieldValue::Date(moment)) => Some(moment),
        _ => None,
    }
}

/// Where the dates of an entry are written, and in which language.
pub struct Written {
    format: Format,
    start: Option<Node>,
    end: Option<Node>,
    repeat: Option<Node>,
    except: Vec<Node>,
    changes: Vec<Node>,
}

impl Written {
    /// To be asked before the keys are taken out of the tree.
    pub fn of(tree: &Tree, format: Format) -> Written {
        let one = |key: &str| tree.get(key).map(|(_, node)| node).filter(|node| !node.is_blank()).cloned();
        let many = |key: &str| match one(key) {
            Some(Node { value: NodeValue::List(items), .. }) => items,
            other => other.into_iter().collect(),
        };
        Written {
            format,
            start: one("start"),
            end: one("end"),
            repeat: one("repeat"),
            except: many("except"),
            changes: many("changes"),
        }
    }
}

/// How far ahead dates are looked for that an exception may mean.
const YEARS: i64 = 20;

/// Everything that is wrong with the dates of one entry together; each alone is in order.
pub fn check(fields: &[(Arc<str>, FieldValue)], written: &Written, site: &TimeZone) -> Vec<Diagnostic> {
    let Some(schedule) = Schedule::as_written(fields, None, site) else { return Vec::new() };
    // Said of the start, it need not be said of the end.
    let offsets = [&written.start, &written.end].into_iter().flatten().find_map(|node| offset(node, &schedule.zone));
    let mut problems: Vec<Diagnostic> = offsets.into_iter().collect();
    match (&schedule.repeat, &written.repeat) {
        (Some(repeat), Some(node)) => problems.extend(repeated(fields, &schedule, repeat, &node.span, written)),
        // What it was to be is reported where it is written.
        (None, Some(_)) => {}
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
    let excepted = written.except.iter().filter_map(|node| unmatched(node, &node.span, &days, schedule, repeat));
    problems.extend(excepted);
    problems.extend(written.changes.iter().flat_map(|row| changed(row, &days, schedule, repeat)));
    problems
}

/// A date of the series that it does not have.
fn unmatched(node: &Node, place: &Span, days: &[Date], schedule: &Schedule, repeat: &Repeat) -> Option<Diagnostic> {
    let moment = dates::parse(node.text()?, &schedule.zone, &schedule.zone)?;
    let day = on_clock(&moment, &schedule.zone).date();
    if days.binary_search(&day).is_ok() || days.last().is_none_or(|last| day > *last && schedule.is_endless()) {
        return None;
    }
    let nearest = days.iter().min_by_key(|known| apart(**known, day))?;
    let message = format!("`{}` does not come on {}", repeat.written, named(day));
    let help = format!("the nearest of its dates is {}, `{nearest}`", named(*nearest));
    Some(Diagnostic::new(Code::UnmatchedDate, message).at(place.clone()).help(help))
}

fn apart(a: Date, b: Date) -> u32 {
    a.since(b).map_or(u32::MAX, |span| span.get_days().unsigned_abs())
}

impl Schedule {
    fn is_endless(&self) -> bool {
        self.repeat.as_ref().is_some_and(|repeat| repeat.rule.end == repeat::End::Never)
    }
}

fn changed(row: &Node, days: &[Date], schedule: &Schedule, repeat: &Repeat) -> Vec<Diagnostic> {
    let NodeValue::Table(tree) = &row.value else { return Vec::new() };
    let at = |key: &str| {
        let (_, node) = tree.get(key)?;
        Some((node, dates::parse(node.text()?, &schedule.zone, &schedule.zone)?))
    };
    let mut problems = Vec::new();
    if let Some((node, _)) = at("on") {
        problems.extend(unmatched(node, &node.span, days, schedule, repeat));
    }
    if let (Some((_, to)), Some((node, until))) = (at("to"), at("until"))
        && until.at < to.at
    {
        let problem = Diagnostic::new(Code::InvalidDate, "`until` is before `to`").at(node.span.clone());
        problems.push(problem.help("the two may have been exchanged, or the year is an old one"));
    }
    problems
}

/// `Friday 2 January 2026`
fn named(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
