//! Where a person appears: as the author of something, in a role, as a speaker, in a scouting party.
//!
//! Only what the viewer may see is looked at: a person who is withheld appears nowhere.

use std::collections::{BTreeMap, BTreeSet};
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

/// The roles of each person who has one, in the order of the communities.
pub type Roles = BTreeMap<TermIx, Vec<Role>>;

/// The roles of all people in all communities.
pub fn roles(weave: &Weave) -> Roles {
    let terms = weave.terms();
    let entry_of = |community| terms.get(Taxonomy::Communities, community).entry;
    let mut communities: Vec<EntryIx> = terms.all(Taxonomy::Communities).filter_map(entry_of).collect();
    communities.sort_unstable();
    let mut roles = Roles::new();
    for community in communities {
        for row in weave.doc(community).facts.rows("roles") {
            let Some(role) = role(row, community) else { continue };
            for person in holders(weave, row) {
                roles.entry(person).or_default().push(role.clone());
            }
        }
    }
    roles
}

fn role(row: &FieldValue, community: EntryIx) -> Option<Role> {
    let role = row.cell("role")?.as_text()?.clone();
    let day = |name: &str| row.cell(name)?.as_date().copied();
    Some(Role { role, community, since: day("since"), until: day("until") })
}

/// Who holds a role, each of them once.
fn holders(weave: &Weave, row: &FieldValue) -> BTreeSet<TermIx> {
    let named = row.cell("held_by").into_iter().flat_map(|held_by| held_by.items()).filter_map(FieldValue::as_person);
    named.filter_map(|person| weave.person_called(&person.name.value)).collect()
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

/// Whether a person is named, as authors are.
fn is(weave: &Weave, named: &PersonRef, person: TermIx) -> bool {
    weave.person_called(&named.name.value) == Some(person)
}
