//! The graph in formats that other programs read.
//!
//! Titles are written by people: whatever they hold, each format escapes it, and leaves out what it
//! cannot hold at all.

use std::collections::BTreeMap;

use super::graph::{Graph, Node};
use crate::view::escape::no_formula;

/// Graphviz: a node a line, then a link a line.
pub fn dot(graph: &Graph) -> String {
    let mut text = String::from("digraph weave {\n");
    for node in &graph.nodes {
        let [id, title, kind, community] =
            [&node.id, &node.title, &node.kind, &node.community].map(|value| quoted(value));
        text.push_str(&format!("  {id} [label={title}, kind={kind}, community={community}];\n"));
    }
    for link in &graph.links {
        let [from, to, relation] = [&link.from, &link.to, &link.relation].map(|value| quoted(value));
        text.push_str(&format!("  {from} -> {to} [label={relation}, origin=\"{}\"];\n", link.origin));
    }
    text.push_str("}\n");
    text
}

/// A string of Graphviz's language. Its labels take a backslash for the start of an escape, and every
/// other string for itself; two of them are one in both.
fn quoted(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", kept.replace('\\', "\\\\").replace('"', "\\\""))
}

/// GraphML, the XML of graph editors.
pub fn graphml(graph: &Graph) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (of, name) in
        [("node", "title"), ("node", "kind"), ("node", "community"), ("edge", "relation"), ("edge", "origin")]
    {
        text.push_str(&format!("  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"string\"/>\n"));
    }
    text.push_str("  <graph id=\"weave\" edgedefault=\"directed\">\n");
    for node in &graph.nodes {
        text.push_str(&format!("    <node id=\"{}\">", xml(&node.id)));
        data(&mut text, &[("title", &node.title), ("kind", &node.kind), ("community", &node.community)]);
        text.push_str("</node>\n");
    }
    for (number, link) in graph.links.iter().enumerate() {
        let [from, to] = [&link.from, &link.to].map(|id| xml(id));
        text.push_str(&format!("    <edge id=\"e{number}\" source=\"{from}\" target=\"{to}\">"));
        data(&mut text, &[("relation", &link.relation), ("origin", link.origin)]);
        text.push_str("</edge>\n");
    }
    text.push_str("  </graph>\n</graphml>\n");
    text
}

fn data(text: &mut String, values: &[(&str, &str)]) {
    for (key, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(&format!("<data key=\"{key}\">{}</data>", xml(value)));
    }
}

/// Text and attributes of XML 1.0, which has no way of writing most control characters.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The columns of [`csv`].
const COLUMNS: [&str; 10] = [
    "from",
    "from_kind",
    "from_title",
    "from_community",
    "relation",
    "origin",
    "to",
    "to_kind",
    "to_title",
    "to_community",
];

/// One table (RFC 4180): a row for each link with both of its ends, and one for each entry without any.
pub fn csv(graph: &Graph) -> Result<String, ::csv::Error> {
    let nodes: BTreeMap<&str, &Node> = graph.nodes.iter().map(|node| (&*node.id, node)).collect();
    let none = Node::default();
    let end = |id: &str| -> &Node { nodes.get(id).copied().unwrap_or(&none) };
    let mut alone = nodes.clone();
    let mut rows: Vec<[&str; 10]> = Vec::new();
    for link in &graph.links {
        alone.remove(&*link.from);
        alone.remove(&*link.to);
        let ends = (end(&link.from), end(&link.to));
        rows.push(row(ends.0, &link.relation, link.origin, ends.1));
    }
    rows.extend(alone.into_values().map(|node| row(node, "", "", &none)));
    rows.sort_unstable();
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows {
        writer.write_record(row.iter().map(|text| no_formula(text).into_owned()))?;
    }
    let bytes = writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn row<'n>(from: &'n Node, relation: &'n str, origin: &'n str, to: &'n Node) -> [&'n str; 10] {
    [&from.id, &from.kind, &from.title, &from.community, relation, origin, &to.id, &to.kind, &to.title, &to.community]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::weave::graph::Link;

    const HOSTILE: &str = "A \"title\", with\\ <b>&amp; =1+1\u{1}\nand ]]> ünïcode";

    fn graph() -> Graph {
        let node = |id: &str, title: &str| Node {
            id: id.into(),
            kind: "story".into(),
            title: title.into(),
            community: "one".into(),
        };
        let link = |relation: &str| Link {
            from: "story/a".into(),
            to: "story/b\"&".into(),
            relation: relation.into(),
            origin: "text",
        };
        Graph {
            nodes: vec![node("story/a", HOSTILE), node("story/b\"&", "B"), node("story/c", "C")],
            links: [link("mentions"), link("uses")].into(),
        }
    }

    #[test]
    fn graphml_is_read_by_a_parser_of_xml_as_it_was_meant() {
        let text = graphml(&graph());
        let document = roxmltree::Document::parse(&text).unwrap();
        let named = |name: &'static str| document.descendants().filter(move |node| node.has_tag_name(name));
        let value = |node: roxmltree::Node, key: &str| {
            let data = node.children().find(|data| data.attribute("key") == Some(key)).unwrap();
            data.text().unwrap_or_default().to_owned()
        };
        let title = HOSTILE.replace('\u{1}', "").replace('\n', " ");
        let nodes: Vec<(String, String)> =
            named("node").map(|node| (node.attribute("id").unwrap().to_owned(), value(node, "title"))).collect();
        assert_eq!(
            nodes,
            [("story/a".into(), title), ("story/b\"&".into(), "B".into()), ("story/c".into(), "C".to_owned())]
        );
        let edges: Vec<_> = named("edge")
            .map(|edge| (edge.attribute("source").unwrap(), edge.attribute("target").unwrap(), value(edge, "relation")))
            .collect();
        assert_eq!(edges, [("story/a", "story/b\"&", "mentions".into()), ("story/a", "story/b\"&", "uses".to_owned())]);
        let keys: Vec<&str> = named("key").filter_map(|key| key.attribute("id")).collect();
        assert!(named("data").all(|data| keys.contains(&data.attribute("key").unwrap())));
    }

    #[test]
    fn the_table_is_read_by_a_parser_of_csv_as_it_was_meant() {
        let text = csv(&graph()).unwrap();
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), COLUMNS.to_vec());
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let link = |relation| {
            ["story/a", "story", HOSTILE, "one", relation, "text", "story/b\"&", "story", "B", "one"].map(str::to_owned)
        };
        let alone = ["story/c", "story", "C", "one", "", "", "", "", "", ""].map(str::to_owned);
        assert_eq!(rows, [link("mentions"), link("uses"), alone]);
    }

    #[test]
    fn every_string_of_graphviz_is_quoted() {
        assert_eq!(
            dot(&graph()),
            "digraph weave {\n  \
             \"story/a\" [label=\"A \\\"title\\\", with\\\\ <b>&amp; =1+1and ]]> ünïcode\", kind=\"story\", community=\"one\"];\n  \
             \"story/b\\\"&\" [label=\"B\", kind=\"story\", community=\"one\"];\n  \
             \"story/c\" [label=\"C\", kind=\"story\", community=\"one\"];\n  \
             \"story/a\" -> \"story/b\\\"&\" [label=\"mentions\", origin=\"text\"];\n  \
             \"story/a\" -> \"story/b\\\"&\" [label=\"uses\", origin=\"text\"];\n}\n"
        );
    }
}
