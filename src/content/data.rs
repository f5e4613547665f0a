//! Files under `data/` (TOML, YAML, JSON, CSV) → one value for templates.
//!
//! It never looks at what a value means; templates do.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::decode::decode;
use super::tree::{Node, NodeValue, Scalar, Tree};
use super::{toml_table, yaml_help, yaml_table};
use crate::diagnostics::{Code, Diagnostic, Span};

/// The folder of data files, at the site's root.
const DATA: &str = "data/";

/// All data files as one table: `data/teams/north.toml` is `teams.north`. `files` are paths from the
/// site's root with their bytes; what has another ending, or starts with `.` or `_`, is left out.
pub fn data<'a>(files: impl IntoIterator<Item = (&'a Arc<str>, &'a [u8])>) -> (Value, Vec<Diagnostic>) {
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort();
    let mut all = Map::new();
    let mut problems = Vec::new();
    for (file, bytes) in files {
        let Some((names, format)) = name_of(file) else { continue };
        match parse(file, bytes, format) {
            Ok(value) => {
                if !put(&mut all, &names, value) {
                    problems.push(name_twice(file, &names));
                }
            }
            Err(found) => problems.extend(found),
        }
    }
    (Value::Object(all), problems)
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Toml,
    Yaml,
    Json,
    Csv,
}

/// `data/teams/north.toml` → `teams`, `north`, and what it is written in.
fn name_of(file: &str) -> Option<(Vec<&str>, Format)> {
    let (name, ending) = file.strip_prefix(DATA)?.rsplit_once('.')?;
    let format = match ending.to_ascii_lowercase().as_str() {
        "toml" => Format::Toml,
        "yaml" | "yml" => Format::Yaml,
        "json" => Format::Json,
        "csv" => Format::Csv,
        _ => return None,
    };
    let names: Vec<&str> = name.split('/').collect();
    (!names.iter().any(|name| name.is_empty() || name.starts_with(['.', '_']))).then_some((names, format))
}

/// Puts `value` where `names` lead; false where a value is in the way.
fn put(all: &mut Map<String, Value>, names: &[&str], value: Value) -> bool {
    let [folders @ .., name] = names else { return false };
    let mut place = all;
    for folder in folders {
        let inner = place.entry(*folder).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(inner) = inner else { return false };
        place = inner;
    }
    match (place.get_mut(*name), value) {
        (None, value) => {
            place.insert((*name).to_owned(), value);
            true
        }
        (Some(Value::Object(known)), Value::Object(new)) if new.keys().all(|key| !known.contains_key(key)) => {
            known.extend(new);
            true
        }
        _ => false,
    }
}

fn name_twice(file: &Arc<str>, names: &[&str]) -> Diagnostic {
    Diagnostic::new(Code::InvalidData, format!("another file or folder already gives `{}`", names.join(".")))
        .at(Span::file(file))
        .help("rename one of the two")
}

fn parse(file: &Arc<str>, bytes: &[u8], format: Format) -> Result<Value, Vec<Diagnostic>> {
    let text = decode(file, bytes)?;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match format {
        Format::Toml => toml(file, text, start),
        Format::Yaml => yaml(&text[start..]).map_err(|found| vec![found.at(file, start)]),
        Format::Json => json(&text[start..]).map_err(|found| vec![found.at(file, start)]),
        Format::Csv => csv(&text[start..]).map_err(|found| vec![found.at(file, start)]),
    }
}

/// A problem at a byte of the parsed text.
struct Problem {
    message: String,
    offset: usize,
    help: &'static str,
}

impl Problem {
    fn at(self, file: &Arc<str>, start: usize) -> Diagnostic {
        let place = start + self.offset;
        Diagnostic::new(Code::InvalidData, self.message).at(Span::new(file, place..place)).help(self.help)
    }
}

fn toml(file: &Arc<str>, text: &str, start: usize) -> Result<Value, Vec<Diagnostic>> {
    let (tree, problems) = toml_table::parse(file, text, start..text.len());
    if problems.is_empty() {
        return Ok(object(&tree));
    }
    let as_data = |problem: Diagnostic| Diagnostic { code: Code::InvalidData, ..problem };
    Err(problems.into_iter().map(as_data).collect())
}

fn object(tree: &Tree) -> Value {
    Value::Object(tree.entries.iter().map(|(key, node)| (key.value.to_string(), json_of(node))).collect())
}

fn json_of(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Scalar { of: Scalar::Bool(value), .. } => Value::Bool(*value),
        NodeValue::Scalar { of: Scalar::Integer(number), .. } => Value::from(*number),
        NodeValue::Scalar { of: Scalar::Number(number), .. } => Value::from(*number),
        NodeValue::Scalar { of: Scalar::Text | Scalar::Date, text } => Value::from(&**text),
        NodeValue::List(items) => Value::Array(items.iter().map(json_of).collect()),
        NodeValue::Table(tree) => object(tree),
    }
}

fn yaml(text: &str) -> Result<Value, Problem> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    serde_saphyr::from_str_with_options(text, yaml_table::options()).map_err(|error| {
        let offset = error.location().map_or(0, |location| yaml_table::offset_of(text, location));
        let message = yaml_table::message(&error);
        let help = yaml_help::help(text, offset, &message);
        Problem { message: format!("this is not valid YAML: {message}"), offset, help }
    })
}

fn json(text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text).map_err(|error| {
        let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let words = error.to_string();
        let end = words.rfind(" at line ").unwrap_or(words.len());
        Problem {
            message: format!("this is not valid JSON: {}", &words[..end]),
            offset: (line_start + error.column().saturating_sub(1)).min(text.len()),
            help: "JSON wants double quotes around keys and text, commas between values, and none after the last",
        }
    })
}

