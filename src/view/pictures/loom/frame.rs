//! The measures of the loom's two sizes, and where a day stands in them.

use jiff::civil::Date;

/// Measures in pixels of the SVG's own coordinates, from its top left.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The class, and the beginning of the title's id.
    pub class: &'static str,
    pub width: f64,
    /// Months up to the one of today, and how wide one is.
    pub months: i32,
    pub month: f64,
    /// Where the first month begins, and where the last mark may stand.
    pub left: f64,
    pub right: f64,
    /// Where threads begin and end.
    pub warp: (f64, f64),
    /// The first thread, the distance to the next one, and what is left below the last.
    pub first: f64,
    pub row: f64,
    pub below: f64,
    /// The top of the line for today; its word stands above.
    pub today: f64,
    pub names: Names,
    /// Bytes of SVG: marks are summed until it fits.
    pub limit: usize,
    pub time: Time,
}

/// Which way time runs: as the language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    ToTheRight,
    ToTheLeft,
}

/// Where the names of the threads stand.
#[derive(Clone, Copy, Debug)]
pub enum Names {
    /// Before the thread, ending here, in so many columns.
    Before(f64, usize),
    /// Above the thread, in so many columns.
    Above(usize),
}

pub const WIDE: Frame = Frame {
    class: "wide",
    width: 1200.0,
    months: 12,
    month: 73.0,
    left: 216.5,
    right: 1176.0,
    warp: (206.0, 1186.0),
    first: 46.0,
    row: 70.0,
    below: 62.0,
    today: 20.0,
    names: Names::Before(192.0, 24),
    limit: 14 * 1024,
    time: Time::ToTheRight,
};

pub const NARROW: Frame = Frame {
    class: "narrow",
    width: 360.0,
    months: 4,
    month: 65.0,
    left: 14.5,
    right: 342.0,
    warp: (4.0, 352.0),
    first: 62.0,
    row: 74.0,
    below: 72.0,
    today: 36.0,
    names: Names::Above(44),
    limit: 6 * 1024,
    time: Time::ToTheRight,
};

impl Frame {
    pub fn y(&self, row: usize) -> f64 {
        self.first + self.row * row as f64
    }

    pub fn height(&self, rows: usize) -> f64 {
        self.y(rows.saturating_sub(1)) + self.below
    }

    /// Where a day stands; months are equally wide, whatever their length.
    pub fn x(&self, day: Date, today: Date) -> f64 {
        let within = f64::from(day.day() - 1) / f64::from(day.days_in_month());
        self.left + self.month * (f64::from(self.month_of(day, today)) + within)
    }

    /// Where what was laid out at `x` is drawn. Text runs with the language too, so that its start and
    /// end change sides by themselves.
    pub fn drawn(&self, x: f64) -> f64 {
        match self.time {
            Time::ToTheRight => x,
            Time::ToTheLeft => self.width - x,
        }
    }

    /// The number of a day's month, counted from the first one shown.
    pub fn month_of(&self, day: Date, today: Date) -> i32 {
        months(day) - months(today) + self.months - 1
    }

    /// The month of the year, from 0, that stands at `number`.
    pub fn month_at(&self, number: i32, today: Date) -> usize {
        (months(today) - self.months + 1 + number).rem_euclid(12) as usize
    }

    pub fn shows(&self, day: Date, today: Date) -> bool {
        self.month_of(day, today) >= 0 && self.x(day, today) <= self.right
    }
}

/// Months since the year 0.
fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_stands_in_its_month() {
        let today = date(2026, 10, 19);
        assert_eq!(WIDE.x(date(2025, 11, 1), today), 216.5);
        assert_eq!(WIDE.x(date(2026, 10, 1), today), 216.5 + 11.0 * 73.0);
        assert_eq!(WIDE.x(date(2025, 11, 16), today), 216.5 + 36.5);
        assert!(WIDE.shows(date(2025, 11, 1), today) && !WIDE.shows(date(2025, 10, 31), today));
        assert!(WIDE.shows(date(2026, 11, 30), today) && !WIDE.shows(date(2026, 12, 31), today));
        assert_eq!((WIDE.month_at(0, today), WIDE.month_at(11, today)), (10, 9));
    }

    #[test]
    fn four_threads_are_as_high_as_in_the_design() {
        assert_eq!((WIDE.height(4), NARROW.height(4)), (318.0, 356.0));
    }
}
