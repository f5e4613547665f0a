//! From when to when, on the clock of a zone.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::content::Moment;
use crate::content::schedule::{Length, instant};

/// Dates of one meeting.
#[derive(Clone, Debug)]
pub struct When {
    /// On the clock of the zone; midnight for whole days.
    pub starts: DateTime,
    pub length: Length,
    pub zone: TimeZone,
    at: Timestamp,
}

impl When {
    /// None at the edges of time itself, where a zone's clock shows what no timestamp can say.
    pub fn new(starts: DateTime, length: Length, zone: &TimeZone) -> Option<When> {
        Some(When { starts, length, zone: zone.clone(), at: instant(zone, starts)? })
    }

    /// When it begins; a whole day does at its midnight in the zone.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The day on which it begins, on the clock of its zone.
    pub fn day(&self) -> Date {
        self.starts.date()
    }

    pub fn is_all_day(&self) -> bool {
        matches!(self.length, Length::WholeDays(_))
    }

    /// When it ends, where that is known: the last day where it lasts whole days.
    pub fn ends(&self) -> Option<DateTime> {
        match self.length {
            Length::WholeDays(days) => self.starts.checked_add((days - 1).days()).ok(),
            Length::Exact(length) => Some(self.zone.to_datetime(self.at.checked_add(length).ok()?)),
            Length::Open => None,
        }
    }

    /// The moment at which it begins, on the clock of its zone.
    pub fn start(&self) -> Moment {
        Moment { at: self.at, civil: self.starts, all_day: self.is_all_day() }
    }

    /// The moment at which it ends; for whole days the last one, where that is another than the first.
    pub fn end(&self) -> Option<Moment> {
        match self.length {
            Length::WholeDays(days) if days < 2 => None,
            Length::WholeDays(_) => Moment::of_day(self.ends()?.date(), &self.zone),
            Length::Exact(length) => {
                let at = self.at.checked_add(length).ok()?;
                Some(Moment { at, civil: self.zone.to_datetime(at), all_day: false })
            }
            Length::Open => None,
        }
    }

    /// The last day that it touches in a zone; whole days are the same days everywhere.
    pub fn last_day_in(&self, zone: &TimeZone) -> Date {
        match self.length {
            Length::WholeDays(_) => self.ends().map_or(self.day(), |end| end.date()),
            // What ends at midnight does not touch the day that begins then.
            Length::Exact(length) => {
                let inside = length.saturating_sub(SignedDuration::from_secs(1)).max(SignedDuration::ZERO);
                zone.to_datetime(self.at.checked_add(inside).unwrap_or(self.at)).date()
            }
            Length::Open => zone.to_datetime(self.at).date(),
        }
    }
}