/// A list with one table for each row, keyed by the first row; all values are text.
fn csv(text: &str) -> Result<Value, Problem> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| csv_problem(&error))?.clone();
    for (index, name) in header.iter().enumerate() {
        if header.iter().take(index).any(|known| known == name) {
            let message = format!("two columns are called `{name}`");
            return Err(Problem { message, offset: 0, help: "give each column a name of its own in the first row" });
        }
    }
    let rows = reader.records().map(|row| {
        let row = row.map_err(|error| csv_problem(&error))?;
        Ok(Value::Object(header.iter().zip(&row).map(|(name, value)| (name.to_owned(), Value::from(value))).collect()))
    });
    rows.collect::<Result<Vec<Value>, Problem>>().map(Value::Array)
}

fn csv_problem(error: &csv::Error) -> Problem {
    let offset = error.position().map_or(0, |position| position.byte() as usize);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this row has {len} values, and the first row names {expected_len} columns")
        }
        _ => "this is not valid CSV".to_owned(),
    };
    Problem { message, offset, help: "a value that holds a comma, a quote or a line end needs double quotes" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(files: &[(&str, &[u8])]) -> (Value, Vec<Diagnostic>) {
        let files: Vec<(Arc<str>, &[u8])> = files.iter().map(|(path, bytes)| (Arc::from(*path), *bytes)).collect();
        data(files.iter().map(|(path, bytes)| (path, *bytes)))
    }

    fn problem(path: &str, bytes: &[u8]) -> (Code, String, Option<Span>) {
        let (_, mut problems) = read(&[(path, bytes)]);
        assert_eq!(problems.len(), 1, "{problems:?}");
        let problem = problems.remove(0);
        assert!(problem.help.is_some());
        (problem.code, problem.message, problem.span)
    }

    fn at(path: &str, place: usize) -> Option<Span> {
        Some(Span::new(&Arc::from(path), place..place))
    }

    #[test]
    fn files_of_all_formats_are_found_by_their_names() {
        let (value, problems) = read(&[
            ("data/teams/north.toml", b"name = \"North\"\nsince = 2020-01-02\nsize = 3\n[lead]\nrole = \"weaver\"\n"),
            ("data/teams/south.yml", b"\xef\xbb\xbf- a\n- {b: 2019-06-14, c: 007, d: yes}\n"),
            ("data/links.json", b"{\"z\": 1, \"a\": [true, null]}"),
            ("data/people.csv", b"name, role\n\"A, B\",weaver\nC,\n"),
            ("data/empty.yaml", b"\n"),
            ("data/notes.md", b"# no data"),
            ("data/.hidden.json", b"{"),
        ]);
        assert_eq!(problems, []);
        let expected = json!({
            "empty": null,
            "links": { "z": 1, "a": [true, null] },
            "people": [{ "name": "A, B", "role": "weaver" }, { "name": "C", "role": "" }],
            "teams": {
                "north": { "name": "North", "since": "2020-01-02", "size": 3, "lead": { "role": "weaver" } },
                "south": ["a", { "b": "2019-06-14", "c": "007", "d": "yes" }],
            },
        });
        assert_eq!(value.to_string(), expected.to_string());
    }

    #[test]
    fn a_broken_file_is_named_with_its_place_and_the_others_are_read() {
        let (value, problems) = read(&[("data/a.json", b"{\n  \"x\": ]"), ("data/b.json", b"1")]);
        assert_eq!(value, json!({ "b": 1 }));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].message, "this is not valid JSON: expected value");
        assert_eq!(problems[0].span, at("data/a.json", 9));
    }

    #[test]
    fn each_format_says_where_it_is_broken() {
        let invalid = |message: &str, path, place| (Code::InvalidData, message.to_owned(), at(path, place));
        assert_eq!(
            problem("data/a.yaml", b"a: 1\nb: c: d\n"),
            invalid("this is not valid YAML: mapping values are not allowed in this context", "data/a.yaml", 9)
        );
        assert_eq!(
            problem("data/a.csv", b"x,y\n1,2\n3\n"),
            invalid("this row has 1 values, and the first row names 2 columns", "data/a.csv", 8)
        );
        assert_eq!(problem("data/a.csv", b"x,x\n"), invalid("two columns are called `x`", "data/a.csv", 0));
        let (code, _, span) = problem("data/a.toml", b"a = 1\nb = \n");
        assert_eq!((code, span), (Code::InvalidData, at("data/a.toml", 10)));
        let (code, _, _) = problem("data/a.json", b"\xff");
        assert_eq!(code, Code::InvalidEncoding);
    }

    #[test]
    fn two_files_with_one_name_are_an_error_unless_they_can_be_joined() {
        let (value, problems) = read(&[("data/a.json", b"1"), ("data/a.toml", b"x = 1")]);
        assert_eq!(value, json!({ "a": 1 }));
        let expected = Diagnostic::new(Code::InvalidData, "another file or folder already gives `a`")
            .at(Span::file(&Arc::from("data/a.toml")))
            .help("rename one of the two");
        assert_eq!(problems, [expected]);
        let (value, problems) = read(&[("data/a.json", b"{\"x\": 1}"), ("data/a/y.json", b"2")]);
        assert_eq!((value, problems), (json!({ "a": { "x": 1, "y": 2 } }), vec![]));
    }

    #[test]
    fn hostile_data_is_refused() {
        let deep = "[".repeat(100_000);
        for path in ["data/a.json", "data/a.yaml", "data/a.toml"] {
            let text = if path.ends_with("toml") { format!("a = {deep}") } else { deep.clone() };
            let (value, problems) = read(&[(path, text.as_bytes())]);
            assert_eq!(value, json!({}));
            assert!(!problems.is_empty());
        }
    }
}
