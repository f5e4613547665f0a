//! Keys that would hold a page back and stand inside another key, where they hold nothing back: behind the header of a
//! table in TOML, or indented in YAML. The page would be published.
//!
//! What a site's own templates and other tools read may hold anything further in, and have dates of its own: only what can
//! hardly be a word for readers is told of there. Names of `[fields]` are those of keys at the top, and mean nothing here.

use std::sync::Arc;

use super::Placed;
use super::front_matter::Format;
use super::held::Held;
use super::hiding::{folded, hiding};
use super::stray_keys::holds_back;
use super::tree::{Node, NodeValue, Tree};
use super::unknown_key::is_end;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::{EXTRA, Field, FieldType, Kind};

/// What decides who is shown an entry, and when.
const KEYS: [&str; 5] = ["audience", "consent", "draft", "expires", "publish"];

/// Those of them that no table of somebody else has for a purpose of its own.
const KEYS_ANYWHERE: [&str; 2] = ["audience", "draft"];

/// Tables of ours that have no such key.
const CLOSED: [&str; 4] = ["consent", "image", "reviewed", "source"];

/// An error for each such key of a file's front matter, which entries of `kinds` may have, unless the keys at its top hold
/// back as much.
pub fn nested_keys(tree: &Tree, kinds: &[Kind], (config, format): (&Config, Format)) -> Vec<Diagnostic> {
    let held = Held::by(tree, config);
    let mut problems = Vec::new();
    // A relation may have any name, and one that is unknown is an error. What holds pages back in other tools is told as that.
    let is_told = |table: &str, node: &Node| table == "relations" || hiding(table, &node.value).is_some();
    for (table, node) in tree.entries.iter().filter(|(table, node)| !is_told(&table.value, node)) {
        let of_kinds: Vec<&Field> = kinds.iter().filter_map(|kind| kind.field(&table.value)).collect();
        let is_ours = CLOSED.contains(&&*table.value) || !of_kinds.is_empty();
        let known = of_kinds.into_iter().flat_map(|field| columns(&field.of)).collect();
        let finder = Finder { table, is_ours, known, held: &held, config, format };
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
    /// Whether a schema has the table: it is `known` what such a one may hold.
    is_ours: bool,
    known: Vec<&'a Field>,
    held: &'a Held<'a>,
    config: &'a Config,
    format: Format,
}

impl Finder<'_> {
    fn inside(&self, node: &Node, problems: &mut Vec<Diagnostic>) {
        match &node.value {
            NodeValue::List(items) if self.is_ours => items.iter().for_each(|item| self.inside(item, problems)),
            NodeValue::Table(tree) => {
                let meant = tree.entries.iter().filter(|(key, node)| self.is_meant(key, node));
                problems.extend(meant.map(|(key, _)| self.problem(key)));
            }
            _ => {}
        }
    }

    fn is_meant(&self, key: &Placed<Arc<str>>, node: &Node) -> bool {
        let name = folded(&key.value);
        let is_known = || self.known.iter().any(|field| *field.name == *key.value);
        // That a consent would not end is told where it is read.
        let is_told = || *self.table.value == *"consent" && is_end(&name);
        let names = if self.is_ours { &KEYS[..] } else { &KEYS_ANYWHERE };
        names.contains(&&*name) && !is_known() && !is_told() && self.would_hold_back(&name, &node.value)
    }

    /// More than is held back already.
    fn would_hold_back(&self, name: &str, value: &NodeValue) -> bool {
        match value {
            _ if self.held.is_from_all() => false,
            NodeValue::Null => false,
            NodeValue::Scalar { text, .. } if name == "audience" && self.held.is_for(text) => false,
            NodeValue::Scalar { text, .. } => holds_back(name, text, self.config),
            NodeValue::List(items) => items.iter().any(|item| self.would_hold_back(name, &item.value)),
            NodeValue::Table(tree) => {
                name == "consent" && tree.entries.iter().any(|(key, _)| is_end(&folded(&key.value)))
            }
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

#[cfg(test)]
mod tests {
    use crate::content::testing::site;
    use crate::diagnostics::Code;

    fn found(text: &str) -> Vec<String> {
        let site = site(
            "[audiences]\norder = [\"public\", \"members\"]\n[fields]\nhidden = \"draft\"\non = \"publish\"\n\
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
            ("[image]\nsrc = \"a.svg\"\nalt = \"\"", "consent = { given = \"yes\", until = 2026-01-01 }", "consent"),
            ("[[shows]]\naudience = \"members\"", "draft = true", "draft"),
            ("[extra]\na = 1", "draft = \"yes\"", "draft"),
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
            "---\ntitle: T\nconsent: { given: yes, publish: true }\n---\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn dates_and_what_is_further_in_are_those_of_templates_and_other_tools() {
        for text in [
            "+++\ntitle = \"T\"\n[extra.offer]\nexpires = 2027-01-31\ndraft = true\n+++\n",
            "+++\ntitle = \"T\"\n[extra]\nexpires = 2027-01-31\nconsent = { until = 2027-01-31 }\n+++\n",
            "+++\ntitle = \"T\"\nparams.seo.publish = 2024-01-01\n+++\n",
            "---\ntitle: T\nresources:\n  - draft: true\n    params: { expires: 2027-05-01 }\n---\n",
            "---\ntitle: T\ncitation: { publish: 2019-05-01 }\n---\n",
            "---\ntitle: T\nextra: { schema: { audience: members } }\n---\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn names_of_keys_at_the_top_mean_nothing_in_a_table() {
        let text = "+++\ntitle = \"T\"\n[reviewed]\non = 2026-01-01\n[extra]\nhidden = true\n+++\n";
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn what_is_held_back_as_much_or_told_otherwise_is_not_told_again() {
        for text in [
            "---\ntitle: T\naudience: members\nextra: { audience: Members }\n---\n",
            "---\ntitle: T\ndraft: true\nextra: { audience: members, draft: true }\n---\n",
            "---\ntitle: T\nhidden: true\nimage: { src: a.svg, alt: '', expires: 2020-01-01 }\n---\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(found("---\ntitle: T\naudience: members\nextra: { draft: true }\n---\n"), ["draft"]);
        assert_eq!(found("---\ntitle: T\ncascade: { draft: true }\n---\n"), ["cascade"]);
    }
}
