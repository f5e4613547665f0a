//! `community`: a community with its charter, in the charter's own words.

use std::collections::{BTreeMap, BTreeSet};

use super::cards::{term_ref_in, term_url};
use super::community_cards::practice_band;
use super::contract::{CharterRow, Community, Engagement, FeedLink, Item, Momentum, MomentumStep, PersonLine, Stage};
use super::expedition::log_line;
use super::harvest::impact;
use super::{Snapshot, calendar, cards, choices, events, gaps, harvest, hub, plain, relations, site, value};
use crate::content::{Doc, FieldValue, Lang};
use crate::plan::{FeedFormat, IcsOf};
use crate::practice::charter::{self, Reached};
use crate::practice::people;
use crate::weaver::commitments::AT_REST;
use crate::weaver::{self, EntryIx, Taxonomy, TermIx};

/// Log entries on a community's page, as the design shows it.
const LOG: usize = 3;
/// The next dates; all of them are in the calendar.
const EVENTS: usize = 6;
const GAPS: usize = 4;
/// As many as keep the page small; all of them have pages of their own.
const BRIDGES: usize = 60;

/// The stage before a community has begun.
const POTENTIAL: &str = "potential";

/// Fields that stand in the charter, not in a facts panel.
pub const SHOWN: [&str; 19] = [
    "statement",
    "hopes",
    "about",
    "stage",
    "history",
    "invitation",
    "roles",
    "rhythm",
    "membership",
    "channels",
    "sponsors",
    "support",
    "place",
    "engagement",
    "impact",
    "commitments",
    "ends",
    "since",
    "agreed",
];

pub fn community(snapshot: &Snapshot, term: TermIx, entry: EntryIx, item: Item) -> Community {
    let doc = snapshot.weave.doc(entry);
    let members = &snapshot.weave.terms().get(Taxonomy::Communities, term).members;
    let of_kind = |name: &str| -> Vec<EntryIx> {
        members.iter().copied().filter(|entry| *snapshot.weave.doc(*entry).id.kind == *name).collect()
    };
    let events_of: BTreeSet<EntryIx> = of_kind("event").into_iter().collect();
    let voice = snapshot.voice(&doc.lang);
    let of_community = |bridge: &weaver::Bridge| [bridge.communities.0, bridge.communities.1].contains(&term);
    Community {
        core: plain::text(doc, "statement"),
        since: plain::date(doc, "since").or_else(|| plain::text(doc, "since")),
        domains: cards::terms_of(snapshot, Taxonomy::Domains, entry),
        stages: stages(snapshot, doc),
        band: practice_band(snapshot, members, &doc.lang),
        about: about(doc),
        charter: charter_rows(snapshot, doc),
        invitation: plain::text(doc, "invitation"),
        contact_url: snapshot.config.contact.as_deref().map(site::contact_url),
        engagement: engagement(doc),
        impact: impact(doc),
        momentum: momentum(snapshot, term, entry),
        harvest: harvest::now(snapshot, term, &doc.lang),
        value_url: value::url(snapshot, term),
        shelves: hub::shelves(snapshot, Taxonomy::Communities, term, &doc.lang),
        rolls: hub::rolls(snapshot, Taxonomy::Communities, term, &doc.lang),
        events: events::coming(snapshot, |event| events_of.contains(&event))
            .take(EVENTS)
            .map(|date| events::line(snapshot, date, &doc.lang))
            .collect(),
        calendar: calendar::subscription(snapshot, IcsOf::Term(Taxonomy::Communities, term), &doc.lang),
        log: of_kind("log").into_iter().take(LOG).map(|log| log_line(snapshot, log, &doc.lang)).collect(),
        bridges: relations::bridges(voice, BRIDGES, of_community),
        gaps: gaps::some(voice, GAPS, |gap| gaps::concerns(gap, term, entry)),
        people: people(snapshot, members, &doc.lang),
        feeds: feeds(snapshot, term, &doc.lang),
        item,
    }
}

/// The stages of the schema in their order, with when each was reached.
fn stages(snapshot: &Snapshot, doc: &Doc) -> Vec<Stage> {
    let Some(current) = plain::text(doc, "stage") else { return Vec::new() };
    let field = snapshot.kinds.get("community").and_then(|kind| kind.field("stage"));
    let names: Vec<String> =
        field.map(|field| field.one_of.iter().map(|name| name.to_string()).collect()).unwrap_or_default();
    let place = names.iter().position(|name| *name == current);
    let history = doc.facts.items("history");
    let since = |name: &str| {
        let row = history.iter().find(|row| plain::cell(row, "stage").as_deref() == Some(name))?;
        plain::cell(row, "since")
    };
    // Those at rest are not on the way.
    let shown = names.iter().enumerate().filter(|(_, name)| !AT_REST.contains(&name.as_str()) || **name == current);
    shown
        .map(|(index, name)| Stage {
            name: name.clone(),
            label: choices::in_words(snapshot, &doc.lang, "stage", name),
            done: place.is_some_and(|place| index < place),
            current: *name == current,
            since: since(name),
        })
        .collect()
}

/// Domain, community, practice: the three things every community of practice is made of.
fn about(doc: &Doc) -> Vec<CharterRow> {
    let rows = doc.facts.items("about");
    let text = |name: &str| rows.first().and_then(|row| plain::cell(row, name));
    let row = |name: &'static str| CharterRow { name, text: text(name), items: Vec::new() };
    ["domain", "community", "practice"].map(row).into_iter().collect()
}

