//! `header_pages` and `footer_pages`: what the head and the foot of every page lead to, by the names that a site chose.
//!
//! What this build must not show, or does not have yet, is left out of them and is no mistake.

use std::sync::Arc;

use super::entries::Found;
use super::{EntryIx, Fabric, Resolved, Sources};
use crate::config::At;
use crate::content::{Lang, PAGE, Target};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::kinds::Kinds;

/// What a name in one of the lists leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenPage<'a> {
    /// A page that copsite makes, where the site has it: its address without slashes around it, such as `stories` or
    /// `weaver/gaps`.
    Made(&'a str),
    Entry(EntryIx),
}

/// The page of a name, for readers of a language: one that copsite makes at this address, else an entry.
pub fn chosen_page<'a>(fabric: &Fabric, kinds: &Kinds, name: &'a str, lang: &Lang) -> Option<ChosenPage<'a>> {
    if kinds.has_made_page(name) {
        return Some(ChosenPage::Made(name));
    }
    match look_up(fabric, name, lang) {
        Resolved::Entry { entry, .. } => Some(ChosenPage::Entry(entry)),
        _ => None,
    }
}

/// The page of a name that most sites do not have: it is looked for among those of pages alone, and no more is made of all
/// names for it.
pub fn usual_page(fabric: &Fabric, name: &str) -> Option<EntryIx> {
    match fabric.names.term(PAGE, name) {
        Found::One(entry) => Some(entry),
        _ => None,
    }
}

/// Names that nothing has, or several entries.
pub fn unknown_pages(fabric: &Fabric, sources: Sources) -> Vec<Diagnostic> {
    let config = sources.config;
    let lang = Lang(config.language.as_str().into());
    let lists = [(&config.header_pages, "header"), (&config.footer_pages, "foot")];
    let written = lists.into_iter().flat_map(|(list, part)| list.iter().flatten().map(move |name| (name, part)));
    let of_entries = written.filter(|(name, _)| !sources.kinds.has_made_page(name.value()));
    of_entries.filter_map(|(name, part)| problem(fabric, name, part, &lang, &config.file)).collect()
}

fn problem(fabric: &Fabric, written: &At<String>, part: &str, lang: &Lang, file: &Arc<str>) -> Option<Diagnostic> {
    let name = written.value();
    let (code, message, help) = match look_up(fabric, name, lang) {
        Resolved::Entry { .. } | Resolved::Withheld => return None,
        Resolved::Ambiguous(ids) => {
            let all = ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ");
            (
                Code::AmbiguousLink,
                format!("`{name}` fits {all}"),
                format!("write the whole id, for example `{}`", ids[0]),
            )
        }
        _ => {
            let near = fabric.names.near(name).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| {
                "write the id or slug of an entry, or the address of a list such as `practice`, or take it out"
                    .to_owned()
            });
            (Code::BrokenLink, format!("there is no page `{name}` for the {part} of the pages"), help)
        }
    };
    Some(Diagnostic::new(code, message).at(Span::new(file, written.range())).help(help))
}

fn look_up(fabric: &Fabric, name: &str, lang: &Lang) -> Resolved {
    fabric.lookup(&Target::Name { name: name.into(), anchor: None }, lang)
}
