//! TOML front matter → a tree with places.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::tree::{Node, NodeValue, Scalar, Tree};
use super::unclosed::unclosed;
use super::{Placed, dates, templates};
use crate::diagnostics::{Code, Diagnostic, Span};

/// A file with more mistakes than this is not TOML at all, and one screen of them is enough.
const MAX_PROBLEMS: usize = 20;

/// Every level takes stack in whoever reads the tree; people use four or five. The parser itself
/// counts brackets, but not the dots of keys inside them.
const MAX_DEPTH: usize = 40;

/// Parses `text[inner]`; places count from the start of `text`. With mistakes in it, the tree holds
/// what could be read around them.
pub fn parse(file: &Arc<str>, text: &str, inner: Range<usize>) -> (Tree, Vec<Diagnostic>) {
    let source = Source { file, text: &text[inner.clone()], offset: inner.start };
    let (table, errors) = DeTable::parse_recoverable(source.text);
    let mut problems = source.problems(&errors);
    (source.tree(table.get_ref(), 0, &mut problems), problems)
}

struct Source<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    offset: usize,
}

impl Source<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    /// What is wrong, once for each place, and nothing that follows from a bracket without its end.
    fn problems(&self, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
        let mut problems: Vec<Diagnostic> = Vec::new();
        for error in errors.iter().take(MAX_PROBLEMS) {
            let stumbled = error.span().unwrap_or(0..0).start;
            if let Some(bracket) = unclosed(self.text, stumbled).filter(|_| error.message() != "duplicate key") {
                problems.push(self.without_end(bracket));
                break;
            }
            let problem = self.problem(error);
            let place = |problem: &Diagnostic| problem.span.as_ref().map(|span| span.start);
            if problems.iter().all(|known| place(known) != place(&problem)) {
                problems.push(problem);
            }
        }
        problems
    }

    fn without_end(&self, bracket: Range<usize>) -> Diagnostic {
        let (end, example) = match &self.text[bracket.clone()] {
            "[" => ("]", "tags = [\"one\", \"two\"]"),
            _ => ("}", "source = { name = \"Us\" }"),
        };
        let message = format!("this is not valid TOML: `{}` has no `{end}`", &self.text[bracket.clone()]);
        let help = format!("close it behind its last value, as in `{example}`");
        Diagnostic::new(Code::InvalidFrontMatter, message).at(self.span(bracket)).help(help)
    }

    fn problem(&self, error: &toml::de::Error) -> Diagnostic {
        let range = error.span().unwrap_or(0..0);
        let start = range.start;
        let written = self.text.get(range.clone()).unwrap_or_default();
        let span = self.span(range);
        if error.message() == "duplicate key" {
            return Diagnostic::new(Code::DuplicateKey, format!("the key `{written}` stands twice"))
                .at(span)
                .help("keep one of the two; the first is used for now");
        }
        if looks_like_date(written) {
            return Diagnostic::new(Code::InvalidDate, format!("`{written}` is not a date"))
                .at(span)
                .help(dates::FORMS);
        }
        Diagnostic::new(Code::InvalidFrontMatter, format!("this is not valid TOML: {}", error.message()))
            .at(span)
            .help(help(line_of(self.text, start)))
    }

    fn tree(&self, table: &DeTable, depth: usize, problems: &mut Vec<Diagnostic>) -> Tree {
        let entries = table.iter().map(|(key, value)| {
            let key = Placed { value: Arc::from(key.get_ref().as_ref()), span: self.span(key.span()) };
            (key, self.node(value, depth, problems))
        });
        Tree { entries: entries.collect() }
    }

    fn node(&self, value: &Spanned<DeValue>, depth: usize, problems: &mut Vec<Diagnostic>) -> Node {
        let written = self.text.get(value.span()).unwrap_or_default();
        let span = self.span(value.span());
        let value = match value.get_ref() {
            DeValue::String(text) => scalar(Scalar::Text, text),
            DeValue::Integer(number) => scalar(integer(number.as_str(), number.radix()), written),
            DeValue::Float(number) => scalar(float(number.as_str()), written),
            DeValue::Boolean(value) => scalar(Scalar::Bool(*value), written),
            DeValue::Datetime(_) => scalar(Scalar::Date, written),
            DeValue::Array(_) | DeValue::Table(_) if depth == MAX_DEPTH => {
                problems.push(too_deep(&span));
                NodeValue::Null
            }
            // What is wrong with these braces is said already.
            DeValue::Table(_) if written.starts_with("{{") => NodeValue::Null,
            DeValue::Array(items) => {
                NodeValue::List(items.iter().map(|item| self.node(item, depth + 1, problems)).collect())
            }
            DeValue::Table(table) => NodeValue::Table(self.tree(table, depth + 1, problems)),
        };
        Node { value, span }
    }
}

