//! Dates as people write them → moments in the site's time zone.
//!
//! Accepts `2026-03-01`, `2026-03-01T10:00`, `2026-03-01 10:00:30`, `2019-06-14 9:30:00 -0500`,
//! RFC 3339, and TOML's native dates. Never asks the clock.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// A point in time, or a whole day, in the site's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The exact moment; for a whole day, when it begins in the site's zone.
    pub at: Timestamp,
    /// The same on the wall clock of the site's zone.
    pub civil: DateTime,
    pub all_day: bool,
}

impl Moment {
    pub fn iso(&self) -> String { todo!() }
}
