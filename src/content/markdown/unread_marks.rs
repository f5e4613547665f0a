//! Signs of bold text that are text to CommonMark: between a letter and a sign they can neither begin nor end it, which
//! scripts without spaces and programs that write Markdown of their own do not heed.

use std::ops::Range;

use memchr::memmem;

use super::inline::Run;
use super::mask::is_stand_in;
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

const SIGN: &str = "**";

impl Writer<'_> {
    /// Reports the first of them in an entry.
    pub fn report_unread_marks(&mut self, run: &Run) {
        let around = run.range(0..run.text().len());
        // Places behind references such as `&amp;` are near ones and may be within a letter.
        let before = self.masked.text.get(..around.start).and_then(|text| text.chars().next_back());
        let after = self.masked.text.get(around.end..).and_then(|text| text.chars().next());
        let Some(found) = find(run.text(), before, after).find(|range| !run.is_literal(range.start)) else { return };
        if !self.reported.insert("marks".to_owned()) {
            return;
        }
        let message = "these `**` are text: no bold words begin or end between a letter and a sign";
        let help = "put the sign outside of them, `**words**.`, or a space beside them, or write `<b>words</b>`";
        let span = self.span(run.range(found));
        self.result.diagnostics.push(Diagnostic::new(Code::UnreadMark, message).at(span).help(help));
    }
}

/// Where they stand in a text that the parser has found no bold words in, with what it saw before and behind that text: what
/// is hidden from it reads like a word.
fn find(text: &str, before_text: Option<char>, after_text: Option<char>) -> impl Iterator<Item = Range<usize>> {
    let is_letter = |c: char| c.is_alphanumeric() || is_stand_in(c);
    let ranges = memmem::find_iter(text.as_bytes(), SIGN).map(|at| at..at + SIGN.len());
    ranges.filter(move |range| {
        let is_beside = |c: &char| !c.is_whitespace() && *c != '*';
        let before = text[..range.start].chars().next_back().or(before_text).filter(is_beside);
        let after = text[range.end..].chars().next().or(after_text).filter(is_beside);
        // A path of files has slashes there.
        let is_path = [before, after].contains(&Some('/'));
        before.zip(after).is_some_and(|(before, after)| is_letter(before) != is_letter(after)) && !is_path
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_between_a_letter_and_a_sign_are_found_and_others_are_not() {
        let count = |text: &str| find(text, None, None).count();
        assert_eq!(count("これは**重要です。**次の文。"), 1);
        assert_eq!(count("私たちは**「手紙」"), 1);
        assert_eq!(count("**“quoted bold”**text and **Bold:**text"), 2);
        for text in ["a ** b", "2**3", "content/**md", "a***b", "**", "**a", "a**", "“**”", "/**/"] {
            assert_eq!(count(text), 0, "{text}");
        }
    }

    #[test]
    fn what_stands_beside_the_text_is_heeded() {
        let count = |before: char, after: char| find("**", Some(before), Some(after)).count();
        assert_eq!([count(')', 'a'), count('x', '.'), count('\u{FDD0}', '.'), count('.', '\u{FDD0}')], [1; 4]);
        assert_eq!([count('a', 'b'), count(')', ' '), count('\n', 'a'), count('*', 'a'), count('/', 'a')], [0; 5]);
    }
}
