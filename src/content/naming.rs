//! A content file's path → its entry's kind, slug, language and date.
//!
//! It looks at names only, never at what a file holds.

use std::sync::Arc;

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
    /// Of `<x>.cy.md`; `None` means the site's own language.
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

/// Hidden files and folders, but for `.well-known`, which the web's own standards put there (RFC 8615).
pub fn is_hidden(file: &str) -> bool {
    file.split('/').any(|part| part.starts_with('.') && part != ".well-known")
}

/// Whether `path` (relative to the site's root) is an entry: a Markdown file under `content/`.
/// `README.md` and names that start with `.` or `_` are not, except `_index.md` and folders that a kind names as its own.
pub fn is_content(path: &str, kinds: &Kinds) -> bool {
    let Some(inside) = path.strip_prefix(CONTENT) else { return false };
    let (folders, name) = split_name(inside);
    let Some(stem) = name.strip_suffix(".md") else { return false };
    let hidden = |name: &str| name.starts_with(['.', '_']);
    let is_own = |folder: &str| !folder.is_empty() && kinds.of_folder(folder).is_some();
    let mut folders = folders.split('/');
    let hidden_folder = folders.next().is_some_and(|first| hidden(first) && !is_own(first)) || folders.any(hidden);
    let hidden_name = stem.is_empty() || name.eq_ignore_ascii_case("readme.md") || hidden(name);
    !hidden_folder && (!hidden_name || split_lang(stem).0 == "_index")
}

/// Reads the kind, slug, language and date off `path`, which is relative to the site's root.
/// Sub-folders do not change the id; `x/index.md` and `x/_index.md` are called `x`; the index of
/// a kind's folder is a page with that folder's name, and the site's own is `page/index`.
pub fn of_path(path: &str, kinds: &Kinds) -> Named {
    let inside = path.strip_prefix(CONTENT).unwrap_or(path);
    let (folders, file) = split_name(inside);
    let (stem, lang) = split_lang(file.strip_suffix(".md").unwrap_or(file));
    let kind = kinds
        .of_folder(folders.split('/').next().unwrap_or_default())
        .map_or(Arc::from(PAGE), |kind| kind.name.clone());
    let (kind, name) = match (matches!(stem, "index" | "_index"), folders.rsplit_once('/')) {
        (false, _) => (kind, stem),
        (true, Some((_, folder))) => (kind, folder),
        (true, None) if folders.is_empty() => (Arc::from(PAGE), "index"),
        (true, None) => (Arc::from(PAGE), folders),
    };
    let (date, rest) = date_of_file_name(name).map_or((None, name), |(date, rest)| (Some(date), rest));
    let name = if rest.is_empty() { name } else { rest };
    Named { kind, slug: slug_of_name(name), lang, date, words: words(name), is_title: is_title(name) }
}

/// The folders of a path, and its last part.
fn split_name(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
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
    name.contains(' ') || name.starts_with(char::is_uppercase) && !name.contains(['-', '_'])
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
mod tests {
    use super::*;
    use crate::content::testing::site;

    const NOTES: &str = "[kinds.note]\nfolder = \"_notes\"\ntitle = \"Note\"\n";

    fn named(path: &str) -> (String, Option<String>) {
        let named = of_path(path, &site(NOTES).kinds);
        (format!("{}/{}", named.kind, named.slug), named.lang.map(|lang| lang.to_string()))
    }

    fn id(path: &str) -> String {
        named(path).0
    }

    #[test]
    fn the_first_folder_says_the_kind_and_deeper_ones_change_nothing() {
        assert_eq!(id("content/stories/first.md"), "story/first");
        assert_eq!(id("content/blog/2026/autumn/first.md"), "post/first");
        assert_eq!(id("content/_notes/x.md"), "note/x");
        assert_eq!(id("content/nowhere/x.md"), "page/x");
        assert_eq!(id("content/x.md"), "page/x");
    }

    #[test]
    fn an_index_is_called_like_its_folder() {
        assert_eq!(id("content/stories/first/index.md"), "story/first");
        assert_eq!(id("content/stories/first/_index.cy.md"), "story/first");
        assert_eq!(id("content/stories/2026/2026-03-01-first/index.md"), "story/first");
        assert_eq!(id("content/about/index.md"), "page/about");
        assert_eq!(id("content/stories/_index.md"), "page/stories");
        assert_eq!(id("content/stories/index.md"), "page/stories");
        assert_eq!(id("content/index.md"), "page/index");
        assert_eq!(id("content/_index.md"), "page/index");
    }

    #[test]
    fn a_language_is_read_off_the_name_and_what_only_looks_like_one_is_not() {
        for (file, slug, lang) in [
            ("x.cy.md", "page/x", Some("cy")),
            ("x.pt-BR.md", "page/x", Some("pt-BR")),
            ("x.zh-Hant-TW.md", "page/x", Some("zh-Hant-TW")),
            ("x.gsw.md", "page/x", Some("gsw")),
            ("index.cy.md", "page/index", Some("cy")),
            ("v1.2.md", "page/v1-2", None),
            ("a.md.md", "page/a-md", None),
            ("notes.txt.md", "page/notes-txt", None),
            ("x.english.md", "page/x-english", None),
            ("x.CY.md", "page/x-cy", None),
            ("x.cy-x-y-z.md", "page/x-cy-x-y-z", None),
            ("x.y z.md", "page/x-y-z", None),
        ] {
            assert_eq!(named(&format!("content/{file}")), (slug.to_owned(), lang.map(str::to_owned)), "{file}");
        }
    }

    #[test]
    fn a_name_becomes_a_slug_and_words() {
        let kinds = site("").kinds;
        for (file, slug, words) in [
            ("asset-mapping.md", "asset-mapping", "Asset mapping"),
            ("2026-03-01-first.md", "first", "First"),
            ("2026-03-01.md", "2026-03-01", "2026 03 01"),
            ("Co-production & Care.md", "co-production-care", "Co-production & Care"),
            ("iPad notes_2.md", "ipad-notes-2", "iPad notes_2"),
            ("Co-production.md", "co-production", "Co production"),
            ("日本.md", "日本", "日本"),
            ("cafe\u{301}.md", "café", "Cafe\u{301}"),
            ("!!!.md", "", "!!!"),
            ("-x-.md", "x", "X"),
        ] {
            let named = of_path(&format!("content/{file}"), &kinds);
            assert_eq!((named.slug.as_str(), named.words.as_str()), (slug, words), "{file}");
        }
        assert_eq!(of_path(&format!("content/{}.md", "é".repeat(300)), &kinds).slug, "é".repeat(100));
    }

    #[test]
    fn only_markdown_under_content_is_content() {
        let kinds = site(NOTES).kinds;
        let is = |path: &str| is_content(path, &kinds);
        let yes =
            ["content/x.md", "content/_index.md", "content/a/_index.cy.md", "content/_notes/x.md", "content/a/b/c.md"];
        let no = [
            "x.md",
            "content/x.txt",
            "content/README.md",
            "content/a/readme.md",
            "content/_draft.md",
            "content/.x.md",
            "content/.md",
            "content/_hidden/x.md",
            "content/_hidden/_index.md",
            "content/a/.git/x.md",
            "content/_notes/_x/y.md",
            "content/_notes/_y.md",
        ];
        assert_eq!(yes.into_iter().filter(|path| !is(path)).collect::<Vec<_>>(), Vec::<&str>::new());
        assert_eq!(no.into_iter().filter(|path| is(path)).collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
