//! `weaver.json`: the weave for other programs, in a format with a version and a JSON Schema.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::plan::encode;
use crate::view::{Snapshot, plain};
use crate::weaver::{Edge, EntryIx, Taxonomy, TermIx};

/// The JSON Schema (2020-12) of `weaver.json`.
pub const SCHEMA: &str = include_str!("weaver.schema.json");

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Index {
    version: u32,
    site: Site,
    entries: Vec<Entry>,
    edges: BTreeSet<Link>,
    bridges: BTreeSet<Bridge>,
    gaps: BTreeSet<String>,
    wanted: BTreeSet<Wanted>,
}

#[derive(Serialize)]
struct Site {
    title: String,
    base_url: String,
    language: String,
}

/// Terms are slugs, sorted.
#[derive(Serialize)]
struct Entry {
    id: String,
    kind: String,
    title: String,
    url: String,
    summary: Option<String>,
    date: Option<String>,
    domains: BTreeSet<String>,
    communities: BTreeSet<String>,
    tags: BTreeSet<String>,
    people: BTreeSet<String>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    from: String,
    to: String,
    relation: String,
    origin: &'static str,
    context: Option<String>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Bridge {
    from: String,
    to: String,
    relation: String,
    /// The homes of `from` and `to`.
    communities: [String; 2],
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Wanted {
    name: String,
    times: usize,
    from: BTreeSet<String>,
}

/// The whole weave. The languages of an entry are one entry, and what any of them links to, it
/// links to.
pub fn weaver_json(snapshot: &Snapshot) -> String {
    let weave = &snapshot.weave;
    write(&Index {
        version: VERSION,
        site: site(snapshot),
        entries: weave
            .all()
            .filter(|entry| weave.is_primary(*entry))
            .map(|entry| self::entry(snapshot, entry))
            .collect(),
        edges: weave.edges().iter().map(|edge| link(snapshot, edge)).collect(),
        bridges: bridges(snapshot),
        // A key of the format from its first version on; the weave computes no gaps.
        gaps: BTreeSet::new(),
        wanted: wanted(snapshot),
    })
}

fn site(snapshot: &Snapshot) -> Site {
    let config = &snapshot.config;
    Site { title: config.title.clone(), base_url: config.base_url.absolute(""), language: config.language.clone() }
}

fn id(snapshot: &Snapshot, entry: EntryIx) -> String {
    snapshot.weave.doc(entry).id.to_string()
}

fn entry(snapshot: &Snapshot, entry: EntryIx) -> Entry {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let terms = |taxonomy| -> BTreeSet<String> {
        let terms = weave.terms();
        terms.of_entry(taxonomy, entry).iter().map(|term| terms.get(taxonomy, *term).slug.to_string()).collect()
    };
    Entry {
        id: doc.id.to_string(),
        kind: doc.id.kind.to_string(),
        title: doc.facts.title.to_string(),
        url: snapshot.config.base_url.absolute(&encode(weave.address(entry))),
        summary: plain::summary(snapshot, entry, 480).map(|text| text.to_string()),
        date: weave.date(entry).map(|date| date.iso()),
        domains: terms(Taxonomy::Domains),
        communities: terms(Taxonomy::Communities),
        tags: terms(Taxonomy::Tags),
        people: terms(Taxonomy::People),
    }
}

fn link(snapshot: &Snapshot, edge: &Edge) -> Link {
    Link {
        from: id(snapshot, edge.from),
        to: id(snapshot, edge.to),
        relation: edge.relation.as_deref().unwrap_or("mentions").to_owned(),
        origin: edge.origin.name(),
        context: context(snapshot, edge),
    }
}

/// The sentence around the link, as it reads on the page: a link without words of its own shows
/// the title of what it leads to.
fn context(snapshot: &Snapshot, edge: &Edge) -> Option<String> {
    let sentence = plain::sentence(snapshot, edge.from, edge.link?)?;
    Some(format!("{}{}{}", sentence.before, sentence.marked, sentence.after))
}

fn bridges(snapshot: &Snapshot) -> BTreeSet<Bridge> {
    let slug = |term: TermIx| snapshot.weave.terms().get(Taxonomy::Communities, term).slug.to_string();
    let bridges = snapshot.weave.bridges().iter().map(|bridge| Bridge {
        from: id(snapshot, bridge.from),
        to: id(snapshot, bridge.to),
        relation: bridge.relation.to_string(),
        communities: [slug(bridge.communities.0), slug(bridge.communities.1)],
    });
    bridges.collect()
}

fn wanted(snapshot: &Snapshot) -> BTreeSet<Wanted> {
    let wanted = snapshot.weave.wanted().iter().map(|wanted| Wanted {
        name: wanted.name.to_string(),
        times: wanted.times,
        from: wanted.from.iter().map(|entry| id(snapshot, *entry)).collect(),
    });
    wanted.collect()
}

fn write(index: &Index) -> String {
    // Texts, numbers and lists of them always serialise.
    let mut text = serde_json::to_string(index).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn set(slugs: &[&str]) -> BTreeSet<String> {
        slugs.iter().map(|slug| slug.to_string()).collect()
    }

    fn link(from: &str, context: Option<&str>) -> Link {
        Link {
            from: from.into(),
            to: "case/b".into(),
            relation: "mentions".into(),
            origin: "text",
            context: context.map(str::to_owned),
        }
    }

    fn index() -> Index {
        Index {
            version: VERSION,
            site: Site { title: "Network".into(), base_url: "https://example.org/".into(), language: "en".into() },
            entries: vec![Entry {
                id: "story/a".into(),
                kind: "story".into(),
                title: "<script>alert(1)</script>\u{0}".into(),
                url: "https://example.org/stories/a/".into(),
                summary: None,
                date: Some("2026-03-01".into()),
                domains: set(&["housing"]),
                communities: set(&["welfare", "citizenship"]),
                tags: set(&[]),
                people: set(&[]),
            }],
            edges: [link("story/z", None), link("story/a", Some("See b.")), link("story/a", Some("See b."))].into(),
            bridges: [Bridge {
                from: "story/a".into(),
                to: "case/b".into(),
                relation: "uses".into(),
                communities: ["welfare".into(), "citizenship".into()],
            }]
            .into(),
            gaps: BTreeSet::new(),
            wanted: [Wanted { name: "Trust".into(), times: 3, from: set(&["story/b", "story/a"]) }].into(),
        }
    }

    #[test]
    fn the_index_is_sorted_and_says_each_thing_once() {
        let written: Value = serde_json::from_str(&write(&index())).unwrap();
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
                "bridges": [
                    { "from": "story/a", "to": "case/b", "relation": "uses", "communities": ["welfare", "citizenship"] },
                ],
                "gaps": [],
                "wanted": [{ "name": "Trust", "times": 3, "from": ["story/a", "story/b"] }],
            })
        );
    }

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
    }

    /// The schema closes every object and requires all of its keys, so comparing keys is enough.
    #[test]
    fn the_schema_describes_what_is_written() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let written: Value = serde_json::from_str(&write(&index())).unwrap();
        let mut pairs = vec![(&schema, &written), (&schema["properties"]["site"], &written["site"])];
        for (list, name) in [("entries", "entry"), ("edges", "edge"), ("bridges", "bridge"), ("wanted", "wanted")] {
            assert_eq!(schema["properties"][list]["items"]["$ref"], format!("#/$defs/{name}"));
            pairs.push((&schema["$defs"][name], &written[list][0]));
        }
        for (schema, value) in pairs {
            let required: Vec<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert_eq!(keys(&schema["properties"]), keys(value));
            assert_eq!(required, keys(value));
            assert_eq!(schema["additionalProperties"], json!(false));
        }
    }
}