fn charter_rows(snapshot: &Snapshot, doc: &Doc) -> Vec<CharterRow> {
    let row = |name: &'static str, field: &str| {
        let rows = doc.facts.items(field);
        if rows.iter().any(FieldValue::is_table) {
            let held = rows.iter().filter(|row| !is_former(snapshot, row));
            CharterRow { name, text: None, items: held.map(|row| role_line(snapshot, doc, row)).collect() }
        } else if rows.len() > 1 {
            // Each is a phrase that may hold commas of its own.
            CharterRow { name, text: None, items: plain::texts(doc, field) }
        } else {
            CharterRow { name, text: plain::text(doc, field), items: Vec::new() }
        }
    };
    let mut rows: Vec<CharterRow> = [
        ("roles", "roles"),
        ("rhythm", "rhythm"),
        ("sponsorship", "sponsors"),
        ("support", "support"),
        ("place", "place"),
        ("membership", "membership"),
        ("channels", "channels"),
        ("after", "ends"),
    ]
    .map(|(name, field)| row(name, field))
    .into();
    let roles = doc.facts.items("roles").iter();
    let former: Vec<String> =
        roles.filter(|row| is_former(snapshot, row)).map(|row| role_line(snapshot, doc, row)).collect();
    if !former.is_empty() {
        rows.insert(1, CharterRow { name: "former-roles", text: None, items: former });
    }
    rows
}

fn is_former(snapshot: &Snapshot, row: &FieldValue) -> bool {
    people::is_over(row.cell("until").and_then(FieldValue::as_date).copied(), snapshot.today)
}

/// "Convenor: the tenancy support team (2024 to 2026)".
fn role_line(snapshot: &Snapshot, doc: &Doc, row: &FieldValue) -> String {
    let role = plain::cell(row, "role").map(|role| choices::label_of(&role));
    let rest = match row {
        FieldValue::Table(cells) => cells
            .iter()
            .filter(|(name, _)| !["role", "since", "until"].contains(&&***name))
            .flat_map(|(_, value)| plain::named(snapshot, value, &doc.lang))
            .collect::<Vec<_>>()
            .join(", "),
        other => plain::named(snapshot, other, &doc.lang).join(", "),
    };
    let line = match role {
        Some(role) if rest.is_empty() => role,
        Some(role) => format!("{role}: {rest}"),
        None => rest,
    };
    let year = |name: &str| row.cell(name)?.as_date().map(|day| day.civil.year().to_string());
    let voice = snapshot.voice(&doc.lang);
    let years = match (year("since"), year("until")) {
        (Some(since), Some(until)) => voice.phrase("role-years", None, &[("since", &since), ("until", &until)]),
        (Some(since), None) => voice.phrase("role-since", None, &[("since", &since)]),
        (None, Some(until)) => voice.phrase("role-until", None, &[("until", &until)]),
        (None, None) => return line,
    };
    format!("{line} ({years})")
}

fn engagement(doc: &Doc) -> Vec<Engagement> {
    let line = |row: &FieldValue| {
        Some(Engagement {
            name: plain::cell(row, "name")?,
            how: plain::cell(row, "how"),
            how_often: plain::cell(row, "how_often"),
            asks: plain::cell(row, "asks"),
        })
    };
    doc.facts.rows("engagement").filter_map(line).collect()
}

/// What a community that is only a possibility hopes for, and its first steps.
fn momentum(snapshot: &Snapshot, term: TermIx, entry: EntryIx) -> Option<Momentum> {
    let doc = snapshot.weave.doc(entry);
    if plain::text(doc, "stage").as_deref() != Some(POTENTIAL) {
        return None;
    }
    let step = |(step, reached): (charter::Step, Reached)| {
        let (state, meeting) = match reached {
            Reached::Done(meeting) => ("done", meeting),
            Reached::Planned(event, day) => ("planned", Some((event, day))),
            Reached::Open => ("open", None),
        };
        MomentumStep {
            name: step.name(),
            state,
            card: meeting.map(|(event, _)| snapshot.card(snapshot.weave.version(event, &doc.lang))),
            date: meeting.map(|(_, day)| day.to_string()),
        }
    };
    let steps = charter::momentum(&snapshot.weave, &snapshot.calendar, term, entry);
    Some(Momentum { hopes: plain::texts(doc, "hopes"), steps: steps.into_iter().map(step).collect() })
}

/// Everybody who wrote for the community, most pieces first.
fn people(snapshot: &Snapshot, members: &[EntryIx], lang: &Lang) -> Vec<PersonLine> {
    let mut counts: BTreeMap<TermIx, usize> = BTreeMap::new();
    for entry in members {
        for person in snapshot.weave.terms().of_entry(Taxonomy::People, *entry) {
            *counts.entry(*person).or_default() += 1;
        }
    }
    let mut people: Vec<(TermIx, usize)> = counts.into_iter().collect();
    people.sort_by_key(|(person, count)| (std::cmp::Reverse(*count), *person));
    let line = |(person, _): (TermIx, usize)| {
        let term = term_ref_in(snapshot, Taxonomy::People, person, lang);
        PersonLine { name: term.title, url: term.url, role: None }
    };
    people.into_iter().map(line).collect()
}

/// Called as readers of a language call the community; there is one feed for all of them.
fn feeds(snapshot: &Snapshot, term: TermIx, lang: &Lang) -> Vec<FeedLink> {
    let title = term_ref_in(snapshot, Taxonomy::Communities, term, lang).title;
    let folder = term_url(snapshot, Taxonomy::Communities, term);
    FeedFormat::ALL
        .map(|format| FeedLink {
            title: title.to_string(),
            url: format!("{folder}{}", format.file()),
            mime: format.mime(),
        })
        .into_iter()
        .collect()
}
