//! The loom, the site's signature picture: a thread for each community, time as the language is written,
//! a mark for each piece, and a red weft wherever the pieces of two communities are joined.

mod draw;
mod frame;
mod layout;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::marks::mark_of_hue;
use crate::content::Lang;
use crate::plan::{ListOf, encode, list_path};
use crate::view::Snapshot;
use crate::view::cards::term_ref_in;
use crate::view::contract::{LegendItem, Loom};
use crate::view::direction::direction;
use crate::view::voice::Voice;
use crate::weaver::{EntryIx, Taxonomy, TermIx};
use draw::{Drawn, Shown, Words, draw};
use frame::{Frame, NARROW, Time, WIDE};
use layout::{Join, Piece, Thread, shown};

/// Threads in one picture; smaller communities are left to the list.
const THREADS: usize = 8;

/// Whose pieces a loom shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoomScope {
    Site,
    /// Only the entries of one domain.
    Domain(TermIx),
}

/// The loom in its two sizes: twelve months, and four for narrow screens, for a page of a language. Nothing where no dated
/// piece of a community falls into the twelve months.
pub fn loom(snapshot: &Snapshot, scope: LoomScope, lang: &Lang) -> Option<Loom> {
    let threads = threads(snapshot, scope, lang);
    let hues: BTreeSet<&str> = shown(&threads, &WIDE, snapshot.today).map(|piece| &*piece.hue).collect();
    if hues.is_empty() {
        return None;
    }
    let joins = joins(snapshot, &threads);
    let title = |shown: &Shown<'_>| title(snapshot.voice(lang), shown);
    let words = words(snapshot, lang, &title);
    let time = if direction(lang) == "rtl" { Time::ToTheLeft } else { Time::ToTheRight };
    let [wide, narrow] =
        [WIDE, NARROW].map(|frame| draw(&Frame { time, ..frame }, &threads, &joins, snapshot.today, &words));
    Some(Loom {
        wide_urls: urls(snapshot, &wide, lang),
        narrow_urls: urls(snapshot, &narrow, lang),
        wide_svg_html: wide.svg,
        narrow_svg_html: narrow.svg,
        list_url: encode(list_path(ListOf::Letters)),
        legend: legend(snapshot.voice(lang), &hues),
    })
}

fn urls(snapshot: &Snapshot, drawn: &Drawn, lang: &Lang) -> Vec<String> {
    let entry = |key: usize| Some(snapshot.weave.version(snapshot.weave.at(key)?, lang));
    let url = |key: &Option<usize>| key.and_then(entry).map(|entry| encode(snapshot.weave.address(entry)));
    drawn.pieces.iter().map(|key| url(key).unwrap_or_default()).collect()
}

/// The communities that are home to an entry in scope, largest first, with their pieces. An
/// entry is a piece of its home if it is dated and its kind has a mark.
fn threads(snapshot: &Snapshot, scope: LoomScope, lang: &Lang) -> Vec<Thread> {
    let weave = &snapshot.weave;
    let mut by_home: BTreeMap<TermIx, Vec<EntryIx>> = BTreeMap::new();
    for entry in weave.newest().iter().copied().filter(|entry| in_scope(snapshot, scope, *entry)) {
        if let Some(home) = weave.home(entry) {
            by_home.entry(home).or_default().push(entry);
        }
    }
    let title = |home: &TermIx| term_ref_in(snapshot, Taxonomy::Communities, *home, lang).title;
    let mut homes: Vec<(TermIx, Vec<EntryIx>)> = by_home.into_iter().collect();
    homes.sort_by_cached_key(|(home, entries)| (Reverse(entries.len()), title(home), *home));
    homes.truncate(THREADS);
    let thread = |(home, entries): (TermIx, Vec<EntryIx>)| Thread {
        name: title(&home).to_string(),
        pieces: entries.into_iter().filter_map(|entry| piece(snapshot, entry)).collect(),
    };
    homes.into_iter().map(thread).collect()
}

fn in_scope(snapshot: &Snapshot, scope: LoomScope, entry: EntryIx) -> bool {
    match scope {
        LoomScope::Site => true,
        LoomScope::Domain(domain) => snapshot.weave.terms().of_entry(Taxonomy::Domains, entry).contains(&domain),
    }
}

fn piece(snapshot: &Snapshot, entry: EntryIx) -> Option<Piece> {
    let day = snapshot.weave.date(entry)?.civil.date();
    let hue = snapshot.kinds.get(&snapshot.weave.doc(entry).id.kind)?.hue.clone()?;
    Some(Piece { key: entry.index(), day, hue })
}

/// The bridges between pieces of the threads, each pair once, newest first.
fn joins(snapshot: &Snapshot, threads: &[Thread]) -> Vec<Join> {
    let days: BTreeMap<usize, Date> =
        threads.iter().flat_map(|thread| &thread.pieces).map(|piece| (piece.key, piece.day)).collect();
    let pairs: BTreeSet<(usize, usize)> = snapshot
        .weave
        .bridges()
        .iter()
        .map(|bridge| (bridge.from.index().min(bridge.to.index()), bridge.from.index().max(bridge.to.index())))
        .collect();
    let mut joins: Vec<(Date, Join)> =
        pairs.into_iter().filter_map(|(a, b)| Some(((*days.get(&a)?).max(*days.get(&b)?), Join { a, b }))).collect();
    joins.sort_by_key(|(day, join)| (Reverse(*day), *join));
    joins.into_iter().map(|(_, join)| join).collect()
}

fn words<'w>(snapshot: &Snapshot, lang: &Lang, title: &'w dyn Fn(&Shown<'_>) -> String) -> Words<'w> {
    let months = |key: &str| std::array::from_fn(|month| snapshot.say(lang, &format!("{key}-{}", month + 1)));
    Words {
        months: months("month"),
        short_months: months("month-short"),
        today: snapshot.say(lang, "loom-today"),
        title,
    }
}

/// A sentence for each of what there is some of.
fn title(voice: Voice, shown: &Shown<'_>) -> String {
    let Shown { threads, pieces, wefts, from, to } = *shown;
    let counts = [("loom-threads", threads), ("loom-pieces", pieces), ("loom-joins", wefts)];
    let said = counts.into_iter().filter(|(_, count)| *count > 0);
    let sentences: Vec<String> =
        said.map(|(key, count)| voice.phrase(key, Some(count), &[("from", from), ("to", to)])).collect();
    sentences.join(" ")
}

/// The marks that occur, in the order of the kinds; kinds that share a mark share a line.
fn legend(voice: Voice, hues: &BTreeSet<&str>) -> Vec<LegendItem> {
    let mut labels: Vec<(&str, String)> = Vec::new();
    for kind in &voice.kinds().kinds {
        let Some(hue) = kind.hue.as_deref().filter(|hue| hues.contains(hue) && occurs(voice.snapshot, &kind.name))
        else {
            continue;
        };
        match labels.iter_mut().find(|(known, _)| *known == hue) {
            Some((_, label)) => label.push_str(&format!(", {}", kind.title)),
            None => labels.push((hue, kind.title.clone())),
        }
    }
    let item = |(hue, label): (&str, String)| LegendItem { label, svg_html: mark_of_hue(Some(hue)) };
    labels.into_iter().map(item).collect()
}

/// A kind without any entry would only be noise beside one of the same hue.
fn occurs(snapshot: &Snapshot, kind: &str) -> bool {
    let weave = &snapshot.weave;
    weave.newest().iter().any(|entry| *weave.doc(*entry).id.kind == *kind)
}
