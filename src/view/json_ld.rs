//! What an entry is, in the words of schema.org, for the head of its page.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::cards::{shorten, term_ref_in};
use super::contract::{Crumb, TermRef};
use super::escape::script_json;
use super::images::own_picture;
use super::{Snapshot, events, licence, plain, steps};
use crate::content::{Facts, Lang};
use crate::kinds::Group;
use crate::plan::encode;
use crate::practice::calendar::{Occurrence, Status};
use crate::weaver::{EntryIx, Taxonomy, TermIx};

const DESCRIPTION: usize = 240;
/// Whose words the data are in.
pub const CONTEXT: &str = "https://schema.org";

/// An entry as a thing of schema.org; which properties it has depends on its type.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@type")]
    of_type: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Arc<str>>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(flatten)]
    work: Option<Work<'a>>,
    #[serde(flatten)]
    event: Option<Event<'a>>,
    /// Of a method.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    step: Vec<HowToStep>,
}

#[derive(Debug, Serialize)]
struct HowToStep {
    #[serde(rename = "@type")]
    of_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    text: String,
}

/// What somebody wrote.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Work<'a> {
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Node<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<String>,
    publisher: Node<'a>,
}

/// What takes place.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    /// When it was to begin, before it was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_start_date: Option<String>,
    event_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_attendance_mode: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<Node<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizer: Vec<Node<'a>>,
}

/// A person, an organisation or a place that a thing names.
#[derive(Debug, Default, Serialize)]
struct Node<'a> {
    #[serde(rename = "@type")]
    of_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Cow<'a, str>>,
}

/// A step on the way from the home page.
#[derive(Debug, Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    of_type: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

#[derive(Serialize)]
struct Way<'a> {
    #[serde(rename = "@type")]
    of_type: &'static str,
    #[serde(rename = "itemListElement")]
    steps: &'a [Step<'a>],
}

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: (&'a Thing<'a>, Way<'a>),
}

/// JSON-LD that can stand in a script element: the entry, and the way to it from the home page.
/// Addresses are absolute as far as the site's is known.
pub fn json_ld(snapshot: &Snapshot, entry: EntryIx, crumbs: &[Crumb]) -> String {
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let thing = thing(snapshot, entry);
    let mut way: Vec<(&str, String)> = crumbs.iter().map(|crumb| (&*crumb.title, absolute(&crumb.url))).collect();
    way.push((thing.name, thing.url.clone()));
    write(&thing, way)
}

fn thing(snapshot: &Snapshot, entry: EntryIx) -> Thing<'_> {
    let doc = snapshot.weave.doc(entry);
    let facts = &doc.facts;
    let of_type = type_of(&doc.id.kind, snapshot.kinds.get(&doc.id.kind).map(|kind| kind.group));
    let date = (of_type == "Event").then(|| events::date_of(snapshot, entry, snapshot.today)).flatten();
    // An event of which no date is left has none that could be told.
    let of_type = if of_type == "Event" && date.is_none() { "WebPage" } else { of_type };
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let is_work = !matches!(of_type, "Event" | "Organization" | "Person");
    Thing {
        of_type,
        name: &facts.title,
        headline: (of_type == "Article").then_some(&facts.title),
        description: plain::summary(snapshot, entry, DESCRIPTION).map(|text| shorten(&text, DESCRIPTION)),
        url: absolute(&encode(snapshot.weave.address(entry))),
        image: own_picture(snapshot, entry).map(|picture| absolute(&picture.url)),
        work: is_work.then(|| work(snapshot, entry)),
        event: date.map(|date| event(snapshot, entry, &date)),
        step: if of_type == "HowTo" { how_to(snapshot, entry) } else { Vec::new() },
    }
}

