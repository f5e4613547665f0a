//! From files to a [`Theme`], with everything that is wrong on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::below::{self, Below};
use super::bundle::{Bundle, is_bundled};
use super::calls::{self, Named};
use super::files::{Files, ThemeFile};
use super::fonts;
use super::hue;
use super::icons::{self, Icons};
use super::inline_elements::{InlineElements, inline_elements};
use super::layers::{self, Chain};
use super::manifest::utf8;
use super::options;
use super::outside_loads;
use super::places::Places;
use super::sheet_files::Reach;
use super::stray_templates;
use super::strings::{self, Strings};
use super::style::{self, Around};
use super::tokens::{self, Hues, Tokens};
use super::{Template, Theme, contrast, difference};
use crate::config::{Config, RawHtml};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::disk::Disk;
use crate::kinds::{Kind, Kinds};

/// Reads the site's theme. There is none where the theme, one it extends, or its description is
/// missing or unreadable; all other problems leave a theme to look at.
pub fn load(config: &Config, kinds: &Kinds, disk: &dyn Disk) -> (Option<Theme>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let places = config_places(config, disk);
    let theme = layers::chain(config, &places, disk, &mut found)
        .map(|chain| assemble(&Parts { config, kinds, disk, chain: &chain, places: &places }, &mut found));
    (theme, found)
}

/// What a theme is made from.
struct Parts<'a> {
    config: &'a Config,
    kinds: &'a Kinds,
    disk: &'a dyn Disk,
    chain: &'a Chain,
    places: &'a Places,
}

/// The places of `copsite.toml`; where it cannot be read again, all problems stand at its start.
fn config_places(config: &Config, disk: &dyn Disk) -> Places {
    let file = &config.file;
    let bytes = disk.read(file).unwrap_or_default();
    Places::new(file, &String::from_utf8_lossy(&bytes), Code::InvalidConfig)
}

fn assemble(parts: &Parts<'_>, found: &mut Vec<Diagnostic>) -> Theme {
    let Parts { config, chain, places, .. } = *parts;
    let files = chain.merged();
    let look = look(parts, &files, found);
    let options = options::options(chain, &files, &config.theme.options, places, found);
    let icons = icons::icons(&files, found);
    let strings = strings::strings(chain, found);
    found.extend(wordless(&strings, &config.language, places));
    let below = below::below(chain);
    let prefixes = prefixes(chain, &below);
    let templates = templates(chain, &files, (&prefixes, &below), found);
    found.extend(stray_templates::strays(chain, &files));
    check_kinds(&icons, parts, found);
    check_templates(&templates, &icons, &strings, &config.language, found);
    Theme {
        language: config.language.clone(),
        style: look.style,
        script: style::script(&files, found),
        search: if config.search { style::search(&files, found) } else { Bundle::default() },
        inline_elements: inline(parts, &templates, found),
        icons: Arc::new(icons),
        strings: Arc::new(strings),
        options: options::value(&options),
        described_options: options,
        tokens: look.tokens,
        hues: look.hues,
        font_urls: look.font_urls,
        assets: assets(&files),
        names: chain.themes.iter().map(|layer| layer.name.clone()).collect(),
        files_below: Arc::new(chain.themes_merged(0)),
        files: Arc::new(files),
        prefixes: prefixes.into_iter().map(|(prefix, _)| prefix).collect(),
        templates,
    }
}

/// The part of a theme that ends in its style sheet.
struct Look {
    tokens: Tokens,
    hues: Hues,
    font_urls: Vec<String>,
    style: Bundle,
}

