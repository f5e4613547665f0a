//! `i18n/<lang>.toml` → words by their keys.
//!
//! A file that came with the program is read when somebody asks for its words: our own tests have checked it. All others
//! are read at once, to tell what is wrong with them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::files::{Files, ThemeFile};
use super::manifest::{invalid_toml, utf8};
use super::patterns::{Pattern, Phrase};
use super::places::Places;
use super::plural::{Category, plural_rules};
use crate::diagnostics::{Code, Diagnostic};

/// The language files of each tag, later ones over earlier ones.
pub type Written = BTreeMap<Arc<str>, Vec<Source>>;

/// A language file and what it says.
#[derive(Clone, Debug)]
pub struct Source {
    pub file: ThemeFile,
    pub lang: Arc<str>,
    words: OnceLock<Words>,
}

pub type Words = BTreeMap<Arc<str>, Phrase>;

/// The language files of a layer over those of the layers below, with what is wrong with those that did not come with
/// the program.
pub fn add_all(files: &Files, written: &mut Written, found: &mut Vec<Diagnostic>) {
    let read = |source: Source| match source.file.is_bundled() {
        true => (source, Vec::new()),
        false => {
            let (words, problems) = read_file(&source.file, &source.lang);
            (Source { words: words.into(), ..source }, problems)
        }
    };
    let all: Vec<_> = sources(files).collect::<Vec<_>>().into_par_iter().map(read).collect();
    for (source, problems) in all {
        written.entry(source.lang.clone()).or_default().push(source);
        found.extend(problems);
    }
}

/// The language files among all files of a layer.
pub fn sources(files: &Files) -> impl Iterator<Item = Source> {
    files.iter().filter_map(|(path, file)| {
        let lang = path.strip_prefix("i18n/")?.strip_suffix(".toml")?.to_ascii_lowercase().into();
        Some(Source { file: file.clone(), lang, words: OnceLock::new() })
    })
}

impl Source {
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| read_file(&self.file, &self.lang).0)
    }
}

/// What a language file says, with everything that is wrong with it.
pub fn read_file(file: &ThemeFile, lang: &Arc<str>) -> (Words, Vec<Diagnostic>) {
    let (mut words, mut found) = (Words::new(), Vec::new());
    match utf8(file, &mut found).map(|text| (text, text.parse::<toml::Table>())) {
        Some((text, Ok(table))) => {
            read(&table, lang, &Places::new(&file.place, text, Code::InvalidTheme), &mut words, &mut found);
        }
        Some((_, Err(error))) => found.push(invalid_toml(&file.place, Code::InvalidTheme, &error)),
        None => {}
    }
    (words, found)
}

fn read(table: &toml::Table, lang: &Arc<str>, places: &Places, words: &mut Words, found: &mut Vec<Diagnostic>) {
    for (key, value) in table {
        match value {
            toml::Value::String(text) => {
                words.insert(key.as_str().into(), Phrase::One(Pattern::new(text)));
            }
            toml::Value::Table(forms) => {
                match plural(forms, lang) {
                    Some(phrase) => {
                        words.insert(key.as_str().into(), phrase);
                    }
                    None => found.push(places.key_problem(&[key], format!("the plural `{key}` is not complete")).help(
                        "a plural is a table of texts under zero, one, two, few, many and other; `other` is needed",
                    )),
                }
            }
            _ => found.push(places.value_problem(&[key], format!("the string `{key}` must be a text or a plural"))),
        }
    }
}

fn plural(table: &toml::Table, lang: &Arc<str>) -> Option<Phrase> {
    let mut forms: [Option<Arc<Pattern>>; 6] = Default::default();
    for (name, text) in table {
        forms[Category::from_name(name)? as usize] = Some(Arc::new(Pattern::new(text.as_str()?)));
    }
    let other = forms[Category::Other as usize].clone()?;
    let rules = Arc::new(plural_rules(lang, forms[Category::One as usize].is_some()));
    Some(Phrase::Plural { lang: lang.clone(), rules, forms, other })
}
