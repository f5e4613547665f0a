//! `gaps`, and the gaps that other pages show: what is missing in words, with one thing to do about it.

use std::collections::BTreeMap;

use super::actions::{contribute, front_matter, how_to_write, new_file};
use super::cards::cards;
use super::contract::{Action, Gap, GapGroup, GapsPage, Wanted};
use super::gap_words::{empty_cell, gap};
use super::{Snapshot, Voice};
use crate::content::identity::slugify;
use crate::kinds::addresses::GAPS;
use crate::kinds::{Group, Kind};
use crate::plan::encode;
use crate::weaver::{self, EntryIx, TermIx};

/// Gaps of one type on the page: with all types full, the page stays within what a slow line can load.
const SHOWN: usize = 24;

/// What is missing, by type. Pages that others link to and nobody has written come first.
pub fn gaps(snapshot: &Snapshot) -> GapsPage {
    let lang = snapshot.lang();
    let voice = snapshot.voice(&lang);
    let mut by_type: BTreeMap<&str, Vec<&weaver::Gap>> = BTreeMap::new();
    for gap in voice.snapshot.weave.gaps() {
        by_type.entry(gap.of()).or_default().push(gap);
    }
    let wanted = snapshot.weave.wanted().len();
    let mut groups = vec![group(voice, "wanted", wanted, wanted_gaps(voice, SHOWN))];
    for of in weaver::Gap::TYPES {
        let gaps = by_place(by_type.remove(of).unwrap_or_default());
        groups.push(group(voice, of, gaps.len(), gaps.iter().map(|gaps| place_gap(voice, gaps))));
    }
    let (full, empty): (Vec<GapGroup>, Vec<GapGroup>) = groups.into_iter().partition(|group| group.total > 0);
    GapsPage {
        total: full.iter().map(|group| group.total).sum(),
        groups: full,
        none_of: empty.into_iter().map(|group| group.label).collect(),
    }
}

/// Kinds that are missing in one place are one gap to a reader.
fn by_place(gaps: Vec<&weaver::Gap>) -> Vec<Vec<&weaver::Gap>> {
    let mut places: Vec<Vec<&weaver::Gap>> = Vec::new();
    for gap in gaps {
        match places.last_mut() {
            Some(place) if place_of(place[0]).is_some() && place_of(place[0]) == place_of(gap) => place.push(gap),
            _ => places.push(vec![gap]),
        }
    }
    places
}

fn place_of(gap: &weaver::Gap) -> Option<(TermIx, Option<TermIx>)> {
    match gap {
        weaver::Gap::EmptyCell { domain, community, kind: Some(_) } => Some((*domain, *community)),
        _ => None,
    }
}

/// One gap, or all that are missing in one place.
fn place_gap(voice: Voice, gaps: &[&weaver::Gap]) -> Gap {
    let first = gap(voice, gaps[0]);
    let Some((domain, community)) = place_of(gaps[0]).filter(|_| gaps.len() > 1) else { return first };
    let kinds: Vec<&Kind> = gaps
        .iter()
        .filter_map(|gap| match gap {
            weaver::Gap::EmptyCell { kind, .. } => voice.kinds().get(kind.as_deref()?),
            _ => None,
        })
        .collect();
    let (title, reason, action) = empty_cell(voice, domain, community, &kinds);
    Gap { title, reason, action, ..first }
}

fn group(voice: Voice, of: &'static str, total: usize, gaps: impl Iterator<Item = Gap>) -> GapGroup {
    GapGroup {
        of,
        label: voice.phrase(&format!("gaps-{of}"), None, &[]),
        why: voice.phrase(&format!("gaps-{of}-why"), None, &[]),
        total,
        gaps: gaps.take(SHOWN).collect(),
        more: total.saturating_sub(SHOWN),
    }
}

