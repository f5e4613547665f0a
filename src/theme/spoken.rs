//! Templates in which the words of one language stand already.
//!
//! A page calls `t` and `icon` about sixty times with nothing but a literal name, and each call
//! costs as much as writing a line of text. What they give is the same on every page of a
//! language, so it is put into the templates before they are parsed. Only calls that are the whole
//! of an expression, `{{ t(key="skip") }}`, are replaced, and only where no template changes the
//! language or leaves it out. Errors are never reported from these templates, since places in them
//! are not those of the files.

use std::borrow::Cow;

use tera::{Context, Tera};

use super::calls::literals;
use super::engine::bare;
use super::{Template, Theme};

/// Functions that need no more than a literal, and the name of its argument.
const FUNCTIONS: [(&str, &str); 2] = [("t", "key"), ("icon", "name")];

/// The engine for pages in `lang`: renders the same as `written`, the engine of the templates as
/// they are, which it falls back to.
pub fn spoken(theme: &Theme, written: &Tera, lang: &str) -> Tera {
    if theme.templates.values().any(|template| changes_language(&template.text)) {
        return written.clone();
    }
    let mut context = Context::new();
    context.insert("lang", lang);
    let say = |call: &str| written.render_str(call, &context, true).ok();
    let templates: Vec<(&str, Cow<str>)> = theme
        .templates
        .iter()
        .map(|(name, Template { text, .. })| {
            let is_page = name.ends_with(".html") && !has_own_rules(text);
            (&**name, if is_page { with_words(text, &say) } else { Cow::Borrowed(&**text) })
        })
        .collect();
    let mut engine = bare(theme);
    match engine.add_raw_templates(templates.iter().map(|(name, text)| (*name, &**text))) {
        Ok(()) => engine,
        Err(_) => written.clone(),
    }
}

/// Whether a template may speak another language than its page.
fn changes_language(text: &str) -> bool {
    ["set lang", "set_global lang", "for lang", ", lang"].iter().any(|change| text.contains(change))
}

/// Components do not see the language of their page, and raw text is no template.
fn has_own_rules(text: &str) -> bool {
    ["endcomponent", "endraw"].iter().any(|end| text.contains(end))
}

fn with_words<'t>(text: &'t str, say: &dyn Fn(&str) -> Option<String>) -> Cow<'t, str> {
    let mut found: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (function, argument) in FUNCTIONS {
        let open = format!("{{{{ {function}({argument}=\"");
        for named in literals(text, function, argument) {
            let Some(start) = named.range.start.checked_sub(open.len()) else { continue };
            let end = named.range.end + CLOSE.len();
            let is_whole =
                text.get(start..named.range.start) == Some(&*open) && text.get(named.range.end..end) == Some(CLOSE);
            if let Some(words) = is_whole.then(|| say(&text[start..end])).flatten().filter(|words| is_plain(words)) {
                found.push((start..end, words));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len() + found.len() * 32);
    let mut copied = 0;
    for (range, words) in found {
        out.push_str(&text[copied..range.start]);
        out.push_str(&words);
        copied = range.end;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

const CLOSE: &str = "\") }}";

/// Words that a parser reads as nothing but text, and around which it trims nothing.
fn is_plain(words: &str) -> bool {
    words.trim() == words && !words.is_empty() && !words.contains('{') && !words.contains('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(call: &str) -> Option<String> {
        match call {
            r#"{{ t(key="one") }}"# => Some("One &amp; all".to_owned()),
            r#"{{ t(key="braces") }}"# => Some("{% x %}".to_owned()),
            r#"{{ icon(name="feed") }}"# => Some("<svg/>".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn whole_calls_become_their_words_and_all_others_stay() {
        let text = r#"<a title="{{ t(key="one") }}">{{ icon(name="feed") }}{{ t(key="one", n=2) }}{{- t(key="one") }}{{ t(key="braces") }}{{ t(key="none") }}{% set x = t(key="one") %}"#;
        assert_eq!(
            with_words(text, &say),
            r#"<a title="One &amp; all"><svg/>{{ t(key="one", n=2) }}{{- t(key="one") }}{{ t(key="braces") }}{{ t(key="none") }}{% set x = t(key="one") %}"#
        );
    }

    #[test]
    fn a_template_that_speaks_another_language_is_noticed() {
        assert!(changes_language("{% set lang = other.lang %}"));
        assert!(changes_language("{% for name, lang in site.languages %}"));
        assert!(!changes_language("{% if card.lang != lang %} lang=\"{{ card.lang }}\"{% endif %}"));
    }
}
