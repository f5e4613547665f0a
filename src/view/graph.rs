//! `graph`: the entries and their links as a picture, and as the list of the same.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::Snapshot;
use super::contract::{GraphFilter, GraphFilters, GraphLink, GraphNode, GraphPage, LegendItem};
use super::direction::direction;
use super::pictures::{Line, Node, Picture, draw_graph, mark_of_hue};
use crate::kinds::{Kind, addresses};
use crate::plan::{GraphOf, encode, graph_path, has_graph};
use crate::weaver::{Edge, EntryIx, Pair, Taxonomy, TermIx};

/// Nodes in the picture of a whole site; of one part of it fewer, for every part has its own.
const NODES: usize = 400;
const PART_NODES: usize = 160;
/// Links in a picture: with more, no line can be followed, and the list grows too long to load.
const LINKS: usize = 700;

/// The picture and its list.
pub fn graph(snapshot: &Snapshot, of: &GraphOf) -> GraphPage {
    let drawn = match of {
        GraphOf::Site if !is_small(snapshot) => constellation(snapshot),
        _ => entries(snapshot, of),
    };
    let title = title(snapshot, of);
    let spoken = snapshot.phrase("graph-title", Some(drawn.nodes.len()), &[("links", &drawn.links.to_string())]);
    GraphPage {
        title,
        svg_html: (!drawn.nodes.is_empty()).then(|| draw_graph(&drawn.picture, &spoken, direction(&snapshot.lang()))),
        legend: legend(snapshot, &drawn),
        filters: filters(snapshot, of),
        links: drawn.links,
        nodes: drawn.nodes,
        left_out: drawn.left_out,
    }
}

/// Whether one picture can show all linked entries of the site.
fn is_small(snapshot: &Snapshot) -> bool {
    let mut linked: BTreeSet<EntryIx> = BTreeSet::new();
    for edge in snapshot.weave.edges() {
        linked.extend([snapshot.weave.primary(edge.from), snapshot.weave.primary(edge.to)]);
        if linked.len() > NODES {
            return false;
        }
    }
    true
}

/// What is drawn and what is listed, in the same order.
#[derive(Default)]
struct Drawn {
    picture: Picture,
    nodes: Vec<GraphNode>,
    links: usize,
    left_out: usize,
    kinds: BTreeSet<Arc<str>>,
}

/// The part's own entries and those that they are linked with.
fn entries(snapshot: &Snapshot, of: &GraphOf) -> Drawn {
    let own = own_entries(snapshot, of);
    let most = if *of == GraphOf::Site { NODES } else { PART_NODES };
    let links = links(snapshot, &own);
    let mut degrees: HashMap<EntryIx, usize> = HashMap::default();
    for entry in by_ends(&links).flat_map(|stated| stated[0].ends) {
        *degrees.entry(entry).or_default() += 1;
    }
    // The part's own before its neighbours, the most linked first.
    let mut chosen: Vec<EntryIx> = degrees.keys().copied().collect();
    chosen.sort_by_cached_key(|entry| (!own.contains(entry), Reverse(degrees[entry]), *entry));
    let left_out = chosen.len().saturating_sub(most);
    chosen.truncate(most);
    chosen.sort_by_key(|entry| (Reverse(degrees[entry]), *entry));
    lay_out(snapshot, &chosen, &links, left_out)
}

/// The primary entries that the picture is about.
fn own_entries(snapshot: &Snapshot, of: &GraphOf) -> HashSet<EntryIx> {
    match of {
        GraphOf::Site => snapshot.weave.newest().iter().copied().collect(),
        GraphOf::Community(community) => {
            let term = snapshot.weave.terms().get(Taxonomy::Communities, *community);
            term.members.iter().copied().chain(term.entry).collect()
        }
        GraphOf::Kind(kind) => snapshot.plan.lists().site().of_kind(kind).iter().copied().collect(),
    }
}

/// A link from one primary entry to another, and the relation that it states; none for a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Link<'a> {
    ends: [EntryIx; 2],
    relation: Option<&'a Arc<str>>,
}

