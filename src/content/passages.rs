//! Passages for some readers only: `::: members` … `:::`.
//!
//! What is narrower than the build's audience is blank before anything else looks at the text, so that nothing
//! that is made from the text can tell of it, and every place in the file stays true. Where a mark cannot be
//! understood, more is hidden, never less: an unclosed passage ends with the file, an unknown audience is nobody.
//! Marks inside a fenced block of code are text, unless the block itself is never closed.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::almost_passages::{FENCE, almost_passages, may_almost_begin};
use super::blanks::blank;
use super::fields::with_suggestion;
use super::front_matter;
use super::markdown::events;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Span};

/// Callouts of other generators that begin as a passage does.
const CALLOUTS: [&str; 14] = [
    "abstract",
    "caution",
    "danger",
    "details",
    "example",
    "important",
    "info",
    "note",
    "question",
    "quote",
    "secondary",
    "success",
    "tip",
    "warning",
];

/// A file's text as one audience may read it.
pub struct Told<'t> {
    pub text: Cow<'t, str>,
    /// What is blank in it, sorted; the marks are, also where their passage is shown.
    pub blanks: Vec<Range<usize>>,
    /// Whether a passage is hidden.
    pub hides: bool,
    pub problems: Vec<Diagnostic>,
}

/// `text` as readers see it for whom `shows` is true of an audience's name.
pub fn told<'t>(file: &Arc<str>, text: &'t str, config: &Config, shows: impl Fn(&str) -> bool) -> Told<'t> {
    let mut told = Told { text: Cow::Borrowed(text), blanks: Vec::new(), hides: false, problems: Vec::new() };
    let has_marks = memmem::find(text.as_bytes(), FENCE.as_bytes()).is_some();
    let almost_has = may_almost_begin(text, config);
    if !has_marks && !almost_has {
        return told;
    }
    let start = front_matter::parse(file, text).0.body;
    if almost_has {
        told.problems = almost_passages(file, text, start, config);
    }
    if !has_marks {
        return told;
    }
    let mut open: Vec<Open> = Vec::new();
    for mark in marks(text, start) {
        if mark.name.is_empty() {
            match open.pop() {
                Some(passage) => told.close(passage, &mark),
                None => told.problems.push(stray(file, &mark)),
            }
        } else {
            told.problems.extend(unknown(file, &mark, config));
            let is_shown = shows(mark.name) && open.last().is_none_or(|around| around.is_shown);
            open.push(Open { mark, is_shown });
        }
    }
    let end = Mark { line: text.len()..text.len(), place: text.len()..text.len(), name: "" };
    while let Some(passage) = open.pop() {
        told.problems.push(unclosed(file, &passage.mark));
        told.close(Open { is_shown: false, ..passage }, &end);
    }
    told.blanks.sort_by_key(|range| (range.start, range.end));
    told.text = Cow::Owned(blank(text, &told.blanks));
    told
}

/// A line of colons.
#[derive(Debug)]
struct Mark<'t> {
    /// With its line end.
    line: Range<usize>,
    /// From the first colon to the end of the name.
    place: Range<usize>,
    /// Of the audience; empty where the passage ends.
    name: &'t str,
}

struct Open<'t> {
    mark: Mark<'t>,
    is_shown: bool,
}

impl Told<'_> {
    /// Takes the passage out, or only its marks. What is hidden inside it already is part of it.
    fn close(&mut self, passage: Open, end: &Mark) {
        if passage.is_shown {
            self.blanks.extend([passage.mark.place, end.place.clone()]);
            return;
        }
        let hidden = passage.mark.line.start..end.line.end;
        self.blanks.retain(|inner| inner.start < hidden.start || hidden.end < inner.end);
        self.blanks.push(hidden);
        self.hides = true;
    }
}

/// Every line that begins or ends a passage, in a list or a quotation too.
fn marks(text: &str, start: usize) -> Vec<Mark<'_>> {
    let code = closed_code(text, start);
    let mut marks = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let inner = line.trim_start_matches([' ', '\t', '>', '\u{feff}']);
        let first = at + line.len() - inner.len();
        if inner.starts_with(FENCE) && !code.iter().any(|block| block.contains(&first)) {
            let written = inner.trim_end();
            let name = written.trim_matches(':').trim();
            marks.push(Mark { line: at..at + line.len(), place: first..first + written.len(), name });
        }
        at += line.len();
    }
    marks
}

/// The fenced blocks of code that are closed.
fn closed_code(text: &str, start: usize) -> Vec<Range<usize>> {
    let blocks = events(&text[start..])
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))));
    let ranges = blocks.map(|(_, range)| start + range.start..start + range.end);
    ranges.filter(|range| is_closed(&text[range.clone()])).collect()
}

fn is_closed(block: &str) -> bool {
    let fence = if block.starts_with('~') { '~' } else { '`' };
    let length = block.chars().take_while(|character| *character == fence).count();
    let last = block.trim_end().rsplit('\n').next().unwrap_or_default();
    let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
    block.trim_end().contains('\n') && last.len() >= length && last.chars().all(|character| character == fence)
}

