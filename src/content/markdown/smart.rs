//! Straight quotes, hyphens and dots → typographic ones, by the rules of the page's language.
//!
//! The parser's own smart punctuation knows English only and would also change bare links.

use std::borrow::Cow;

use crate::config::primary_language;
use crate::content::scan;

/// The marks of a language: outer and inner quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    double: (&'static str, &'static str),
    single: (&'static str, &'static str),
}

const HIGH: Quotes = Quotes { double: ("“", "”"), single: ("‘", "’") };
const LOW_HIGH: Quotes = Quotes { double: ("„", "“"), single: ("‚", "‘") };
const LOW_LATE: Quotes = Quotes { double: ("„", "”"), single: ("‚", "’") };
const ALIKE: Quotes = Quotes { double: ("”", "”"), single: ("’", "’") };
const ANGLED: Quotes = Quotes { double: ("«", "»"), single: ("“", "”") };
const ANGLED_SPACED: Quotes = Quotes { double: ("«\u{202F}", "\u{202F}»"), single: ("“", "”") };

/// The quotation marks of a BCP 47 language, where they are known here; in other languages
/// straight quotes stay straight.
pub fn quotes(language: &str) -> Option<Quotes> {
    Some(match &*primary_language(language) {
        "en" | "cy" | "ga" | "gd" | "sco" | "nl" | "pt" => HIGH,
        "de" | "cs" | "sk" | "sl" => LOW_HIGH,
        "pl" | "hu" | "ro" => LOW_LATE,
        "sv" | "fi" => ALIKE,
        "es" | "it" | "ca" | "gl" => ANGLED,
        "fr" => ANGLED_SPACED,
        _ => return None,
    })
}

/// `text` with typographic marks. `before` is the character in front of it; bytes that `literal`
/// names were escaped by the writer and stay.
pub fn punctuate(
    text: &str,
    before: Option<char>,
    quotes: Option<Quotes>,
    literal: impl Fn(usize) -> bool,
) -> Cow<'_, str> {
    let mut smart = String::new();
    let mut copied = 0;
    let mut from = 0;
    while let Some(at) = scan::find(text.as_bytes(), from, is_mark) {
        let mark = text.as_bytes()[at];
        let run = match mark {
            b'-' | b'.' => text[at..].bytes().take_while(|next| *next == mark).count(),
            _ => 1,
        };
        from = at + run;
        if literal(at) {
            continue;
        }
        let previous = text[..at].chars().next_back().or(before);
        let next = text[from..].chars().next();
        let whole = &text[at..from];
        let replaced = match whole {
            "--" => "–",
            "---" => "—",
            "..." => "…",
            "\"" => quotes.and_then(|quotes| quote(quotes.double, previous, next)).unwrap_or(whole),
            "'" if previous.is_some_and(char::is_alphanumeric) && quotes.is_some() => "’",
            "'" if next.is_some_and(|next| next.is_ascii_digit()) && quotes.is_some() => "’",
            "'" => quotes.and_then(|quotes| quote(quotes.single, previous, next)).unwrap_or(whole),
            _ => whole,
        };
        if replaced != whole {
            smart.push_str(&text[copied..at]);
            smart.push_str(replaced);
            copied = from;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    smart.push_str(&text[copied..]);
    Cow::Owned(smart)
}

/// Whether a byte may become something else.
fn is_mark(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\'') | (byte == b'-') | (byte == b'.')
}

/// A mark behind a space opens, unless a space follows too; one behind a word closes.
fn quote(marks: (&'static str, &'static str), previous: Option<char>, next: Option<char>) -> Option<&'static str> {
    let opens = previous.is_none_or(|c| c.is_whitespace() || "([{<-–—/“‘«„‚\"'".contains(c));
    match (opens, next) {
        (true, Some(next)) if next.is_whitespace() => None,
        (true, _) => Some(marks.0),
        (false, _) => Some(marks.1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smart<'t>(text: &'t str, language: &str) -> Cow<'t, str> {
        punctuate(text, None, quotes(language), |_| false)
    }

    #[test]
    fn quotes_follow_the_language() {
        let text = r#""It's 'fine'," they said -- in '98..."#;
        assert_eq!(smart(text, "en-GB"), "“It’s ‘fine’,” they said – in ’98…");
        assert_eq!(smart(r#"Er sagte: "Ja.""#, "de"), "Er sagte: „Ja.“");
        assert_eq!(smart(r#"Il dit "oui""#, "fr"), "Il dit «\u{202F}oui\u{202F}»");
        assert_eq!(smart(r#""x" --- 'y'..."#, "ja"), r#""x" — 'y'…"#);
    }

    #[test]
    fn longer_runs_and_escaped_marks_stay() {
        assert_eq!(smart("---- ....", "en"), "---- ....");
        assert_eq!(punctuate(r#""x""#, None, quotes("en"), |at| at == 0), r#""x”"#);
        assert_eq!(smart(r#"5 " 6"#, "en"), r#"5 " 6"#);
    }
}
