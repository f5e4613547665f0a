//! Words of a page in its language: interface strings with counts and names in them, and the kinds as its
//! readers call them.

use jiff::civil::Date;

use super::Snapshot;
use crate::content::{Lang, in_sentence};
use crate::kinds::Kinds;

/// A snapshot that speaks a page's language.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    pub snapshot: &'a Snapshot,
    pub lang: &'a Lang,
}

impl<'a> Voice<'a> {
    /// An interface string, with a count for `{n}` and values for other names in it.
    pub fn phrase(self, key: &str, n: Option<usize>, values: &[(&str, &str)]) -> String {
        self.snapshot.theme.phrase(&self.lang.0, key, n, values)
    }

    /// A day in one of the formats that templates have: `long`, `month_year` …
    pub fn date(self, day: Date, format: &str) -> String {
        let dates = &self.snapshot.theme.strings.language(&self.lang.0).dates;
        dates.format(&day.to_string(), format).unwrap_or_else(|_| day.to_string())
    }

    /// A name as it stands within a sentence.
    pub fn in_sentence(self, name: &str) -> String {
        in_sentence(&self.lang.0, name)
    }

    /// "One, two and three".
    pub fn list(self, words: &[&str]) -> String {
        self.list_of("list-and", words)
    }

    /// The same with the string that joins the last one: `list-and` or `list-or`.
    pub fn list_of(self, key: &str, words: &[&str]) -> String {
        match words {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [most @ .., last] => {
                self.phrase(key, None, &[("list", &most.join(&self.phrase("comma", None, &[]))), ("last", last)])
            }
        }
    }

    /// The kinds with the names that readers of the page have for them.
    pub fn kinds(self) -> &'a Kinds {
        self.snapshot.kinds_in(self.lang)
    }
}

impl Snapshot {
    /// For pages of a language.
    pub fn voice<'a>(&'a self, lang: &'a Lang) -> Voice<'a> {
        Voice { snapshot: self, lang }
    }

    /// [`Voice::phrase`] in the site's language.
    pub fn phrase(&self, key: &str, n: Option<usize>, values: &[(&str, &str)]) -> String {
        self.voice(&self.lang()).phrase(key, n, values)
    }

    /// [`Voice::list`] in the site's language.
    pub fn list(&self, words: &[&str]) -> String {
        self.voice(&self.lang()).list(words)
    }
}
