//! Relations both ways, and backlinks with the sentence around the link.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Snapshot;
use super::cards::term_ref;
use super::contract::{Backlink, Bridge, RelationGroup};
use super::escape::xml;
use super::plain::sentence;
use crate::kinds::Relation;
use crate::weaver::{Edge, EntryIx, Origin, Taxonomy};

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
        let relation = snapshot.kinds.relations.get(&name)?;
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
    sources.into_iter().map(|(source, edges)| backlink(snapshot, source, &edges)).collect()
}

fn backlink(snapshot: &Snapshot, source: EntryIx, edges: &[&Edge]) -> Backlink {
    let link = edges.iter().find_map(|edge| edge.link);
    let field = edges.iter().find_map(|edge| edge.field.as_ref());
    Backlink {
        card: snapshot.card(source),
        field: field.filter(|_| link.is_none()).and_then(|field| field_label(snapshot, source, field)),
        context_html: link.map_or_else(String::new, |link| context_html(snapshot, source, link)),
        times: edges.len(),
    }
}

/// What a field of an entry's kind is called.
fn field_label(snapshot: &Snapshot, entry: EntryIx, field: &str) -> Option<String> {
    let kind = snapshot.kinds.get(&snapshot.weave.doc(entry).id.kind)?;
    Some(kind.field(field)?.label.clone())
}

/// The sentence around a link, with the linked words marked.
fn context_html(snapshot: &Snapshot, source: EntryIx, link: u32) -> String {
    sentence(snapshot, source, link).map_or_else(String::new, |sentence| {
        format!("{}<mark>{}</mark>{}", xml(&sentence.before), xml(&sentence.marked), xml(&sentence.after))
    })
}

/// Stated relations that join two communities, newest first.
pub fn bridges(snapshot: &Snapshot, of: Option<EntryIx>) -> Vec<Bridge> {
    let weave = &snapshot.weave;
    let mut edges: Vec<&Edge> = weave
        .edges()
        .iter()
        .filter(|edge| edge.relation.is_some() && weave.is_primary(edge.from) && weave.is_primary(edge.to))
        .filter(|edge| {
            joins(snapshot, edge).is_some_and(|(from, to)| of.is_none_or(|community| [from, to].contains(&community)))
        })
        .collect();
    let date = |edge: &Edge| weave.date(edge.from).max(weave.date(edge.to));
    edges.sort_by(|a, b| date(b).cmp(&date(a)).then_with(|| a.cmp(b)));
    edges.dedup_by_key(|edge| (edge.from, edge.to));
    edges.into_iter().filter_map(|edge| bridge(snapshot, edge)).collect()
}

/// The entries of the two communities that an edge joins, where they are two.
fn joins(snapshot: &Snapshot, edge: &Edge) -> Option<(EntryIx, EntryIx)> {
    let from = home(snapshot, edge.from)?;
    let to = home(snapshot, edge.to)?;
    (from != to).then_some((from, to))
}

/// The entry of an entry's home community.
pub fn home(snapshot: &Snapshot, entry: EntryIx) -> Option<EntryIx> {
    let terms = snapshot.weave.terms();
    let home = terms.of_entry(Taxonomy::Communities, entry).first()?;
    terms.get(Taxonomy::Communities, *home).entry
}

/// A bridge reads from the piece that was there first: "A was used in B" for "B uses A".
fn bridge(snapshot: &Snapshot, edge: &Edge) -> Option<Bridge> {
    let relation = relation(snapshot, edge.relation.as_ref()?)?;
    let community = |entry: EntryIx| {
        let home = *snapshot.weave.terms().of_entry(Taxonomy::Communities, entry).first()?;
        Some(term_ref(snapshot, Taxonomy::Communities, home))
    };
    Some(Bridge {
        from_community: community(edge.to)?,
        to_community: community(edge.from)?,
        from: snapshot.card(edge.to),
        verb: relation.inverse_verb.clone(),
        to: snapshot.card(edge.from),
    })
}

pub fn capitalise(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
