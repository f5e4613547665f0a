//! `bridges`: what joins each two communities, what nothing joins yet, and who is the only bridge.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::actions::write_action;
use super::cards::{cards, term_ref, term_ref_in};
use super::contract::{
    BridgesPage, BrokerLine, Matrix, MatrixCell, MatrixRow, MentionLine, MissingLine, PairSection, PersonBridge,
    PersonLine,
};
use super::pager::pager_of;
use super::relations::{bridge_line, stated_on};
use super::{Snapshot, Voice};
use crate::kinds::addresses::BRIDGES;
use crate::plan::{BRIDGES_PAGE, Part, first_pages, pack, page_path};
use crate::weaver::{Broker, Connector, MissingBridge, Pair, Taxonomy, TermIx};

/// Communities in the matrix: with more, the page would be too large to load on a slow line.
const MATRIX: usize = 24;
const BROKERS: usize = 12;
const MISSING: usize = 24;
const MENTIONS: usize = 5;
/// Shared tags that a sentence names.
const TAGS: usize = 4;

/// Where and in what order bridges are listed, made once for all pages.
pub struct BridgeLists {
    /// What stands on each page.
    pages: Vec<Vec<Part>>,
    /// Where the bridges of each pair begin, by its communities.
    pub addresses: BTreeMap<(TermIx, TermIx), String>,
    /// The numbers of all relations that are bridges, as in [`crate::weaver::Weave::bridges`], the newest first.
    pub newest: Vec<u32>,
    /// Of each pair its relations, the newest first.
    of_pairs: Vec<Vec<u32>>,
    total: usize,
}

impl BridgeLists {
    pub fn new(snapshot: &Snapshot) -> BridgeLists {
        let pairs = snapshot.weave.pairs();
        let pages = pack(&pairs.iter().map(Pair::bridges).collect::<Vec<_>>(), BRIDGES_PAGE);
        let newest = newest_first(snapshot);
        BridgeLists {
            addresses: listed_at(snapshot, &pages),
            pages,
            of_pairs: in_order(pairs, &newest),
            newest,
            total: pairs.iter().map(Pair::bridges).sum(),
        }
    }
}

/// The numbers of all bridges that are relations. Those of one day stay in the order of the weave.
fn newest_first(snapshot: &Snapshot) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..).zip(snapshot.weave.bridges()).map(|(number, _)| number).collect();
    numbers.sort_by_cached_key(|number| Reverse(stated_on(snapshot, &snapshot.weave.bridges()[*number as usize])));
    numbers
}

/// The relations of each pair in the order that all of them have.
fn in_order(pairs: &[Pair], all: &[u32]) -> Vec<Vec<u32>> {
    let mut places = vec![0; all.len()];
    for (place, number) in all.iter().enumerate() {
        places[*number as usize] = place;
    }
    let of_pair = |pair: &Pair| {
        let mut relations = pair.relations.clone();
        relations.sort_by_key(|number| places[*number as usize]);
        relations
    };
    pairs.iter().map(of_pair).collect()
}

/// One page of the bridges, counted from 1.
pub fn bridges(snapshot: &Snapshot, page: usize) -> BridgesPage {
    let lists = snapshot.bridge_lists();
    let is_first = page == 1;
    let missing = snapshot.weave.missing_bridges();
    let on_page = lists.pages.get(page.saturating_sub(1)).map(Vec::as_slice).unwrap_or_default();
    BridgesPage {
        total: lists.total,
        matrix: if is_first { matrix(snapshot) } else { None },
        pairs: on_page.iter().map(|part| section(snapshot, part)).collect(),
        pager: pager_of(lists.pages.len(), page, BRIDGES),
        brokers: first(is_first, snapshot.weave.brokers(), BROKERS).map(|one| broker(snapshot, one)).collect(),
        missing: first(is_first, missing, MISSING).map(|one| missing_line(snapshot, one)).collect(),
        missing_more: missing.len().saturating_sub(MISSING),
    }
}

fn first<T>(is_first: bool, all: &[T], most: usize) -> impl Iterator<Item = &T> {
    all.iter().take(if is_first { most } else { 0 })
}

