//! `--community` and `--domain`: the entries that a report is about.

use std::collections::BTreeSet;

use crate::content::identity::slugify;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::view::Snapshot;
use crate::weaver::suggestions::Suggestion;
use crate::weaver::{EntryIx, Gap, Taxonomy, TermIx, Weave};

use super::super::arguments::Weave as Arguments;

/// Which entries count; without a limit all do.
pub struct Scope {
    community: Option<TermIx>,
    domain: Option<TermIx>,
    entries: Option<BTreeSet<EntryIx>>,
}

impl Scope {
    /// The entries of a community, of a domain, or of both at once. A name that is no term's is an error.
    pub fn new(snapshot: &Snapshot, arguments: &Arguments) -> Result<Scope, Box<Diagnostic>> {
        let weave = &snapshot.weave;
        let term = |taxonomy, name: &Option<String>| name.as_ref().map(|name| term(weave, taxonomy, name)).transpose();
        let community = term(Taxonomy::Communities, &arguments.community)?;
        let domain = term(Taxonomy::Domains, &arguments.domain)?;
        let of_community = community.map(|term| members(weave, Taxonomy::Communities, term));
        let of_domain = domain.map(|term| members(weave, Taxonomy::Domains, term));
        let entries = match (of_community, of_domain) {
            (Some(one), Some(other)) => Some(one.intersection(&other).copied().collect()),
            (one, other) => one.or(other),
        };
        Ok(Scope { community, domain, entries })
    }

    pub fn is_all(&self) -> bool {
        self.entries.is_none()
    }

    /// The slug of the one community that counts.
    pub fn community<'w>(&self, weave: &'w Weave) -> Option<&'w str> {
        Some(&*weave.terms().get(Taxonomy::Communities, self.community?).slug)
    }

    pub fn holds(&self, weave: &Weave, entry: EntryIx) -> bool {
        self.entries.as_ref().is_none_or(|entries| entries.contains(&weave.primary(entry)))
    }

    /// Whether a suggestion is about any of the entries.
    pub fn concerns(&self, weave: &Weave, suggestion: &Suggestion) -> bool {
        suggestion.entries().into_iter().any(|entry| self.holds(weave, entry))
    }

    /// Whether the community is one of two.
    pub fn joins(&self, (a, b): (TermIx, TermIx)) -> bool {
        self.community.is_none_or(|community| community == a || community == b)
    }

    /// Whether a gap is one of the community, the domain or their entries.
    pub fn has_gap(&self, weave: &Weave, gap: &Gap) -> bool {
        let in_domain = |domain: TermIx| self.domain.is_none_or(|limit| limit == domain);
        match gap {
            Gap::EmptyCell { domain, community, .. } => {
                in_domain(*domain) && self.community.is_none_or(|limit| *community == Some(limit))
            }
            Gap::MissingBridge { communities, .. } => self.joins(*communities),
            Gap::UndefinedTerm { tag, .. } => {
                let members = &weave.terms().get(Taxonomy::Tags, *tag).members;
                members.iter().any(|entry| self.holds(weave, *entry))
            }
            Gap::Orphan { .. }
            | Gap::DeadEnd { .. }
            | Gap::Stale { .. }
            | Gap::Charter { .. }
            | Gap::Promise { .. } => gap.entry().is_some_and(|entry| self.holds(weave, entry)),
        }
    }
}

fn term(weave: &Weave, taxonomy: Taxonomy, name: &str) -> Result<TermIx, Box<Diagnostic>> {
    let terms = weave.terms();
    let found = terms.find(taxonomy, name).or_else(|| terms.find(taxonomy, &slugify(name)));
    found.ok_or_else(|| unknown(weave, taxonomy, name).into())
}

/// The entries that belong to a term, and its own.
fn members(weave: &Weave, taxonomy: Taxonomy, term: TermIx) -> BTreeSet<EntryIx> {
    let term = weave.terms().get(taxonomy, term);
    term.members.iter().chain(&term.entry).copied().collect()
}

fn unknown(weave: &Weave, taxonomy: Taxonomy, name: &str) -> Diagnostic {
    let what = taxonomy.singular();
    let problem = Diagnostic::new(Code::UnknownTerm, format!("there is no {what} `{name}`"));
    let all: Vec<&str> = weave.terms().all(taxonomy).map(|term| &*weave.terms().get(taxonomy, term).slug).collect();
    match did_you_mean(name, all.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if all.is_empty() => problem.help(format!("the site has no {}", taxonomy.key())),
        None => problem.help(format!("the {} are {}", taxonomy.key(), all.join(", "))),
    }
}
