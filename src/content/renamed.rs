//! Keys that a site calls by names of its own (`[fields]`) → copsite's.

use std::sync::Arc;

use super::Placed;
use super::tree::{Node, NodeValue, Tree};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::kinds::FREE_TABLES;

/// A tree without the names that the site uses for copsite's keys, from `[fields]`. A key that is there under
/// its real name keeps its value.
pub fn renamed(tree: Tree, kind: &str, config: &Config) -> (Tree, Vec<Diagnostic>) {
    let names = &config.fields;
    let mut problems = Vec::new();
    let (mapped, own): (Vec<_>, Vec<_>) =
        tree.entries.into_iter().partition(|(key, _)| names.key(kind, &key.value).is_some());
    let mut tree = Tree { entries: own };
    for (key, node) in mapped {
        let Some(real) = names.key(kind, &key.value) else { continue };
        let inside = is_put_inside(real, &node);
        let Some(place) = (if inside { table_in(&mut tree, real, &key) } else { Some(&mut tree) }) else { continue };
        let name = if inside { key.value.clone() } else { Arc::from(real) };
        match place.get(&name) {
            Some((known, _)) => problems.push(twice(&key, real, known)),
            None => place.entries.push((Placed { value: name, span: key.span }, node)),
        }
    }
    (tree, problems)
}

/// Whether a key that stands for the table `real` is one of its keys. What stands for `extra` always is,
/// so that tables of several names stay apart; a table that stands for `relations` is that table.
fn is_put_inside(real: &str, node: &Node) -> bool {
    FREE_TABLES.contains(&real) && (real == "extra" || !matches!(node.value, NodeValue::Table(_)))
}

/// The table `name` of `tree`, made where it is missing; `None` where something else has its name.
fn table_in<'t>(tree: &'t mut Tree, name: &str, key: &Placed<Arc<str>>) -> Option<&'t mut Tree> {
    let index = tree.entries.iter().position(|(known, _)| *known.value == *name).unwrap_or_else(|| {
        let node = Node { value: NodeValue::Table(Tree::default()), span: key.span.clone() };
        tree.entries.push((Placed { value: Arc::from(name), span: key.span.clone() }, node));
        tree.entries.len() - 1
    });
    match &mut tree.entries[index].1.value {
        NodeValue::Table(inner) => Some(inner),
        _ => None,
    }
}

fn twice(key: &Placed<Arc<str>>, real: &str, known: &Placed<Arc<str>>) -> Diagnostic {
    let message = format!("`{}` is read as `{real}`, which is written too", key.value);
    let mut problem = Diagnostic::new(Code::DuplicateKey, message)
        .at(key.span.clone())
        .related(known.span.clone(), "this one is used")
        .help("keep one of the two");
    problem.severity = Severity::Warning;
    problem
}
