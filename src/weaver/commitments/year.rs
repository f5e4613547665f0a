//! The year in which commitments are kept: it begins on the day that the site names.

use jiff::ToSpan;
use jiff::civil::Date;

/// Twelve months, named after the calendar year in which they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year {
    pub first: Date,
}

impl Year {
    /// The year that a day falls into, where years begin on `starts` (month, day).
    pub fn of(day: Date, starts: (i8, i8)) -> Year {
        let begun = Year::named(day.year(), starts);
        if begun.first <= day { begun } else { Year::named(day.year().saturating_sub(1), starts) }
    }

    /// The year that begins in a calendar year, on a day that every year has.
    pub fn named(number: i16, (month, day): (i8, i8)) -> Year {
        Year { first: Date::new(number, month, day).unwrap_or(Date::MIN) }
    }

    pub fn number(&self) -> i16 {
        self.first.year()
    }

    pub fn last(&self) -> Date {
        self.first.saturating_add(1.year()).saturating_sub(1.day())
    }

    pub fn holds(&self, day: Date) -> bool {
        (self.first..=self.last()).contains(&day)
    }

    /// Whether it is one calendar year.
    pub fn is_calendar_year(&self) -> bool {
        (self.first.month(), self.first.day()) == (1, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_begins_on_the_day_that_the_site_names() {
        let september = (9, 1);
        assert_eq!(Year::of(date(2026, 8, 31), september).number(), 2025);
        assert_eq!(Year::of(date(2026, 9, 1), september).number(), 2026);
        assert!(Year::named(2025, september).holds(date(2026, 8, 31)));
        assert!(!Year::named(2025, september).holds(date(2026, 9, 1)));
    }
}
