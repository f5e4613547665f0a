//! `{{ name(key="value") }}`: calls of components, and how other generators' shortcodes are told
//! apart from them.
//!
//! Never knows which components there are; the theme does.

use std::sync::Arc;

use crate::content::FieldValue;

/// What stands between template braces.
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    Call {
        name: Arc<str>,
        arguments: Vec<(Arc<str>, FieldValue)>,
    },
    /// A call that cannot be understood: why, and the byte in the source where it went wrong.
    Invalid {
        message: String,
        at: usize,
    },
    /// A shortcode, tag or expression of another generator, by name.
    Foreign {
        name: String,
    },
}

/// Lists deeper than this are refused, so that reading them cannot exhaust the stack.
const DEEPEST_LIST: usize = 16;

/// What begins a comment of Hugo's: `{{/* … */}}`.
pub const REMARK: &str = "/*";

/// Reads one construct, braces included.
pub fn parse(source: &str) -> Template {
    let Some(inner) = source.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) else {
        return Template::Foreign { name: foreign_name(source) };
    };
    let mut reader = Reader { text: inner, at: 0 };
    reader.skip_space();
    let name = reader.name();
    let is_joined = reader.peek() == Some('(');
    reader.skip_space();
    if name.is_empty() || !reader.eat('(') || !is_joined && !reader.is_at_argument() {
        return Template::Foreign { name: foreign_name(source) };
    }
    match reader.arguments() {
        Ok(arguments) => Template::Call { name: Arc::from(name), arguments },
        Err(message) => Template::Invalid { message, at: 2 + reader.at },
    }
}

