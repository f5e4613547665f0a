//! The keys of one entry's front matter, taken out one by one.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fields::Checker;
use super::naming::Named;
use super::tree::{Node, Tree};
use super::{Moment, Placed};
use crate::diagnostics::{Diagnostic, Span};
use crate::kinds::{FieldType, Kind, Kinds};

/// The front matter of one entry while its keys are taken out one by one; what is left, nobody knows.
pub struct Keys<'a> {
    pub tree: Tree,
    pub checker: Checker<'a>,
    /// Where to point at what is not there.
    pub fence: Span,
    /// False where the front matter broke off, so that what seems to be missing may be written.
    pub complete: bool,
}

/// What is known of an entry before its other keys are read.
pub struct Start<'a> {
    pub title: Arc<str>,
    pub named: &'a Named,
    pub kind: Option<&'a Kind>,
    pub kinds: &'a Kinds,
    /// When the file was last committed, where that counts.
    pub committed: Option<Timestamp>,
    /// Whether it is in another language than the site's, so that an original may say what it does not.
    pub is_translation: bool,
}

impl Keys<'_> {
    pub fn take(&mut self, key: &str) -> Option<Node> {
        self.tree.take(key).map(|(_, node)| node)
    }

    pub fn words(&mut self, key: &str) -> Option<Arc<str>> {
        let node = self.take(key)?;
        self.checker.words(key, &node)
    }

    pub fn placed_text(&mut self, key: &str) -> Option<Placed<Arc<str>>> {
        let node = self.take(key)?;
        self.checker.placed_text(key, &node)
    }

    pub fn names(&mut self, key: &str) -> Vec<Placed<Arc<str>>> {
        self.take(key).map(|node| self.checker.names(key, &node)).unwrap_or_default()
    }

    pub fn date(&mut self, key: &str) -> Option<Moment> {
        let node = self.take(key)?;
        self.checker.date(key, &node)
    }

    pub fn bool(&mut self, key: &str, default: bool) -> bool {
        self.take(key).and_then(|node| self.checker.bool(key, &node)).unwrap_or(default)
    }

    /// Reads all dates from here on in the zone that the entry names.
    pub fn enter_zone(&mut self, kind: Option<&Kind>) {
        let field = kind.and_then(|kind| kind.fields.iter().find(|field| field.of == FieldType::Zone));
        let name = field.and_then(|field| self.tree.get(&field.name)).and_then(|(_, node)| node.text());
        if let Some(zone) = name.and_then(|name| TimeZone::get(name.trim()).ok()) {
            self.checker.zone = zone;
        }
    }

    pub fn report(&mut self, problem: Diagnostic) {
        self.checker.problems.push(problem);
    }
}
