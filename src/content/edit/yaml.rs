//! Where a relation goes in YAML.

use super::{Insertion, Stated, append, insertion, line_start, next_line};
use crate::content::tree::{Node, NodeValue, Tree};

/// The whole mapping.
pub fn lines(stated: &Stated) -> String {
    let line_end = stated.line_end;
    format!("relations:{line_end}  {}{line_end}", pair(stated))
}

/// `end` is where the closing fence begins.
pub fn insertions(text: &str, end: usize, tree: &Tree, stated: &Stated) -> Option<Vec<Insertion>> {
    let Some((key, node)) = tree.get("relations") else { return Some(vec![insertion(end, lines(stated))]) };
    let relations = match &node.value {
        NodeValue::Table(relations) => relations,
        NodeValue::Null => {
            let pair = format!("  {}{}", pair(stated), stated.line_end);
            return Some(vec![insertion(next_line(text, key.span.end as usize), pair)]);
        }
        _ => return None,
    };
    match relations.get(stated.relation) {
        Some((key, list)) => join(text, key.span.end as usize, list, stated),
        None => beside(text, node, relations, stated),
    }
}

/// One more target behind those that the relation has.
fn join(text: &str, key_end: usize, list: &Node, stated: &Stated) -> Option<Vec<Insertion>> {
    let item = plain(stated.target);
    match &list.value {
        NodeValue::Null => {
            let colon = key_end + text[key_end..].find(':')? + 1;
            Some(vec![insertion(colon, format!(" [{item}]"))])
        }
        NodeValue::List(items) if !text[list.span.start as usize..].starts_with('[') => {
            let last = items.last()?;
            let start = last.span.start as usize;
            let before = &text[line_start(text, start)..start];
            let line = format!("{before}{item}{}", stated.line_end);
            (before.trim() == "-").then(|| vec![insertion(next_line(text, last.span.end as usize), line)])
        }
        _ => append(text, list, &item, stated.line_end),
    }
}

/// A key of its own behind the last one of the mapping.
fn beside(text: &str, node: &Node, relations: &Tree, stated: &Stated) -> Option<Vec<Insertion>> {
    let is_flow = text.get(node.span.start as usize..)?.starts_with('{');
    let Some((key, last)) = relations.entries.last() else {
        return is_flow.then(|| vec![insertion(node.span.start as usize + 1, pair(stated))]);
    };
    let end = last.span.end.max(key.span.end) as usize;
    if is_flow {
        return Some(vec![insertion(end, format!(", {}", pair(stated)))]);
    }
    let before = &text[line_start(text, key.span.start as usize)..key.span.start as usize];
    let line = format!("{before}{}{}", pair(stated), stated.line_end);
    before.trim().is_empty().then(|| vec![insertion(next_line(text, end), line)])
}

fn pair(stated: &Stated) -> String {
    format!("{}: [{}]", plain(stated.relation), plain(stated.target))
}

/// Bare where no reader of YAML could take it for anything but text.
fn plain(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/.".contains(&byte))
        && text.contains(['/', '-'])
        || text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_lowercase()) && !WORDS.contains(&text);
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// Plain words that some readers take for values.
const WORDS: [&str; 3] = ["null", "true", "false"];
