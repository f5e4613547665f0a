//! Where a person appears: as the author of something, in a role, as a speaker, in a scouting party.
//!
//! Only what the viewer may see is looked at: a person who is withheld appears nowhere.

use std::sync::Arc;

use jiff::civil::Date;

use crate::content::{FieldValue, Moment, PersonRef};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// A role in a community.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    pub role: Arc<str>,
    pub community: EntryIx,
    pub since: Option<Moment>,
    pub until: Option<Moment>,
}

impl Role {
    /// Whether it was given up before `today`.
    pub fn is_former(&self, today: Date) -> bool {
        is_over(self.until, today)
    }
}

/// Whether a role that ends then was given up before `today`.
pub fn is_over(until: Option<Moment>, today: Date) -> bool {
    until.is_some_and(|until| until.civil.date() < today)
}

/// A place in the front matter of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appearance {
    pub entry: EntryIx,
    /// The key, or that of a table and the one in it: `speakers`, `roles.held_by`.
    pub field: String,
}

/// The roles of a person in all communities, in the order of the communities.
pub fn roles(weave: &Weave, person: TermIx) -> Vec<Role> {
    let terms = weave.terms();
    let entry_of = |community| terms.get(Taxonomy::Communities, community).entry;
    let mut communities: Vec<EntryIx> = terms.all(Taxonomy::Communities).filter_map(entry_of).collect();
    communities.sort_unstable();
    communities.into_iter().flat_map(|community| roles_in(weave, community, person)).collect()
}

fn roles_in(weave: &Weave, community: EntryIx, person: TermIx) -> Vec<Role> {
    let role = |row: &FieldValue| {
        let is_held = row.cell("held_by").is_some_and(|held_by| names(weave, held_by, person));
        let role = row.cell("role").filter(|_| is_held)?.as_text()?.clone();
        let day = |name: &str| row.cell(name)?.as_date().copied();
        Some(Role { role, community, since: day("since"), until: day("until") })
    };
    weave.doc(community).facts.rows("roles").filter_map(role).collect()
}

/// Every key in which an entry names a person, in the order of the entries.
pub fn appearances(weave: &Weave, person: TermIx) -> Vec<Appearance> {
    let mut found = Vec::new();
    for entry in weave.all() {
        let facts = &weave.doc(entry).facts;
        if facts.people.iter().any(|one| is(weave, one, person)) {
            found.push(Appearance { entry, field: "people".to_owned() });
        }
        for (field, value) in &facts.fields {
            collect(weave, person, entry, field, value, &mut found);
        }
    }
    found.sort();
    found.dedup();
    found
}

fn collect(weave: &Weave, person: TermIx, entry: EntryIx, path: &str, value: &FieldValue, found: &mut Vec<Appearance>) {
    match value {
        FieldValue::Person(one) if is(weave, one, person) => found.push(Appearance { entry, field: path.to_owned() }),
        FieldValue::List(values) => values.iter().for_each(|value| collect(weave, person, entry, path, value, found)),
        FieldValue::Table(cells) => {
            for (name, value) in cells {
                collect(weave, person, entry, &format!("{path}.{name}"), value, found);
            }
        }
        _ => {}
    }
}

fn names(weave: &Weave, value: &FieldValue, person: TermIx) -> bool {
    value.items().iter().filter_map(FieldValue::as_person).any(|one| is(weave, one, person))
}

/// Whether a person is named by id, slug or name.
fn is(weave: &Weave, named: &PersonRef, person: TermIx) -> bool {
    weave.person_called(&named.name.value) == Some(person)
}
