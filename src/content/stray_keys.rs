//! Keys that would hold a page back and stand outside of front matter, where they are text: behind dashes that a word
//! processor has made long, under a comment, or without any line around them.

use std::ops::Range;
use std::sync::Arc;

use super::dates;
use super::unknown_key::is_hiding;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Span};

/// Front matter is no longer, where somebody meant to write some.
const MOST_LINES: usize = 40;

/// The first such key of a text that has no front matter. Code shows keys, and means none.
pub fn stray_key(file: &Arc<str>, text: &str, config: &Config) -> Option<Diagnostic> {
    let mut at = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            return None;
        }
        if holds_back(trimmed, config) {
            let start = at + line.find(trimmed)?;
            return Some(told(file, start..start + trimmed.len()));
        }
        at += line.len();
    }
    None
}

/// Whether a line is a key with a value that keeps a page from somebody.
fn holds_back(line: &str, config: &Config) -> bool {
    let Some((key, value)) = line.split_once([':', '=']) else { return false };
    let key = key.trim().trim_matches('"').to_lowercase();
    let value = value.trim().trim_matches(['"', '\'']);
    let is_date = || dates::parse(value, &config.timezone, &config.timezone).is_some();
    let is_narrower = || config.audiences.iter().skip(1).any(|audience| audience.eq_ignore_ascii_case(value));
    match config.fields.key_everywhere(&key).map_or(&*key, String::as_str) {
        "draft" => value.eq_ignore_ascii_case("true"),
        "publish" => value.eq_ignore_ascii_case("false") || is_date(),
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
        ] {
            assert_eq!(stray(text), [key], "{text}");
        }
    }

    #[test]
    fn sentences_code_and_keys_in_their_place_are_not() {
        for text in [
            "# Plan\n\nDraft: truly rough.\n\nAudience: everybody. Status: open\n",
            "# How to\n\n```\n---\ndraft: true\n---\n```\n\ndraft: true",
            "Write `draft: true` there.\n",
            "---\ntitle: A\n---\ndraft: true\n",
        ] {
            assert_eq!(stray(text), [""; 0], "{text}");
        }
    }
}
