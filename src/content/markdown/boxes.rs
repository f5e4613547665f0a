//! Boxes as MkDocs and Material for MkDocs write them: `!!! note "Title"`, folded `??? note`, tabs `=== "Title"`, each with its
//! content indented by four under it.
//!
//! CommonMark takes them for a paragraph and code. They are read as the item of a list instead, whose content is indented
//! just so: the line that begins one is hidden behind the marker of an item and a heading without words, both as long as
//! the line, so that every place the parser reports stays one of the raw text. This module never writes HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Parser, Tag};

/// How often the text is parsed at most: once for each box in a box, and once more where one was refused.
const MOST_ROUNDS: usize = 12;

/// What the content is indented by.
const INDENT: usize = 4;

/// The line that a box begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxLine {
    pub form: Form,
    /// Where the title stands in the raw text.
    pub title: Range<usize>,
    /// Where the line ends.
    pub end: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// With the name behind the sign, and whether it folds and is open at first.
    Callout { name: String, folds: Option<bool> },
    /// One of several that other tools show one at a time.
    Tab,
}

/// The boxes of a text by the places at which they begin.
pub type Boxes = BTreeMap<usize, BoxLine>;

/// Finds the boxes of `raw` and hides the lines that begin them in `text`, which is as long.
pub fn find(raw: &str, text: &mut String) -> Boxes {
    if !["!!!", "???", "==="].iter().any(|sign| memmem::find(raw.as_bytes(), sign.as_bytes()).is_some()) {
        return Boxes::new();
    }
    let before = text.clone();
    let mut finder =
        Finder { raw, before: &before, marker: marker(raw), boxes: Boxes::new(), refused: BTreeSet::new() };
    for _ in 0..MOST_ROUNDS {
        let read = finder.read(text);
        let has_refused = finder.refuse(text, &read.items);
        if !finder.hide(text, read.candidates) && !has_refused {
            return finder.boxes;
        }
    }
    // No text that people write comes here. What is hidden and is no box would be lost.
    finder.refuse(text, &BTreeSet::new());
    finder.boxes
}

struct Finder<'r> {
    raw: &'r str,
    /// The text with nothing hidden by this module.
    before: &'r str,
    marker: &'static str,
    boxes: Boxes,
    /// Lines that the parser takes for no item, hidden or not: they go on in a paragraph.
    refused: BTreeSet<usize>,
}

/// What the parser makes of the text so far.
#[derive(Default)]
struct Read {
    /// Where items begin.
    items: BTreeSet<usize>,
    /// The lines of paragraphs that may begin a box.
    candidates: Vec<(usize, BoxLine)>,
}

impl Finder<'_> {
    fn read(&self, text: &str) -> Read {
        let mut read = Read::default();
        for (event, range) in Parser::new_ext(text, super::OPTIONS).into_offset_iter() {
            match event {
                Event::Start(Tag::Item) => drop(read.items.insert(first_letter(self.raw, &range))),
                Event::Start(Tag::Paragraph) => read.candidates.extend(lines(self.raw, range)),
                _ => {}
            }
        }
        read
    }

    /// Hides the lines that nobody has refused. Whether there are such.
    fn hide(&mut self, text: &mut String, lines: Vec<(usize, BoxLine)>) -> bool {
        let before = self.boxes.len();
        for (at, line) in lines.into_iter().filter(|(at, _)| !self.refused.contains(at)) {
            let end = at + self.raw[at..line.end].trim_end().len();
            let hidden = format!("{:<INDENT$}#{}", self.marker, " ".repeat(end - at - INDENT - 1));
            text.replace_range(at..end, &hidden);
            self.boxes.insert(at, line);
        }
        self.boxes.len() > before
    }

    /// Puts back what was hidden and is not among `items`. Whether there was such.
    fn refuse(&mut self, text: &mut String, items: &BTreeSet<usize>) -> bool {
        let refused: Vec<usize> = self.boxes.keys().copied().filter(|at| !items.contains(at)).collect();
        for at in &refused {
            if let Some(line) = self.boxes.remove(at) {
                text.replace_range(*at..line.end, &self.before[*at..line.end]);
            }
        }
        self.refused.extend(&refused);
        !refused.is_empty()
    }
}

/// Where the text of an element begins, behind what it is indented by.
pub fn first_letter(raw: &str, range: &Range<usize>) -> usize {
    let text = raw.get(range.clone()).unwrap_or_default();
    range.start + text.len() - text.trim_start().len()
}

/// A marker of lists that the text does not use, so that none of its own lists goes on into a box.
fn marker(raw: &str) -> &'static str {
    let is_used = |marker: &&str| {
        let end = marker.trim_start_matches('1');
        let begins = |line: &str| line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(end);
        raw.lines().any(begins)
    };
    ["+", "1)", "*", "-"].into_iter().find(|marker| !is_used(marker)).unwrap_or("+")
}

