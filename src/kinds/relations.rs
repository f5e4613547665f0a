//! Relations as written → [`Relation`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Relation, names};
use crate::config::{At, Ordered, RawRelation, Report};

/// Adds the relations of `raw`, or changes those that are there already.
pub fn extend_all(relations: &mut BTreeMap<Arc<str>, Relation>, raw: &Ordered<RawRelation>, report: &mut Report) {
    for (name, raw) in &raw.0 {
        names::check(name, "relation", report);
        let key: Arc<str> = Arc::from(name.value().as_str());
        match relations.get_mut(&key) {
            Some(known) => change(known, raw, report),
            None => {
                relations.insert(key, create(name, raw, report));
            }
        }
    }
}

fn create(name: &At<String>, raw: &RawRelation, report: &mut Report) -> Relation {
    let RawRelation { label, inverse, verb, inverse_verb, symmetric } = raw;
    let symmetric = symmetric.as_ref().is_some_and(|symmetric| *symmetric.value());
    check_inverse(inverse.as_ref(), symmetric, report);
    if inverse.is_none() && !symmetric {
        report.at(name, format!("the relation `{}` has no `inverse`", name.value())).help =
            Some("say how it reads from the other end (\"used in\"), or set `symmetric = true`".to_string());
    }
    let label = label.clone().unwrap_or_else(|| name.value().replace('-', " "));
    let inverse = inverse.as_ref().map_or_else(|| label.clone(), |inverse| inverse.value().clone());
    let verb = verb.clone().unwrap_or_else(|| label.clone());
    let inverse_verb = inverse_verb.clone().unwrap_or_else(|| if symmetric { verb.clone() } else { inverse.clone() });
    Relation { name: Arc::from(name.value().as_str()), label, inverse, verb, inverse_verb, symmetric }
}

/// A verb that is not given follows a changed label, so that both keep saying the same.
fn change(relation: &mut Relation, raw: &RawRelation, report: &mut Report) {
    let RawRelation { label, inverse, verb, inverse_verb, symmetric } = raw;
    if let Some(symmetric) = symmetric {
        relation.symmetric = *symmetric.value();
    }
    check_inverse(inverse.as_ref(), relation.symmetric, report);
    if let Some(verb) = verb.as_ref().or(label.as_ref()) {
        relation.verb.clone_from(verb);
    }
    if let Some(verb) = inverse_verb.as_ref().or(inverse.as_ref().map(At::value)) {
        relation.inverse_verb.clone_from(verb);
    }
    if let Some(label) = label {
        relation.label.clone_from(label);
    }
    if let Some(inverse) = inverse {
        relation.inverse.clone_from(inverse.value());
    }
    if relation.symmetric {
        relation.inverse.clone_from(&relation.label);
        relation.inverse_verb.clone_from(&relation.verb);
    }
}

fn check_inverse(inverse: Option<&At<String>>, symmetric: bool, report: &mut Report) {
    if let Some(inverse) = inverse.filter(|_| symmetric) {
        report.at(inverse, "a symmetric relation reads the same from both ends").help =
            Some("remove `inverse`, or `symmetric`".to_string());
    }
}
