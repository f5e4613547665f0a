//! The front matter keys that every entry may have, whatever its kind.

use std::sync::{Arc, LazyLock};

use super::embedded::read;
use super::{Field, FieldType, fields};
use crate::config::{Ordered, RawField, Report};

/// Tables whose keys are not listed: `relations` holds names of relations, `extra` anything.
pub const FREE_TABLES: [&str; 2] = ["relations", EXTRA];
/// The table that templates read.
pub const EXTRA: &str = "extra";

static COMMON: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let raw: Ordered<RawField> = read("common", include_str!("builtin/common.toml"));
    let mut report = Report::new(&Arc::from("builtin/common.toml"));
    let mut common = Vec::new();
    fields::extend_all(&mut common, &raw, &mut report);
    assert_eq!(report.problems(), [], "the common keys");
    common
});

/// The common keys with their types and help, in the order in which they are explained.
pub fn common_keys() -> &'static [Field] {
    &COMMON
}

/// Whether a common key is a table that may be said in a word instead: `image` by its file, `consent` by what
/// was agreed to.
pub fn may_be_words(field: &Field) -> bool {
    let one = if let FieldType::List(of) = &field.of { of } else { &field.of };
    matches!(one, FieldType::Table(_)) && common_keys().iter().any(|key| key.name == field.name)
}

/// Their names, with those of the two free tables.
pub fn common_names() -> impl Iterator<Item = &'static str> {
    common_keys().iter().map(|field| &*field.name).chain(FREE_TABLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_keys_are_those_of_the_contract() {
        let names: Vec<&str> = common_names().collect();
        assert_eq!(
            names,
            [
                "title",
                "summary",
                "kind",
                "slug",
                "language",
                "date",
                "updated",
                "revision",
                "publish",
                "expires",
                "domains",
                "communities",
                "people",
                "tags",
                "audience",
                "draft",
                "aliases",
                "image",
                "source",
                "reviewed",
                "review_by",
                "consent",
                "pinned",
                "toc",
                "noindex",
                "template",
                "relations",
                "extra",
            ]
        );
    }

    #[test]
    fn every_common_key_is_explained() {
        for key in common_keys() {
            assert!(!key.label.is_empty() && !key.help.is_empty(), "{}", key.name);
        }
    }
}
