//! `theme.toml`: what a theme says about itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::files::ThemeFile;
use super::places::Places;
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};

/// A theme's description. Tokens and options are checked when the chain of themes is merged.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The folder name of the theme that fills in what this one lacks; empty for none.
    pub extends: String,
    /// The style sheets of `assets/css/` in their order; empty for the usual order.
    pub css: Vec<String>,
    pub tokens: toml::Table,
    pub kinds: BTreeMap<String, KindLook>,
    pub options: toml::Table,
    pub places: Places,
}

/// How a hue looks: its colours and its mark in pictures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindLook {
    /// An icon, `assets/icons/<icon>.svg`.
    pub icon: String,
    /// A shape: `circle`, `square`, `triangle` …
    pub mark: String,
    /// Solid, ink, tint.
    pub light: [String; 3],
    pub dark: [String; 3],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    /// Like the licence and the description for people who share the theme: nothing here depends on it.
    #[serde(default, rename = "version")]
    _version: String,
    #[serde(default)]
    copsite: String,
    #[serde(default)]
    extends: String,
    #[serde(default, rename = "license")]
    _license: String,
    #[serde(default, rename = "description")]
    _description: String,
    #[serde(default)]
    css: Vec<String>,
    #[serde(default)]
    tokens: toml::Table,
    #[serde(default)]
    kinds: BTreeMap<String, KindLook>,
    #[serde(default)]
    options: toml::Table,
}

/// The description in `file`, if it can be read and was written for this version of copsite.
pub fn read(file: &ThemeFile, found: &mut Vec<Diagnostic>) -> Option<Manifest> {
    let text = utf8(file, found)?;
    let raw: Raw = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            found.push(invalid_toml(&file.place, Code::InvalidTheme, &error));
            return None;
        }
    };
    let places = Places::new(&file.place, text, Code::InvalidTheme);
    let Raw { name, _version, copsite, extends, _license, _description, css, tokens, kinds, options } = raw;
    check_contract(&copsite, &name, &places, found)?;
    Some(Manifest { extends, css, tokens, kinds, options, places })
}

/// A file's text, or a diagnostic that it is not UTF-8.
pub fn utf8<'a>(file: &'a ThemeFile, found: &mut Vec<Diagnostic>) -> Option<&'a str> {
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let at = error.valid_up_to();
            found.push(
                Diagnostic::new(Code::InvalidEncoding, format!("`{}` is not UTF-8", file.place))
                    .at(Span::new(&file.place, at..at + 1))
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}

/// A TOML error as a diagnostic, with a suggestion where a key is misspelt.
pub fn invalid_toml(place: &Arc<str>, code: Code, error: &toml::de::Error) -> Diagnostic {
    let message = error.message().trim_end().replace('\n', ", ");
    let span = error.span().map_or_else(|| Span::file(place), |range| Span::new(place, range));
    let diagnostic = Diagnostic::new(code, message.clone()).at(span);
    match suggestion(&message) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// serde lists the keys it knows in its message: "unknown field `x`, expected one of `a`, `b`".
fn suggestion(message: &str) -> Option<String> {
    let (key, known) = message.strip_prefix("unknown field `")?.split_once('`')?;
    let known = known.split('`').skip(1).step_by(2);
    did_you_mean(key, known).map(|guess| format!("did you mean `{guess}`?"))
}

fn check_contract(requirement: &str, name: &str, places: &Places, found: &mut Vec<Diagnostic>) -> Option<()> {
    let ours = env!("CARGO_PKG_VERSION");
    let problem = match satisfies(ours, requirement) {
        Some(true) => return Some(()),
        Some(false) => {
            let message = format!("the theme `{name}` is written for copsite {requirement}, and this is {ours}");
            let help = "use a version of the theme that fits, or another version of copsite";
            places.value_problem(&["copsite"], message).help(help)
        }
        None => places
            .value_problem(&["copsite"], format!("`{requirement}` is not a version requirement"))
            .help("write it like `>=0.1` or `>=0.1, <2`"),
    };
    found.push(problem);
    None
}

/// Whether `version` meets all comma-separated parts of `requirement`; `None` if it cannot be read.
fn satisfies(version: &str, requirement: &str) -> Option<bool> {
    let version = parse_version(version)?;
    let mut all = true;
    for part in requirement.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let digits = part.trim_start_matches(['<', '>', '=']);
        let wanted = parse_version(digits.trim())?;
        all &= match &part[..part.len() - digits.len()] {
            ">=" => version >= wanted,
            ">" => version > wanted,
            "<=" => version <= wanted,
            "<" => version < wanted,
            "=" | "==" | "" => version == wanted,
            _ => return None,
        };
    }
    Some(all)
}

fn parse_version(text: &str) -> Option<[u32; 3]> {
    let mut version = [0; 3];
    let mut parts = text.split('.');
    for (slot, part) in version.iter_mut().zip(&mut parts) {
        *slot = part.parse().ok()?;
    }
    parts.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::satisfies;

    #[test]
    fn a_version_requirement_is_a_list_of_bounds() {
        assert_eq!(satisfies("0.1.0", ">=0.1"), Some(true));
        assert_eq!(satisfies("0.1.0", ""), Some(true));
        assert_eq!(satisfies("0.1.0", ">= 0.1.0, < 1"), Some(true));
        assert_eq!(satisfies("1.2.3", ">=0.1, <1"), Some(false));
        assert_eq!(satisfies("1.10.0", ">1.9"), Some(true));
        for unreadable in [">=x", "~1", "=>1", "1.2.3.4", ">="] {
            assert_eq!(satisfies("0.1.0", unreadable), None, "{unreadable}");
        }
    }
}
