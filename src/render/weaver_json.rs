//! `weaver.json`: the weave for other programs, in a format with a version and a JSON Schema.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::plan::encode;
use crate::view::{Snapshot, plain};
use crate::weaver::{self, Edge, EntryIx, Taxonomy, TermIx};

/// The JSON Schema (2020-12) of `weaver.json`.
pub const SCHEMA: &str = include_str!("weaver.schema.json");

const VERSION: u32 = 1;

/// An entry whose text links a lot takes as many bytes. Room that nothing is written to costs nothing.
const ROOM: usize = 2500;

/// `E` is a list of [`Entry`], `L` one of [`Link`].
#[derive(Serialize)]
struct Index<'a, E, L> {
    version: u32,
    site: Site,
    entries: E,
    /// Sorted, each once.
    edges: L,
    bridges: BTreeSet<Bridge<'a>>,
    gaps: BTreeSet<Gap<'a>>,
    wanted: BTreeSet<Wanted<'a>>,
}

/// A list of which each member is made when it is written: of a large site, all of them would take as much memory as
/// its texts.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
struct Site {
    title: String,
    base_url: String,
    language: String,
}

/// Terms are slugs, sorted.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    kind: &'a str,
    title: &'a str,
    url: String,
    summary: Option<Arc<str>>,
    date: Option<String>,
    domains: Vec<&'a str>,
    communities: Vec<&'a str>,
    tags: Vec<&'a str>,
    people: Vec<&'a str>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Link<'a> {
    from: &'a str,
    to: &'a str,
    relation: &'a str,
    origin: &'static str,
    context: Option<String>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Bridge<'a> {
    /// `relation`, `entry` or `person`: what joins the two communities.
    r#type: &'static str,
    /// Of a relation, the homes of `from` and `to`; of others, in the order of their slugs.
    communities: [&'a str; 2],
    from: Option<&'a str>,
    to: Option<&'a str>,
    relation: Option<&'a str>,
    /// The sentence that states a relation.
    context: Option<String>,
    entry: Option<&'a str>,
    person: Option<&'a str>,
}

/// Ids, slugs and names of what a gap is about; lists of what it is not about are empty.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Gap<'a> {
    id: String,
    r#type: &'static str,
    entries: Vec<&'a str>,
    domains: Vec<&'a str>,
    communities: Vec<&'a str>,
    kinds: Vec<&'a str>,
    tags: Vec<&'a str>,
    fields: Vec<&'a str>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Wanted<'a> {
    name: &'a str,
    times: usize,
    from: BTreeSet<&'a str>,
}

/// The whole weave. The languages of an entry are one entry, and what any of them links to, it
/// links to.
pub fn weaver_json(snapshot: &Snapshot) -> Vec<u8> {
    let weave = &snapshot.weave;
    let ids: Vec<String> = weave.all().map(|entry| weave.doc(entry).id.to_string()).collect();
    let primary = || weave.all().filter(|entry| weave.is_primary(*entry));
    let edges = sorted(weave.edges(), &ids);
    let index = Index {
        version: VERSION,
        site: site(snapshot),
        entries: Each(|| primary().map(|entry| self::entry(snapshot, &ids, entry))),
        edges: Each(|| links(snapshot, &ids, &edges)),
        bridges: bridges(snapshot, &ids),
        gaps: snapshot.weave.gaps().iter().map(|found| gap(snapshot, &ids, found)).collect(),
        wanted: wanted(snapshot, &ids),
    };
    write(&index, primary().count() * ROOM)
}

fn site(snapshot: &Snapshot) -> Site {
    let config = &snapshot.config;
    Site { title: config.title.clone(), base_url: config.base_url.absolute(""), language: config.language.clone() }
}

/// `ids` holds the id of every entry.
fn entry<'a>(snapshot: &'a Snapshot, ids: &'a [String], entry: EntryIx) -> Entry<'a> {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let terms = |taxonomy| -> Vec<&'a str> {
        // Terms are numbered in the order of their slugs.
        let mut terms = weave.terms().of_entry(taxonomy, entry).to_vec();
        terms.sort_unstable();
        terms.into_iter().map(|term| &*weave.terms().get(taxonomy, term).slug).collect()
    };
    Entry {
        id: &ids[entry.index()],
        kind: &doc.id.kind,
        title: &doc.facts.title,
        url: snapshot.config.base_url.absolute(&encode(weave.address(entry))),
        summary: plain::summary(snapshot, entry, 480),
        date: weave.date(entry).map(|date| date.iso()),
        domains: terms(Taxonomy::Domains),
        communities: terms(Taxonomy::Communities),
        tags: terms(Taxonomy::Tags),
        people: terms(Taxonomy::People),
    }
}

/// What a link says but for its sentence.
fn head<'a>(edge: &'a Edge, ids: &'a [String]) -> (&'a str, &'a str, &'a str, &'static str) {
    let relation = edge.relation.as_deref().unwrap_or("mentions");
    (&ids[edge.from.index()], &ids[edge.to.index()], relation, edge.origin.name())
}

fn sorted<'a>(edges: &'a [Edge], ids: &[String]) -> Vec<&'a Edge> {
    let mut edges: Vec<&Edge> = edges.iter().collect();
    edges.sort_unstable_by(|a, b| head(a, ids).cmp(&head(b, ids)));
    edges
}

