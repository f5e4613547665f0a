//! A key that no schema knows, and what somebody may have meant by it.
//!
//! One that is almost a key that holds a page back is an error, since the page would be published.

use std::sync::Arc;

use super::Placed;
use super::fields::shortened;
use super::tree::{NodeValue, Scalar};
use crate::diagnostics::{Code, Diagnostic, did_you_mean};

/// Keys that hold a page back from some readers, or for some time.
const WITHHOLDING: [&str; 4] = ["audience", "draft", "expires", "publish"];

/// What Hugo calls them, in lower case.
const FOREIGN: [(&str, &str); 2] = [("expirydate", "expires"), ("publishdate", "publish")];

/// Jekyll's word for the opposite of a draft.
const PUBLISHED: &str = "published";

/// The problem of a key and its value, with the key that was meant among `known`, or else with the help `elsewhere`.
pub fn unknown_key<'k>(
    key: &Placed<Arc<str>>,
    value: &NodeValue,
    known: impl IntoIterator<Item = &'k str>,
    elsewhere: &str,
) -> Diagnostic {
    let name = &*key.value;
    let unknown =
        |code| Diagnostic::new(code, format!("no schema knows the key `{}`", shortened(name))).at(key.span.clone());
    let lower = name.to_lowercase();
    if lower == PUBLISHED {
        return match value {
            NodeValue::Scalar { of: Scalar::Bool(true), .. } => unknown(Code::UnknownKey).help(elsewhere),
            _ => unknown(Code::AlmostWithheld).help("a page is held back by the key `draft` with the value `true`"),
        };
    }
    if let Some((_, meant)) = FOREIGN.iter().find(|(foreign, _)| *foreign == lower) {
        let help = format!(
            "it is called `{meant}` here: write so, or `{name} = \"{meant}\"` under `[fields]` in `copsite.toml`"
        );
        return unknown(Code::AlmostWithheld).help(help);
    }
    match did_you_mean(name, known) {
        Some(meant) => {
            let code = if WITHHOLDING.contains(&meant) { Code::AlmostWithheld } else { Code::UnknownKey };
            unknown(code).fix(key.span.clone(), meant).help(format!("did you mean `{meant}`? {elsewhere}"))
        }
        None => unknown(Code::UnknownKey).help(elsewhere),
    }
}
