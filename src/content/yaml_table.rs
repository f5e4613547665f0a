//! YAML front matter → a tree with places.
//!
//! Plain scalars keep their spelling, so that a title may be `2019`, `1.10` or `yes`; dates are text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::de::Deserializer;
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Location, Options, Spanned};

use super::tree::{Node, NodeValue, Scalar, Tree};
use super::yaml_help::help;
use super::yaml_raw::{Pair, Raw, TopVisitor};
use super::{Placed, templates};
use crate::diagnostics::{Code, Diagnostic, Span};

/// Every level takes stack in the parser and in whoever reads the tree; people use four or five.
const MAX_DEPTH: usize = 40;

/// Characters of the parser's words that are passed on; some repeat the whole value.
const MAX_MESSAGE: usize = 200;

/// Parses `text[inner]`; places count from the start of `text`. After a mistake, the tree holds the
/// keys in front of it.
pub fn parse(file: &Arc<str>, text: &str, inner: Range<usize>) -> (Tree, Vec<Diagnostic>) {
    let source = Source { file, text: &text[inner.clone()], offset: inner.start };
    let mut pairs = Vec::new();
    let result = serde_saphyr::with_deserializer_from_str_with_options(source.text, options(), |deserializer| {
        deserializer.deserialize_any(TopVisitor(&mut pairs))
    });
    let mut problems = Vec::new();
    let tree = source.tree(pairs, &mut problems);
    if let Err(error) = result {
        problems.push(source.problem(&error));
    }
    (tree, problems)
}

/// The limits stop alias bombs and towers of brackets long before they cost anything to notice.
pub(super) fn options() -> Options {
    serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: MAX_DEPTH, flow_nesting_limit: MAX_DEPTH },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 10_000 },
    }
}

struct Source<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    offset: usize,
}

