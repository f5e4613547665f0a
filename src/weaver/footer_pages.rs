//! `footer_pages`: the entries that the foot of every page leads to, by their names.
//!
//! What this build must not show is left out of the foot and is no mistake.

use std::sync::Arc;

use super::entries::Found;
use super::{EntryIx, Fabric, Resolved, Sources};
use crate::config::At;
use crate::content::{Lang, PAGE, Target};
use crate::diagnostics::{Code, Diagnostic, Span};

/// The entry of a name, for readers of a language.
pub fn footer_page(fabric: &Fabric, name: &str, lang: &Lang) -> Option<EntryIx> {
    match look_up(fabric, name, lang) {
        Resolved::Entry { entry, .. } => Some(entry),
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
pub fn unknown_footer_pages(fabric: &Fabric, sources: Sources) -> Vec<Diagnostic> {
    let lang = Lang(sources.config.language.as_str().into());
    let written = sources.config.footer_pages.iter().flatten();
    written.filter_map(|name| problem(fabric, name, &lang, &sources.config.file)).collect()
}

fn problem(fabric: &Fabric, written: &At<String>, lang: &Lang, file: &Arc<str>) -> Option<Diagnostic> {
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
            let help =
                near.unwrap_or_else(|| "write the id or slug of an entry, or take it out of the list".to_owned());
            (Code::BrokenLink, format!("there is no entry `{name}` for the foot of the pages"), help)
        }
    };
    Some(Diagnostic::new(code, message).at(Span::new(file, written.range())).help(help))
}

fn look_up(fabric: &Fabric, name: &str, lang: &Lang) -> Resolved {
    fabric.lookup(&Target::Name { name: name.into(), anchor: None }, lang)
}
