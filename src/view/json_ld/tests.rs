use serde_json::{Value, json};

use super::*;

#[test]
fn an_event_says_when_and_where_and_how_one_gets_there() {
    let event = Event {
        start_date: "2026-11-05T14:00:00+00:00".into(),
        end_date: None,
        previous_start_date: None,
        event_status: status(Status::Moved),
        event_attendance_mode: attendance("hybrid"),
        location: vec![Node { of_type: "Place", name: Some("Hall".into()), ..Node::default() }],
        organizer: vec![],
    };
    let thing = Thing {
        of_type: "Event",
        name: "Seminar",
        url: "https://example.org/events/seminar/".into(),
        event: Some(event),
        ..Thing::default()
    };
    let way = vec![("Home", "https://example.org/".to_owned()), ("Seminar", thing.url.clone())];
    let written: Value = serde_json::from_str(&write(&thing, way)).unwrap();
    assert_eq!(
        written,
        json!({
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "Event",
                    "name": "Seminar",
                    "url": "https://example.org/events/seminar/",
                    "startDate": "2026-11-05T14:00:00+00:00",
                    "eventStatus": "https://schema.org/EventRescheduled",
                    "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
                    "location": [{ "@type": "Place", "name": "Hall" }],
                },
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        { "@type": "ListItem", "position": 1, "name": "Home", "item": "https://example.org/" },
                        { "@type": "ListItem", "position": 2, "name": "Seminar", "item": "https://example.org/events/seminar/" },
                    ],
                },
            ],
        })
    );
}

#[test]
fn an_article_says_who_wrote_it_and_when() {
    let work = Work {
        in_language: "cy",
        date_published: Some("2026-03-01".into()),
        date_modified: None,
        author: vec![Node { of_type: "Person", name: Some("Facilitator".into()), ..Node::default() }],
        keywords: vec!["trust"],
        license: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        publisher: Node { of_type: "Organization", name: Some("Network".into()), ..Node::default() },
    };
    let thing = Thing { of_type: "Article", headline: Some("T"), name: "T", work: Some(work), ..Thing::default() };
    let written: Value = serde_json::from_str(&write(&thing, Vec::new())).unwrap();
    assert_eq!(
        written["@graph"][0],
        json!({
            "@type": "Article",
            "name": "T",
            "headline": "T",
            "url": "",
            "inLanguage": "cy",
            "datePublished": "2026-03-01",
            "author": [{ "@type": "Person", "name": "Facilitator" }],
            "keywords": ["trust"],
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "publisher": { "@type": "Organization", "name": "Network" },
        })
    );
}

#[test]
fn no_title_can_end_the_script_element() {
    let title = "</script><script>alert(1)</script><!-- & \u{2028}";
    let thing = Thing { of_type: "WebPage", name: title, ..Thing::default() };
    let written = write(&thing, vec![(title, "/".into())]);
    assert!(!written.contains(['<', '>', '&', '\u{2028}']));
    let read: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(read["@graph"][0]["name"], title);
}

#[test]
fn kinds_have_types() {
    assert_eq!(type_of("method", Some(Group::Practice)), "HowTo");
    assert_eq!(type_of("recipe", Some(Group::Practice)), "Article");
    assert_eq!(type_of("page", Some(Group::Other)), "WebPage");
}
