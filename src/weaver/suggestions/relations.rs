//! Relations that nobody has stated between entries that have to do with each other.
//!
//! The ground is something that the texts say: one links to the other or names it, or two cases of
//! different communities speak of a method that few others do. What entries have in common
//! otherwise, their pages show as related; it is no relation yet.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Ground, Suggestion};
use crate::kinds::{Group, Kinds};
use crate::weaver::{EntryIx, Origin, Weave};

/// What can be used, whoever made it.
const USED: [&str; 2] = ["method", "tool"];
/// Kinds that speak of practice and are none of it themselves.
const ABOUT: [&str; 2] = ["term", "question"];

/// What tells of something that was done.
const ACCOUNTS: [&str; 2] = ["case", "story"];
/// What so few tell of joins them.
const FEW: usize = 4;

/// What a ground counts: a link more than a name, what crosses communities more than what does not.
const LINKED: u32 = 20;
const APART: u32 = 10;

/// All relations that may be stated. `mentions` are the names in the texts that are no links.
pub fn relations(weave: &Weave, kinds: &Kinds, mentions: &[Suggestion]) -> Vec<Suggestion> {
    let stated = stated(weave);
    let mut found: BTreeMap<(EntryIx, EntryIx), Suggestion> = BTreeMap::new();
    for (from, to, ground) in links(weave).chain(names(weave, mentions)) {
        let Some(relation) = relation(weave, kinds, from, to).filter(|_| !stated.contains(&pair(from, to))) else {
            continue;
        };
        let linked = if matches!(ground, Ground::Linked(_)) { LINKED } else { 0 };
        let apart = if weave.are_apart(from, to) { APART } else { 0 };
        let suggested = Found::Relation { from, to, relation: relation.into(), ground };
        found.entry(pair(from, to)).or_insert_with(|| Suggestion::new(weave, suggested, linked + apart));
    }
    for ((one, other), things) in sharing(weave, mentions) {
        if !stated.contains(&(one, other)) && !weave.are_linked(one, other) {
            let weight = things.len() as u32;
            let ground = Ground::Shared(things);
            let suggested = Found::Relation { from: one, to: other, relation: "complements".into(), ground };
            found.entry((one, other)).or_insert_with(|| Suggestion::new(weave, suggested, weight));
        }
    }
    found.into_values().collect()
}

/// The pairs of entries that a relation joins, by their primary versions.
fn stated(weave: &Weave) -> BTreeSet<(EntryIx, EntryIx)> {
    let typed = weave.edges().iter().filter(|edge| edge.relation.is_some());
    typed.map(|edge| pair(weave.primary(edge.from), weave.primary(edge.to))).collect()
}

fn pair(one: EntryIx, other: EntryIx) -> (EntryIx, EntryIx) {
    (one.min(other), one.max(other))
}

/// The links of the texts, in their order.
fn links(weave: &Weave) -> impl Iterator<Item = (EntryIx, EntryIx, Ground)> {
    let untyped = weave.edges().iter().filter(|edge| edge.relation.is_none() && edge.origin == Origin::Text);
    untyped
        .filter(|edge| weave.is_primary(edge.from))
        .filter_map(|edge| Some((edge.from, weave.primary(edge.to), Ground::Linked(edge.link?))))
}

fn names<'a>(weave: &'a Weave, mentions: &'a [Suggestion]) -> impl Iterator<Item = (EntryIx, EntryIx, Ground)> + 'a {
    mentions.iter().filter_map(|mention| match &mention.found {
        Found::Mention { from, to, span, context, .. } if weave.is_primary(*from) => {
            Some((*from, *to, Ground::Named { span: span.clone(), context: context.clone() }))
        }
        _ => None,
    })
}

/// What an entry most probably says of another that its text speaks of. Who tells of something done, with a
/// method or tool, uses it; two of one kind stand beside each other.
fn relation(weave: &Weave, kinds: &Kinds, from: EntryIx, to: EntryIx) -> Option<&'static str> {
    let [from, to] = [from, to].map(|entry| &*weave.doc(entry).id.kind);
    let group = kinds.get(from)?.group;
    let does = matches!(group, Group::Practice | Group::Activity) && !ABOUT.contains(&from);
    let stands_alone = USED.contains(&from) || ACCOUNTS.contains(&from);
    match from == to {
        true => stands_alone.then_some("complements"),
        false => (does && USED.contains(&to)).then_some("uses"),
    }
}

/// Pairs of accounts of two communities, and the methods and tools that both speak of and few others do.
fn sharing(weave: &Weave, mentions: &[Suggestion]) -> BTreeMap<(EntryIx, EntryIx), Vec<EntryIx>> {
    let edges = weave.edges().iter().map(|edge| (weave.primary(edge.from), weave.primary(edge.to)));
    let named = names(weave, mentions).map(|(from, to, _)| (from, to));
    let is_kind = |entry: EntryIx, kinds: &[&str]| kinds.contains(&&*weave.doc(entry).id.kind);
    let mut speaking: BTreeMap<EntryIx, BTreeSet<EntryIx>> = BTreeMap::new();
    for (from, to) in edges.chain(named).filter(|(from, to)| is_kind(*from, &ACCOUNTS) && is_kind(*to, &USED)) {
        speaking.entry(to).or_default().insert(from);
    }
    let mut sharing: BTreeMap<(EntryIx, EntryIx), Vec<EntryIx>> = BTreeMap::new();
    for (thing, accounts) in speaking.iter().filter(|(_, accounts)| accounts.len() <= FEW) {
        for one in accounts {
            for other in accounts.range(one..).filter(|other| weave.are_apart(*one, **other)) {
                sharing.entry((*one, *other)).or_default().push(*thing);
            }
        }
    }
    sharing
}
