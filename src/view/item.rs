//! `item`: an entry of any kind, whole.

use std::sync::Arc;

use tera::Value;

use super::cards::{authors, cards, iso, shared_terms};
use super::contract::{Attachment, Backlink, Item, ItemImage, ItemSource, LogLine, Neighbourhood, Related};
use super::facts::facts;
use super::pictures::neighbourhood;
use super::{Snapshot, citation, events, harvest, images, plain, related, relations};
use crate::content::{Facts, FieldValue};
use crate::images::is_shown_name;
use crate::practice::expedition;
use crate::weaver::{EntryIx, Taxonomy};

/// Words an adult reads in a minute (Brysbaert 2019: 238 for English non-fiction).
const WORDS_A_MINUTE: u32 = 238;

/// `body_html` is the entry's text with all holes filled. `shown` names fields that stand
/// elsewhere on the page than in the facts panel.
pub fn item(snapshot: &Snapshot, entry: EntryIx, body_html: Value, shown: &[&str]) -> Item {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let written = &doc.facts;
    let (before, after) = in_guide(snapshot, entry);
    let woven = woven(snapshot, entry);
    Item {
        card: snapshot.card(entry),
        status: weave.status(entry).map(|status| status.name().to_owned()),
        lede: plain::definition(written).or_else(|| written.summary.clone()),
        body_html,
        authors: authors(snapshot, entry),
        published: iso(weave.written_on(entry)),
        updated: iso(written.updated),
        reviewed: iso(written.reviewed.as_ref().and_then(|reviewed| reviewed.on)),
        reviewed_by: reviewer(snapshot, entry),
        review_due: iso(written.review_by),
        review_late: written.review_by.is_some_and(|due| due.civil.date() < snapshot.today),
        minutes: minutes_to_read(written.words),
        words: written.words,
        tags: shared_terms(snapshot, Taxonomy::Tags, entry),
        facts: facts(snapshot, entry, shown),
        image: image(snapshot, entry),
        source: written.source.as_ref().map(|source| ItemSource {
            name: source.name.clone(),
            url: source.url.clone(),
            licence: source.licence.clone(),
        }),
        files: attachments(snapshot, entry),
        citation: citation::citation(snapshot, entry),
        before: before.map(|entry| snapshot.card(entry)),
        after: after.map(|entry| snapshot.card(entry)),
        relations: relations::groups(snapshot, entry),
        backlinks: woven.backlinks,
        related: woven.related,
        might_link: woven.might_link,
        event: (*doc.id.kind == *"event").then(|| events::line_of(snapshot, entry)),
        counts_towards: harvest::counts_towards(snapshot, entry),
        dates: events::dates(snapshot, entry),
        log: logs(snapshot, entry),
        parts: cards(snapshot, plain::entries(snapshot, entry, "parts")),
        neighbourhood: woven.neighbourhood,
        extra: extra(written),
    }
}

/// The minutes that a text of so many words takes to read, at least one.
pub fn minutes_to_read(words: u32) -> u32 {
    words.div_ceil(WORDS_A_MINUTE).max(1)
}

/// A role in words, or a person by the name of their page.
fn reviewer(snapshot: &Snapshot, entry: EntryIx) -> Option<Arc<str>> {
    let doc = snapshot.weave.doc(entry);
    let by = doc.facts.reviewed.as_ref()?.by.as_ref()?;
    Some(plain::person_name(snapshot, by, &doc.lang).into())
}

/// What "How this is woven in" shows.
struct Woven {
    backlinks: Vec<Backlink>,
    related: Vec<Related>,
    might_link: Vec<Related>,
    neighbourhood: Option<Neighbourhood>,
}

/// A page that nothing is joined to says which ones might link to it.
fn woven(snapshot: &Snapshot, entry: EntryIx) -> Woven {
    let backlinks = relations::backlinks(snapshot, entry);
    let related = related::related(snapshot, entry);
    let neighbourhood = neighbourhood(snapshot, entry);
    let is_alone = backlinks.is_empty() && related.is_empty() && neighbourhood.is_none();
    let might_link = if is_alone { related::might_link(snapshot, entry) } else { Vec::new() };
    Woven { backlinks, related, might_link, neighbourhood }
}

/// The journal of an expedition: the logs that name it, newest first.
fn logs(snapshot: &Snapshot, entry: EntryIx) -> Vec<LogLine> {
    let logs = match *snapshot.weave.doc(entry).id.kind == *"expedition" {
        true => expedition::expedition(&snapshot.weave, entry).logs,
        false => Vec::new(),
    };
    logs.into_iter().map(|log| super::expedition::log_line(snapshot, log, &snapshot.weave.doc(entry).lang)).collect()
}

/// The picture above an entry's text. One that the text itself begins its pictures with stands there only.
pub fn image(snapshot: &Snapshot, entry: EntryIx) -> Option<ItemImage> {
    if images::is_in_text(snapshot, entry) {
        return None;
    }
    let picture = images::own_picture(snapshot, entry)?;
    let image = snapshot.weave.doc(entry).facts.image.as_ref()?;
    Some(ItemImage { picture, alt: image.alt.as_deref().unwrap_or_default().to_owned(), credit: image.credit.clone() })
}

/// The files beside an entry's `index.md`, without the pictures its text shows.
fn attachments(snapshot: &Snapshot, entry: EntryIx) -> Vec<Attachment> {
    let doc = snapshot.weave.doc(entry);
    let Some((folder, name)) = doc.file.rsplit_once('/') else { return Vec::new() };
    if !name.starts_with("index.") && !name.starts_with("_index.") {
        return Vec::new();
    }
    let address = snapshot.weave.address(entry);
    snapshot
        .plan
        .files_under(&format!("{folder}/"))
        .filter(|(_, route)| route.path().starts_with(&**address) && !is_shown_name(route.path()))
        .map(|(file, route)| {
            let name = file[folder.len() + 1..].to_owned();
            let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase());
            let size = snapshot.sizes.get(file).copied().unwrap_or(0);
            Attachment { name, url: route.href(), ending, size }
        })
        .collect()
}

/// The parts before and after this one in the guide that holds it. The guide itself comes before
/// its first part.
fn in_guide(snapshot: &Snapshot, entry: EntryIx) -> (Option<EntryIx>, Option<EntryIx>) {
    let parts = plain::entries(snapshot, entry, "parts");
    if let Some(first) = parts.first() {
        return (None, Some(*first));
    }
    for edge in snapshot.weave.incoming(entry) {
        let parts = plain::entries(snapshot, edge.from, "parts");
        if let Some(place) = parts.iter().position(|part| *part == entry) {
            let before = place.checked_sub(1).map_or(edge.from, |before| parts[before]);
            return (Some(before), parts.get(place + 1).copied());
        }
    }
    (None, None)
}

fn extra(facts: &Facts) -> Value {
    let map: serde_json::Map<String, serde_json::Value> =
        facts.extra.iter().map(|(name, value)| (name.to_string(), json(value))).collect();
    Value::from_serializable(&map)
}

fn json(value: &FieldValue) -> serde_json::Value {
    match value {
        FieldValue::Bool(value) => (*value).into(),
        FieldValue::Integer(value) => (*value).into(),
        FieldValue::Number(value) => (*value).into(),
        FieldValue::List(values) => values.iter().map(json).collect::<Vec<_>>().into(),
        FieldValue::Table(values) => {
            values.iter().map(|(name, value)| (name.to_string(), json(value))).collect::<serde_json::Map<_, _>>().into()
        }
        other => plain::words(other).join(", ").into(),
    }
}
