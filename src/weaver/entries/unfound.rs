//! What a consent takes with it (`hides`) and an entry does not have: a slip in a name, by which it would stay published.

use std::sync::Arc;

use jiff::Timestamp;

use super::names::{Found, Names};
use crate::content::consent::Hidden;
use crate::content::identity::{fold, slugify};
use crate::content::withdrawal::{is_called, picture_names};
use crate::content::{Doc, Placed};
use crate::diagnostics::{Code, Diagnostic, Severity, did_you_mean};

/// Each name that hides nothing, of all entries that have a consent with an end: an error where it is almost that of
/// something. Once the consent has ended, what is not there by any name has been taken out.
pub fn unfound(docs: &[Arc<Doc>], names: &Names, now: Timestamp) -> Vec<Diagnostic> {
    let hidden = docs.iter().flat_map(|doc| {
        let lapses = doc.facts.lapses.iter();
        lapses.flat_map(move |lapse| lapse.hides.iter().map(move |hidden| (&**doc, hidden, lapse.at <= now)))
    });
    hidden.filter_map(|(doc, hidden, is_over)| problem(doc, hidden, is_over, names)).collect()
}

fn problem(doc: &Doc, Placed { value, span }: &Placed<Hidden>, is_over: bool, names: &Names) -> Option<Diagnostic> {
    let (message, meant, otherwise) = match value {
        Hidden::File(name) if !has_file(doc, name, names) => {
            let pictures = picture_names(doc);
            let meant = did_you_mean(name, pictures.iter().map(|name| &**name)).map(str::to_owned);
            let otherwise = "write the name of a picture that the page shows, or that lies beside it";
            (format!("there is no picture `{name}` here that could be hidden"), meant, otherwise)
        }
        Hidden::Person(id) if !has_person(doc, id, names) => {
            let slug = id.rsplit('/').next().unwrap_or_default();
            let named: Vec<String> = doc.facts.people.iter().map(|person| slugify(&person.name.value)).collect();
            let known = named.iter().map(String::as_str).chain(names.of_kind("person"));
            let meant = did_you_mean(slug, known).map(|slug| format!("person/{slug}"));
            let otherwise = "write the id of the person, `person/` and the name in the address of the person's page";
            (format!("there is no `{id}` who could be hidden"), meant, otherwise)
        }
        _ => return None,
    };
    let problem = Diagnostic::new(Code::AlmostWithheld, message).at(span.clone());
    match meant {
        Some(meant) => Some(problem.help(format!("did you mean `{meant}`?"))),
        None if is_over => None,
        None => Some(Diagnostic { severity: Severity::Warning, ..problem.help(otherwise) }),
    }
}

fn has_file(doc: &Doc, name: &str, names: &Names) -> bool {
    let is_it = |known: &str| fold(known) == fold(name);
    let folder = doc.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_beside =
        |path: &Arc<str>| path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).is_some_and(is_it);
    picture_names(doc).iter().any(|known| is_it(known)) || names.files.iter().any(is_beside)
}

fn has_person(doc: &Doc, id: &str, names: &Names) -> bool {
    names.term("person", id) != Found::None || doc.facts.people.iter().any(|person| is_called(id, &person.name.value))
}
