//! A new entry's file, made from its kind's schema.

use super::{Kind, Kinds};

/// A Markdown file with front matter: the title, today's date where the kind is dated, required
/// fields to fill in, the others as comments with their help.
pub fn scaffold(kind: &Kind, kinds: &Kinds, title: &str, today: jiff::civil::Date) -> String {
    todo!()
}
