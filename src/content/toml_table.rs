//! TOML front matter → a tree with places.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Placed;
use super::front_matter::{Node, NodeValue, Scalar, Tree};
use crate::diagnostics::{Code, Diagnostic, Span};

/// A file with more mistakes than this is not TOML at all, and one screen of them is enough.
const MAX_PROBLEMS: usize = 20;

/// Parses `text[inner]`; places count from the start of `text`. With mistakes in it, the tree holds
/// what could be read around them.
pub fn parse(file: &Arc<str>, text: &str, inner: Range<usize>) -> (Tree, Vec<Diagnostic>) {
    let source = Source { file, text: &text[inner.clone()], offset: inner.start };
    let (table, errors) = DeTable::parse_recoverable(source.text);
    let problems = errors.iter().take(MAX_PROBLEMS).map(|error| source.problem(error)).collect();
    (source.tree(table.get_ref()), problems)
}

struct Source<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    offset: usize,
}

impl Source<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    fn problem(&self, error: &toml::de::Error) -> Diagnostic {
        let span = self.span(error.span().unwrap_or(0..0));
        if error.message() == "duplicate key" {
            let key = self.text.get(error.span().unwrap_or(0..0)).unwrap_or_default();
            return Diagnostic::new(Code::DuplicateKey, format!("the key `{key}` stands twice"))
                .at(span)
                .help("keep one of the two; the first is used for now");
        }
        Diagnostic::new(Code::InvalidFrontMatter, format!("this is not valid TOML: {}", error.message()))
            .at(span)
            .help("text needs quotes, and dates none: `title = \"A title\"`, `date = 2026-03-01`")
    }

    fn tree(&self, table: &DeTable) -> Tree {
        let entries = table.iter().map(|(key, value)| {
            let key = Placed { value: Arc::from(key.get_ref().as_ref()), span: self.span(key.span()) };
            (key, self.node(value))
        });
        Tree { entries: entries.collect() }
    }

    fn node(&self, value: &Spanned<DeValue>) -> Node {
        let written = self.text.get(value.span()).unwrap_or_default();
        let value_of_node = match value.get_ref() {
            DeValue::String(text) => scalar(Scalar::Text, text),
            DeValue::Integer(number) => scalar(integer(number.as_str(), number.radix()), written),
            DeValue::Float(number) => scalar(float(number.as_str()), written),
            DeValue::Boolean(value) => scalar(Scalar::Bool(*value), written),
            DeValue::Datetime(_) => scalar(Scalar::Date, written),
            DeValue::Array(values) => NodeValue::List(values.iter().map(|value| self.node(value)).collect()),
            DeValue::Table(table) => NodeValue::Table(self.tree(table)),
        };
        Node { value: value_of_node, span: self.span(value.span()) }
    }
}

fn scalar(of: Scalar, text: &str) -> NodeValue {
    NodeValue::Scalar { of, text: Arc::from(text) }
}

fn integer(digits: &str, radix: u32) -> Scalar {
    match i64::from_str_radix(digits, radix) {
        Ok(number) => Scalar::Integer(number),
        Err(_) => float(digits),
    }
}

/// `nan` and `inf` are no numbers that a page or a JSON file could show; they stay text.
fn float(digits: &str) -> Scalar {
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => Scalar::Number(number),
        _ => Scalar::Text,
    }
}
