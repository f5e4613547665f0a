//! A field as written → [`Field`]: a new one from its defaults, a known one changed key by key.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Value;

use super::{Field, FieldType};
use crate::config::{At, Ordered, RawField, RawType, Report};
use crate::diagnostics::did_you_mean;

/// Adds the fields of `raw` to `fields`, or changes those that are there already.
pub fn extend_all(fields: &mut Vec<Field>, raw: &Ordered<RawField>, report: &mut Report) {
    for (name, raw) in &raw.0 {
        check_name(name, report);
        match fields.iter_mut().find(|field| *field.name == **name.value()) {
            Some(known) => extend(known, name, raw, report),
            None => {
                let mut field = blank(name.value());
                extend(&mut field, name, raw, report);
                fields.push(field);
            }
        }
    }
}

/// Templates write `fields.name`, so a name has to be one word for them.
fn check_name(name: &At<String>, report: &mut Report) {
    let text = name.value();
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts_well || !text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        report.at(name, format!("`{text}` cannot be the name of a field")).help =
            Some("use letters, digits and `_`, and start with a letter".to_string());
    }
}

fn blank(name: &str) -> Field {
    Field {
        name: Arc::from(name),
        of: FieldType::Text,
        required: false,
        one_of: Vec::new(),
        labels: BTreeMap::new(),
        or: Vec::new(),
        default: None,
        label: in_words(name),
        help: String::new(),
    }
}

/// `brought_back` → "Brought back".
pub fn in_words(name: &str) -> String {
    let mut words = name.replace(['_', '-'], " ");
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}

fn extend(field: &mut Field, name: &At<String>, raw: &RawField, report: &mut Report) {
    let RawField { of_type, kind, many, required, one_of, labels, or, default, label, help, fields } = raw;
    let (mut of, was_many) = one(std::mem::replace(&mut field.of, FieldType::Text));
    if let Some(of_type) = of_type {
        of = retyped(of, *of_type.value());
    }
    set_kind(&mut of, kind.as_ref(), report);
    set_fields(&mut of, name, fields.as_ref(), report);
    set_one_of(field, &of, one_of.as_ref(), report);
    set_labels(field, labels.as_ref(), report);
    set_or(field, &of, or.as_ref(), report);
    field.of = if many.unwrap_or(was_many) { FieldType::List(Box::new(of)) } else { of };
    field.required = required.unwrap_or(field.required);
    if let Some(default) = default {
        set_default(field, default, report);
    }
    if let Some(label) = label {
        field.label.clone_from(label);
    }
    if let Some(help) = help {
        field.help.clone_from(help);
    }
}

/// The type of one value, and whether there may be several.
fn one(of: FieldType) -> (FieldType, bool) {
    match of {
        FieldType::List(of) => (*of, true),
        of => (of, false),
    }
}

/// What a type says beside its name survives when the name stays the same.
fn retyped(before: FieldType, name: RawType) -> FieldType {
    match (name, before) {
        (RawType::Entry, FieldType::Entry(kind)) => FieldType::Entry(kind),
        (RawType::Table, FieldType::Table(fields)) => FieldType::Table(fields),
        (RawType::Text, _) => FieldType::Text,
        (RawType::Date, _) => FieldType::Date,
        (RawType::Integer, _) => FieldType::Integer,
        (RawType::Number, _) => FieldType::Number,
        (RawType::Bool, _) => FieldType::Bool,
        (RawType::Url, _) => FieldType::Url,
        (RawType::File, _) => FieldType::File,
        (RawType::Entry, _) => FieldType::Entry(None),
        (RawType::Person, _) => FieldType::Person,
        (RawType::Zone, _) => FieldType::Zone,
        (RawType::Repeat, _) => FieldType::Repeat,
        (RawType::Table, _) => FieldType::Table(Vec::new()),
    }
}

