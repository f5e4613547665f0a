//! Relations both ways, and backlinks with the sentence around the link.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cards::{authors_in, term_ref_in};
use super::contract::{Backlink, Bridge, RelationGroup};
use super::escape::xml;
use super::plain::sentence;
use super::{Snapshot, Voice};
use crate::content::{Lang, Moment, capitalise};
use crate::kinds::Relation;
use crate::weaver::{self, Edge, EntryIx, Origin, Taxonomy};

/// All relations of an entry, grouped by their wording: first what it states, then what others
/// state about it. Whichever of its languages states one, each other entry stands once, as readers of this one get it.
pub fn groups(snapshot: &Snapshot, entry: EntryIx) -> Vec<RelationGroup> {
    let weave = &snapshot.weave;
    let lang = &weave.doc(entry).lang;
    let mut groups: BTreeMap<(bool, Arc<str>), Vec<EntryIx>> = BTreeMap::new();
    for version in weave.versions(entry) {
        for edge in weave.outgoing(version) {
            add(&mut groups, snapshot, edge, true, weave.version(edge.to, lang));
        }
        for edge in weave.incoming(version) {
            add(&mut groups, snapshot, edge, false, weave.version(edge.from, lang));
        }
    }
    let group = |((incoming, name), entries): ((bool, Arc<str>), Vec<EntryIx>)| {
        let relation = snapshot.kinds_in(lang).relations.get(&name)?;
        let label = if incoming { &relation.inverse } else { &relation.label };
        let items = entries.into_iter().map(|entry| snapshot.card(entry)).collect();
        Some(RelationGroup { relation: name, label: capitalise(label), outgoing: !incoming, items })
    };
    groups.into_iter().filter_map(group).collect()
}

fn add(
    groups: &mut BTreeMap<(bool, Arc<str>), Vec<EntryIx>>,
    snapshot: &Snapshot,
    edge: &Edge,
    outgoing: bool,
    other: EntryIx,
) {
    let Some((name, relation)) = edge.relation.as_ref().and_then(|name| Some((name, relation(snapshot, name)?))) else {
        return;
    };
    let incoming = !outgoing && !relation.symmetric;
    let entries = groups.entry((incoming, name.clone())).or_default();
    if !entries.contains(&other) {
        entries.push(other);
    }
}

fn relation<'a>(snapshot: &'a Snapshot, name: &str) -> Option<&'a Relation> {
    snapshot.kinds.relations.get(name)
}

/// The entries whose text links to this page, newest first, one row each in whatever languages they do. What their
/// front matter states as a relation is in [`groups`].
pub fn backlinks(snapshot: &Snapshot, entry: EntryIx) -> Vec<Backlink> {
    let weave = &snapshot.weave;
    let mut sources: BTreeMap<EntryIx, Vec<&Edge>> = BTreeMap::new();
    for edge in weave.incoming(entry).filter(|edge| edge.origin == Origin::Text || edge.relation.is_none()) {
        sources.entry(edge.from).or_default().push(edge);
    }
    // Of the languages of one source, the sentence in the reader's is told, else in the site's.
    let lang = &weave.doc(entry).lang;
    let distance = |version: &EntryIx| (weave.doc(*version).lang != *lang, !weave.is_primary(*version), *version);
    let is_told = |source: EntryIx| {
        let versions = weave.versions(source);
        // Most have one language, which is then the one that links.
        let is_alone = versions.len() == 1;
        is_alone || versions.filter(|version| sources.contains_key(version)).min_by_key(distance) == Some(source)
    };
    let mut told: Vec<EntryIx> = sources.keys().copied().filter(|source| is_told(*source)).collect();
    told.sort_by(|a, b| weave.date(*b).cmp(&weave.date(*a)).then(a.cmp(b)));
    told.into_iter().map(|source| backlink(snapshot, entry, source, &sources[&source])).collect()
}

fn backlink(snapshot: &Snapshot, entry: EntryIx, source: EntryIx, edges: &[&Edge]) -> Backlink {
    let link = edges.iter().find_map(|edge| edge.link);
    let field = edges.iter().find_map(|edge| edge.field.as_ref());
    let lang = &snapshot.weave.doc(entry).lang;
    Backlink {
        card: snapshot.card(source),
        field: field.filter(|_| link.is_none()).and_then(|field| field_label(snapshot, source, field, lang)),
        context_html: link.map_or_else(String::new, |link| context_html(snapshot, source, link)),
        times: edges.len(),
    }
}

/// What a field of an entry's kind is called by readers of `lang`.
fn field_label(snapshot: &Snapshot, entry: EntryIx, field: &str, lang: &Lang) -> Option<String> {
    let kind = snapshot.kinds_in(lang).get(&snapshot.weave.doc(entry).id.kind)?;
    Some(kind.field(field)?.label.clone())
}

/// The sentence around a link, with the linked words marked.
fn context_html(snapshot: &Snapshot, source: EntryIx, link: u32) -> String {
    sentence(snapshot, source, link).map_or_else(String::new, |sentence| {
        format!("{}<mark>{}</mark>{}", xml(&sentence.before), xml(&sentence.marked), xml(&sentence.after))
    })
}

/// Stated relations that join two communities, those that are asked for, newest first, at most `most`.
pub fn bridges(voice: Voice, most: usize, is_wanted: impl Fn(&weaver::Bridge) -> bool) -> Vec<Bridge> {
    let snapshot = voice.snapshot;
    let weave = &snapshot.weave;
    let newest = snapshot.bridge_lists().newest.iter().map(|number| &weave.bridges()[*number as usize]);
    newest.filter(|bridge| is_wanted(bridge)).filter_map(|bridge| bridge_line(voice, bridge)).take(most).collect()
}

/// People that one line names as those who stated a bridge.
const STATED_BY: usize = 3;

/// A bridge reads from the piece that was there first: "A was used in B" for "B uses A".
pub fn bridge_line(voice: Voice, bridge: &weaver::Bridge) -> Option<Bridge> {
    let snapshot = voice.snapshot;
    let relation = voice.kinds().relations.get(&bridge.relation)?;
    let community = |community| term_ref_in(snapshot, Taxonomy::Communities, community, voice.lang);
    let card = |entry| snapshot.card(snapshot.weave.version(entry, voice.lang));
    let sentence = bridge.link.map(|(version, link)| context_html(snapshot, version, link));
    Some(Bridge {
        from_community: community(bridge.communities.1),
        to_community: community(bridge.communities.0),
        from: card(bridge.to),
        verb: relation.inverse_verb.clone(),
        to: card(bridge.from),
        sentence_html: sentence.filter(|sentence| !sentence.is_empty()),
        stated_by: authors_in(snapshot, bridge.from, voice.lang).take(STATED_BY).collect(),
        date: stated_on(snapshot, bridge).map(|date| date.iso()),
    })
}

/// The first day on which both ends were there; what is still to come was named before.
pub fn stated_on(snapshot: &Snapshot, bridge: &weaver::Bridge) -> Option<Moment> {
    let past = |date: &Moment| date.civil.date() <= snapshot.today;
    let dates = [bridge.from, bridge.to].map(|entry| snapshot.weave.date(entry).filter(past));
    dates[0].max(dates[1])
}
