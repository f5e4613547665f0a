//! The template engine: all templates parsed, with copsite's functions and filters.
//!
//! Functions only look things up that were made ready when the theme was loaded: they are called
//! about a hundred times a page.

use std::sync::Arc;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use super::Theme;
use super::icons::Icons;
use super::numbers::Group;
use super::numbers::{push_grouped, whole};
use super::patterns::{Part, Pattern};
use super::strings::{Language, Strings};
use super::template_errors;
use crate::content::in_sentence;
use crate::diagnostics::{Diagnostic, did_you_mean};

/// The engine for a theme's templates, or what is wrong with them.
///
/// The language of a page is its context's variable `lang`.
pub fn engine(theme: &Theme) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = bare(theme);
    match tera.add_raw_templates(theme.used_templates().map(|(name, template)| (&**name, &*template.text))) {
        Ok(()) => Ok(tera),
        Err(error) => Err(template_errors::parsing(&error, theme)),
    }
}

/// An engine that knows the theme, and no template yet.
pub(super) fn bare(theme: &Theme) -> Tera {
    let mut tera = Tera::default();
    register(&mut tera, theme);
    // Prefixes can only be refused once there are templates.
    let _ = tera.set_fallback_prefixes(theme.prefixes.iter().map(|prefix| prefix.to_string()));
    tera
}

fn register(tera: &mut Tera, theme: &Theme) {
    let strings = theme.strings.clone();
    let default: Arc<str> = theme.language.as_str().into();
    let speaker = Speaker { strings, default };
    let (t, date, number, sentence) = (speaker.clone(), speaker.clone(), speaker.clone(), speaker);
    tera.register_function("t", move |arguments: Kwargs, state: &State| t.phrase(&arguments, state));
    tera.register_filter("date", move |text: &str, arguments: Kwargs, state: &State| {
        let format = arguments.get::<&str>("format")?.unwrap_or("long");
        date.with_language(&arguments, state, |language| language.dates.format(text, format))?.map_err(Error::message)
    });
    tera.register_filter("number", move |value: Value, arguments: Kwargs, state: &State| {
        number.with_language(&arguments, state, |language| number_text(&value, &language.group))?
    });
    tera.register_filter("in_sentence", move |name: &str, arguments: Kwargs, state: &State| {
        sentence.with_lang(&arguments, state, |lang| in_sentence(lang, name))
    });
    let icons = theme.icons.clone();
    tera.register_function("icon", move |arguments: Kwargs, _: &State| icon(&icons, &arguments));
    tera.register_filter("group_by", group_by);
}

/// What speaks the language of the page.
#[derive(Clone)]
struct Speaker {
    strings: Arc<Strings>,
    /// The site's language, where a component does not see that of its page.
    default: Arc<str>,
}

impl Speaker {
    /// Calls `with` with the words of the language of [`Speaker::with_lang`].
    fn with_language<T>(&self, arguments: &Kwargs, state: &State, with: impl FnOnce(&Language) -> T) -> TeraResult<T> {
        self.with_lang(arguments, state, |lang| with(self.strings.language(lang)))
    }

    /// Calls `with` with the argument or the variable `lang`.
    fn with_lang<T>(&self, arguments: &Kwargs, state: &State, with: impl FnOnce(&str) -> T) -> TeraResult<T> {
        let given = match arguments.get::<Value>("lang")? {
            Some(lang) => Some(lang),
            None => state.get::<Value>("lang")?,
        };
        Ok(with(given.as_ref().and_then(Value::as_str).unwrap_or(&self.default)))
    }

    /// `t(key="…", n=3, name="…")`
    fn phrase(&self, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
        let key = arguments.must_get::<&str>("key")?;
        let count = arguments.get::<&Value>("n")?.and_then(Value::as_u64);
        self.with_language(arguments, state, |language| match language.phrase(key) {
            Some(phrase) => {
                let named = arguments.iter().filter_map(|(name, value)| Some((name.as_str()?, value)));
                fill(phrase.pattern(count), key, &named.collect::<Vec<_>>(), state, &language.group)
            }
            None => Ok(Value::normal_string(key)),
        })?
    }
}

