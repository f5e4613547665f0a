//! One line of code → spans with classes, by the scopes that its grammar gives.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack};

use super::grammars::GRAMMARS;
use crate::content::markdown::html::escape;

/// Scope prefixes and their classes; the longest prefix wins. An empty class ends the search
/// further out: code embedded in a string is no string.
const CLASSES: [(&str, &str); 51] = [
    ("comment", "c"),
    ("punctuation.definition.comment", "c"),
    ("string", "s"),
    ("punctuation.definition.string", "s"),
    ("markup.raw", "s"),
    ("markup.underline.link", "s"),
    ("constant", "o"),
    ("constant.numeric", "n"),
    ("constant.character.escape", "o"),
    ("entity.name.constant", "o"),
    ("support.constant", "o"),
    ("variable.language", "o"),
    ("keyword", "k"),
    ("keyword.operator", "p"),
    ("keyword.operator.word", "k"),
    ("keyword.operator.logical.python", "k"),
    ("storage", "k"),
    ("punctuation.definition.directive", "k"),
    ("entity.name.function", "f"),
    ("entity.name.macro", "f"),
    ("support.function", "f"),
    ("support.macro", "f"),
    ("variable.function", "f"),
    ("variable.annotation", "a"),
    ("meta.annotation", "a"),
    ("entity.other.attribute-name", "a"),
    ("meta.property-name", "a"),
    ("support.type.property-name", "a"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("entity.name.struct", "t"),
    ("entity.name.enum", "t"),
    ("entity.name.trait", "t"),
    ("entity.name.interface", "t"),
    ("entity.name.impl", "t"),
    ("entity.name.namespace", "t"),
    ("entity.other.inherited-class", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("entity.name.tag", "g"),
    ("punctuation.definition.tag", "g"),
    ("entity.name.section", "h"),
    ("markup.heading", "h"),
    ("meta.diff.header", "h"),
    ("meta.diff.range", "h"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("variable", "v"),
    ("meta.interpolation", ""),
    ("meta.embedded", ""),
    ("source", ""),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> =
    LazyLock::new(|| CLASSES.iter().filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, *class))).collect());

/// Writes a line that stands behind `state` and `scopes`, and moves them behind it.
pub fn write_line(html: &mut String, line: &str, state: &mut ParseState, scopes: &mut ScopeStack) {
    let Ok(changes) = state.parse_line(line, &GRAMMARS) else { return escape(html, line) };
    let mut writer = SpanWriter { html, class: "" };
    let mut done = 0;
    for (at, change) in changes {
        if at > done {
            writer.write(&line[done..at], scopes);
            done = at;
        }
        if scopes.apply(&change).is_err() {
            break;
        }
    }
    writer.write(&line[done..], scopes);
    writer.change("");
}

/// Writes pieces of one line; neighbours of one class share a span.
struct SpanWriter<'h> {
    html: &'h mut String,
    class: &'static str,
}

impl SpanWriter<'_> {
    fn write(&mut self, text: &str, scopes: &ScopeStack) {
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if text.ends_with('\n') {
            let code = text.trim_end_matches(['\n', '\r']);
            if !code.is_empty() {
                self.write(code, scopes);
            }
            self.change("");
            self.html.push('\n');
            return;
        }
        if !is_blank {
            self.change(class(scopes.as_slice()));
        }
        escape(self.html, text);
    }

    fn change(&mut self, class: &'static str) {
        if class == self.class {
            return;
        }
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
        if !class.is_empty() {
            self.html.push_str("<span class=\"hl-");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = class;
    }
}

/// The class of the innermost scope that has one.
fn class(scopes: &[Scope]) -> &'static str {
    scopes.iter().rev().find_map(|scope| class_of(*scope)).unwrap_or_default()
}

fn class_of(scope: Scope) -> Option<&'static str> {
    let matching = SCOPES.iter().filter(|(prefix, _)| prefix.is_prefix_of(scope));
    matching.max_by_key(|(prefix, _)| prefix.len()).map(|(_, class)| *class)
}
