//! `gaps`, and the gaps that other pages show: what is missing in words, with one thing to do about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::actions::{contribute, edit_action, front_matter, how_to_write, new_file, write_action};
use super::bridges::shared_words;
use super::cards::cards;
use super::contract::{Action, Gap, GapGroup, GapsPage, Wanted};
use super::{Snapshot, Voice};
use crate::content::identity::slugify;
use crate::kinds::{Group, Kind};
use crate::plan::encode;
use crate::weaver::{self, Due, EntryIx, Taxonomy, TermIx};

/// Gaps of one type on the page: with all types full, the page stays within what a slow line can load.
const SHOWN: usize = 24;
/// Open fields that a sentence names.
const FIELDS: usize = 6;

pub const FOLDER: &str = "weaver/gaps/";

/// What is missing, by type. Pages that others link to and nobody has written come first.
pub fn gaps(snapshot: &Snapshot) -> GapsPage {
    let lang = snapshot.lang();
    let voice = snapshot.voice(&lang);
    let mut by_type: BTreeMap<&str, Vec<&weaver::Gap>> = BTreeMap::new();
    for gap in voice.snapshot.weave.gaps() {
        by_type.entry(gap.of()).or_default().push(gap);
    }
    let wanted = wanted_gaps(voice);
    let mut groups = vec![group(voice, "wanted", wanted.len(), wanted.into_iter())];
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
            let address = format!("{FOLDER}#{}", encode(&shown[0].id(&snapshot.weave)));
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
    let mut queues: Vec<Vec<Gap>> = vec![wanted_gaps(voice).into_iter().take(most).collect()];
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

/// Entries that others link to and nobody has written, most asked for first.
pub fn wanted(voice: Voice) -> Vec<Wanted> {
    let wish = |wanted: &weaver::Wanted| Wanted {
        name: wanted.name.to_string(),
        pages: wanted.from.len(),
        from: cards(voice.snapshot, wanted.from.iter().copied().take(ASKING)),
        action: write_wanted(voice, &wanted.name),
    };
    voice.snapshot.weave.wanted().iter().map(wish).collect()
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

fn wanted_gaps(voice: Voice) -> Vec<Gap> {
    let gap = |wanted: Wanted| Gap {
        id: format!("wanted/{}", encode(&wanted.name)),
        of: "wanted",
        title: voice.phrase("wanted-title", None, &[("name", &wanted.name)]),
        reason: voice.phrase("wanted-links", Some(wanted.pages), &[]),
        refs: wanted.from,
        action: wanted.action,
    };
    wanted(voice).into_iter().map(gap).collect()
}

/// A gap in words.
pub fn gap(voice: Voice, gap: &weaver::Gap) -> Gap {
    let (title, reason, action) = match gap {
        weaver::Gap::EmptyCell { domain, community, kind } => {
            let kind = kind.as_deref().and_then(|kind| voice.kinds().get(kind));
            empty_cell(voice, *domain, *community, kind.as_slice())
        }
        weaver::Gap::MissingBridge { number, communities } => missing_bridge(voice, *number, *communities),
        weaver::Gap::UndefinedTerm { tag, communities } => undefined(voice, *tag, *communities),
        weaver::Gap::Orphan { entry } => orphan(voice, *entry),
        weaver::Gap::DeadEnd { entry } => dead_end(voice, *entry),
        weaver::Gap::Stale { entry, due } => stale(voice, *entry, *due),
        weaver::Gap::Charter { entry, fields } => charter(voice, *entry, fields),
        weaver::Gap::Promise { entry, what, promised, year } => promise(voice, *entry, what, *promised, year.year()),
    };
    let refs = gap.entry().map(|entry| voice.snapshot.card(entry)).into_iter().collect();
    Gap { id: gap.id(&voice.snapshot.weave), of: gap.of(), title, reason, refs, action }
}

type Words = (String, String, Action);

fn title_of(voice: Voice, taxonomy: Taxonomy, term: TermIx) -> Arc<str> {
    voice.snapshot.weave.terms().get(taxonomy, term).title.clone()
}

/// `kinds` are those that are missing; none of them where there is nothing at all.
fn empty_cell(voice: Voice, domain: TermIx, community: Option<TermIx>, kinds: &[&Kind]) -> Words {
    let coverage = voice.snapshot.weave.coverage();
    let labels: Vec<String> = kinds.iter().map(|kind| voice.in_sentence(&kind.title)).collect();
    let label = voice.list_of("list-or", &labels.iter().map(String::as_str).collect::<Vec<_>>());
    let domain_title = title_of(voice, Taxonomy::Domains, domain);
    let community_title = community.map(|term| title_of(voice, Taxonomy::Communities, term)).unwrap_or_default();
    let values = [("domain", &*domain_title), ("community", &*community_title), ("kind", &*label)];
    let in_row = coverage.row_total(domain.index());
    let in_cell = community.filter(|_| coverage.community(0).is_some());
    let (title, reason) = match (in_cell, kinds.is_empty()) {
        (Some(community), false) => {
            let here = coverage.cell(domain.index(), community.index()).len();
            ("cell-kind", voice.phrase("cell-kind-why", Some(here), &values))
        }
        (Some(_), true) if in_row > 0 => ("cell-none", voice.phrase("cell-none-why", Some(in_row), &values)),
        (None, _) if in_row > 0 => ("cell-site", voice.phrase("cell-site-why", Some(in_row), &values)),
        (Some(_), true) => ("cell-none", voice.phrase("cell-nobody-why", None, &values)),
        (None, _) => ("cell-site", voice.phrase("cell-nobody-why", None, &values)),
    };
    let title = voice.phrase(title, None, &values);
    let communities: Vec<TermIx> = community.into_iter().collect();
    (title, reason, write_action(voice, kinds.first().copied(), &[domain], &communities, "write-cell"))
}

fn missing_bridge(voice: Voice, number: usize, (a, b): (TermIx, TermIx)) -> Words {
    let titles = [a, b].map(|term| title_of(voice, Taxonomy::Communities, term));
    let title = voice.phrase("missing-title", None, &[("a", &*titles[0]), ("b", &*titles[1])]);
    let missing = voice.snapshot.weave.missing_bridges().get(number);
    let reason = missing.map(|missing| shared_words(voice, missing)).unwrap_or_default();
    let domains = missing.map(|missing| missing.domains.as_slice()).unwrap_or_default();
    (title, reason, write_action(voice, None, domains, &[a, b], "write-bridge"))
}

fn undefined(voice: Voice, tag: TermIx, communities: usize) -> Words {
    let words = title_of(voice, Taxonomy::Tags, tag);
    let title = voice.phrase("undefined-title", None, &[("words", &*words)]);
    let reason = voice.phrase("undefined-why", Some(communities), &[]);
    let folder = voice.kinds().get("term").map_or("glossary", |kind| &*kind.folder);
    let slug = &voice.snapshot.weave.terms().get(Taxonomy::Tags, tag).slug;
    let text = front_matter(&[("title", &[&*words]), ("definition", &[""])], &[]);
    let file = format!("content/{folder}/{slug}.md");
    (title, reason, new_file(voice, &file, &text, &how_to_write("term"), voice.phrase("write-term", None, &[])))
}

fn orphan(voice: Voice, entry: EntryIx) -> Words {
    let title = &voice.snapshot.weave.doc(entry).facts.title;
    let words = voice.phrase("orphan-title", None, &[("title", title)]);
    (words, voice.phrase("orphan-why", None, &[]), edit_action(voice, entry, "write-link"))
}

fn dead_end(voice: Voice, entry: EntryIx) -> Words {
    let weave = &voice.snapshot.weave;
    let mut from: Vec<EntryIx> = weave
        .versions(entry)
        .flat_map(|version| weave.incoming(version).map(|edge| weave.primary(edge.from)))
        .collect();
    from.sort_unstable();
    from.dedup();
    let title = voice.phrase("dead-end-title", None, &[("title", &weave.doc(entry).facts.title)]);
    (title, voice.phrase("dead-end-why", Some(from.len()), &[]), edit_action(voice, entry, "write-link"))
}

fn stale(voice: Voice, entry: EntryIx, due: Due) -> Words {
    let doc = voice.snapshot.weave.doc(entry);
    let title = voice.phrase("stale-title", None, &[("title", &doc.facts.title)]);
    let reason = match due {
        Due::On(day) => voice.phrase("stale-on", None, &[("date", &*voice.date(day, "long"))]),
        Due::Since(day, months) => {
            let kinds = voice.kinds().get(&doc.id.kind).map(|kind| voice.in_sentence(&kind.plural)).unwrap_or_default();
            voice.phrase(
                "stale-since",
                Some(usize::from(months)),
                &[("date", &*voice.date(day, "long")), ("kinds", &*kinds)],
            )
        }
    };
    (title, reason, edit_action(voice, entry, "write-review"))
}

fn charter(voice: Voice, entry: EntryIx, open: &[Arc<str>]) -> Words {
    let doc = voice.snapshot.weave.doc(entry);
    let kind = voice.kinds().get(&doc.id.kind);
    let label = |name: &Arc<str>| {
        let own = kind.and_then(|kind| kind.field(name));
        let common = || crate::kinds::common_keys().iter().find(|field| field.name == *name);
        own.or_else(common).map_or_else(|| name.to_string(), |field| voice.in_sentence(&field.label))
    };
    let mut labels: Vec<String> = open.iter().take(FIELDS).map(label).collect();
    if open.len() > FIELDS {
        labels.push(voice.phrase("more-fields", Some(open.len() - FIELDS), &[]));
    }
    let fields = voice.list(&labels.iter().map(String::as_str).collect::<Vec<_>>());
    let title = voice.phrase("charter-title", None, &[("title", &doc.facts.title)]);
    let reason = voice.phrase("charter-why", None, &[("fields", &*fields)]);
    (title, reason, edit_action(voice, entry, "write-charter"))
}

fn promise(voice: Voice, entry: EntryIx, what: &str, promised: usize, year: i16) -> Words {
    let what = promised_words(voice, what);
    let community = &voice.snapshot.weave.doc(entry).facts.title;
    let title = voice.phrase("promise-title", None, &[("what", &*what), ("community", community)]);
    let reason = voice.phrase("promise-why", Some(promised), &[("year", &*year.to_string())]);
    (title, reason, contribute(voice, None, voice.phrase("write-promise", None, &[])))
}

/// What is promised in words; a site's own sort of promise is called as it is written.
fn promised_words(voice: Voice, what: &str) -> String {
    let key = format!("promise-{what}");
    match voice.snapshot.theme.strings.has(&voice.lang.0, &key) {
        true => voice.phrase(&key, None, &[]),
        false => what.to_owned(),
    }
}