fn listed_at(snapshot: &Snapshot, pages: &[Vec<Part>]) -> BTreeMap<(TermIx, TermIx), String> {
    let pairs = snapshot.weave.pairs();
    let listed = pairs.iter().zip(first_pages(pages, pairs.len()));
    let address = |(pair, page): (&Pair, Option<usize>)| {
        let path = page_path(BRIDGES, page?);
        Some((pair.communities, format!("{path}#{}", id(snapshot, pair.communities))))
    };
    listed.filter_map(address).collect()
}

/// A pair in the page's own address.
pub fn id(snapshot: &Snapshot, (a, b): (TermIx, TermIx)) -> String {
    let slug = |term| &snapshot.weave.terms().get(Taxonomy::Communities, term).slug;
    format!("{}+{}", slug(a), slug(b))
}

/// The communities with most bridges, in the order of their titles' slugs.
fn matrix(snapshot: &Snapshot) -> Option<Matrix> {
    let weave = &snapshot.weave;
    let communities = weave.communities_by_bridges();
    if communities.len() < 2 {
        return None;
    }
    let mut shown: Vec<TermIx> = communities.iter().take(MATRIX).map(|(community, _)| *community).collect();
    shown.sort();
    let listed = &snapshot.bridge_lists().addresses;
    let missing: BTreeSet<(TermIx, TermIx)> =
        weave.missing_bridges().iter().take(MISSING).map(|missing| missing.communities).collect();
    let cell = |row: TermIx, column: TermIx| {
        let pair = (row.min(column), row.max(column));
        let gap = || missing.contains(&pair).then(|| format!("{BRIDGES}#{}", id(snapshot, pair)));
        MatrixCell {
            own: row == column,
            count: weave.pair(row, column).map_or(0, Pair::bridges),
            url: listed.get(&pair).cloned().or_else(gap),
            label: snapshot.phrase(
                "two-communities",
                None,
                &[("a", &*title(snapshot, row)), ("b", &*title(snapshot, column))],
            ),
        }
    };
    let row = |community: &TermIx| MatrixRow {
        community: community_ref(snapshot, *community),
        cells: shown.iter().map(|column| cell(*community, *column)).collect(),
    };
    Some(Matrix {
        communities: shown.iter().map(|community| community_ref(snapshot, *community)).collect(),
        rows: shown.iter().map(row).collect(),
        left_out: communities.len() - shown.len(),
    })
}

fn community_ref(snapshot: &Snapshot, community: TermIx) -> super::contract::TermRef {
    term_ref(snapshot, Taxonomy::Communities, community)
}

fn title(snapshot: &Snapshot, community: TermIx) -> std::sync::Arc<str> {
    snapshot.weave.terms().get(Taxonomy::Communities, community).title.clone()
}

/// Relations first, the newest of them first; then entries of both, then people.
fn section(snapshot: &Snapshot, (number, items): &Part) -> PairSection {
    let weave = &snapshot.weave;
    let pair = &weave.pairs()[*number];
    let (a, b) = pair.communities;
    let relations = &snapshot.bridge_lists().of_pairs[*number];
    let (entries_at, people_at) = (relations.len(), relations.len() + pair.entries.len());
    let on_page = |at: usize, count: usize| {
        let start = items.start.saturating_sub(at).min(count);
        start..items.end.saturating_sub(at).clamp(start, count)
    };
    let bridges = relations[on_page(0, relations.len())].iter().map(|number| &weave.bridges()[*number as usize]);
    let entries = &pair.entries[on_page(entries_at, pair.entries.len())];
    let people = &pair.people[on_page(people_at, pair.people.len())];
    let lang = snapshot.lang();
    let shows_mentions = items.end == pair.bridges();
    PairSection {
        id: if items.start == 0 { id(snapshot, pair.communities) } else { String::new() },
        a: community_ref(snapshot, a),
        b: community_ref(snapshot, b),
        total: pair.bridges(),
        continued: items.start > 0,
        bridges: bridges.filter_map(|bridge| bridge_line(snapshot.voice(&lang), bridge)).collect(),
        entries: cards(snapshot, entries.iter().copied()),
        people: people.iter().map(|person| person_bridge(snapshot, *person, pair)).collect(),
        mentions: first(shows_mentions, &pair.mentions, MENTIONS)
            .map(|(from, to)| MentionLine { from: snapshot.card(*from), to: snapshot.card(*to) })
            .collect(),
        mentions_total: if shows_mentions { pair.mentions.len() } else { 0 },
    }
}

