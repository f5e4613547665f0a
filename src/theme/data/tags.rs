//! A template as its tags, each a list of tokens with their places.
//!
//! Only reads what the engine has parsed before: it finds no errors.

use std::ops::Range;

use crate::theme::{self, tags::end_of_string};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'t> {
    Name(&'t str),
    /// A literal in quotes, without them.
    Text(&'t str),
    Number(&'t str),
    Sign(&'t str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<'t> {
    pub token: Token<'t>,
    /// Bytes of the template.
    pub range: Range<usize>,
}

/// Signs of more than one character.
const LONG_SIGNS: [&str; 11] = ["...", "?.", "?[", "==", "!=", "<=", ">=", "**", "//", "</", "/>"];

/// What stands between `{{` and `}}` or `{%` and `%}`.
pub type Tag<'t> = Vec<Placed<'t>>;

pub fn tags(template: &str) -> Vec<Tag<'_>> {
    theme::tags::tags(template).map(|tag| tokens(template, tag.start + 2..tag.end - 2)).collect()
}

/// The tokens of what stands in a tag.
fn tokens(text: &str, inside: Range<usize>) -> Tag<'_> {
    let mut tag = Vec::new();
    let mut at = inside.start;
    while at < inside.end {
        let length = match next(&text[at..inside.end]) {
            Some((token, length)) => {
                tag.push(Placed { token, range: at..at + length });
                length
            }
            None => text[at..].chars().next().map_or(1, char::len_utf8),
        };
        at += length;
    }
    // `-%}` trims what follows, as `{%-` does what stands before.
    let is_dash = |placed: Option<&Placed>| placed.is_some_and(|placed| placed.token == Token::Sign("-"));
    if is_dash(tag.last()) {
        tag.pop();
    }
    if is_dash(tag.first()) && tag[0].range.start == inside.start {
        tag.remove(0);
    }
    tag
}

/// The token that a text begins with, and how long it is; none for a space.
fn next(text: &str) -> Option<(Token<'_>, usize)> {
    let first = text.chars().next()?;
    let run = |is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
    match first {
        _ if first.is_whitespace() => None,
        '"' | '\'' | '`' => {
            let end = end_of_string(text.as_bytes(), 1, first as u8).unwrap_or(text.len());
            Some((Token::Text(&text[1..end]), (end + 1).min(text.len())))
        }
        '0'..='9' => Some(run(|c| c.is_ascii_digit())).map(|length| (Token::Number(&text[..length]), length)),
        _ if first.is_alphabetic() || first == '_' => {
            Some(run(|c| c.is_alphanumeric() || c == '_')).map(|length| (Token::Name(&text[..length]), length))
        }
        _ => {
            let long = LONG_SIGNS.iter().find(|sign| text.starts_with(**sign));
            let length = long.map_or(first.len_utf8(), |sign| sign.len());
            Some((Token::Sign(&text[..length]), length))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(template: &str) -> Vec<String> {
        let words = |tag: Tag| tag.into_iter().map(|placed| &template[placed.range]).collect::<Vec<_>>().join(" ");
        tags(template).into_iter().map(words).collect()
    }

    #[test]
    fn tags_are_read_to_their_end_and_no_further() {
        assert_eq!(
            words("a {{ b.c }} {# {{ d }} #}{%- if e == \"%}\" -%}{{ {\"f\": {\"g\": h}} }}{{i?.j[0]|k(l='\\'')}}"),
            ["b . c", "if e == \"%}\"", "{ \"f\" : { \"g\" : h } }", "i ?. j [ 0 ] | k ( l = '\\'' )"]
        );
    }

    #[test]
    fn raw_text_is_no_tag() {
        assert_eq!(words("{% raw %}{{ a }}{% endraw %}{{ b }}"), ["b"]);
    }

    #[test]
    fn what_never_ends_is_read_to_the_end() {
        for template in ["{", "{{", "{{ a", "{% \"a", "{#", "{% raw %}", "{{ \"é", "{{ -"] {
            tags(template);
        }
    }
}
