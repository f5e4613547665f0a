//! A text of the interface with `{placeholders}`, in one form or in those of a count.

use std::sync::Arc;

use icu_plurals::PluralRules;
use tera::Value;

use super::plural::Category;

/// What stands under a key.
#[derive(Clone, Debug)]
pub enum Phrase {
    One(Pattern),
    /// By plural category; `lang` is the language that the forms were written in, and `rules` are its own.
    Plural {
        lang: Arc<str>,
        rules: Arc<PluralRules>,
        forms: [Option<Arc<Pattern>>; 6],
        other: Arc<Pattern>,
    },
}

/// A text with `{placeholders}`.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub text: Arc<str>,
    /// The text as templates get it, made once.
    pub value: Value,
    /// Empty where there is no placeholder.
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Text(Arc<str>),
    Placeholder(Arc<str>),
}

impl Phrase {
    /// The form for a count; without one, the form for many.
    pub fn pattern(&self, count: Option<u64>) -> &Pattern {
        match self {
            Phrase::One(pattern) => pattern,
            Phrase::Plural { rules, forms, other, .. } => {
                let form = |n: u64| forms[Category::from(rules.category_for(n)) as usize].as_ref();
                count.and_then(form).unwrap_or(other)
            }
        }
    }
}

impl Pattern {
    pub fn new(text: &str) -> Pattern {
        Pattern { text: text.into(), value: Value::normal_string(text), parts: parts(text) }
    }
}

/// Splits at `{name}`; a brace that opens no name is text.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let length = text[open + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_".contains(b)).count();
        let close = open + 1 + length;
        at = open + 1;
        if length > 0 && text[close..].starts_with('}') {
            if from < open {
                parts.push(Part::Text(text[from..open].into()));
            }
            parts.push(Part::Placeholder(text[open + 1..close].into()));
            (from, at) = (close + 1, close + 1);
        }
    }
    if !parts.is_empty() && from < text.len() {
        parts.push(Part::Text(text[from..].into()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_split_at_its_placeholders_only() {
        let text = |text: &str| Part::Text(text.into());
        let placeholder = |name: &str| Part::Placeholder(name.into());
        assert_eq!(parts("plain"), []);
        assert_eq!(parts("{n}"), [placeholder("n")]);
        assert_eq!(parts("{n} of {all_of}!"), [placeholder("n"), text(" of "), placeholder("all_of"), text("!")]);
        assert_eq!(parts("{} { {n} {open"), [text("{} { "), placeholder("n"), text(" {open")]);
        assert_eq!(parts("{{n}}é"), [text("{"), placeholder("n"), text("}é")]);
    }
}
