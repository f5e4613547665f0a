//! Signs of bold text that are text to CommonMark: between a letter and a sign they can neither begin nor end it, which
//! scripts without spaces and programs that write Markdown of their own do not heed.

use std::ops::Range;

use memchr::memmem;

use super::inline::Run;
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

const SIGN: &str = "**";

impl Writer<'_> {
    /// Reports the first of them in an entry.
    pub fn report_unread_marks(&mut self, run: &Run) {
        let Some(found) = find(run.text()).find(|range| !run.is_literal(range.start)) else { return };
        if !self.reported.insert("marks".to_owned()) {
            return;
        }
        let message = "these `**` are text: no bold words begin or end between a letter and a sign";
        let help = "put the sign outside of them, `**words**.`, or a space beside them, or write `<b>words</b>`";
        let span = self.span(run.range(found));
        self.result.diagnostics.push(Diagnostic::new(Code::UnreadMark, message).at(span).help(help));
    }
}

/// Where they stand in a text that the parser has found no bold words in.
fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_letter = |c: char| c.is_alphanumeric();
    let ranges = memmem::find_iter(text.as_bytes(), SIGN).map(|at| at..at + SIGN.len());
    ranges.filter(move |range| {
        let before = text[..range.start].chars().next_back().filter(|c| !c.is_whitespace() && *c != '*');
        let after = text[range.end..].chars().next().filter(|c| !c.is_whitespace() && *c != '*');
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
        let count = |text: &str| find(text).count();
        assert_eq!(count("これは**重要です。**次の文。"), 1);
        assert_eq!(count("私たちは**「手紙」"), 1);
        assert_eq!(count("**“quoted bold”**text and **Bold:**text"), 2);
        for text in ["a ** b", "2**3", "content/**md", "a***b", "**", "**a", "a**", "“**”", "/**/"] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
