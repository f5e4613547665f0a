//! Content lines: escaped, folded at 75 octets, ended as the standard wants (RFC 5545 section 3.1).

/// Octets of a line, without its end.
const FOLD: usize = 75;

#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A line whose value is no text: a date, a rule, an address. Control characters cannot get in.
    pub fn push(&mut self, name: &str, value: &str) {
        let mut room = FOLD;
        for character in name.chars().chain([':']).chain(value.chars()).filter(|c| !c.is_control()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = FOLD - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line with text for readers.
    pub fn text(&mut self, name: &str, text: &str) {
        self.push(name, &escaped(text));
    }

    /// A line with several texts.
    pub fn texts(&mut self, name: &str, texts: &[String]) {
        self.push(name, &texts.iter().map(|text| escaped(text)).collect::<Vec<_>>().join(","));
    }

    pub fn into_text(self) -> String {
        self.0
    }
}

/// RFC 5545 section 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            // Some readers end a line at the separators of Unicode too.
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn text_is_escaped() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a, b; c\\d\r\ne\tf\u{0}g");
        assert_eq!(lines.into_text(), "SUMMARY:a\\, b\\; c\\\\d\\ne fg\r\n");
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_unfolding_gives_it_back(text in "\\PC{0,300}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            let written = lines.into_text();
            for line in written.split_terminator("\r\n") {
                prop_assert!(line.len() <= FOLD, "{}", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let expected = format!("SUMMARY:{}\r\n", escaped(&text));
            prop_assert_eq!(unfolded(&written), expected);
        }
    }
}
