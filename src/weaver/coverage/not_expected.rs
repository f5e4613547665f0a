//! `[[weave.not_expected]]`: places of the coverage that are meant to be empty.

use std::sync::Arc;

use crate::config::At;
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::weaver::entries::Found;
use crate::weaver::{Fabric, Sources, Taxonomy, TermIx};

/// What is not expected anywhere on the site.
#[derive(Debug, Default)]
pub struct NotExpected {
    rules: Vec<Rule>,
}

/// None stands for all of them.
#[derive(Debug)]
struct Rule {
    domain: Option<TermIx>,
    community: Option<TermIx>,
    kind: Option<Arc<str>>,
}

impl NotExpected {
    /// Whether an entry of this kind is expected in this place. Without a community, asks for the site.
    pub fn expects(&self, domain: TermIx, community: Option<TermIx>, kind: &str) -> bool {
        !self.rules.iter().any(|rule| {
            rule.domain.is_none_or(|of| of == domain)
                && rule.community.is_none_or(|of| Some(of) == community)
                && rule.kind.as_ref().is_none_or(|of| **of == *kind)
        })
    }
}

/// The rules as written → with their terms and kinds. A name that nothing has is reported; one that only
/// withheld entries have silences nothing and is no mistake.
pub fn not_expected(fabric: &Fabric, sources: Sources) -> (NotExpected, Vec<Diagnostic>) {
    let mut found = NotExpected::default();
    let mut problems = Vec::new();
    for written in &sources.config.not_expected {
        let written = written.value();
        let domain = term(Taxonomy::Domains, written.domain.as_ref(), sources, fabric, &mut problems);
        let community = term(Taxonomy::Communities, written.community.as_ref(), sources, fabric, &mut problems);
        let kind = kind(written.kind.as_ref(), sources, &mut problems);
        if let (Some(domain), Some(community), Some(kind)) = (domain, community, kind) {
            found.rules.push(Rule { domain, community, kind });
        }
    }
    (found, problems)
}

/// None where the name leads nowhere; none inside where no name is written.
fn term(
    taxonomy: Taxonomy,
    written: Option<&At<String>>,
    sources: Sources,
    fabric: &Fabric,
    problems: &mut Vec<Diagnostic>,
) -> Option<Option<TermIx>> {
    let Some(written) = written else { return Some(None) };
    let name = written.value();
    let by_slug = fabric.terms().find(taxonomy, name);
    let by_name = || match fabric.names.term(taxonomy.kind()?, name) {
        Found::One(entry) => fabric.terms().find(taxonomy, &fabric.doc(entry).id.slug),
        Found::Withheld | Found::None => None,
    };
    let is_withheld = || taxonomy.kind().is_some_and(|kind| fabric.names.term(kind, name) == Found::Withheld);
    let term = by_slug.or_else(by_name);
    if term.is_none() && !is_withheld() {
        let slugs = fabric.terms().all(taxonomy).map(|term| &*fabric.terms().get(taxonomy, term).slug);
        let message = format!("there is no {} `{name}`", taxonomy.singular());
        problems.push(unknown(Code::UnknownTerm, message, written, did_you_mean(name, slugs), sources));
    }
    term.map(Some)
}

fn kind(written: Option<&At<String>>, sources: Sources, problems: &mut Vec<Diagnostic>) -> Option<Option<Arc<str>>> {
    let Some(written) = written else { return Some(None) };
    if let Some(kind) = sources.kinds.get(written.value()) {
        return Some(Some(kind.name.clone()));
    }
    let near = did_you_mean(written.value(), sources.kinds.kinds.iter().map(|kind| &*kind.name));
    let message = format!("there is no kind `{}`", written.value());
    problems.push(unknown(Code::UnknownKind, message, written, near, sources));
    None
}

fn unknown(code: Code, message: String, written: &At<String>, near: Option<&str>, sources: Sources) -> Diagnostic {
    let problem = Diagnostic::new(code, message).at(Span::new(&sources.config.file, written.range()));
    match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("remove it from `[[weave.not_expected]]`, or write the name as its page's address does"),
    }
}