/// All links of which an end is among `own`, in the order of their ends, each once.
fn links<'a>(snapshot: &'a Snapshot, own: &HashSet<EntryIx>) -> Vec<Link<'a>> {
    let weave = &snapshot.weave;
    let link = |edge: &'a Edge| Link {
        ends: [weave.primary(edge.from), weave.primary(edge.to)],
        relation: edge.relation.as_ref(),
    };
    let versions = || own.iter().flat_map(|entry| weave.versions(*entry));
    let outgoing = versions().flat_map(|version| weave.outgoing(version)).map(link);
    let incoming = versions().flat_map(|version| weave.incoming(version)).map(link);
    // Links from one of `own` are among those that go out.
    let from_others = incoming.filter(|link| !own.contains(&link.ends[0]));
    let mut links: Vec<Link> = outgoing.chain(from_others).collect();
    links.sort_unstable();
    links.dedup();
    links
}

/// What is stated from one entry to another, for each two.
fn by_ends<'l, 'a>(links: &'l [Link<'a>]) -> impl Iterator<Item = &'l [Link<'a>]> {
    links.chunk_by(|a, b| a.ends == b.ends)
}

fn lay_out(snapshot: &Snapshot, chosen: &[EntryIx], links: &[Link], left_out: usize) -> Drawn {
    let numbers: HashMap<EntryIx, usize> = chosen.iter().enumerate().map(|(number, entry)| (*entry, number)).collect();
    let mut shown: Vec<(bool, usize, usize, &[Link])> = by_ends(links)
        .filter_map(|stated| {
            let [from, to] = stated[0].ends;
            let is_mention = stated.iter().all(|link| link.relation.is_none());
            Some((is_mention, *numbers.get(&from)?, *numbers.get(&to)?, stated))
        })
        .collect();
    shown.sort_unstable();
    shown.truncate(LINKS);
    let mut drawn = Drawn { left_out, links: shown.len(), ..Drawn::default() };
    let mut of_node: Vec<Vec<GraphLink>> = vec![Vec::new(); chosen.len()];
    let mut lines: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    let mut degrees = vec![0; chosen.len()];
    for (is_mention, from, to, stated) in shown {
        of_node[from].push(link(snapshot, chosen[to], stated));
        *lines.entry((from.min(to), from.max(to))).or_default() |= !is_mention;
        degrees[from] += 1;
        degrees[to] += 1;
    }
    drawn.picture.lines = lines.into_iter().map(|((a, b), stated)| Line { a, b, stated }).collect();
    for ((entry, links), degree) in chosen.iter().zip(of_node).zip(degrees) {
        let doc = snapshot.weave.doc(*entry);
        let kind = snapshot.kinds.get(&doc.id.kind);
        let hue = kind.and_then(|kind| kind.hue.clone());
        drawn.kinds.insert(doc.id.kind.clone());
        drawn.picture.nodes.push(Node { title: doc.facts.title.to_string(), hue: hue.clone(), weight: degree });
        drawn.nodes.push(GraphNode {
            title: doc.facts.title.clone(),
            url: encode(snapshot.weave.address(*entry)),
            icon: kind.map_or_else(String::new, |kind| kind.icon.clone()),
            kind_label: kind.map_or_else(String::new, |kind| kind.title.clone()),
            hue,
            degree,
            links,
        });
    }
    drawn
}

fn link(snapshot: &Snapshot, to: EntryIx, stated: &[Link]) -> GraphLink {
    let verbs: Vec<&str> =
        stated.iter().filter_map(|link| Some(snapshot.kinds.relations.get(&**link.relation?)?.verb.as_str())).collect();
    let verb = if verbs.is_empty() { snapshot.phrase("mentions-verb", None, &[]) } else { snapshot.list(&verbs) };
    GraphLink {
        verb,
        stated: !verbs.is_empty(),
        title: snapshot.weave.doc(to).facts.title.clone(),
        url: encode(snapshot.weave.address(to)),
    }
}

