//! What keeps a commitment, is on the way to it, or leaves it open.

use jiff::civil::{Date, date};

use super::{Harvest, Sources, State, harvest};
use crate::content::testing::{Site, site};
use crate::content::{Doc, Rules, read};
use crate::practice::calendar;
use crate::weaver::{self, Drafts, Viewer};

const TODAY: Date = date(2026, 11, 28);

/// A site of one community, and what belongs to it: folder, slug and front matter.
fn gathered(config: &str, community: &str, entries: &[(&str, &str)], drafts: Drafts) -> Harvest {
    let site: Site = site(config);
    let rules = Rules::new(&site.config, &site.kinds);
    let doc = |path: String, front: &str| {
        let text = format!("+++\ntitle = \"T\"\n{front}\n+++\n");
        let doc: Doc = read(&path.as_str().into(), text.as_bytes(), rules).unwrap();
        assert_eq!(doc.diagnostics, [], "{path}");
        std::sync::Arc::new(doc)
    };
    let mut docs = vec![doc("content/communities/ours.md".into(), community)];
    for (number, (folder, front)) in entries.iter().enumerate() {
        docs.push(doc(format!("content/{folder}/e{number}.md"), &format!("communities = [\"ours\"]\n{front}")));
    }
    let viewer = Viewer { now: "2026-11-28T12:00:00Z".parse().unwrap(), drafts, future: false, audience: None };
    let sources = weaver::Sources {
        config: &site.config,
        kinds: &site.kinds,
        docs: &docs,
        files: &[],
        closed: &Default::default(),
        viewer: &viewer,
    };
    let (weave, _) = weaver::weave(sources);
    let calendar = calendar(&weave, &site.config, TODAY);
    harvest(Sources {
        weave: &weave,
        calendar: &calendar,
        config: &site.config,
        docs: &docs,
        viewer: &viewer,
        today: TODAY,
    })
}

const KEPT: &str = "[harvest]\nyear_starts = \"01-01\"\n";

/// How it stands with one commitment of this year, and how often it was kept.
fn state_of(what: &str, entries: &[(&str, &str)]) -> (State, usize) {
    let harvest = gathered(KEPT, "", entries, Drafts::Withheld);
    let cell = harvest.current().unwrap().rows[0].cell(what).unwrap();
    (cell.state(), cell.done)
}

#[test]
fn the_usual_six_are_promised_where_nothing_is_written() {
    let harvest = gathered(KEPT, "", &[], Drafts::Withheld);
    let row = &harvest.current().unwrap().rows[0];
    let whats: Vec<&str> = row.cells.iter().map(|cell| &*cell.commitment.what).collect();
    assert_eq!(whats, ["seminar", "blog", "article", "bid", "project", "network"]);
    assert_eq!((row.promised(), row.count(State::Open)), (6, 6));
}

#[test]
fn a_site_that_never_speaks_of_it_has_no_harvest() {
    assert!(gathered("", "", &[("blog", "date = 2026-03-01")], Drafts::Withheld).years().is_empty());
    assert!(!gathered("", "commitments = [{ what = \"blog\" }]", &[], Drafts::Withheld).years().is_empty());
}

#[test]
fn a_community_at_rest_is_asked_for_nothing() {
    assert!(gathered(KEPT, "stage = \"resting\"", &[], Drafts::Withheld).years().is_empty());
    assert!(gathered(KEPT, "since = 2027-03-01", &[], Drafts::Withheld).years().is_empty());
}

