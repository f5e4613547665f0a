//! What an entry is called: its id, its language, and the rules for slugs and paths.
//!
//! It looks at names only, never at what a file holds.

use std::sync::Arc;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::dates::date_of_file_name;
use crate::kinds::Kinds;

/// An entry's name everywhere: which site, which kind, which slug. `Display` prints `kind/slug`.
///
/// The site's key is empty for the site itself; entries of federated sites carry theirs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    pub site: Arc<str>,
    pub kind: Arc<str>,
    pub slug: Arc<str>,
}

impl EntryId {
    /// An id of the site itself.
    pub fn own(kind: impl Into<Arc<str>>, slug: impl Into<Arc<str>>) -> EntryId {
        EntryId { site: Arc::from(""), kind: kind.into(), slug: slug.into() }
    }
}

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.site.is_empty() {
            write!(f, "{}:", self.site)?;
        }
        write!(f, "{}/{}", self.kind, self.slug)
    }
}

/// A BCP 47 language tag such as `en` or `cy`, as the site writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub Arc<str>);

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A title as a slug: lower-case Latin letters, digits and hyphens. Other scripts are
/// transliterated; a text without any letter or digit gives an empty slug.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in deunicode::deunicode(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if matches!(character, '\'' | '\u{2019}') {
            // "don't" reads better as `dont` than as `don-t`.
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Two names that differ only in letter case or Unicode form fold to the same key: on many disks
/// and for most readers they are the same.
pub fn fold(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.nfkc().flat_map(char::to_lowercase).collect() }
}

/// The kind of entries that belong to no other.
pub const PAGE: &str = "page";

/// The folder of all entries, at the site's root.
const CONTENT: &str = "content/";

/// Longer names do not fit into a path on every disk once `index.html` and a temporary suffix join them.
const MAX_SLUG_BYTES: usize = 200;

/// What a content file's path tells about its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub kind: Arc<str>,
    /// Empty where the name holds no letter and no digit.
    pub slug: String,
    /// Of `<x>.cy.md`; `None` means the site's own language.
    pub lang: Option<Lang>,
    /// Of `2026-03-01-title.md`.
    pub date: Option<Date>,
    /// The name in words, for an entry without a title.
    pub words: String,
}

/// Whether `path` (relative to the site's root) is an entry: a Markdown file under `content/`.
/// `README.md` and names that start with `.` or `_` are not, except `_index.md` and folders that a kind names as its own.
pub fn is_content(path: &str, kinds: &Kinds) -> bool {
    let Some(inside) = path.strip_prefix(CONTENT) else { return false };
    let (folders, name) = inside.rsplit_once('/').unwrap_or(("", inside));
    let Some(stem) = name.strip_suffix(".md") else { return false };
    let own = kind_folder(folders, kinds).map_or("", |(_, folder)| folder);
    let rest = &folders[own.len()..];
    let hidden = |name: &str| name.starts_with(['.', '_']);
    let is_index = split_lang(stem).0 == "_index";
    !stem.is_empty() && !name.eq_ignore_ascii_case("readme.md") && (is_index || !hidden(name)) && !rest.split('/').any(hidden)
}

/// Reads the kind, slug, language and date off `path`, which is relative to the site's root.
/// Sub-folders do not change the id; `x/index.md` and `x/_index.md` are called `x`; the index of
/// a kind's folder is a page with that folder's name, and the site's own is `page/index`.
pub fn of_path(path: &str, kinds: &Kinds) -> Named {
    let inside = path.strip_prefix(CONTENT).unwrap_or(path);
    let (folders, file) = inside.rsplit_once('/').unwrap_or(("", inside));
    let (stem, lang) = split_lang(file.strip_suffix(".md").unwrap_or(file));
    let own = kind_folder(folders, kinds);
    let is_index = matches!(stem, "index" | "_index");
    let (kind, name) = match (own, is_index) {
        (Some((kind, _)), false) => (kind, stem),
        (Some((kind, folder)), true) if folder.len() < folders.len() => (kind, last_segment(folders)),
        (Some((_, folder)), true) => (Arc::from(PAGE), last_segment(folder)),
        (None, true) if !folders.is_empty() => (Arc::from(PAGE), last_segment(folders)),
        (None, true) => (Arc::from(PAGE), "index"),
        (None, false) => (Arc::from(PAGE), stem),
    };
    let (date, rest) = date_of_file_name(name).map_or((None, name), |(date, rest)| (Some(date), rest));
    let name = if rest.is_empty() { name } else { rest };
    Named { kind, slug: slug_of_name(name), lang, date, words: words(name) }
}

/// The kind whose folder `folders` is or lies in, and that folder; the innermost of several.
fn kind_folder<'a>(folders: &'a str, kinds: &Kinds) -> Option<(Arc<str>, &'a str)> {
    let ends = folders.match_indices('/').map(|(at, _)| at).chain([folders.len()]);
    let mut prefixes: Vec<&str> = ends.map(|end| &folders[..end]).filter(|prefix| !prefix.is_empty()).collect();
    prefixes.reverse();
    prefixes.into_iter().find_map(|folder| kinds.of_folder(folder).map(|kind| (kind.name.clone(), folder)))
}

fn last_segment(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `x.cy` → `x` and Welsh. What only looks like a language, as in `v1.2.md` or `notes.txt.md`, stays part of the name.
fn split_lang(stem: &str) -> (&str, Option<Lang>) {
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

/// The codes of ISO 639-1, and any three letters that are not the ending of a known type of file.
fn is_language_code(code: &str) -> bool {
    let lower = code.bytes().all(|byte| byte.is_ascii_lowercase());
    match code.len() {
        2 => lower && ISO_639_1.as_bytes().chunks(3).any(|known| known.starts_with(code.as_bytes())),
        3 => lower && mime_guess::from_ext(code).is_empty(),
        _ => false,
    }
}

/// Source: ISO 639-1, the Library of Congress's list of codes.
const ISO_639_1: &str = "\
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj \
    kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv \
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti \
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// A name that already reads like a slug, in whatever script, stays as it is.
fn slug_of_name(name: &str) -> String {
    let name: String = name.nfc().collect();
    let clean = |character: char| matches!(character, '-' | '_') || (character.is_alphanumeric() && !character.is_uppercase());
    let bounded = name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric);
    let mut slug = if bounded && name.chars().all(clean) { name } else { slugify(&name) };
    while slug.len() > MAX_SLUG_BYTES {
        slug.pop();
    }
    slug
}

fn words(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut characters = spaced.trim().chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// A slug as the front matter gives it, in form NFC, if it can be one segment of a URL and of a
/// path on any disk; otherwise why not.
pub fn check_slug(slug: &str) -> Result<String, &'static str> {
    let slug: String = slug.nfc().collect();
    let refused = |character: char| character.is_whitespace() || character.is_control() || "\"*:<>?|#%".contains(character);
    if slug.is_empty() {
        Err("it is empty")
    } else if slug.len() > MAX_SLUG_BYTES {
        Err("it is longer than 200 bytes")
    } else if slug.contains(['/', '\\']) {
        Err("it holds a `/` or `\\`, and a slug is one part of a path")
    } else if slug.starts_with('.') || slug.ends_with('.') {
        Err("it begins or ends with a dot")
    } else if slug.chars().any(refused) {
        Err("it holds a space, a control character or one of `\"*:<>?|#%`")
    } else {
        Ok(slug)
    }
}
