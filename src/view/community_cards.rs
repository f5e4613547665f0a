//! Communities in lists: each with its core, what its practice is made of, its harvest of the year and what it meets for next.

use std::cmp::Reverse;

use super::cards::term_entry;
use super::contract::CommunityCard;
use super::listing::kind_counts;
use super::pictures::band;
use super::{Snapshot, choices, events, harvest, plain};
use crate::content::Lang;
use crate::weaver::{EntryIx, Taxonomy, TermIx};

/// The communities that have a page in a language, those with most entries first; all in the site's own.
pub fn community_cards(snapshot: &Snapshot, lang: &Lang) -> Vec<CommunityCard> {
    let terms = snapshot.weave.terms();
    let mut all: Vec<TermIx> = terms.all(Taxonomy::Communities).collect();
    all.sort_by_key(|term| (Reverse(terms.get(Taxonomy::Communities, *term).members.len()), *term));
    all.into_iter().filter_map(|term| community_card(snapshot, term, lang)).collect()
}

fn community_card(snapshot: &Snapshot, term: TermIx, lang: &Lang) -> Option<CommunityCard> {
    let community = snapshot.weave.terms().get(Taxonomy::Communities, term);
    let entry = term_entry(snapshot, Taxonomy::Communities, term, lang)?;
    let doc = snapshot.weave.doc(entry);
    Some(CommunityCard {
        card: snapshot.card(entry),
        core: plain::text(doc, "statement").or_else(|| doc.facts.summary.as_deref().map(str::to_owned)),
        band: practice_band(snapshot, &community.members, lang),
        stage: plain::text(doc, "stage").map(|stage| choices::in_words(snapshot, lang, "stage", &stage)),
        harvest: harvest::now(snapshot, term, lang),
        next: events::next(snapshot, lang, |event| community.members.contains(&event)),
    })
}

/// What a practice is made of: the counts of its practice kinds, and the strip.
pub fn practice_band(snapshot: &Snapshot, members: &[EntryIx], lang: &Lang) -> super::contract::Band {
    let in_practice = |entry: &EntryIx| {
        snapshot
            .kinds
            .get(&snapshot.weave.doc(*entry).id.kind)
            .is_some_and(|kind| kind.is_practice() && kind.hue.is_some())
    };
    let practice: Vec<EntryIx> = members.iter().copied().filter(in_practice).collect();
    let counts: Vec<_> =
        kind_counts(snapshot, &practice, lang).into_iter().map(|count| (count.kind.name, count.count)).collect();
    band(snapshot, &counts, lang)
}
