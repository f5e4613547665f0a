//! What a term's name in an entry stands for, and what is wrong with it.

use std::sync::Arc;

use super::Taxonomy;
use crate::config::TermRule;
use crate::content::identity::{MAX_SLUG_BYTES, fold, slugify, title_of};
use crate::content::{Doc, Placed};
use crate::diagnostics::{Code, Diagnostic, Severity, did_you_mean};
use crate::weaver::entries::{Found, Names};

/// What a name stands for.
pub enum Meaning {
    Term(Arc<str>),
    /// A term of a closed vocabulary by another name than its own.
    Inexact(Arc<str>),
    /// It has an entry that this build must not show: not even the name may appear.
    Withheld,
    Unknown,
    /// An open term of which no letter or digit can stand in a URL.
    NoSlug,
    /// An open term whose page would have a longer name than a disk takes.
    TooLong,
}

impl Meaning {
    /// The term that it stands for.
    pub fn slug(&self) -> Option<&Arc<str>> {
        match self {
            Meaning::Term(slug) | Meaning::Inexact(slug) => Some(slug),
            Meaning::Withheld | Meaning::Unknown | Meaning::NoSlug | Meaning::TooLong => None,
        }
    }
}

/// What `name`, as an entry writes it, stands for under the vocabulary's rule.
pub fn meaning(taxonomy: Taxonomy, name: &str, rule: &TermRule, entries: &[Arc<Doc>], names: &Names) -> Meaning {
    let spelled = rule.synonyms.get(&fold(name.trim())).map_or(name, String::as_str);
    if let Some(kind) = taxonomy.kind() {
        match names.term(kind, spelled) {
            Found::One(entry) if rule.open || is_exact(taxonomy, spelled, &entries[entry.index()]) => {
                return Meaning::Term(entries[entry.index()].id.slug.clone());
            }
            Found::One(entry) => return Meaning::Inexact(entries[entry.index()].id.slug.clone()),
            Found::Withheld => return Meaning::Withheld,
            Found::None if !rule.open => return Meaning::Unknown,
            Found::None => {}
        }
    } else if !rule.open && !rule.synonyms.values().any(|known| fold(known) == fold(spelled)) {
        return Meaning::Unknown;
    }
    let bare = taxonomy.kind().and_then(|kind| spelled.strip_prefix(kind)?.strip_prefix('/')).unwrap_or(spelled);
    match slugify(bare) {
        slug if slug.is_empty() => Meaning::NoSlug,
        slug if slug.len() > MAX_SLUG_BYTES => Meaning::TooLong,
        slug => Meaning::Term(slug.into()),
    }
}

/// Whether a term of a closed vocabulary is spelled as it is listed: by slug, id or alias. Titles are
/// reworded and letter case is lost; only people are also called by their name.
fn is_exact(taxonomy: Taxonomy, spelled: &str, doc: &Doc) -> bool {
    let spelled = spelled.trim();
    let is_id = |slug: &str| spelled.strip_suffix(slug).is_some_and(|kind| kind.is_empty() || kind.ends_with('/'));
    is_id(&doc.id.slug)
        || is_id(&doc.slug)
        || taxonomy == Taxonomy::People
        || doc.facts.aliases.iter().any(|alias| *alias.value == *spelled)
}

/// What is wrong with the name, if anything.
pub fn problem(meaning: &Meaning, taxonomy: Taxonomy, name: &Placed<Arc<str>>, names: &Names) -> Option<Diagnostic> {
    match meaning {
        Meaning::Term(_) | Meaning::Withheld => None,
        Meaning::Inexact(slug) => Some(inexact_term(taxonomy, name, slug)),
        Meaning::Unknown => Some(unknown_term(taxonomy, name, names)),
        Meaning::NoSlug => Some(no_slug(taxonomy, name)),
        Meaning::TooLong => Some(too_long(taxonomy, name)),
    }
}

/// What was meant is beyond doubt, so that it is only a warning.
fn inexact_term(taxonomy: Taxonomy, name: &Placed<Arc<str>>, slug: &str) -> Diagnostic {
    let what = taxonomy.singular();
    let message = format!("there is no {what} `{}`; it is read as `{slug}`", name.value);
    let mut problem = Diagnostic::new(Code::UnknownTerm, message).at(name.span.clone());
    problem.severity = Severity::Warning;
    problem.help(format!(
        "write `{slug}`, or list the spelling under `[vocabulary.{}.synonyms]` in `copsite.toml`",
        taxonomy.key()
    ))
}

fn unknown_term(taxonomy: Taxonomy, name: &Placed<Arc<str>>, names: &Names) -> Diagnostic {
    let what = taxonomy.singular();
    let problem =
        Diagnostic::new(Code::UnknownTerm, format!("there is no {what} `{}`", name.value)).at(name.span.clone());
    let key = taxonomy.key();
    let Some(kind) = taxonomy.kind() else {
        return problem.help(format!(
            "list it under `[vocabulary.{key}.synonyms]` in `copsite.toml`, or allow it with `{key} = \"open\"` under \
             `[vocabulary]`"
        ));
    };
    match did_you_mean(&name.value, names.of_kind(kind)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!(
            "write it with `copsite new {what} \"{}\"`, or allow it with `{key} = \"open\"` under `[vocabulary]`",
            title_of(name.value.rsplit('/').next().unwrap_or_default()),
        )),
    }
}

fn no_slug(taxonomy: Taxonomy, name: &Placed<Arc<str>>) -> Diagnostic {
    Diagnostic::new(Code::InvalidSlug, format!("the {} `{}` has no letter or digit", taxonomy.singular(), name.value))
        .at(name.span.clone())
        .help("a term's page needs a name that can stand in a URL")
}

fn too_long(taxonomy: Taxonomy, name: &Placed<Arc<str>>) -> Diagnostic {
    let what = taxonomy.singular();
    let message = format!("this {what} is too long to name a page: more than {MAX_SLUG_BYTES} bytes");
    Diagnostic::new(Code::InvalidSlug, message).at(name.span.clone()).help("shorten it to a few words")
}
