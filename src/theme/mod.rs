//! Themes: templates, styles, script, icons and strings, with the site's overrides on top.
//!
//! [`load`] reads everything once and checks it; [`engine`] parses the templates. A file is taken
//! from the site's own `templates/`, `assets/` or `i18n/`, else from `themes/<name>/`, else from the
//! bundled theme of that name, else from the theme it extends. This room never sees an entry or
//! a page, and reads no file once a theme is loaded.

mod below;
mod bounded;
mod budgets;
mod bundle;
mod bundled;
mod calls;
mod cards;
mod colour;
mod complete;
mod contrast;
mod data;
mod dates;
mod difference;
mod engine;
mod files;
mod font_file;
mod fonts;
mod hue;
mod icons;
mod inline;
mod inline_elements;
mod language_files;
mod language_names;
mod layers;
mod load;
mod manifest;
mod minify;
mod numbers;
mod options;
mod outside_loads;
mod phrases;
mod patterns;
mod places;
mod plural;
mod said;
mod sheet;
mod sheet_files;
mod stray_templates;
mod strings;
mod spoken;
mod style;
mod tags;
mod template_errors;
#[cfg(test)]
mod tests;
mod tokens;
mod unknown_strings;

pub use bounded::Bounded;
pub use budgets::{check as over_budget, compressed_above};
pub use bundle::Bundle;
pub use bundled::{names as bundled_names, text as bundled_text};
pub use cards::Cards;
pub use colour::Colour;
pub use data::unknown as unknown_data;
pub use engine::engine;
pub use files::{Files, ThemeFile};
pub use icons::Icons;
pub use inline_elements::{InlineElements, hash_source};
pub use load::load;
pub use options::{OptionType, ThemeOption};
pub use patterns::Phrase;
pub use plural::Category;
pub use said::{SAID_BY_SEARCH, unsaid};
pub use spoken::{APART, Shared, spoken};
pub use strings::Strings;
pub use template_errors::{endless, render_error, silent};
pub use tokens::{Hue, Mode, Shade, Token};

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

/// Bytes.
pub const KB: usize = 1024;

/// A site's theme, complete: overrides applied, defaults filled in, all of it checked.
#[derive(Clone, Debug)]
pub struct Theme {
    /// The site's language, for words asked for without one.
    pub language: String,
    /// By the names templates use for one another; `theme:x.html` is the theme's own `x.html`
    /// under a site's, and `<name>:x.html` that of a theme further down. For `theme:` in a theme see [`below`].
    pub templates: BTreeMap<Arc<str>, Template>,
    pub style: Bundle,
    pub script: Bundle,
    /// Loaded when somebody searches; empty where the site has no search index.
    pub search: Bundle,
    pub inline_elements: InlineElements,
    pub icons: Arc<Icons>,
    pub strings: Arc<Strings>,
    /// `site.options`: nested by the dots in their names.
    pub options: Value,
    /// Each option's description and value, by dotted name.
    pub described_options: BTreeMap<String, ThemeOption>,
    pub tokens: BTreeMap<Arc<str>, Token>,
    /// By the name that `data-kind` gives, which is `Kind::hue`.
    pub hues: BTreeMap<Arc<str>, Hue>,
    /// Fonts that pages may load ahead, relative to the site's home.
    pub font_urls: Vec<String>,
    /// Other files to publish, by their address relative to the site's home.
    pub assets: BTreeMap<Arc<str>, ThemeFile>,
    /// The site's theme and those it extends, nearest first.
    pub names: Vec<String>,
    /// All files by their path inside a theme, as the site sees them: its own where it has one.
    pub files: Arc<Files>,
    /// The same without the site's own.
    pub files_below: Arc<Files>,
    /// Prefixes of the themes under the site, nearest first.
    prefixes: Vec<Arc<str>>,
}

/// A template's text, and the file that diagnostics name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub file: Arc<str>,
    pub text: Arc<str>,
}

impl Theme {
    /// The templates under all names that any of them can lead to: under the prefix of a theme only where one names it.
    /// Components are known by their own names, wherever they are.
    pub fn used_templates(&self) -> impl Iterator<Item = (&Arc<str>, &Template)> {
        let stands = |words: &str| self.templates.values().any(|template| template.text.contains(words));
        let has_components = stands("endcomponent");
        let unused: Vec<&Arc<str>> = self.prefixes.iter().filter(|prefix| !has_components && !stands(prefix)).collect();
        self.templates.iter().filter(move |(name, _)| !unused.iter().any(|prefix| name.starts_with(&***prefix)))
    }

    /// Whether all its files came with the program: then our own tests have checked them.
    pub fn is_bundled(&self) -> bool {
        self.files.values().all(ThemeFile::is_bundled)
    }

    /// The words under `key` in a language, of a plural its form for many; the key itself where no
    /// language has it.
    pub fn say<'a>(&'a self, lang: &str, key: &'a str) -> &'a str {
        self.strings.language(lang).text(key).unwrap_or(key)
    }

    /// What a language is called in itself.
    pub fn language_name(&self, lang: &str) -> String {
        self.strings.language_name(lang)
    }

    /// The words under `key` with a count and names put in, in the form for that count; the key itself
    /// where no language has it.
    pub fn phrase(&self, lang: &str, key: &str, count: Option<usize>, names: &[(&str, &str)]) -> String {
        let language = self.strings.language(lang);
        match language.phrase(key) {
            Some(phrase) => language.fill(phrase, count.map(|count| count as u64), names),
            None => key.to_owned(),
        }
    }

    fn bundles(&self) -> impl Iterator<Item = &Bundle> {
        [&self.style, &self.script, &self.search].into_iter()
    }

    /// Whether links show a preview of what they lead to: the theme can, and the site wants it.
    pub fn has_previews(&self) -> bool {
        let is_wanted = self.described_options.get("previews").and_then(|option| option.value.as_bool());
        is_wanted.unwrap_or(false) && self.assets.contains_key("assets/js/previews.js")
    }

    /// The addresses of files that keep their bytes as long as their name.
    pub fn lasting_urls(&self) -> impl Iterator<Item = &str> {
        self.bundles().map(|bundle| bundle.url.as_str()).filter(|url| !url.is_empty())
    }

    /// The addresses of all files that pages of this theme need, relative to the site's home.
    pub fn urls(&self) -> Vec<Arc<str>> {
        self.lasting_urls().map(Arc::from).chain(self.assets.keys().cloned()).collect()
    }

    /// The file at one of [`Theme::urls`].
    pub fn file(&self, url: &str) -> Option<&[u8]> {
        let bundle = self.bundles().find(|bundle| bundle.url == url);
        bundle.map(|bundle| &*bundle.bytes).or_else(|| self.assets.get(url).map(|file| &*file.bytes))
    }

    /// A page as it leaves the engine → the page as it is published: its sprite where it wants it, the styles of
    /// formulas where it has one, and `base`, the way to the home page ready to stand in HTML, wherever it was left open.
    pub fn complete(&self, html: &[u8], base: &str) -> Vec<u8> {
        complete::complete(html, base, &self.icons)
    }

    /// The same for a part of a page, or a file apart, which has no sprite of its own.
    pub fn complete_part(&self, html: &[u8], base: &str) -> String {
        complete::complete_part(html, base)
    }

    /// [`Icons::sprite`] with this theme's icons.
    pub fn sprite(&self, html: &str) -> String {
        self.icons.sprite([html.as_bytes()])
    }
}
