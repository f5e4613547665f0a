//! What an entry may be called in running text, and how it must be written there to mean the entry.
//!
//! Most titles are made of everyday words. A name that could as well be one of them counts only
//! where its letters say that it is a name; the fewer words it has, the more it takes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::folded::Folded;
use crate::content::runs::{is_ideographic, is_run_together};
use crate::content::{Doc, Lang};
use crate::kinds::{Group, Kinds};
use crate::weaver::EntryIx;
use crate::weaver::entries::written_names;
use crate::weaver::language::stop_words;

/// How a name has to be written to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// In any letter case: several words of some weight, which do not come together by chance.
    Any,
    /// One word of the glossary, in any letter case as long as few texts hold it.
    Term,
    /// With its capitals, inside a sentence: `Resilience`, `The Chair`.
    Capitals,
    /// Letter by letter, anywhere: `MSC`, `GitHub`, `Sort 3`.
    Exact,
}

/// A name of an entry.
#[derive(Clone, Debug)]
pub struct Name {
    pub entry: EntryIx,
    pub written: Arc<str>,
    pub folded: String,
    pub spelling: Spelling,
}

/// Kinds whose titles are names of things.
const NAMED: [&str; 3] = ["method", "tool", "resource"];

/// Bytes of the longest name that is looked for.
const LONGEST: usize = 200;

/// The stop words of each language of the site.
pub struct StopWords(BTreeMap<Lang, BTreeSet<&'static str>>);

impl StopWords {
    pub fn new<'d>(docs: impl Iterator<Item = &'d Doc>) -> StopWords {
        let languages: BTreeSet<&Lang> = docs.map(|doc| &doc.lang).collect();
        StopWords(languages.into_iter().map(|lang| (lang.clone(), stop_words(lang))).collect())
    }

    /// Whether a word has a meaning of its own.
    fn is_weighty(&self, word: &str, lang: &Lang) -> bool {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_listed = self.0.get(lang).is_some_and(|listed| listed.contains(word.as_str()));
        word.chars().count() >= 3 && !is_listed
    }
}

/// All names of `entry` that mean it when they stand in a text.
pub fn names(entry: EntryIx, doc: &Doc, kinds: &Kinds, stop_words: &StopWords) -> Vec<Name> {
    let group = kinds.get(&doc.id.kind).map_or(Group::Other, |kind| kind.group);
    if group == Group::Other {
        return Vec::new();
    }
    let mut names: Vec<Name> = Vec::new();
    for written in written_names(doc).flat_map(parts) {
        let folded = Folded::new(&written).text;
        let is_weighty = |word: &str| stop_words.is_weighty(word, &doc.lang);
        let Some(spelling) = spelling(&written, group, &doc.id.kind, &is_weighty) else { continue };
        if folded.len() <= LONGEST && !names.iter().any(|name| name.folded == folded) {
            names.push(Name { entry, written, folded, spelling });
        }
    }
    names
}

/// `Most significant change (MSC)` is two names, and nobody says the article of `The asset map`.
fn parts(title: &Arc<str>) -> Vec<Arc<str>> {
    let title = title.trim().trim_end_matches(['?', '!', '.', '？', '！', '。', '؟', '।']);
    let (name, short) = match title.strip_suffix(')').and_then(|title| title.rsplit_once(" (")) {
        Some((name, short)) => (name.trim(), Some(short)),
        None => (title, None),
    };
    let short = short.filter(|short| is_abbreviation(short));
    let bare = ["The ", "A ", "An "].iter().find_map(|article| name.strip_prefix(article));
    let bare = bare.filter(|bare| bare.contains(' '));
    [Some(name), short, bare].into_iter().flatten().map(Arc::from).collect()
}

fn is_abbreviation(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && text.chars().all(|c| c.is_alphanumeric())
}

fn spelling(written: &str, group: Group, kind: &str, is_weighty: &dyn Fn(&str) -> bool) -> Option<Spelling> {
    let words: Vec<&str> = written.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let weighty = words.iter().filter(|word| is_weighty(word)).count();
    let is_term = *kind == *"term";
    match words.len() {
        _ if letters < 2 => None,
        _ if group == Group::Practice && is_long_unparted(kind, written) => Some(Spelling::Any),
        1 if has_own_case(written) => Some(Spelling::Exact),
        1 if letters < 4 || group == Group::Output => None,
        1 if is_term && weighty == 1 => Some(Spelling::Term),
        1 => Some(Spelling::Capitals),
        _ if group == Group::Practice && stands_out(kind, written, words.len(), weighty) => Some(Spelling::Any),
        2 if weighty == 0 || words.iter().any(|word| word.chars().all(|c| c.is_ascii_digit())) => Some(Spelling::Exact),
        _ => Some(Spelling::Capitals),
    }
}