/// The word a reader would call it by: `ref` of `{{< ref "x.md" >}}`, `url` of `{{ "/x/" | url }}`.
fn foreign_name(source: &str) -> String {
    if source.trim_start_matches(['{', '-', ' ']).starts_with(REMARK) {
        return REMARK.to_owned();
    }
    let inner = source.trim_matches(|c: char| "{}<>%/#=*-".contains(c) || c.is_whitespace());
    let inner = if inner.starts_with(['"', '\'']) { inner.rsplit('|').next().unwrap_or(inner).trim() } else { inner };
    let name: String = inner.chars().take_while(|c| c.is_alphanumeric() || "_-./$".contains(*c)).take(60).collect();
    if name.is_empty() { inner.chars().take(20).collect() } else { name }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = &self.text[self.at..];
        let taken = &rest[..rest.find(|c| !wanted(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn name(&mut self) -> &'t str {
        if self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            self.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        } else {
            ""
        }
    }

    fn arguments(&mut self) -> Result<Vec<(Arc<str>, FieldValue)>, String> {
        let mut arguments: Vec<(Arc<str>, FieldValue)> = Vec::new();
        loop {
            self.skip_space();
            if self.eat(')') {
                break;
            }
            let (key, value) = self.argument()?;
            if arguments.iter().any(|(known, _)| **known == *key) {
                return Err(format!("the argument `{key}` stands twice"));
            }
            arguments.push((Arc::from(key), value));
            self.skip_space();
            if !self.eat(',') && self.peek() != Some(')') {
                return Err("expected `,` or `)` after an argument".to_owned());
            }
        }
        self.skip_space();
        if self.at < self.text.len() { Err("expected `}}` after `)`".to_owned()) } else { Ok(arguments) }
    }

    /// Whether a named argument goes on, or none at all: those of Logseq have no names (`{{query (and [[x]])}}`).
    fn is_at_argument(&self) -> bool {
        let mut ahead = Reader { text: self.text, at: self.at };
        ahead.skip_space();
        if ahead.peek() == Some(')') {
            return true;
        }
        let has_key = !ahead.name().is_empty();
        ahead.skip_space();
        has_key && ahead.eat('=')
    }

    fn argument(&mut self) -> Result<(&'t str, FieldValue), String> {
        let key = self.name();
        self.skip_space();
        if key.is_empty() || !self.eat('=') {
            return Err("expected `name=value`".to_owned());
        }
        Ok((key, self.value(0)?))
    }

    fn value(&mut self, depth: usize) -> Result<FieldValue, String> {
        self.skip_space();
        match self.peek() {
            Some(quote @ ('"' | '\'')) => self.text(quote),
            Some('[') if depth < DEEPEST_LIST => self.list(depth),
            _ => self.bare(),
        }
    }

    fn text(&mut self, quote: char) -> Result<FieldValue, String> {
        self.eat(quote);
        let mut value = String::new();
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                _ if c == quote => return Ok(FieldValue::Text(Arc::from(value))),
                '\\' => value.push(self.escape()),
                _ => value.push(c),
            }
        }
        Err("this text has no closing quote".to_owned())
    }

    fn escape(&mut self) -> char {
        let Some(c) = self.peek() else { return '\\' };
        self.at += c.len_utf8();
        match c {
            'n' => '\n',
            't' => '\t',
            other => other,
        }
    }

    fn list(&mut self, depth: usize) -> Result<FieldValue, String> {
        self.eat('[');
        let mut values = Vec::new();
        loop {
            self.skip_space();
            if self.eat(']') {
                return Ok(FieldValue::List(values));
            }
            values.push(self.value(depth + 1)?);
            self.skip_space();
            if !self.eat(',') && self.peek() != Some(']') {
                return Err("expected `,` or `]` in a list".to_owned());
            }
        }
    }

    fn bare(&mut self) -> Result<FieldValue, String> {
        let start = self.at;
        let word = self.take_while(|c| c.is_alphanumeric() || "+-._".contains(c));
        let number = || word.parse::<f64>().ok().filter(|number| number.is_finite()).map(FieldValue::Number);
        let value = match word {
            "true" => Some(FieldValue::Bool(true)),
            "false" => Some(FieldValue::Bool(false)),
            _ => word.parse().ok().map(FieldValue::Integer).or_else(number),
        };
        value.ok_or_else(|| {
            self.at = start;
            "expected a text in quotes, a number, `true`, `false` or a list".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_read_with_all_kinds_of_values() {
        let source = r#"{{ query(kind="method", limit=3, all=true, tags=["a", 'b'], ratio=0.5,) }}"#;
        let text = |value: &str| FieldValue::Text(Arc::from(value));
        let arguments: Vec<(Arc<str>, FieldValue)> = vec![
            ("kind".into(), text("method")),
            ("limit".into(), FieldValue::Integer(3)),
            ("all".into(), FieldValue::Bool(true)),
            ("tags".into(), FieldValue::List(vec![text("a"), text("b")])),
            ("ratio".into(), FieldValue::Number(0.5)),
        ];
        assert_eq!(parse(source), Template::Call { name: "query".into(), arguments });
        for toc in ["{{toc()}}", "{{ toc ( ) }}"] {
            assert_eq!(parse(toc), Template::Call { name: "toc".into(), arguments: Vec::new() });
        }
    }

    #[test]
    fn a_broken_call_says_where_and_why() {
        let cases = [
            ("{{ query(kind=) }}", 14, "expected a text in quotes, a number, `true`, `false` or a list"),
            ("{{ query(kind=method) }}", 14, "expected a text in quotes, a number, `true`, `false` or a list"),
            (r#"{{ query("method") }}"#, 9, "expected `name=value`"),
            (r#"{{ query(a="x" b=1) }}"#, 15, "expected `,` or `)` after an argument"),
            ("{{ query(a=1) | x }}", 14, "expected `}}` after `)`"),
            ("{{ query(a=1, a=2) }}", 17, "the argument `a` stands twice"),
            (r#"{{ query(a="x) }}"#, 15, "this text has no closing quote"),
        ];
        for (source, at, message) in cases {
            assert_eq!(parse(source), Template::Invalid { message: message.to_owned(), at }, "{source}");
        }
    }

    #[test]
    fn other_generators_constructs_are_named() {
        let cases = [
            (r#"{{< ref "x.md" >}}"#, "ref"),
            ("{{query (and [[a]] [[b]])}}", "query"),
            ("{{embed ((64f1-a2))}}", "embed"),
            ("{{< /note >}}", "note"),
            ("{{% box %}}", "box"),
            ("{{/* Ask Jane */}}", "/*"),
            (r#"{{ "/path/" | url }}"#, "url"),
            ("{{ site.baseurl }}", "site.baseurl"),
            (r#"{% page "path" %}"#, "page"),
            ("{%- endif -%}", "endif"),
            ("{{ site.url('x') }}", "site.url"),
        ];
        for (source, name) in cases {
            assert_eq!(parse(source), Template::Foreign { name: name.to_owned() }, "{source}");
        }
    }
}
