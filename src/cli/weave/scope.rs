//! `--community` and `--domain`: the entries that a report is about.

use std::collections::BTreeSet;

use crate::content::identity::slugify;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::view::Snapshot;
use crate::weaver::suggestions::Suggestion;
use crate::weaver::{EntryIx, Taxonomy, Weave};

use super::super::arguments::Weave as Arguments;

/// Which entries count; without a limit all do.
pub struct Scope {
    entries: Option<BTreeSet<EntryIx>>,
}

impl Scope {
    /// The entries of a community, of a domain, or of both at once. A name that is no term's is an error.
    pub fn new(snapshot: &Snapshot, arguments: &Arguments) -> Result<Scope, Box<Diagnostic>> {
        let named = [(Taxonomy::Communities, &arguments.community), (Taxonomy::Domains, &arguments.domain)];
        let mut entries: Option<BTreeSet<EntryIx>> = None;
        for (taxonomy, name) in named {
            let Some(name) = name else { continue };
            let members = members(&snapshot.weave, taxonomy, name)?;
            entries = Some(match entries {
                Some(known) => known.intersection(&members).copied().collect(),
                None => members,
            });
        }
        Ok(Scope { entries })
    }

    pub fn holds(&self, weave: &Weave, entry: EntryIx) -> bool {
        self.entries.as_ref().is_none_or(|entries| entries.contains(&weave.primary(entry)))
    }

    /// Whether a suggestion is about any of the entries.
    pub fn concerns(&self, weave: &Weave, suggestion: &Suggestion) -> bool {
        suggestion.entries().into_iter().any(|entry| self.holds(weave, entry))
    }
}

/// The entries that belong to a term, and its own.
fn members(weave: &Weave, taxonomy: Taxonomy, name: &str) -> Result<BTreeSet<EntryIx>, Box<Diagnostic>> {
    let terms = weave.terms();
    let Some(term) = terms.find(taxonomy, name).or_else(|| terms.find(taxonomy, &slugify(name))) else {
        return Err(unknown(weave, taxonomy, name).into());
    };
    let term = terms.get(taxonomy, term);
    Ok(term.members.iter().chain(&term.entry).copied().collect())
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
