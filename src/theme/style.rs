//! The one style sheet and the scripts of a site, named by what is in them.

use super::bundle::{Bundle, MORE_SCRIPT, SCRIPT, SEARCH, SHEETS, SITE_SHEET, is_bundled};
use super::files::{Files, ThemeFile};
use super::fonts::Fonts;
use super::layers::Chain;
use super::manifest::utf8;
use super::minify::minify;
use super::sheet::{self, Sheet};
use super::sheet_files::{self, Reach};
use super::tokens::{self, Hues, Tokens};
use crate::diagnostics::{Diagnostic, did_you_mean};

/// The order in which later rules win over earlier ones.
const LAYERS: &str = "@layer tokens,base,layout,parts,pages,print,site;";

/// The same with the layer of sheets that name none: over a theme that is extended, under print and the site.
const LAYERS_WITH_THEME: &str = "@layer tokens,base,layout,parts,pages,theme,print,site;";
const THEME_LAYER: &str = "theme";

/// The order of sheets where a theme does not give one; others follow by name.
const ORDER: [&str; 6] = ["tokens.css", "base.css", "layout.css", "parts.css", "pages.css", "print.css"];

/// What sheets are joined with, and what they name.
pub struct Around<'a> {
    pub reach: Reach<'a>,
    pub tokens: &'a Tokens,
    pub hues: &'a Hues,
    pub fonts: &'a Fonts,
}

/// All sheets, then the tokens (so that a site's own values win over a sheet's), then the site's.
pub fn style(chain: &Chain, around: &Around<'_>, found: &mut Vec<Diagnostic>) -> Bundle {
    let texts: Vec<(Option<&str>, String)> = sheets(chain, around.reach.files, found)
        .into_iter()
        .filter_map(|(name, file)| layered(name, file, around, found))
        .collect();
    let has_own = texts.iter().any(|(layer, _)| *layer == Some(THEME_LAYER));
    let mut css = if has_own { LAYERS_WITH_THEME } else { LAYERS }.to_owned();
    texts.iter().for_each(|(_, text)| css.push_str(text));
    css.push_str(&tokens::css(around.tokens, around.hues));
    css.push_str(&around.fonts.css);
    if let Some(file) = around.reach.files.get(SITE_SHEET)
        && let Some((text, _)) = checked(file, around, found)
    {
        css.push_str(&format!("@layer site{{{text}\n}}"));
    }
    Bundle::new("style", "css", minify(&css))
}

/// A sheet of a theme as it is joined with others, and the layer that it is put into where it names none itself.
fn layered(
    name: &str,
    file: &ThemeFile,
    around: &Around<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<(Option<&'static str>, String)> {
    let (text, sheet) = checked(file, around, found)?;
    if sheet.is_none_or(|sheet| sheet.has_layers) || minify(text).is_empty() {
        return Some((None, format!("{text}\n")));
    }
    let own = ORDER.iter().find(|known| **known == name).and_then(|known| known.strip_suffix(".css"));
    let layer = own.unwrap_or(THEME_LAYER);
    Some((Some(layer), format!("@layer {layer}{{{text}\n}}")))
}

/// The text of a sheet, and what there is to know of one that did not come with the program: our own tests have
/// checked the others.
fn checked<'a>(
    file: &'a ThemeFile,
    around: &Around<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<(&'a str, Option<Sheet>)> {
    let text = utf8(file, found)?;
    if file.is_bundled() {
        return Some((text, None));
    }
    let sheet = sheet::read(text);
    found.extend(sheet::problems(&sheet, file));
    found.extend(sheet_files::missing(&sheet.addresses, file, text, &around.reach));
    Some((text, Some(sheet)))
}

/// The sheets of `assets/css/` in the order of the nearest theme that gives one.
fn sheets<'a>(chain: &'a Chain, files: &'a Files, found: &mut Vec<Diagnostic>) -> Vec<(&'a str, &'a ThemeFile)> {
    let names: Vec<&str> = files
        .keys()
        .map(|path| &**path)
        .filter(|path| is_bundled(path) && *path != SITE_SHEET)
        .filter_map(|path| path.strip_prefix(SHEETS))
        .collect();
    let Some(layer) = chain.themes.iter().find(|layer| !layer.manifest.css.is_empty()) else {
        let mut ordered = names;
        ordered.sort_by_key(|name| (ORDER.iter().position(|known| known == name).unwrap_or(ORDER.len()), *name));
        return ordered.into_iter().filter_map(|name| sheet(files, name)).collect();
    };
    for name in layer.manifest.css.iter().filter(|name| !names.contains(&name.as_str())) {
        let problem = layer.manifest.places.value_problem(&["css"], format!("there is no style sheet `{name}`"));
        let guess = did_you_mean(name, names.iter().copied());
        found.push(problem.help(guess.map_or_else(
            || "style sheets live in `assets/css/`".to_owned(),
            |guess| format!("did you mean `{guess}`?"),
        )));
    }
    layer.manifest.css.iter().filter_map(|name| sheet(files, name)).collect()
}

fn sheet<'a>(files: &'a Files, name: &'a str) -> Option<(&'a str, &'a ThemeFile)> {
    Some((name, files.get(format!("{SHEETS}{name}").as_str())?))
}

/// `assets/js/theme.js`, then what themes put beside it into `assets/js/theme/`; other scripts are
/// published as they are, for pages that ask for them.
pub fn script(files: &Files, found: &mut Vec<Diagnostic>) -> Bundle {
    let more = files.iter().filter(|(path, _)| path.starts_with(MORE_SCRIPT)).map(|(_, file)| file);
    let text: String = files.get(SCRIPT).into_iter().chain(more).filter_map(|file| utf8(file, found)).collect();
    if text.is_empty() { Bundle::default() } else { Bundle::new("theme", "js", text) }
}

/// The files of `assets/js/search/` as one script, in the order of their names, of which other scripts
/// see nothing.
pub fn search(files: &Files, found: &mut Vec<Diagnostic>) -> Bundle {
    let parts = files.iter().filter(|(path, _)| path.starts_with(SEARCH));
    let text: String = parts.filter_map(|(_, file)| utf8(file, found)).collect();
    if text.is_empty() { Bundle::default() } else { Bundle::new("search", "js", format!("(() => {{\n{text}}})();\n")) }
}