/// What to do about the usual mistakes in a line.
fn help(line: &str) -> &'static str {
    if templates::has_placeholder(line) {
        templates::HELP
    } else if has_curly_quotes(line) {
        "the quotes here are curly, as text programs make them: write straight ones, `title = \"A title\"`"
    } else {
        "text needs quotes, and dates none: `title = \"A title\"`, `date = 2026-03-01`"
    }
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default()
}

const CURLY: [char; 5] = ['“', '”', '„', '«', '»'];

/// Whether there are any outside of straight ones, in which they are words like all others.
fn has_curly_quotes(line: &str) -> bool {
    let outside = line.split('"').step_by(2).any(|part| part.contains(CURLY));
    let single = line.split_once('=').is_some_and(|(_, value)| value.trim_start().starts_with(['‘', '’', '‚']));
    let mixed = line.matches('"').count() == 1 && line.contains(CURLY);
    outside || single || mixed
}

/// `2026-02-30` is a mistake about days and not about TOML.
fn looks_like_date(written: &str) -> bool {
    let behind = written.trim_start_matches(|c: char| c.is_ascii_digit());
    written.len() >= 8 && written.len() - behind.len() >= 4 && behind.starts_with('-')
}

fn too_deep(span: &Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidFrontMatter, format!("tables are nested more than {MAX_DEPTH} deep"))
        .at(span.clone())
        .help("keep data of this shape in a file of its own")
}

fn scalar(of: Scalar, text: &str) -> NodeValue {
    NodeValue::Scalar { of, text: Arc::from(text) }
}

fn integer(digits: &str, radix: u32) -> Scalar {
    match i64::from_str_radix(digits, radix) {
        Ok(number) => Scalar::Integer(number),
        Err(_) => float(digits),
    }
}

/// `nan` and `inf` are no numbers that a page or a JSON file could show; they stay text.
fn float(digits: &str) -> Scalar {
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => Scalar::Number(number),
        _ => Scalar::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_quotes_and_placeholders_of_templates_are_named_in_the_help() {
        let help = |text: &str| {
            let (_, problems) = parse(&Arc::from("x.md"), text, 0..text.len());
            problems[0].help.clone().unwrap()
        };
        for text in ["a = 1\ntitle = “Kettle”\n", "title = ‘Kettle’", "tags = [“a”, “b”]\n", "title = \"Kettle”\n"]
        {
            assert!(help(text).contains("curly"), "{text}");
        }
        for text in ["date = {{ .Date }}\n", "title = {{title}}\n", "date = <% tp.date.now() %>\n"] {
            assert_eq!(help(text), templates::HELP, "{text}");
        }
        assert!(help("title = \"“A” title\" x\n").starts_with("text needs quotes"));
    }

    #[test]
    fn values_keep_their_spelling_and_their_places() {
        let text = "a = 1_000\nb = 0x1F\nc = 1e3\nd = nan\ne = true\nf = 2026-03-01 10:00:00\ng = 'x'\nh = [1, {i = 2}]\n[j.k]\nl = \"é\"\n";
        let (tree, problems) = parse(&Arc::from("x.md"), text, 0..text.len());
        assert_eq!(problems, []);
        let read: Vec<_> = tree
            .entries
            .iter()
            .map(|(_, node)| (node.value.clone(), &text[node.span.start as usize..node.span.end as usize]))
            .collect();
        let scalar = |of, text: &str| NodeValue::Scalar { of, text: Arc::from(text) };
        assert_eq!(
            read[..7],
            [
                (scalar(Scalar::Integer(1000), "1_000"), "1_000"),
                (scalar(Scalar::Integer(31), "0x1F"), "0x1F"),
                (scalar(Scalar::Number(1000.0), "1e3"), "1e3"),
                (scalar(Scalar::Text, "nan"), "nan"),
                (scalar(Scalar::Bool(true), "true"), "true"),
                (scalar(Scalar::Date, "2026-03-01 10:00:00"), "2026-03-01 10:00:00"),
                (scalar(Scalar::Text, "x"), "'x'"),
            ]
        );
        assert_eq!(read[7].1, "[1, {i = 2}]");
        let NodeValue::Table(j) = &read[8].0 else { panic!("{:?}", read[8]) };
        let NodeValue::Table(k) = &j.entries[0].1.value else { panic!("{j:?}") };
        let (key, value) = &k.entries[0];
        assert_eq!((&text[key.span.start as usize..key.span.end as usize], value.text().unwrap().as_ref()), ("l", "é"));
    }
}
