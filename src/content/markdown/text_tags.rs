//! Tags in the text, `#care` and `#care/letters`, as Obsidian has them, where a site asks for them.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::char::is_combining_mark;

use super::inline::Run;
use super::writer::Writer;
use crate::content::{LinkUse, Placed, Target};

impl Writer<'_> {
    /// Writes a part of a run in which tags are links to what else has them.
    pub fn with_tags(&mut self, run: &Run, part: Range<usize>) {
        let text = &run.text()[part.clone()];
        let mut done = part.start;
        for tag in find(text, self.block.last_char()) {
            let tag = part.start + tag.start..part.start + tag.end;
            if !run.is_literal(tag.start) {
                self.words(run, done..tag.start);
                self.tag(&run.text()[tag.start + 1..tag.end], run.range(tag.clone()));
                done = tag.end;
            }
        }
        self.words(run, done..part.end);
    }

    fn tag(&mut self, name: &str, range: Range<usize>) {
        let name: Arc<str> = name.into();
        self.result.tags.push(Placed { value: name.clone(), span: self.span(range.clone()) });
        let link = self.register(Target::Tag(name.clone()), LinkUse::Follow, None, range);
        self.linked_text(link, &format!("#{name}"));
    }
}

/// Where tags stand in a text, each with its `#`: at the beginning of a word, and with more than digits in it.
fn find(text: &str, before: Option<char>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('#') {
        let before = text[..at].chars().next_back().or(before);
        let begins_word = before.is_none_or(|c| c.is_whitespace() || "([“‘\"'".contains(c));
        let name = &text[at + 1..];
        let name = &name[..name.find(|c| !is_of_tag(c)).unwrap_or(name.len())];
        let name = name.trim_end_matches('/');
        if begins_word && name.chars().any(char::is_alphabetic) {
            found.push(at..at + 1 + name.len());
        }
    }
    found
}

fn is_of_tag(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/') || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_begins_a_word_and_is_no_number() {
        let tags = |text: &'static str| find(text, None).into_iter().map(|tag| &text[tag]).collect::<Vec<_>>();
        assert_eq!(
            tags("#care, (#a/b/) #über-uns #2024-goals\n#知识"),
            ["#care", "#a/b", "#über-uns", "#2024-goals", "#知识"]
        );
        assert_eq!(tags("C#, no #1, a#b, ##c, # d, #"), [""; 0]);
        assert!(find("#a", Some('b')).is_empty());
    }
}
