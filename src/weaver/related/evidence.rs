//! What two entries have in common, as reasons, and how much each of them counts.
//!
//! What a reason counts decides what is shown and in which order, and leaves this room in no other way.

use std::cmp::Reverse;

use super::Reason;
use super::pages::PageIx;
use super::rarity::RAREST;
use super::words::WordIx;
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// Something that entries can have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A link to this entry.
    Link(EntryIx),
    /// A link from this entry.
    Citation(EntryIx),
    /// A link to a page outside the site.
    Page(PageIx),
    /// A link to the front page of a site elsewhere, which is what one links to whoever one names.
    Front(PageIx),
    Person(TermIx),
    Tag(TermIx),
    Word(WordIx),
    Domain(TermIx),
    Community(TermIx),
}

impl Thing {
    pub fn term(taxonomy: Taxonomy, term: TermIx) -> Thing {
        match taxonomy {
            Taxonomy::People => Thing::Person(term),
            Taxonomy::Tags => Thing::Tag(term),
            Taxonomy::Domains => Thing::Domain(term),
            Taxonomy::Communities => Thing::Community(term),
        }
    }

    /// What the rarest thing of this sort counts, of [`RAREST`].
    pub fn weight(self) -> u32 {
        match self {
            Thing::Link(_) | Thing::Citation(_) | Thing::Page(_) => RAREST,
            Thing::Person(_) => RAREST * 8 / 10,
            Thing::Tag(_) => RAREST * 6 / 10,
            Thing::Word(_) | Thing::Front(_) => RAREST * 45 / 100,
            Thing::Domain(_) => DOMAIN,
            Thing::Community(_) => RAREST * 2 / 10,
        }
    }
}

/// What domains count, however many are shared: never enough alone, or nearly everything in a domain would be
/// related, and what names all domains to everything.
const DOMAIN: u32 = RAREST * 4 / 10;

/// However many words two texts share, more say no more.
const MOST_WORDS: usize = 4;

/// Something in common, or a reason made of such things, and how much it counts.
pub type Weighed<T> = (u32, T);

/// All reasons that things in common give, what counts most first.
pub fn reasons(weave: &Weave, entry: EntryIx, other: EntryIx, mut things: Vec<Weighed<Thing>>) -> Vec<Weighed<Reason>> {
    things.sort_by_key(|(counts, thing)| (Reverse(*counts), *thing));
    let links = pick(&things, |thing| if let Thing::Link(to) = thing { Some(to) } else { None });
    let citations = pick(&things, |thing| if let Thing::Citation(from) = thing { Some(from) } else { None });
    let pages =
        pick(&things, |thing| if let Thing::Page(page) | Thing::Front(page) = thing { Some(page) } else { None });
    let people = pick(&things, |thing| if let Thing::Person(term) = thing { Some(term) } else { None });
    let tags = pick(&things, |thing| if let Thing::Tag(term) = thing { Some(term) } else { None });
    let domains = pick(&things, |thing| if let Thing::Domain(term) = thing { Some(term) } else { None });
    let community = pick(&things, |thing| if let Thing::Community(term) = thing { Some(term) } else { None });
    let mut words = pick(&things, |thing| if let Thing::Word(word) = thing { Some(word) } else { None });
    if !words.is_empty() {
        keep_telling(weave, [entry, other], &tags, &domains, &mut words);
    }
    let address = |page: PageIx| weave.grounds.pages.addresses[page.index()].clone();
    let spelling = |word: WordIx| weave.grounds.words.spellings[word.index()].clone();
    let all = [
        whole(links, |links| linked(weave, [entry, other], links)),
        whole(citations, Reason::CitedTogether),
        whole(pages, |pages| Reason::SameOutsidePage(pages.into_iter().map(address).collect())),
        whole(people, Reason::SharedPeople),
        whole(tags, Reason::SharedTags),
        whole(words, |words| Reason::SharedWords(words.into_iter().map(spelling).collect())),
        whole(domains, Reason::SharedDomains).map(|(counts, reason)| (counts.min(DOMAIN), reason)),
        whole(community, |community| Reason::SameCommunity(community[0])),
    ];
    let mut reasons: Vec<Weighed<Reason>> = all.into_iter().flatten().collect();
    reasons.sort_by_key(|(counts, _)| Reverse(*counts));
    reasons
}

/// The things of one sort, in their order.
fn pick<T>(things: &[Weighed<Thing>], sort: impl Fn(Thing) -> Option<T>) -> Vec<Weighed<T>> {
    things.iter().filter_map(|(counts, thing)| Some((*counts, sort(*thing)?))).collect()
}

/// All things of a sort as one reason; none for nothing.
fn whole<T>(things: Vec<Weighed<T>>, reason: impl Fn(Vec<T>) -> Reason) -> Option<Weighed<Reason>> {
    let counts = things.iter().map(|(counts, _)| counts).sum();
    let things: Vec<T> = things.into_iter().map(|(_, thing)| thing).collect();
    (!things.is_empty()).then(|| (counts, reason(things)))
}

fn linked(weave: &Weave, both: [EntryIx; 2], targets: Vec<EntryIx>) -> Reason {
    match targets.iter().all(|target| both.iter().all(|from| uses(weave, *from, *target))) {
        true => Reason::SharedUse(targets),
        false => Reason::SharedLinks(targets),
    }
}

/// Whether any version of an entry states that it uses another.
fn uses(weave: &Weave, from: EntryIx, to: EntryIx) -> bool {
    let is_use = |version| {
        let edges = weave.outgoing(version).iter();
        edges.filter(|edge| edge.relation.as_deref() == Some("uses")).any(|edge| weave.primary(edge.to) == to)
    };
    weave.versions(from).any(is_use)
}

/// Leaves the words that are in the title or tags of one of both, or else they only happen to stand there,
/// and not in the name of a tag or domain that both have, which is said already. A word counts in full
/// where both are about it.
fn keep_telling(
    weave: &Weave,
    both: [EntryIx; 2],
    tags: &[Weighed<TermIx>],
    domains: &[Weighed<TermIx>],
    words: &mut Vec<Weighed<WordIx>>,
) {
    let title = |taxonomy, term: &TermIx| weave.terms().get(taxonomy, *term).title.to_lowercase();
    let of_tags = tags.iter().map(|(_, tag)| title(Taxonomy::Tags, tag));
    let said: Vec<String> = of_tags.chain(domains.iter().map(|(_, domain)| title(Taxonomy::Domains, domain))).collect();
    let all = &weave.grounds.words;
    let naming = |word: &WordIx| {
        both.iter().filter(|entry| all.naming.of(entry.index()).binary_search(word).is_ok()).count() as u32
    };
    for (counts, word) in words.iter_mut() {
        *counts = *counts * naming(word) / 2;
    }
    words.retain(|(counts, word)| {
        let spelling = all.spellings[word.index()].to_lowercase();
        *counts > 0 && !said.iter().any(|said| said.contains(&spelling))
    });
    words.sort_by_key(|(counts, word)| (Reverse(*counts), *word));
    words.truncate(MOST_WORDS);
}