/// Whether the kind exists is asked when all kinds are known.
fn set_kind(of: &mut FieldType, kind: Option<&At<String>>, report: &mut Report) {
    match (of, kind) {
        (_, None) => {}
        (FieldType::Entry(of_kind), Some(kind)) => *of_kind = Some(Arc::from(kind.value().as_str())),
        (_, Some(kind)) => {
            report.at(kind, "only a field of type `entry` has a `kind`").help =
                Some("add `type = \"entry\"`".to_string())
        }
    }
}

fn set_fields(of: &mut FieldType, name: &At<String>, fields: Option<&Ordered<RawField>>, report: &mut Report) {
    match (of, fields) {
        (FieldType::Table(known), fields) => {
            if let Some(fields) = fields {
                extend_all(known, fields, report);
            }
            if known.is_empty() {
                report.at(name, format!("the table `{}` has no fields", name.value())).help =
                    Some(format!("describe them under `fields.{}.fields`", name.value()));
            }
        }
        (_, Some(_)) => {
            report.at(name, "only a field of type `table` has `fields`").help =
                Some("add `type = \"table\"`".to_string())
        }
        (_, None) => {}
    }
}

fn set_one_of(field: &mut Field, of: &FieldType, one_of: Option<&At<Vec<At<String>>>>, report: &mut Report) {
    let Some(one_of) = one_of else { return };
    if *of != FieldType::Text {
        report.at(one_of, "only a field of type `text` has `one_of`");
    } else if one_of.value().is_empty() {
        report.at(one_of, "`one_of` allows no value at all");
    }
    field.one_of = one_of.value().iter().map(|value| Arc::from(value.value().as_str())).collect();
}

fn set_labels(field: &mut Field, labels: Option<&Ordered<String>>, report: &mut Report) {
    for (value, label) in labels.iter().flat_map(|labels| &labels.0) {
        match field.one_of.iter().find(|known| ***known == **value.value()) {
            Some(known) => drop(field.labels.insert(known.clone(), label.clone())),
            None => {
                let meant = did_you_mean(value.value(), field.one_of.iter().map(|value| &**value));
                let help = meant.map_or_else(
                    || "give labels to values that `one_of` lists".to_string(),
                    |meant| format!("did you mean `{meant}`?"),
                );
                report.at(value, format!("`{}` cannot be `{}`", field.name, value.value())).help = Some(help);
            }
        }
    }
}

fn set_or(field: &mut Field, of: &FieldType, or: Option<&At<Vec<At<String>>>>, report: &mut Report) {
    let Some(or) = or else { return };
    if !matches!(of, FieldType::Entry(_)) {
        report.at(or, "only a field of type `entry` has `or`").help = Some("add `type = \"entry\"`".to_string());
    }
    field.or = or.value().iter().map(|word| Arc::from(word.value().as_str())).collect();
}

fn set_default(field: &mut Field, default: &At<Value>, report: &mut Report) {
    if !fits(default.value(), &field.of, &field.one_of) {
        report.at(default, format!("the default of `{}` is not a value that the field allows", field.name));
    }
    field.default = Some(default.value().clone());
}

/// Whether a value has the type of a field. What a text means (a date, an entry) is not asked.
fn fits(value: &Value, of: &FieldType, one_of: &[Arc<str>]) -> bool {
    match of {
        FieldType::Text => value.as_str().is_some_and(|text| one_of.is_empty() || one_of.iter().any(|v| **v == *text)),
        FieldType::Date => value.is_str() || value.is_datetime(),
        FieldType::Integer => value.is_integer(),
        FieldType::Number => value.is_float() || value.is_integer(),
        FieldType::Bool => value.is_bool(),
        FieldType::Url | FieldType::File | FieldType::Entry(_) | FieldType::Zone | FieldType::Repeat => value.is_str(),
        FieldType::Person => value.is_str() || value.is_table(),
        FieldType::List(of) => match value.as_array() {
            Some(items) => items.iter().all(|item| fits(item, of, one_of)),
            None => fits(value, of, one_of),
        },
        FieldType::Table(fields) => value.as_table().is_some_and(|table| {
            let known = |name: &String| fields.iter().find(|field| *field.name == **name);
            table.iter().all(|(name, value)| known(name).is_some_and(|field| fits(value, &field.of, &field.one_of)))
        }),
    }
}
