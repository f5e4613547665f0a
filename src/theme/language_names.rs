//! What languages are called in themselves, for links to a page in another language.
//!
//! A language file says it; of a language without one, the table of ISO 639-3 does.

use super::language_files::Written;

/// The key of a language file under which it stands.
const KEY: &str = "language-name";

/// The name of a language by its BCP 47 tag: "Cymraeg", "中文 (zh-Hant)"; the tag itself where nobody knows it. What is
/// called by the name of another goes by its tag as well.
pub fn language_name(tag: &str, written: &Written) -> String {
    if let Some(name) = as_written(tag, written) {
        return name;
    }
    let primary = tag.split('-').next().unwrap_or(tag);
    match as_written(primary, written).or_else(|| of_itself(primary)) {
        Some(name) if primary.len() < tag.len() => format!("{name} ({tag})"),
        Some(name) => name,
        None => tag.to_owned(),
    }
}

fn as_written(tag: &str, written: &Written) -> Option<String> {
    let sources = written.get(&*tag.to_ascii_lowercase())?;
    sources.iter().rev().find_map(|source| Some(source.words().get(KEY)?.pattern(None).text.to_string()))
}

/// With a capital, as names stand in lists.
fn of_itself(code: &str) -> Option<String> {
    let code = code.to_ascii_lowercase();
    let language = isolang::Language::from_639_1(&code).or_else(|| isolang::Language::from_639_3(&code))?;
    let mut letters = language.to_autonym()?.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_called_as_in_itself() {
        for (tag, name) in [
            ("be", "Беларуская"),
            ("pt-BR", "Português (pt-BR)"),
            ("zh-hans", "中文 (zh-hans)"),
            ("JA", "日本語"),
            ("gsw", "Schwiizertüütsch"),
            ("qqq", "qqq"),
            ("", ""),
        ] {
            assert_eq!(language_name(tag, &Written::default()), name, "{tag}");
        }
    }
}
