//! A content file's path → its entry's kind, slug, language and date.
//!
//! It looks at names only, never at what a file holds.

use std::sync::Arc;

use isolang::Language;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::Lang;
use super::dates::date_of_file_name;
use super::identity::{MAX_SLUG_BYTES, slugify};
use crate::kinds::Kinds;

/// The kind of entries that belong to no other.
pub const PAGE: &str = "page";

/// The folder of all entries, at the site's root.
const CONTENT: &str = "content/";

/// What a content file's path tells about its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub kind: Arc<str>,
    /// Empty where the name holds no letter and no digit.
    pub slug: String,
    /// The folders below the kind's own, as slugs with a `/` behind each; part of the slug where the kind keeps them.
    pub folders: String,
    /// Of `<x>.cy.md`, else of `content/cy/`; `None` means the site's own language.
    pub lang: Option<Lang>,
    /// Of `2026-03-01-title.md`.
    pub date: Option<Date>,
    /// The name in words, for an entry without a title.
    pub words: String,
    /// Whether the file is named as people write titles, and not by a slug: then it has one.
    pub is_title: bool,
}

/// Whether a file is hidden, or one of the content that has `_` before its name or a folder's: it is for the content's
/// writers, and is not published.
pub fn is_private(file: &str) -> bool {
    is_hidden(file) || (file.starts_with(CONTENT) && file.split('/').any(|part| part.starts_with('_')))
}

/// What servers read at the top of a site, by names that begin with a stop: Apache, GitHub Pages, Codeberg Pages, PHP.
pub const FOR_HOSTS: [&str; 4] = [".htaccess", ".nojekyll", ".domains", ".user.ini"];

/// Hidden files and folders, but for those for hosts and `.well-known`, which the web's own standards put there (RFC 8615).
pub fn is_hidden(file: &str) -> bool {
    let is_for_host = file.strip_prefix("static/").is_some_and(|name| FOR_HOSTS.contains(&name));
    !is_for_host && file.split('/').any(|part| part.starts_with('.') && part != ".well-known")
}

/// Whether `path` (relative to the site's root) is an entry: a Markdown file under `content/`.
/// `README.md` and names that start with `.` or `_` are not, except `_index.md` and folders that a kind names as its own.
pub fn is_content(path: &str, kinds: &Kinds) -> bool {
    let Some(inside) = path.strip_prefix(CONTENT) else { return false };
    let (folders, name) = split_name(kinds.languages.split(inside).1);
    let Some(stem) = name.strip_suffix(".md") else { return false };
    let hidden = |name: &str| name.starts_with(['.', '_']);
    let is_own = |folder: &str| !folder.is_empty() && kinds.of_folder(folder).is_some();
    let mut folders = folders.split('/');
    let hidden_folder = folders.next().is_some_and(|first| hidden(first) && !is_own(first)) || folders.any(hidden);
    let hidden_name = stem.is_empty() || name.eq_ignore_ascii_case("readme.md") || hidden(name);
    !hidden_folder && (!hidden_name || split_lang(stem).0 == "_index")
}

/// Reads the kind, slug, language and date off `path`, which is relative to the site's root.
/// `x/index.md` and `x/_index.md` are called `x`; the index of a kind's folder is a page with that
/// folder's name, and the site's own is `page/index`.
pub fn of_path(path: &str, kinds: &Kinds) -> Named {
    let (language, inside) = kinds.languages.split(path.strip_prefix(CONTENT).unwrap_or(path));
    let (folders, file) = split_name(inside);
    let (stem, lang) = split_lang(file.strip_suffix(".md").unwrap_or(file));
    let (first, below) = folders.split_once('/').unwrap_or((folders, ""));
    let (kind, below) = match kinds.of_folder(first) {
        Some(kind) if !first.is_empty() => (kind.name.clone(), below),
        _ => (Arc::from(PAGE), folders),
    };
    let (kind, below, name) = match (matches!(stem, "index" | "_index"), folders.rsplit_once('/')) {
        (false, _) => (kind, below, stem),
        (true, Some((_, folder))) => (kind, split_name(below).0, folder),
        (true, None) if folders.is_empty() => (Arc::from(PAGE), "", "index"),
        (true, None) => (Arc::from(PAGE), "", folders),
    };
    let (date, rest) = date_of_file_name(name).map_or((None, name), |(date, rest)| (Some(date), rest));
    let name = if rest.is_empty() { name } else { rest };
    Named {
        kind,
        slug: slug_of_name(name),
        folders: below.split('/').map(slug_of_name).filter(|slug| !slug.is_empty()).map(|slug| slug + "/").collect(),
        lang: lang.or_else(|| language.map(|tag| Lang(tag.clone()))),
        date,
        words: words(name),
        is_title: is_title(name),
    }
}

