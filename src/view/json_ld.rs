//! What an entry is, in the words of schema.org, for the head of its page.

use serde::Serialize;
use serde_json::{Value, json};

use super::cards::{authors, shorten, terms_of};
use super::contract::Crumb;
use super::escape::script_json;
use super::facts::image_url;
use super::{Snapshot, plain};
use crate::kinds::Group;
use crate::plan::encode;
use crate::weaver::{EntryIx, Taxonomy};

const DESCRIPTION: usize = 240;

/// An entry as a thing of schema.org; which properties it has depends on its type.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing {
    #[serde(rename = "@type")]
    of_type: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(flatten)]
    work: Option<Work>,
    #[serde(flatten)]
    event: Option<Event>,
}

/// What somebody wrote.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    in_language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    publisher: Value,
}

/// What takes place.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    event_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_attendance_mode: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizer: Vec<Value>,
}

/// JSON-LD that can stand in a script element: the entry, and the way to it from the home page.
/// Addresses are absolute as far as the site's is known.
pub fn json_ld(snapshot: &Snapshot, entry: EntryIx, crumbs: &[Crumb]) -> String {
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let thing = thing(snapshot, entry);
    let mut way: Vec<(String, String)> =
        crumbs.iter().map(|crumb| (crumb.title.clone(), absolute(&crumb.url))).collect();
    way.push((thing.name.clone(), thing.url.clone()));
    write(&thing, &way)
}

fn thing(snapshot: &Snapshot, entry: EntryIx) -> Thing {
    let doc = snapshot.weave.doc(entry);
    let facts = &doc.facts;
    let of_type = type_of(&doc.id.kind, snapshot.kinds.get(&doc.id.kind).map(|kind| kind.group));
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let is_work = !matches!(of_type, "Event" | "Organization" | "Person");
    Thing {
        of_type,
        name: facts.title.to_string(),
        headline: (of_type == "Article").then(|| facts.title.to_string()),
        description: super::plain::summary(snapshot, entry, DESCRIPTION)
            .map(|text| shorten(&text, DESCRIPTION).to_string()),
        url: absolute(&encode(snapshot.weave.address(entry))),
        image: image_url(snapshot, entry).map(|url| absolute(&url)),
        work: is_work.then(|| work(snapshot, entry)),
        event: (of_type == "Event").then(|| event(snapshot, entry)),
    }
}

/// A kind of the site itself is an article where its group is one that people write in.
fn type_of(kind: &str, group: Option<Group>) -> &'static str {
    match (kind, group) {
        ("method", _) => "HowTo",
        ("event", _) => "Event",
        ("community" | "organisation", _) => "Organization",
        ("person", _) => "Person",
        ("domain", _) => "CollectionPage",
        (_, Some(Group::Practice | Group::Activity | Group::Output)) => "Article",
        _ => "WebPage",
    }
}

fn work(snapshot: &Snapshot, entry: EntryIx) -> Work {
    let doc = snapshot.weave.doc(entry);
    let facts = &doc.facts;
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let person = |one: super::contract::PersonLine| match one.url {
        Some(url) => json!({ "@type": "Person", "name": one.name, "url": absolute(&url) }),
        None => json!({ "@type": "Person", "name": one.name }),
    };
    Work {
        in_language: doc.lang.to_string(),
        date_published: facts.date.map(|date| date.iso()),
        date_modified: facts.updated.or(facts.date).map(|date| date.iso()),
        author: authors(snapshot, entry).into_iter().map(person).collect(),
        keywords: terms_of(snapshot, Taxonomy::Tags, entry).into_iter().map(|tag| tag.title.to_string()).collect(),
        publisher: json!({ "@type": "Organization", "name": snapshot.config.title, "url": absolute("") }),
    }
}

