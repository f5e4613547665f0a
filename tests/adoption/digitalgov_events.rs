//! The 336 events of digital.gov as a calendar, expired ones too: an organiser's archive.

use std::collections::BTreeMap;
use std::fs;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::corpus::{Corpus, Run};

static EVENTS: Corpus = Corpus::new(
    "digitalgov",
    &[("content/events", "content/events")],
    &["duplicate-alias", "duplicate-id", "duplicate-key", "invalid-slug"],
);

/// The site's configuration without what hides events, and without the checks of all else.
fn open(config: &str) -> String {
    let shown = config.replace("expirydate = \"expires\"", "expirydate = \"extra\"");
    shown.replace("domains = \"closed\"", "domains = \"open\"")
}

fn run() -> Option<&'static Run> {
    EVENTS.archive(open)
}

/// Address of the page → its start and end in the calendar file, in UTC.
fn in_calendar(run: &Run) -> BTreeMap<String, (Timestamp, Option<Timestamp>)> {
    let text = String::from_utf8(run.published().remove("calendar.ics").unwrap()).unwrap().replace("\r\n ", "");
    let mut events = BTreeMap::new();
    for event in text.split("BEGIN:VEVENT\r\n").skip(1) {
        let at = |name: &str| event.lines().find_map(|line| instant(line.strip_prefix(name)?));
        let url = event.lines().find_map(|line| line.strip_prefix("URL:https://digital.gov/")).unwrap();
        events.insert(url.to_owned(), (at("DTSTART").unwrap(), at("DTEND")));
    }
    events
}

/// `;TZID=America/New_York:20190614T103000`
fn instant(value: &str) -> Option<Timestamp> {
    let (zone, wall) = value.strip_prefix(";TZID=")?.split_once(':')?;
    let civil = DateTime::strptime("%Y%m%dT%H%M%S", wall).ok()?;
    TimeZone::get(zone).ok()?.to_ambiguous_timestamp(civil).compatible().ok()
}

/// What a line of front matter says: `date: 2019-06-14 9:30:00 -0500`.
fn written(text: &str, key: &str) -> Option<Timestamp> {
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    let parts: Vec<&str> = line.trim().trim_matches('"').split_whitespace().collect();
    let [day, time, offset] = parts.as_slice() else { return None };
    format!("{day}T{time:0>8}{offset}").parse().ok()
}

#[test]
fn every_event_has_the_moment_that_its_page_was_written_with() {
    let Some(run) = run() else { return };
    assert_eq!(run.exit, Some(0));
    let events = in_calendar(run);
    assert_eq!(events.len(), 335);
    let mut compared = 0;
    for (address, (start, end)) in &events {
        let source = run.output.join(format!("{address}index.md"));
        let text = fs::read_to_string(source).unwrap();
        assert_eq!(Some(*start), written(&text, "date"), "{address}");
        if let Some(expected) = written(&text, "end_date").filter(|end| end > start) {
            assert_eq!(*end, Some(expected), "{address}");
            compared += 1;
        }
    }
    assert_eq!(compared, 333);
}

#[test]
fn starts_whose_offset_is_that_of_the_other_half_of_the_year_are_named() {
    let Some(run) = run() else { return };
    let named = run.of("unlikely-offset").map(|problem| problem.file.as_str()).collect::<Vec<_>>();
    let one = "content/events/2021/06/2021-06-03-2021-user-experience-summit.md";
    assert!(named.contains(&one));
    assert_eq!(named.len(), 246);
    run.assert_all_are_placed();
}