/// Puts the arguments into a pattern. With safe HTML among them the result is safe HTML, and all
/// the rest is escaped.
pub(super) fn fill(
    pattern: &Pattern,
    key: &str,
    arguments: &[(&str, &Value)],
    state: &State,
    group: &Group,
) -> TeraResult<Value> {
    if pattern.parts.is_empty() {
        return Ok(pattern.value.clone());
    }
    let html = state.autoescaping_enabled() && arguments.iter().any(|(_, value)| value.is_safe());
    let mut out = String::with_capacity(pattern.text.len() + 16);
    for part in &pattern.parts {
        match part {
            Part::Text(text) if html => out.push_str(&state.escape(text)?),
            Part::Text(text) => out.push_str(text),
            Part::Placeholder(name) => {
                let (_, value) = arguments
                    .iter()
                    .find(|(argument, _)| *argument == &**name)
                    .ok_or_else(|| Error::message(format!("the string `{key}` needs the argument `{name}`")))?;
                push_argument(&mut out, value, html, state, group)?;
            }
        }
    }
    Ok(if html { Value::safe_string(&out) } else { Value::from(out) })
}

fn push_argument(out: &mut String, value: &Value, html: bool, state: &State, group: &Group) -> TeraResult<()> {
    match (value.as_str(), whole(value)) {
        (Some(text), _) if html => out.push_str(&state.escape_if_needed(value).unwrap_or_else(|_| text.to_owned())),
        (Some(text), _) => out.push_str(text),
        (None, Some(number)) => push_grouped(out, number, group),
        (None, None) => out.push_str(&state.escape_if_needed(value)?),
    }
    Ok(())
}

fn number_text(value: &Value, group: &Group) -> TeraResult<String> {
    let number = whole(value)
        .ok_or_else(|| Error::message(format!("`number` takes a whole number, and this is a {}", value.name())))?;
    let mut out = String::with_capacity(8);
    push_grouped(&mut out, number, group);
    Ok(out)
}

fn icon(icons: &Icons, arguments: &Kwargs) -> TeraResult<Value> {
    let name = arguments.must_get::<&str>("name")?;
    match icons.get(name) {
        Some(icon) => Ok(icon.reference.clone()),
        None => {
            let guess = did_you_mean(name, icons.names());
            let hint = guess.map(|guess| format!("; did you mean `{guess}`?")).unwrap_or_default();
            Err(Error::message(format!("there is no icon `{name}`{hint}")))
        }
    }
}

/// `items | group_by(attribute="year")`: a map in the order in which the keys are first met. The
/// engine's own filter of that name gives them in random order.
fn group_by(items: &[Value], arguments: Kwargs, _: &State) -> TeraResult<Map> {
    let attribute = arguments.must_get::<&str>("attribute")?;
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    let mut positions = std::collections::HashMap::new();
    for item in items {
        let value = item
            .get_from_path(attribute)
            .ok_or_else(|| Error::message(format!("`group_by`: an item has no `{attribute}`")))?;
        if value.is_none() {
            continue;
        }
        let key = group_key(value)?;
        let at = *positions.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(item.clone());
    }
    Ok(groups.into_iter().map(|(key, items)| (key, Value::from(items))).collect())
}

fn group_key(value: &Value) -> TeraResult<Key<'static>> {
    if let Some(text) = value.as_str() {
        return Ok(Key::String(text.into()));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Key::Bool(flag));
    }
    match value.as_i64().filter(|_| !value.is_f64()) {
        Some(number) => Ok(Key::I64(number)),
        None => Err(Error::message(format!("`group_by`: a {} cannot name a group", value.name()))),
    }
}
