//! Names as people read them.

use crate::config::primary_language;

/// Languages in which every noun has a capital, wherever it stands.
const CAPITAL_NOUNS: [&str; 4] = ["de", "gsw", "lb", "nds"];

/// The text with a capital first letter.
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name as it stands within a sentence in a BCP 47 language: "blog posts" for "Blog posts". Words that have a capital
/// behind their first letter, such as "FAQs", keep what they have.
pub fn in_sentence(lang: &str, name: &str) -> String {
    if CAPITAL_NOUNS.contains(&&*primary_language(lang)) {
        return name.to_owned();
    }
    let keeps_capitals = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    let words = name.split_inclusive(|c: char| c.is_whitespace() || c == '-');
    words.map(|word| if keeps_capitals(word) { word.to_owned() } else { word.to_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::in_sentence;

    #[test]
    fn a_name_within_a_sentence_has_capitals_where_its_language_or_an_abbreviation_does() {
        assert_eq!(in_sentence("en-GB", "Blog Posts"), "blog posts");
        assert_eq!(in_sentence("en", "FAQs and How-Tos, Q&As"), "FAQs and how-tos, Q&As");
        assert_eq!(in_sentence("fr", "Événements"), "événements");
        assert_eq!(in_sentence("de-AT", "Offene Fragen"), "Offene Fragen");
        assert_eq!(in_sentence("en", ""), "");
    }
}
