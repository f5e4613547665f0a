//! Whether front matter withholds its entry already, in which case a misspelt key beside it cannot publish anything.
//!
//! Never looks at what day it is: an entry that is only held until some day counts as one that is shown.

use super::fields::truth;
use super::tree::{Node, NodeValue, Scalar, Tree};
use crate::config::Config;

/// From whom an entry is held back.
pub struct Held<'a> {
    from_all: bool,
    audience: Option<&'a str>,
    config: &'a Config,
}

impl<'a> Held<'a> {
    /// By the keys of `tree`, which have copsite's names.
    pub fn by(tree: &'a Tree, config: &'a Config) -> Held<'a> {
        let value = |key: &str| tree.get(key).map(|(_, node)| node);
        let says = |key: &str, wanted: bool| value(key).and_then(said) == Some(wanted);
        Held {
            from_all: says("draft", true) || says("publish", false),
            audience: value("audience").and_then(Node::text).map(|text| text.trim()),
            config,
        }
    }

    /// Whether nobody is shown the entry.
    pub fn is_from_all(&self) -> bool {
        self.from_all
    }

    /// Whether only those are shown it to whom `audience` would show it, or fewer.
    pub fn is_for(&self, audience: &str) -> bool {
        let mut known = self.config.audiences.iter();
        let audience = known.find(|known| known.eq_ignore_ascii_case(audience.trim()));
        let is_as_narrow = |own: &str| audience.is_some_and(|audience| self.config.may_see(Some(audience), own));
        self.from_all || self.audience.is_some_and(is_as_narrow)
    }
}

fn said(node: &Node) -> Option<bool> {
    match &node.value {
        NodeValue::Scalar { of: Scalar::Bool(value), .. } => Some(*value),
        NodeValue::Scalar { of: Scalar::Text, text } => truth(text),
        _ => None,
    }
}
