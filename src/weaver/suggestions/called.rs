//! What an entry may be called in running text, and how it must be written there to mean the entry.
//!
//! Most titles are made of everyday words. A name that could as well be one of them counts only
//! where its letters say that it is a name; the fewer words it has, the more it takes.

use std::sync::Arc;

use super::folded::Folded;
use crate::content::Doc;
use crate::kinds::{Group, Kinds};
use crate::weaver::EntryIx;
use crate::weaver::names::written_names;

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

/// Bytes of the longest name that is looked for.
const LONGEST: usize = 200;

/// All names of `entry` that mean it when they stand in a text.
pub fn names(entry: EntryIx, doc: &Doc, kinds: &Kinds) -> Vec<Name> {
    let group = kinds.get(&doc.id.kind).map_or(Group::Other, |kind| kind.group);
    if group == Group::Other {
        return Vec::new();
    }
    let mut names: Vec<Name> = Vec::new();
    for written in written_names(doc).flat_map(|name| parts(name)) {
        let folded = Folded::new(&written).text;
        let Some(spelling) = spelling(&written, group, &doc.id.kind) else { continue };
        if folded.len() <= LONGEST && !names.iter().any(|name| name.folded == folded) {
            names.push(Name { entry, written, folded, spelling });
        }
    }
    names
}

/// `Most significant change (MSC)` is two names, and nobody says the article of `The asset map`.
fn parts(title: &Arc<str>) -> Vec<Arc<str>> {
    let title = title.trim().trim_end_matches(['?', '!', '.']);
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

fn spelling(written: &str, group: Group, kind: &str) -> Option<Spelling> {
    let words: Vec<&str> = written.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let weighty = words.iter().filter(|word| is_weighty(word)).count();
    match words.len() {
        _ if letters < 2 => None,
        1 if has_own_case(written) => Some(Spelling::Exact),
        1 if letters < 4 || group == Group::Output => None,
        1 if *kind == *"term" => Some(Spelling::Term),
        1 => Some(Spelling::Capitals),
        _ if weighty >= 2 && group == Group::Practice => Some(Spelling::Any),
        2 if weighty == 0 || words.iter().any(|word| word.chars().all(|c| c.is_ascii_digit())) => Some(Spelling::Exact),
        _ => Some(Spelling::Capitals),
    }
}

/// Capitals or digits inside the word: no sentence makes it look so.
fn has_own_case(word: &str) -> bool {
    word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a word carries meaning of its own. Every language has short words that do not; those of
/// English that are longer are listed.
fn is_weighty(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().count() >= 3 && !LIGHT.contains(&word.to_lowercase().as_str())
}

/// Words that join others, and those that go with almost anything.
const LIGHT: [&str; 112] = [
    "about", "across", "after", "again", "all", "along", "also", "and", "any", "are", "around", "because", "been",
    "before", "being", "between", "both", "but", "can", "could", "did", "does", "doing", "done", "down", "each",
    "every", "few", "for", "from", "get", "getting", "give", "going", "good", "had", "has", "have", "having", "her",
    "here", "his", "how", "into", "its", "just", "last", "made", "make", "making", "many", "may", "more", "most",
    "much", "must", "need", "new", "next", "not", "now", "off", "old", "once", "one", "only", "other", "our", "out",
    "over", "own", "same", "several", "she", "should", "some", "such", "take", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "thing", "things", "this", "those", "through", "time", "too", "two", "under",
    "until", "use", "using", "very", "was", "way", "were", "what", "when", "where", "which", "who", "why", "will",
    "with", "you",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(written: &str, group: Group, kind: &str) -> Option<Spelling> {
        spelling(written, group, kind)
    }

    #[test]
    fn the_fewer_words_a_name_has_the_more_its_letters_must_say() {
        let practice = |name: &str| spelled(name, Group::Practice, "method");
        assert_eq!(practice("Asset mapping"), Some(Spelling::Any));
        assert_eq!(practice("Who decides"), Some(Spelling::Capitals));
        assert_eq!(practice("Trust"), Some(Spelling::Capitals));
        assert_eq!(practice("MSC"), Some(Spelling::Exact));
        assert_eq!(practice("GitHub"), Some(Spelling::Exact));
        assert_eq!(practice("Map"), None);
        assert_eq!(spelled("Basecamp", Group::Practice, "term"), Some(Spelling::Term));
        assert_eq!(spelled("Policy Practice Network", Group::Community, "community"), Some(Spelling::Capitals));
        assert_eq!(spelled("Issue 13", Group::Output, "newsletter"), Some(Spelling::Exact));
        assert_eq!(spelled("Update", Group::Output, "post"), None);
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
