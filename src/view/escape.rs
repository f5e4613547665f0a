//! Text → text that can do no harm where it is put.

use std::borrow::Cow;

/// `text` for XML and HTML, as element content or in a quoted attribute. Characters that XML 1.0
/// cannot hold, not even escaped (section 2.2), are left out.
pub fn xml(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| entity(c).is_some() || !allowed(c)) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars().filter(|c| allowed(*c)) {
        match entity(character) {
            Some(entity) => escaped.push_str(entity),
            None => escaped.push(character),
        }
    }
    escaped.into()
}

fn entity(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

fn allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// JSON text for a script element: no character in it can end the element, open a comment, or end
/// a line of JavaScript. JSON has these characters in strings only, where `\u` escapes stand for them.
pub fn script_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => escaped.push_str(&format!("\\u{:04x}", character as u32)),
            _ => escaped.push(character),
        }
    }
    escaped
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
    fn json_cannot_leave_its_script_element() {
        let json = serde_json::to_string("</script><!--&\u{2028}\u{2029}").unwrap_or_default();
        assert_eq!(script_json(&json), r#""\u003c/script\u003e\u003c!--\u0026\u2028\u2029""#);
        assert_eq!(
            serde_json::from_str::<String>(&script_json(&json)).ok().as_deref(),
            Some("</script><!--&\u{2028}\u{2029}")
        );
    }
}
