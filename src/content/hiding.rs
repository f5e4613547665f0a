//! Keys that hold a page back in other tools, and nothing here: what to write in their place.
//!
//! Never looks at what day it is: dates that are still to come are told where all entries are known ([`held_elsewhere`]).

use super::fields::truth;
use super::keys::Keys;
use super::tree::{Node, NodeValue};
use super::{Moment, Placed, dates};

/// What says of a page that nobody is to find it, or not everybody: as a key, by being true, and as the word of a state.
const HIDING: [(&str, &str); 11] = [
    ("confidential", SOME),
    ("embargoed", NOBODY),
    ("hidden", NOBODY),
    ("internal", SOME),
    ("private", NOBODY),
    ("restricted", SOME),
    ("secret", SOME),
    ("sensitive", SOME),
    ("unlisted", UNLISTED),
    ("unpublished", NOBODY),
    ("wip", NOBODY),
];

/// What says so as a key alone.
const HIDING_KEYS: [(&str, &str); 7] = [
    ("eleventyexcludefromcollections", UNLISTED),
    ("embargo", NOBODY),
    ("headless", UNLISTED),
    ("membersonly", NOBODY),
    ("password", PASSWORD),
    ("protected", PASSWORD),
    ("workinprogress", NOBODY),
];

/// What says so as a word alone. A draft is one by a key of ours.
const HIDING_WORDS: [(&str, &str); 2] = [("draft", NOBODY), ("members", SOME)];

/// Keys that say so by being false: Jekyll, Obsidian's Digital Garden, Zola, Eleventy.
const SHOWING: [(&str, &str); 6] = [
    ("dgpublish", NOBODY),
    ("listed", UNLISTED),
    ("permalink", UNLISTED),
    ("public", NOBODY),
    ("published", NOBODY),
    ("render", UNLISTED),
];

/// Keys that say in a word who may read a page.
const STATES: [&str; 4] = ["access", "state", "status", "visibility"];

/// Keys that name a day before which other tools do not show a page.
const HELD: [&str; 7] =
    ["embargo", "embargodate", "embargoed", "embargountil", "published", "publishedat", "publishedon"];

/// What stands in the place of a password where there is none.
const NO_PASSWORD: [&str; 6] = ["", "-", "–", "n/a", "none", "null"];

const NOBODY: &str = "a page is held back by the key `draft` with the value `true`";
const SOME: &str =
    "a page for some readers names them in the key `audience`; `draft` with the value `true` holds it back from all";
const PASSWORD: &str = "nothing asks for a password here: a page for some readers names them in the key `audience`, and \
                        `draft` with the value `true` holds it back from all";
const UNLISTED: &str = "every page can be found here: `draft` with the value `true` holds one back";
const FOLDER: &str = "nothing here is handed on to other pages by one of them: what holds for all in a folder, such as \
                      `draft = true`, stands in its `_defaults.toml`";

/// What to write in the place of a key and a value with which other tools show nobody a page, or not everybody; none where
/// they show it.
pub fn hiding(name: &str, value: &NodeValue) -> Option<&'static str> {
    match value {
        NodeValue::Null => None,
        NodeValue::Scalar { text, .. } => advice(name, text),
        NodeValue::List(items) if folded(name) != "cascade" => items.iter().find_map(|item| advice(name, item.text()?)),
        NodeValue::Table(tree) if folded(name) == "build" => {
            tree.entries.iter().any(|(key, node)| is_never(&key.value, node)).then_some(UNLISTED)
        }
        _ if folded(name) == "cascade" => is_kept_below(value).then_some(FOLDER),
        _ => None,
    }
}

/// The same of a value that is a text.
pub fn is_hiding(name: &str, value: &str) -> bool {
    advice(name, value).is_some()
}

/// The day before which another tool would not show the page.
pub fn held_elsewhere(keys: &Keys) -> Option<Placed<Moment>> {
    let zone = &keys.checker.zone;
    keys.tree.entries.iter().find_map(|(key, node)| {
        let text = node.text().filter(|_| HELD.contains(&&*folded(&key.value)))?;
        let value = dates::parse(text, zone, &keys.checker.config.timezone)?;
        Some(Placed { value, span: node.span.clone() })
    })
}

/// A key in small letters, without anything else, such as what parts words.
pub fn folded(name: &str) -> String {
    name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn advice(name: &str, value: &str) -> Option<&'static str> {
    let (name, text) = (folded(name), value.trim().to_lowercase());
    let find = |known: &[(&str, &'static str)], wanted: &str| {
        known.iter().find(|(known, _)| *known == wanted).map(|(_, advice)| *advice)
    };
    match truth(&text) {
        Some(true) => find(&HIDING, &name).or_else(|| find(&HIDING_KEYS, &name)),
        Some(false) => find(&SHOWING, &name),
        None if STATES.contains(&&*name) => find(&HIDING, &text).or_else(|| find(&HIDING_WORDS, &text)),
        None => (name == "password" && !NO_PASSWORD.contains(&&*text)).then_some(PASSWORD),
    }
}

/// Hugo's `render` and `list`, which say when a page is made or shown.
fn is_never(key: &str, node: &Node) -> bool {
    let is_told = |text: &str| matches!(&*text.to_lowercase(), "never" | "false") || key == "render" && text == "link";
    matches!(key, "render" | "list") && node.text().is_some_and(|text| is_told(text))
}

/// Whether what Hugo hands on to all pages below holds them back.
fn is_kept_below(value: &NodeValue) -> bool {
    let is_kept = |key: &str, node: &Node| match &*folded(key) {
        "draft" => node.text().is_some_and(|text| truth(text) == Some(true)),
        "publishdate" | "expirydate" => !node.is_blank(),
        _ => hiding(key, &node.value).is_some(),
    };
    match value {
        NodeValue::List(items) => {
            items.iter().any(|item| matches!(item.value, NodeValue::Table(_)) && is_kept_below(&item.value))
        }
        NodeValue::Table(tree) => tree.entries.iter().any(|(key, node)| is_kept(&key.value, node)),
        _ => false,
    }
}
