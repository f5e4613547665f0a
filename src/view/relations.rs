//! Relations both ways, and backlinks with the sentence around the link.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cards::{authors, term_ref};
use super::contract::{Backlink, Bridge, RelationGroup};
use super::escape::xml;
use super::plain::sentence;
use super::{Snapshot, Voice};
use crate::content::{Lang, Moment, capitalise};
use crate::kinds::Relation;
use crate::weaver::{self, Edge, EntryIx, Origin, Taxonomy};

/// All relations of an entry, grouped by their wording: first what it states, then what others
/// state about it.
pub fn groups(snapshot: &Snapshot, entry: EntryIx) -> Vec<RelationGroup> {
    let weave = &snapshot.weave;
    let mut groups: BTreeMap<(bool, Arc<str>), Vec<EntryIx>> = BTreeMap::new();
    for edge in weave.outgoing(entry) {
        add(&mut groups, snapshot, edge, true, edge.to);
    }
    for edge in weave.incoming(entry) {
        add(&mut groups, snapshot, edge, false, edge.from);
    }
    let group = |((incoming, name), entries): ((bool, Arc<str>), Vec<EntryIx>)| {
        let relation = snapshot.kinds_in(&weave.doc(entry).lang).relations.get(&name)?;
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

/// The entries whose text links here, newest first, one row each. What their front matter states
/// as a relation is in [`groups`].
pub fn backlinks(snapshot: &Snapshot, entry: EntryIx) -> Vec<Backlink> {
    let weave = &snapshot.weave;
    let mut sources: Vec<(EntryIx, Vec<&Edge>)> = Vec::new();
    for edge in weave.incoming(entry) {
        if edge.origin == Origin::FrontMatter && edge.relation.is_some() {
            continue;
        }
        match sources.last_mut() {
            Some((source, edges)) if *source == edge.from => edges.push(edge),
            _ => sources.push((edge.from, vec![edge])),
        }
    }
    sources.sort_by(|(a, _), (b, _)| weave.date(*b).cmp(&weave.date(*a)).then(a.cmp(b)));
    sources.into_iter().map(|(source, edges)| backlink(snapshot, entry, source, &edges)).collect()
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
    let mut bridges: Vec<&weaver::Bridge> = weave.bridges().iter().filter(|bridge| is_wanted(bridge)).collect();
    bridges.sort_by(|a, b| stated_on(snapshot, b).cmp(&stated_on(snapshot, a)).then_with(|| a.cmp(b)));
    bridges.into_iter().filter_map(|bridge| bridge_line(voice, bridge)).take(most).collect()
}

/// People that one line names as those who stated a bridge.
const STATED_BY: usize = 3;

/// A bridge reads from the piece that was there first: "A was used in B" for "B uses A".
pub fn bridge_line(voice: Voice, bridge: &weaver::Bridge) -> Option<Bridge> {
    let snapshot = voice.snapshot;
    let relation = voice.kinds().relations.get(&bridge.relation)?;
    let community = |community| term_ref(snapshot, Taxonomy::Communities, community);
    let sentence = bridge.link.map(|(version, link)| context_html(snapshot, version, link));
    Some(Bridge {
        from_community: community(bridge.communities.1),
        to_community: community(bridge.communities.0),
        from: snapshot.card(bridge.to),
        verb: relation.inverse_verb.clone(),
        to: snapshot.card(bridge.from),
        sentence_html: sentence.filter(|sentence| !sentence.is_empty()),
        stated_by: authors(snapshot, bridge.from).into_iter().take(STATED_BY).collect(),
        date: stated_on(snapshot, bridge).map(|date| date.iso()),
    })
}

/// The first day on which both ends were there; what is still to come was named before.
pub fn stated_on(snapshot: &Snapshot, bridge: &weaver::Bridge) -> Option<Moment> {
    let past = |date: &Moment| date.civil.date() <= snapshot.today;
    let dates = [bridge.from, bridge.to].map(|entry| snapshot.weave.date(entry).filter(past));
    dates[0].max(dates[1])
}
