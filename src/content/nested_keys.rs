//! Keys that would hold a page back and stand inside another key, where they hold nothing back: behind the header of a
//! table in TOML, or indented in YAML. The page would be published.
//!
//! Keys that a kind's own table has are never meant.

use std::sync::Arc;

use super::Placed;
use super::front_matter::Format;
use super::hiding::folded;
use super::stray_keys::holds_back;
use super::tree::{Node, NodeValue, Tree};
use super::unknown_key::{is_end, is_harmless};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::{Field, FieldType, Kind};

/// What decides who is shown an entry, and when.
const KEYS: [&str; 5] = ["audience", "consent", "draft", "expires", "publish"];

/// Tables that have no such key, whatever stands behind it. Others may hold anything, and such a key a word for readers.
const CLOSED: [&str; 4] = ["consent", "image", "reviewed", "source"];

/// The table that templates read.
const EXTRA: &str = "extra";

/// An error for each such key of a file's front matter, which entries of `kinds` may have.
pub fn nested_keys(tree: &Tree, kinds: &[Kind], (config, format): (&Config, Format)) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    // A relation may have any name, and one that is unknown is an error.
    for (table, node) in tree.entries.iter().filter(|(table, _)| *table.value != *"relations") {
        let of_kinds = kinds.iter().filter_map(|kind| kind.field(&table.value));
        let known: Vec<&Field> = of_kinds.flat_map(|field| columns(&field.of)).collect();
        let finder = Finder { table, known, config, format };
        finder.inside(node, &mut problems);
    }
    problems
}

/// The fields of a table, or of those in a list.
fn columns(of: &FieldType) -> &[Field] {
    match of {
        FieldType::Table(fields) => fields,
        FieldType::List(of) => columns(of),
        _ => &[],
    }
}

struct Finder<'a> {
    table: &'a Placed<Arc<str>>,
    known: Vec<&'a Field>,
    config: &'a Config,
    format: Format,
}

impl Finder<'_> {
    fn inside(&self, node: &Node, problems: &mut Vec<Diagnostic>) {
        match &node.value {
            NodeValue::List(items) => items.iter().for_each(|item| self.inside(item, problems)),
            NodeValue::Table(tree) => {
                for (key, node) in &tree.entries {
                    if self.is_meant(key, node) {
                        problems.push(self.problem(key));
                    }
                    self.inside(node, problems);
                }
            }
            _ => {}
        }
    }

    fn is_meant(&self, key: &Placed<Arc<str>>, node: &Node) -> bool {
        let name = self.config.fields.key_everywhere(&key.value).map_or_else(|| folded(&key.value), String::clone);
        if !KEYS.contains(&&*name) || self.known.iter().any(|field| *field.name == *key.value) {
            return false;
        }
        // That a consent would not end is told where it is read.
        let is_told = || *self.table.value == *"consent" && is_end(&name);
        match CLOSED.contains(&&*self.table.value) {
            true => !is_harmless(&node.value) && !is_told(),
            false => would_hold_back(&name, &node.value, self.config),
        }
    }

    fn problem(&self, key: &Placed<Arc<str>>) -> Diagnostic {
        let (name, table) = (&key.value, &self.table.value);
        let place = match self.format {
            Format::Toml => {
                format!(
                    "what stands behind the header of a table belongs to it: write this above all headers such as `[{table}]`"
                )
            }
            Format::Yaml => format!("what is indented under `{table}` belongs to it: write this where its line begins"),
        };
        let help = match **table == *EXTRA {
            true => format!("{place}; if a template is to read it, call it by another name"),
            false => place,
        };
        Diagnostic::new(
            Code::AlmostWithheld,
            format!("`{name}` stands inside of `{table}`, where it holds nothing back"),
        )
        .at(key.span.clone())
        .help(help)
    }
}

fn would_hold_back(name: &str, value: &NodeValue, config: &Config) -> bool {
    match value {
        NodeValue::Null => false,
        NodeValue::Scalar { text, .. } => holds_back(name, text, config),
        NodeValue::List(items) => items.iter().any(|item| would_hold_back(name, &item.value, config)),
        NodeValue::Table(tree) => name == "consent" && tree.entries.iter().any(|(key, _)| is_end(&folded(&key.value))),
    }
}

#[cfg(test)]
mod tests {
    use crate::content::testing::site;
    use crate::diagnostics::Code;

    fn found(text: &str) -> Vec<String> {
        let site = site(
            "[audiences]\norder = [\"public\", \"members\"]\n[fields]\nreaders = \"audience\"\n\
             [kinds.story.fields.shows]\ntype = \"table\"\nmany = true\nfields = { audience = { type = \"text\" } }\n",
        );
        let doc = site.read("content/stories/x.md", text);
        let all = doc.diagnostics.iter().filter(|found| found.code == Code::AlmostWithheld);
        let spans = all.filter_map(|found| found.span.clone());
        let told: Vec<String> = spans.map(|span| text[span.start as usize..span.end as usize].to_owned()).collect();
        assert!(
            told.is_empty()
                || doc.diagnostics.iter().all(|found| found.message != "`draft` is not a key that belongs here")
        );
        told
    }

    #[test]
    fn keys_that_would_hold_a_page_back_are_told_where_they_stand_in_a_table() {
        for (table, pair, key) in [
            ("[[consent]]\ngiven = \"yes\"", "audience = \"members\"", "audience"),
            ("[image]\nsrc = \"a.svg\"\nalt = \"\"", "draft = true", "draft"),
            ("[source]\nname = \"x\"", "publish = 2099-01-01", "publish"),
            ("[reviewed]\non = 2026-01-01", "expires = 2026-02-01", "expires"),
            ("[image]\nsrc = \"a.svg\"\nalt = \"\"", "audience = \"membrs\"", "audience"),
            ("[extra]\na = 1", "readers = \"members\"", "readers"),
            ("[extra.deep]\na = 1", "draft = \"yes\"", "draft"),
            ("[extra]", "consent = { given = \"yes\", until = 2026-01-01 }", "consent"),
            ("[extra]", "Audience = [\"Members\"]", "Audience"),
        ] {
            let text = format!("+++\ntitle = \"T\"\n{table}\n{pair}\n+++\n");
            assert_eq!(found(&text), [key], "{text}");
        }
        assert_eq!(found("---\ntitle: T\nmeta:\n  draft: true\n---\n"), ["draft"]);
        assert_eq!(found("---\ntitle: T\nimage: { src: a.svg, alt: '', draft: yes }\n---\n"), ["draft"]);
    }

    #[test]
    fn words_for_readers_and_keys_of_a_kinds_own_table_are_not() {
        for text in [
            "+++\ntitle = \"T\"\n[extra]\naudience = \"teachers\"\ndraft = false\npublish = true\n+++\n",
            "+++\ntitle = \"T\"\n[extra]\nconsent = \"given\"\nstatus = \"draft\"\n+++\n",
            "+++\ntitle = \"T\"\n[image]\nsrc = \"a.svg\"\nalt = \"\"\ndraft = false\n+++\n",
            "---\ntitle: T\nshows:\n  - audience: members\n---\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
