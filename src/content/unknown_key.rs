//! A key that no schema knows, and what somebody may have meant by it.
//!
//! One that is meant to hold a page back, and does not, is an error, since the page would be published.

use std::sync::Arc;

use super::Placed;
use super::fields::shortened;
use super::hiding::{folded, hiding};
use super::tree::{NodeValue, Scalar};
use crate::diagnostics::{Code, Diagnostic, did_you_mean};

/// Keys that hold a page back from some readers, or for some time, and how else they are written: in small letters, without
/// anything else, such as what parts words. The names are those of Hugo, Astro and of slips.
const WITHHOLDING: [(&str, &[&str]); 4] = [
    ("audience", &["audience", "audiences"]),
    ("draft", &["draft", "drafts", "isdraft", "darft", "dratf"]),
    (
        "expires",
        &[
            "expires",
            "expire",
            "expired",
            "expiry",
            "expirydate",
            "expireson",
            "unpublishdate",
            "unpublish",
            "validto",
            "validuntil",
            "visibleuntil",
        ],
    ),
    ("publish", &["publish", "publishdate", "publishon", "pubdate"]),
];

/// Longer keys of which one wrong letter is told as well; of shorter ones it makes other words, such as `craft`.
const LONG: [&str; 3] = ["audience", "expires", "publish"];

/// What other tools call a key of ours: Obsidian, Quartz, Hugo, Jekyll, Zola, MkDocs, Astro. Written as [`folded`] gives them.
const ELSEWHERE: [(&str, &[&str]); 8] = [
    ("aliases", &["alias", "permalink", "redirectfrom", "redirects"]),
    ("date", &["created", "createdat", "datecreated", "publishedat", "pubdatetime"]),
    ("language", &["lang", "locale"]),
    ("people", &["author", "authors", "contributors"]),
    ("publish", &["embargo", "embargodate", "embargoed", "embargountil"]),
    ("summary", &["abstract", "description", "excerpt", "subtitle"]),
    ("tags", &["categories", "category", "keywords", "tag"]),
    (
        "updated",
        &[
            "datemodified",
            "lastmod",
            "lastmodified",
            "lastmodifiedat",
            "lastupdated",
            "modified",
            "updatedat",
            "updateddate",
        ],
    ),
];

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
    if let Some(advice) = hiding(name, value) {
        return unknown(Code::AlmostWithheld).help(advice);
    }
    if is_end_of_consent(name) {
        let help = "its end stands in the key `consent`, as `until`: in TOML, `consent = { until = 2030-01-31 }`";
        return unknown(Code::AlmostWithheld).help(help);
    }
    if let Some(meant) = withholding(name).filter(|_| !is_harmless(value)) {
        let help = format!(
            "it is called `{meant}` here: write so, or `{name} = \"{meant}\"` under `[fields]` in `copsite.toml`"
        );
        return unknown(Code::AlmostWithheld).help(help);
    }
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(ours) = ours(name).filter(|ours| known.contains(ours)) {
        let help = format!(
            "it is called `{ours}` here: write so, or `{name} = \"{ours}\"` under `[fields]` in `copsite.toml`"
        );
        return unknown(Code::UnknownKey).help(help);
    }
    match did_you_mean(name, known) {
        // What it would do to the page is for its writer to decide.
        Some(meant) if WITHHOLDING.iter().any(|(key, _)| *key == meant) => unknown(Code::UnknownKey).help(elsewhere),
        Some(meant) => {
            let help = format!("did you mean `{meant}`? {elsewhere}");
            unknown(Code::UnknownKey).fix(key.span.clone(), meant).help(help)
        }
        None => unknown(Code::UnknownKey).help(elsewhere),
    }
}

/// `consent_until` and the like.
fn is_end_of_consent(name: &str) -> bool {
    folded(name).strip_prefix("consent").is_some_and(is_end)
}

/// Whether a key names the end of something, rightly or almost, by its [`folded`] form.
pub fn is_end(folded: &str) -> bool {
    const ENDS: [&str; 10] =
        ["end", "ends", "enddate", "expire", "expires", "expiry", "till", "through", "until", "validuntil"];
    ENDS.contains(&folded) || strsim::osa_distance(folded, "until") == 1
}

/// The key that this one almost is.
fn withholding(name: &str) -> Option<&'static str> {
    let folded = folded(name);
    let is_slip = |key: &str| LONG.contains(&key) && strsim::osa_distance(&folded, key) == 1;
    WITHHOLDING.iter().find(|(key, others)| others.contains(&&*folded) || is_slip(key)).map(|(key, _)| *key)
}

/// The key of ours that another tool has under this name.
fn ours(name: &str) -> Option<&'static str> {
    let folded = folded(name);
    ELSEWHERE.iter().find(|(_, others)| others.contains(&&*folded)).map(|(ours, _)| *ours)
}

/// Whether a value would hold nothing back.
pub fn is_harmless(value: &NodeValue) -> bool {
    match value {
        NodeValue::Null | NodeValue::Scalar { of: Scalar::Bool(false), .. } => true,
        NodeValue::Scalar { text, .. } => matches!(&*text.to_lowercase(), "" | "false" | "public"),
        NodeValue::List(_) | NodeValue::Table(_) => false,
    }
}
