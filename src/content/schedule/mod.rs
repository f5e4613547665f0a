//! When something takes place, on the clock of its own zone, and what is wrong with those dates.
//!
//! Looks at one entry alone, and never at what day it is.

mod changes;
mod check;
mod written;

pub use check::check;
pub use written::Written;

use std::sync::Arc;

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::own_fields::{date, field};
use super::repeat::{self, Repeat};
use super::{FieldValue, Moment};

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

/// What all versions of an event have from their original: when it takes place, and whether.
pub const OF_ALL_VERSIONS: [&str; 5] = ["start", "end", "timezone", "repeat", "status"];

/// Whether a translation of that kind has a field from its original.
pub fn is_of_all_versions(kind: &str, field: &str) -> bool {
    kind == "event" && OF_ALL_VERSIONS.contains(&field)
}

/// Hours of the morning that people count to the evening before.
const NIGHT_ENDS: i8 = 6;

impl Schedule {
    /// The schedule that an entry's fields make, in the zone they name or that of the site. The entry's own date says
    /// when it was announced, and nothing of when it takes place.
    pub fn of(fields: &[(Arc<str>, FieldValue)], site: &TimeZone) -> Option<Schedule> {
        let mut schedule = Schedule::as_written(fields, site)?;
        match schedule.repeated().next() {
            Some(first) => schedule.first = first,
            // What never comes again takes place once, if at all.
            None => schedule.repeat = None,
        }
        Some(schedule)
    }

    fn as_written(fields: &[(Arc<str>, FieldValue)], site: &TimeZone) -> Option<Schedule> {
        let named = field(fields, "timezone").and_then(FieldValue::as_text);
        let zone = named.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(|| site.clone());
        let start = date(fields, "start")?;
        let repeat = field(fields, "repeat").and_then(FieldValue::as_repeat).cloned();
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

    fn is_endless(&self) -> bool {
        self.repeat.as_ref().is_some_and(|repeat| repeat.rule.end == repeat::End::Never)
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

/// The same time a day later, where something that begins in the evening ends in the night of the same date.
pub fn night_after(from: &Moment, to: &Moment, zone: &TimeZone) -> Option<String> {
    let (ends, begins) = (on_clock(to, zone), on_clock(from, zone));
    let is_night = ends.date() == begins.date() && ends.hour() < NIGHT_ENDS && begins.hour() >= 12;
    let next = ends.checked_add(1.day()).ok().filter(|_| is_night)?;
    Some(next.strftime("%Y-%m-%dT%H:%M").to_string())
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
