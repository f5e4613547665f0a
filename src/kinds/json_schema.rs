//! A kind's front matter as JSON Schema, for editors.
//!
//! TOML and YAML have dates of their own; editors check both as texts, and so does the schema.

use serde_json::{Map, Value, json};

use super::common::may_be_words;
use super::{Field, FieldType, Kind, Kinds, Relation, common_keys};

/// JSON Schema (2020-12) of the front matter of entries of this kind: the common keys, its own
/// fields, the site's own names for either, relations, and anything under `extra`.
pub fn json_schema(kind: &Kind, kinds: &Kinds) -> Value {
    let mut properties: Map<String, Value> =
        common_keys().iter().chain(&kind.fields).map(|field| (field.name.to_string(), property(field))).collect();
    properties.insert("kind".to_string(), json!({ "const": *kind.name, "description": "What the entry is." }));
    properties.insert("relations".to_string(), relations(kinds.relations.values()));
    properties.insert("extra".to_string(), json!({ "type": "object", "description": "Anything else, for templates." }));
    for (name, stands_for) in kinds.names.of(&kind.name) {
        if let Some(schema) = properties.get(stands_for).cloned() {
            properties.insert(name.to_string(), schema);
        }
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.title,
        "description": kind.definition,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    require(&mut schema, kind, kinds);
    schema
}

/// A required field may stand under a name of the site's own.
fn require(schema: &mut Value, kind: &Kind, kinds: &Kinds) {
    let all_names = kinds.names.of(&kind.name);
    let (mut plain, mut choices) = (Vec::new(), Vec::new());
    for field in kind.fields.iter().filter(|field| field.required) {
        let others = all_names.iter().filter(|(_, stands_for)| **stands_for == &*field.name);
        let names: Vec<&str> = std::iter::once(&*field.name).chain(others.map(|(name, _)| *name)).collect();
        match names.as_slice() {
            [only] => plain.push(*only),
            names => {
                choices.push(json!({ "anyOf": names.iter().map(|n| json!({ "required": [n] })).collect::<Vec<_>>() }))
            }
        }
    }
    if !plain.is_empty() {
        schema["required"] = json!(plain);
    }
    if !choices.is_empty() {
        schema["allOf"] = json!(choices);
    }
}

fn property(field: &Field) -> Value {
    let mut schema = match of_type(&field.of, field) {
        table if may_be_words(field) => json!({ "anyOf": [{ "type": "string" }, table] }),
        // It may say whether, as in other tools, and not when.
        _ if *field.name == *"publish" => json!({ "type": ["string", "boolean"] }),
        schema => schema,
    };
    schema["title"] = json!(field.label);
    schema["description"] = json!(field.help);
    if let Some(default) = &field.default {
        schema["default"] = to_json(default);
    }
    schema
}

fn of_type(of: &FieldType, field: &Field) -> Value {
    match of {
        FieldType::Text if field.one_of.is_empty() => json!({ "type": "string" }),
        FieldType::Text => json!({ "enum": field.one_of.iter().map(|value| &**value).collect::<Vec<&str>>() }),
        FieldType::Date | FieldType::Url | FieldType::File | FieldType::Entry(_) => json!({ "type": "string" }),
        FieldType::Zone | FieldType::Repeat => json!({ "type": "string" }),
        FieldType::Integer => json!({ "type": "integer" }),
        FieldType::Number => json!({ "type": "number" }),
        FieldType::Bool => json!({ "type": "boolean" }),
        FieldType::Person => person(),
        FieldType::List(of) => one_or_many(of_type(of, field)),
        FieldType::Table(fields) => table(fields),
    }
}

fn one_or_many(one: Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

fn person() -> Value {
    json!({ "anyOf": [
        { "type": "string" },
        {
            "type": "object",
            "properties": { "id": { "type": "string" }, "role": { "type": "string" } },
            "required": ["id"],
            "additionalProperties": false,
        },
    ] })
}

fn table(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|field| (field.name.to_string(), property(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| &*field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn relations<'a>(all: impl Iterator<Item = &'a Relation>) -> Value {
    let entry = |relation: &Relation| {
        let mut schema = one_or_many(json!({ "type": "string" }));
        schema["description"] = json!(format!(
            "This entry {} the entries named; they show it under \"{}\".",
            relation.verb, relation.inverse
        ));
        (relation.name.to_string(), schema)
    };
    let properties: Map<String, Value> = all.map(entry).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn to_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.iter().map(to_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), to_json(value))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::tests::kinds_of;

    #[test]
    fn the_schema_of_every_kind_lists_its_fields_and_requires_the_required_ones() {
        let kinds = kinds_of("");
        for kind in &kinds.kinds {
            let schema = json_schema(kind, &kinds);
            let required: Vec<&str> = kind.fields.iter().filter(|f| f.required).map(|f| &*f.name).collect();
            let listed = schema
                .get("required")
                .map_or(Vec::new(), |names| names.as_array().into_iter().flatten().filter_map(Value::as_str).collect());
            assert_eq!(listed, required, "{}", kind.name);
            for field in common_keys().iter().chain(&kind.fields) {
                assert!(schema["properties"].get(&*field.name).is_some(), "{}: {}", kind.name, field.name);
            }
        }
    }

    #[test]
    fn a_kind_becomes_its_json_schema() {
        let kinds = kinds_of(
            "[kinds.recipe]\nfolder = \"recipes\"\ntitle = \"Recipe\"\ndefinition = \"Food, step by step.\"\n\
             [kinds.recipe.fields.serves]\ntype = \"integer\"\nrequired = true\nhelp = \"How many people.\"\n\
             [kinds.recipe.fields.taste]\none_of = [\"sweet\", \"salty\"]\nmany = true\ndefault = [\"sweet\"]\n\
             [kinds.recipe.fields.steps]\ntype = \"table\"\nmany = true\n\
             [kinds.recipe.fields.steps.fields.do]\nrequired = true\n",
        );
        let mut schema = json_schema(kinds.get("recipe").expect("the kind"), &kinds);
        let properties = schema["properties"].take();
        assert_eq!(
            schema,
            json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": "Recipe",
                "description": "Food, step by step.",
                "type": "object",
                "properties": null,
                "additionalProperties": false,
                "required": ["serves"],
            })
        );
        let serves = json!({ "type": "integer", "title": "Serves", "description": "How many people." });
        assert_eq!(properties["serves"], serves);
        let taste = json!({ "enum": ["sweet", "salty"] });
        assert_eq!(
            properties["taste"],
            json!({
                "anyOf": [taste, { "type": "array", "items": taste }],
                "title": "Taste", "description": "", "default": ["sweet"],
            })
        );
        let step = json!({
            "type": "object",
            "properties": { "do": { "type": "string", "title": "Do", "description": "" } },
            "required": ["do"],
            "additionalProperties": false,
        });
        assert_eq!(properties["steps"]["anyOf"], json!([step, { "type": "array", "items": step }]));
        assert_eq!(properties["kind"]["const"], json!("recipe"));
        assert!(properties["relations"]["properties"].get("led-to").is_some());
    }

    #[test]
    fn a_required_field_may_stand_under_the_sites_own_name() {
        let kinds = kinds_of("[fields]\nbegins = \"start\"\n");
        let schema = json_schema(kinds.get("event").expect("the kind"), &kinds);
        assert_eq!(schema.get("required"), None);
        assert_eq!(schema["allOf"], json!([{ "anyOf": [{ "required": ["start"] }, { "required": ["begins"] }] }]));
        assert_eq!(schema["properties"]["begins"], schema["properties"]["start"]);
    }
}
