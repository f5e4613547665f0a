//! When events take place, as instants.

use jiff::civil::{Date, date};

use super::{Calendar, Occurrence, calendar};
use crate::content::testing::{Site, site};
use crate::content::{Doc, Rules, read};
use crate::weaver::{self, Drafts, Viewer, Weave};

/// A site of events, by slug and front matter, in London.
fn woven(site: &Site, events: &[(&str, &str)]) -> Weave {
    let rules = Rules::new(&site.config, &site.kinds);
    let doc = |(slug, front): &(&str, &str)| {
        let path = format!("content/events/{slug}.md");
        let text = format!("+++\ntitle = \"{slug}\"\n{front}\n+++\n");
        let doc: Doc = read(&path.as_str().into(), text.as_bytes(), rules).unwrap();
        assert_eq!(doc.diagnostics, [], "{slug}");
        doc.into()
    };
    let docs: Vec<_> = events.iter().map(doc).collect();
    let viewer = Viewer {
        now: "2026-11-28T12:00:00Z".parse().unwrap(),
        drafts: Drafts::Withheld,
        future: false,
        audience: None,
    };
    let sources = weaver::Sources {
        config: &site.config,
        kinds: &site.kinds,
        docs: &docs,
        files: &[],
        closed: &Default::default(),
        viewer: &viewer,
    };
    weaver::weave(sources).0
}

const TODAY: Date = date(2026, 11, 28);

fn gathered(events: &[(&str, &str)]) -> Calendar {
    let site = site("");
    calendar(&woven(&site, events), &site.config, TODAY)
}

/// When the dates begin, in UTC, with what has become of them.
fn instants<'a>(dates: impl Iterator<Item = &'a Occurrence>) -> Vec<String> {
    dates.map(|date| format!("{} {}", date.when.at(), date.status.name())).collect()
}

#[test]
fn noon_in_new_york_is_another_moment_on_either_side_of_a_clock_change() {
    let calendar = gathered(&[(
        "lunch",
        "start = 2026-09-24\nrepeat = \"fourth Thursday each month 12:00–13:00\"\ntimezone = \"America/New_York\"",
    )]);
    assert_eq!(
        instants(calendar.dates_of(calendar.series()[0].entry)),
        [
            "2026-09-24T16:00:00Z planned",
            "2026-10-22T16:00:00Z planned",
            "2026-11-26T17:00:00Z planned",
            "2026-12-24T17:00:00Z planned",
            "2027-01-28T17:00:00Z planned",
            "2027-02-25T17:00:00Z planned",
            "2027-03-25T16:00:00Z planned",
            "2027-04-22T16:00:00Z planned",
            "2027-05-27T16:00:00Z planned",
        ]
    );
    assert_eq!(calendar.coming().count(), 6);
}

#[test]
fn a_zone_that_changed_its_rules_has_the_rules_of_the_day() {
    // Turkey stayed on summer time from 2016 on.
    let calendar = gathered(&[(
        "istanbul",
        "start = 2015-01-15T12:00\nrepeat = \"FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15;COUNT=8\"\ntimezone = \"Europe/Istanbul\"",
    )]);
    let hours: Vec<String> = calendar.past().map(|date| date.when.at().to_string()).collect();
    assert_eq!(
        hours,
        [
            "2018-07-15T09:00:00Z",
            "2018-01-15T09:00:00Z",
            "2017-07-15T09:00:00Z",
            "2017-01-15T09:00:00Z",
            "2016-07-15T09:00:00Z",
            "2016-01-15T10:00:00Z",
            "2015-07-15T09:00:00Z",
            "2015-01-15T10:00:00Z",
        ]
    );
}

#[test]
fn a_date_is_left_out_moved_or_cancelled() {
    let calendar = gathered(&[(
        "weekly",
        "start = 2026-12-01T18:00\nend = 2026-12-01T19:00\nrepeat = \"every Tuesday 5 times\"\nexcept = [2026-12-08]\n\
         changes = [{ on = 2026-12-15, to = 2026-12-16T20:00, until = 2026-12-16T20:30 }, { on = 2026-12-22 }, \
         { on = 2026-12-29, to = 2026-12-30 }]",
    )]);
    assert_eq!(
        instants(calendar.coming()),
        [
            "2026-12-01T18:00:00Z planned",
            "2026-12-16T20:00:00Z moved",
            "2026-12-22T18:00:00Z cancelled",
            "2026-12-30T18:00:00Z moved",
        ]
    );
    let ends: Vec<String> = calendar.coming().map(|date| date.when.end().unwrap().iso()).collect();
    assert_eq!(ends[1], "2026-12-16T20:30:00+00:00");
    assert_eq!(ends[3], "2026-12-30T19:00:00+00:00");
}

#[test]
fn an_event_that_is_part_of_a_series_stands_for_its_date() {
    let calendar = gathered(&[
        ("series", "start = 2026-12-03T17:30\nrepeat = \"first Thursday monthly 2 times\""),
        ("special", "start = 2026-12-03T17:00\n[relations]\npart-of = [\"event/series\"]"),
    ]);
    assert_eq!(instants(calendar.coming()), ["2026-12-03T17:00:00Z planned", "2027-01-07T17:30:00Z planned"]);
}

#[test]
fn what_lasts_until_today_is_not_over() {
    let calendar = gathered(&[
        ("days", "start = 2026-11-26\nend = 2026-11-28"),
        ("yesterday", "start = 2026-11-27"),
        ("night", "start = 2026-11-27T22:00\nend = 2026-11-28T00:00"),
        ("today", "start = 2026-11-28T06:00\nend = 2026-11-28T07:00"),
        // Still the evening of the 27th there, and the 28th in London.
        ("honolulu", "start = 2026-11-27T20:00\ntimezone = \"Pacific/Honolulu\""),
    ]);
    assert_eq!(calendar.coming().count(), 3);
    assert_eq!(calendar.past().count(), 2);
}

#[test]
fn whole_days_are_the_same_days_in_every_zone() {
    for zone in ["Pacific/Apia", "Pacific/Pago_Pago", "Europe/London"] {
        let calendar = gathered(&[("days", &format!("start = 2026-12-24\nend = 2026-12-26\ntimezone = \"{zone}\""))]);
        let when = &calendar.coming().next().unwrap().when;
        assert_eq!((when.start().iso(), when.end().unwrap().iso()), ("2026-12-24".into(), "2026-12-26".into()));
    }
}

#[test]
fn a_time_that_the_clock_skips_comes_after_the_jump() {
    let calendar = gathered(&[("night", "start = 2026-03-22T01:30\nrepeat = \"every Sunday 3 times\"")]);
    let starts: Vec<String> = calendar.past().map(|date| date.when.at().to_string()).collect();
    assert_eq!(starts, ["2026-04-05T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-22T01:30:00Z"]);
}

#[test]
fn years_that_are_over_are_counted() {
    let calendar = gathered(&[
        ("a", "start = 2024-05-01"),
        ("b", "start = 2026-01-05T10:00\nrepeat = \"every Monday 3 times\""),
        ("c", "start = 2027-05-01"),
    ]);
    assert_eq!(calendar.past_years(), [(2026, 3), (2024, 1)]);
}
