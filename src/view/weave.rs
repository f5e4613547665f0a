//! `weave`, the door to the weaver index: how the site hangs together in one picture and a few lists; and
//! `weaver_list`, everything by letter, by relation or by month.

use std::cmp::Reverse;

use super::cards::{cards, term_url};
use super::contract::{
    IndexGroup, IndexLine, LinkedLine, OrphanLine, Pager, Totals, WeavePage, WeaverList, WeaverRow, WeaverSection,
};
use super::pager::pager_of;
use super::pictures::{LoomScope, loom};
use super::{Snapshot, gaps, related, relations};
use crate::content::capitalise;
use crate::plan::{ListOf, Part, encode, first_pages, list_lengths, list_pages, list_path, page_path};
use crate::weaver::{self, EntryIx, Pair, RelationEnds, Taxonomy};

const NEWEST_RELATIONS: usize = 6;
const MOST_LINKED: usize = 8;
const ORPHANS: usize = 6;
/// People in the index, those with most pieces; all of them have a list of their own.
const PEOPLE: usize = 24;

/// How the site hangs together.
pub fn weave(snapshot: &Snapshot) -> WeavePage {
    let weave = &snapshot.weave;
    let degree = |entry: EntryIx| weave.incoming(entry).len();
    let mut linked: Vec<EntryIx> = weave.newest().iter().copied().filter(|entry| degree(*entry) > 0).collect();
    linked.sort_by_key(|entry| (Reverse(degree(*entry)), *entry));
    let line = |entry: EntryIx| LinkedLine { card: snapshot.card(entry), links: degree(entry) };
    let orphans: Vec<EntryIx> = weave.gaps().iter().filter_map(orphan).collect();
    WeavePage {
        loom: loom(snapshot, LoomScope::Site, &snapshot.lang()),
        totals: Totals {
            entries: weave.newest().len(),
            links: weave.edges().len(),
            relations: weave.relations().iter().map(|relation| relation.ends.len()).sum(),
            bridges: weave.pairs().iter().map(Pair::bridges).sum(),
        },
        bridges: relations::bridges(snapshot.voice(&snapshot.lang()), NEWEST_RELATIONS, |_| true),
        most_linked: linked.into_iter().take(MOST_LINKED).map(line).collect(),
        orphans_total: orphans.len(),
        orphans: orphans.into_iter().take(ORPHANS).map(|entry| orphan_line(snapshot, entry)).collect(),
        wanted: gaps::wanted(snapshot.voice(&snapshot.lang()), gaps::LISTED).collect(),
        wanted_total: weave.wanted().len(),
        gaps: gaps::gaps(snapshot).total,
        index: index(snapshot),
    }
}

fn orphan(gap: &weaver::Gap) -> Option<EntryIx> {
    match gap {
        weaver::Gap::Orphan { entry } => Some(*entry),
        _ => None,
    }
}

fn orphan_line(snapshot: &Snapshot, entry: EntryIx) -> OrphanLine {
    OrphanLine {
        card: snapshot.card(entry),
        offers: related::might_link(snapshot, entry),
        action: super::actions::edit_action(snapshot.voice(&snapshot.lang()), entry, "write-link"),
    }
}

/// Ways in: by domain, community, relation, person and letter.
fn index(snapshot: &Snapshot) -> Vec<IndexGroup> {
    let groups = [
        terms(snapshot, Taxonomy::Domains, usize::MAX),
        terms(snapshot, Taxonomy::Communities, usize::MAX),
        listed(snapshot, ListOf::Relations, "relations"),
        terms(snapshot, Taxonomy::People, PEOPLE),
        listed(snapshot, ListOf::Letters, "letters"),
    ];
    groups.into_iter().filter(|group| !group.lines.is_empty()).collect()
}

fn terms(snapshot: &Snapshot, taxonomy: Taxonomy, most: usize) -> IndexGroup {
    let terms = snapshot.weave.terms();
    let count = |term| terms.get(taxonomy, term).members.len();
    let mut all: Vec<_> = terms.all(taxonomy).filter(|term| count(*term) > 0).collect();
    let total = all.len();
    all.sort_by_key(|term| (Reverse(count(*term)), *term));
    all.truncate(most);
    all.sort();
    let line = |term| IndexLine {
        label: terms.get(taxonomy, term).title.to_string(),
        url: term_url(snapshot, taxonomy, term).to_string(),
        count: count(term),
    };
    let folder = format!("{}/", crate::plan::folder_of(taxonomy, &snapshot.kinds));
    IndexGroup {
        label: snapshot.say(&snapshot.lang(), taxonomy.key()),
        lines: all.into_iter().map(line).collect(),
        all_url: (total > most).then(|| encode(&folder)),
    }
}

