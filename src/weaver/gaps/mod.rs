//! Gaps: what is missing, each a fact that the entries themselves show.
//!
//! Says nothing about words or actions: those are the theme's.

mod cells;
mod charters;
mod links;
mod reviews;
mod terms;

use std::sync::Arc;

use jiff::civil::Date;

use super::bridges::Bridges;
use super::coverage::NotExpected;
use super::{Coverage, EntryIx, Fabric, MissingBridge, Sources, Taxonomy, TermIx, Weave};

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing of this kind, or without one nothing at all, in a domain: of a community, or on a site that
    /// has none, of anybody.
    EmptyCell { domain: TermIx, community: Option<TermIx>, kind: Option<Arc<str>> },
    /// Two communities that share something and have no link. Its number in [`Weave::missing_bridges`].
    MissingBridge { number: usize, communities: (TermIx, TermIx) },
    /// A piece of the practice without a link in either direction.
    Orphan { entry: EntryIx },
    /// Others link to it, and it leads nowhere.
    DeadEnd { entry: EntryIx },
    /// A tag of several communities that the glossary does not explain.
    UndefinedTerm { tag: TermIx, communities: usize },
    /// Nobody has reviewed it in time.
    Stale { entry: EntryIx, due: Due },
    /// What its kind asks for and has no answer: fields by name, and parts of a table by both names, `about.practice`.
    Charter { entry: EntryIx, fields: Vec<Arc<str>> },
    /// A community's promise of which there is nothing yet in the year that begins on `year`.
    Promise { entry: EntryIx, what: Arc<str>, promised: usize, year: Date },
}

/// Why a review is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The entry named this day.
    On(Date),
    /// Its kind asks for a review after so many months; it was last looked at on this day.
    Since(Date, u16),
}

impl Gap {
    /// All types, in the order in which gaps are listed.
    pub const TYPES: [&str; 8] =
        ["empty-cell", "missing-bridge", "undefined-term", "orphan", "dead-end", "stale", "charter", "promise"];

    /// Its type, as in [`Gap::TYPES`].
    pub fn of(&self) -> &'static str {
        match self {
            Gap::EmptyCell { .. } => "empty-cell",
            Gap::MissingBridge { .. } => "missing-bridge",
            Gap::UndefinedTerm { .. } => "undefined-term",
            Gap::Orphan { .. } => "orphan",
            Gap::DeadEnd { .. } => "dead-end",
            Gap::Stale { .. } => "stale",
            Gap::Charter { .. } => "charter",
            Gap::Promise { .. } => "promise",
        }
    }

    /// A name that stays the same from build to build while the gap is there: its type and what it is
    /// about, `empty-cell/housing/citizenship/case`.
    pub fn id(&self, fabric: &Fabric) -> String {
        let slug = |taxonomy, term: TermIx| fabric.terms().get(taxonomy, term).slug.to_string();
        let id = |entry: &EntryIx| fabric.doc(*entry).id.to_string();
        let about = match self {
            Gap::EmptyCell { domain, community, kind } => {
                let mut parts = vec![slug(Taxonomy::Domains, *domain)];
                parts.extend(community.map(|community| slug(Taxonomy::Communities, community)));
                parts.extend(kind.as_ref().map(|kind| kind.to_string()));
                parts.join("/")
            }
            Gap::MissingBridge { communities: (a, b), .. } => {
                format!("{}/{}", slug(Taxonomy::Communities, *a), slug(Taxonomy::Communities, *b))
            }
            Gap::UndefinedTerm { tag, .. } => slug(Taxonomy::Tags, *tag),
            Gap::Promise { entry, what, .. } => format!("{}/{what}", id(entry)),
            Gap::Orphan { entry } | Gap::DeadEnd { entry } | Gap::Stale { entry, .. } | Gap::Charter { entry, .. } => {
                id(entry)
            }
        };
        format!("{}/{about}", self.of())
    }

    /// The entry it is about, where it is about one.
    pub fn entry(&self) -> Option<EntryIx> {
        match self {
            Gap::Orphan { entry }
            | Gap::DeadEnd { entry }
            | Gap::Stale { entry, .. }
            | Gap::Charter { entry, .. }
            | Gap::Promise { entry, .. } => Some(*entry),
            Gap::EmptyCell { .. } | Gap::MissingBridge { .. } | Gap::UndefinedTerm { .. } => None,
        }
    }
}

/// All gaps, by type in the order of [`Gap::TYPES`], and within a type what matters most first.
pub fn gaps(
    fabric: &Fabric,
    bridges: &Bridges,
    coverage: &Coverage,
    not_expected: &NotExpected,
    sources: Sources,
) -> Vec<Gap> {
    let kinds = sources.kinds;
    let today = sources.today();
    let mut gaps = cells::empty(fabric, coverage, not_expected, kinds);
    gaps.extend(missing_bridges(bridges));
    gaps.extend(terms::undefined(fabric));
    gaps.extend(links::orphans(fabric, kinds));
    gaps.extend(links::dead_ends(fabric, kinds));
    gaps.extend(reviews::stale(fabric, kinds, today));
    gaps.extend(charters::unanswered(fabric, kinds));
    gaps.extend(charters::promises(fabric, sources, today));
    gaps
}

fn missing_bridges(bridges: &Bridges) -> impl Iterator<Item = Gap> {
    let gap =
        |(number, missing): (usize, &MissingBridge)| Gap::MissingBridge { number, communities: missing.communities };
    bridges.missing.iter().enumerate().map(gap)
}

impl Weave {
    /// Everything that is missing, by type, and within a type what matters most first.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }
}
