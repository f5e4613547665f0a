//! The tags of a template, told without reading what is in them.

use std::ops::Range;

/// Every `{{ … }}` of a text that is not part of another tag or of a comment.
pub fn printed(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = at + text[at..].find('{')?;
            let close = match text.as_bytes().get(open + 1)? {
                b'{' => "}}",
                b'%' => "%}",
                b'#' => "#}",
                _ => {
                    at = open + 1;
                    continue;
                }
            };
            at = open + 2 + text[open + 2..].find(close)? + 2;
            if close == "}}" {
                return Some(open..at);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn tags_are_found_to_their_end_and_not_in_others() {
        let text = "a { {{ b }}{%- set x = '{{ c }}' %}{# {{ d }} #}{{ \"{{ e }}{{- f -}}{{ open";
        let found: Vec<&str> = printed(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["{{ b }}", "{{ \"{{ e }}", "{{- f -}}"]);
    }
}
