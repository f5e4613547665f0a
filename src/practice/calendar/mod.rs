//! When people meet: every event with all its dates, past ones and those to come.
//!
//! Dates come from the entries alone; only which of them are past is asked of a day, the day of the
//! build. Never knows how a date is written for readers or for calendar programs.

mod series;
mod when;

pub use series::{Change, Series, Status};
pub use when::When;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::Config;
use crate::weaver::{EntryIx, Weave};

/// How far ahead the dates of what repeats are listed.
const MONTHS_AHEAD: i64 = 6;
/// Dates of one event that are listed at most: two a week for twenty years.
const MOST_DATES: usize = 2_000;

/// All events, and all their dates as far as they are listed.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// In the order of the entries.
    series: Vec<Series>,
    /// In the order of time.
    occurrences: Vec<Occurrence>,
    /// Of each of them, whether it is over today.
    are_past: Vec<bool>,
    /// Each event with the places of its dates among all, in the order of the entries and of time.
    of_events: Vec<(EntryIx, u32)>,
    /// In which days begin and end.
    zone: TimeZone,
    today: Date,
}

/// One date of an event.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The event whose page tells of it.
    pub entry: EntryIx,
    pub when: When,
    pub status: Status,
    /// When it would have been, where it was moved from another day.
    pub moved_from: Option<When>,
    /// Where it is, if not where the event usually is.
    pub place: Option<Arc<str>>,
    pub note: Option<Arc<str>>,
}

/// Gathers all events, as seen on `today`.
pub fn calendar(weave: &Weave, config: &Config, today: Date) -> Calendar {
    let mut events: Vec<EntryIx> = weave.newest().iter().copied().filter(|entry| is_event(weave, *entry)).collect();
    events.sort();
    let mut series: Vec<Series> =
        events.into_iter().filter_map(|entry| Series::of(weave, entry, &config.timezone)).collect();
    series::leave_out_dates_with_a_page(&mut series, weave);
    let occurrences = listed(&series, today);
    let mut of_events: Vec<(EntryIx, u32)> = (0..).zip(&occurrences).map(|(at, date)| (date.entry, at)).collect();
    of_events.sort_unstable();
    let zone = config.timezone.clone();
    let are_past = occurrences.iter().map(|date| is_past(date, &zone, today)).collect();
    Calendar { series, occurrences, are_past, of_events, zone, today }
}

/// All dates that are listed on a day, in the order of time.
fn listed(series: &[Series], today: Date) -> Vec<Occurrence> {
    let horizon = today.saturating_add(MONTHS_AHEAD.months()).last_of_month();
    let mut dates: Vec<Occurrence> = series.iter().flat_map(|series| series.occurrences(horizon, MOST_DATES)).collect();
    dates.sort_by_key(|date| (date.when.day(), date.when.at(), date.entry));
    dates
}

fn is_event(weave: &Weave, entry: EntryIx) -> bool {
    *weave.doc(entry).id.kind == *"event"
}

impl Calendar {
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// All events, in the order of the entries.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The event behind an entry, in the language that lists show.
    pub fn of(&self, entry: EntryIx) -> Option<&Series> {
        self.series.binary_search_by_key(&entry, |series| series.entry).ok().map(|at| &self.series[at])
    }

    /// What is still to come or not yet over, soonest first.
    pub fn coming(&self) -> impl Iterator<Item = &Occurrence> {
        self.occurrences.iter().zip(&self.are_past).filter(|(_, is_past)| !**is_past).map(|(date, _)| date)
    }

    /// What is over, newest first.
    pub fn past(&self) -> impl Iterator<Item = &Occurrence> {
        self.occurrences.iter().zip(&self.are_past).rev().filter(|(_, is_past)| **is_past).map(|(date, _)| date)
    }

    /// The dates of one event, as far as they are listed, in the order of time.
    pub fn dates_of(&self, entry: EntryIx) -> impl Iterator<Item = &Occurrence> {
        self.places_of(entry).map(|at| &self.occurrences[at])
    }

    /// Those of them that are still to come or not yet over.
    pub fn coming_of(&self, entry: EntryIx) -> impl Iterator<Item = &Occurrence> {
        self.places_of(entry).filter(|at| !self.are_past[*at]).map(|at| &self.occurrences[at])
    }

    /// Those of them that are over.
    pub fn past_of(&self, entry: EntryIx) -> impl Iterator<Item = &Occurrence> {
        self.places_of(entry).filter(|at| self.are_past[*at]).map(|at| &self.occurrences[at])
    }

    fn places_of(&self, entry: EntryIx) -> impl Iterator<Item = usize> {
        let first = self.of_events.partition_point(|(event, _)| *event < entry);
        let own = self.of_events[first..].iter().take_while(move |(event, _)| *event == entry);
        own.map(|(_, at)| *at as usize)
    }

    /// The date that stands for a whole event on a day: the next that is on, else the last that was, else its last or first.
    pub fn date_of(&self, series: &Series, day: Date) -> Option<Occurrence> {
        if day == self.today {
            return self.standing(&self.dates_of(series.entry).collect::<Vec<_>>(), day);
        }
        let dates = listed(std::slice::from_ref(series), day);
        self.standing(&dates.iter().collect::<Vec<_>>(), day)
    }

    fn standing(&self, dates: &[&Occurrence], day: Date) -> Option<Occurrence> {
        let is_past = |date: &&Occurrence| is_past(date, &self.zone, day);
        let is_on = |date: &&Occurrence| date.status != Status::Cancelled;
        let coming = dates.iter().position(|date| is_on(date) && !is_past(date));
        let was = || dates.iter().rposition(|date| is_on(date) && is_past(date));
        let at = coming.or_else(was).or_else(|| dates.iter().rposition(is_past)).unwrap_or(0);
        dates.get(at).map(|date| (*date).clone())
    }

    /// The years in which something took place, newest first, and how much.
    pub fn past_years(&self) -> Vec<(i16, usize)> {
        let mut years: BTreeMap<i16, usize> = BTreeMap::new();
        for occurrence in self.past() {
            *years.entry(occurrence.when.day().year()).or_default() += 1;
        }
        years.into_iter().rev().collect()
    }

    /// What an event is called in its schema: `seminar`, `basecamp` …
    pub fn type_of<'w>(&self, weave: &'w Weave, entry: EntryIx) -> Option<&'w Arc<str>> {
        weave.doc(entry).facts.text("type")
    }
}

/// Over on a day when its last one is.
fn is_past(occurrence: &Occurrence, zone: &TimeZone, day: Date) -> bool {
    occurrence.when.last_day_in(zone) < day
}

#[cfg(test)]
mod tests;
