//! Where a key of a TOML file stands, looked up only when there is something to say about it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use toml::de::{DeArray, DeTable, DeValue};

use crate::diagnostics::{Code, Diagnostic, Span};

/// A TOML file whose keys can be named in diagnostics.
#[derive(Clone, Debug)]
pub struct Places {
    pub file: Arc<str>,
    text: Arc<str>,
    /// The code of problems in this file.
    code: Code,
    /// All keys by their paths, found when the first is asked for.
    keys: OnceLock<BTreeMap<Vec<String>, Found>>,
}

impl Places {
    pub fn new(file: &Arc<str>, text: &str, code: Code) -> Places {
        Places { file: file.clone(), text: text.into(), code, keys: OnceLock::new() }
    }

    /// A problem with the value under the key path.
    pub fn value_problem(&self, path: &[&str], message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, message).at(self.value(path))
    }

    /// A problem with the key at the end of the path.
    pub fn key_problem(&self, path: &[&str], message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, message).at(self.key(path))
    }

    /// The value under the key path; of its deepest known table where the path ends early.
    pub fn value(&self, path: &[&str]) -> Span {
        self.find(path).map_or_else(|| Span::file(&self.file), |found| Span::new(&self.file, found.value))
    }

    /// The last key of the path itself.
    pub fn key(&self, path: &[&str]) -> Span {
        self.find(path).map_or_else(|| Span::file(&self.file), |found| Span::new(&self.file, found.key))
    }

    /// The value under the whole key path, if the file holds it.
    pub fn exact(&self, path: &[&str]) -> Option<Span> {
        let found = self.keys().get(&owned(path))?;
        Some(Span::new(&self.file, found.value.clone()))
    }

    /// The key path, or as much of it as the file holds.
    fn find(&self, path: &[&str]) -> Option<Found> {
        (1..=path.len()).rev().find_map(|depth| self.keys().get(&owned(&path[..depth]))).cloned()
    }

    fn keys(&self) -> &BTreeMap<Vec<String>, Found> {
        self.keys.get_or_init(|| {
            let mut keys = BTreeMap::new();
            if let Ok(root) = DeTable::parse(&self.text) {
                gather(root.get_ref(), &mut Vec::new(), &mut keys);
            }
            keys
        })
    }
}

#[derive(Clone, Debug)]
struct Found {
    key: std::ops::Range<usize>,
    value: std::ops::Range<usize>,
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|key| (*key).to_owned()).collect()
}

fn gather(table: &DeTable<'_>, path: &mut Vec<String>, keys: &mut BTreeMap<Vec<String>, Found>) {
    for (key, value) in table.iter() {
        path.push(key.get_ref().to_string());
        keys.insert(path.clone(), Found { key: key.span(), value: value.span() });
        match value.get_ref() {
            DeValue::Table(inner) => gather(inner, path, keys),
            DeValue::Array(items) => gather_items(items, path, keys),
            _ => {}
        }
        path.pop();
    }
}

/// The items of a list go by their numbers, from 0.
fn gather_items(items: &DeArray<'_>, path: &[String], keys: &mut BTreeMap<Vec<String>, Found>) {
    for (index, item) in items.iter().enumerate() {
        let path = [path, &[index.to_string()]].concat();
        keys.insert(path, Found { key: item.span(), value: item.span() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_key_is_found_by_its_path_and_a_missing_one_by_its_table() {
        let text = "[theme]\nname = \"loom\"\n[theme.tokens]\nthread.light = \"#fff\"\n";
        let places = Places::new(&"copsite.toml".into(), text, Code::InvalidConfig);
        let cut = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(cut(places.value(&["theme", "name"])), "\"loom\"");
        assert_eq!(cut(places.value(&["theme", "tokens", "thread", "light"])), "\"#fff\"");
        assert_eq!(cut(places.key(&["theme", "tokens", "thread"])), "thread");
        assert_eq!(cut(places.key(&["theme", "name", "deeper"])), "name");
        assert_eq!(places.exact(&["theme", "name"]).map(cut), Some("\"loom\""));
        assert_eq!(places.exact(&["theme", "tokens", "ink"]), None);
    }
}