/// Each link once, of edges that are sorted.
fn links<'a>(snapshot: &'a Snapshot, ids: &'a [String], edges: &'a [&'a Edge]) -> impl Iterator<Item = Link<'a>> {
    let link = |edge: &&'a Edge| {
        let (from, to, relation, origin) = head(edge, ids);
        Link { from, to, relation, origin, context: context(snapshot, edge) }
    };
    edges.chunk_by(|a, b| head(a, ids) == head(b, ids)).flat_map(move |alike| {
        let mut links: Vec<Link> = alike.iter().map(link).collect();
        links.sort_unstable();
        links.dedup();
        links
    })
}

/// The sentence around the link, as it reads on the page: a link without words of its own shows
/// the title of what it leads to.
fn context(snapshot: &Snapshot, edge: &Edge) -> Option<String> {
    words(snapshot, edge.from, edge.link?)
}

fn words(snapshot: &Snapshot, entry: EntryIx, link: u32) -> Option<String> {
    let sentence = plain::sentence(snapshot, entry, link)?;
    Some([&*sentence.before, &*sentence.marked, &*sentence.after].concat())
}

fn slug(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx) -> &str {
    &snapshot.weave.terms().get(taxonomy, term).slug
}

fn bridges<'a>(snapshot: &'a Snapshot, ids: &'a [String]) -> BTreeSet<Bridge<'a>> {
    let community = |term| slug(snapshot, Taxonomy::Communities, term);
    let none = |r#type, (a, b)| Bridge {
        r#type,
        communities: [community(a), community(b)],
        from: None,
        to: None,
        relation: None,
        context: None,
        entry: None,
        person: None,
    };
    let relations = snapshot.weave.bridges().iter().map(|bridge| Bridge {
        from: Some(&ids[bridge.from.index()]),
        to: Some(&ids[bridge.to.index()]),
        relation: Some(&bridge.relation),
        context: bridge.link.and_then(|(version, link)| words(snapshot, version, link)),
        ..none("relation", bridge.communities)
    });
    let others = snapshot.weave.pairs().iter().flat_map(|pair| {
        let entry = |entry: &EntryIx| Bridge { entry: Some(&ids[entry.index()]), ..none("entry", pair.communities) };
        let person = |person: &TermIx| Bridge {
            person: Some(slug(snapshot, Taxonomy::People, *person)),
            ..none("person", pair.communities)
        };
        pair.entries.iter().map(entry).chain(pair.people.iter().map(person)).collect::<Vec<_>>()
    });
    relations.chain(others).collect()
}

fn gap<'a>(snapshot: &'a Snapshot, ids: &'a [String], found: &'a weaver::Gap) -> Gap<'a> {
    let mut gap = Gap {
        id: found.id(&snapshot.weave),
        r#type: found.of(),
        entries: found.entry().map(|entry| &*ids[entry.index()]).into_iter().collect(),
        domains: Vec::new(),
        communities: Vec::new(),
        kinds: Vec::new(),
        tags: Vec::new(),
        fields: Vec::new(),
    };
    let community = |term: &TermIx| slug(snapshot, Taxonomy::Communities, *term);
    match found {
        weaver::Gap::EmptyCell { domain, community: of, kind } => {
            gap.domains.push(slug(snapshot, Taxonomy::Domains, *domain));
            gap.communities.extend(of.as_ref().map(community));
            gap.kinds.extend(kind.as_deref());
        }
        weaver::Gap::MissingBridge { number, communities: (a, b) } => {
            let shared = &snapshot.weave.missing_bridges()[*number];
            gap.entries.extend(shared.entries.iter().map(|entry| &*ids[entry.index()]));
            gap.domains.extend(shared.domains.iter().map(|domain| slug(snapshot, Taxonomy::Domains, *domain)));
            gap.tags.extend(shared.tags.iter().map(|tag| slug(snapshot, Taxonomy::Tags, *tag)));
            gap.communities.extend([a, b].map(community));
        }
        weaver::Gap::UndefinedTerm { tag, .. } => gap.tags.push(slug(snapshot, Taxonomy::Tags, *tag)),
        weaver::Gap::Charter { fields, .. } => gap.fields.extend(fields.iter().map(|field| &**field)),
        weaver::Gap::Promise { what, .. } => gap.fields.push(what),
        weaver::Gap::Orphan { .. } | weaver::Gap::DeadEnd { .. } | weaver::Gap::Stale { .. } => {}
    }
    gap
}

fn wanted<'a>(snapshot: &'a Snapshot, ids: &'a [String]) -> BTreeSet<Wanted<'a>> {
    let wanted = snapshot.weave.wanted().iter().map(|wanted| Wanted {
        name: &wanted.name,
        times: wanted.times,
        from: wanted.from.iter().map(|entry| &*ids[entry.index()]).collect(),
    });
    wanted.collect()
}

fn write(index: &impl Serialize, room: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(room);
    // Texts, numbers and lists of them always serialise.
    let _ = serde_json::to_writer(&mut text, index);
    text.push(b'\n');
    text
}

#[cfg(test)]
mod tests;
