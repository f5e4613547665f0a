//! Calls that put one value into a phrase, `{{ t(key="n-pages", n=count) }}`, as filters of that value.
//!
//! The engine makes a table of a call's arguments, and another of that one: ten allocations, about forty times a
//! page. A filter without arguments is given the value as it stands. It says the same, in the one language of the
//! engine that knows it; what a call has that a filter cannot have leaves it a call.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::engine::fill;
use super::strings::Strings;

const OPEN: &str = "{{ t(key=\"";
const CLOSE: &str = ") }}";

/// Every tag of a text that may be such a call.
pub fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(OPEN).filter_map(|(at, _)| {
        let length = text[at..].find("}}")? + "}}".len();
        Some(at..at + length)
    })
}

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
    let of_name = |name: &str| (name == argument).then_some(value);
    fill(phrase.pattern(count), key, &of_name, value.is_safe(), state, &language.group)
}

/// Key, argument and value of a tag that is one call with one argument beside the key.
fn parts(tag: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = tag.strip_prefix(OPEN)?.strip_suffix(CLOSE)?.split_once("\", ")?;
    let (argument, value) = rest.split_once('=')?;
    let is_name =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    // A comma may part two arguments, and a value that begins like a comparison is one.
    let is_alone = !value.contains(',') && !value.starts_with('=');
    (is_name(key) && is_name(argument) && argument != "lang" && is_alone).then_some((key, argument, value))
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
    }

    #[test]
    fn all_other_calls_stay() {
        for tag in [
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

    #[test]
    fn tags_are_found_to_their_end() {
        let text = r#"a{{ t(key="a", n=1) }}{{ t(key="b") }}{{ t(key="open"#;
        let found: Vec<&str> = tags(text).map(|range| &text[range]).collect();
        assert_eq!(found, [r#"{{ t(key="a", n=1) }}"#, r#"{{ t(key="b") }}"#]);
    }
}
