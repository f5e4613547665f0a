//! `copsite theme show`: a list of what the theme is made of, or one of its files.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::Exit;
use super::super::arguments::{ShowTheme, ThemeFormat};
use super::super::report;
use super::path_of;
use crate::diagnostics::Diagnostic;
use crate::theme::{Shade, Theme, ThemeOption, Token};

pub fn run(theme: &Theme, asked: &ShowTheme) -> Result<Exit, Vec<Diagnostic>> {
    let bytes = match (&asked.path, asked.format) {
        (Some(path), _) => {
            let path = path_of(&theme.files, path).map_err(|problem| vec![*problem])?;
            theme.files[path].bytes.to_vec()
        }
        (None, ThemeFormat::Human) => human(&Shown::of(theme)).into_bytes(),
        (None, ThemeFormat::Json) => format!("{:#}\n", serde_json::json!(Shown::of(theme))).into_bytes(),
    };
    Ok(report::output(&bytes))
}

#[derive(Serialize)]
struct Shown<'t> {
    name: &'t str,
    /// Themes that fill in what this one lacks, nearest first.
    extends: &'t [String],
    files: Vec<ShownFile<'t>>,
    tokens: BTreeMap<&'t str, ShownToken<'t>>,
    options: BTreeMap<&'t str, ShownOption<'t>>,
    languages: BTreeMap<&'t str, usize>,
}

/// `file` is where it lies: in the site, or as `<theme loom>/…` in the program.
#[derive(Serialize)]
struct ShownFile<'t> {
    path: &'t str,
    file: &'t str,
}

#[derive(Serialize)]
struct ShownToken<'t> {
    light: ShownShade<'t>,
    dark: ShownShade<'t>,
}

#[derive(Serialize)]
struct ShownShade<'t> {
    value: &'t str,
    file: &'t str,
}

#[derive(Serialize)]
struct ShownOption<'t> {
    value: &'t toml::Value,
    help: &'t str,
}

impl<'t> Shown<'t> {
    fn of(theme: &'t Theme) -> Shown<'t> {
        Shown {
            name: theme.names.first().map_or("", String::as_str),
            extends: theme.names.get(1..).unwrap_or_default(),
            files: theme.files.iter().map(|(path, file)| ShownFile { path, file: &file.place }).collect(),
            tokens: theme.tokens.iter().map(|(name, token)| (&**name, token_of(token))).collect(),
            options: theme.described_options.iter().map(|(name, option)| (&**name, option_of(option))).collect(),
            languages: languages(theme),
        }
    }
}

fn token_of(token: &Token) -> ShownToken<'_> {
    ShownToken { light: shade_of(&token.light), dark: shade_of(&token.dark) }
}

fn shade_of(shade: &Shade) -> ShownShade<'_> {
    ShownShade { value: &shade.text, file: &shade.span.file }
}

fn option_of(option: &ThemeOption) -> ShownOption<'_> {
    ShownOption { value: &option.value, help: &option.help }
}

/// Each language with how many strings it can say, those included that it says in another's words.
fn languages(theme: &Theme) -> BTreeMap<&str, usize> {
    let names = theme.files.keys().filter_map(|path| path.strip_prefix("i18n/")?.strip_suffix(".toml"));
    names.map(|lang| (lang, theme.strings.language(lang).keys().count())).collect()
}

/// A table a group, each row with the file that decides it.
fn human(shown: &Shown) -> String {
    let mut text = format!("{}\n", [&[shown.name.to_owned()], shown.extends].concat().join(", which extends "));
    let files = shown.files.iter().map(|file| [file.path.to_owned(), String::new(), origin(file.file)]);
    push_table(&mut text, "files", files.collect());
    let tokens = shown.tokens.iter().map(|(name, token)| [(*name).to_owned(), values(token), origins(token)]);
    push_table(&mut text, "tokens", tokens.collect());
    let options = shown
        .options
        .iter()
        .map(|(name, option)| [(*name).to_owned(), option.value.to_string(), option.help.to_owned()]);
    push_table(&mut text, "options", options.collect());
    let strings = shown.languages.iter().map(|(lang, count)| [(*lang).to_owned(), count.to_string(), String::new()]);
    push_table(&mut text, "strings", strings.collect());
    text
}

/// Values longer than this do not push the last column to the side.
const WIDEST: usize = 40;

fn push_table(text: &mut String, title: &str, rows: Vec<[String; 3]>) {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (first, second) = (width(0), width(1).min(WIDEST));
    text.push_str(&format!("\n{title}\n"));
    for [name, value, from] in &rows {
        let line = format!("  {name:first$}  {value:second$}  {from}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

fn values(token: &ShownToken) -> String {
    match token.light.value == token.dark.value {
        true => token.light.value.to_owned(),
        false => format!("{} by day, {} by night", token.light.value, token.dark.value),
    }
}

fn origins(token: &ShownToken) -> String {
    let (light, dark) = (origin(token.light.file), origin(token.dark.file));
    if light == dark { light } else { format!("{light} by day, {dark} by night") }
}

/// `loom` for what is bundled with the program; for all else its file.
fn origin(file: &str) -> String {
    let bundled = file.strip_prefix("<theme ").and_then(|rest| rest.split_once('>'));
    bundled.map_or_else(|| file.to_owned(), |(theme, _)| theme.to_owned())
}
