//! Lines that almost begin a passage for some readers, and begin none, so that everybody would read it.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::markdown::{comments, events};
use super::runs::without_markers;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Span};

/// What a passage begins and ends with, on lines of their own.
pub const FENCE: &str = ":::";

/// A cheap look, since hardly any text has one.
pub fn may_almost_begin(text: &str, config: &Config) -> bool {
    let narrower = config.narrower_audiences();
    let is_tag = |name: &Arc<str>| text.match_indices('<').any(|(at, _)| is_tag_of(&text[at..], name));
    let has_signs = || ["::", ": :", "："].iter().any(|signs| text.contains(signs));
    !narrower.is_empty() && (has_signs() || narrower.iter().any(is_tag))
}

/// `:: members`, `- ::: members` and `<members>` in the text from `start` on, where readers would see them, and `::: members`
/// behind other words of its line.
pub fn almost_passages(file: &Arc<str>, text: &str, start: usize, config: &Config) -> Vec<Diagnostic> {
    let narrower = config.narrower_audiences();
    let mut found: Vec<(Range<usize>, &Arc<str>)> = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let inner = without_markers(line).trim_end();
        let first = at + line.trim_end().len() - inner.len();
        if !is_passage(line) {
            let audience = narrower.iter().find(|audience| almost_begins(inner, audience));
            let whole = audience.map(|audience| (first..first + inner.len(), audience));
            let shift = |(place, audience): (Range<usize>, _)| (at + place.start..at + place.end, audience);
            found.extend(whole.or_else(|| within(line, narrower).map(shift)));
        }
        at += line.len();
    }
    if found.is_empty() {
        return Vec::new();
    }
    let shown = shown(&text[start..]);
    found
        .into_iter()
        .filter(|(place, _)| is_within(&shown, place.start - start))
        .map(|(place, audience)| told(file, place, audience))
        .collect()
}

/// The first line of a text that begins a passage or almost does, and for whom it would be.
pub fn mark_in<'a, 't>(text: &'t str, config: &'a Config) -> Option<(&'t str, &'a Arc<str>)> {
    let narrower = config.narrower_audiences();
    let mut at = 0;
    let marks = text.split_inclusive('\n').filter_map(|line| {
        let inner = without_markers(line).trim_end();
        let first = at + line.trim_end().len() - inner.len();
        at += line.len();
        let whole = narrower.iter().find(|audience| almost_begins(inner, audience));
        let whole = whole.map(|audience| (0..inner.len(), audience));
        let (place, audience) = whole.or_else(|| within(inner, narrower).filter(|(place, _)| place.start == 0))?;
        Some((first..first + place.end, audience))
    });
    let marks: Vec<(Range<usize>, &Arc<str>)> = marks.collect();
    let shown = if marks.is_empty() { Vec::new() } else { shown(text) };
    let mark = marks.into_iter().find(|(place, _)| is_within(&shown, place.start));
    mark.map(|(place, audience)| (&text[place], audience))
}

fn is_within(shown: &[Range<usize>], at: usize) -> bool {
    shown[..shown.partition_point(|text| text.start <= at)].last().is_some_and(|text| at < text.end)
}

fn is_passage(line: &str) -> bool {
    line.trim_start_matches([' ', '\t', '>', '\u{feff}']).starts_with(FENCE)
}

fn almost_begins(line: &str, audience: &str) -> bool {
    let is_colon = |c: char| matches!(c, ':' | '：');
    let signs = &line[..line.len() - line.trim_start_matches(|c| is_colon(c) || c == ' ').len()];
    let name = line.trim_matches(|c| is_colon(c) || c == ' ');
    let is_named = signs.matches(is_colon).count() >= 2 && name.eq_ignore_ascii_case(audience);
    is_named || is_tag_of(line, audience) && line.len() == audience.len() + "<>".len()
}