/// What a content file is called in a list of files, without the sign of its language: the folder's name of an index.
pub fn file_name(path: &str) -> &str {
    let (folders, name) = split_name(path.strip_prefix(CONTENT).unwrap_or(path));
    match split_lang(name.strip_suffix(".md").unwrap_or(name)).0 {
        "index" | "_index" if !folders.is_empty() => split_name(folders).1,
        stem => stem,
    }
}

/// The path that a content file shares with its translations: without the folder or the sign of a language, its ending, and
/// the name of an index.
pub fn shared_path(path: &str, kinds: &Kinds) -> String {
    let inside = kinds.languages.split(path.strip_prefix(CONTENT).unwrap_or(path)).1;
    let (folders, name) = split_name(inside);
    match split_lang(name.strip_suffix(".md").unwrap_or(name)).0 {
        "index" | "_index" => folders.to_owned(),
        stem => format!("{folders}/{stem}").trim_start_matches('/').to_owned(),
    }
}

/// The first folder of a content file's path, where it is called like a language, and the path without that.
pub fn language_folder(path: &str) -> (Option<&str>, &str) {
    let inside = path.strip_prefix(CONTENT).unwrap_or(path);
    let is_told = |folder: &str| folder.split('-').next().is_some_and(|code| code.len() == 2) && is_language(folder);
    match inside.split_once('/') {
        Some((folder, rest)) if is_told(folder) => (Some(folder), rest),
        _ => (None, inside),
    }
}

/// The folders of a path, and its last part.
fn split_name(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// `x.cy` → `x` and Welsh. What only looks like a language, as in `v1.2.md` or `notes.txt.md`, stays part of the name.
pub(super) fn split_lang(stem: &str) -> (&str, Option<Lang>) {
    match stem.rsplit_once('.') {
        Some((name, tag)) if !name.is_empty() && is_language(tag) => (name, Some(Lang(Arc::from(tag)))),
        _ => (stem, None),
    }
}

/// A BCP 47 tag of a language, alone or with a script and a region: `cy`, `pt-BR`, `zh-Hant-TW`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let language = parts.next().is_some_and(is_language_code);
    let script = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let region = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    parts.next_if(script);
    parts.next_if(region);
    language && parts.next().is_none()
}

/// The codes of ISO 639-1, and those of ISO 639-3 that are not the ending of a known type of file.
fn is_language_code(code: &str) -> bool {
    match code.len() {
        2 => Language::from_639_1(code).is_some(),
        3 => Language::from_639_3(code).is_some() && mime_guess::from_ext(code).is_empty(),
        _ => false,
    }
}

/// A name that already reads like a slug, in whatever script, stays as it is.
fn slug_of_name(name: &str) -> String {
    let name: String = name.nfc().collect();
    let clean =
        |character: char| matches!(character, '-' | '_') || (character.is_alphanumeric() && !character.is_uppercase());
    let bounded = name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric);
    let mut slug = if bounded && name.chars().all(clean) { name } else { slugify(&name) };
    while slug.len() > MAX_SLUG_BYTES {
        slug.pop();
    }
    slug
}

/// `Co-production & Care`, `Glossary`.
fn is_title(name: &str) -> bool {
    name.contains(' ') || name.starts_with(char::is_uppercase) && !name.contains(['-', '_']) || is_day(name)
}

/// `2026-03-12`, `2026-W11`, `2026-03`: the name of a day, a week or a month, whose hyphens part no words.
fn is_day(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(|c| c.is_ascii_digit() || c == '-' || c == 'W')
}

fn words(name: &str) -> String {
    if is_title(name) {
        return name.trim().to_owned();
    }
    let spaced = name.replace(['-', '_'], " ");
    let mut characters = spaced.trim().chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
