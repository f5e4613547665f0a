//! `home`: what the constellation is about, what is new, where to go next.

use std::borrow::Cow;

use tera::Value;

use super::cards::{authors, cards, kind_info_in, list_url};
use super::community_cards::community_cards;
use super::contract::{Feature, Home, Shelf};
use super::listing::practice_counts;
use super::pictures::{LoomScope, loom};
use super::{Snapshot, events, gaps, item, plain, relations};
use crate::content::Lang;
use crate::kinds::{Group, Kind};
use crate::plan::{Sorted, encode};
use crate::weaver::EntryIx;

const RECENT: usize = 3;
const BRIDGES: usize = 3;
const EVENTS: usize = 3;
const WANTED: usize = 3;
const GAPS: usize = 3;
const POSTS: usize = 2;
const SHELF: usize = 12;
/// Of a kind that has no list. Above so many a page would be slow to load.
const LANGUAGE_SHELF: usize = 200;

/// `introduction` is the entry behind `content/index.md`, `body_html` its text.
pub fn home(snapshot: &Snapshot, introduction: Option<EntryIx>, body_html: Option<Value>) -> Home {
    let written = introduction.map(|entry| &snapshot.weave.doc(entry).facts);
    let Sorted { practice, journal: dated, .. } = snapshot.plan.lists().site();
    let featured = practice.iter().position(|entry| snapshot.weave.doc(*entry).facts.pinned).unwrap_or(0);
    let feature = practice.get(featured).copied();
    let recent = practice.iter().copied().filter(|entry| Some(*entry) != feature).take(RECENT);
    let is_issue = |entry: &&EntryIx| *snapshot.weave.doc(**entry).id.kind == *"newsletter";
    Home {
        title: written.map_or_else(|| snapshot.config.title.clone(), |facts| facts.title.to_string()),
        lede: written
            .and_then(|facts| facts.summary.as_deref().map(str::to_owned))
            .or_else(|| snapshot.config.summary.clone()),
        body_html,
        loom: loom(snapshot, LoomScope::Site, &snapshot.lang()),
        kinds: practice_counts(snapshot, &snapshot.lang()).into_iter().take(4).collect(),
        feature: feature.map(|entry| feature_of(snapshot, entry)),
        recent: cards(snapshot, recent),
        shelves: if practice.is_empty() { shelves(snapshot, introduction) } else { Vec::new() },
        communities: community_cards(snapshot, &snapshot.lang()),
        bridges: relations::bridges(snapshot.voice(&snapshot.lang()), BRIDGES, |_| true),
        events: events::coming(snapshot, |_| true)
            .take(EVENTS)
            .map(|date| events::line(snapshot, date, &snapshot.lang()))
            .collect(),
        wanted: gaps::wanted(snapshot.voice(&snapshot.lang()), WANTED).collect(),
        gaps: gaps::mixed(snapshot, GAPS),
        posts: cards(snapshot, dated.iter().copied().filter(|entry| !is_issue(&entry)).take(POSTS)),
        issue: dated.iter().find(is_issue).map(|entry| snapshot.card(*entry)),
    }
}

/// The home page of a language that is not the site's: what there is in it. `entry` is the version of `content/index.md`,
/// `body_html` its text.
pub fn in_language(snapshot: &Snapshot, entry: EntryIx, body_html: Option<Value>) -> Home {
    let facts = &snapshot.weave.doc(entry).facts;
    Home {
        title: facts.title.to_string(),
        lede: facts.summary.as_deref().map(str::to_owned),
        body_html,
        shelves: shelves_in_language(snapshot, entry),
        ..Home::default()
    }
}

/// All other entries in the language of `home`, the newest of each kind first; without what is written for lists.
fn shelves_in_language(snapshot: &Snapshot, home: EntryIx) -> Vec<Shelf> {
    let lang = &snapshot.weave.doc(home).lang;
    let introduces = |entry: EntryIx| snapshot.plan.introduction(snapshot.weave.address(entry)) == Some(entry);
    let kinds = snapshot.kinds_in(lang).kinds.iter();
    let shelf = |kind: &Kind| {
        let path = snapshot.config.path_in(&lang.0, &format!("{}/", kind.folder));
        let list = Some(path).filter(|path| !kind.folder.is_empty() && snapshot.plan.at(path).is_some());
        // What has no list stands here.
        let size = if list.is_some() { SHELF } else { LANGUAGE_SHELF };
        shelf(
            snapshot,
            (kind, lang),
            size,
            &|entry| entry != home && !introduces(entry),
            list.map(|path| encode(&path)),
        )
    };
    kinds.filter_map(shelf).collect()
}

/// Entries of each kind that no other part of the page shows, without the text of the page itself.
fn shelves(snapshot: &Snapshot, introduction: Option<EntryIx>) -> Vec<Shelf> {
    let is_elsewhere = |kind: &&Kind| kind.group == Group::Community || kind.dated || *kind.name == *"event";
    let lang = snapshot.lang();
    let shelf = |kind: &Kind| {
        let list = Some(list_url(snapshot, kind));
        shelf(snapshot, (kind, &lang), SHELF, &|entry| Some(entry) != introduction, list)
    };
    snapshot.kinds.kinds.iter().filter(|kind| !is_elsewhere(kind)).filter_map(shelf).collect()
}

/// The newest entries of a kind in a language, at most `size` of those that are wanted; the others stand at `list`.
fn shelf(
    snapshot: &Snapshot,
    (kind, lang): (&Kind, &Lang),
    size: usize,
    is_wanted: &dyn Fn(EntryIx) -> bool,
    list: Option<String>,
) -> Option<Shelf> {
    let all = snapshot.plan.lists().in_language(lang).of_kind(&kind.name).iter().copied();
    let entries: Vec<EntryIx> = all.filter(|entry| is_wanted(*entry)).collect();
    (!entries.is_empty()).then(|| Shelf {
        kind: kind_info_in(snapshot, kind, lang),
        total: entries.len(),
        items: cards(snapshot, entries.iter().copied().take(size)),
        more_url: list.filter(|_| entries.len() > size),
    })
}

fn feature_of(snapshot: &Snapshot, entry: EntryIx) -> Feature {
    let facts = &snapshot.weave.doc(entry).facts;
    Feature {
        card: snapshot.card(entry),
        excerpt: plain::excerpt(snapshot, entry).map(Cow::into_owned),
        pull: facts.pull.as_deref().map(|pull| plain::spoken(snapshot, entry, pull).into_owned()),
        authors: authors(snapshot, entry),
        minutes: item::minutes_to_read(facts.words),
        relations: relations::groups(snapshot, entry).into_iter().filter(|group| group.outgoing).take(1).collect(),
    }
}