impl Source<'_> {
    /// Later pairs win over earlier ones with the same key, in the earlier one's place.
    fn tree(&self, pairs: Vec<Pair>, problems: &mut Vec<Diagnostic>) -> Tree {
        let mut entries: Vec<(Placed<Arc<str>>, Node)> = Vec::with_capacity(pairs.len());
        let mut known: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        for (key, value) in pairs {
            let key = self.node(key, problems);
            let Some(name) = key.text().cloned() else {
                problems.push(wrong_key(&key));
                continue;
            };
            let entry = (Placed { value: name.clone(), span: key.span }, self.node(value, problems));
            match known.get(&name) {
                Some(index) => {
                    problems.push(duplicate_key(&entry.0, &entries[*index].0));
                    entries[*index] = entry;
                }
                None => {
                    known.insert(name, entries.len());
                    entries.push(entry);
                }
            }
        }
        Tree { entries }
    }

    fn node(&self, raw: Spanned<Raw>, problems: &mut Vec<Diagnostic>) -> Node {
        let mut span = self.span(raw.referenced);
        let written = self.text.get(self.range(raw.defined)).unwrap_or_default();
        let value = match raw.value {
            Raw::Null => NodeValue::Null,
            Raw::Text(text) => NodeValue::Scalar { of: Scalar::Text, text: Arc::from(text) },
            Raw::Bool(value) => NodeValue::Scalar { of: Scalar::Bool(value), text: Arc::from(written) },
            Raw::Integer(number) => NodeValue::Scalar { of: Scalar::Integer(number), text: Arc::from(written) },
            Raw::Number(number) => NodeValue::Scalar { of: Scalar::Number(number), text: Arc::from(written) },
            Raw::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| self.node(item, problems)).collect();
                self.extend(&mut span, items.last().map(|last| &last.span));
                NodeValue::List(items)
            }
            Raw::Table(pairs) => {
                if let Some(end) = self.end_of_placeholder(&span) {
                    span.end = end;
                    problems.push(placeholder(&span));
                    return Node { value: NodeValue::Null, span };
                }
                let tree = self.tree(pairs, problems);
                self.extend(&mut span, tree.entries.last().map(|(_, last)| &last.span));
                NodeValue::Table(tree)
            }
        };
        Node { value, span }
    }

    /// Braces in braces are the placeholder of a template: nobody writes a table as a key.
    fn end_of_placeholder(&self, span: &Span) -> Option<u32> {
        let behind = self.text.get((span.start as usize).saturating_sub(self.offset)..)?;
        let line = behind.lines().next().filter(|line| line.starts_with("{{"))?;
        Some(span.start + line.find("}}").map_or(line.len(), |at| at + 2) as u32)
    }

    /// The parser gives lists and tables the span of their first character.
    fn extend(&self, span: &mut Span, last: Option<&Span>) {
        let end = last.map_or(span.end, |last| last.end.max(span.end));
        let inner_end = (end as usize).saturating_sub(self.offset).min(self.text.len());
        let behind = self.text.get(inner_end..).unwrap_or_default();
        let closing = behind.trim_start_matches([' ', ',', '\t', '\r', '\n']);
        let opened = self.text.get((span.start as usize).saturating_sub(self.offset)..).unwrap_or_default();
        let closes = (opened.starts_with('[') && closing.starts_with(']'))
            || (opened.starts_with('{') && closing.starts_with('}'));
        span.end = if closes { end + (behind.len() - closing.len()) as u32 + 1 } else { end };
    }

    /// Where a value stands in `self.text`, without the line end that block scalars have.
    fn range(&self, location: Location) -> Range<usize> {
        let span = location.span();
        let start = span.byte_offset().map_or(0, |offset| offset as usize).min(self.text.len());
        let end = (start + span.byte_len().map_or(0, |bytes| bytes as usize)).min(self.text.len());
        let written = self.text.get(start..end).unwrap_or_default();
        start..start + written.trim_end().len()
    }

    fn span(&self, location: Location) -> Span {
        let range = self.range(location);
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    fn problem(&self, error: &serde_saphyr::Error) -> Diagnostic {
        let at = error.location().map_or(0, |location| offset_of(self.text, location));
        let message = message(error);
        Diagnostic::new(Code::InvalidFrontMatter, format!("this is not valid YAML: {message}"))
            .at(Span::new(self.file, self.offset + at..self.offset + at))
            .help(help(self.text, at, &message))
    }
}

/// Errors of the scanner have a line and a column in characters, but no place in bytes.
pub(super) fn offset_of(text: &str, location: Location) -> usize {
    let line = location.line().saturating_sub(1) as usize;
    let line_start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let column = location.column().saturating_sub(1) as usize;
    let line_text = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
    line_start + line_text.chars().take(column).map(char::len_utf8).sum::<usize>()
}

/// The parser's words, without the line and column at their end: those count from the fence.
pub(super) fn message(error: &serde_saphyr::Error) -> String {
    match error.without_snippet() {
        serde_saphyr::Error::MultipleDocuments { .. } => "something follows the end mark `...`".to_owned(),
        other => {
            let text = other.to_string();
            let end = text.find(" at line ").unwrap_or(text.len());
            text[..end].chars().take(MAX_MESSAGE).collect()
        }
    }
}

fn placeholder(span: &Span) -> Diagnostic {
    let message = "the placeholder of a template stands here, and no value";
    Diagnostic::new(Code::InvalidFrontMatter, message).at(span.clone()).help(templates::HELP)
}

fn wrong_key(key: &Node) -> Diagnostic {
    Diagnostic::new(Code::InvalidFrontMatter, format!("a key must be text, not {}", key.type_name()))
        .at(key.span.clone())
        .help("write the key as a word")
}

fn duplicate_key(second: &Placed<Arc<str>>, first: &Placed<Arc<str>>) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, format!("the key `{}` stands twice", second.value))
        .at(second.span.clone())
        .related(first.span.clone(), "first here")
        .help("keep one of the two; the last is used for now")
}

#[cfg(test)]
mod tests;
