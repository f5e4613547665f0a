//! `hub`: a domain, person or tag with all that belongs to it; `terms`: the index of a taxonomy.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::HashMap;

use super::cards::{cards, iso, kind_info, term_entry, term_ref, term_ref_in, term_url};
use super::community_cards::community_cards;
use super::contract::{Bridge, Gap, Hub, Item, Join, Letter, RoleLine, Shelf, TermIndex, TermLine, TermRef};
use super::listing::elsewhere;
use super::pictures::{LoomScope, loom};
use super::{Snapshot, Voice, calendar, choices, gaps, plain, relations};
use crate::content::Lang;
use crate::content::collation::Collation;
use crate::kinds::{Group, Kind};
use crate::plan::{IcsOf, encode, folder_of, shelf_size};
use crate::practice::people::Role;
use crate::weaver::{self, EntryIx, Pair, Taxonomy, Term, TermIx};

/// Terms shown as often seen together with this one.
const NEAR: usize = 8;
/// Terms of one entry that it brings together.
const MOST_TOGETHER: usize = 250;
const BRIDGES: usize = 4;
const GAPS: usize = 3;
/// Pairs of communities on the page of all of them; the page of bridges has the others.
const JOINS: usize = 24;

/// `item` is the entry behind the term, where it has one, and `lang` the language of the page.
pub fn hub(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, item: Option<Item>, lang: &Lang) -> Hub {
    let one = snapshot.weave.terms().get(taxonomy, term);
    let written = one.entry.map(|entry| snapshot.weave.doc(snapshot.weave.version(entry, lang)));
    let refs = |taxonomy, terms: Vec<TermIx>| -> Vec<TermRef> {
        terms.into_iter().map(|term| term_ref_in(snapshot, taxonomy, term, lang)).collect()
    };
    let of_others = |other| if other == taxonomy { Vec::new() } else { refs(other, named_with(snapshot, one, other)) };
    let (roles, former_roles) = roles(snapshot, taxonomy, term, lang);
    let is_domain = taxonomy == Taxonomy::Domains;
    Hub {
        roles,
        former_roles,
        taxonomy: taxonomy.singular(),
        title: written.map_or_else(|| one.title.clone(), |doc| doc.facts.title.clone()),
        item,
        statement: written.and_then(|doc| plain::text(doc, "statement")),
        total: one.members.len(),
        calendar: calendar::subscription(snapshot, IcsOf::Term(taxonomy, term), lang),
        shelves: shelves(snapshot, taxonomy, term, lang),
        rolls: rolls(snapshot, taxonomy, term, lang),
        communities: of_others(Taxonomy::Communities),
        domains: of_others(Taxonomy::Domains),
        near: refs(taxonomy, near(snapshot, taxonomy, term)),
        loom: is_domain.then(|| loom(snapshot, LoomScope::Domain(term), lang)).flatten(),
        bridges: if is_domain { bridges_inside(snapshot.voice(lang), term) } else { Vec::new() },
        gaps: if is_domain { gaps_of(snapshot.voice(lang), term) } else { Vec::new() },
    }
}

