//! Marks and comments in texts of the front matter, where they are words that everybody would read.
//!
//! Passages and comments are those of the text below it. Never looks at what a key means.

use std::ops::Range;
use std::sync::Arc;

use super::almost_passages::mark_in;
use super::markdown::comments;
use super::tree::{Node, NodeValue, Scalar, Tree};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Span};

/// What a comment begins and ends with.
const COMMENTS: [(&str, &str); 2] = [("<!--", "-->"), ("%%", "%%")];

/// The table that templates read: who writes one decides what is shown of it.
const EXTRA: &str = "extra";

/// An error for each such text that `file` itself holds; `text` is the whole file.
pub fn marked_texts(file: &Arc<str>, text: &str, tree: &Tree, config: &Config) -> Vec<Diagnostic> {
    let mut looker = Looker { file, text, config, problems: Vec::new() };
    for (key, node) in &tree.entries {
        looker.look(node, *key.value == *EXTRA);
    }
    looker.problems
}

struct Looker<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    config: &'a Config,
    problems: Vec<Diagnostic>,
}

impl Looker<'_> {
    fn look(&mut self, node: &Node, is_extra: bool) {
        match &node.value {
            NodeValue::List(items) => items.iter().for_each(|item| self.look(item, is_extra)),
            NodeValue::Table(tree) => tree.entries.iter().for_each(|(_, node)| self.look(node, is_extra)),
            // What folders say for their entries stands in another file.
            NodeValue::Scalar { of: Scalar::Text, text } if node.span.file == *self.file => {
                self.look_for_marks(text, &node.span);
                if !is_extra {
                    self.look_for_comments(text, &node.span);
                }
            }
            _ => {}
        }
    }

    fn look_for_marks(&mut self, text: &str, span: &Span) {
        let Some((mark, audience)) = text.lines().find_map(|line| mark_in(line, self.config)) else { return };
        let message = format!("this begins no passage for `{audience}` in front matter: everybody would read it");
        let problem = Diagnostic::new(Code::InvalidPassage, message).at(self.place(span, mark));
        self.problems.push(problem.help("passages work in the text below the front matter: write it there"));
    }

    fn look_for_comments(&mut self, text: &str, span: &Span) {
        if !COMMENTS.iter().any(|(sign, _)| text.contains(sign)) {
            return;
        }
        // Signs that only begin one are words.
        let is_whole = |range: &Range<usize>| {
            let comment = text[range.clone()].trim();
            COMMENTS.iter().any(|(start, end)| comment.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)))
        };
        let Some(comment) = comments(text).into_iter().find(is_whole) else { return };
        let problem =
            Diagnostic::new(Code::AlmostWithheld, "this is no comment in front matter: everybody would read it")
                .at(self.place(span, &text[comment]));
        self.problems.push(problem.help("take it out, or write it on a line of its own that begins with `#`"));
    }

    /// Where `words` stand in the value at `span`, which may spell them in another way; else the whole value.
    fn place(&self, span: &Span, words: &str) -> Span {
        let whole: Range<usize> = span.start as usize..span.end as usize;
        let found = self.text.get(whole).and_then(|written| written.find(words));
        found.map_or_else(
            || span.clone(),
            |at| {
                let start = span.start as usize + at;
                Span::new(self.file, start..start + words.len())
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::content::testing::site;
    use crate::diagnostics::Code;

    fn found(front: &str) -> Vec<(Code, String)> {
        let site = site("[audiences]\norder = [\"public\", \"members\"]\n");
        let doc = site.read("content/communities/x.md", front);
        let all =
            doc.diagnostics.iter().filter(|found| matches!(found.code, Code::InvalidPassage | Code::AlmostWithheld));
        let told = all.filter_map(|found| Some((found.code, found.span.clone()?)));
        told.map(|(code, span)| (code, front[span.start as usize..span.end as usize].to_owned())).collect()
    }

    #[test]
    fn marks_of_passages_in_texts_of_the_front_matter_are_errors_at_their_line() {
        for (front, mark) in [
            (
                "---\ntitle: T\nstatement: |\n  We learn.\n  ::: members\n  The code is 4711.\n  :::\n---\n",
                "::: members",
            ),
            ("+++\ntitle = \"T\"\nstatement = \"\"\"\nWe learn.\n:: Members\n4711\n::\n\"\"\"\n+++\n", ":: Members"),
            ("---\ntitle: T\nsummary: 'We ::: members learn :::'\n---\n", "::: members"),
            ("---\ntitle: T\nextra: { a: ['<members>'] }\n---\n", "<members>"),
        ] {
            assert_eq!(found(front), [(Code::InvalidPassage, mark.to_owned())], "{front}");
        }
    }

    #[test]
    fn comments_in_texts_of_the_front_matter_are_errors() {
        for (front, comment) in [
            ("---\ntitle: T\nsummary: We learn. %% ask Jo %%\n---\n", "%% ask Jo %%"),
            ("---\ntitle: T\nsummary: \"We <!-- who? --> learn\"\n---\n", "<!-- who? -->"),
        ] {
            assert_eq!(found(front), [(Code::AlmostWithheld, comment.to_owned())], "{front}");
        }
    }

    #[test]
    fn words_that_only_look_like_marks_are_none() {
        for front in [
            "---\ntitle: \"C++ :: members\"\nsummary: 100%% sure\n---\n",
            "---\ntitle: T\nsummary: ':: public'\n# %% a %%\n---\n::: members\nText\n:::\n",
            "---\ntitle: T\nsummary: The members <!- here <!-- and --!> there\nextra: { a: '<!-- x -->' }\n---\n",
            "---\ntitle: T\nsummary: \"`<!-- x -->` is a comment\"\n---\n",
        ] {
            assert_eq!(found(front), [], "{front}");
        }
    }
}
