//! Keys that would hold a page back and stand outside of front matter, where they are text: behind dashes that a word
//! processor has made long, under a comment, or without any line around them.

use std::ops::Range;
use std::sync::Arc;

use super::dates;
use super::unknown_key::is_hiding;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Span};

/// The first such key of a text that has no front matter, where the text begins as front matter does: with keys alone, up
/// to a blank line.
pub fn stray_key(file: &Arc<str>, text: &str, config: &Config) -> Option<Diagnostic> {
    let mut has_fence = false;
    let mut keys = 0;
    let mut at = 0;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        let start = at + line.find(trimmed).unwrap_or_default();
        at += line.len();
        match key_and_value(trimmed) {
            _ if trimmed.is_empty() && keys > 0 => break,
            _ if keys == 0 && (line.starts_with("    ") || line.starts_with('\t')) => break,
            _ if is_dashes(trimmed) => has_fence = true,
            Some((key, value)) => {
                keys += 1;
                if found.is_none() && holds_back(key, value, config) {
                    found = Some((start..start + trimmed.len(), key));
                }
            }
            // Items and lines of a longer value.
            None if keys > 0 && line.starts_with([' ', '\t', '-']) => {}
            None if trimmed.is_empty() || trimmed.starts_with("<!--") => {}
            None => break,
        }
    }
    let (place, key) = found?;
    (has_fence || !may_begin_text(key)).then(|| told(file, place))
}

/// A row of signs that somebody may take for the line around front matter.
fn is_dashes(line: &str) -> bool {
    line.len() > 1 && line.chars().all(|c| "-–—−=+~_* \u{b7}".contains(c))
}

/// `key: value` and `key = value`, where the key is one word.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim().trim_matches('"');
    let is_key =
        key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_key.then_some((key, value.trim()))
}

/// Whether people begin a text with this word and a colon, as in "Status: Draft".
fn may_begin_text(key: &str) -> bool {
    !matches!(key.to_lowercase().as_str(), "draft" | "publish" | "audience")
}

/// Whether a key with a value keeps a page from somebody.
fn holds_back(key: &str, value: &str, config: &Config) -> bool {
    let key = key.to_lowercase();
    let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'', '[', ']']);
    let is_date = || dates::parse(value, &config.timezone, &config.timezone).is_some();
    let is_narrower = || config.audiences.iter().skip(1).any(|audience| audience.eq_ignore_ascii_case(value));
    match config.fields.key_everywhere(&key).map_or(&*key, String::as_str) {
        "draft" => matches!(value.to_lowercase().as_str(), "true" | "yes" | "on"),
        "publish" => matches!(value.to_lowercase().as_str(), "false" | "no" | "off") || is_date(),
        "expires" => is_date(),
        "audience" => is_narrower(),
        key => is_hiding(key, value),
    }
}

fn told(file: &Arc<str>, place: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::AlmostWithheld, "this stands in the text, where it holds nothing back")
        .at(Span::new(file, place))
        .help("front matter is the first thing in a file, between two lines `---` of three hyphens each")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    fn stray(text: &str) -> Vec<String> {
        let site = site("[audiences]\norder = [\"public\", \"members\"]\n[fields]\nentwurf = \"draft\"\n");
        let doc = site.read("content/stories/x.md", text);
        let all = doc.diagnostics.iter().filter(|found| found.code == Code::AlmostWithheld);
        let place =
            |found: &Diagnostic| found.span.clone().map(|span| text[span.start as usize..span.end as usize].into());
        all.filter_map(place).collect()
    }

    #[test]
    fn keys_that_would_hold_a_page_back_are_told_where_they_are_text() {
        for (text, key) in [
            ("–––\ntitle: Plan\ndraft: true\n–––\n\n# The plan\n", "draft: true"),
            ("title: Plan\naudience: members\n\nText\n", "audience: members"),
            ("----\ntitle: Plan\r\npublish: 2030-01-01\r\n----\n", "publish: 2030-01-01"),
            ("<!-- x -->\n---\ntitle: Plan\nentwurf: true\n---\n", "entwurf: true"),
            ("+++ \u{b7}\nprivate = true\n+++\n", "private = true"),
            ("draft: yes # for now\n\nText\n", "draft: yes # for now"),
            ("title: Plan\ntags:\n  - a\naudience: [members]\n", "audience: [members]"),
        ] {
            assert_eq!(stray(text), [key], "{text}");
        }
    }

    #[test]
    fn sentences_code_and_keys_in_their_place_are_not() {
        for text in [
            "# ADR 7\n\nStatus: Draft\n",
            "Status: Draft\nDate: 2026-01-01\n\n# ADR 8\n",
            "Expires: 2027-01-01\nCost: 5\n",
            "Call for ideas\n\nExpires: 2027-01-31\nAccess: Members\n",
            "    draft: true\n",
            "# Plan\n\nDraft: truly rough.\n\nAudience: everybody. Status: open\n",
            "# How to\n\n```\n---\ndraft: true\n---\n```\n\ndraft: true",
            "Write `draft: true` there.\n",
            "---\ntitle: A\n---\ndraft: true\n",
        ] {
            assert_eq!(stray(text), [""; 0], "{text}");
        }
    }
}