fn look(parts: &Parts<'_>, files: &Files, found: &mut Vec<Diagnostic>) -> Look {
    let Parts { config, disk, chain, places, .. } = *parts;
    let tokens = tokens::tokens(chain, &config.theme.tokens, places, found);
    let mut hues = tokens::hues(chain, found);
    site_hues(parts, &tokens, &mut hues, found);
    found.extend(contrast::check(&tokens, &hues, &places.file));
    found.extend(difference::check(&hues, &places.file));
    let fonts = fonts::fonts(&config.theme.fonts, &tokens, files, disk, places, found);
    let reach = Reach { files, disk, policy: &config.policy };
    let around = Around { reach, tokens: &tokens, hues: &hues, fonts: &fonts };
    let style = style::style(chain, &around, found);
    Look { tokens, hues, font_urls: fonts.urls, style }
}

/// Hues that kinds ask for in degrees; names must be hues of the theme.
fn site_hues(parts: &Parts<'_>, tokens: &Tokens, hues: &mut Hues, found: &mut Vec<Diagnostic>) {
    for kind in &parts.kinds.kinds {
        let Some(name) = kind.hue.as_deref().filter(|name| !hues.contains_key(*name)) else { continue };
        let span = kind_place(parts, kind, "hue");
        let made = match name.parse::<f64>() {
            Ok(degrees) if (0.0..=360.0).contains(&degrees) => hue::derive(degrees, &kind.icon, tokens, hues, &span)
                .map_err(|impossible| Box::new(impossible.diagnostic(degrees, span))),
            _ => Err(Box::new(unknown_hue(name, kind, hues, span))),
        };
        match made {
            Ok(hue) => {
                hues.insert(name.into(), hue);
            }
            Err(problem) => found.push(*problem),
        }
    }
}

/// Where the site gave a kind this key; where it did not, the theme does not know a built-in kind.
fn kind_place(parts: &Parts<'_>, kind: &Kind, key: &str) -> Span {
    let path = ["kinds", &kind.name, key];
    parts.places.exact(&path).unwrap_or_else(|| parts.chain.themes[0].manifest.places.value(&["kinds"]))
}

fn unknown_hue(name: &str, kind: &Kind, hues: &Hues, span: Span) -> Diagnostic {
    let message = format!("the kind `{}` has a hue `{name}` that the theme does not know", kind.name);
    let guess = did_you_mean(name, hues.keys().map(|known| &**known));
    let known = match hues.is_empty() {
        true => "it has none".to_owned(),
        false => hues.keys().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", "),
    };
    Diagnostic::new(Code::InvalidTheme, message).at(span).help(match guess {
        Some(guess) => format!("did you mean `{guess}`?"),
        None => format!("a hue is a number of degrees from 0 to 360, or a `[kinds]` table of the theme: {known}"),
    })
}

/// A site that lets raw HTML through, or says itself what servers answer with, has no policy to stop an element.
fn inline(parts: &Parts, templates: &BTreeMap<Arc<str>, Template>, found: &mut Vec<Diagnostic>) -> InlineElements {
    let (elements, stopped) = inline_elements(templates);
    if parts.config.markdown.raw_html != RawHtml::Allow && parts.disk.look("static/_headers").is_err() {
        found.extend(stopped);
        found.extend(outside_loads::stopped(templates, parts.config));
    }
    elements
}

/// Prefixes, and the place in the chain of the theme that each is for. `theme:` is the theme below the site; themes it
/// extends go by their own names, and by what `theme:` is for the theme above them.
fn prefixes(chain: &Chain, below: &Below) -> Vec<(Arc<str>, usize)> {
    let further = chain.themes.iter().enumerate().skip(1);
    let names = further.map(|(index, layer)| (Arc::from(format!("{}:", layer.name)), index));
    let meant = (1..chain.themes.len()).filter_map(|index| Some((below::prefix(index)?, index)));
    let meant = meant.filter(|(prefix, _)| below.values().any(|written| written == prefix));
    std::iter::once((below::WRITTEN.into(), 0)).chain(names).chain(meant).collect()
}