/// Whether several words do not come together by chance. Methods and tools have names, of which one weighty
/// word may be enough; stories and chapters of guides have headings, which read like any text.
fn stands_out(kind: &str, written: &str, words: usize, weighty: usize) -> bool {
    match kind {
        "term" => true,
        kind if NAMED.contains(&kind) => weighty >= 2 || weighty == 1 && (words > 2 || written.contains('-')),
        _ => weighty >= 3,
    }
}

/// Whether so many signs of a script without spaces do not come together by chance; a letter says half as much as a
/// Chinese character.
fn is_long_unparted(kind: &str, written: &str) -> bool {
    let halves = |c: char| if is_ideographic(c) { 2 } else { usize::from(is_run_together(c)) };
    let needed = if kind == "term" || NAMED.contains(&kind) { 4 } else { 8 };
    written.chars().map(halves).sum::<usize>() >= 2 * needed
}

/// Capitals or digits inside the word: no sentence makes it look so.
fn has_own_case(word: &str) -> bool {
    word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(written: &str, group: Group, kind: &str) -> Option<Spelling> {
        let english = Lang("en".into());
        let listed = StopWords([(english.clone(), stop_words(&english))].into());
        spelling(written, group, kind, &|word| listed.is_weighty(word, &english))
    }

    #[test]
    fn the_fewer_words_a_name_has_the_more_its_letters_must_say() {
        let practice = |name: &str| spelled(name, Group::Practice, "method");
        assert_eq!(practice("Asset mapping"), Some(Spelling::Any));
        assert_eq!(practice("Who decides"), Some(Spelling::Capitals));
        assert_eq!(practice("Making a place work"), Some(Spelling::Capitals));
        assert_eq!(practice("System in focus"), Some(Spelling::Any));
        assert_eq!(practice("Teach-back"), Some(Spelling::Any));
        assert_eq!(practice("Trust"), Some(Spelling::Capitals));
        assert_eq!(practice("MSC"), Some(Spelling::Exact));
        assert_eq!(practice("GitHub"), Some(Spelling::Exact));
        assert_eq!(practice("Map"), None);
        assert_eq!(spelled("Plan for the transition", Group::Practice, "guide"), Some(Spelling::Capitals));
        assert_eq!(spelled("Four days without power", Group::Practice, "story"), Some(Spelling::Capitals));
        assert_eq!(spelled("The registration desk at the food bank", Group::Practice, "story"), Some(Spelling::Any));
        assert_eq!(spelled("Basecamp", Group::Practice, "term"), Some(Spelling::Term));
        assert_eq!(spelled("Group", Group::Practice, "term"), Some(Spelling::Capitals));
        assert_eq!(spelled("Policy Practice Network", Group::Community, "community"), Some(Spelling::Capitals));
        assert_eq!(spelled("Issue 13", Group::Output, "newsletter"), Some(Spelling::Exact));
        assert_eq!(spelled("Update", Group::Output, "post"), None);
        assert_eq!(practice("资产地图"), Some(Spelling::Any));
        assert_eq!(practice("แผนที่ชุมชน"), Some(Spelling::Any));
        for common in ["地图", "แผนที่"] {
            assert_ne!(practice(common), Some(Spelling::Any));
        }
        assert_eq!(spelled("没有人打开的信", Group::Practice, "story"), Some(Spelling::Capitals));
        assert_eq!(spelled("没有任何人打开的信", Group::Practice, "story"), Some(Spelling::Any));
    }

    #[test]
    fn an_abbreviation_in_brackets_and_a_title_without_its_article_are_names_too() {
        let parts = |title: &str| -> Vec<String> {
            super::parts(&title.into()).into_iter().map(|part| part.to_string()).collect()
        };
        assert_eq!(parts("Most significant change (MSC)"), ["Most significant change", "MSC"]);
        assert_eq!(parts("The asset map"), ["The asset map", "asset map"]);
        assert_eq!(parts("The map"), ["The map"]);
        assert_eq!(parts("Plain words (draft)"), ["Plain words"]);
        assert_eq!(parts("Who is missing?"), ["Who is missing"]);
    }
}
