//! Components of zones, whose rules are written down elsewhere (RFC 5545 section 3.6.5 has New York's).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::lines::Lines;
use super::zone;

fn written(name: &str, first: &str, last_year: i16) -> Vec<String> {
    let mut lines = Lines::default();
    zone::write(&TimeZone::get(name).unwrap(), name, first.parse::<Timestamp>().unwrap(), last_year, &mut lines);
    let text = lines.into_text();
    let kept = |line: &&str| line.starts_with("RRULE") || line.starts_with("DTSTART") || line.starts_with("TZOFFSETTO");
    text.lines().filter(kept).map(str::to_owned).collect()
}

#[test]
fn rules_that_go_on_are_written_without_an_end() {
    assert_eq!(
        written("America/New_York", "2026-11-28T12:00:00Z", 2030),
        [
            "DTSTART:20260308T020000",
            "TZOFFSETTO:-0400",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            "DTSTART:20261101T020000",
            "TZOFFSETTO:-0500",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        ]
    );
}

#[test]
fn rules_that_a_zone_gave_up_have_an_end() {
    assert_eq!(
        written("Europe/Istanbul", "2012-06-01T12:00:00Z", 2020),
        [
            "DTSTART:20111030T040000",
            "TZOFFSETTO:+0200",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20141026T010000Z",
            "DTSTART:20120325T030000",
            "TZOFFSETTO:+0300",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20130331T010000Z",
            // A day later, for an election.
            "DTSTART:20140331T030000",
            "TZOFFSETTO:+0300",
            "DTSTART:20150329T030000",
            "TZOFFSETTO:+0300",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20160327T010000Z",
            "DTSTART:20151108T040000",
            "TZOFFSETTO:+0200",
            "DTSTART:20160907T000000",
            "TZOFFSETTO:+0300",
        ]
    );
}

#[test]
fn a_zone_that_never_changes_has_one_offset() {
    assert_eq!(written("Asia/Kolkata", "2026-01-01T00:00:00Z", 2026).last().unwrap(), "TZOFFSETTO:+0530");
    assert_eq!(written("Etc/GMT-14", "2026-01-01T00:00:00Z", 2026), ["DTSTART:19700101T000000", "TZOFFSETTO:+1400"]);
}