fn person_line(snapshot: &Snapshot, person: TermIx) -> PersonLine {
    let term = term_ref(snapshot, Taxonomy::People, person);
    PersonLine { name: term.title, url: term.url, role: None }
}

fn person_bridge(snapshot: &Snapshot, person: TermIx, pair: &Pair) -> PersonBridge {
    let members = &snapshot.weave.terms().get(Taxonomy::People, person).members;
    let part = |community: TermIx| {
        let count = members.iter().filter(|entry| snapshot.weave.home(**entry) == Some(community)).count();
        (count > 0).then(|| snapshot.phrase("pieces-in", Some(count), &[("community", &*title(snapshot, community))]))
    };
    let reason = match (part(pair.communities.0), part(pair.communities.1)) {
        (Some(a), Some(b)) => snapshot.phrase("person-bridge", None, &[("pieces", &*snapshot.list(&[&*a, &*b]))]),
        // Their own page says so.
        _ => snapshot.phrase("works-in-both", None, &[]),
    };
    PersonBridge { person: person_line(snapshot, person), reason }
}

fn broker(snapshot: &Snapshot, broker: &Broker) -> BrokerLine {
    let titles = |terms: &[TermIx]| {
        let titles: Vec<_> = terms.iter().map(|term| title(snapshot, *term)).collect();
        snapshot.list(&titles.iter().map(|title| &**title).collect::<Vec<_>>())
    };
    let pairs: Vec<String> = broker.pairs.iter().map(|(a, b)| titles(&[*a, *b])).collect();
    let mut reason = snapshot.phrase("broker-pairs", Some(pairs.len()), &[("pairs", &*pairs.join("; "))]);
    if !broker.cut_off.is_empty() {
        let cut = snapshot.phrase("broker-cut", Some(broker.cut_off.len()), &[("cut", &*titles(&broker.cut_off))]);
        reason = format!("{reason} {cut}");
    }
    let (card, person) = match broker.connector {
        Connector::Entry(entry) => (Some(snapshot.card(entry)), None),
        Connector::Person(person) => (None, Some(person_line(snapshot, person))),
    };
    BrokerLine { card, person, reason }
}

fn missing_line(snapshot: &Snapshot, missing: &MissingBridge) -> MissingLine {
    let (a, b) = missing.communities;
    let terms = |taxonomy, terms: &[TermIx], most: usize| -> Vec<super::contract::TermRef> {
        terms.iter().take(most).map(|term| term_ref(snapshot, taxonomy, *term)).collect()
    };
    MissingLine {
        id: id(snapshot, missing.communities),
        a: community_ref(snapshot, a),
        b: community_ref(snapshot, b),
        domains: terms(Taxonomy::Domains, &missing.domains, usize::MAX),
        entries: cards(snapshot, missing.entries.iter().copied().take(TAGS)),
        tags: terms(Taxonomy::Tags, &missing.tags, TAGS),
        reason: shared_words(snapshot.voice(&snapshot.lang()), missing),
        action: write_action(snapshot.voice(&snapshot.lang()), None, &missing.domains, &[a, b], "write-bridge"),
    }
}

/// "Both work in Housing. Both link to two of the same pieces. Both use the words “trust” and “letters”."
pub fn shared_words(voice: Voice, missing: &MissingBridge) -> String {
    let titles = |taxonomy, terms: &[TermIx], quoted: bool| {
        let title = |term: &TermIx| {
            let title = term_ref_in(voice.snapshot, taxonomy, *term, voice.lang).title;
            if quoted { voice.phrase("quoted", None, &[("words", &*title)]) } else { title.to_string() }
        };
        let titles: Vec<String> = terms.iter().take(TAGS).map(title).collect();
        voice.list(&titles.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let mut parts = Vec::new();
    if !missing.domains.is_empty() {
        parts.push(voice.phrase(
            "share-domains",
            Some(missing.domains.len()),
            &[("domains", &*titles(Taxonomy::Domains, &missing.domains, false))],
        ));
    }
    if !missing.entries.is_empty() {
        parts.push(voice.phrase("share-entries", Some(missing.entries.len()), &[]));
    }
    if !missing.tags.is_empty() {
        parts.push(voice.phrase(
            "share-tags",
            Some(missing.tags.len()),
            &[("tags", &*titles(Taxonomy::Tags, &missing.tags, true))],
        ));
    }
    parts.join(" ")
}