#[test]
fn each_of_the_six_is_kept_by_what_it_says() {
    for (what, folder, front, expected) in [
        ("seminar", "events", "type = \"seminar\"\nstart = 2026-03-01", State::Kept),
        ("seminar", "events", "type = \"webinar\"\nstart = 2026-03-01", State::Kept),
        ("seminar", "events", "type = \"seminar\"\nstart = 2026-03-01\nstatus = \"cancelled\"", State::Open),
        ("seminar", "events", "type = \"seminar\"\nstart = 2026-12-01", State::UnderWay),
        ("seminar", "events", "type = \"seminar\"\nstart = 2027-01-01", State::Open),
        ("seminar", "events", "type = \"seminar\"\nstart = 2025-12-31", State::Open),
        ("seminar", "events", "type = \"seminar\"\ndate = 2026-10-01\nstart = 2026-12-01", State::UnderWay),
        ("seminar", "events", "type = \"seminar\"\ndate = 2025-12-01\nstart = 2026-03-01", State::Kept),
        ("seminar", "events", "type = \"meeting\"\nstart = 2026-03-01", State::Open),
        ("blog", "blog", "date = 2026-01-01", State::Kept),
        ("blog", "blog", "date = 2025-12-31", State::Open),
        ("article", "articles", "date = 2026-05-01", State::Kept),
        ("article", "articles", "date = 2026-05-01\nissue = \"next\"", State::UnderWay),
        ("bid", "bids", "date = 2026-02-01\nstate = \"submitted\"", State::Kept),
        ("bid", "bids", "date = 2026-02-01\nstate = \"lost\"", State::Kept),
        ("bid", "bids", "date = 2025-12-01\ndeadline = 2026-01-15\nstate = \"won\"", State::Kept),
        ("bid", "bids", "date = 2026-02-01\nstate = \"drafting\"", State::UnderWay),
        ("bid", "bids", "date = 2026-02-01\nstate = \"idea\"", State::Open),
        ("bid", "bids", "date = 2026-02-01\nstate = \"withdrawn\"", State::Open),
        ("project", "projects", "date = 2025-02-01\nend = 2026-03-31\nstate = \"done\"", State::Kept),
        ("project", "projects", "date = 2026-02-01\nend = 2027-03-31\nstate = \"done\"", State::Open),
        ("project", "projects", "date = 2025-02-01\nend = 2027-03-31\nstate = \"under-way\"", State::UnderWay),
        ("project", "projects", "date = 2024-02-01\nend = 2025-03-31\nstate = \"under-way\"", State::Open),
        ("project", "projects", "date = 2026-02-01\nstate = \"waiting-for-a-lead\"", State::Open),
        ("network", "networks", "date = 2025-02-01\nlast_contact = 2026-01-02", State::Kept),
        ("network", "networks", "date = 2025-02-01\nlast_contact = 2025-12-02", State::Open),
    ] {
        assert_eq!(state_of(what, &[(folder, front)]).0, expected, "{what}: {front}");
    }
}

#[test]
fn an_event_that_took_place_three_times_counts_three_times() {
    let series =
        "type = \"seminar\"\nstart = 2026-09-07T10:00\nrepeat = \"first Monday monthly\"\nexcept = [2026-11-02]";
    assert_eq!(state_of("seminar", &[("events", series)]), (State::Kept, 2));
    let cancelled = "type = \"seminar\"\nstart = 2026-10-05T10:00\nrepeat = \"first Monday monthly\"\n\
                     changes = [{ on = 2026-10-05 }]";
    assert_eq!(state_of("seminar", &[("events", cancelled)]), (State::Kept, 1));
}

