//! What front matter says, in either format: values with their places. It does not know what a key means.

use std::sync::Arc;

use super::Placed;
use crate::diagnostics::Span;
use crate::kinds::PLACEHOLDER;

/// A table: keys with their places, in the order written, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    pub entries: Vec<(Placed<Arc<str>>, Node)>,
}

impl Tree {
    /// The value of `key`, and where the key is written.
    pub fn get(&self, key: &str) -> Option<&(Placed<Arc<str>>, Node)> {
        self.entries.iter().find(|(known, _)| *known.value == *key)
    }

    /// Whether something stands behind `key`, be it right or wrong.
    pub fn is_written(&self, key: &str) -> bool {
        self.get(key).is_some_and(|(_, value)| !value.is_blank())
    }

    /// Takes `key` out of the tree.
    pub fn take(&mut self, key: &str) -> Option<(Placed<Arc<str>>, Node)> {
        let index = self.entries.iter().position(|(known, _)| *known.value == *key)?;
        Some(self.entries.remove(index))
    }
}

/// A value and where it is written. The span of text in quotes includes them; that of a block of
/// YAML runs from its first value to its last.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: NodeValue,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// `null`, `~` or nothing at all: as if the key were not there.
    Null,
    /// `text` is the value as the writer spelt it, so that a title may be `1.10` or `007`.
    Scalar {
        of: Scalar,
        text: Arc<str>,
    },
    List(Vec<Node>),
    Table(Tree),
}

/// What the format takes a scalar for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar {
    Text,
    /// A date, time, or both, of TOML.
    Date,
    Bool(bool),
    Integer(i64),
    /// Finite.
    Number(f64),
}

impl Node {
    /// Whether it is what `copsite new` writes where something has to be filled in.
    pub fn is_unfilled(&self) -> bool {
        match &self.value {
            NodeValue::List(items) => !items.is_empty() && items.iter().all(Node::is_unfilled),
            _ => self.text().is_some_and(|text| text.strip_prefix("https://").unwrap_or(text) == PLACEHOLDER),
        }
    }

    /// A default of a schema as if it were written at `span`.
    pub fn of_default(value: &toml::Value, span: &Span) -> Node {
        let scalar = |of, text: String| NodeValue::Scalar { of, text: text.into() };
        let value = match value {
            toml::Value::String(text) => scalar(Scalar::Text, text.clone()),
            toml::Value::Integer(number) => scalar(Scalar::Integer(*number), number.to_string()),
            toml::Value::Float(number) => scalar(Scalar::Number(*number), number.to_string()),
            toml::Value::Boolean(value) => scalar(Scalar::Bool(*value), value.to_string()),
            toml::Value::Datetime(date) => scalar(Scalar::Date, date.to_string()),
            toml::Value::Array(items) => {
                NodeValue::List(items.iter().map(|item| Node::of_default(item, span)).collect())
            }
            toml::Value::Table(table) => {
                let key = |name: &str| Placed { value: Arc::from(name), span: span.clone() };
                let entries = table.iter().map(|(name, value)| (key(name), Node::of_default(value, span))).collect();
                NodeValue::Table(Tree { entries })
            }
        };
        Node { value, span: span.clone() }
    }

    /// A scalar as text, however the format understands it.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.value {
            NodeValue::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        self.value == NodeValue::Null
    }

    /// Nothing, or empty text: many sites write out the keys of a template and leave them so.
    pub fn is_blank(&self) -> bool {
        self.is_null() || self.text().is_some_and(|text| text.trim().is_empty())
    }

    /// What the value is, for messages: "a list".
    pub fn type_name(&self) -> &'static str {
        match &self.value {
            NodeValue::Null => "nothing",
            NodeValue::Scalar { of: Scalar::Text, .. } => "text",
            NodeValue::Scalar { of: Scalar::Date, .. } => "a date",
            NodeValue::Scalar { of: Scalar::Bool(_), .. } => "true or false",
            NodeValue::Scalar { .. } => "a number",
            NodeValue::List(_) => "a list",
            NodeValue::Table(_) => "a table",
        }
    }
}
