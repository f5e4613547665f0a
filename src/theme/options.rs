//! A theme's options: typed and documented in `theme.toml`, set by the site in `[theme.options]`.

use std::collections::BTreeMap;

use memchr::memmem;
use serde::Deserialize;
use tera::Value;

use super::files::Files;
use super::layers::Chain;
use super::places::Places;
use crate::diagnostics::{Diagnostic, did_you_mean};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionType {
    Bool,
    String,
    Integer,
    List,
}

/// An option as its theme describes it, with the value it has on this site.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeOption {
    #[serde(rename = "type")]
    pub of: OptionType,
    #[serde(rename = "default")]
    pub value: toml::Value,
    /// What a text, or each item of a list, may be; anything where there are none.
    #[serde(default)]
    pub values: Vec<String>,
    #[serde(default)]
    pub help: String,
}

/// By dotted name: `home.sections`.
pub type Options = BTreeMap<String, ThemeOption>;

impl OptionType {
    fn name(self) -> &'static str {
        match self {
            OptionType::Bool => "true or false",
            OptionType::String => "a text",
            OptionType::Integer => "a whole number",
            OptionType::List => "a list",
        }
    }

    fn fits(self, value: &toml::Value) -> bool {
        match self {
            OptionType::Bool => value.is_bool(),
            OptionType::String => value.is_str(),
            OptionType::Integer => value.is_integer(),
            OptionType::List => value.is_array(),
        }
    }
}

/// The options of all themes of the chain with the site's values.
pub fn options(
    chain: &Chain,
    files: &Files,
    site: &toml::Table,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) -> Options {
    let mut options = Options::new();
    for layer in chain.themes.iter().rev() {
        declare(&layer.manifest.options, &mut vec!["options"], &layer.manifest.places, &mut options, found);
    }
    set(site, &mut vec!["theme", "options"], &Site { files, places }, &mut options, found);
    options
}

/// Where a site sets options, and the templates that may know more values than their theme says: a site's own
/// `home.html` may have sections of its own.
struct Site<'a> {
    files: &'a Files,
    places: &'a Places,
}

impl Site<'_> {
    fn names(&self, value: &str) -> bool {
        let own = self.files.iter().filter(|(path, file)| path.starts_with("templates/") && !file.is_bundled());
        let quoted = ['"', '\''].map(|quote| format!("{quote}{value}{quote}"));
        own.into_iter()
            .any(|(_, file)| quoted.iter().any(|value| memmem::find(&file.bytes, value.as_bytes()).is_some()))
    }
}

/// Reads descriptions: a table with a `type` is one, any other table is a group of them.
fn declare<'a>(
    table: &'a toml::Table,
    path: &mut Vec<&'a str>,
    places: &Places,
    options: &mut Options,
    found: &mut Vec<Diagnostic>,
) {
    for (key, value) in table {
        path.push(key);
        match value {
            toml::Value::Table(group) if !group.get("type").is_some_and(toml::Value::is_str) => {
                declare(group, path, places, options, found);
            }
            _ => match value.clone().try_into::<ThemeOption>() {
                Ok(option) if option.of.fits(&option.value) => {
                    let (name, place) = (path[1..].join("."), [&path[..], &["default"]].concat());
                    let others = others(&option, &option.value);
                    found.extend(others.map(|other| no_value(&option, &name, other, &place, places)));
                    options.insert(name, option);
                }
                Ok(option) => found.push(wrong_type(&path[1..], option.of, &path[..], places)),
                Err(error) => found.push(places.value_problem(path, error.message().trim_end().to_owned()).help(
                    "an option is `{ type = \"bool\", default = true, help = \"…\" }`; types are bool, string, integer, list, of which texts and lists may have `values`",
                )),
            },
        }
        path.pop();
    }
}

/// Puts the site's values in place of the defaults.
fn set<'a>(
    table: &'a toml::Table,
    path: &mut Vec<&'a str>,
    site: &Site<'_>,
    options: &mut Options,
    found: &mut Vec<Diagnostic>,
) {
    for (key, value) in table {
        path.push(key);
        let name = path[2..].join(".");
        let places = site.places;
        match (options.get(&name).map(|option| option.of), value) {
            (Some(of), _) if of.fits(value) => put(options, &name, value, path, site, found),
            (Some(of), _) => found.push(wrong_type(&path[2..], of, path, places)),
            (None, toml::Value::Table(group)) if is_group(&name, options) => set(group, path, site, options, found),
            (None, _) => found.push(unknown(&name, path, options, places)),
        }
        path.pop();
    }
}

fn put(
    options: &mut Options,
    name: &str,
    value: &toml::Value,
    path: &[&str],
    site: &Site<'_>,
    found: &mut Vec<Diagnostic>,
) {
    if let Some(option) = options.get_mut(name) {
        let others = others(option, value).filter(|(_, item)| !item.as_str().is_some_and(|item| site.names(item)));
        found.extend(others.map(|other| no_value(option, name, other, path, site.places)));
        option.value = value.clone();
    }
}

/// The texts in a value that are none of those that the option says it may have, with their places in a list.
fn others<'v>(option: &ThemeOption, value: &'v toml::Value) -> impl Iterator<Item = (Option<usize>, &'v toml::Value)> {
    let items: Vec<(Option<usize>, &toml::Value)> = match value.as_array() {
        Some(items) => items.iter().enumerate().map(|(index, item)| (Some(index), item)).collect(),
        None => vec![(None, value)],
    };
    let is_known = |item: &toml::Value| option.values.iter().any(|known| item.as_str() == Some(known));
    items.into_iter().filter(move |(_, item)| !option.values.is_empty() && !is_known(item))
}

/// `path` leads to the whole value.
fn no_value(
    option: &ThemeOption,
    name: &str,
    (index, item): (Option<usize>, &toml::Value),
    path: &[&str],
    places: &Places,
) -> Diagnostic {
    let index = index.map(|index| index.to_string());
    let place: Vec<&str> = path.iter().copied().chain(index.as_deref()).collect();
    let known = option.values.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    let guess = item.as_str().and_then(|item| did_you_mean(item, option.values.iter().map(String::as_str)));
    let hint = guess.map(|guess| format!("did you mean `{guess}`? ")).unwrap_or_default();
    let problem = places.value_problem(&place, format!("the option `{name}` has no value {item}"));
    problem.help(format!("{hint}there are {known}"))
}

fn is_group(name: &str, options: &Options) -> bool {
    options.keys().any(|known| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

fn wrong_type(name: &[&str], of: OptionType, path: &[&str], places: &Places) -> Diagnostic {
    places.value_problem(path, format!("the option `{}` must be {}", name.join("."), of.name()))
}

fn unknown(name: &str, path: &[&str], options: &Options, places: &Places) -> Diagnostic {
    let problem = places.key_problem(path, format!("the theme has no option `{name}`"));
    match did_you_mean(name, options.keys().map(String::as_str)) {
        Some(guess) => problem.help(format!("did you mean `{guess}`?")),
        None => problem.help("`[options]` in the theme's `theme.toml` lists them all"),
    }
}

/// The options as templates see them: nested by their dots.
pub fn value(options: &Options) -> Value {
    let mut root = toml::Table::new();
    for (name, option) in options {
        insert(&mut root, name, &option.value);
    }
    Value::from_serializable(&root)
}

fn insert(table: &mut toml::Table, name: &str, value: &toml::Value) {
    match name.split_once('.') {
        None => {
            table.insert(name.to_owned(), value.clone());
        }
        Some((group, rest)) => {
            let inner = table.entry(group).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let toml::Value::Table(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}
