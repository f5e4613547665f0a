//! Dates as people write them → moments in the site's time zone.
//!
//! Accepts `2026-03-01`, `2026-03-01T10:00`, `2026-03-01 10:00:30`, `2019-06-14 9:30:00 -0500`,
//! RFC 3339, a zone's name in brackets behind any of them, and TOML's native dates. Never asks the
//! clock.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The forms that [`parse`] takes, for help lines.
pub const FORMS: &str = "write `2026-03-01`, `2026-03-01 10:00`, `2026-03-01T10:00:00Z` or `2026-03-01 10:00 +01:00`";

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
    /// The whole of `day` in `zone`. `None` at the very end of year 9999, where a zone's day can
    /// begin later than time itself goes.
    pub fn of_day(day: Date, zone: &TimeZone) -> Option<Moment> {
        let at = zone.to_ambiguous_timestamp(day.to_datetime(Time::midnight())).compatible().ok()?;
        Some(Moment { at, civil: day.to_datetime(Time::midnight()), all_day: true })
    }

    fn of_timestamp(at: Timestamp, zone: &TimeZone) -> Option<Moment> {
        let civil = zone.to_datetime(at);
        (1..=9999).contains(&civil.year()).then_some(Moment { at, civil, all_day: false })
    }

    /// The day in the site's zone.
    pub fn day(&self) -> Date {
        self.civil.date()
    }

    /// `2026-03-01` for a day, `2026-03-01T10:00:00+01:00` for a moment (RFC 3339, to the second).
    /// Where the zone was not whole minutes away from UTC (before about 1900) the moment is in UTC,
    /// because RFC 3339 knows no such offsets.
    pub fn iso(&self) -> String {
        if self.all_day {
            return iso_day(self.civil.date());
        }
        let wall = TimeZone::UTC.to_timestamp(self.civil).unwrap_or(self.at);
        let seconds = wall.duration_since(self.at).as_secs();
        let (civil, seconds) =
            if seconds % 60 == 0 { (self.civil, seconds) } else { (TimeZone::UTC.to_datetime(self.at), 0) };
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        let mut text = iso_day(civil.date());
        let pairs = [('T', civil.hour()), (':', civil.minute()), (':', civil.second())];
        let offset = [(sign, (minutes / 60) as i8), (':', (minutes % 60) as i8)];
        for (before, number) in pairs.into_iter().chain(offset) {
            text.extend([before, digit(number.unsigned_abs().into(), 10), digit(number.unsigned_abs().into(), 1)]);
        }
        text
    }
}

/// The digit of `number` at `place`: 1, 10, 100 …
fn digit(number: u16, place: u16) -> char {
    char::from(b'0' + (number / place % 10) as u8)
}

/// `2026-03-01`. Every page names several days, so they are written digit by digit.
fn iso_day(day: Date) -> String {
    let (year, month, date) = (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    let [month, date] = [month, date].map(u16::from);
    let digits = [digit(year, 1000), digit(year, 100), digit(year, 10), digit(year, 1)];
    let mut text = String::with_capacity(25);
    text.extend(digits);
    text.extend(['-', digit(month, 10), digit(month, 1), '-', digit(date, 10), digit(date, 1)]);
    text
}

/// The moment that `text` names, on the clock of `site`. Without an offset or a zone's name it is read on
/// that of `zone`; a time that the clock skips in spring is read as the same time after the jump, and one that comes
/// twice in autumn as the first (RFC 5545 section 3.3.5). `None` if it is no date, or no date that exists in years 1 to 9999.
pub fn parse(text: &str, zone: &TimeZone, site: &TimeZone) -> Option<Moment> {
    let text = text.trim();
    let (text, named) = match text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        Some((text, name)) => (text.trim_end(), Some(TimeZone::get(name).ok()?)),
        None => (text, None),
    };
    let (date, rest) = take_date(text)?;
    if rest.is_empty() {
        return Moment::of_day(date, zone);
    }
    let (time, rest) = take_time(rest)?;
    let civil = date.to_datetime(time);
    let offset = match rest.trim_start() {
        "" => None,
        rest => Some(parse_offset(rest)?),
    };
    let at = match offset {
        Some(offset) => offset.to_timestamp(civil).ok()?,
        None => named.as_ref().unwrap_or(zone).to_ambiguous_timestamp(civil).compatible().ok()?,
    };
    Moment::of_timestamp(at, site)
}

