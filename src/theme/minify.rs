//! A small, safe CSS minifier: it drops comments and whitespace, and never looks at meaning.
//!
//! Strings, `url(…)` and escapes are copied as they are; a space stays wherever it could matter
//! (around operators, before `:` and `(`), so that `calc(1px + 2px)` and `a :hover` keep theirs.

/// `css` without comments and needless whitespace. Minifying twice changes nothing more.
pub fn minify(css: &str) -> String {
    let mut out = Minified { text: String::with_capacity(css.len()), space: false, comment: false };
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let length = piece_length(rest, &out.text);
        match first {
            '/' if rest.starts_with("/*") => out.comment = true,
            _ if first.is_ascii_whitespace() => out.space = true,
            _ => out.copy(&rest[..length]),
        }
        rest = &rest[length..];
    }
    out.text
}

/// How much of a sheet belongs together where `rest` begins and `before` ends: a comment, a string, an escape, an
/// address without quotes, else one character.
pub fn piece_length(rest: &str, before: &str) -> usize {
    match rest.chars().next() {
        None => 0,
        Some('/') if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
        Some(quote @ ('"' | '\'')) => string_length(rest, quote),
        Some('\\') => escape_length(rest),
        Some(_) if starts_raw_url(rest, before) => raw_url_length(rest),
        Some(first) => first.len_utf8(),
    }
}

struct Minified {
    text: String,
    /// Whitespace was seen since the last character.
    space: bool,
    /// A comment was seen since the last character.
    comment: bool,
}

impl Minified {
    /// Appends `token`, after whatever must stay between it and what came before.
    fn copy(&mut self, token: &str) {
        // An escaped sign is part of a name.
        let is_behind_sign = self.text.ends_with(['{', '}', ';', ',', ':', '(']);
        let tight = is_behind_sign
            || self.text.is_empty()
            || self.text.ends_with('>') && !self.text.ends_with("\\>")
            || token.starts_with(['{', '}', ';', ',', ')', '>']);
        if self.space && !tight {
            self.text.push(' ');
        } else if self.comment && !tight {
            // `a/**/b` is two words and `a/**/.b` one selector: neither survives without it.
            self.text.push_str("/**/");
        }
        if token == "}" && self.text.ends_with(';') {
            self.text.pop();
        }
        self.text.push_str(token);
        (self.space, self.comment) = (false, false);
    }
}

fn string_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // A string that a line's end cuts off: the line's end stays, or the string would go on.
            '\n' | '\r' | '\u{c}' => return index + 1,
            _ if character == quote => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A hexadecimal escape takes the one space after it along, because that space belongs to it.
fn escape_length(rest: &str) -> usize {
    let digits = rest[1..].bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    if digits == 0 {
        return 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
    }
    let end = 1 + digits;
    let space = rest[end..].starts_with(|next: char| next.is_ascii_whitespace());
    end + usize::from(space)
}

fn starts_raw_url(rest: &str, before: &str) -> bool {
    rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("url("))
        && !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '-' | '_'))
        && !rest[4..].trim_start().starts_with(['"', '\''])
}

fn raw_url_length(rest: &str) -> usize {
    let mut is_escaped = false;
    let end = rest.bytes().position(|byte| {
        let ends = byte == b')' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::minify;

    #[test]
    fn whitespace_and_comments_go_where_nothing_hangs_on_them() {
        let css = "/* head */\n:root {\n  --a: 1px;\n  color : red;\n}\n\n@media (min-width: 48rem) and (hover) {\n a , b > c { margin: 0 auto; }\n}\n";
        assert_eq!(minify(css), ":root{--a:1px;color :red}@media (min-width:48rem) and (hover){a,b>c{margin:0 auto}}");
    }

    #[test]
    fn what_could_change_the_meaning_stays() {
        for css in [
            "a :hover{}",
            "a + b ~ c{content:\" > \"}",
            ".a\\> .b{}",
            "a{width:calc(100% - 2 * (1px + 2px))}",
            "a{content:\"  /* not a comment */ ; \"}",
            "a{background:url( data:image/png;base64,AA//  )}",
            "a{font:italic 1rem/1.5 \"A  B\",serif}",
            ".\\31  b{}",
            "a/**/b{}",
            "a{content:\"\\\"  }\"}",
            "a{content:\"cut off\n b:c}",
        ] {
            assert_eq!(minify(css), css);
        }
        assert_eq!(minify("a{b:url( \"x  y\" )}"), "a{b:url(\"x  y\")}");
        assert_eq!(minify("/* unclosed"), "");
        assert_eq!(minify("a{content:\"unclosed"), "a{content:\"unclosed");
    }

    proptest! {
        #[test]
        fn minifying_twice_changes_nothing_more(css in r#"([a-z:;{}(), \n\\'"/*.0-9-]|url\(|/\*|\*/){0,60}"#) {
            let once = minify(&css);
            prop_assert_eq!(minify(&once), once);
        }

        #[test]
        fn no_character_but_whitespace_and_semicolons_is_lost(css in "[a-z:;{}(), \n.0-9-]{0,60}") {
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ';').collect::<String>();
            prop_assert_eq!(bare(&minify(&css)), bare(&css));
        }
    }
}
