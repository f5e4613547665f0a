//! Events as readers meet them over time: what was sent keeps its dates, who subscribed hears in time, and times that
//! cannot be meant are told.

use super::site::{Site, run};

const CONFIG: &str =
    "title = \"A network\"\nbase_url = \"https://org.example/kb-one/\"\ntimezone = \"Europe/London\"\n";

fn of_events(events: &[(&str, &str)]) -> Site {
    let site = Site::of([("copsite.toml", CONFIG)]);
    for (slug, front) in events {
        site.put(format!("content/events/{slug}.md"), format!("+++\ntitle = \"The {slug}\"\n{front}\n+++\nWords.\n"));
    }
    site
}

/// What `check` says of one event.
fn told(front: &str) -> String {
    of_events(&[("one", front)]).run(&["check"]).stderr
}

#[test]
fn what_was_sent_shows_the_dates_of_its_day() {
    let site = of_events(&[("round", "start = 2026-09-07T18:00\nrepeat = \"first Monday monthly\"")]);
    site.put(
        "content/newsletter/1.md",
        "+++\ntitle = \"One\"\ndate = 2026-09-10\nuntil = 2026-09-08\n+++\nHello.\n\n![[event/round]]\n",
    );
    let at = |day: &str, path: &str| {
        let run = run(&mut site.command_on(day, &["build", "--output", "public"]));
        assert_eq!(run.code, 0, "{}", run.stderr);
        site.page(path)
    };
    for path in ["newsletter/1/index.html", "newsletter/1/email.html", "newsletter/1/email.txt"] {
        let sent = at("2026-09-10", path);
        assert!(sent.contains("5 October") && !sent.contains("7 September"), "{path}: {sent}");
        assert!(at("2026-11-03", path).contains("5 October"), "{path}");
    }
    assert_eq!(at("2026-09-10", "newsletter/1/email.eml"), at("2026-11-03", "newsletter/1/email.eml"));
    assert!(at("2026-11-03", "events/round/index.html").contains("7 December"));
}

/// The numbers by which programs tell which of two versions of an event is the newer one.
fn sequences(site: &Site) -> Vec<u32> {
    site.built();
    let file = site.page("events/round/event.ics");
    file.lines().filter_map(|line| line.trim_end().strip_prefix("SEQUENCE:")?.parse().ok()).collect()
}

#[test]
fn what_is_taken_back_is_newer_than_what_was_told_where_the_entry_says_when() {
    let site = of_events(&[]);
    let mut before = 0;
    for (told, status) in [
        ("", "confirmed"),
        ("", "cancelled"),
        ("updated = 2026-11-20\n", "confirmed"),
        ("updated = 2026-11-21\n", "moved"),
    ] {
        let front = format!("start = 2026-12-10T10:00\nstatus = \"{status}\"\n{told}");
        site.put("content/events/round.md", format!("+++\ntitle = \"The round\"\n{front}+++\nWords.\n"));
        let [now] = sequences(&site)[..] else { panic!("one event") };
        assert!(now > before || told.is_empty() && status == "confirmed", "{status}: {now} after {before}");
        before = now;
    }
}

#[test]
fn subscribers_hear_of_an_event_when_it_is_announced_and_not_when_it_is_over() {
    let site = of_events(&[
        ("silent", "start = 2026-11-20"),
        ("announced", "date = 2026-11-02\nstart = 2026-12-10"),
        ("ahead", "date = 2026-12-01\nstart = 2026-12-10"),
    ]);
    site.built();
    let feed = site.page("feed.xml");
    assert!(feed.contains("The announced") && feed.contains("<published>2026-11-02"), "{feed}");
    assert!(!feed.contains("The silent") && !feed.contains("The ahead"), "{feed}");
    // Lists show an event where it begins.
    assert!(site.page("weaver.json").contains("\"date\":\"2026-12-10\""));
}

#[test]
fn a_file_called_by_its_start_may_be_announced_on_another_day() {
    let site = of_events(&[("2026-12-05-supper", "date = 2026-11-20\nstart = 2026-12-05")]);
    let run = site.run(&["check"]);
    assert!(run.stderr.contains("no problems"), "{}", run.stderr);
}