/// A site too large for one picture is drawn as its communities and the bridges between them.
fn constellation(snapshot: &Snapshot) -> Drawn {
    let weave = &snapshot.weave;
    let pairs: Vec<&Pair> = weave.pairs().iter().collect();
    let mut chosen = weave.communities_by_bridges();
    let left_out = chosen.len().saturating_sub(PART_NODES);
    chosen.truncate(PART_NODES);
    let numbers: BTreeMap<TermIx, usize> =
        chosen.iter().enumerate().map(|(number, (term, _))| (*term, number)).collect();
    let addresses = &snapshot.bridge_lists().addresses;
    let mut of_node: Vec<Vec<GraphLink>> = vec![Vec::new(); chosen.len()];
    let kinds = Taxonomy::Communities.kind().map(Arc::from).into_iter().collect();
    let mut drawn = Drawn { left_out, kinds, ..Drawn::default() };
    for pair in pairs {
        let (Some(a), Some(b)) = (numbers.get(&pair.communities.0), numbers.get(&pair.communities.1)) else { continue };
        drawn.picture.lines.push(Line { a: *a.min(b), b: *a.max(b), stated: pair.bridges() > 0 });
        let other = weave.terms().get(Taxonomy::Communities, pair.communities.1);
        of_node[*a].push(GraphLink {
            verb: snapshot.phrase("bridges-with", Some(pair.bridges()), &[]),
            stated: pair.bridges() > 0,
            title: other.title.clone(),
            url: addresses.get(&pair.communities).cloned().unwrap_or_else(|| addresses::BRIDGES.to_owned()),
        });
    }
    drawn.links = drawn.picture.lines.len();
    for ((community, weight), links) in chosen.into_iter().zip(of_node) {
        let term = weave.terms().get(Taxonomy::Communities, community);
        drawn.picture.nodes.push(Node { title: term.title.to_string(), hue: None, weight: 4 + weight.min(32) });
        drawn.nodes.push(GraphNode {
            title: term.title.clone(),
            url: snapshot.term_url(Taxonomy::Communities, community).to_string(),
            icon: "community".to_owned(),
            kind_label: snapshot.phrase("taxonomy-community", None, &[]),
            hue: None,
            degree: weight,
            links,
        });
    }
    drawn
}

/// What the picture shows, where it is not the whole site.
fn title(snapshot: &Snapshot, of: &GraphOf) -> Option<String> {
    match of {
        GraphOf::Site => None,
        GraphOf::Community(community) => {
            Some(snapshot.weave.terms().get(Taxonomy::Communities, *community).title.to_string())
        }
        GraphOf::Kind(kind) => snapshot.kinds.get(kind).map(|kind| kind.plural.clone()),
    }
}

/// The marks that occur, in the order of the kinds; kinds that share a mark share a line.
fn legend(snapshot: &Snapshot, drawn: &Drawn) -> Vec<LegendItem> {
    let label = |kinds: &[&Kind]| kinds.iter().map(|kind| kind.title.as_str()).collect::<Vec<_>>().join(", ");
    let hues = snapshot.kinds.by_hue(|kind| drawn.kinds.contains(&kind.name)).into_iter();
    hues.map(|(hue, kinds)| LegendItem { label: label(&kinds), svg_html: mark_of_hue(hue) }).collect()
}

/// Links to the pictures of the whole, of each community, and of each kind.
fn filters(snapshot: &Snapshot, now: &GraphOf) -> Vec<GraphFilters> {
    let weave = &snapshot.weave;
    let filter =
        |label: String, of: GraphOf| GraphFilter { label, current: of == *now, url: encode(&graph_path(&of, weave)) };
    let communities = weave.terms().all(Taxonomy::Communities).map(GraphOf::Community);
    let kinds = snapshot.kinds.kinds.iter().map(|kind| GraphOf::Kind(kind.name.clone()));
    let named = |of: GraphOf| Some(filter(title(snapshot, &of)?, of));
    let group = |key: &str, filters: Vec<GraphFilter>| GraphFilters { label: snapshot.phrase(key, None, &[]), filters };
    let is_planned = |of: &GraphOf| has_graph(weave, of);
    vec![
        group("graph-whole", vec![filter(snapshot.phrase("graph-all", None, &[]), GraphOf::Site)]),
        group("communities", communities.filter(is_planned).filter_map(named).collect()),
        group("search-kinds", kinds.filter(is_planned).filter_map(named).collect()),
    ]
    .into_iter()
    .filter(|group| !group.filters.is_empty())
    .collect()
}
