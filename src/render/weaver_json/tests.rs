use serde_json::{Value, json};

use super::*;

fn link<'a>(from: &'a str, context: Option<&str>) -> Link<'a> {
    Link { from, to: "case/b", relation: "mentions", origin: "text", context: context.map(str::to_owned) }
}

fn index() -> Index<'static, Vec<Entry<'static>>, Vec<Link<'static>>> {
    Index {
        version: VERSION,
        site: Site { title: "Network".into(), base_url: "https://example.org/".into(), language: "en".into() },
        entries: vec![Entry {
            id: "story/a",
            kind: "story",
            title: "<script>alert(1)</script>\u{0}",
            url: "https://example.org/stories/a/".into(),
            summary: None,
            date: Some("2026-03-01".into()),
            domains: vec!["housing"],
            communities: vec!["citizenship", "welfare"],
            tags: Vec::new(),
            people: Vec::new(),
        }],
        edges: vec![link("story/a", Some("See b.")), link("story/z", None)],
        bridges: [Bridge {
            r#type: "relation",
            communities: ["welfare", "citizenship"],
            from: Some("story/a"),
            to: Some("case/b"),
            relation: Some("uses"),
            context: None,
            entry: None,
            person: None,
        }]
        .into(),
        gaps: [Gap {
            id: "empty-cell/housing/welfare/case".into(),
            r#type: "empty-cell",
            entries: Vec::new(),
            domains: vec!["housing"],
            communities: vec!["welfare"],
            kinds: vec!["case"],
            tags: Vec::new(),
            fields: Vec::new(),
        }]
        .into(),
        wanted: [Wanted { name: "Trust", times: 3, from: ["story/b", "story/a"].into() }].into(),
    }
}

#[test]
fn the_index_says_how_the_site_hangs_together() {
    let written: Value = serde_json::from_slice(&write(&index(), ROOM)).unwrap();
    assert_eq!(
        written,
        json!({
            "version": 1,
            "site": { "title": "Network", "base_url": "https://example.org/", "language": "en" },
            "entries": [{
                "id": "story/a",
                "kind": "story",
                "title": "<script>alert(1)</script>\u{0}",
                "url": "https://example.org/stories/a/",
                "summary": null,
                "date": "2026-03-01",
                "domains": ["housing"],
                "communities": ["citizenship", "welfare"],
                "tags": [],
                "people": [],
            }],
            "edges": [
                { "from": "story/a", "to": "case/b", "relation": "mentions", "origin": "text", "context": "See b." },
                { "from": "story/z", "to": "case/b", "relation": "mentions", "origin": "text", "context": null },
            ],
            "bridges": [{
                "type": "relation",
                "communities": ["welfare", "citizenship"],
                "from": "story/a",
                "to": "case/b",
                "relation": "uses",
                "context": null,
                "entry": null,
                "person": null,
            }],
            "gaps": [{
                "id": "empty-cell/housing/welfare/case",
                "type": "empty-cell",
                "entries": [],
                "domains": ["housing"],
                "communities": ["welfare"],
                "kinds": ["case"],
                "tags": [],
                "fields": [],
            }],
            "wanted": [{ "name": "Trust", "times": 3, "from": ["story/a", "story/b"] }],
        })
    );
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// `tests/program` holds whole documents against the schema; this, that it lets nothing else through. Only
/// suggestions may be missing: the desk has them, and the published file has not.
#[test]
fn the_schema_closes_every_object_and_requires_all_of_its_keys() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let defined = keys(&schema["$defs"]).into_iter().map(|name| &schema["$defs"][name]);
    let objects = defined.filter(|schema| schema["type"] == "object");
    for object in objects.chain([&schema, &schema["properties"]["site"]]) {
        let mut required = object["required"].as_array().unwrap().iter().filter_map(Value::as_str);
        let mut known = keys(&object["properties"]).into_iter().filter(|key| *key != "suggestions");
        assert!(required.by_ref().eq(known.by_ref()), "{object}");
        assert_eq!(object["additionalProperties"], json!(false));
    }
}
