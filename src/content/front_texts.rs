//! Marks and comments in texts of the front matter, where they are words that everybody would read.
//!
//! Passages and comments belong into the text below the front matter. Keys that are not ours are never looked at, nor are
//! entries that nobody is shown.

use std::ops::Range;
use std::sync::Arc;

use super::almost_passages::mark_in;
use super::held::Held;
use super::markdown::comments;
use super::tree::{Node, NodeValue, Scalar, Tree};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::kinds::{EXTRA, Kind};

/// What a comment begins and ends with.
const COMMENTS: [(&str, &str); 2] = [("<!--", "-->"), ("%%", "%%")];

/// The common keys that hold words for readers.
const SHOWN: [&str; 7] = ["consent", "image", "reviewed", "revision", "source", "summary", "title"];

/// An error for each such text that `file` itself holds; `text` is the whole file.
pub fn marked_texts(
    file: &Arc<str>,
    text: &str,
    (tree, kind): (&Tree, Option<&Kind>),
    (config, held): (&Config, &Held),
) -> Vec<Diagnostic> {
    let mut looker = Looker { file, text, config, held, problems: Vec::new() };
    if held.is_from_all() {
        return looker.problems;
    }
    let is_shown = |key: &str| SHOWN.contains(&key) || kind.is_some_and(|kind| kind.field(key).is_some());
    for (key, node) in &tree.entries {
        // Who writes a template decides what is shown of `extra`.
        let is_extra = *key.value == *EXTRA;
        if is_extra || is_shown(&key.value) {
            looker.look(node, is_extra);
        }
    }
    looker.problems
}

struct Looker<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    config: &'a Config,
    held: &'a Held<'a>,
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
        let Some((mark, audience)) = mark_in(text, self.config).filter(|(_, audience)| !self.held.is_for(audience))
        else {
            return;
        };
        let message = format!("this begins no passage for `{audience}` in front matter: everybody would read it");
        let problem = Diagnostic::new(Code::InvalidPassage, message).at(self.place(span, mark));
        self.problems.push(problem.help("passages work in the text below the front matter: write it there"));
    }

    fn look_for_comments(&mut self, text: &str, span: &Span) {
        if !COMMENTS.iter().any(|(sign, _)| text.contains(sign)) {
            return;
        }
        let Some(comment) = comments(text).into_iter().find(|range| is_comment(text, range)) else { return };
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

/// Signs that only begin a comment are words, and so are percentages.
fn is_comment(text: &str, range: &Range<usize>) -> bool {
    let comment = text[range.clone()].trim();
    let is_whole = |(start, end): &(&str, &str)| comment.strip_prefix(start).is_some_and(|rest| rest.ends_with(end));
    let is_apart = text[..range.start].chars().next_back().is_none_or(char::is_whitespace)
        && text[range.end..].chars().next().is_none_or(char::is_whitespace);
    COMMENTS.iter().any(is_whole) && (is_apart || !comment.starts_with("%%"))
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
            ("---\ntitle: T\nsummary: '::: members learn :::'\n---\n", "::: members"),
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
            ("---\ntitle: T\naudience: members\nstatement: \"%% ask Jo %%\"\n---\n", "%% ask Jo %%"),
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
            "---\ntitle: T\nsummary: \"The ::: members: fence\"\ntags: ['<members>']\n---\n",
            "---\ntitle: T\nsummary: '`::: members` opens one'\nstatement: '\\::: members'\n---\n",
            "---\ntitle: T\nstatement: |\n  So:\n\n  ```\n  ::: members\n  ```\n---\n",
            "---\ntitle: T\nsummary: Costs rose by 100%% and then fell by 50%% again\n---\n",
        ] {
            assert_eq!(found(front), [], "{front}");
        }
    }

    #[test]
    fn values_that_other_tools_read_may_hold_comments() {
        for line in ["excerpt_separator: <!--more-->", "head: '<!-- a tag -->'", "date_format: '%%Y-%%m %%'"] {
            assert_eq!(found(&format!("---\ntitle: T\n{line}\n---\n")), [], "{line}");
        }
    }

    #[test]
    fn what_nobody_is_shown_may_hold_comments_and_what_a_passages_readers_are_shown_its_marks() {
        for held in ["draft: true", "publish: no"] {
            assert_eq!(
                found(&format!("---\ntitle: T\n{held}\nsummary: a %% b %%\nstatement: '::: members'\n---\n")),
                []
            );
        }
        assert_eq!(found("---\ntitle: T\naudience: members\nsummary: '::: members'\n---\n"), []);
    }
}
