//! The 336 events of digital.gov as a calendar, expired ones too: an organiser's archive.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::corpus::{Corpus, Run};

static EVENTS: Corpus = Corpus::new(
    "digitalgov",
    &[("content/events", "content/events")],
    &["broken-anchor", "broken-link", "duplicate-alias", "duplicate-id", "duplicate-key", "invalid-slug"],
);

/// The site's configuration without what hides events, and without the checks of all else.
fn open(config: &str) -> String {
    let shown = config.replace("expirydate = \"expires\"", "expirydate = \"extra\"");
    shown.replace("domains = \"closed\"", "domains = \"open\"")
}

fn run() -> Option<&'static Run> {
    EVENTS.archive(open)
}

/// When each event of the calendar file starts and ends, sorted.
fn in_calendar(run: &Run) -> Vec<(Timestamp, Option<Timestamp>)> {
    let text = String::from_utf8(run.published().remove("calendar.ics").unwrap()).unwrap().replace("\r\n ", "");
    let events = text.split("BEGIN:VEVENT\r\n").skip(1).map(|event| {
        let at = |name: &str| event.lines().find_map(|line| instant(line.strip_prefix(name)?));
        (at("DTSTART").unwrap(), at("DTEND"))
    });
    let mut events: Vec<_> = events.collect();
    events.sort();
    events
}

/// When each event starts and ends as its file says it, with the offset that it gives; sorted. Drafts are
/// not published, and `_index.md` is the page above the events.
fn in_files(run: &Run) -> Vec<(Timestamp, Option<Timestamp>)> {
    let files = run.files_of("content/events").into_iter().filter(|(file, _)| file != "_index.md");
    let texts = files.map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    let published = texts.filter(|text| !text.lines().any(|line| line.starts_with("draft: true")));
    let mut events: Vec<_> =
        published.map(|text| (written(&text, "date").unwrap(), written(&text, "end_date"))).collect();
    events.sort();
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
    let (shown, written) = (in_calendar(run), in_files(run));
    let starts = |events: &[(Timestamp, Option<Timestamp>)]| events.iter().map(|(start, _)| *start).collect::<Vec<_>>();
    assert_eq!(written.len(), 329);
    assert_eq!(starts(&shown), starts(&written));
    let ended: Vec<_> = written.iter().filter(|(start, end)| end.is_some_and(|end| end > *start)).collect();
    assert!(ended.len() > 320, "nearly all say when they end");
    assert!(ended.into_iter().all(|event| shown.contains(event)));
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
