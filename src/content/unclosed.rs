//! Brackets of TOML that nobody has closed. The parser takes the lines behind one for its values, and finds each of them wrong.

use std::ops::Range;

/// The bracket that was still open where the parser first stumbled, where that is at a line that begins with a key of its
/// own or at the end: what was meant to stand behind the values.
pub fn unclosed(text: &str, stumbled: usize) -> Option<Range<usize>> {
    let open = last_open(text.get(..stumbled)?)?;
    let is_other_line = text[open..stumbled].contains('\n');
    let start = text[..stumbled].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let is_meant = text[stumbled..].trim().is_empty() || is_other_line && begins_anew(line);
    is_meant.then_some(open..open + 1)
}

/// Whether a line is `key = …` or `[table]`.
fn begins_anew(line: &str) -> bool {
    let of_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let line = line.trim();
    let key = line.trim_start_matches(of_key);
    let is_header = || {
        let name = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        name.is_some_and(|name| !name.is_empty() && name.chars().all(of_key))
    };
    key.len() < line.len() && key.trim_start().starts_with('=') || is_header()
}

/// The innermost bracket that is open at the end, outside of strings, comments and headers of tables.
fn last_open(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match sign {
            '"' | '\'' => string(rest),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '[' | '{' => {
                open.push(at);
                1
            }
            ']' | '}' => {
                open.pop();
                1
            }
            other => other.len_utf8(),
        };
        at += length;
    }
    open.pop()
}

/// The length of the string that a text begins with; one of a single line ends with it.
fn string(text: &str) -> usize {
    let quote = &text[..1];
    let long = quote.repeat(3);
    if let Some(inside) = text.strip_prefix(&*long) {
        return inside.find(&*long).map_or(text.len(), |end| end + 2 * long.len());
    }
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' if quote == "\"" => escaped = true,
            _ if text[at..].starts_with(quote) => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, stumbles_at: &str) -> Option<usize> {
        unclosed(text, text.find(stumbles_at).unwrap_or(text.len())).map(|range| range.start)
    }

    #[test]
    fn a_bracket_before_the_next_key_or_the_end_is_open() {
        assert_eq!(found("tags = [\"a\",\ndate = 1\n", "date"), Some(7));
        assert_eq!(found("a = [1]\nb = { c = \"]\"\n[d]\n", "[d]"), Some(12));
        assert_eq!(found("a = ['x\\', \"\\\"[\", \"\"\"\n]\n\"\"\"\n# ]\n[b.c]", "[b.c]"), Some(4));
        assert_eq!(found("a = [1,\n", "nothing"), Some(4));
    }

    #[test]
    fn other_mistakes_are_none_of_brackets() {
        for (text, at) in [
            ("a = [\n  \"x\"\n  \"y\"\n]\n", "\"y\""),
            ("a = [b, c]\n", "b,"),
            ("a = [1]\nb = x\n", "x"),
            ("[t]\na = \"[\nb = 1\n", "b ="),
        ] {
            assert_eq!(found(text, at), None, "{text}");
        }
    }
}
