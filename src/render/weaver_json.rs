//! `weaver.json`: the weave for other programs, in a format with a version and a JSON Schema.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::plan::encode;
use crate::view::{Snapshot, plain};
use crate::weaver::{Edge, EntryIx, Taxonomy, TermIx};

/// The JSON Schema (2020-12) of `weaver.json`.
pub const SCHEMA: &str = include_str!("weaver.schema.json");

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Index<'a> {
    version: u32,
    site: Site,
    entries: Vec<Entry<'a>>,
    /// Sorted, each once.
    edges: Vec<Link<'a>>,
    bridges: BTreeSet<Bridge<'a>>,
    gaps: BTreeSet<String>,
    wanted: BTreeSet<Wanted<'a>>,
}

#[derive(Serialize)]
struct Site {
    title: String,
    base_url: String,
    language: String,
}

/// Terms are slugs, sorted.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    kind: &'a str,
    title: &'a str,
    url: String,
    summary: Option<Arc<str>>,
    date: Option<String>,
    domains: Vec<&'a str>,
    communities: Vec<&'a str>,
    tags: Vec<&'a str>,
    people: Vec<&'a str>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Link<'a> {
    from: &'a str,
    to: &'a str,
    relation: &'a str,
    origin: &'static str,
    context: Option<String>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Bridge<'a> {
    from: &'a str,
    to: &'a str,
    relation: &'a str,
    /// The homes of `from` and `to`.
    communities: [&'a str; 2],
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Wanted<'a> {
    name: &'a str,
    times: usize,
    from: BTreeSet<&'a str>,
}

/// The whole weave. The languages of an entry are one entry, and what any of them links to, it
/// links to.
pub fn weaver_json(snapshot: &Snapshot) -> String {
    let weave = &snapshot.weave;
    let ids: Vec<String> = weave.all().map(|entry| weave.doc(entry).id.to_string()).collect();
    write(&Index {
        version: VERSION,
        site: site(snapshot),
        entries: weave
            .all()
            .filter(|entry| weave.is_primary(*entry))
            .map(|entry| self::entry(snapshot, &ids, entry))
            .collect(),
        edges: edges(snapshot, &ids),
        bridges: bridges(snapshot, &ids),
        // A key of the format from its first version on; the weave computes no gaps.
        gaps: BTreeSet::new(),
        wanted: wanted(snapshot, &ids),
    })
}

fn site(snapshot: &Snapshot) -> Site {
    let config = &snapshot.config;
    Site { title: config.title.clone(), base_url: config.base_url.absolute(""), language: config.language.clone() }
}

/// `ids` holds the id of every entry.
fn entry<'a>(snapshot: &'a Snapshot, ids: &'a [String], entry: EntryIx) -> Entry<'a> {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let terms = |taxonomy| -> Vec<&'a str> {
        // Terms are numbered in the order of their slugs.
        let mut terms = weave.terms().of_entry(taxonomy, entry).to_vec();
        terms.sort_unstable();
        terms.into_iter().map(|term| &*weave.terms().get(taxonomy, term).slug).collect()
    };
    Entry {
        id: &ids[entry.index()],
        kind: &doc.id.kind,
        title: &doc.facts.title,
        url: snapshot.config.base_url.absolute(&encode(weave.address(entry))),
        summary: plain::summary(snapshot, entry, 480),
        date: weave.date(entry).map(|date| date.iso()),
        domains: terms(Taxonomy::Domains),
        communities: terms(Taxonomy::Communities),
        tags: terms(Taxonomy::Tags),
        people: terms(Taxonomy::People),
    }
}

fn edges<'a>(snapshot: &'a Snapshot, ids: &'a [String]) -> Vec<Link<'a>> {
    let link = |edge: &'a Edge| Link {
        from: &ids[edge.from.index()],
        to: &ids[edge.to.index()],
        relation: edge.relation.as_deref().unwrap_or("mentions"),
        origin: edge.origin.name(),
        context: context(snapshot, edge),
    };
    let mut links: Vec<Link> = snapshot.weave.edges().iter().map(link).collect();
    links.sort_unstable();
    links.dedup();
    links
}

/// The sentence around the link, as it reads on the page: a link without words of its own shows
/// the title of what it leads to.
fn context(snapshot: &Snapshot, edge: &Edge) -> Option<String> {
    let sentence = plain::sentence(snapshot, edge.from, edge.link?)?;
    Some([&*sentence.before, &*sentence.marked, &*sentence.after].concat())
}

fn bridges<'a>(snapshot: &'a Snapshot, ids: &'a [String]) -> BTreeSet<Bridge<'a>> {
    let slug = |term: TermIx| &*snapshot.weave.terms().get(Taxonomy::Communities, term).slug;
    let bridges = snapshot.weave.bridges().iter().map(|bridge| Bridge {
        from: &ids[bridge.from.index()],
        to: &ids[bridge.to.index()],
        relation: &bridge.relation,
        communities: [slug(bridge.communities.0), slug(bridge.communities.1)],
    });
    bridges.collect()
}

fn wanted<'a>(snapshot: &'a Snapshot, ids: &'a [String]) -> BTreeSet<Wanted<'a>> {
    let wanted = snapshot.weave.wanted().iter().map(|wanted| Wanted {
        name: &wanted.name,
        times: wanted.times,
        from: wanted.from.iter().map(|entry| &*ids[entry.index()]).collect(),
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

    fn link<'a>(from: &'a str, context: Option<&str>) -> Link<'a> {
        Link { from, to: "case/b", relation: "mentions", origin: "text", context: context.map(str::to_owned) }
    }

    fn index() -> Index<'static> {
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
                from: "story/a",
                to: "case/b",
                relation: "uses",
                communities: ["welfare", "citizenship"],
            }]
            .into(),
            gaps: BTreeSet::new(),
            wanted: [Wanted { name: "Trust", times: 3, from: ["story/b", "story/a"].into() }].into(),
        }
    }

    #[test]
    fn the_index_says_how_the_site_hangs_together() {
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
