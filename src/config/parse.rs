//! TOML text → a typed value, with *all* problems and their places.
//!
//! serde stops at the first problem. Here the value at fault is taken out of the parsed document
//! and the rest is tried again, so that one run names every unknown key and every wrong type.
//! Never looks at what the values mean.

use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::schema::{keys_at, schema_of};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};

/// A file with more problems than this is reported as far as that: every one costs a pass.
const MOST_PROBLEMS: usize = 100;

/// The value written in `text`, and everything that keeps it from being read. Keys that are not
/// known or hold a wrong type are reported and left out of the value; there is no value at all
/// where the text is not TOML.
pub fn parse<T: DeserializeOwned + JsonSchema>(file: &Arc<str>, text: &str) -> (Option<T>, Vec<Diagnostic>) {
    let text = blank_byte_order_mark(text);
    let (mut document, errors) = DeTable::parse_recoverable(&text);
    if !errors.is_empty() {
        return (None, errors.iter().take(MOST_PROBLEMS).map(|error| not_toml(file, error)).collect());
    }
    let mut problems = Vec::new();
    while problems.len() < MOST_PROBLEMS {
        match T::deserialize(toml::Deserializer::from(document.clone())) {
            Ok(value) => return (Some(value), problems),
            Err(error) => {
                let culprit = error.span().and_then(|span| find(document.get_ref(), &span));
                problems.push(explain::<T>(file, &error, culprit.as_ref()));
                match culprit {
                    Some(culprit) => remove(document.get_mut(), &culprit.path),
                    None => break,
                }
            }
        }
    }
    (None, problems)
}

/// TOML knows no byte order mark. Spaces in its place keep all offsets right.
fn blank_byte_order_mark(text: &str) -> std::borrow::Cow<'_, str> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}").into(),
        None => text.into(),
    }
}

fn not_toml(file: &Arc<str>, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().map_or_else(|| Span::file(file), |range| Span::new(file, range));
    Diagnostic::new(Code::InvalidConfig, format!("this is not TOML: {}", error.message())).at(span)
}

/// A step from a table or list to one of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

/// The key or value that an error is about.
struct Culprit {
    path: Vec<Step>,
    range: Range<usize>,
    /// The error is about the key itself: nothing here has that name.
    is_key: bool,
}

/// The smallest key or value around `range`. Tables made by headers are spread over the file, so
/// containment alone cannot steer the search: all of the document is looked at.
fn find(document: &DeTable, range: &Range<usize>) -> Option<Culprit> {
    let mut best = None;
    find_in_table(document, range, &mut Vec::new(), &mut best);
    best
}

fn find_in_table(table: &DeTable, range: &Range<usize>, path: &mut Vec<Step>, best: &mut Option<Culprit>) {
    for (key, value) in table {
        path.push(Step::Key(key.get_ref().to_string()));
        consider(key.span(), true, range, path, best);
        find_in_value(value, range, path, best);
        path.pop();
    }
}

fn find_in_value(value: &Spanned<DeValue>, range: &Range<usize>, path: &mut Vec<Step>, best: &mut Option<Culprit>) {
    consider(value.span(), false, range, path, best);
    match value.get_ref() {
        DeValue::Table(table) => find_in_table(table, range, path, best),
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                find_in_value(item, range, path, best);
                path.pop();
            }
        }
        _ => {}
    }
}

fn consider(found: Range<usize>, is_key: bool, wanted: &Range<usize>, path: &[Step], best: &mut Option<Culprit>) {
    let contains = found.start <= wanted.start && wanted.end <= found.end;
    let smaller = best.as_ref().is_none_or(|best| found.len() < best.range.len());
    if contains && smaller {
        *best = Some(Culprit { path: path.to_vec(), range: found, is_key });
    }
}

fn remove(table: &mut DeTable, path: &[Step]) {
    let [Step::Key(key), rest @ ..] = path else { return };
    if rest.is_empty() {
        table.remove(key.as_str());
    } else if let Some(value) = table.get_mut(key.as_str()) {
        remove_in_value(value.get_mut(), rest);
    }
}

fn remove_in_value(value: &mut DeValue, path: &[Step]) {
    match (value, path) {
        (DeValue::Table(table), _) => remove(table, path),
        (DeValue::Array(items), [Step::Index(index)]) => {
            let (before, after) = items.split_at(*index);
            *items = before.iter().chain(after.iter().skip(1)).cloned().collect();
        }
        (DeValue::Array(items), [Step::Index(index), rest @ ..]) => {
            if let Some(item) = items.get_mut(*index) {
                remove_in_value(item.get_mut(), rest);
            }
        }
        _ => {}
    }
}

fn explain<T: JsonSchema>(file: &Arc<str>, error: &toml::de::Error, culprit: Option<&Culprit>) -> Diagnostic {
    match culprit {
        None => Diagnostic::new(Code::InvalidConfig, error.message()).at(Span::file(file)),
        Some(culprit) if culprit.is_key => unknown_key::<T>(file, culprit),
        Some(culprit) => {
            let message = format!("`{}`: {}", dotted(&culprit.path), error.message());
            let range = error.span().unwrap_or_else(|| culprit.range.clone());
            Diagnostic::new(Code::InvalidConfig, message).at(Span::new(file, range))
        }
    }
}

fn unknown_key<T: JsonSchema>(file: &Arc<str>, culprit: &Culprit) -> Diagnostic {
    let span = Span::new(file, culprit.range.clone());
    let problem =
        Diagnostic::new(Code::InvalidConfig, format!("unknown key `{}`", dotted(&culprit.path))).at(span.clone());
    let Some((Step::Key(key), parent)) = culprit.path.split_last() else { return problem };
    let schema = schema_of::<T>();
    let names: Vec<&str> = parent.iter().map(Step::name).collect();
    let here = keys_at(&schema, &names);
    if let Some(known) = did_you_mean(key, here.iter().map(String::as_str)) {
        return problem.help(format!("did you mean `{known}`?")).fix(span, known);
    }
    if !parent.is_empty() && keys_at(&schema, &[]).contains(key) {
        return problem.help(format!("`{key}` is a key of the whole file: move it above the first `[table]`"));
    }
    problem.help(format!("the keys known here: {}", quoted(&here)))
}

impl Step {
    /// Elements of a list share one schema, so their number does not matter.
    fn name(&self) -> &str {
        match self {
            Step::Key(key) => key,
            Step::Index(_) => "",
        }
    }
}

fn dotted(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => text.push_str(&format!(".{key}")),
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
