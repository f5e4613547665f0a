//! Names of withheld entries, taken out of the fields and plain texts of entries that are shown.
//!
//! A field that names a withheld entry loses that value. A file is read alone, so a wiki-link without a label stands in its excerpt, and in the sentence
//! around another link, by the name it was written with. On the page that name is a hole; here it
//! would tell that there is something to see. Never touches an entry that names nothing withheld.

use std::sync::Arc;

use super::names::{Found, Names};
use super::resolve::Resolved;
use crate::content::{Doc, Facts, FieldValue, Lang, Link, Target};

/// What stands in place of a name, in any language.
const LEFT_OUT: &str = "…";

/// `doc` without the names of what it must not tell of; `links` are what its links lead to.
pub fn redact(doc: &Arc<Doc>, links: &[Resolved], names: &Names) -> Arc<Doc> {
    let withheld = doc.facts.links.iter().zip(links).filter(|(_, resolved)| **resolved == Resolved::Withheld);
    let words: Vec<Arc<str>> = withheld.filter_map(|(link, _)| shown_name(link)).collect();
    let is_shown = |value: &FieldValue| !tells(value, names, &doc.lang);
    if words.is_empty() && doc.facts.fields.iter().all(|(_, value)| is_shown(value)) {
        return doc.clone();
    }
    let mut redacted = Doc::clone(doc);
    clear_texts(&mut redacted.facts, &words);
    redacted.facts.fields =
        doc.facts.fields.iter().filter_map(|(name, value)| Some((name.clone(), shown(value, names, &doc.lang)?))).collect();
    Arc::new(redacted)
}

fn clear_texts(facts: &mut Facts, words: &[Arc<str>]) {
    let clear = |text: &mut Arc<str>| {
        for name in words {
            if let Some(cleared) = without(text, name) {
                *text = cleared.into();
            }
        }
    };
    [&mut facts.excerpt, &mut facts.pull].into_iter().flatten().for_each(clear);
    facts.headings.iter_mut().for_each(|heading| clear(&mut heading.text));
    for link in &mut facts.links {
        clear(&mut link.context.before);
        clear(&mut link.context.after);
    }
}

/// Whether a value, or one inside it, names what is withheld.
fn tells(value: &FieldValue, names: &Names, lang: &Lang) -> bool {
    match value {
        FieldValue::Entry(target) | FieldValue::File(target) => names.resolve(&target.value, lang) == Resolved::Withheld,
        FieldValue::Person(person) => names.term("person", &person.name.value) == Found::Withheld,
        FieldValue::List(values) => values.iter().any(|value| tells(value, names, lang)),
        FieldValue::Table(values) => values.values().any(|value| tells(value, names, lang)),
        _ => false,
    }
}

/// A value without what names something withheld; none where nothing is left.
fn shown(value: &FieldValue, names: &Names, lang: &Lang) -> Option<FieldValue> {
    match value {
        FieldValue::List(values) => {
            let left: Vec<FieldValue> = values.iter().filter_map(|value| shown(value, names, lang)).collect();
            (!left.is_empty() || values.is_empty()).then_some(FieldValue::List(left))
        }
        FieldValue::Table(values) => {
            let left = values.iter().filter_map(|(name, value)| Some((name.clone(), shown(value, names, lang)?)));
            Some(FieldValue::Table(left.collect()))
        }
        value => (!tells(value, names, lang)).then(|| value.clone()),
    }
}

/// The name by which a link without words of its own stands in plain texts.
fn shown_name(link: &Link) -> Option<Arc<str>> {
    match &link.target {
        Target::Name { name, .. } if link.context.marked.is_empty() => {
            Some(Arc::from(name.rsplit('/').next().unwrap_or(name)))
        }
        _ => None,
    }
}

/// `text` without `name` where it stands as a word; none where it does not.
fn without(text: &str, name: &str) -> Option<String> {
    let is_part = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let is_word = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + name.len()..]);
        !is_part(before.chars().next_back()) && !is_part(after.chars().next())
    };
    let places: Vec<usize> = text.match_indices(name).map(|(at, _)| at).filter(is_word).collect();
    if name.is_empty() || places.is_empty() {
        return None;
    }
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for at in places {
        kept.push_str(&text[from..at]);
        kept.push_str(LEFT_OUT);
        from = at + name.len();
    }
    kept.push_str(&text[from..]);
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_left_out_as_a_word_and_not_inside_one() {
        assert_eq!(without("See plan, the plan’s end, and planning.", "plan"), Some("See …, the …’s end, and planning.".into()));
        assert_eq!(without("Ünplan", "plan"), None);
        assert_eq!(without("anything", ""), None);
    }
}
