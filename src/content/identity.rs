//! What an entry is called: its id, its language, and the rules for slugs.

use std::sync::Arc;

pub use crate::config::fold;

/// An entry's name everywhere: which site, which kind, which slug. `Display` prints `kind/slug`.
///
/// The site's key is empty for the site itself; entries of federated sites carry theirs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    pub site: Arc<str>,
    pub kind: Arc<str>,
    pub slug: Arc<str>,
}

impl EntryId {
    /// An id of the site itself.
    pub fn own(kind: impl Into<Arc<str>>, slug: impl Into<Arc<str>>) -> EntryId {
        EntryId { site: Arc::from(""), kind: kind.into(), slug: slug.into() }
    }
}

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.site.is_empty() {
            write!(f, "{}:", self.site)?;
        }
        write!(f, "{}/{}", self.kind, self.slug)
    }
}

/// A BCP 47 language tag such as `en` or `cy`, as the site writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub Arc<str>);

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A title as a slug: lower-case Latin letters, digits and hyphens. Other scripts are
/// transliterated; a text without any letter or digit gives an empty slug.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in deunicode::deunicode(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if matches!(character, '\'' | '\u{2019}') {
            // "don't" reads better as `dont` than as `don-t`.
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
