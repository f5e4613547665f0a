//! The keys that decide whether an entry is shown at all, when and to whom: `publish`, `expires`, `draft`, `audience` and
//! `consent`.
//!
//! Where one of them cannot be understood, the entry counts as a draft: showing too little can be mended, showing too much
//! cannot.

use std::sync::Arc;

use super::consent::{self, Consent};
use super::fields::{Checker, truth, with_suggestion};
use super::keys::Keys;
use super::tree::{Node, NodeValue, Scalar};
use super::{Moment, Placed, dates};
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::Kind;

/// When an entry is shown, and to whom.
pub struct Shown {
    pub publish: Option<Moment>,
    pub expires: Option<Moment>,
    pub draft: bool,
    pub unreadable: bool,
    pub audience: Option<Placed<Arc<str>>>,
    pub consent: Consent,
}

pub fn shown(keys: &mut Keys, kind: Option<&Kind>) -> Shown {
    let publish = hiding(keys, "publish", publish);
    let expires = hiding(keys, "expires", |checker, key, node| checker.date(key, node));
    let audience = hiding(keys, "audience", audience);
    let mut consent = keys.take("consent").map(|node| consent::consent(&mut keys.checker, &node)).unwrap_or_default();
    let unreadable =
        consent.unreadable || publish.unreadable || expires.unreadable || audience.unreadable || !keys.complete;
    let draft = draft(keys) || publish.value == Some(Publish::Not) || unreadable;
    if !draft {
        keys.checker.problems.append(&mut consent.ends_in_words);
    }
    // People agree to being named as bridges, and have a page whatever they say to that.
    consent.refused = consent.refused.filter(|_| kind.is_none_or(|kind| *kind.name != *"person"));
    Shown {
        draft,
        unreadable,
        publish: publish.value.and_then(Publish::moment),
        expires: expires.value,
        audience: audience.value,
        consent,
    }
}

/// The value of a key that decides whether the entry is shown at all.
struct Hiding<T> {
    value: Option<T>,
    unreadable: bool,
}

fn hiding<T>(keys: &mut Keys, key: &str, read: impl Fn(&mut Checker, &str, &Node) -> Option<T>) -> Hiding<T> {
    let node = keys.take(key).filter(|node| !node.is_blank());
    let value = node.as_ref().and_then(|node| read(&mut keys.checker, key, node));
    Hiding { unreadable: node.is_some() && value.is_none(), value }
}

/// From when on an entry is published. Other tools ask whether it is, by the same key.
#[derive(Clone, Copy, PartialEq)]
enum Publish {
    From(Moment),
    AtOnce,
    Not,
}

impl Publish {
    fn moment(self) -> Option<Moment> {
        match self {
            Publish::From(moment) => Some(moment),
            Publish::AtOnce | Publish::Not => None,
        }
    }
}

fn publish(checker: &mut Checker, key: &str, node: &Node) -> Option<Publish> {
    let word = match &node.value {
        NodeValue::Scalar { of: Scalar::Bool(value), .. } => Some(*value),
        NodeValue::Scalar { of: Scalar::Text, text } => truth(text),
        _ => None,
    };
    match word {
        Some(true) => Some(Publish::AtOnce),
        Some(false) => Some(Publish::Not),
        None => publish_day(checker, key, node).map(Publish::From),
    }
}

fn publish_day(checker: &mut Checker, key: &str, node: &Node) -> Option<Moment> {
    let day = checker.date(key, node);
    if let (None, Some(problem)) = (day, checker.problems.last_mut().filter(|found| found.code == Code::InvalidDate)) {
        problem.help = Some(format!("{}; or `true`, or `false` to hold it back", dates::FORMS));
    }
    day
}

fn draft(keys: &mut Keys) -> bool {
    match keys.take("draft").filter(|node| !node.is_blank()) {
        Some(node) => keys.checker.bool("draft", &node).unwrap_or(true),
        None => false,
    }
}

fn audience(checker: &mut Checker, key: &str, node: &Node) -> Option<Placed<Arc<str>>> {
    let audience = checker.placed_text(key, node)?;
    let known = &checker.config.audiences;
    if !known.contains(&audience.value) {
        let message = format!("there is no audience `{}`", audience.value);
        let help = with_suggestion(&audience.value, known.iter().map(|name| &**name), "`copsite.toml` lists");
        checker.problems.push(Diagnostic::new(Code::UnknownAudience, message).at(audience.span.clone()).help(help));
    }
    Some(audience)
}
