//! Small changes to a content file that leave every other byte of it alone.
//!
//! Gives new texts and never writes them. A change is only given where reading the new text shows
//! that change and no other, so that no odd way of writing front matter can be spoilt.

mod toml;
mod yaml;

use std::ops::Range;
use std::sync::Arc;

use super::front_matter::{self, Format, FrontMatter};
use super::tree::{Node, NodeValue, Tree};

/// A text to be put in at a byte of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Insertion {
    at: usize,
    text: String,
}

/// A key and its value.
type Entry = (super::Placed<Arc<str>>, Node);

fn insertion(at: usize, text: impl Into<String>) -> Insertion {
    Insertion { at, text: text.into() }
}

/// `text` with one more relation in its front matter, which is made where there is none. `None`
/// where it cannot be told how to write it.
pub fn with_relation(file: &Arc<str>, text: &str, relation: &str, target: &str) -> Option<String> {
    let (front, _) = front_matter::parse(file, text);
    let stated = Stated { relation, target, line_end: line_end(text) };
    let insertions = match &front.block {
        Some(block) if !block.closed || !front.complete => None,
        Some(block) => match block.format {
            Format::Toml => toml::insertions(text, block.inner.end, &front.tree, &stated),
            Format::Yaml => yaml::insertions(text, block.inner.end, &front.tree, &stated),
        },
        None => Some(vec![insertion(front.body, fenced(&stated))]),
    }?;
    let changed = insert(text, insertions);
    is_the_only_change(file, text, &front, &changed, &stated).then_some(changed)
}

/// `text` with another value for one of the keys at the top of its front matter, whose value is a text now.
/// `None` where it cannot be told how to write it.
pub fn with_value(file: &Arc<str>, text: &str, key: &str, value: &str) -> Option<String> {
    let (front, known_problems) = front_matter::parse(file, text);
    let (_, node) = front.tree.get(key).filter(|(_, node)| node.text().is_some())?;
    let range = node.span.start as usize..node.span.end as usize;
    let quote = if text[range.clone()].starts_with('\'') { '\'' } else { '"' };
    if value.contains(['\'', '"', '\\']) || value.contains(char::is_control) {
        return None;
    }
    let changed = [&text[..range.start], &format!("{quote}{value}{quote}"), &text[range.end..]].concat();
    let (after, problems) = front_matter::parse(file, &changed);
    let is_kept = |((key_before, before), (key_after, after)): (&Entry, &Entry)| {
        let has_value = || *key_after.value == *key && after.text().is_some_and(|text| **text == *value);
        key_before.value == key_after.value && (same(before, after) || has_value())
    };
    let is_the_only_change = problems.len() == known_problems.len()
        && front.tree.entries.len() == after.tree.entries.len()
        && front.tree.entries.iter().zip(&after.tree.entries).all(is_kept)
        && after.tree.get(key).is_some_and(|(_, node)| node.text().is_some_and(|text| **text == *value))
        && changed[after.body..] == text[front.body..];
    is_the_only_change.then_some(changed)
}

/// `text` with the words at `range` as a link to the entry `target`. In a table the bar is escaped.
/// `None` where the words hold what would end the link.
///
/// Whoever calls it reads the new text, which alone tells whether Markdown sees a link there.
pub fn with_link(text: &str, range: Range<usize>, target: &str, in_table: bool) -> Option<String> {
    let words = text.get(range.clone())?;
    let breaks = |part: &str| part.contains(['[', ']', '|', '`']);
    if breaks(words) || breaks(target) || words.trim().is_empty() {
        return None;
    }
    let bar = if in_table { "\\|" } else { "|" };
    Some(insert(text, vec![insertion(range.start, format!("[[{target}{bar}")), insertion(range.end, "]]")]))
}

/// The lines that state a relation, in the format that the file uses, for a person to put in.
pub fn relation_lines(file: &Arc<str>, text: &str, relation: &str, target: &str) -> String {
    let (front, _) = front_matter::parse(file, text);
    let stated = Stated { relation, target, line_end: "\n" };
    match front.block.map(|block| block.format) {
        Some(Format::Yaml) => yaml::lines(&stated),
        _ => toml::lines(&stated),
    }
}

/// What is to be stated.
struct Stated<'a> {
    relation: &'a str,
    /// The id of an entry.
    target: &'a str,
    line_end: &'static str,
}

