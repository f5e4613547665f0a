//! Design tokens and the hues of kinds: merging, checking, and writing them as custom properties.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::colour::Colour;
use super::layers::Chain;
use super::places::Places;
use crate::diagnostics::{Diagnostic, Span, did_you_mean};

/// One value of a token, and where it was given.
#[derive(Clone, Debug)]
pub struct Shade {
    pub text: Arc<str>,
    pub span: Span,
}

/// A token's value by day and by night; the same where a token is no colour.
#[derive(Clone, Debug)]
pub struct Token {
    pub light: Shade,
    pub dark: Shade,
}

/// The three colours of a hue, by day and by night.
#[derive(Clone, Debug)]
pub struct Hue {
    pub icon: String,
    /// The shape that stands for the hue in pictures: `circle`, `square` …
    pub mark: String,
    pub solid: Token,
    pub ink: Token,
    pub tint: Token,
}

pub type Tokens = BTreeMap<Arc<str>, Token>;
pub type Hues = BTreeMap<Arc<str>, Hue>;

/// Day or night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Light,
    Dark,
}

impl Mode {
    pub const BOTH: [Mode; 2] = [Mode::Light, Mode::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Mode::Light => "light",
            Mode::Dark => "dark",
        }
    }
}

impl Token {
    pub fn shade(&self, mode: Mode) -> &Shade {
        match mode {
            Mode::Light => &self.light,
            Mode::Dark => &self.dark,
        }
    }
}

/// All tokens: those of the themes, nearest last, then the site's own values for them.
pub fn tokens(chain: &Chain, site: &toml::Table, places: &Places, found: &mut Vec<Diagnostic>) -> Tokens {
    let mut tokens = Tokens::new();
    for layer in chain.themes.iter().rev() {
        for (name, value) in &layer.manifest.tokens {
            set(&mut tokens, name, value, &["tokens"], &layer.manifest.places, found);
        }
    }
    for (name, value) in site {
        if tokens.contains_key(name.as_str()) {
            set(&mut tokens, name, value, &["theme", "tokens"], places, found);
        } else {
            found.push(unknown_token(name, &tokens, places));
        }
    }
    tokens
}

fn unknown_token(name: &str, tokens: &Tokens, places: &Places) -> Diagnostic {
    let problem = places.key_problem(&["theme", "tokens", name], format!("the theme has no token `{name}`"));
    match did_you_mean(name, tokens.keys().map(|known| &**known)) {
        Some(guess) => problem.help(format!("did you mean `{guess}`?")),
        None => problem.help("`[tokens]` in the theme's `theme.toml` lists them all"),
    }
}

/// Sets a token from a plain value, or from a table with `light` and `dark`.
fn set(
    tokens: &mut Tokens,
    name: &str,
    value: &toml::Value,
    under: &[&str],
    places: &Places,
    found: &mut Vec<Diagnostic>,
) {
    let path: Vec<&str> = under.iter().copied().chain([name]).collect();
    if !is_token_name(name) {
        found.push(places.key_problem(&path, format!("`{name}` cannot be the name of a token")));
        return;
    }
    let token = match value {
        toml::Value::Table(table) => by_mode(table, tokens.get(name), &path, places, found),
        _ => shade(value, &path, places, found).map(|shade| Token { light: shade.clone(), dark: shade }),
    };
    if let Some(token) = token {
        tokens.insert(name.into(), token);
    }
}

/// A token from its table; a mode that is not given stays as it was `before`, and without that
/// is the same as the other.
fn by_mode(
    table: &toml::Table,
    before: Option<&Token>,
    path: &[&str],
    places: &Places,
    found: &mut Vec<Diagnostic>,
) -> Option<Token> {
    let (mut light, mut dark) = (before.map(|token| token.light.clone()), before.map(|token| token.dark.clone()));
    for (mode, value) in table {
        let path: Vec<&str> = path.iter().copied().chain([mode.as_str()]).collect();
        match mode.as_str() {
            "light" => light = shade(value, &path, places, found).or(light),
            "dark" => dark = shade(value, &path, places, found).or(dark),
            _ => found.push(
                places
                    .key_problem(&path, format!("a token has no `{mode}`"))
                    .help("a token's values are `light` and `dark`"),
            ),
        }
    }
    let known = light.clone().or_else(|| dark.clone())?;
    Some(Token { light: light.unwrap_or_else(|| known.clone()), dark: dark.unwrap_or(known) })
}