fn unknown(file: &Arc<str>, mark: &Mark, config: &Config) -> Option<Diagnostic> {
    if config.audiences.iter().any(|known| **known == *mark.name) {
        return None;
    }
    // `note Title`, `note[Title]` and `tip{.x}`, as Docusaurus and VitePress have it.
    let (first, rest) = mark.name.split_at(mark.name.find([' ', '\t', '[', '{']).unwrap_or(mark.name.len()));
    let first = first.to_lowercase();
    let title = rest.split('{').next().unwrap_or_default().trim().trim_matches(['[', ']']);
    let help = match CALLOUTS.contains(&&*first) {
        true => {
            let marker = match &*first {
                "details" => format!("> [!NOTE]- {title}"),
                "secondary" => format!("> [!NOTE] {title}"),
                _ => format!("> [!{}] {title}", first.to_uppercase()),
            };
            format!("a callout is written `{}` here; for now nobody is shown it", marker.trim_end())
        }
        false => {
            let known = config.audiences.iter().map(|name| &**name);
            with_suggestion(mark.name, known, "nobody is shown the passage; `copsite.toml` lists")
        }
    };
    let problem = Diagnostic::new(Code::UnknownAudience, format!("there is no audience `{}`", mark.name));
    Some(problem.at(Span::new(file, mark.place.clone())).help(help))
}

fn unclosed(file: &Arc<str>, mark: &Mark) -> Diagnostic {
    let message = format!("this passage for `{}` is never closed", mark.name);
    let problem = Diagnostic::new(Code::InvalidPassage, message).at(Span::new(file, mark.place.clone()));
    problem.help("write a line `:::` where it ends; for now the rest of the file is hidden")
}

fn stray(file: &Arc<str>, mark: &Mark) -> Diagnostic {
    let problem = Diagnostic::new(Code::InvalidPassage, "this ends a passage that was never begun");
    let help = "a passage begins with a line such as `::: members`; check that it stands alone on its line";
    problem.at(Span::new(file, mark.place.clone())).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::{Site, site};

    fn three() -> Site {
        site("[audiences]\norder = [\"public\", \"members\", \"core\"]\n")
    }

    /// What `viewer` reads, with every run of blanks as one, and the problems with their places.
    fn seen(text: &str, viewer: &str) -> (String, Vec<(Code, String)>) {
        let site = three();
        let file: Arc<str> = "content/a.md".into();
        let told = told(&file, text, &site.config, |name| site.config.may_see(Some(name), viewer));
        assert_eq!(told.text.len(), text.len());
        let problems = told.problems.iter().map(|found| {
            let span = found.span.as_ref().unwrap();
            (found.code, text[span.start as usize..span.end as usize].to_owned())
        });
        (told.text.split_whitespace().collect::<Vec<_>>().join(" "), problems.collect())
    }

    #[test]
    fn a_passage_is_there_for_its_audience_and_narrower_ones_only() {
        let text = "a\n::: members\nb\n:::: core\nc\n::::\nd\n:::\ne\n";
        assert_eq!(seen(text, "public"), ("a e".into(), vec![]));
        assert_eq!(seen(text, "members"), ("a b d e".into(), vec![]));
        assert_eq!(seen(text, "core"), ("a b c d e".into(), vec![]));
    }

    #[test]
    fn a_wider_passage_inside_a_narrower_one_is_hidden_with_it() {
        assert_eq!(seen("::: core\na\n::: public\nb\n:::\n:::\nc", "members").0, "c");
    }

    #[test]
    fn marks_may_stand_in_lists_and_quotations_and_without_a_space() {
        for text in [
            "- a\n\n  :::core\n  b\n  :::\n\n- a\n",
            "> a\n> ::: core :::\n> b\n> :::\n\n- a\n",
            "- a\r\n:::core\r\nb\r\n:::\r\n- a",
        ] {
            assert!(!seen(text, "public").0.contains('b'), "{text}");
            assert_eq!(seen(text, "public").1, []);
            assert!(seen(text, "core").0.contains('b'), "{text}");
        }
    }

    #[test]
    fn what_is_not_closed_is_an_error_and_hides_to_the_end() {
        let expected = (Code::InvalidPassage, "::: members".to_owned());
        assert_eq!(seen("a\n\n::: members\nb\n\nc", "public"), ("a".into(), vec![expected.clone()]));
        assert_eq!(seen("a\n\n::: members\nb\n\nc", "core"), ("a".into(), vec![expected]));
        assert_eq!(seen("a\n:::\nb", "public").1, [(Code::InvalidPassage, ":::".to_owned())]);
    }

    #[test]
    fn an_unknown_audience_is_an_error_and_nobody() {
        let expected = vec![(Code::UnknownAudience, "::: membrs".to_owned())];
        assert_eq!(seen("a\n::: membrs\nb\n:::\nc", "core"), ("a c".into(), expected));
    }

    #[test]
    fn a_callout_of_another_generator_is_answered_with_one_of_here_and_its_title() {
        let help = |mark: &str| {
            let site = site("[audiences]\norder = [\"public\", \"members\"]\n");
            let doc = site.read("content/x.md", &format!("# T\n\n:::{mark}\nText\n:::\n"));
            doc.diagnostics[0].help.clone().unwrap_or_default()
        };
        for (mark, callout) in [
            ("note", "> [!NOTE]"),
            ("tip[Your title]", "> [!TIP] Your title"),
            (" warning Take care", "> [!WARNING] Take care"),
            ("info{.wide}", "> [!INFO]"),
            ("details More", "> [!NOTE]- More"),
        ] {
            assert!(help(mark).starts_with(&format!("a callout is written `{callout}` here")), "{}", help(mark));
        }
    }

    #[test]
    fn marks_in_code_are_text_where_the_code_is_closed() {
        let text = "```\n::: members\nb\n:::\n```\nc";
        assert_eq!(seen(text, "public"), ("``` ::: members b ::: ``` c".into(), vec![]));
        assert_eq!(seen("```\n::: members\nb\n:::\nc", "public").0, "``` c");
        assert_eq!(seen("::: members\n```\nb\n:::\nc", "public").0, "c");
    }
}
