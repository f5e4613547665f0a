//! The check of values that lead somewhere: addresses, files, entries and people.
//!
//! Whether there is something where they lead is for the weave to say.

use std::sync::Arc;

use super::fields::{Checker, items, shortened};
use super::target::{Bare, Reach, reach, target};
use super::tree::{Node, NodeValue};
use super::{EntryName, FieldValue, PersonRef, Placed, Target};
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::Field;

impl Checker<'_> {
    /// An address with its scheme, of this site where it is a path from its home page.
    pub fn url(&mut self, name: &str, node: &Node) -> Option<Arc<str>> {
        let url = self.text(name, node)?;
        let (code, message) = match reach(&url, self.config) {
            Reach::At(address) => return Some(address),
            Reach::Nothing => (Code::UnlikelyAddress, format!("`{name}` leads nowhere: `{}`", shortened(&url))),
            Reach::Unsafe => (Code::UnsafeLink, format!("`{name}` is not an address that can be linked to")),
        };
        let help = "write an `https:` or `mailto:` address, or a path from the home page that begins with `/`";
        self.problems.push(Diagnostic::new(code, message).at(node.span.clone()).help(help));
        None
    }

    /// Where `node` leads.
    pub fn target(&mut self, name: &str, bare: Bare, node: &Node) -> Option<Placed<Target>> {
        let text = self.text(name, node)?;
        let value = target(&text, bare, self.file, &self.config.written_base_url);
        Some(Placed { value, span: node.span.clone() })
    }

    /// Where a value or each of a list of them leads.
    pub fn targets(&mut self, name: &str, bare: Bare, node: &Node) -> Vec<Placed<Target>> {
        items(node).iter().filter_map(|item| self.target(name, bare, item)).collect()
    }

    /// An id or a name, or a table `{ id, role }`.
    pub fn person(&mut self, name: &str, node: &Node) -> Option<PersonRef> {
        let NodeValue::Table(tree) = &node.value else {
            let name = self.names(name, node).pop()?;
            return Some(PersonRef { name, role: None });
        };
        self.unknown_keys(tree, &["id", "name", "role"]);
        let role = tree.get("role").and_then(|(_, role)| self.text("role", role));
        let who = tree.get("id").or_else(|| tree.get("name")).and_then(|(key, who)| self.names(&key.value, who).pop());
        if who.is_none() && !tree.is_written("id") && !tree.is_written("name") {
            let table = self.format_at(&node.span).table(&[("id", "\"person/…\""), ("role", "\"…\"")]);
            self.missing(&format!("{name}.id"), node.span.clone(), &format!("write `{table}`, or only the name"));
        }
        who.map(|name| PersonRef { name, role })
    }

    pub fn people(&mut self, name: &str, node: &Node) -> Vec<PersonRef> {
        items(node).iter().filter_map(|item| self.person(name, item)).collect()
    }

    /// An entry's name, or one of the words that the schema lets stand in its place.
    pub fn entry(&mut self, field: &Field, kind: Option<&Arc<str>>, node: &Node) -> Option<FieldValue> {
        let text = self.text(&field.name, node)?;
        if let Some(word) = field.or.iter().find(|word| word.to_lowercase() == text.to_lowercase()) {
            return Some(FieldValue::Text(word.clone()));
        }
        let value = target(&text, Bare::Name, self.file, &self.config.written_base_url);
        let target = Placed { value, span: node.span.clone() };
        Some(FieldValue::Entry(EntryName { target, kind: kind.cloned() }))
    }
}