/// Each template under its name as the site sees it, and once more for every theme of the chain.
fn templates(
    chain: &Chain,
    files: &Files,
    (prefixes, below): (&[(Arc<str>, usize)], &Below),
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<Arc<str>, Template> {
    let mut templates = BTreeMap::new();
    add_templates("", files, below, &mut templates, found);
    for (prefix, index) in prefixes {
        // The same files were read above: what is wrong with them has been said.
        add_templates(prefix, &chain.themes_merged(*index), below, &mut templates, &mut Vec::new());
    }
    templates
}

fn add_templates(
    prefix: &str,
    files: &Files,
    below: &Below,
    templates: &mut BTreeMap<Arc<str>, Template>,
    found: &mut Vec<Diagnostic>,
) {
    for (path, file) in files {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        if let Some(text) = utf8(file, found) {
            let text = match below.get(&file.place) {
                Some(prefix) => below::meant(text, prefix),
                None => text.into(),
            };
            let template = Template { file: file.place.clone(), text: text.into() };
            templates.insert(format!("{prefix}{name}").into(), template);
        }
    }
}

fn check_kinds(icons: &Icons, parts: &Parts<'_>, found: &mut Vec<Diagnostic>) {
    for kind in &parts.kinds.kinds {
        if icons.get(&kind.icon).is_none() {
            let message = format!("the kind `{}` has an icon `{}` that the theme does not have", kind.name, kind.icon);
            let problem = missing_icon(&kind.icon, message, Code::InvalidTheme, icons);
            found.push(problem.at(kind_place(parts, kind, "icon")));
        }
    }
}

fn missing_icon(name: &str, message: String, code: Code, icons: &Icons) -> Diagnostic {
    Diagnostic::new(code, message).help(match did_you_mean(name, icons.names()) {
        Some(guess) => format!("did you mean `{guess}`?"),
        None => format!("put it at `assets/icons/{name}.svg`"),
    })
}

/// Icons and strings that templates name must be there.
fn check_templates(
    templates: &BTreeMap<Arc<str>, Template>,
    icons: &Icons,
    strings: &Strings,
    lang: &str,
    found: &mut Vec<Diagnostic>,
) {
    let mut files: Vec<&Template> = templates.values().collect();
    files.sort_by_key(|template| &template.file);
    files.dedup();
    for template in files {
        let mut named = calls::literals(&template.text, "icon", "name");
        named.extend(calls::written_icons(&template.text));
        for Named { name, range } in named.into_iter().filter(|named| icons.get(named.name).is_none()) {
            let message = format!("there is no icon `{name}`");
            let problem = missing_icon(name, message, Code::TemplateError, icons);
            found.push(problem.at(Span::new(&template.file, range)));
        }
        for Named { name, range } in calls::literals(&template.text, "t", "key") {
            if !strings.has(lang, name) {
                found.push(missing_string(name, lang, strings).at(Span::new(&template.file, range)));
            }
        }
    }
}

/// The site's language, where it says one that no language file is for.
fn wordless(strings: &Strings, lang: &str, places: &Places) -> Option<Diagnostic> {
    let said = places.exact(&["language"]).filter(|_| !strings.has_language(lang))?;
    Some(strings.no_words(lang).at(said))
}

fn missing_string(key: &str, lang: &str, strings: &Strings) -> Diagnostic {
    let problem = Diagnostic::new(Code::MissingString, format!("no language file holds the string `{key}`"));
    // Keys come from a hash map: the best of them must not depend on its order.
    let mut keys: Vec<&str> = strings.language(lang).keys().collect();
    keys.sort_unstable();
    problem.help(match did_you_mean(key, keys) {
        Some(guess) => format!("did you mean `{guess}`?"),
        None => "add it to `i18n/en.toml`; until then the key itself is shown".to_owned(),
    })
}

/// Files of `assets/` that are neither part of a bundle nor icons.
fn assets(files: &Files) -> BTreeMap<Arc<str>, ThemeFile> {
    files
        .iter()
        .filter(|(path, _)| path.starts_with("assets/"))
        .filter(|(path, _)| !is_bundled(path) && icons::icon_name(path).is_none())
        .map(|(path, file)| (path.clone(), file.clone()))
        .collect()
}