/// The roles that a person has, and those that they had; nothing else has any.
fn roles(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> (Vec<RoleLine>, Vec<RoleLine>) {
    if taxonomy != Taxonomy::People {
        return Default::default();
    }
    let all = snapshot.roles().get(&term).into_iter().flatten().cloned();
    let (former, held): (Vec<Role>, Vec<Role>) = all.partition(|role| role.is_former(snapshot.today));
    let lines = |roles: Vec<Role>| roles.into_iter().map(|role| role_line(snapshot, role, lang)).collect();
    (lines(held), lines(former))
}

/// The terms of another taxonomy that entries of a term name, of communities first those that name it as theirs.
fn named_with(snapshot: &Snapshot, one: &Term, other: Taxonomy) -> Vec<TermIx> {
    let asking = if other == Taxonomy::Communities { asking(snapshot, &one.members) } else { Vec::new() };
    let others = together(snapshot, &one.members, other).into_iter().filter(|term| !asking.contains(term));
    let others: Vec<TermIx> = others.collect();
    [asking, others].concat()
}

/// The terms of its own taxonomy that are most often seen together with it.
fn near(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx) -> Vec<TermIx> {
    let members = &snapshot.weave.terms().get(taxonomy, term).members;
    together(snapshot, members, taxonomy).into_iter().filter(|other| *other != term).take(NEAR).collect()
}

fn role_line(snapshot: &Snapshot, role: Role, lang: &Lang) -> RoleLine {
    RoleLine {
        role: choices::label_of(&role.role),
        card: snapshot.card(snapshot.weave.version(role.community, lang)),
        since: iso(role.since),
        until: iso(role.until),
    }
}

/// Bridges of which both ends are of the domain, newest first.
fn bridges_inside(voice: Voice, domain: TermIx) -> Vec<Bridge> {
    let is_inside = |entry| voice.snapshot.weave.terms().of_entry(Taxonomy::Domains, entry).contains(&domain);
    relations::bridges(voice, BRIDGES, |bridge| is_inside(bridge.from) && is_inside(bridge.to))
}

fn gaps_of(voice: Voice, domain: TermIx) -> Vec<Gap> {
    let is_here = |gap: &weaver::Gap| matches!(gap, weaver::Gap::EmptyCell { domain: of, .. } if *of == domain);
    gaps::some(voice, GAPS, is_here)
}

/// The communities among the entries: those that name the domain as theirs.
fn asking(snapshot: &Snapshot, entries: &[EntryIx]) -> Vec<TermIx> {
    let is_community = |entry: &&EntryIx| *snapshot.weave.doc(**entry).id.kind == *"community";
    let term =
        |entry: &EntryIx| snapshot.weave.terms().find(Taxonomy::Communities, &snapshot.weave.doc(*entry).id.slug);
    let mut communities: Vec<TermIx> = entries.iter().filter(is_community).filter_map(term).collect();
    communities.sort();
    communities
}

/// The terms of `taxonomy` that the entries also name, most frequent first. An entry that names hundreds brings none of
/// them together, and each of their pages would count all of them.
fn together(snapshot: &Snapshot, entries: &[EntryIx], taxonomy: Taxonomy) -> Vec<TermIx> {
    let mut counts: HashMap<TermIx, usize> = HashMap::default();
    let named = |entry: &EntryIx| snapshot.weave.terms().of_entry(taxonomy, *entry);
    for term in entries.iter().map(named).filter(|terms| terms.len() <= MOST_TOGETHER).flatten() {
        *counts.entry(*term).or_default() += 1;
    }
    let mut terms: Vec<(TermIx, usize)> = counts.into_iter().collect();
    terms.sort_unstable_by_key(|(term, count)| (Reverse(*count), *term));
    terms.into_iter().map(|(term, _)| term).collect()
}

/// A term's entries by kind, in the order of the kinds, the newest of each, as readers of `lang` call and read them
/// where they can. People, organisations and the like are not what a domain or a person has made.
pub fn shelves(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> Vec<Shelf> {
    let shelf = |(kind, entries, all): (&Kind, &[EntryIx], Option<String>)| {
        // Without a page of their own all entries stand here, so that none is out of reach.
        let shown = if all.is_some() { shelf_size(taxonomy) } else { entries.len() };
        let items = entries.iter().take(shown).map(|entry| snapshot.weave.listed_version(*entry, lang));
        let kind = kind_info(kind);
        Shelf { kind, total: entries.len(), items: cards(snapshot, items), more_url: all }
    };
    of_kinds(snapshot, taxonomy, term, lang, |kind| kind.group != Group::Community).into_iter().map(shelf).collect()
}

/// The lists of people, organisations and the like that belong to a term, those that have a page of their own.
pub fn rolls(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> Vec<Shelf> {
    let roll = |(kind, entries, all): (&Kind, &[EntryIx], Option<String>)| {
        all.map(|all| Shelf { kind: kind_info(kind), total: entries.len(), items: Vec::new(), more_url: Some(all) })
    };
    of_kinds(snapshot, taxonomy, term, lang, |kind| kind.group == Group::Community)
        .into_iter()
        .filter_map(roll)
        .collect()
}

/// What a term has of each kind, with the address of the page that lists all of it where there is one.
fn of_kinds<'s>(
    snapshot: &'s Snapshot,
    taxonomy: Taxonomy,
    term: TermIx,
    lang: &Lang,
    is_meant: impl Fn(&Kind) -> bool,
) -> Vec<(&'s Kind, &'s [EntryIx], Option<String>)> {
    let by_kind = snapshot.plan.lists().of_term(taxonomy, term);
    let kinds = snapshot.kinds_in(lang).kinds.iter().filter(|kind| is_meant(kind));
    let found: Vec<(&Kind, &[EntryIx])> =
        kinds.filter_map(|kind| Some((kind, by_kind.get(&kind.name)?.as_slice()))).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let path = crate::plan::term_path(taxonomy, term, &snapshot.weave, &snapshot.kinds);
    let page = |kind: &Kind, entries: &[EntryIx]| {
        let all = format!("{path}{}/", kind.folder);
        let has_page = entries.len() > shelf_size(taxonomy) && snapshot.plan.at(&all).is_some();
        has_page.then(|| encode(&all))
    };
    found.into_iter().map(|(kind, entries)| (kind, entries, page(kind, entries))).collect()
}

/// The index of a taxonomy: its terms by first letter; in a language that is not the site's those with a page in it.
pub fn term_index(snapshot: &Snapshot, taxonomy: Taxonomy, lang: &Lang) -> TermIndex {
    let order = Collation::of(&lang.0);
    let is_whole = *lang == snapshot.lang();
    let line = |term| match term_entry(snapshot, taxonomy, term, lang) {
        Some(entry) => Some(entry_line(snapshot, taxonomy, term, entry)),
        None => is_whole.then(|| term_line(snapshot, taxonomy, term)),
    };
    let terms = snapshot.weave.terms();
    let mut lines: Vec<TermLine> = terms.all(taxonomy).filter_map(line).collect();
    // A name without an entry is in no language.
    let whole = terms.all(taxonomy).filter(|term| terms.get(taxonomy, *term).entry.is_some()).count();
    let folder = folder_of(taxonomy, &snapshot.kinds);
    let elsewhere = elsewhere(lines.len(), whole, &format!("{folder}/"));
    lines.sort_by_cached_key(|line| (order.key(&line.title), line.url.clone()));
    let letters = order.by_letter(lines, |line| line.title.clone());
    let letters = letters.into_iter().map(|(letter, terms)| Letter { letter: letter.to_string(), terms }).collect();
    let of_communities = taxonomy == Taxonomy::Communities;
    TermIndex {
        taxonomy: taxonomy.singular(),
        title: snapshot.say(lang, taxonomy.key()),
        elsewhere,
        letters,
        communities: if of_communities { community_cards(snapshot, lang) } else { Vec::new() },
        joins: if of_communities && is_whole { joins(snapshot) } else { Vec::new() },
    }
}

/// Each two communities that anything joins, those with most bridges first.
fn joins(snapshot: &Snapshot) -> Vec<Join> {
    let addresses = &snapshot.bridge_lists().addresses;
    let mut pairs: Vec<&Pair> = snapshot.weave.pairs().iter().filter(|pair| pair.bridges() > 0).collect();
    pairs.sort_by_key(|pair| (Reverse(pair.bridges()), pair.communities));
    let join = |pair: &Pair| Join {
        a: term_ref(snapshot, Taxonomy::Communities, pair.communities.0),
        b: term_ref(snapshot, Taxonomy::Communities, pair.communities.1),
        bridges: pair.bridges(),
        url: addresses.get(&pair.communities).cloned(),
    };
    pairs.into_iter().take(JOINS).map(join).collect()
}

fn term_line(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx) -> TermLine {
    let one = snapshot.weave.terms().get(taxonomy, term);
    let url = term_url(snapshot, taxonomy, term).to_string();
    TermLine { title: one.title.clone(), url, count: one.members.len(), summary: None }
}

/// A term as one version of the entry behind it says it.
fn entry_line(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, entry: EntryIx) -> TermLine {
    let doc = snapshot.weave.doc(entry);
    TermLine {
        title: doc.facts.title.clone(),
        url: encode(snapshot.weave.address(entry)),
        summary: plain::text(doc, "statement").map(Arc::from).or_else(|| doc.facts.summary.clone()),
        ..term_line(snapshot, taxonomy, term)
    }
}
