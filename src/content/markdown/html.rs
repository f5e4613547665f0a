//! The few rules of HTML that this room needs: escaping, character references, tags.

use std::ops::Range;

use super::mask::is_reserved;
use crate::content::scan;

/// Appends `text` so that it can stand as text or in a quoted attribute. NUL, which HTML does not
/// have, and the characters that marks are made of become the replacement character.
pub fn escape(html: &mut String, text: &str) {
    let (mut done, mut from) = (0, 0);
    while let Some(at) = scan::find(text.as_bytes(), from, may_change) {
        let (replacement, length) = match text.as_bytes()[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            0 => ("\u{FFFD}", 1),
            _ if text[at..].starts_with(is_reserved) => ("\u{FFFD}", 3),
            _ => {
                from = at + 1;
                continue;
            }
        };
        html.push_str(&text[done..at]);
        html.push_str(replacement);
        (done, from) = (at + length, at + length);
    }
    html.push_str(&text[done..]);
}

/// Whether a character to be escaped can begin with a byte.
fn may_change(byte: u8) -> bool {
    (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == 0) | (byte == 0xEF)
}

/// Replaces numeric character references and the named ones that occur in addresses.
pub fn unescape(text: &str) -> String {
    replace_references(text, |c, _| c.to_string())
}

/// Raw HTML without references to the characters that marks are made of, and without NUL.
pub fn tame(html: &str) -> String {
    replace_references(html, |c, written| if is_reserved(c) { "\u{FFFD}".to_owned() } else { written.to_owned() })
        .replace('\0', "\u{FFFD}")
}

fn replace_references(text: &str, replacement: impl Fn(char, &str) -> String) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        replaced.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference(rest).unwrap_or(('&', 1));
        replaced.push_str(&replacement(character, &rest[..length]));
        rest = &rest[length..];
    }
    replaced.push_str(rest);
    replaced
}

/// The character a reference stands for, and the reference's length. As in browsers the semicolon
/// may be missing.
fn reference(text: &str) -> Option<(char, usize)> {
    let (prefix, radix) = match text.as_bytes() {
        [b'&', b'#', b'x' | b'X', ..] => (3, 16),
        [b'&', b'#', ..] => (2, 10),
        _ => (1, 36),
    };
    let body = &text[prefix..];
    let end = body.find(|c: char| !c.is_digit(radix)).unwrap_or(body.len());
    let length = prefix + end + usize::from(body[end..].starts_with(';'));
    let character = match radix {
        36 => named(&body[..end])?,
        _ if end == 0 => return None,
        // What is too large for a character is replaced.
        _ => u32::from_str_radix(&body[..end], radix).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}'),
    };
    Some((if character == '\0' { '\u{FFFD}' } else { character }, length))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        "sol" => '/',
        "num" => '#',
        _ => return None,
    })
}

/// A piece of raw HTML, as byte ranges of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Text(Range<usize>),
    /// A comment, declaration or processing instruction.
    Comment(Range<usize>),
    Tag(Tag),
    /// What stands inside `<script>` and other elements whose content is no HTML.
    RawText(Range<usize>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub range: Range<usize>,
    /// In lower case.
    pub name: String,
    pub closes: bool,
    pub attributes: Vec<Attribute>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// In lower case.
    pub name: String,
    /// As written, without its quotes.
    pub value: Range<usize>,
    pub range: Range<usize>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

/// Splits raw HTML. A tag that does not end is text.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut text_from = 0;
    while let Some(offset) = html[at..].find('<') {
        let start = at + offset;
        let Some(token) = markup(html, start) else {
            at = start + 1;
            continue;
        };
        if start > text_from {
            tokens.push(Token::Text(text_from..start));
        }
        at = end_of(&token);
        let raw_text = raw_text_of(&token, html, at);
        tokens.push(token);
        if let Some(raw_text) = raw_text {
            at = raw_text.end;
            tokens.push(Token::RawText(raw_text));
        }
        text_from = at;
    }
    if text_from < html.len() {
        tokens.push(Token::Text(text_from..html.len()));
    }
    tokens
}

fn end_of(token: &Token) -> usize {
    match token {
        Token::Text(range) | Token::Comment(range) | Token::RawText(range) => range.end,
        Token::Tag(tag) => tag.range.end,
    }
}

