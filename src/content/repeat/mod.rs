//! How an event comes again: written as a rule of iCalendar (RFC 5545) or in words → [`Repeat`].
//!
//! Knows days and hours of a wall clock, never a time zone, and no day on which it is asked.

mod days;
mod rrule;
mod said;
mod vocabulary;
mod words;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};

pub use days::dates;

/// Shown wherever a repetition cannot be understood.
pub const EXAMPLES: &str = "write it in words, such as `first Thursday monthly`, `fourth Thursday each month 12:00–13:00`, \
     `every second Tuesday until 2027-06-30`, `every weekday`, `last day of each month`, or as a rule such as \
     `FREQ=MONTHLY;BYDAY=1TH`";

/// When something comes again, and at which hours where these are written with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Repeat {
    /// As the writer put it.
    pub written: Arc<str>,
    pub rule: Rule,
    pub hours: Option<Hours>,
}

/// From when to when on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hours {
    pub from: Time,
    pub to: Option<Time>,
}

/// The days on which something comes again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    pub frequency: Frequency,
    /// Every so many days, weeks, months or years; at least 1.
    pub interval: u32,
    pub end: End,
    pub months: Vec<i8>,
    /// From the start of the year or, below zero, from its end.
    pub year_days: Vec<i16>,
    /// From the start of the month or, below zero, from its end.
    pub month_days: Vec<i8>,
    pub weekdays: Vec<NthWeekday>,
    /// Which of the days that all else leaves in a period: 1 is the first, -1 the last.
    pub positions: Vec<i16>,
    pub week_starts: Weekday,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// When it comes no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    Never,
    After(u32),
    OnDay(Date),
    /// On the clock of the event.
    Until(DateTime),
    At(Timestamp),
}

/// Every Thursday of a period, or the first, or the last (-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NthWeekday {
    pub nth: Option<i16>,
    pub weekday: Weekday,
}

/// Why a repetition cannot be used, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub message: String,
    pub help: String,
}

impl Refused {
    fn new(message: impl Into<String>) -> Refused {
        Refused { message: message.into(), help: EXAMPLES.to_owned() }
    }

    fn help(mut self, help: impl Into<String>) -> Refused {
        self.help = help.into();
        self
    }
}

impl Rule {
    fn every(frequency: Frequency) -> Rule {
        Rule {
            frequency,
            interval: 1,
            end: End::Never,
            months: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            positions: Vec::new(),
            week_starts: Weekday::Monday,
        }
    }

    /// As a rule of iCalendar, without its end, which depends on the event's zone.
    pub fn to_rrule(&self) -> String {
        rrule::write(self)
    }
}

/// Adds what is not there yet: a list that says something many times says it once, and stays as short as a calendar.
fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Understands a repetition, written in either way.
pub fn parse(text: &str) -> Result<Repeat, Refused> {
    let written: Arc<str> = Arc::from(text.trim());
    let is_rule = written.contains('=') || written.to_ascii_uppercase().starts_with("RRULE");
    let (rule, hours) = if is_rule { (rrule::read(&written)?, None) } else { words::read(&written)? };
    Ok(Repeat { written, rule, hours })
}

#[cfg(test)]
mod tests;
