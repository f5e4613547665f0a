//! Icons: one inline sprite a page, with only the icons that page uses.
//!
//! An outside sprite would fail on `file://`, and a sprite of all icons is 10 KB a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use memchr::memmem;
use tera::Value;

use super::files::{Files, ThemeFile};
use super::manifest::utf8;
use crate::diagnostics::{Code, Diagnostic, Span};

/// What an icon's use begins with.
const USE: &str = "#_i-";

/// One icon, ready to be put into a page.
#[derive(Clone, Debug)]
pub struct Icon {
    /// `<symbol id="_i-story" viewBox="0 0 24 24">…</symbol>`
    symbol: String,
    /// `<svg class="i" …><use href="#_i-story"/></svg>`, safe.
    pub reference: Value,
}

#[derive(Clone, Debug, Default)]
pub struct Icons(BTreeMap<Arc<str>, Icon>);

impl Icons {
    pub fn get(&self, name: &str) -> Option<&Icon> {
        self.0.get(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|name| &**name)
    }

    /// An icon that needs no sprite, for what is put into a page later; empty where there is none.
    pub fn inline(&self, name: &str) -> String {
        let symbol = self.0.get(name).map_or("", |icon| &icon.symbol);
        let drawn = symbol.replacen(&format!("<symbol id=\"_i-{name}\""), "<svg class=\"i\" aria-hidden=\"true\"", 1);
        drawn.replacen("</symbol>", "</svg>", 1)
    }

    /// The sprite with the icons that the pieces of `html` use, in the order of their first use; empty where they
    /// use none.
    pub fn sprite<'h>(&self, html: impl IntoIterator<Item = &'h [u8]>) -> String {
        let mut symbols: Vec<&str> = Vec::new();
        let mut names: Vec<&[u8]> = Vec::new();
        let uses = |piece: &'h [u8]| memmem::find_iter(piece, USE).map(move |at| &piece[at + USE.len()..]);
        for rest in html.into_iter().flat_map(uses) {
            let (name, behind) = rest.split_at(rest.iter().take_while(|byte| is_name_byte(**byte)).count());
            if names.contains(&name) || !matches!(behind.first(), Some(b'"' | b'\'')) {
                continue;
            }
            if let Some(icon) = std::str::from_utf8(name).ok().and_then(|name| self.0.get(name)) {
                names.push(name);
                symbols.push(&icon.symbol);
            }
        }
        if symbols.is_empty() {
            return String::new();
        }
        format!(
            "<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>{}</defs></svg>",
            symbols.concat()
        )
    }
}

/// What an icon's name is made of.
pub fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

/// The icons of `assets/icons/`.
pub fn icons(files: &Files, found: &mut Vec<Diagnostic>) -> Icons {
    let mut icons = BTreeMap::new();
    for (path, file) in files {
        let Some(name) = icon_name(path) else { continue };
        match utf8(file, found).map(|text| icon(name, text)) {
            Some(Some(icon)) if name.bytes().all(is_name_byte) => {
                icons.insert(Arc::from(name), icon);
            }
            Some(_) => found.push(not_an_icon(file)),
            None => {}
        }
    }
    Icons(icons)
}

/// The icon's name, where the path is that of one.
pub fn icon_name(path: &str) -> Option<&str> {
    path.strip_prefix("assets/icons/")?.strip_suffix(".svg").filter(|name| !name.contains('/'))
}

fn icon(name: &str, text: &str) -> Option<Icon> {
    let from = text.find("<svg")?;
    let head = from + text[from..].find('>')?;
    let end = text.rfind("</svg>").filter(|end| *end > head)?;
    let view_box = attribute(&text[from..head], "viewBox").unwrap_or("0 0 24 24");
    let inner = without_comments(&text[head + 1..end]);
    let reference =
        format!("<svg class=\"i\" viewBox=\"{view_box}\" aria-hidden=\"true\"><use href=\"#_i-{name}\"/></svg>");
    Some(Icon {
        symbol: format!("<symbol id=\"_i-{name}\" viewBox=\"{view_box}\">{}</symbol>", inner.trim()),
        reference: Value::safe_string(&reference),
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let after = tag.split_once(&format!("{name}="))?.1;
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    after[1..].split(quote).next()
}

fn without_comments(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    out + rest
}

fn not_an_icon(file: &ThemeFile) -> Diagnostic {
    Diagnostic::new(Code::InvalidTheme, format!("`{}` is not an icon", file.place))
        .at(Span::file(&file.place))
        .help("an icon is one `<svg viewBox=\"0 0 24 24\">…</svg>`, its name lower-case letters, digits and `-`")
}