fn shade(value: &toml::Value, path: &[&str], places: &Places, found: &mut Vec<Diagnostic>) -> Option<Shade> {
    let text = match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        _ => {
            found.push(places.value_problem(path, "a token is a text, or a table with `light` and `dark`"));
            return None;
        }
    };
    if !is_css_value(&text) {
        found.push(
            places
                .value_problem(path, format!("`{text}` is not a CSS value"))
                .help("a value holds no `{`, `}`, `;`, `<` or `\\`, and closes its brackets and quotes"),
        );
        return None;
    }
    Some(Shade { text: text.into(), span: places.value(path) })
}

fn is_token_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a text can stand as a declaration's value without reaching beyond it.
fn is_css_value(text: &str) -> bool {
    let mut depth = 0usize;
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (_, '{' | '}' | ';' | '<' | '\\' | '\n' | '\r') => return false,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return false,
            },
            (None, '/') if text.contains("/*") => return false,
            _ => {}
        }
    }
    depth == 0 && quote.is_none() && !text.trim().is_empty()
}

/// The hues of all themes, nearest last.
pub fn hues(chain: &Chain, found: &mut Vec<Diagnostic>) -> Hues {
    let mut hues = Hues::new();
    for layer in chain.themes.iter().rev() {
        let places = &layer.manifest.places;
        for (name, look) in &layer.manifest.kinds {
            let token = |index: usize, found: &mut Vec<Diagnostic>| {
                Some(Token {
                    light: colour_shade(&look.light[index], &["kinds", name, "light"], places, found)?,
                    dark: colour_shade(&look.dark[index], &["kinds", name, "dark"], places, found)?,
                })
            };
            if !is_token_name(name) {
                found.push(places.key_problem(&["kinds", name], format!("`{name}` cannot be the name of a hue")));
            } else if let (Some(solid), Some(ink), Some(tint)) = (token(0, found), token(1, found), token(2, found)) {
                let (icon, mark) = (look.icon.clone(), look.mark.clone());
                hues.insert(name.as_str().into(), Hue { icon, mark, solid, ink, tint });
            }
        }
    }
    hues
}

fn colour_shade(text: &str, path: &[&str], places: &Places, found: &mut Vec<Diagnostic>) -> Option<Shade> {
    if Colour::parse(text).is_none() {
        found.push(not_a_colour(text, places.value(path), places));
        return None;
    }
    Some(Shade { text: text.into(), span: places.value(path) })
}

fn not_a_colour(text: &str, span: Span, places: &Places) -> Diagnostic {
    places.value_problem(&[], format!("`{text}` is not a colour")).at(span).help("write it as `#rrggbb`")
}

/// The tokens as custom properties, for day, night and the reader's own choice; paper has no night.
pub fn css(tokens: &Tokens, hues: &Hues) -> String {
    let light = declarations(tokens, hues, Mode::Light);
    let dark = declarations(tokens, hues, Mode::Dark);
    let mut css = format!(
        "@layer tokens{{:root{{color-scheme:light;{light}}}\
         @media screen{{:root[data-theme=\"dark\"]{{color-scheme:dark;{dark}}}}}\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{color-scheme:dark;{dark}}}}}"
    );
    for name in hues.keys() {
        let property = property(name);
        let _ = write!(
            css,
            "[data-kind=\"{name}\"]{{--k:var(--{property});--k-ink:var(--{property}-ink);--k-tint:var(--{property}-tint)}}"
        );
    }
    css.push('}');
    css
}

/// The custom property of a hue; hues in degrees get a name that reads as one.
fn property(hue: &str) -> String {
    match hue.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("hue-{hue}"),
        false => hue.to_owned(),
    }
}

/// All declarations by day; by night those that differ.
fn declarations(tokens: &Tokens, hues: &Hues, mode: Mode) -> String {
    let mut out = String::new();
    let mut declare = |name: &str, part: &str, token: &Token| {
        if mode == Mode::Light || token.light.text != token.dark.text {
            let _ = write!(out, "--{name}{part}:{};", token.shade(mode).text);
        }
    };
    for (name, token) in tokens {
        declare(name, "", token);
    }
    for (name, hue) in hues {
        let name = property(name);
        declare(&name, "", &hue.solid);
        declare(&name, "-ink", &hue.ink);
        declare(&name, "-tint", &hue.tint);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::is_css_value;

    #[test]
    fn a_token_cannot_reach_beyond_its_declaration() {
        for fine in ["#fff", "clamp(1rem, 4vw, 3rem)", "\"Iowan Old Style\", serif", "0 1px 2px #0006", "calc(1px / 2)"]
        {
            assert!(is_css_value(fine), "{fine}");
        }
        for wrong in ["", " ", "red;", "red}", "a{", "\"open", "calc(1px", "1px)", "</style>", "a\\b", "red/* "] {
            assert!(!is_css_value(wrong), "{wrong}");
        }
    }
}