fn event(snapshot: &Snapshot, entry: EntryIx) -> Event {
    let doc = snapshot.weave.doc(entry);
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let mode = plain::text(doc, "mode");
    let place = plain::text(doc, "place").map(|place| json!({ "@type": "Place", "name": place, "address": place }));
    let online = matches!(mode.as_deref(), Some("online" | "hybrid")).then(|| {
        let page = || absolute(&encode(snapshot.weave.address(entry)));
        json!({ "@type": "VirtualLocation", "url": plain::text(doc, "register").unwrap_or_else(page) })
    });
    let community = |term: super::contract::TermRef| match term.url {
        Some(url) => json!({ "@type": "Organization", "name": term.title, "url": absolute(&url) }),
        None => json!({ "@type": "Organization", "name": term.title }),
    };
    Event {
        start_date: plain::date(doc, "start"),
        end_date: plain::date(doc, "end"),
        event_status: status(plain::text(doc, "status").as_deref()),
        event_attendance_mode: mode.as_deref().and_then(attendance),
        location: place.into_iter().chain(online).collect(),
        organizer: terms_of(snapshot, Taxonomy::Communities, entry).into_iter().map(community).collect(),
    }
}

fn status(status: Option<&str>) -> &'static str {
    match status {
        Some("cancelled") => "https://schema.org/EventCancelled",
        Some("moved") => "https://schema.org/EventRescheduled",
        _ => "https://schema.org/EventScheduled",
    }
}

fn attendance(mode: &str) -> Option<&'static str> {
    match mode {
        "in-person" => Some("https://schema.org/OfflineEventAttendanceMode"),
        "online" => Some("https://schema.org/OnlineEventAttendanceMode"),
        "hybrid" => Some("https://schema.org/MixedEventAttendanceMode"),
        _ => None,
    }
}

/// `way` is the titles and addresses from the home page down to the thing itself.
fn write(thing: &Thing, way: &[(String, String)]) -> String {
    let step = |(number, (name, item)): (usize, &(String, String))| json!({ "@type": "ListItem", "position": number + 1, "name": name, "item": item });
    let steps: Vec<Value> = way.iter().enumerate().map(step).collect();
    let crumbs = json!({ "@type": "BreadcrumbList", "itemListElement": steps });
    script_json(&json!({ "@context": "https://schema.org", "@graph": [thing, crumbs] }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_says_when_and_where_and_how_one_gets_there() {
        let event = Event {
            start_date: Some("2026-11-05T14:00:00+00:00".into()),
            end_date: None,
            event_status: status(Some("moved")),
            event_attendance_mode: attendance("hybrid"),
            location: vec![json!({ "@type": "Place", "name": "Hall" })],
            organizer: vec![],
        };
        let thing = Thing {
            of_type: "Event",
            name: "Seminar".into(),
            url: "https://example.org/events/seminar/".into(),
            event: Some(event),
            ..Thing::default()
        };
        let way = [("Home".to_owned(), "https://example.org/".to_owned()), ("Seminar".into(), thing.url.clone())];
        let written: Value = serde_json::from_str(&write(&thing, &way)).unwrap();
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
            in_language: "cy".into(),
            date_published: Some("2026-03-01".into()),
            date_modified: None,
            author: vec![json!({ "@type": "Person", "name": "Facilitator" })],
            keywords: vec!["trust".into()],
            publisher: json!({ "@type": "Organization", "name": "Network" }),
        };
        let thing = Thing {
            of_type: "Article",
            headline: Some("T".into()),
            name: "T".into(),
            work: Some(work),
            ..Thing::default()
        };
        let written: Value = serde_json::from_str(&write(&thing, &[])).unwrap();
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
                "publisher": { "@type": "Organization", "name": "Network" },
            })
        );
    }

    #[test]
    fn no_title_can_end_the_script_element() {
        let title = "</script><script>alert(1)</script><!-- & \u{2028}";
        let thing = Thing { of_type: "WebPage", name: title.into(), ..Thing::default() };
        let written = write(&thing, &[(title.into(), "/".into())]);
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
}
