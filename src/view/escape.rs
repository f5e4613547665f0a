//! Text → text that can do no harm where it is put.

use std::borrow::Cow;

use crate::content::scan;

/// `text` for XML and HTML, as element content or in a quoted attribute. Characters that XML 1.0
/// cannot hold, not even escaped (section 2.2), are left out.
pub fn xml(text: &str) -> Cow<'_, str> {
    replaced(text, may_change, replacement)
}

/// `text` with what `replacement` gives for a character that begins with a byte that `may_change`, and how many
/// bytes that character has.
fn replaced(
    text: &str,
    may_change: impl Fn(u8) -> bool,
    replacement: impl Fn(u8, &[u8]) -> Option<(&'static str, usize)>,
) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut escaped = String::new();
    let (mut copied, mut from) = (0, 0);
    while let Some(at) = scan::find(bytes, from, &may_change) {
        from = at + 1;
        let Some((replacement, length)) = replacement(bytes[at], &bytes[at..]) else { continue };
        if escaped.is_empty() {
            escaped.reserve(text.len() + text.len() / 8 + 16);
        }
        escaped.push_str(&text[copied..at]);
        escaped.push_str(replacement);
        (copied, from) = (at + length, at + length);
    }
    if copied == 0 {
        return text.into();
    }
    escaped.push_str(&text[copied..]);
    escaped.into()
}

/// Whether a character to be replaced can begin with a byte.
fn may_change(byte: u8) -> bool {
    (byte < b' ') | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'') | (byte == 0xEF)
}

/// What stands for the character that `rest` begins with, and how many bytes it has; nothing for
/// one that may stand as it is.
fn replacement(byte: u8, rest: &[u8]) -> Option<(&'static str, usize)> {
    match byte {
        b'&' => Some(("&amp;", 1)),
        b'<' => Some(("&lt;", 1)),
        b'>' => Some(("&gt;", 1)),
        b'"' => Some(("&quot;", 1)),
        b'\'' => Some(("&#39;", 1)),
        b'\t' | b'\n' | b'\r' => None,
        0..b' ' => Some(("", 1)),
        // U+FFFE and U+FFFF.
        0xEF if matches!(rest, [_, 0xBF, 0xBE | 0xBF, ..]) => Some(("", 3)),
        _ => None,
    }
}

/// JSON text for a script element: no character in it can end the element, open a comment, or end
/// a line of JavaScript. JSON has these characters in strings only, where `\u` escapes stand for them.
pub fn script_json(json: &str) -> Cow<'_, str> {
    let may_change = |byte| (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == 0xE2);
    replaced(json, may_change, |byte, rest| match byte {
        b'<' => Some(("\\u003c", 1)),
        b'>' => Some(("\\u003e", 1)),
        b'&' => Some(("\\u0026", 1)),
        0xE2 if rest.starts_with("\u{2028}".as_bytes()) => Some(("\\u2028", 3)),
        0xE2 if rest.starts_with("\u{2029}".as_bytes()) => Some(("\\u2029", 3)),
        _ => None,
    })
}

/// `text` for a cell of a table: one that a spreadsheet would take for a formula begins with an apostrophe
/// (OWASP, "CSV injection"). Full-width signs are what some of them read as the plain ones.
pub fn no_formula(text: &str) -> Cow<'_, str> {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    match text.trim_start_matches([' ', '\u{a0}']).starts_with(STARTS) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(xml("<a href=\"x\">Q&A's</a>"), "&lt;a href=&quot;x&quot;&gt;Q&amp;A&#39;s&lt;/a&gt;");
    }

    #[test]
    fn harmless_text_is_not_copied() {
        assert!(matches!(xml("Cymorth – 場所 🧶\t\n"), Cow::Borrowed("Cymorth – 場所 🧶\t\n")));
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_left_out() {
        assert_eq!(xml("a\u{0}b\u{1b}c\u{b}d\u{fffe}e\u{ffff}f\u{7f}"), "abcdef\u{7f}");
    }

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for hostile in ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{a0}=1", "\n=1", "＝1"] {
            assert!(no_formula(hostile).starts_with('\''), "{hostile:?}");
        }
        for plain in ["", "2026", "A note = fine", "https://example.org/"] {
            assert_eq!(no_formula(plain), plain);
        }
    }

    #[test]
    fn json_cannot_leave_its_script_element() {
        let json = serde_json::to_string("</script><!--&\u{2028}\u{2029}").unwrap_or_default();
        assert_eq!(script_json(&json), r#""\u003c/script\u003e\u003c!--\u0026\u2028\u2029""#);
        assert_eq!(
            serde_json::from_str::<String>(&script_json(&json)).ok().as_deref(),
            Some("</script><!--&\u{2028}\u{2029}")
        );
    }
}
