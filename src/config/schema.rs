//! JSON Schema of what is written in TOML, and questions about it.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value;

use super::raw::RawConfig;
use crate::diagnostics::Code;

/// JSON Schema (2020-12) of `copsite.toml`, for editors.
pub fn schema() -> Value {
    let mut schema = schema_of::<RawConfig>();
    list_codes(&mut schema["properties"]["checks"]);
    schema
}

/// Editors can then complete the codes, and say what each stands for.
fn list_codes(checks: &mut Value) {
    let level = checks["additionalProperties"].take();
    let entry = |code: &Code| {
        let mut schema = level.clone();
        schema["description"] = Value::from(code.meaning());
        (code.name().to_string(), schema)
    };
    checks["properties"] = Code::ALL.iter().map(entry).collect();
    checks["additionalProperties"] = Value::from(false);
}

/// JSON Schema of any type that is read from TOML. There is no null in TOML, so none is allowed.
pub(super) fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let transform = RecursiveTransform(|schema: &mut schemars::Schema| forget_null(schema));
    settings.with_transform(transform).into_generator().into_root_schema_for::<T>().to_value()
}

fn forget_null(schema: &mut schemars::Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_string(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type") != Some(&Value::from("null")));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
}

/// The keys that a table may have which is reached from the top by the keys of `path`; the empty
/// string leads to the elements of a list.
pub(super) fn keys_at(schema: &Value, path: &[&str]) -> Vec<String> {
    let mut nodes = alternatives(schema, schema);
    for step in path {
        nodes = nodes.into_iter().filter_map(|node| child(node, step)).flat_map(|n| alternatives(schema, n)).collect();
    }
    let tables = nodes.into_iter().filter_map(|node| node.get("properties")?.as_object());
    tables.flat_map(|properties| properties.keys().cloned()).collect()
}

fn child<'a>(node: &'a Value, step: &str) -> Option<&'a Value> {
    match step {
        "" => node.get("items"),
        _ => node.get("properties").and_then(|all| all.get(step)).or_else(|| node.get("additionalProperties")),
    }
}

/// A schema itself and all that it refers to or offers as a choice.
fn alternatives<'a>(root: &'a Value, node: &'a Value) -> Vec<&'a Value> {
    let mut found = vec![node];
    if let Some(target) = node.get("$ref").and_then(Value::as_str).and_then(|to| root.pointer(to.strip_prefix('#')?)) {
        found.extend(alternatives(root, target));
    }
    for choices in ["anyOf", "oneOf", "allOf"].iter().filter_map(|name| node.get(name)?.as_array()) {
        found.extend(choices.iter().flat_map(|choice| alternatives(root, choice)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_schema_of_the_configuration_knows_every_key_and_requires_the_title() {
        let schema = schema();
        assert_eq!(schema["$schema"], json!("https://json-schema.org/draft/2020-12/schema"));
        assert_eq!(schema["required"], json!(["title"]));
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(
            keys_at(&schema, &[]),
            [
                "title",
                "base_url",
                "language",
                "languages",
                "timezone",
                "summary",
                "licence",
                "edit_url",
                "history_url",
                "new_url",
                "git_dates",
                "contact",
                "header_pages",
                "footer_pages",
                "theme",
                "vocabulary",
                "fields",
                "kinds",
                "relations",
                "checks",
                "markdown",
                "audiences",
                "harvest",
                "newsletter",
                "weave",
                "search",
                "social",
                "policy",
            ]
        );
        assert_eq!(keys_at(&schema, &["social"]), ["cards"]);
        assert_eq!(keys_at(&schema, &["markdown"]), ["raw_html", "smart_punctuation", "tags"]);
        assert_eq!(keys_at(&schema, &["vocabulary", "tags"]), ["policy", "synonyms"]);
        assert_eq!(keys_at(&schema, &["relations", "any"]), ["label", "inverse", "verb", "inverse_verb", "symmetric"]);
        assert_eq!(keys_at(&schema, &["kinds", "a", "fields", "b", "fields", "c"])[..2], ["type", "kind"]);
        assert_eq!(keys_at(&schema, &["checks"]).len(), Code::ALL.len());
    }

    #[test]
    fn the_schema_allows_no_null_because_toml_has_none() {
        let schema = schema();
        assert!(!schema.to_string().contains("null"), "{schema:#}");
        assert_eq!(
            schema["properties"]["base_url"],
            json!({
                "description": "Where the site is published, \"https://example.org/network/\", or only the path, \"/network/\".",
                "type": "string",
            })
        );
    }
}
