//! Language tags.

use std::borrow::Cow;

/// Whether `tag` has the shape that BCP 47 (RFC 5646, section 2.1) gives language tags:
/// a language, then perhaps a script, a region, variants, extensions and private parts.
/// Does not ask whether such a language exists.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    if !tag.is_ascii() || !parts.next().is_some_and(is_language) {
        return false;
    }
    for _ in 0..3 {
        parts.next_if(|part| letters(part, 3..=3));
    }
    parts.next_if(|part| letters(part, 4..=4));
    parts.next_if(|part| letters(part, 2..=2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())));
    while parts.next_if(|part| is_variant(part)).is_some() {}
    extensions(parts)
}

/// The language of a tag without its script, region and variants, in small letters: `en` of `EN-GB`. Case says nothing in
/// tags (RFC 5646, section 2.1.1).
pub fn primary_language(tag: &str) -> Cow<'_, str> {
    let primary = tag.split('-').next().unwrap_or_default();
    if primary.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(primary.to_ascii_lowercase())
    } else {
        Cow::Borrowed(primary)
    }
}

pub const LANGUAGE_HELP: &str = "use a BCP 47 tag such as `en`, `cy` or `en-GB`";

/// What to write in the place of a text that is no language tag; nothing for one that is.
pub fn language_help(text: &str) -> Option<String> {
    if is_language_tag(text) {
        return None;
    }
    let with_hyphens = text.replace('_', "-");
    let is_slip = is_language_tag(&with_hyphens);
    Some(if is_slip { format!("did you mean `{with_hyphens}`?") } else { LANGUAGE_HELP.to_string() })
}

fn is_language(part: &str) -> bool {
    letters(part, 2..=8)
}

fn is_variant(part: &str) -> bool {
    let starts_with_digit = part.starts_with(|c: char| c.is_ascii_digit());
    alphanumeric(part, 5..=8) || (starts_with_digit && alphanumeric(part, 4..=4))
}

/// `u-ca-gregory`, `x-anything`: a letter or digit, then one part or more.
fn extensions<'a>(mut parts: std::iter::Peekable<impl Iterator<Item = &'a str>>) -> bool {
    while let Some(singleton) = parts.next() {
        let private = singleton.eq_ignore_ascii_case("x");
        let shortest = if private { 1 } else { 2 };
        let mut count = 0;
        while parts.next_if(|part| alphanumeric(part, shortest..=8)).is_some() {
            count += 1;
        }
        if !alphanumeric(singleton, 1..=1) || count == 0 || (private && parts.peek().is_some()) {
            return false;
        }
    }
    true
}

fn letters(part: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn alphanumeric(part: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_tags_of_the_rfc_are_accepted() {
        for tag in [
            "de",
            "cy",
            "en-GB",
            "zh-Hant",
            "zh-cmn-Hans-CN",
            "sr-Latn-RS",
            "sl-rozaj-biske",
            "de-CH-1901",
            "es-419",
            "de-DE-u-co-phonebk",
            "en-US-x-twain",
            "az-Arab-x-AZE-derbend",
        ] {
            assert!(is_language_tag(tag), "{tag}");
        }
    }

    #[test]
    fn malformed_tags_are_refused() {
        for tag in [
            "",
            "e",
            "en_GB",
            "en-",
            "-en",
            "english-language-x",
            "de-419-DE",
            "a-DE",
            "en-u",
            "en--GB",
            "ênglish",
            "12",
        ] {
            assert!(!is_language_tag(tag), "{tag}");
        }
    }
}