/// The offset from UTC that a date is written with.
pub fn written_offset(text: &str) -> Option<Offset> {
    let (_, rest) = take_date(text.trim())?;
    let (_, rest) = take_time(rest)?;
    parse_offset(rest.trim_start())
}

/// The time on a clock that a date is written with, where neither an offset nor a zone's name says which clock.
pub fn written_on_clock(text: &str) -> Option<DateTime> {
    let (date, rest) = take_date(text.trim())?;
    let (time, rest) = take_time(rest)?;
    rest.trim().is_empty().then(|| date.to_datetime(time))
}

/// The day that a file's name begins with, and the rest of the name: `2026-03-01-title` is the
/// first of March and `title`.
pub fn date_of_file_name(name: &str) -> Option<(Date, &str)> {
    let (date, rest) = take_date(name)?;
    let padded = name.len() - rest.len() == "2026-03-01".len();
    (padded && (rest.is_empty() || rest.starts_with(['-', '_', ' '])))
        .then(|| (date, rest.trim_start_matches(['-', '_', ' '])))
}

/// `2026-03-01` or `2026-3-1`, and what follows it.
fn take_date(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = take_digits(text, 4, 4)?;
    let (month, rest) = take_digits(rest.strip_prefix('-')?, 1, 2)?;
    let (day, rest) = take_digits(rest.strip_prefix('-')?, 1, 2)?;
    if year == 0 || rest.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    Some((Date::new(year as i16, month as i8, day as i8).ok()?, rest))
}

/// `T10:00`, ` 9:30:00` or `T10:00:00.123`, and what follows it. Fractions of a second are dropped,
/// and a leap second is the one before it.
fn take_time(text: &str) -> Option<(Time, &str)> {
    let text = match text.strip_prefix(['T', 't']) {
        Some(rest) => rest,
        None => text.strip_prefix([' ', '\t'])?.trim_start(),
    };
    let (hour, rest) = take_digits(text, 1, 2)?;
    let (minute, rest) = take_digits(rest.strip_prefix(':')?, 2, 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => take_digits(rest, 2, 2)?,
        None => (0, rest),
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => take_digits(fraction, 1, 9)?.1,
        None => rest,
    };
    let second = if second == 60 { 59 } else { second };
    Some((Time::new(hour as i8, minute as i8, second as i8, 0).ok()?, rest))
}

/// `Z`, `UTC`, `+01:00`, `-0500`, `-05` or `-5`.
fn parse_offset(text: &str) -> Option<Offset> {
    if ["z", "utc", "gmt"].contains(&text.to_ascii_lowercase().as_str()) {
        return Some(Offset::UTC);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits = text.trim_start_matches(['+', '-', '\u{2212}']);
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (take_digits(hours, 1, 2)?, take_digits(minutes, 2, 2)?),
        None => {
            let (hours, rest) = take_digits(digits, 1, 2)?;
            ((hours, ""), if rest.is_empty() { (0, "") } else { take_digits(rest, 2, 2)? })
        }
    };
    let ((hours, ""), (minutes, "")) = (hours, minutes) else { return None };
    if hours > 23 || minutes > 59 {
        return None;
    }
    Offset::try_from(SignedDuration::from_mins(sign * (i64::from(hours) * 60 + i64::from(minutes)))).ok()
}

