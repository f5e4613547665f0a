//! A gap in words: what is missing, why that matters here, and what to do about it.

use std::sync::Arc;

use super::Voice;
use super::actions::{contribute, edit_action, front_matter, how_to_write, new_file, write_action};
use super::bridges::shared_words;
use super::cards::term_ref_in;
use super::contract::{Action, Gap};
use crate::kinds::Kind;
use crate::weaver::{self, Due, EntryIx, Taxonomy, TermIx};

/// Open fields that a sentence names.
const FIELDS: usize = 6;

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
    let snapshot = voice.snapshot;
    let refs = gap.entry().map(|entry| snapshot.card(snapshot.weave.version(entry, voice.lang))).into_iter().collect();
    Gap { id: gap.id(&snapshot.weave), of: gap.of(), title, reason, refs, action }
}

type Words = (String, String, Action);

fn title_of(voice: Voice, taxonomy: Taxonomy, term: TermIx) -> Arc<str> {
    term_ref_in(voice.snapshot, taxonomy, term, voice.lang).title
}

/// An entry by the title that readers of the page have for it.
fn entry_title<'s>(voice: Voice<'s>, entry: EntryIx) -> &'s str {
    let weave = &voice.snapshot.weave;
    &weave.doc(weave.version(entry, voice.lang)).facts.title
}

/// `kinds` are those that are missing; none of them where there is nothing at all.
pub fn empty_cell(voice: Voice, domain: TermIx, community: Option<TermIx>, kinds: &[&Kind]) -> Words {
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
    let words = voice.phrase("orphan-title", None, &[("title", entry_title(voice, entry))]);
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
    let title = voice.phrase("dead-end-title", None, &[("title", entry_title(voice, entry))]);
    (title, voice.phrase("dead-end-why", Some(from.len()), &[]), edit_action(voice, entry, "write-link"))
}

fn stale(voice: Voice, entry: EntryIx, due: Due) -> Words {
    let doc = voice.snapshot.weave.doc(entry);
    let title = voice.phrase("stale-title", None, &[("title", entry_title(voice, entry))]);
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
        let named = kind.map(|kind| kind.field_and_part(name)).unwrap_or_default();
        match named.iter().map(|field| voice.in_sentence(&field.label)).collect::<Vec<_>>().as_slice() {
            [] => name.to_string(),
            [field] => field.clone(),
            [field, parts @ ..] => format!("{field} ({})", parts.join(", ")),
        }
    };
    let mut labels: Vec<String> = open.iter().take(FIELDS).map(label).collect();
    if open.len() > FIELDS {
        labels.push(voice.phrase("more-fields", Some(open.len() - FIELDS), &[]));
    }
    let fields = voice.list(&labels.iter().map(String::as_str).collect::<Vec<_>>());
    let title = voice.phrase("charter-title", None, &[("title", entry_title(voice, entry))]);
    let reason = voice.phrase("charter-why", None, &[("fields", &*fields)]);
    (title, reason, edit_action(voice, entry, "write-charter"))
}

fn promise(voice: Voice, entry: EntryIx, what: &str, promised: usize, year: i16) -> Words {
    let what = promised_words(voice, what);
    let community = entry_title(voice, entry);
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