#[test]
fn sessions_that_never_took_place_are_not_counted() {
    let series = |start: &str, rest: &str| {
        let front = format!("type = \"seminar\"\nstart = {start}T10:00\nrepeat = \"first Monday monthly\"\n{rest}");
        state_of("seminar", &[("events", &front)])
    };
    let cancelled = "changes = [{ on = 2026-11-02 }]";
    for (start, rest, expected) in [
        ("2026-11-02", cancelled, State::UnderWay),
        ("2026-11-02", "except = [2026-11-02]", State::UnderWay),
        ("2026-11-02", "changes = [{ on = 2026-11-02, to = 2026-12-21 }]", State::UnderWay),
        ("2026-11-02", "changes = [{ on = 2026-11-02, to = 2026-12-21 }]\nstatus = \"cancelled\"", State::Open),
        ("2026-10-05", "status = \"cancelled\"", State::Open),
        ("2026-12-07", "", State::UnderWay),
        ("2027-01-04", "", State::Open),
    ] {
        assert_eq!(series(start, rest), (expected, 0), "{start} {rest}");
    }
    let ended = "type = \"seminar\"\nstart = 2026-11-02T10:00\nrepeat = \"first Monday monthly 1 times\"\n";
    assert_eq!(state_of("seminar", &[("events", &format!("{ended}{cancelled}"))]), (State::Open, 0));
}

#[test]
fn a_draft_is_counted_only_with_consent_and_never_named() {
    let drafts = |front: &str| gathered(KEPT, "", &[("blog", front)], Drafts::Withheld);
    let cell = |harvest: &Harvest| harvest.current().unwrap().rows[0].cell("blog").unwrap().clone();
    for (front, expected) in [
        ("draft = true\nconsent = \"harvest\"", 1),
        ("draft = true\nconsent = \"names changed, harvest\"", 1),
        ("draft = true", 0),
        ("draft = true\nconsent = \"not for the harvest\"", 0),
        ("draft = true\nconsent = \"harvest\"\ndate = 2025-03-01", 0),
        ("draft = true\nconsent = \"harvest\"\npublish = 2020-01-01\nexpires = 2021-01-01", 0),
    ] {
        let cell = cell(&drafts(front));
        assert_eq!((cell.drafts, cell.done, cell.under_way.len()), (expected, 0, 0), "{front}");
        assert_eq!(cell.state(), if expected > 0 { State::UnderWay } else { State::Open });
    }
    // Who sees drafts sees them as what they are: under way.
    let seen = gathered(KEPT, "", &[("blog", "draft = true\ndate = 2026-03-01")], Drafts::Shown);
    assert_eq!((cell(&seen).state(), cell(&seen).under_way.len()), (State::UnderWay, 1));
}

#[test]
fn a_community_changes_adds_and_leaves_out() {
    let written = "commitments = [\
        { what = \"blog\", promised = 3 }, { what = \"bid\", not_this_year = true }, \
        { what = \"walk\", label = \"Walk\", types = [\"visit\"], promised = 2 }, \
        { what = \"story\" }, { what = \"project\", states = [\"under-way\"] }, { what = \"network\", year = 2025 }]";
    let entries = [
        ("blog", "date = 2026-01-01"),
        ("events", "type = \"visit\"\nstart = 2026-05-01"),
        ("stories", "date = 2026-05-01"),
        ("projects", "date = 2026-05-01\nstate = \"under-way\""),
    ];
    let harvest = gathered("", written, &entries, Drafts::Withheld);
    let row = &harvest.current().unwrap().rows[0];
    let states: Vec<(&str, State)> = row.cells.iter().map(|cell| (&*cell.commitment.what, cell.state())).collect();
    assert_eq!(
        states,
        [
            ("seminar", State::Open),
            ("blog", State::UnderWay),
            ("article", State::Open),
            ("bid", State::NotThisYear),
            ("project", State::Kept),
            ("walk", State::UnderWay),
            ("story", State::Kept),
        ]
    );
    assert_eq!(row.promised(), 6);
    assert_eq!(harvest.years().len(), 2);
}

#[test]
fn years_begin_on_the_day_that_the_site_names() {
    let entries = [("blog", "date = 2026-08-31"), ("blog", "date = 2026-09-01")];
    let harvest = gathered("[harvest]\nyear_starts = \"09-01\"\n", "", &entries, Drafts::Withheld);
    let year = harvest.current().unwrap();
    assert_eq!((year.year.number(), year.rows[0].cell("blog").unwrap().done), (2026, 1));
}