fn markup(html: &str, start: usize) -> Option<Token> {
    let rest = &html[start..];
    if rest.starts_with("<!--") {
        let end = rest.get(4..).and_then(|inner| inner.find("-->")).map_or(rest.len(), |end| 4 + end + 3);
        return Some(Token::Comment(start..start + end));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return rest.find('>').map(|end| Token::Comment(start..start + end + 1));
    }
    tag(html, start).map(Token::Tag)
}

const RAW_TEXT: [&str; 8] = ["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"];

fn raw_text_of(token: &Token, html: &str, from: usize) -> Option<Range<usize>> {
    let Token::Tag(tag) = token else { return None };
    if tag.closes || !RAW_TEXT.contains(&tag.name.as_str()) {
        return None;
    }
    let end = html[from..].match_indices("</").find(|(at, _)| {
        let name = &html.as_bytes()[from + at + 2..];
        name.len() >= tag.name.len() && name[..tag.name.len()].eq_ignore_ascii_case(tag.name.as_bytes())
    });
    Some(from..end.map_or(html.len(), |(at, _)| from + at))
}

fn tag(html: &str, start: usize) -> Option<Tag> {
    let bytes = html.as_bytes();
    let closes = bytes.get(start + 1) == Some(&b'/');
    let name_from = start + 1 + usize::from(closes);
    if !bytes.get(name_from)?.is_ascii_alphabetic() {
        return None;
    }
    let mut at = skip(bytes, name_from, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'));
    let name = html[name_from..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        if *bytes.get(at)? == b'>' {
            return Some(Tag { range: start..at + 1, name, closes, attributes });
        }
        let attribute = attribute(html, at)?;
        at = attribute.range.end;
        attributes.push(attribute);
    }
}

fn attribute(html: &str, start: usize) -> Option<Attribute> {
    let bytes = html.as_bytes();
    let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'=');
    let name_end = skip(bytes, start + 1, is_name);
    let name = html.get(start..name_end)?.to_ascii_lowercase();
    let equals = skip(bytes, name_end, |byte| byte.is_ascii_whitespace());
    if bytes.get(equals) != Some(&b'=') {
        return Some(Attribute { name, value: name_end..name_end, range: start..name_end });
    }
    let from = skip(bytes, equals + 1, |byte| byte.is_ascii_whitespace());
    let (value, end) = match bytes.get(from)? {
        quote @ (b'"' | b'\'') => {
            let end = from + 1 + memchr::memchr(*quote, &bytes[from + 1..])?;
            (from + 1..end, end + 1)
        }
        _ => {
            let end = skip(bytes, from, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            (from..end, end)
        }
    };
    Some(Attribute { name, value, range: start..end })
}

fn skip(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes
        .get(from..)
        .unwrap_or_default()
        .iter()
        .position(|byte| !wanted(*byte))
        .map_or(bytes.len(), |length| from + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> Vec<String> {
        tokens(html)
            .into_iter()
            .map(|token| match token {
                Token::Text(range) => format!("text {}", &html[range]),
                Token::Comment(range) => format!("comment {}", &html[range]),
                Token::RawText(range) => format!("raw {}", &html[range]),
                Token::Tag(tag) => {
                    let values =
                        tag.attributes.iter().map(|found| format!("{}={}", found.name, &html[found.value.clone()]));
                    format!(
                        "{}{} {}",
                        if tag.closes { "/" } else { "" },
                        tag.name,
                        values.collect::<Vec<_>>().join(" ")
                    )
                }
            })
            .collect()
    }

    #[test]
    fn tags_and_attributes_are_found() {
        let html = r#"a<A HREF="x>y" b c='d' e=f/>g</A ><!-- <b> --><script>1<2</script>"#;
        assert_eq!(
            names(html),
            [
                "text a",
                "a href=x>y b= c=d e=f/",
                "text g",
                "/a ",
                "comment <!-- <b> -->",
                "script ",
                "raw 1<2",
                "/script "
            ]
        );
        assert_eq!(names("1 < 2 <b"), ["text 1 < 2 <b"]);
        assert_eq!(names("<div title=\"a"), ["text <div title=\"a"]);
    }

    #[test]
    fn character_references_are_replaced() {
        assert_eq!(unescape("java&Tab;script&colon;&#x61;&#97;&amp;&unknown;&"), "java\tscript:aa&&unknown;&");
        let mut html = String::new();
        escape(&mut html, "<a b=\"c\">&\0");
        assert_eq!(html, "&lt;a b=&quot;c&quot;&gt;&amp;\u{FFFD}");
    }
}
