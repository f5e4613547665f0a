//! Keys of the site's own `i18n/` that nothing would ever print: a misspelt key changes no word.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memmem;

use super::files::ThemeFile;
use super::layers::Chain;
use super::places::Places;
use super::said::is_said;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};

/// Keys that no language of a theme has to hold.
const OPTIONAL: &str = "number-group";

/// A warning for each key of the site's language files that neither a theme's language files hold nor
/// a template or the program asks for.
pub fn unknown(chain: &Chain, known: &BTreeSet<Arc<str>>) -> Vec<Diagnostic> {
    let merged = chain.merged();
    let is_template = |path: &str| path.starts_with("templates/");
    let texts = merged.iter().filter(|(path, _)| is_template(path)).map(|(_, file)| text(file)).collect::<Vec<_>>();
    let files = chain.site.iter().filter(|(path, _)| path.starts_with("i18n/") && path.ends_with(".toml"));
    files.flat_map(|(_, file)| of_file(file, known, &texts)).collect()
}

fn of_file(file: &ThemeFile, known: &BTreeSet<Arc<str>>, templates: &[&str]) -> Vec<Diagnostic> {
    let Ok(table) = text(file).parse::<toml::Table>() else { return Vec::new() };
    let places = Places::new(&file.place, text(file), Code::UnknownString);
    let is_known = |key: &str| known.contains(key) || key == OPTIONAL || is_said(key) || is_asked_for(key, templates);
    let unknown = table.keys().filter(|key| !is_known(key));
    unknown.filter_map(|key| problem(key, known, templates, &places)).collect()
}

fn problem(key: &str, known: &BTreeSet<Arc<str>>, templates: &[&str], places: &Places) -> Option<Diagnostic> {
    let problem = places.key_problem(&[key], format!("nothing on the site says the string `{key}`"));
    match did_you_mean(key, known.iter().map(|known| &**known)) {
        Some(near) => Some(problem.help(format!("did you mean `{near}`?"))),
        None if may_be_put_together(key, templates) => None,
        None => Some(problem.help("take it out, or ask for it in a template: `{{ t(key=\"…\") }}`")),
    }
}

/// Whether a template holds the key in quotes.
fn is_asked_for(key: &str, templates: &[&str]) -> bool {
    ['"', '\''].iter().any(|quote| holds(templates, &format!("{quote}{key}{quote}")))
}

/// Whether a template makes keys that begin like this one: `"charter-" ~ name`.
fn may_be_put_together(key: &str, templates: &[&str]) -> bool {
    let starts = key.match_indices('-').map(|(at, _)| format!("\"{}\" ~", &key[..=at]));
    starts.into_iter().any(|start| holds(templates, &start))
}

fn holds(templates: &[&str], text: &str) -> bool {
    templates.iter().any(|template| memmem::find(template.as_bytes(), text.as_bytes()).is_some())
}

/// What is not UTF-8 is reported where it is read.
fn text(file: &ThemeFile) -> &str {
    std::str::from_utf8(&file.bytes).unwrap_or_default()
}