#[test]
fn a_new_event_is_announced_on_the_day_on_which_it_is_made() {
    let site = of_events(&[]);
    assert_eq!(site.run(&["new", "event", "A meeting"]).code, 0);
    let written = std::fs::read_to_string(site.root().join("content/events/a-meeting.md")).unwrap();
    assert!(written.contains("\ndate = 2026-11-23\n"), "{written}");
}

#[test]
fn sites_of_one_host_name_their_events_apart() {
    let site = of_events(&[("first", "start = 2026-12-07")]);
    site.built();
    assert!(site.page("calendar.ics").contains("\r\nUID:kb-one/event/first@org.example\r\n"));
}

#[test]
fn times_that_cannot_be_meant_are_told() {
    for (front, message, help) in [
        (
            "start = 2027-03-28T01:30",
            "there is no 01:30 on Sunday 28 March 2027 in `Europe/London`",
            "it is read as 02:30",
        ),
        (
            "start = 2027-01-04\nrepeat = \"weekly\"\nend = 2027-06-01",
            "`weekly` comes again on Monday 11 January 2027",
            "`repeat = \"weekly until 2027-06-01\"`",
        ),
        (
            "start = 2026-12-01T22:00\nend = 2026-12-01T02:00",
            "`end` is before `start`",
            "write the next day: `end = 2026-12-02T02:00`",
        ),
        (
            "start = 2026-12-07\nrepeat = \"every Monday\"\nchanges = [{ on = 2026-12-14 }, { on = 2026-12-14, to = 2026-12-15 }]",
            "Monday 14 December 2026 is changed once more",
            "keep one of them",
        ),
        (
            "start = 2026-12-07T10:00\nrepeat = \"every Monday\"\nchanges = [{ on = 2026-12-14, to = 2026-12-21 }]",
            "there is a date at that time on Monday 21 December 2026 already",
            "move it to another time",
        ),
        ("start = 2026-12-07\ntimezone = \"BST\"", "`BST` is not a time zone", "`Europe/London`"),
    ] {
        let said = told(front);
        assert!(said.contains(message) && said.contains(help), "{front}: {said}");
    }
    for front in [
        "start = 2027-03-28T02:30",
        "start = 2027-03-28T02:30+01:00",
        "start = 2027-01-04T22:00\nend = 2027-01-05T02:00\nrepeat = \"daily\"",
        "start = 2027-01-04\nend = 2027-01-10\nrepeat = \"weekly\"",
        "start = 2026-12-07T10:00\nrepeat = \"every Monday\"\nexcept = [2026-12-28]\n\
         changes = [{ on = 2026-12-14, to = 2026-12-21 }, { on = 2026-12-21, to = 2026-12-28 }]",
        "start = 2026-12-07T10:00\nrepeat = \"every Monday\"\nchanges = [{ on = 2026-12-14, to = 2026-12-21T18:00 }]",
    ] {
        let said = told(front);
        assert!(said.contains("no problems"), "{front}: {said}");
    }
}

#[test]
fn an_event_until_a_day_ends_on_that_day() {
    let site = of_events(&[("long", "start = 2026-12-01T10:00\nend = 2026-12-02")]);
    site.built();
    let page = site.page("events/long/index.html");
    assert!(page.contains("until 2 December") && !page.contains("3 December"), "{page}");
}

#[test]
fn feeds_and_calendars_stand_at_the_old_address_of_what_was_renamed() {
    let site = of_events(&[(
        "new",
        "start = 2026-12-07\naliases = [\"/events/old/\", \"/gone.html\"]\ncommunities = [\"ours\"]",
    )]);
    site.put("content/communities/ours.md", "---\ntitle: Ours\naliases: [/communities/theirs/]\n---\n");
    let built = site.built();
    for (old, new) in [
        ("events/old/event.ics", "events/new/event.ics"),
        ("communities/theirs/feed.xml", "communities/ours/feed.xml"),
        ("communities/theirs/feed.json", "communities/ours/feed.json"),
        ("communities/theirs/calendar.ics", "communities/ours/calendar.ics"),
    ] {
        assert!(built.contains_key(new), "{new}");
        assert_eq!(built.get(old), built.get(new), "{old}");
    }
    assert!(built.contains_key("gone.html"));
}
