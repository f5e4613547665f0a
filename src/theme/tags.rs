//! Where the tags of a template begin and end. What is in them is not read but for strings and maps, which may hold
//! the end of a tag.

use std::ops::Range;

/// Every `{{ … }}` and `{% … %}` of a text that is no part of another, of a comment, or of raw text.
pub fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find('{')?;
            match text.as_bytes().get(start + 1)? {
                b'#' => at = behind(text, start + 2, "#}")?,
                b'{' | b'%' => {
                    at = end(text, start)?;
                    if !is_raw(&text[start..at]) {
                        return Some(start..at);
                    }
                    at = behind(text, at, "endraw")?;
                }
                _ => at = start + 1,
            }
        }
    })
}

fn is_raw(tag: &str) -> bool {
    tag.trim_matches(['{', '%', '-', '}']).trim() == "raw"
}

fn behind(text: &str, from: usize, end: &str) -> Option<usize> {
    Some(from + text[from..].find(end)? + end.len())
}

/// Where the tag that begins at `start` ends; none for one that does not.
fn end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let close = if bytes[start + 1] == b'{' { b"}}" } else { b"%}" };
    let mut at = start + 2;
    let mut maps = 0;
    loop {
        match bytes.get(at)? {
            quote @ (b'"' | b'\'' | b'`') => at = end_of_string(bytes, at + 1, *quote)?,
            b'{' => maps += 1,
            b'}' if maps > 0 => maps -= 1,
            _ if bytes[at..].starts_with(close) => return Some(at + close.len()),
            _ => {}
        }
        at += 1;
    }
}

/// Where the quote stands that ends a string, whose first character is at `from`; none for one that does not end.
pub fn end_of_string(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    while *bytes.get(at)? != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn found(text: &str) -> Vec<&str> {
        tags(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn tags_are_found_to_their_end_and_not_in_others() {
        assert_eq!(
            found("a { {{ b }}{%- set x = '{{ c }} %}' %}{# {{ d }} #}{{ \"}} {{ e }}\" ~ `\\`}}` }}{{- f -}}"),
            ["{{ b }}", "{%- set x = '{{ c }} %}' %}", "{{ \"}} {{ e }}\" ~ `\\`}}` }}", "{{- f -}}"]
        );
        assert_eq!(
            found("{{ {\"a\": {\"b\": c}} }}{% if d == {} %}"),
            ["{{ {\"a\": {\"b\": c}} }}", "{% if d == {} %}"]
        );
    }

    #[test]
    fn raw_text_is_no_tag() {
        assert_eq!(found("{% raw %}{{ a }}{% endraw %}{{ b }}{%- raw -%}{{ c }}{%- endraw -%}"), ["{{ b }}"]);
    }

    #[test]
    fn what_never_ends_is_no_tag() {
        for text in ["{", "{{", "{{ a", "{% \"a", "{#", "{% raw %}", "{{ \"é", "{{ -", "{{ '\\", "{{ {a }}"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
