//! The check that makes typed values of what is written in front matter.
//!
//! The check is lenient where no meaning is lost (a number where text is wanted, one value where a
//! list is wanted) and never guesses (text with commas is not a list). It knows no other entry; values that name one are
//! those of `references.rs`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::front_matter::Format;
use super::markdown::html::unescape;
use super::repeat::{self, Refused, Repeat};
use super::target::{Bare, unwrap_wiki};
use super::titles::is_reserved;
use super::tree::{Node, NodeValue, Scalar, Tree};
use super::{FieldValue, Moment, Placed, dates, templates};
use crate::config::{Config, zone_help};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::kinds::{Field, FieldType};

/// Checks the values of one file and collects what is wrong with them.
#[derive(Debug)]
pub struct Checker<'a> {
    pub file: &'a Arc<str>,
    /// The language that its front matter is written in.
    pub format: Format,
    pub config: &'a Config,
    /// The zone that dates without one are meant in: the entry's own, else the site's.
    pub zone: TimeZone,
    pub problems: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// The language of the front matter that `span` stands in: what folders say for their entries is TOML.
    pub fn format_at(&self, span: &Span) -> Format {
        if span.file == *self.file { self.format } else { Format::Toml }
    }

    /// The value of `field` in `node`; `None` if nothing is written there, or nothing usable.
    pub fn field(&mut self, field: &Field, node: &Node) -> Option<FieldValue> {
        self.value(field, &field.of, node)
    }

    fn value(&mut self, field: &Field, of: &FieldType, node: &Node) -> Option<FieldValue> {
        if node.is_blank() {
            return None;
        }
        if node.is_unfilled() {
            return self.unfilled_field(field, node);
        }
        match of {
            FieldType::Text => self.choice(field, node).map(FieldValue::Text),
            FieldType::Date => self.date(&field.name, node).map(FieldValue::Date),
            FieldType::Integer => self.integer(&field.name, node).map(FieldValue::Integer),
            FieldType::Number => self.number(&field.name, node).map(FieldValue::Number),
            FieldType::Bool => self.bool(&field.name, node).map(FieldValue::Bool),
            FieldType::Url => self.url(&field.name, node).map(FieldValue::Text),
            FieldType::File => self.target(&field.name, Bare::File, node).map(FieldValue::File),
            FieldType::Entry(kind) => self.entry(field, kind.as_ref(), node),
            FieldType::Person => self.person(&field.name, node).map(FieldValue::Person),
            FieldType::Zone => self.zone(&field.name, node).map(FieldValue::Text),
            FieldType::Repeat => self.repeat(&field.name, node).map(FieldValue::Repeat),
            FieldType::List(of) => {
                Some(FieldValue::List(items(node).iter().filter_map(|item| self.value(field, of, item)).collect()))
            }
            FieldType::Table(fields) => self.table(&field.name, fields, node).map(FieldValue::Table),
        }
    }

    /// Text, trimmed, without control characters; `None` if nothing is left of it, or nobody has filled it in.
    pub fn text(&mut self, name: &str, node: &Node) -> Option<Arc<str>> {
        if node.is_unfilled() { self.left_over(name, node) } else { self.any_text(name, node) }
    }

    fn any_text(&mut self, name: &str, node: &Node) -> Option<Arc<str>> {
        if node.is_null() {
            return None;
        }
        let Some(text) = node.text() else {
            return self.wrong_type(name, "text", node);
        };
        let refused = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        if !text.contains(refused) {
            return Some(text.trim()).filter(|text| !text.is_empty()).map(Arc::from);
        }
        let problem = Diagnostic::new(Code::InvalidValue, format!("`{name}` holds a control character"));
        self.problems
            .push(problem.at(node.span.clone()).help("take it out: no browser and no feed reader can show it"));
        let cleaned = text.replace(refused, "");
        Some(cleaned.trim()).filter(|text| !text.is_empty()).map(Arc::from)
    }

    /// Text for readers, in which character references stand for their characters as they do in Markdown:
    /// other generators print titles as they are written, and so writers escape them.
    pub fn words(&mut self, name: &str, node: &Node) -> Option<Arc<str>> {
        let text = self.text(name, node)?;
        if !text.contains('&') {
            return Some(text);
        }
        let plain = unescape(&text).replace(|c: char| c.is_control() || is_reserved(c), " ");
        Some(plain.trim()).filter(|text| !text.is_empty()).map(Arc::from)
    }

    pub fn placed_text(&mut self, name: &str, node: &Node) -> Option<Placed<Arc<str>>> {
        self.text(name, node).map(|value| Placed { value, span: node.span.clone() })
    }

    /// One text or a list of them.
    pub fn texts(&mut self, name: &str, node: &Node) -> Vec<Placed<Arc<str>>> {
        items(node).iter().filter_map(|item| self.placed_text(name, item)).collect()
    }

    /// A list of tags, or one text with commas between them, as Obsidian and Jekyll take it; each may begin with a `#`.
    pub fn tags(&mut self, node: &Node) -> Vec<Placed<Arc<str>>> {
        let is_list = matches!(node.value, NodeValue::List(_));
        let tags = self.texts("tags", node).into_iter().flat_map(|Placed { value, span }| {
            let parts: Vec<&str> = if is_list { vec![&*value] } else { value.split(',').collect() };
            let parts = parts.into_iter().map(|tag| tag.trim().trim_start_matches('#')).filter(|tag| !tag.is_empty());
            parts.map(|tag| Placed { value: Arc::from(tag), span: span.clone() }).collect::<Vec<_>>()
        });
        tags.collect()
    }

    /// One name or a list of them, each alone or in the double brackets of a wiki-link.
    pub fn names(&mut self, name: &str, node: &Node) -> Vec<Placed<Arc<str>>> {
        let unwrapped = |text: Placed<Arc<str>>| Placed { value: Arc::from(unwrap_wiki(&text.value)), span: text.span };
        self.texts(name, node).into_iter().map(unwrapped).collect()
    }

    /// Text that the schema may restrict to a few values; letter case does not matter.
    fn choice(&mut self, field: &Field, node: &Node) -> Option<Arc<str>> {
        let text = self.text(&field.name, node)?;
        if field.one_of.is_empty() {
            return Some(text);
        }
        let allowed = field.one_of.iter().find(|allowed| allowed.to_lowercase() == text.to_lowercase());
        if allowed.is_none() {
            let problem = Diagnostic::new(Code::InvalidValue, format!("`{}` cannot be `{text}`", field.name));
            let names = field.one_of.iter().map(|allowed| &**allowed);
            self.problems.push(problem.at(node.span.clone()).help(with_suggestion(&text, names, "the values are")));
        }
        allowed.cloned()
    }

    pub fn date(&mut self, name: &str, node: &Node) -> Option<Moment> {
        if node.is_blank() {
            return None;
        }
        let Some(text) = node.text() else {
            return self.wrong_type(name, "a date", node);
        };
        let moment = dates::parse(text, &self.zone, &self.config.timezone);
        if moment.is_none() {
            let problem = Diagnostic::new(Code::InvalidDate, format!("`{name}`: `{}` is not a date", shortened(text)));
            let help = if templates::has_placeholder(text) { templates::HELP } else { dates::FORMS };
            self.problems.push(problem.at(node.span.clone()).help(help));
        }
        moment
    }

    /// The name of a zone, as the list of zones spells it.
    fn zone(&mut self, name: &str, node: &Node) -> Option<Arc<str>> {
        let text = self.text(name, node)?;
        if let Ok(zone) = TimeZone::get(&text) {
            return Some(zone.iana_name().map_or(text, Arc::from));
        }
        let problem = Diagnostic::new(Code::InvalidValue, format!("`{}` is not a time zone", shortened(&text)));
        self.problems.push(problem.at(node.span.clone()).help(zone_help(&text)));
        None
    }

    fn repeat(&mut self, name: &str, node: &Node) -> Option<Placed<Arc<Repeat>>> {
        let text = self.text(name, node)?;
        match repeat::parse(&text) {
            Ok(repeat) => Some(Placed { value: repeat.into(), span: node.span.clone() }),
            Err(Refused { message, help }) => {
                let problem = Diagnostic::new(Code::InvalidRepeat, format!("`{name}`: {message}"));
                self.problems.push(problem.at(node.span.clone()).help(help));
                None
            }
        }
    }

    /// `true` or `false`, also as `yes` or `no` and in quotes, as older YAML has it.
    pub fn bool(&mut self, name: &str, node: &Node) -> Option<bool> {
        if node.is_blank() {
            return None;
        }
        match &node.value {
            NodeValue::Scalar { of: Scalar::Bool(value), .. } => Some(*value),
            NodeValue::Scalar { of: Scalar::Text, text } => {
                truth(text).or_else(|| self.wrong_type(name, "`true` or `false`", node))
            }
            _ => self.wrong_type(name, "`true` or `false`", node),
        }
    }

    fn integer(&mut self, name: &str, node: &Node) -> Option<i64> {
        match &node.value {
            NodeValue::Scalar { of: Scalar::Integer(number), .. } => Some(*number),
            NodeValue::Scalar { of: Scalar::Text, text } if text.trim().parse::<i64>().is_ok() => {
                text.trim().parse().ok()
            }
            _ => self.wrong_type(name, "a whole number", node),
        }
    }

    fn number(&mut self, name: &str, node: &Node) -> Option<f64> {
        let number = match &node.value {
            NodeValue::Scalar { of: Scalar::Integer(number), .. } => Some(*number as f64),
            NodeValue::Scalar { of: Scalar::Number(number), .. } => Some(*number),
            NodeValue::Scalar { of: Scalar::Text, text } => {
                text.trim().parse().ok().filter(|number: &f64| number.is_finite())
            }
            _ => None,
        };
        number.or_else(|| self.wrong_type(name, "a number", node))
    }

    fn table(&mut self, name: &str, fields: &[Field], node: &Node) -> Option<BTreeMap<Arc<str>, FieldValue>> {
        let NodeValue::Table(tree) = &node.value else {
            return self.wrong_type(name, "a table", node);
        };
        let known: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
        self.unknown_keys(tree, &known);
        let values = fields.iter().filter_map(|field| {
            let value = tree.get(&field.name).and_then(|(_, value)| self.field(field, value));
            let value = value.or_else(|| self.default_of(field, &node.span));
            if value.is_none() && field.required && !tree.is_written(&field.name) {
                self.missing(&format!("{name}.{}", field.name), node.span.clone(), &field.help);
            }
            value.map(|value| (field.name.clone(), value))
        });
        Some(values.collect())
    }

    /// What the schema says a field holds when nothing is written.
    pub fn default_of(&mut self, field: &Field, span: &Span) -> Option<FieldValue> {
        let node = Node::of_default(field.default.as_ref()?, span);
        self.field(field, &node)
    }

    /// A value that no schema describes, for templates.
    pub fn free(&mut self, node: &Node) -> Option<FieldValue> {
        Some(match &node.value {
            NodeValue::Null => return None,
            NodeValue::Scalar { of, text } => match of {
                Scalar::Bool(value) => FieldValue::Bool(*value),
                Scalar::Integer(number) => FieldValue::Integer(*number),
                Scalar::Number(number) => FieldValue::Number(*number),
                Scalar::Date => dates::parse(text, &self.zone, &self.config.timezone)
                    .map_or_else(|| FieldValue::Text(text.clone()), FieldValue::Date),
                Scalar::Text => FieldValue::Text(self.any_text("extra", node).unwrap_or_default()),
            },
            NodeValue::List(items) => FieldValue::List(items.iter().filter_map(|item| self.free(item)).collect()),
            NodeValue::Table(tree) => FieldValue::Table(self.free_table(tree)),
        })
    }

    pub fn free_table(&mut self, tree: &Tree) -> BTreeMap<Arc<str>, FieldValue> {
        let pairs = tree.entries.iter().filter_map(|(key, value)| Some((key.value.clone(), self.free(value)?)));
        pairs.collect()
    }

    pub fn unknown_keys(&mut self, tree: &Tree, known: &[&str]) {
        for (key, _) in &tree.entries {
            if !known.contains(&&*key.value) {
                let problem =
                    Diagnostic::new(Code::UnknownKey, format!("`{}` is not a key that belongs here", key.value));
                let help = with_suggestion(&key.value, known.iter().copied(), "the keys are");
                self.problems.push(problem.at(key.span.clone()).help(help));
            }
        }
    }

    pub fn wrong_type<T>(&mut self, name: &str, wanted: &str, node: &Node) -> Option<T> {
        let message = format!("`{name}` must be {wanted}, not {}", node.type_name());
        self.problems.push(Diagnostic::new(Code::WrongType, message).at(node.span.clone()));
        None
    }
}

/// What older YAML has for `true` and `false`.
pub fn truth(word: &str) -> Option<bool> {
    match word.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// A list's items, or the one value that stands where a list may.
pub fn items(node: &Node) -> &[Node] {
    match &node.value {
        NodeValue::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// "did you mean `open`? the values are `open`, `answered`".
pub fn with_suggestion<'a>(word: &str, names: impl Iterator<Item = &'a str> + Clone, lead: &str) -> String {
    let list = names.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match did_you_mean(word, names) {
        Some(meant) => format!("did you mean `{meant}`? {lead} {list}"),
        None => format!("{lead} {list}"),
    }
}

/// A value for a message: a line that was not meant as one can be very long.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
