//! People who do not agree any more to be named in an entry: to that entry they are nobody.

use std::sync::Arc;

use super::EntryIx;
use super::names::{Found, Names};
use crate::content::Doc;
use crate::weaver::Resolved;

const PERSON: &str = "person";

/// The entries without such people in their bylines, whatever name they are written by. Their fields lose them as they
/// lose all that must not be named.
pub fn without_withdrawn_people(entries: &mut [Arc<Doc>], names: &Names) {
    for doc in entries.iter_mut().filter(|doc| !doc.facts.withdrawn_people.is_empty()) {
        let told = doc.clone();
        let facts = &mut Arc::make_mut(doc).facts;
        facts.people.retain(|person| !names.hides_person(&told, &person.name.value));
    }
}

impl Names {
    /// What a link leads to that `doc` may tell of.
    pub(super) fn unless_withdrawn(&self, doc: &Doc, resolved: Resolved) -> Resolved {
        match resolved {
            Resolved::Entry { entry, .. } if self.is_withdrawn_person(doc, entry) => Resolved::Withheld,
            resolved => resolved,
        }
    }

    fn is_withdrawn_person(&self, doc: &Doc, entry: EntryIx) -> bool {
        let is = |id: &Arc<str>| matches!(self.term(PERSON, id), Found::One(person) if self.ids[person.index()] == self.ids[entry.index()]);
        doc.facts.withdrawn_people.iter().any(is)
    }

    /// Whether `doc` must not name a person.
    pub fn hides_person(&self, doc: &Doc, name: &str) -> bool {
        match self.term(PERSON, name) {
            Found::One(person) => self.is_withdrawn_person(doc, person),
            Found::Withheld => true,
            Found::None => false,
        }
    }
}
