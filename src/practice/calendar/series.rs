//! One event with all its dates: the rule, and what departs from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{Occurrence, When};
use crate::content::schedule::{Length, Schedule, on_clock};
use crate::content::{Facts, FieldValue, Moment};
use crate::weaver::{EntryIx, Weave};

/// The relation by which an event says that it is one date of another.
const PART_OF: &str = "part-of";

/// An event; most take place once.
#[derive(Clone, Debug)]
pub struct Series {
    pub entry: EntryIx,
    pub schedule: Schedule,
    /// Of the event as a whole.
    pub status: Status,
    /// Days of the rule on which it does not come.
    pub left_out: BTreeSet<Date>,
    /// In the order of the days they change.
    pub changes: Vec<Change>,
}

/// One date that departs from the rule.
#[derive(Clone, Debug)]
pub struct Change {
    /// When it would have been, on the clock of the event's zone.
    pub on: DateTime,
    /// When it is; none where it is cancelled.
    pub to: Option<When>,
    pub place: Option<Arc<str>>,
    pub note: Option<Arc<str>>,
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Planned,
    Confirmed,
    Moved,
    Cancelled,
    Held,
}

impl Status {
    fn of(facts: &Facts) -> Status {
        let Some(status) = facts.text("status") else { return Status::Planned };
        match &**status {
            "confirmed" => Status::Confirmed,
            "moved" => Status::Moved,
            "cancelled" => Status::Cancelled,
            "held" => Status::Held,
            _ => Status::Planned,
        }
    }

    /// As the schema writes it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::Confirmed => "confirmed",
            Status::Moved => "moved",
            Status::Cancelled => "cancelled",
            Status::Held => "held",
        }
    }
}

impl Series {
    /// None for an event of which no day is known.
    pub fn of(weave: &Weave, entry: EntryIx, site: &TimeZone) -> Option<Series> {
        let facts = &weave.doc(entry).facts;
        let schedule = Schedule::of(&facts.fields, site)?;
        let days = |moment: &Moment| on_clock(moment, &schedule.zone).date();
        let repeats = schedule.repeat.is_some();
        let left_out =
            facts.field("except").into_iter().flat_map(FieldValue::dates).filter(|_| repeats).map(days).collect();
        let mut changes: Vec<Change> =
            facts.rows("changes").filter(|_| repeats).filter_map(|row| change(row, &schedule)).collect();
        changes.sort_by_key(|change| change.on);
        changes.dedup_by_key(|change| change.on);
        Some(Series { entry, status: Status::of(facts), left_out, changes, schedule })
    }

    /// What a version of the event in another language says of the date that was to be on a day.
    pub fn change_in(&self, version: &Facts, day: Date) -> Option<Change> {
        let mut changes = version.rows("changes").filter_map(|row| change(row, &self.schedule));
        changes.find(|change| change.on.date() == day)
    }

    pub fn repeats(&self) -> bool {
        self.schedule.repeat.is_some()
    }

    /// The times by the rule at which it comes or was to come: those that are moved or cancelled are among
    /// them, those left out are not.
    pub fn times(&self) -> impl Iterator<Item = DateTime> + '_ {
        self.schedule.times().filter(|time| !self.left_out.contains(&time.date()))
    }

    /// All dates up to the last day; of what repeats at most so many, the newest.
    pub fn occurrences(&self, last: Date, most: usize) -> Vec<Occurrence> {
        let in_reach = |time: &DateTime| !self.repeats() || time.date() <= last;
        let mut times: Vec<DateTime> = self.times().take_while(in_reach).collect();
        times.drain(..times.len().saturating_sub(most));
        times.into_iter().filter_map(|time| self.occurrence(time)).collect()
    }

    /// The dates from a day on, as days go in a zone; without end where the rule has none.
    pub fn coming(&self, today: Date, zone: &TimeZone) -> impl Iterator<Item = Occurrence> {
        let dates = self.times().filter_map(move |time| self.occurrence(time));
        dates.filter(move |date| date.when.last_day_in(zone) >= today)
    }

    fn occurrence(&self, time: DateTime) -> Option<Occurrence> {
        let planned = When::new(time, self.schedule.length, &self.schedule.zone)?;
        let changed = self.changes.iter().find(|change| change.on.date() == time.date());
        let usual = |when| Occurrence {
            entry: self.entry,
            when,
            status: self.status,
            moved_from: None,
            place: None,
            note: None,
        };
        let Some(Change { to, place, note, .. }) = changed else { return Some(usual(planned)) };
        let (place, note) = (place.clone(), note.clone());
        Some(match to {
            Some(to) => {
                Occurrence { status: Status::Moved, moved_from: Some(planned), place, note, ..usual(to.clone()) }
            }
            None => Occurrence { status: Status::Cancelled, place, note, ..usual(planned) },
        })
    }
}

fn change(row: &FieldValue, schedule: &Schedule) -> Option<Change> {
    let date = |name: &str| row.cell(name)?.dates().next();
    let text = |name: &str| row.cell(name)?.as_text().cloned();
    // The day alone stands for the time of that day.
    let day = on_clock(date("on")?, &schedule.zone).date();
    let on = day.to_datetime(schedule.first.time());
    let to = date("to").and_then(|to| moved_to(to, date("until"), schedule));
    Some(Change { on, to, place: text("place"), note: text("note") })
}

/// The day alone keeps the usual hours.
fn moved_to(to: &Moment, until: Option<&Moment>, schedule: &Schedule) -> Option<When> {
    let on = on_clock(to, &schedule.zone);
    if to.all_day {
        return When::new(on.date().to_datetime(schedule.first.time()), schedule.length, &schedule.zone);
    }
    let length = match until.filter(|until| !until.all_day && until.at > to.at) {
        Some(until) => Length::Exact(until.at.duration_since(to.at)),
        // A moved whole day that now has an hour lasts as long as nobody says.
        None if schedule.is_all_day() => Length::Open,
        None => schedule.length,
    };
    When::new(on, length, &schedule.zone)
}

/// Where an event is `part-of` one that repeats and begins on one of its days, its page stands for that date.
pub fn leave_out_dates_with_a_page(series: &mut [Series], weave: &Weave) {
    let own: Vec<(EntryIx, Date)> = series
        .iter()
        .flat_map(|one| {
            let day = one.schedule.first.date();
            let of_series = weave.outgoing(one.entry).iter().filter(|edge| edge.relation.as_deref() == Some(PART_OF));
            of_series.map(move |edge| (edge.to, day)).collect::<Vec<_>>()
        })
        .collect();
    for (whole, day) in own {
        if let Ok(at) = series.binary_search_by_key(&whole, |series| series.entry)
            && series[at].repeats()
        {
            series[at].left_out.insert(day);
        }
    }
}
