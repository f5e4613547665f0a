//! What an entry is called: its id, its language, and the rules for slugs.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::runs::{is_invisible, is_point};
pub use crate::config::{fold, folded};

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

    /// Whether this is the home page, in whatever language.
    pub fn is_home(&self) -> bool {
        *self.kind == *super::PAGE && *self.slug == *"index"
    }

    /// The slug without the folders that its kind keeps in it.
    pub fn name(&self) -> &str {
        self.slug.rsplit('/').next().unwrap_or(&self.slug)
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

/// A name as a slug: lower-case letters, digits and hyphens; a text without any letter or digit gives
/// an empty slug. Alphabets are said in Latin letters without accents. All other scripts keep their
/// own letters, since much that is different reads alike in Latin ones: 实验 and 试验 are both "shi
/// yan", and two tags. A `+` or `#` that ends a word is said in letters, so that C, C++ and C# are
/// three tags.
pub fn slugify(name: &str) -> String {
    let name: String = name.nfc().filter(|c| !is_point(*c) && !is_invisible(*c)).collect();
    let mut spelled = String::with_capacity(name.len());
    let mut rest = &*name;
    while let Some(first) = rest.chars().next() {
        let is_own = is_own_letter(first);
        let (run, behind) = rest.split_at(rest.find(|c| is_own_letter(c) != is_own).unwrap_or(rest.len()));
        spelled += &if is_own { run.into() } else { deunicode::deunicode(run) };
        rest = behind;
    }
    hyphenated(&spelled)
}

/// A slug as the title that has this slug: `asset-mapping` is "Asset mapping". Other names are titles.
pub fn title_of(name: &str) -> String {
    let words = if slugify(name) == *name { name.replace('-', " ") } else { name.to_owned() };
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if fold(&words) == words => first.to_uppercase().chain(letters).collect(),
        _ => words,
    }
}

/// A text as a slug of Latin letters, digits and hyphens only, whatever its script: for anchors and
/// keys, which need to be unique in one page or file only.
pub fn latin_slug(text: &str) -> String {
    hyphenated(&deunicode::deunicode(text))
}

/// A letter of a script that [`slugify`] leaves as it is, or a mark on one: none of the alphabets (Latin, Greek,
/// Cyrillic, Armenian, Georgian and such) and none of the signs made of their letters.
fn is_own_letter(c: char) -> bool {
    let is_of_alphabet = matches!(c,
        '\0'..='\u{58F}' | '\u{10A0}'..='\u{10FF}' | '\u{1C80}'..='\u{2DFF}' | '\u{A640}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB6F}' | '\u{FB00}'..='\u{FB17}' | '\u{FF00}'..='\u{FF65}' | '\u{1D400}'..='\u{1F9FF}');
    !is_of_alphabet && (c.is_alphabetic() || is_combining_mark(c))
}

fn hyphenated(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if character.is_ascii_alphanumeric() || is_own_letter(character) {
            slug.push(character.to_ascii_lowercase());
        } else if let Some(word) = ending(text, at) {
            slug.push('-');
            slug.push_str(word);
        } else if matches!(character, '\'' | '\u{2019}') {
            // "don't" reads better as `dont` than as `don-t`.
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The name of the sign at `at` where it ends a word: `+` of `18+`, not of `1+1`.
fn ending(text: &str, at: usize) -> Option<&'static str> {
    let name = match text.as_bytes()[at] {
        b'+' => "plus",
        b'#' => "sharp",
        _ => return None,
    };
    let word = text[..at].trim_end_matches(['+', '#']);
    let goes_on = text[at..].trim_start_matches(['+', '#']).starts_with(char::is_alphanumeric);
    (word.ends_with(char::is_alphanumeric) && !goes_on).then_some(name)
}

/// Longer names do not fit into a path on every disk once `index.html` and a temporary suffix join them.
pub const MAX_SLUG_BYTES: usize = 200;

/// Bytes of the longest path of a page: disks take paths of 1024 bytes or more, the output folder's included.
pub const MAX_PATH_BYTES: usize = 600;

/// A slug as the front matter gives it, in form NFC, if it can be one segment of a URL and of a
/// path on any disk; otherwise why not.
pub fn check_slug(slug: &str) -> Result<String, &'static str> {
    let slug: String = slug.nfc().collect();
    let refused =
        |character: char| character.is_whitespace() || character.is_control() || "\"*:<>?|#%".contains(character);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_slug_of_latin_letters() {
        for (title, slug) in [
            ("What we don't know", "what-we-dont-know"),
            ("Żółć & Äpfel", "zolc-apfel"),
            (" -- ", ""),
            ("A—B", "a-b"),
            ("№ 5", "no-5"),
            ("C++", "c-plus-plus"),
            ("C# and F#", "c-sharp-and-f-sharp"),
            ("Over 18+: 1+1", "over-18-plus-1-1"),
            ("# 1", "1"),
        ] {
            assert_eq!(slugify(title), slug, "{title}");
        }
    }

    #[test]
    fn scripts_that_read_alike_in_latin_letters_keep_their_own() {
        for (name, slug) in [
            ("实验", "实验"),
            ("试验 2：C++", "试验-2-c-plus-plus"),
            ("การทดลอง", "การทดลอง"),
            ("हिन्दी ५", "हिन्दी-5"),
            ("시험", "시험"),
            ("사회+", "사회-plus"),
            ("مَرْحَبًا", "مرحبا"),
            ("Ελλάδα και Բարեւ", "ellada-kai-barew"),
            ("Война и мир", "voina-i-mir"),
            ("ﬁne ＡＢＣ Ⅷ ①", "fine-abc-viii-1"),
        ] {
            assert_eq!(slugify(name), slug, "{name}");
            assert_eq!(check_slug(slug).as_deref(), Ok(slug));
        }
        assert_eq!(slugify("\u{1112}\u{1161}\u{11AB}"), "한");
        assert_eq!(latin_slug("实验 1"), "shi-yan-1");
    }

    #[test]
    fn a_slug_is_one_safe_part_of_a_path() {
        assert_eq!(check_slug("x"), Ok("x".to_owned()));
        assert_eq!(check_slug("Über-uns_1.2"), Ok("Über-uns_1.2".to_owned()));
        assert_eq!(check_slug("cafe\u{301}"), Ok("café".to_owned()));
        let long = "x".repeat(201);
        for slug in [
            "", ".", "..", ".x", "x.", "a/b", "/a", "a\\b", "../x", "a b", "a\0b", "a\u{85}b", "a%2fb", "a?b", "a#b",
            "a:b", "a\nb", &long,
        ] {
            assert!(check_slug(slug).is_err(), "{slug:?}");
        }
    }
}
