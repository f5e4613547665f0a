//! Boxes as MkDocs and Material for MkDocs write them: `!!! note "Title"`, folded `??? note`, tabs `=== "Title"`, each with its
//! content indented by four under it.
//!
//! CommonMark takes them for a paragraph and code. They are read as the item of a list instead, whose content is indented
//! just so: the line that begins one is hidden behind the marker of an item and a heading without words, both as long as
//! the line, so that every place the parser reports stays one of the raw text. This module never writes HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Tag};

use super::mask::Mask;

/// How often the text is parsed at most: what is put back may make code of what is in it.
const MOST_ROUNDS: usize = 12;

/// What the content is indented by.
const INDENT: usize = 4;

/// What begins such a line, and whether the box folds and is open at first. A longer sign stands before what it begins with.
const SIGNS: [(&str, Option<bool>); 6] =
    [("!!!", None), ("???+", Some(true)), ("???", Some(false)), ("===+", None), ("===!", None), ("===", None)];

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

/// Finds the boxes of `raw` and hides the lines that begin them in `text`, which is as long, and in which `masks` hide
/// something already.
pub fn find(raw: &str, text: &mut String, masks: &[Mask]) -> Boxes {
    if !["!!!", "???", "==="].iter().any(|sign| memmem::find(raw.as_bytes(), sign.as_bytes()).is_some()) {
        return Boxes::new();
    }
    let mut boxes = lines(raw, masks);
    if boxes.is_empty() {
        return boxes;
    }
    let before = text.clone();
    let marker = marker(raw);
    for (at, line) in &boxes {
        let end = at + raw[*at..line.end].trim_end().len();
        let hidden = format!("{marker:<INDENT$}#{}", " ".repeat(end - at - INDENT - 1));
        text.replace_range(*at..end, &hidden);
    }
    for _ in 0..MOST_ROUNDS {
        let items = items(raw, text);
        if !refuse(&before, text, &mut boxes, |at| items.contains(&at)) {
            return boxes;
        }
    }
    // No text that people write comes here. What is hidden and is no box would be lost.
    refuse(&before, text, &mut boxes, |_| false);
    boxes
}

/// The lines that may begin a box.
fn lines(raw: &str, masks: &[Mask]) -> Boxes {
    let mut found = Boxes::new();
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let Some(line) = read_line(raw, start) else { continue };
        let first = masks.partition_point(|mask| mask.range.end <= start);
        let is_in_mask = masks[first..]
            .iter()
            .take_while(|mask| mask.range.start < line.end)
            .any(|mask| mask.range.start < start || mask.range.end > line.end);
        if !is_in_mask && has_content(raw, column(raw, start), line.end) {
            found.insert(start, line);
        }
    }
    found
}

/// Where items of lists begin.
fn items(raw: &str, text: &str) -> BTreeSet<usize> {
    let events = super::events(text);
    let items = events.filter(|(event, _)| matches!(event, Event::Start(Tag::Item)));
    items.map(|(_, range)| first_letter(raw, &range)).collect()
}

/// Puts back the lines that the parser takes for no item: they are code, HTML, or go on in a paragraph. Whether there were
/// such.
fn refuse(before: &str, text: &mut String, boxes: &mut Boxes, is_item: impl Fn(usize) -> bool) -> bool {
    let refused: Vec<(usize, BoxLine)> = boxes.extract_if(.., |at, _| !is_item(*at)).collect();
    for (at, line) in &refused {
        text.replace_range(*at..line.end, &before[*at..line.end]);
    }
    !refused.is_empty()
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

/// The line at `start`, if it begins a box.
fn read_line(raw: &str, start: usize) -> Option<BoxLine> {
    let line = raw[start..].split_inclusive('\n').next()?;
    let (sign, folds) = SIGNS.into_iter().find(|(sign, _)| line.starts_with(sign))?;
    let is_tab = sign.starts_with("===");
    let rest = line[sign.len()..].trim();
    let (words, title) = match rest.split_once('"') {
        Some((words, title)) => (words.trim(), title.strip_suffix('"')?.trim()),
        None => (rest, ""),
    };
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let form = match words.split_whitespace().next() {
        None if is_tab && !title.is_empty() => Form::Tab,
        // What folds needs no name.
        None if folds.is_some() && !title.is_empty() => Form::Callout { name: "note".to_owned(), folds },
        Some(name) if !is_tab => Form::Callout { name: name.to_lowercase(), folds },
        _ => return None,
    };
    let behind_quote = line.find('"').map_or(0, |quote| quote + 1);
    let title_start = start + line.len() - line[behind_quote..].trim_start().len();
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
        let boxes = find(raw, &mut text, &[]);
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
        assert_eq!(hidden("??? \"Why?\"\n    a\n").len(), 1);
        assert_eq!(hidden("1. One\n2. Two\n    !!! tip\n        a\n3. Three\n").len(), 1);
        assert_eq!(hidden("===+ \"A\"\n    !!! tip\n        c\n---\n").len(), 2);
        assert_eq!(hidden("+ a\n\n!!! b\n    c\n"), [("".into(), "1)  #\n".into())]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for raw in [
            "!!! note\n",
            "!!! note\na\n",
            "!!!\n    a\n",
            "!!! really? yes\n    a\n",
            "=== one\n    a\n",
            "```\n!!! note\n    a\n```\n",
            "<div>\n!!! note\n    a\n</div>\n",
            "Title\n===\n\n    code\n",
            "> !!! note\n>     a\n",
            "a !!! note\n    b\n",
            "        !!! note\n            a\n",
            "a\n            !!! note\n                b\n",
        ] {
            assert_eq!(hidden(raw), [], "{raw}");
        }
    }
}
