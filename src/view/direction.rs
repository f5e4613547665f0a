//! Which way a language is written.

use unicode_script::{Script, UnicodeScript};

use crate::config::primary_language;
use crate::content::Lang;

/// Scripts that are written from right to left (CLDR 47).
const FROM_THE_RIGHT: [Script; 6] =
    [Script::Arabic, Script::Hebrew, Script::Thaana, Script::Syriac, Script::Nko, Script::Adlam];

/// Languages that are written from right to left where their tag names no script (CLDR 47).
const LANGUAGES: [&str; 15] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// `rtl` or `ltr`, by the script that the tag names, else by its language.
pub fn direction(lang: &Lang) -> &'static str {
    let script = lang.0.split('-').skip(1).find(|subtag| subtag.len() == 4).and_then(script_called);
    let by_script = script.map(|script| FROM_THE_RIGHT.contains(&script));
    let is_rtl = by_script.unwrap_or_else(|| LANGUAGES.contains(&&*primary_language(&lang.0)));
    if is_rtl { "rtl" } else { "ltr" }
}

/// Whether a letter is written from right to left.
pub fn is_from_the_right(letter: char) -> bool {
    FROM_THE_RIGHT.contains(&letter.script())
}

/// The script of a subtag (ISO 15924) in any case.
fn script_called(subtag: &str) -> Option<Script> {
    let (first, rest) = subtag.split_at_checked(1)?;
    Script::from_short_name(&format!("{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_a_tag_decides_before_its_language_in_any_case() {
        let tags = ["ar", "AR", "ar-EG", "uz-Arab", "az-ARAB", "ar-Latn", "en", "en-GB", "ku-latn-TR", "he-1994"];
        let directions = tags.map(|tag| direction(&Lang(tag.into())));
        assert_eq!(directions, ["rtl", "rtl", "rtl", "rtl", "rtl", "ltr", "ltr", "ltr", "ltr", "rtl"]);
    }
}
