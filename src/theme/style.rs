//! The one style sheet and the scripts of a site, named by what is in them.

use super::fonts::Fonts;
use super::layers::{Chain, Files, ThemeFile};
use super::manifest::utf8;
use super::minify::minify;
use super::tokens::{self, Hues, Tokens};
use crate::diagnostics::{Diagnostic, did_you_mean};

/// The order in which later rules win over earlier ones.
const LAYERS: &str = "@layer tokens,base,layout,parts,pages,print,site;";

/// The order of sheets where a theme does not give one; others follow by name.
const ORDER: [&str; 6] = ["tokens.css", "base.css", "layout.css", "parts.css", "pages.css", "print.css"];

pub const SHEETS: &str = "assets/css/";
/// The site's own sheet; it has the last word.
pub const SITE_SHEET: &str = "assets/css/site.css";
pub const SCRIPT: &str = "assets/js/theme.js";
/// What a theme adds to the script of the one it extends.
pub const MORE_SCRIPT: &str = "assets/js/theme/";
/// The parts of the script that is loaded when somebody searches.
pub const SEARCH: &str = "assets/js/search/";

/// A file made of others, under a name that changes with its bytes, so that it can be kept for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Relative to the site's home; empty where there is nothing to load.
    pub url: String,
    pub bytes: Vec<u8>,
}

impl Bundle {
    fn new(stem: &str, ending: &str, text: String) -> Bundle {
        let print = twox_hash::XxHash3_64::oneshot(text.as_bytes());
        Bundle { url: format!("assets/{stem}.{:08x}.{ending}", print >> 32), bytes: text.into_bytes() }
    }
}

/// Whether a file goes into a bundle, and not into the output by itself.
pub fn is_bundled(path: &str) -> bool {
    path == SCRIPT
        || path.starts_with(MORE_SCRIPT)
        || path.starts_with(SEARCH)
        || (path.starts_with(SHEETS) && path.ends_with(".css"))
}

/// All sheets, then the tokens (so that a site's own values win over a sheet's), then the site's.
pub fn style(
    chain: &Chain,
    files: &Files,
    tokens: &Tokens,
    hues: &Hues,
    fonts: &Fonts,
    found: &mut Vec<Diagnostic>,
) -> Bundle {
    let mut css = LAYERS.to_owned();
    for sheet in sheets(chain, files, found) {
        css.push_str(utf8(sheet, found).unwrap_or_default());
        css.push('\n');
    }
    css.push_str(&tokens::css(tokens, hues));
    css.push_str(&fonts.css);
    if let Some(text) = files.get(SITE_SHEET).and_then(|sheet| utf8(sheet, found)) {
        css.push_str(&format!("@layer site{{{text}\n}}"));
    }
    Bundle::new("style", "css", minify(&css))
}

/// The sheets of `assets/css/` in the order of the nearest theme that gives one.
fn sheets<'a>(chain: &Chain, files: &'a Files, found: &mut Vec<Diagnostic>) -> Vec<&'a ThemeFile> {
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

fn sheet<'a>(files: &'a Files, name: &str) -> Option<&'a ThemeFile> {
    files.get(format!("{SHEETS}{name}").as_str())
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
