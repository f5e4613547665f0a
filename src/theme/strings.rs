//! Interface words: `i18n/<lang>.toml` of the site and the themes, merged once and ready to print.
//!
//! A language is merged when it is first asked for: a site speaks one or two of those that its theme knows, and 6 of the
//! 85 ms that a site of 50 pages took to build went into all of them. A plain string is one look-up and one cheap clone.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;
use rayon::prelude::*;

use super::dates::DateWords;
use super::language_files::{Source, Written, add_all, sources};
use super::language_names::language_name;
use super::layers::Chain;
use super::numbers::{Group, push_grouped};
use super::patterns::{Part, Phrase};
use super::unknown_strings;
use crate::config::primary_language;
use crate::diagnostics::{Code, Diagnostic};

/// The language whose words fill in what another lacks.
const LAST: &str = "en";

/// All words in all languages.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    written: Written,
    /// By language tag in lower case; each holds all keys, its own and those it falls back to.
    languages: BTreeMap<Arc<str>, OnceLock<Language>>,
    none: Language,
}

/// The words of one language, complete.
#[derive(Clone, Debug, Default)]
pub struct Language {
    words: HashMap<Arc<str>, Phrase>,
    pub dates: DateWords,
    pub group: Group,
}

impl Strings {
    /// The words for a language tag: its own, else its primary language's, else English.
    pub fn language(&self, lang: &str) -> &Language {
        let known = |lang: &str| self.languages.get_key_value(lang);
        let found = known(lang)
            .or_else(|| known(&lang.to_ascii_lowercase()))
            .or_else(|| known(&primary_language(lang)))
            .or_else(|| known(LAST));
        found.map_or(&self.none, |(lang, made)| made.get_or_init(|| language(lang, &self.written)))
    }

    /// Whether there is a language file for a tag, or for its primary language. English, whose words fill in what others
    /// lack, is told word by word.
    pub fn has_language(&self, lang: &str) -> bool {
        let is_known = |lang: &str| lang == LAST || self.languages.contains_key(lang);
        [&lang.to_ascii_lowercase(), &*primary_language(lang)].into_iter().any(is_known)
    }

    /// Where there is none: what is shown in its place, and what to do.
    pub fn no_words(&self, lang: &str) -> Diagnostic {
        let message = format!("the theme has no words in the language `{lang}`");
        let known: Vec<String> = self.languages.keys().map(|known| format!("`{known}`")).collect();
        let file = format!("i18n/{}.toml", primary_language(lang));
        Diagnostic::new(Code::MissingString, message).help(format!(
            "write `{file}`, until then they are English; `copsite theme show i18n/{LAST}.toml` prints them all (there are {})",
            known.join(", ")
        ))
    }

    /// What a language is called in itself, whether it has words here or not.
    pub fn language_name(&self, lang: &str) -> String {
        language_name(lang, &self.written)
    }

    /// Whether any language that `lang` falls back to has the key.
    pub fn has(&self, lang: &str, key: &str) -> bool {
        self.language(lang).words.contains_key(key)
    }
}

impl Language {
    pub fn phrase(&self, key: &str) -> Option<&Phrase> {
        self.words.get(key)
    }

    /// The plain text under a key; of a plural, the form for many.
    pub fn text(&self, key: &str) -> Option<&str> {
        Some(match self.words.get(key)? {
            Phrase::One(pattern) => &pattern.text,
            Phrase::Plural { other, .. } => &other.text,
        })
    }

    /// A phrase as text: `{n}` is the count, other placeholders are among `names`, or stay empty.
    pub fn fill(&self, phrase: &Phrase, count: Option<u64>, names: &[(&str, &str)]) -> String {
        let pattern = phrase.pattern(count);
        if pattern.parts.is_empty() {
            return pattern.text.to_string();
        }
        let mut out = String::with_capacity(pattern.text.len() + 32);
        for part in &pattern.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Placeholder(name) if **name == *"n" => {
                    count.iter().for_each(|count| push_grouped(&mut out, i128::from(*count), &self.group));
                }
                Part::Placeholder(name) => {
                    names.iter().filter(|(key, _)| **key == **name).for_each(|(_, value)| out.push_str(value));
                }
            }
        }
        out
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(|key| &**key)
    }
}

/// Finds `i18n/` of all themes and of the site, which may set single words.
pub fn strings(chain: &Chain, found: &mut Vec<Diagnostic>) -> Strings {
    let mut written = Written::new();
    for layer in chain.themes.iter().rev() {
        add_all(&layer.files, &mut written, found);
    }
    if sources(&chain.site).next().is_some() {
        let all: Vec<&Source> = written.values().flatten().collect();
        let known = all.into_par_iter().flat_map_iter(|source| source.words().keys().cloned()).collect();
        found.extend(unknown_strings::unknown(chain, &known));
    }
    add_all(&chain.site, &mut written, found);
    let languages = written.keys().map(|lang| (lang.clone(), OnceLock::new())).collect();
    Strings { written, languages, none: Language::default() }
}

/// A language with everything it falls back to.
fn language(lang: &str, written: &Written) -> Language {
    let mut words = HashMap::default();
    for fallback in [LAST, &*primary_language(lang), lang] {
        for source in written.get(fallback).into_iter().flatten() {
            words.extend(source.words().iter().map(|(key, phrase)| (key.clone(), phrase.clone())));
        }
    }
    let mut language = Language { words, dates: DateWords::default(), group: Group::of(lang, written) };
    language.dates = DateWords::new(|key| language.text(key));
    language
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::bundled;
    use super::super::language_files::{Words, read_file};
    use super::super::patterns::Pattern;
    use super::*;

    /// The words of each language of a bundled theme.
    fn bundled_words(theme: &str) -> BTreeMap<Arc<str>, Words> {
        let read = |source: Source| {
            let (words, found) = read_file(&source.file, &source.lang);
            assert_eq!(found, [], "{theme}: {}", source.lang);
            (source.lang, words)
        };
        sources(&bundled::files(theme)).map(read).collect()
    }

    fn placeholders(phrase: &Phrase) -> BTreeSet<&str> {
        let patterns: Vec<&Pattern> = match phrase {
            Phrase::One(pattern) => vec![pattern],
            Phrase::Plural { forms, other, .. } => forms.iter().flatten().chain([other]).map(|form| &**form).collect(),
        };
        let names = patterns.into_iter().flat_map(|pattern| &pattern.parts).filter_map(|part| match part {
            Part::Placeholder(name) => Some(&**name),
            Part::Text(_) => None,
        });
        names.collect()
    }

    #[test]
    fn every_bundled_language_says_everything_and_puts_the_same_in() {
        for theme in bundled::names() {
            let languages = bundled_words(theme);
            assert_eq!(languages.keys().map(|lang| &**lang).collect::<Vec<_>>(), ["ar", "cy", "de", "en", "es", "fr"]);
            let english = &languages[LAST];
            for (lang, own) in &languages {
                assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{theme}: {lang}");
                for (key, phrase) in own {
                    assert_eq!(placeholders(phrase), placeholders(&english[key]), "{theme}: {lang}: {key}");
                }
            }
        }
    }
}