fn how_to(snapshot: &Snapshot, entry: EntryIx) -> Vec<HowToStep> {
    let step = |step: steps::Step| HowToStep { of_type: "HowToStep", name: step.name, text: step.text };
    steps::steps(snapshot, entry).into_iter().map(step).collect()
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

fn work(snapshot: &Snapshot, entry: EntryIx) -> Work<'_> {
    let doc = snapshot.weave.doc(entry);
    let facts = &doc.facts;
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let terms = snapshot.weave.terms();
    let written = snapshot.weave.written_on(entry);
    Work {
        in_language: &doc.lang.0,
        date_published: written.map(|date| date.iso()),
        date_modified: facts.updated.or(written).map(|date| date.iso()),
        author: terms
            .of_entry(Taxonomy::People, entry)
            .iter()
            .map(|term| named(snapshot, "Person", Taxonomy::People, *term, &doc.lang))
            .collect(),
        keywords: terms
            .of_entry(Taxonomy::Tags, entry)
            .iter()
            .map(|tag| &*terms.get(Taxonomy::Tags, *tag).title)
            .collect(),
        license: licence_of(snapshot, facts),
        publisher: Node {
            of_type: "Organization",
            name: Some((&*snapshot.config.title).into()),
            url: Some(absolute("")),
            address: None,
        },
    }
}

/// A person or an organisation with a page, as readers of a language have it.
fn named<'a>(snapshot: &Snapshot, of_type: &'static str, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> Node<'a> {
    let TermRef { title, url, .. } = term_ref_in(snapshot, taxonomy, term, lang);
    Node {
        of_type,
        name: Some(title.to_string().into()),
        url: url.map(|url| snapshot.config.base_url.absolute(&url)),
        address: None,
    }
}

/// That of the text where it comes from elsewhere, else the site's.
fn licence_of(snapshot: &Snapshot, facts: &Facts) -> Option<String> {
    match &facts.source {
        Some(source) => licence::address(source.licence.as_deref()?),
        None => licence::address(snapshot.config.licence.as_deref()?),
    }
}

/// An event by the date that stands for it, on the clock of the place. All versions take place when the original does.
fn event<'a>(snapshot: &'a Snapshot, entry: EntryIx, date: &Occurrence) -> Event<'a> {
    let doc = snapshot.weave.doc(entry);
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let said = |field: &str| events::of_version(snapshot, entry, field);
    let mode = said("mode");
    let place = events::line(snapshot, date, &doc.lang).place.map(|place| Node {
        of_type: "Place",
        name: Some(place.clone().into()),
        address: Some(place.into()),
        url: None,
    });
    let page = || absolute(&encode(snapshot.weave.address(entry)));
    let online = matches!(mode.as_deref(), Some("online" | "hybrid")).then(|| Node {
        of_type: "VirtualLocation",
        url: Some(said("register").unwrap_or_else(page)),
        ..Node::default()
    });
    let terms = snapshot.weave.terms();
    let community = |term: &TermIx| named(snapshot, "Organization", Taxonomy::Communities, *term, &doc.lang);
    Event {
        start_date: date.when.start().iso(),
        end_date: date.when.end().map(|end| end.iso()),
        previous_start_date: date.moved_from.as_ref().map(|when| when.start().iso()),
        event_status: status(date.status),
        event_attendance_mode: mode.as_deref().and_then(attendance),
        location: place.into_iter().chain(online).collect(),
        organizer: terms.of_entry(Taxonomy::Communities, entry).iter().map(community).collect(),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Cancelled => "https://schema.org/EventCancelled",
        Status::Moved => "https://schema.org/EventRescheduled",
        Status::Planned | Status::Confirmed | Status::Held => "https://schema.org/EventScheduled",
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
fn write(thing: &Thing, way: Vec<(&str, String)>) -> String {
    let step = |(position, (name, item))| Step { of_type: "ListItem", position, name, item };
    let steps: Vec<Step> = (1..).zip(way).map(step).collect();
    let way = Way { of_type: "BreadcrumbList", steps: &steps };
    // Texts, numbers and lists of them always serialise.
    let json = serde_json::to_string(&Graph { context: CONTEXT, graph: (thing, way) }).unwrap_or_default();
    script_json(&json).into_owned()
}

#[cfg(test)]
mod tests;
