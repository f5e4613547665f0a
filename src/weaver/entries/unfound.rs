//! What a consent takes with it (`hides`) and an entry does not have: a slip in a name, by which it would stay published.

use std::sync::Arc;

use super::names::{Found, Names};
use crate::content::consent::{Hidden, is_called, picture_names};
use crate::content::identity::fold;
use crate::content::{Doc, Placed};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};

/// An error for each name that hides nothing, of all entries that have a consent with an end.
pub fn unfound(docs: &[Arc<Doc>], names: &Names) -> Vec<Diagnostic> {
    let hidden = docs.iter().flat_map(|doc| {
        let hides = doc.facts.lapses.iter().flat_map(|lapse| &lapse.hides);
        hides.map(move |hidden| (&**doc, hidden))
    });
    hidden.filter_map(|(doc, Placed { value, span })| problem(doc, value, span, names)).collect()
}

fn problem(doc: &Doc, hidden: &Hidden, span: &Span, names: &Names) -> Option<Diagnostic> {
    let (message, help) = match hidden {
        Hidden::File(name) if !has_file(doc, name, names) => {
            let pictures = picture_names(doc);
            let meant = did_you_mean(name, pictures.iter().map(|name| &**name));
            let help = meant.map_or_else(
                || "write the name of a picture that the page shows, or that lies beside it".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            (format!("there is no picture `{name}` here that could be hidden"), help)
        }
        Hidden::Person(id) if !has_person(doc, id, names) => {
            let slug = id.rsplit('/').next().unwrap_or_default();
            let meant = did_you_mean(slug, names.of_kind("person"));
            let help = meant.map_or_else(
                || "write the id of the person, `person/` and the name in the address of the person's page".to_owned(),
                |meant| format!("did you mean `person/{meant}`?"),
            );
            (format!("there is no `{id}` who could be hidden"), help)
        }
        _ => return None,
    };
    Some(Diagnostic::new(Code::AlmostWithheld, message).at(span.clone()).help(help))
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