/// A number of `least` to `most` ASCII digits, and what follows it.
fn take_digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count < least {
        return None;
    }
    Some((text[..count].parse().ok()?, &text[count..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london() -> TimeZone {
        TimeZone::get("Europe/London").unwrap()
    }

    fn read(text: &str) -> Option<String> {
        parse(text, &london(), &london()).map(|moment| moment.iso())
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2026-03-01", "2026-03-01"),
            (" 2026-3-1 ", "2026-03-01"),
            ("2026-03-01T10:00", "2026-03-01T10:00:00+00:00"),
            ("2026-07-01 10:00:30", "2026-07-01T10:00:30+01:00"),
            ("2019-06-14 9:30:00 -0500", "2019-06-14T15:30:00+01:00"),
            ("2019-06-14 9:30:00 -5", "2019-06-14T15:30:00+01:00"),
            ("2019-06-14 9:30:00  -05:00", "2019-06-14T15:30:00+01:00"),
            ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00+00:00"),
            ("2026-03-01t10:00:00.123456z", "2026-03-01T10:00:00+00:00"),
            ("2026-03-01T10:00:00+05:30", "2026-03-01T04:30:00+00:00"),
            ("2026-03-01T10:00 [America/New_York]", "2026-03-01T15:00:00+00:00"),
            ("2026-03-01T10:00-05:00[America/New_York]", "2026-03-01T15:00:00+00:00"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00"),
            ("0001-01-01", "0001-01-01"),
            ("9999-12-30", "9999-12-30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "soon",
            "2026",
            "2026-03",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "0000-01-01",
            "-001-01-01",
            "10000-01-01",
            "20260301",
            "2026-03-011",
            "2026-03-01T",
            "2026-03-01T25:00",
            "2026-03-01T10:60",
            "2026-03-01T10:0",
            "2026-03-01 10:00 +25",
            "2026-03-01 10:00 +0a:00",
            "2026-03-01T10:00Zx",
            "2026-03-01T10:00 [Nowhere/Land]",
            "2026-03-01]",
            "12:30:00",
            "2026-03-01T10:00 é",
            "2026-03-01 10:00 +é1",
            "2026-03-01 10:00 +1é2",
            "2026-03-01 10:00 +123",
            "９９９９-01-01",
            "2026-03-01\u{0}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_skipped_time_is_read_after_the_jump_and_a_doubled_one_as_the_first() {
        assert_eq!(read("2026-03-29 01:30").as_deref(), Some("2026-03-29T02:30:00+01:00"));
        assert_eq!(read("2026-10-25 01:30").as_deref(), Some("2026-10-25T01:30:00+01:00"));
    }

    #[test]
    fn a_day_begins_in_the_zone_of_the_site() {
        let auckland = TimeZone::get("Pacific/Auckland").unwrap();
        let day = parse("2026-03-01", &auckland, &auckland).unwrap();
        assert_eq!(day.at.to_string(), "2026-02-28T11:00:00Z");
        assert_eq!(day.day(), jiff::civil::date(2026, 3, 1));
        let moment = parse("2026-02-28T23:00:00Z", &auckland, &auckland).unwrap();
        assert_eq!(moment.day(), jiff::civil::date(2026, 3, 1));
        assert!(day < moment);
    }

    #[test]
    fn offsets_that_rfc_3339_does_not_know_are_written_in_utc() {
        assert_eq!(read("1800-01-01 12:00").as_deref(), Some("1800-01-01T12:01:15+00:00"));
    }

    #[test]
    fn a_file_name_may_begin_with_its_date() {
        let first = jiff::civil::date(2026, 3, 1);
        assert_eq!(date_of_file_name("2026-03-01-title"), Some((first, "title")));
        assert_eq!(date_of_file_name("2026-03-01_title"), Some((first, "title")));
        assert_eq!(date_of_file_name("2026-03-01"), Some((first, "")));
        assert_eq!(date_of_file_name("2026-03-01title"), None);
        assert_eq!(date_of_file_name("2026-3-1-title"), None);
        assert_eq!(date_of_file_name("2026-13-01-title"), None);
        assert_eq!(date_of_file_name("title"), None);
    }
}