/// Where the gaps that stand on the page have their place on it, by their ids.
pub fn addresses(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for of in weaver::Gap::TYPES {
        let gaps = by_place(snapshot.weave.gaps().iter().filter(|gap| gap.of() == of).collect());
        for shown in gaps.iter().take(SHOWN) {
            let address = format!("{GAPS}#{}", encode(&shown[0].id(&snapshot.weave)));
            places.extend(shown.iter().map(|gap| (gap.id(&snapshot.weave), address.clone())));
        }
    }
    places
}

/// The first gaps that fit, at most `most`.
pub fn some(voice: Voice, most: usize, fits: impl Fn(&weaver::Gap) -> bool) -> Vec<Gap> {
    voice.snapshot.weave.gaps().iter().filter(|gap| fits(gap)).take(most).map(|found| gap(voice, found)).collect()
}

/// Of every type the first, then the second, until there are `most`: the home page invites to different
/// things.
pub fn mixed(snapshot: &Snapshot, most: usize) -> Vec<Gap> {
    let lang = snapshot.lang();
    let voice = snapshot.voice(&lang);
    let mut queues: Vec<Vec<Gap>> = vec![wanted_gaps(voice, most).collect()];
    for of in ["empty-cell", "undefined-term", "missing-bridge"] {
        queues.push(some(voice, most, |gap| gap.of() == of));
    }
    let mut queues: Vec<_> = queues.into_iter().map(Vec::into_iter).collect();
    let mut mixed = Vec::new();
    while mixed.len() < most {
        let before = mixed.len();
        mixed.extend(queues.iter_mut().filter_map(Iterator::next));
        if mixed.len() == before {
            break;
        }
    }
    mixed.truncate(most);
    mixed
}

/// Whether a gap is one of a community's own: of its practice, its bridges and its promises. What its
/// charter leaves open stands in the charter.
pub fn concerns(found: &weaver::Gap, community: TermIx, entry: EntryIx) -> bool {
    match found {
        weaver::Gap::EmptyCell { community: of, .. } => *of == Some(community),
        weaver::Gap::MissingBridge { communities: (a, b), .. } => *a == community || *b == community,
        weaver::Gap::Promise { entry: of, .. } => *of == entry,
        _ => false,
    }
}

/// Pages that are named of those that ask for what is not there.
const ASKING: usize = 3;

/// Wanted entries that a page lists: after an import there are thousands.
pub const LISTED: usize = 60;

/// Entries that others link to and nobody has written, at most `most`, those that are most asked for.
pub fn wanted(voice: Voice, most: usize) -> impl Iterator<Item = Wanted> {
    let wish = move |wanted: &weaver::Wanted| Wanted {
        name: wanted.name.to_string(),
        pages: wanted.from.len(),
        from: cards(voice.snapshot, wanted.from.iter().copied().take(ASKING)),
        action: write_wanted(voice, &wanted.name),
    };
    voice.snapshot.weave.wanted().iter().take(most).map(wish)
}

/// The file that `tool/quiet-bag` asks for. Another name does not tell where its file goes.
fn write_wanted(voice: Voice, name: &str) -> Action {
    let label = voice.phrase("wanted-action", None, &[]);
    let kinds = voice.kinds();
    let (of, slug) = name.split_once('/').unwrap_or_default();
    let kind = kinds.get(of).or_else(|| kinds.of_folder(of)).filter(|kind| kind.group != Group::Other);
    match (kind, slugify(slug)) {
        (Some(kind), slug) if !slug.is_empty() => {
            let file = format!("content/{}/{slug}.md", kind.folder);
            new_file(voice, &file, &front_matter(&[("title", &[""])], &[]), &how_to_write(&kind.name), label)
        }
        _ => contribute(voice, None, label),
    }
}

fn wanted_gaps(voice: Voice, most: usize) -> impl Iterator<Item = Gap> {
    let gap = move |wanted: Wanted| Gap {
        id: format!("wanted/{}", encode(&wanted.name)),
        of: "wanted",
        title: voice.phrase("wanted-title", None, &[("name", &wanted.name)]),
        reason: voice.phrase("wanted-links", Some(wanted.pages), &[]),
        refs: wanted.from,
        action: wanted.action,
    };
    wanted(voice, most).map(gap)
}