fn listed(snapshot: &Snapshot, of: ListOf, key: &str) -> IndexGroup {
    let weave = &snapshot.weave;
    let lengths = list_lengths(of, weave);
    let pages = first_pages(&list_pages(of, weave), lengths.len());
    let line = |(section, page): (usize, Option<usize>)| {
        let (id, title) = named(snapshot, of, section);
        let url = format!("{}#{}", encode(&page_path(list_path(of), page?)), encode(&id));
        Some(IndexLine { label: title, url, count: lengths[section] })
    };
    IndexGroup {
        label: snapshot.say(&snapshot.lang(), key),
        lines: pages.into_iter().enumerate().filter_map(line).collect(),
        all_url: None,
    }
}

/// A section's place on its page, and what it is called.
fn named(snapshot: &Snapshot, of: ListOf, section: usize) -> (String, String) {
    match of {
        ListOf::Letters => {
            let letter = snapshot.weave.letters()[section].0.to_string();
            // A number sign alone would lead to the top of the page.
            (if letter == "#" { "other".to_owned() } else { letter.clone() }, letter)
        }
        ListOf::Relations => {
            let name = &snapshot.weave.relations()[section].name;
            let label = snapshot.kinds.relations.get(name).map(|relation| capitalise(&relation.label));
            (name.to_string(), label.unwrap_or_else(|| name.to_string()))
        }
        ListOf::Months => {
            let first = snapshot.weave.months()[section].0;
            (
                format!("_{:04}-{:02}", first.year(), first.month()),
                snapshot.voice(&snapshot.lang()).date(first, "month_year"),
            )
        }
    }
}

/// One page of everything, counted from 1.
pub fn list(snapshot: &Snapshot, of: ListOf, page: usize) -> WeaverList {
    let pages = list_pages(of, &snapshot.weave);
    let on_page = pages.get(page.saturating_sub(1)).map(Vec::as_slice).unwrap_or_default();
    let pager: Option<Pager> = pager_of(pages.len(), page, list_path(of));
    WeaverList {
        index: if of == ListOf::Months && page == 1 { years(snapshot) } else { Vec::new() },
        sections: on_page.iter().map(|part| section(snapshot, of, part)).collect(),
        pager,
    }
}

/// The months of each year, newest first.
fn years(snapshot: &Snapshot) -> Vec<IndexGroup> {
    let months = listed(snapshot, ListOf::Months, "archive").lines;
    let mut years: Vec<IndexGroup> = Vec::new();
    for ((first, _), line) in snapshot.weave.months().iter().zip(months) {
        let year = first.year().to_string();
        match years.last_mut() {
            Some(group) if group.label == year => group.lines.push(line),
            _ => years.push(IndexGroup { label: year, lines: vec![line], all_url: None }),
        }
    }
    years
}

fn section(snapshot: &Snapshot, of: ListOf, (number, items): &Part) -> WeaverSection {
    let (id, title) = named(snapshot, of, *number);
    let alone = |entries: &[EntryIx]| -> Vec<WeaverRow> {
        let cards = cards(snapshot, entries[items.clone()].iter().copied());
        cards.into_iter().map(|card| WeaverRow { card, verb: None, to: None }).collect()
    };
    let rows = match of {
        ListOf::Letters => alone(&snapshot.weave.letters()[*number].1),
        ListOf::Months => alone(&snapshot.weave.months()[*number].1),
        ListOf::Relations => {
            let RelationEnds { name, ends } = &snapshot.weave.relations()[*number];
            let verb = snapshot.kinds.relations.get(name).map(|relation| relation.verb.clone());
            let row = |(from, to): &(EntryIx, EntryIx)| WeaverRow {
                card: snapshot.card(*from),
                verb: verb.clone(),
                to: Some(snapshot.card(*to)),
            };
            ends[items.clone()].iter().map(row).collect()
        }
    };
    WeaverSection {
        id: if items.start == 0 { id } else { String::new() },
        title,
        total: list_lengths(of, &snapshot.weave)[*number],
        continued: items.start > 0,
        rows,
    }
}