fn fenced(stated: &Stated) -> String {
    let fence = Format::Toml.fence();
    [fence, stated.line_end, &toml::lines(stated), fence, stated.line_end].concat()
}

fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn insert(text: &str, mut insertions: Vec<Insertion>) -> String {
    insertions.sort_by_key(|insertion| insertion.at);
    let mut changed = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for insertion in insertions {
        changed.push_str(&text[done..insertion.at]);
        changed.push_str(&insertion.text);
        done = insertion.at;
    }
    changed.push_str(&text[done..]);
    changed
}

/// Where the line that holds byte `at` begins.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the line behind the one that holds byte `at` begins.
fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// Puts `item` at the end of a list in brackets, or makes a list of one value.
fn append(text: &str, node: &Node, item: &str, line_end: &str) -> Option<Vec<Insertion>> {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let items = match &node.value {
        NodeValue::Scalar { .. } => return Some(vec![insertion(start, "["), insertion(end, format!(", {item}]"))]),
        NodeValue::List(items) if text[start..end].starts_with('[') => items,
        _ => return None,
    };
    let Some(last) = items.last().map(|last| last.span.end as usize) else {
        return Some(vec![insertion(start + 1, item)]);
    };
    let behind = text.get(last..end.checked_sub(1)?)?;
    let comma = behind.find(',').filter(|comma| behind[..*comma].trim().is_empty());
    if !behind.contains('\n') {
        return Some(vec![match comma {
            Some(comma) => insertion(last + comma + 1, format!(" {item}")),
            None => insertion(last, format!(", {item}")),
        }]);
    }
    let line = &text[line_start(text, last)..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let mut insertions = vec![insertion(next_line(text, last), format!("{indent}{item},{line_end}"))];
    insertions.extend(comma.is_none().then(|| insertion(last, ",")));
    Some(insertions)
}

/// Whether `changed` says what `text` says, and states one relation more.
fn is_the_only_change(file: &Arc<str>, text: &str, before: &FrontMatter, changed: &str, stated: &Stated) -> bool {
    let (after, problems) = front_matter::parse(file, changed);
    let (_, known_problems) = front_matter::parse(file, text);
    let none = Tree::default();
    let (old, new) = (relations(&before.tree).unwrap_or(&none), relations(&after.tree));
    let keys = before.tree.entries.iter().filter(|(key, _)| *key.value != *"relations");
    let mut kept = keys.clone().map(|(key, node)| (node, after.tree.get(&key.value)));
    let is_kept = |(node, found): (&Node, Option<&(_, Node)>)| found.is_some_and(|(_, found)| same(node, found));
    problems.len() == known_problems.len()
        && changed[after.body..] == text[before.body..]
        && after.tree.entries.len() == keys.count() + 1
        && kept.all(is_kept)
        && new.is_some_and(|new| states_one_more(old, new, stated))
}

fn relations(tree: &Tree) -> Option<&Tree> {
    match &tree.get("relations")?.1.value {
        NodeValue::Table(relations) => Some(relations),
        _ => None,
    }
}

fn states_one_more(old: &Tree, new: &Tree, stated: &Stated) -> bool {
    let others = old.entries.iter().filter(|(key, _)| *key.value != *stated.relation);
    let is_kept =
        |(key, node): &(super::Placed<Arc<str>>, Node)| new.get(&key.value).is_some_and(|(_, found)| same(node, found));
    let count = others.clone().count();
    let mut expected = old.get(stated.relation).map_or_else(Vec::new, |(_, node)| texts(node));
    expected.push(stated.target);
    let found = new.get(stated.relation).map(|(_, node)| texts(node));
    new.entries.len() == count + 1 && others.into_iter().all(is_kept) && found == Some(expected)
}

/// The texts of a list, or the one text.
fn texts(node: &Node) -> Vec<&str> {
    match &node.value {
        NodeValue::List(items) => items.iter().flat_map(texts).collect(),
        _ => node.text().map(|text| &**text).into_iter().collect(),
    }
}

/// Whether two values are equal, wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (NodeValue::List(a), NodeValue::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (NodeValue::Table(a), NodeValue::Table(b)) => {
            let pairs = a.entries.iter().zip(&b.entries);
            a.entries.len() == b.entries.len()
                && pairs.clone().all(|((key, a), (other, b))| key.value == other.value && same(a, b))
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests;
