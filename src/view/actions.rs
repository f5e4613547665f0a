//! What one can do about something that is missing: write an entry, or edit one, on the forge where the site names one; else
//! the page that says how.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Voice;
use super::contract::Action;
use crate::kinds::{Group, Kind, addresses};
use crate::plan::encode;
use crate::weaver::{EntryIx, Taxonomy, TermIx};

/// A new entry in this place: on the forge where the site names one, else how to write it.
pub fn write_action(
    voice: Voice,
    kind: Option<&Kind>,
    domains: &[TermIx],
    communities: &[TermIx],
    label: &str,
) -> Action {
    let expected = || voice.kinds().kinds.iter().find(|kind| kind.expected);
    let Some(of) = kind.or_else(expected) else {
        return contribute(voice, None, voice.phrase(label, None, &[("kind", "")]));
    };
    let label = match kind {
        Some(kind) => voice.phrase("write-kind", None, &[("kind", &*voice.in_sentence(&kind.title))]),
        None => voice.phrase(label, None, &[]),
    };
    let slugs = |taxonomy, terms: &[TermIx]| -> Vec<String> {
        terms.iter().map(|term| voice.snapshot.weave.terms().get(taxonomy, *term).slug.to_string()).collect()
    };
    let (domains, communities) = (slugs(Taxonomy::Domains, domains), slugs(Taxonomy::Communities, communities));
    let text = front_matter(&[("title", &[""])], &[("domains", &domains), ("communities", &communities)]);
    let file = format!("content/{}/new-{}.md", of.folder, of.name);
    new_file(voice, &file, &text, &how_to_write(&of.name), label)
}

/// Front matter with texts and with lists of texts, as TOML.
pub fn front_matter(texts: &[(&str, &[&str])], lists: &[(&str, &Vec<String>)]) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut front = "+++\n".to_owned();
    for (key, value) in texts {
        front.push_str(&format!("{key} = {}\n", quoted(value.first().copied().unwrap_or_default())));
    }
    for (key, values) in lists.iter().filter(|(_, values)| !values.is_empty()) {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        front.push_str(&format!("{key} = [{}]\n", values.join(", ")));
    }
    front.push_str("+++\n\n");
    front
}

pub fn new_file(voice: Voice, file: &str, text: &str, without: &str, label: String) -> Action {
    let Some(pattern) = &voice.snapshot.config.new_url else {
        return Action { label, url: without.to_owned(), outside: false };
    };
    let whole = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let url = pattern.replace("{file}", &encode(file)).replace("{text}", &whole(text));
    Action { label, url, outside: true }
}

/// The entry's file on the forge, where the site names one; else how its kind is written.
pub fn edit_action(voice: Voice, entry: EntryIx, label: &str) -> Action {
    let doc = voice.snapshot.weave.doc(entry);
    let label = voice.phrase(label, None, &[]);
    match &voice.snapshot.config.edit_url {
        Some(pattern) => Action { label, url: pattern.replace("{file}", &encode(&doc.file)), outside: true },
        None => contribute(voice, Some(&doc.id.kind), label),
    }
}

/// Where the page for writers says how a kind is written.
pub fn how_to_write(kind: &str) -> String {
    format!("contribute/#_{kind}")
}

pub fn contribute(voice: Voice, kind: Option<&str>, label: String) -> Action {
    let listed = kind.and_then(|kind| voice.kinds().get(kind)).filter(|kind| kind.group != Group::Other);
    let url = listed.map_or_else(|| addresses::CONTRIBUTE.to_owned(), |kind| how_to_write(&kind.name));
    Action { label, url, outside: false }
}