/// The lines of a paragraph that may begin a box. Code and HTML are no paragraphs: in them they are what they are.
fn lines(raw: &str, paragraph: Range<usize>) -> Vec<(usize, BoxLine)> {
    let mut found = Vec::new();
    // One that is deeper than the first is read once that is hidden: it may be code in it.
    let mut first = None;
    let mut at = paragraph.start;
    for line in raw[paragraph].split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let Some(line) = read_line(raw, start) else { continue };
        let own = column(raw, start);
        if first.is_none_or(|first| first == own) && has_content(raw, own, line.end) {
            first = Some(own);
            found.push((start, line));
        }
    }
    found
}

/// The line at `start`, if it begins a box.
fn read_line(raw: &str, start: usize) -> Option<BoxLine> {
    let line = raw[start..].split_inclusive('\n').next()?;
    let (sign, folds) = [("!!!", None), ("???+", Some(true)), ("???", Some(false)), ("===", None)]
        .into_iter()
        .find(|(sign, _)| line.starts_with(sign))?;
    let rest = line[sign.len()..].trim();
    let (words, title) = match rest.split_once('"') {
        Some((words, title)) => (words.trim(), title.strip_suffix('"')?),
        None => (rest, ""),
    };
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let form = match (sign, words.split_whitespace().next()) {
        ("===", None) if !title.is_empty() => Form::Tab,
        ("===", _) | (_, None) => return None,
        (_, Some(name)) => Form::Callout { name: name.to_lowercase(), folds },
    };
    let title_start = start + line.find('"').map_or(0, |quote| quote + 1);
    let is_long_enough = line.trim_end().len() > INDENT;
    (is_long_enough && words.split_whitespace().all(is_word)).then(|| BoxLine {
        form,
        title: title_start..title_start + title.len(),
        end: start + line.len(),
    })
}

/// In which column of its line a place is.
fn column(raw: &str, place: usize) -> usize {
    let line = raw[..place].rfind('\n').map_or(0, |at| at + 1);
    columns(&raw[line..place])
}

/// Whether what follows the line that begins in the column `own` is indented by four more.
fn has_content(raw: &str, own: usize, end: usize) -> bool {
    let next = raw[end..].lines().find(|line| !line.trim().is_empty());
    next.is_some_and(|line| columns(&line[..line.len() - line.trim_start().len()]) >= own + INDENT)
}

/// How wide the beginning of a line is; a tab leads to the next fourth column (CommonMark 0.31, section 2.2).
fn columns(start: &str) -> usize {
    start.chars().fold(0, |columns, letter| if letter == '\t' { columns + 4 - columns % 4 } else { columns + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that begin a box, as they are hidden.
    fn hidden(raw: &str) -> Vec<(String, String)> {
        let mut text = raw.to_owned();
        let boxes = find(raw, &mut text);
        assert_eq!(text.len(), raw.len());
        assert!(!boxes.is_empty() || text == raw);
        boxes
            .into_iter()
            .map(|(at, line)| (raw[line.title.clone()].to_owned(), text[at..line.end].to_owned()))
            .collect()
    }

    #[test]
    fn a_box_has_a_sign_words_and_perhaps_a_title_and_content_under_it() {
        assert_eq!(hidden("!!! note\n    a\n"), [("".into(), "+   #   \n".into())]);
        assert_eq!(hidden("???+ tip \"Why?\"\n\n    a\n"), [("Why?".into(), "+   #          \n".into())]);
        assert_eq!(hidden("- a\n\n    !!! note inline end \"B\"\n        c\n").len(), 1);
        assert_eq!(hidden("!!! a\n    b\n!!! c\n    d\n\n    ??? e\n        f\n").len(), 3);
        assert_eq!(hidden("=== \"One\"\n\n    a\n\n=== \"Two\"\n\n    b\n").len(), 2);
        assert_eq!(hidden(&"!!! a\n    b\n".repeat(20)).len(), 20);
        assert_eq!(hidden("+ a\n\n!!! b\n    c\n"), [("".into(), "1)  #\n".into())]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for raw in [
            "!!! note\n",
            "!!! note\na\n",
            "!!!\n    a\n",
            "!!! really? yes\n    a\n",
            "??? \"title alone\"\n    a\n",
            "=== one\n    a\n",
            "```\n!!! note\n    a\n```\n",
            "<div>\n!!! note\n    a\n</div>\n",
            "Title\n===\n\n    code\n",
            "> !!! note\n>     a\n",
            "a !!! note\n    b\n",
            "a\n            !!! note\n                b\n",
        ] {
            assert_eq!(hidden(raw), [], "{raw}");
        }
    }
}
