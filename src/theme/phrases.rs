//! Calls that put one value into a phrase, `{{ t(key="n-pages", n=count) }}`, as filters of that value.
//!
//! The engine makes a table of a call's arguments, and another of that one: ten allocations, about forty times a
//! page. A filter without arguments is given the value as it stands. It says the same, in the one language of the
//! engine that knows it; what a call has that a filter cannot have leaves it a call.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::engine::fill;
use super::strings::Strings;

const OPEN: &str = "{{ t(key=\"";
const CLOSE: &str = ") }}";

/// The phrases that were asked for, each with the name of its argument, and numbered.
#[derive(Default)]
pub struct Phrases {
    numbers: RefCell<BTreeMap<(String, String), usize>>,
}

impl Phrases {
    /// The tag with a filter that does the same as `tag`; nothing for another call.
    pub fn filtered(&self, tag: &str) -> Option<String> {
        let (key, argument, value) = parts(tag)?;
        let mut numbers = self.numbers.borrow_mut();
        let next = numbers.len();
        let number = numbers.entry((key.to_owned(), argument.to_owned())).or_insert(next);
        Some(format!("{{{{ ({value}) | {} }}}}", name(*number)))
    }

    /// Teaches an engine the filters that were put into its templates.
    pub fn register(self, engine: &mut Tera, strings: &Arc<Strings>, lang: &str) {
        for ((key, argument), number) in self.numbers.into_inner() {
            let (strings, lang): (_, Arc<str>) = (strings.clone(), lang.into());
            let phrase =
                move |value: &Value, _: Kwargs, state: &State| said(&strings, &lang, (&key, &argument), value, state);
            engine.register_filter(name(number), phrase);
        }
    }
}

fn name(number: usize) -> String {
    format!("phrase_{number}")
}

fn said(
    strings: &Strings,
    lang: &str,
    (key, argument): (&str, &str),
    value: &Value,
    state: &State,
) -> TeraResult<Value> {
    let language = strings.language(lang);
    let Some(phrase) = language.phrase(key) else { return Ok(Value::normal_string(key)) };
    let count = if argument == "n" { value.as_u64() } else { None };
    fill(phrase.pattern(count), key, &[(argument, value)], state, &language.group)
}

/// Key, argument and value of a tag that is one call with one argument beside the key.
fn parts(tag: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = tag.strip_prefix(OPEN)?.strip_suffix(CLOSE)?.split_once("\", ")?;
    let (argument, value) = rest.split_once('=')?;
    let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let is_name = |text: &str| !text.is_empty() && text.bytes().all(is_name_byte);
    // What begins with another sign of equality is a comparison.
    let is_value = !value.starts_with('=') && is_whole(value);
    (is_name(key) && is_name(argument) && argument != "lang" && is_value).then_some((key, argument, value))
}

/// Whether a value is the rest of its call: each bracket in it is closed by its own, each string ends, and no comma
/// parts it from another argument.
fn is_whole(value: &str) -> bool {
    let mut open = Vec::new();
    let mut quote = None;
    for sign in value.chars() {
        match sign {
            _ if quote.is_some() => quote = quote.filter(|quote| *quote != sign),
            '"' | '\'' | '`' => quote = Some(sign),
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' if open.pop() != Some(sign) => return false,
            ',' if open.is_empty() => return false,
            _ => {}
        }
    }
    // A backslash may keep a quote from ending its string.
    quote.is_none() && open.is_empty() && !value.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_with_one_value_becomes_a_filter_of_its_phrase() {
        let phrases = Phrases::default();
        let filtered = |tag: &str| phrases.filtered(tag);
        assert_eq!(filtered(r#"{{ t(key="a", n=x | length - 3) }}"#).unwrap(), "{{ (x | length - 3) | phrase_0 }}");
        assert_eq!(filtered(r#"{{ t(key="a", name=x.y) }}"#).unwrap(), "{{ (x.y) | phrase_1 }}");
        assert_eq!(filtered(r#"{{ t(key="a", n=1) }}"#).unwrap(), "{{ (1) | phrase_0 }}");
        let nested = r#"{{ t(key="b", name=x | date(format="a,)") if y else [1, 2][0]) }}"#;
        assert_eq!(filtered(nested).unwrap(), r#"{{ (x | date(format="a,)") if y else [1, 2][0]) | phrase_2 }}"#);
    }

    #[test]
    fn all_other_calls_stay() {
        for tag in [
            r#"{{ t(key="a", name=x) | truncate(length=9) }}"#,
            r#"{{ t(key="a", n=x) ~ t(key="b") }}"#,
            r#"{{ t(key="a", n=1) or (true) }}"#,
            r#"{{ t(key="a", name="x") if y else ("b") }}"#,
            r#"{{ t(key="a", name=") }}"#,
            r#"{{ t(key="a", name="\" ~ (")) }}"#,
            r#"{{ t(key="a") }}"#,
            r#"{{ t(key="a", n=1, name=x) }}"#,
            r#"{{ t(key="a", lang=other) }}"#,
            r#"{{ t(key="a", n=1) | upper }}"#,
            r#"{{ t(key="a" ~ b, n=1) }}"#,
            r#"{{- t(key="a", n=1) }}"#,
        ] {
            assert_eq!(Phrases::default().filtered(tag), None, "{tag}");
        }
    }
}
