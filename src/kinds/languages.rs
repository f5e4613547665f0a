//! The names of the built-in kinds, their fields and relations in other languages than English.
//!
//! Only names: what a kind holds is the same in every language.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::embedded::read;
use super::{Field, Kind, Relation, builtin, extend, relations};
use crate::config::{Ordered, RawKind, RawRelation, Report, primary_language};

/// Language, and the file of its names.
const LANGUAGES: [(&str, &str); 5] = [
    ("ar", include_str!("languages/ar.toml")),
    ("cy", include_str!("languages/cy.toml")),
    ("de", include_str!("languages/de.toml")),
    ("es", include_str!("languages/es.toml")),
    ("fr", include_str!("languages/fr.toml")),
];

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Names {
    kinds: Ordered<RawKind>,
    relations: Ordered<RawRelation>,
}

/// The built-in kinds and relations as a reader of `lang` calls them; in English where nobody has
/// translated them.
pub fn builtin_in(lang: &str) -> (Vec<Kind>, BTreeMap<Arc<str>, Relation>) {
    let mut kinds = builtin::kinds().to_vec();
    let mut all_relations = builtin::relations().clone();
    let primary = primary_language(lang);
    if let Some((_, text)) = LANGUAGES.into_iter().find(|(language, _)| **language == *primary) {
        let names: Names = read(&primary, text);
        let mut report = Report::new(&Arc::from("builtin"));
        extend::extend_all(&mut kinds, &names.kinds, &mut report);
        relations::extend_all(&mut all_relations, &names.relations, &mut report);
    }
    (kinds, all_relations)
}

/// Whether the help of a field is the program's own, which is in English in every language.
pub fn has_english_help(kind: &Kind, field: &Field) -> bool {
    let builtin = builtin::kinds().iter().find(|builtin| builtin.name == kind.name);
    builtin.and_then(|kind| kind.field(&field.name)).is_some_and(|builtin| builtin.help == field.help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::FieldType;

    fn labels<'f>(fields: &'f [Field], into: &mut Vec<(&'f str, &'f str)>) {
        for field in fields {
            into.push((&field.name, &field.label));
            let of = if let FieldType::List(of) = &field.of { of } else { &field.of };
            if let FieldType::Table(fields) = of {
                labels(fields, into);
            }
        }
    }

    /// All names of a kind: its own, and those of its fields.
    fn names(kind: &Kind) -> Vec<(&str, &str)> {
        let mut names = vec![("title", &*kind.title), ("plural", &*kind.plural), ("definition", &*kind.definition)];
        labels(&kind.fields, &mut names);
        names
    }

    /// Words that some language shares with English.
    const SHARED: [&str; 22] = [
        "Article",
        "Articles",
        "Cost",
        "Effort",
        "Expedition",
        "Guide",
        "Guides",
        "Invitation",
        "Licence",
        "Name",
        "Organisation",
        "Organisations",
        "Page",
        "Pages",
        "Person",
        "Question",
        "Questions",
        "Rhythm",
        "Term",
        "Type",
        "Version",
        "Website",
    ];

    #[test]
    fn every_language_has_a_name_for_everything_and_for_nothing_else() {
        for (lang, _) in LANGUAGES {
            let (kinds, relations) = builtin_in(&format!("{lang}-XX"));
            assert_eq!(kinds.len(), builtin::kinds().len(), "{lang}");
            for (kind, english) in kinds.iter().zip(builtin::kinds()) {
                let (own, english) = (names(kind), names(english));
                assert_eq!(own.len(), english.len(), "{lang}: {}", kind.name);
                for ((name, own), (_, english)) in own.into_iter().zip(english) {
                    let is_own = own != english || SHARED.contains(&own);
                    assert!(is_own, "{lang}: {}: {name} is still `{english}`", kind.name);
                }
            }
            assert_eq!(relations.len(), builtin::relations().len(), "{lang}");
            for (relation, english) in relations.values().zip(builtin::relations().values()) {
                assert!(relation.label != english.label && relation.inverse != english.inverse, "{}", relation.name);
                assert!(
                    relation.verb != english.verb && relation.inverse_verb != english.inverse_verb,
                    "{lang}: {}",
                    relation.name
                );
            }
        }
    }

    /// Fields whose values are strings of the interface.
    const SAID_BY_THEMES: [&str; 4] = ["cycle", "mode", "stage", "type"];

    #[test]
    fn every_language_has_a_label_for_every_value_that_no_theme_says() {
        for (lang, _) in LANGUAGES {
            for kind in builtin_in(lang).0 {
                for field in kind.fields.iter().filter(|field| !SAID_BY_THEMES.contains(&&*field.name)) {
                    let without = field.one_of.iter().find(|value| !field.labels.contains_key(*value));
                    assert_eq!(without, None, "{lang}: {}: {}", kind.name, field.name);
                }
            }
        }
    }

    #[test]
    fn other_languages_have_the_english_names() {
        assert_eq!(builtin_in("nl").0[0].title, "Story");
    }
}
