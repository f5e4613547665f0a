//! Where a relation goes in TOML.

use super::{Insertion, Stated, append, insertion, line_start, next_line};
use crate::content::tree::{Node, NodeValue, Tree};

/// The whole table.
pub fn lines(stated: &Stated) -> String {
    let line_end = stated.line_end;
    format!("[relations]{line_end}{}{line_end}", pair(stated))
}

/// `end` is where the closing fence begins.
pub fn insertions(text: &str, end: usize, tree: &Tree, stated: &Stated) -> Option<Vec<Insertion>> {
    let Some((_, node)) = tree.get("relations") else {
        let is_apart = text[..end].ends_with("\n\n") || text[..end].ends_with("\n\r\n") || tree.entries.is_empty();
        let blank = if is_apart { "" } else { stated.line_end };
        return Some(vec![insertion(end, format!("{blank}{}", lines(stated)))]);
    };
    let NodeValue::Table(relations) = &node.value else { return None };
    match relations.get(stated.relation) {
        Some((_, list)) => append(text, list, &quoted(stated.target), stated.line_end),
        None => beside(text, node, relations, stated),
    }
}

/// A key of its own behind the last one of the table.
fn beside(text: &str, node: &Node, relations: &Tree, stated: &Stated) -> Option<Vec<Insertion>> {
    let is_inline = text.get(node.span.start as usize..)?.starts_with('{');
    let last = relations.entries.iter().max_by_key(|(_, node)| node.span.end);
    let Some((key, value)) = last else {
        let at = if is_inline { node.span.start as usize + 1 } else { next_line(text, node.span.end as usize) };
        let pair = if is_inline { format!(" {} ", pair(stated)) } else { pair(stated) + stated.line_end };
        return Some(vec![insertion(at, pair)]);
    };
    let end = value.span.end as usize;
    if is_inline {
        return Some(vec![insertion(end, format!(", {}", pair(stated)))]);
    }
    // White space under a header, or `relations.` where the keys are dotted.
    let before = &text[line_start(text, key.span.start as usize)..key.span.start as usize];
    Some(vec![insertion(next_line(text, end), format!("{before}{}{}", pair(stated), stated.line_end))])
}

fn pair(stated: &Stated) -> String {
    let is_bare = stated.relation.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let key = if is_bare { stated.relation.to_owned() } else { quoted(stated.relation) };
    format!("{key} = [{}]", quoted(stated.target))
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