/// The first mark of a passage that stands within a line, and for whom it would be.
fn within<'a>(line: &str, narrower: &'a [Arc<str>]) -> Option<(Range<usize>, &'a Arc<str>)> {
    // One run of colons is one mark, however long it is; behind a letter or a backslash it is none.
    let begins = |at: &usize| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '\\'));
    memmem::find_iter(line.as_bytes(), FENCE).filter(begins).find_map(|at| {
        let name = line[at..].trim_start_matches(':').trim_start();
        let audience = narrower.iter().find(|audience| begins_with_word(name, audience))?;
        Some((at..line.len() - name.len() + audience.len(), audience))
    })
}

fn begins_with_word(text: &str, word: &str) -> bool {
    let is_word = |start: &str| start.eq_ignore_ascii_case(word);
    text.get(..word.len()).is_some_and(is_word)
        && !text[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
}

fn is_tag_of(text: &str, audience: &str) -> bool {
    let name = text.strip_prefix('<').and_then(|text| text.get(..audience.len()));
    name.is_some_and(|name| name.eq_ignore_ascii_case(audience)) && text[1 + audience.len()..].starts_with('>')
}

/// Where a text is shown as text: not in code, in formulas and in comments.
fn shown(text: &str) -> Vec<Range<usize>> {
    let comments = comments(text);
    let mut is_code = false;
    let mut shown = Vec::new();
    // Elements of HTML within a line that hold code.
    let mut raw_code = 0_usize;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            // Nobody who forgets to close one hides the rest of the text from this look.
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => raw_code = 0,
            Event::InlineHtml(tag) if tag.starts_with("<code") || tag.starts_with("<kbd") => raw_code += 1,
            Event::InlineHtml(tag) if tag.starts_with("</code") || tag.starts_with("</kbd") => {
                raw_code = raw_code.saturating_sub(1);
            }
            Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) if !is_code && raw_code == 0 => {
                let before = comments.partition_point(|comment| comment.start <= range.start);
                let is_comment = comments[..before].last().is_some_and(|comment| range.start < comment.end);
                shown.extend((!is_comment).then_some(range));
            }
            _ => {}
        }
    }
    shown
}

fn told(file: &Arc<str>, place: Range<usize>, audience: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidPassage, format!("this begins no passage for `{audience}`: everybody would read it"))
        .at(Span::new(file, place))
        .help(format!("write `::: {audience}` with three colons on a line of its own, and `:::` where it ends; to speak of it, put it in code"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    fn found(text: &str) -> Vec<String> {
        let site = site("[audiences]\norder = [\"public\", \"members\"]\n");
        assert!(may_almost_begin(text, &site.config), "{text}");
        let problems = almost_passages(&"content/a.md".into(), text, 0, &site.config);
        let places = problems.iter().filter_map(|found| found.span.clone());
        places.map(|span| text[span.start as usize..span.end as usize].to_owned()).collect()
    }

    #[test]
    fn a_line_that_almost_begins_a_passage_is_an_error() {
        for (text, line) in [
            ("a\n\n:: members\nb\n::\n", ":: members"),
            ("> ::Members::\n", "::Members::"),
            ("- a\n<members>\nb\n</members>\n", "<members>"),
            ("<Members>\n", "<Members>"),
            ("- ::: members\n  b\n", "::: members"),
            ("1. :: members\n", ":: members"),
            (": : : members\n", ": : : members"),
            ("：：：members\n", "：：：members"),
            ("a ::: members b :::\n", "::: members"),
            ("| a | b |\n|---|---|\n| c | :::Members d ::: |\n", ":::Members"),
            ("<code>a\n\nb ::: members\n", "::: members"),
            (&format!("a {} members\n", ":".repeat(200_000)), &format!("{} members", ":".repeat(200_000))),
        ] {
            assert_eq!(found(text), [line], "{text}");
        }
    }

    #[test]
    fn passages_code_comments_and_sentences_are_none() {
        for text in [
            "::: members\na\n:::\n",
            ":: public\n",
            "a :: members\n",
            "a `::: members` b\n",
            "a ::: memberships\n",
            "a ::: public\n",
            "```\n:: members\n```\n",
            "    :: members\n",
            "%%\n:: members\n%%\n",
            "<!--\n<members>\n-->\n",
            "$$\n:: members\n$$\n",
            "<members> are those who pay.\n",
            "write \\::: members there\n",
            "<code>a ::: members</code> opens one\n",
            "Score 3:::members 4.\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
