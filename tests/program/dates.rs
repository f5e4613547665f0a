//! Events as readers meet them over time: what was sent keeps its dates, who subscribed hears in time, and times that
//! cannot be meant are told.

use serde_json::Value;

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

/// What a program that reads the page of an event learns of when it is.
fn schema(day: &str, front: &str) -> Value {
    let site = of_events(&[("round", front)]);
    let run = run(&mut site.command_on(day, &["build", "--output", "public"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = site.page("events/round/index.html");
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let told: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    told["@graph"][0].clone()
}

#[test]
fn programs_learn_of_the_date_that_stands_for_an_event() {
    let weekly = "start = 2026-12-03T10:00\nrepeat = \"weekly until 2026-12-17\"\n";
    let status =
        |told: &Value| told["eventStatus"].as_str().unwrap().trim_start_matches("https://schema.org/").to_owned();
    let off = "[[changes]]\non = 2026-12-17\n";

    let next = schema("2026-12-04", &format!("{weekly}{off}"));
    assert_eq!((next["startDate"].as_str(), &*status(&next)), (Some("2026-12-10T10:00:00+00:00"), "EventScheduled"));
    let last = schema("2027-01-15", &format!("{weekly}{off}"));
    assert_eq!((last["startDate"].as_str(), &*status(&last)), (Some("2026-12-10T10:00:00+00:00"), "EventScheduled"));
    let all = "[[changes]]\non = 2026-12-03\n[[changes]]\non = 2026-12-10\n[[changes]]\non = 2026-12-17\n";
    assert_eq!(status(&schema("2026-11-30", &format!("{weekly}{all}"))), "EventCancelled");
    let moved = schema("2026-11-30", &format!("{weekly}[[changes]]\non = 2026-12-03\nto = 2026-12-04T15:00\n"));
    assert_eq!(
        (moved["startDate"].as_str(), &*status(&moved)),
        (Some("2026-12-04T15:00:00+00:00"), "EventRescheduled")
    );
    assert_eq!(moved["previousStartDate"], "2026-12-03T10:00:00+00:00");
    let none = schema("2026-11-30", &format!("{weekly}except = [2026-12-03, 2026-12-10, 2026-12-17]\n"));
    assert_eq!((&none["@type"], &none["startDate"]), (&Value::from("WebPage"), &Value::Null));
}

#[test]
fn programs_learn_of_a_time_by_the_clock_of_its_place() {
    let there =
        schema("2026-11-30", "start = 2026-12-05T14:00\nend = 2026-12-05T16:00\ntimezone = \"America/New_York\"");
    assert_eq!(
        (&there["startDate"], &there["endDate"]),
        (&"2026-12-05T14:00:00-05:00".into(), &"2026-12-05T16:00:00-05:00".into())
    );
    let days = schema("2026-11-30", "start = 2026-12-05\nend = 2026-12-06");
    assert_eq!((&days["startDate"], &days["endDate"]), (&"2026-12-05".into(), &"2026-12-06".into()));
}

#[test]
fn a_page_says_that_the_date_it_shows_is_cancelled_and_where_it_is() {
    let site = of_events(&[(
        "round",
        "start = 2026-12-10T10:00\nrepeat = \"weekly until 2026-12-17\"\nplace = \"The hut\"\n\
         [[changes]]\non = 2026-12-10\n[[changes]]\non = 2026-12-17\n",
    )]);
    site.built();
    let page = site.page("events/round/index.html");
    assert!(
        page.contains("<p class=\"callout-t\">") && page.contains("<span class=\"chip chip--type\">Cancelled</span>"),
        "{page}"
    );
    assert!(!page.contains("<dd>Planned</dd>"), "{page}");
    site.put(
        "content/events/round.md",
        "+++\ntitle = \"The round\"\nstart = 2026-12-10T10:00\nrepeat = \"weekly\"\nplace = \"The hut\"\n\
         [[changes]]\non = 2026-12-10\nto = 2026-12-11T10:00\nplace = \"The hall\"\n+++\nWords.\n",
    );
    site.built();
    let page = site.page("events/round/index.html");
    assert!(page.contains("\"name\":\"The hall\"") && page.contains("10:00, The hall"), "{page}");
    assert!(page.contains("<dd>Planned</dd>") && page.matches(">Moved<").count() == 1, "{page}");
}

#[test]
fn an_end_of_which_nothing_is_told_is() {
    for (front, words) in [
        ("start = 2026-12-10\nend = 2026-12-10T09:00", "nobody is told the hour of `end`"),
        ("start = 2026-12-10T10:00\nend = 2026-12-10", "`end` has no hour"),
    ] {
        let told = told(front);
        assert!(told.contains("warning[time-mismatch]") && told.contains(words), "{told}");
    }
    for front in [
        "start = 2026-12-10\nend = 2026-12-12",
        "start = 2026-12-10T10:00\nend = 2026-12-12",
        "start = 2026-12-10T10:00\nend = 2026-12-10T11:00",
    ] {
        assert!(!told(front).contains("time-mismatch"), "{front}");
    }
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
