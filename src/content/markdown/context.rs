//! The sentence around a link, as plain text.
//!
//! Looks at a bounded window around each link, so that a page of links stays linear.

use std::ops::Range;
use std::sync::Arc;

use crate::content::Context;

/// Characters of a context in all.
const LONGEST: usize = 240;
/// Characters that are set aside for a title which is put in later.
const TITLE: usize = 30;
const ABBREVIATIONS: [&str; 40] = [
    "e.g", "i.e", "dr", "mr", "mrs", "ms", "prof", "st", "no", "nos", "vs", "cf", "fig", "figs", "vol", "pp", "p",
    "ed", "eds", "al", "approx", "ca", "inc", "ltd", "co", "dept", "rev", "hon", "gen", "sen", "rep", "art", "sec",
    "ch", "z.b", "d.h", "bzw", "ca", "nr", "resp",
];

/// The sentence of `text` around the link at `link`. With `titled`, the link's own words are
/// left out: its target's title takes their place later.
pub fn around(text: &str, link: Range<usize>, titled: bool) -> Context {
    let marked = if titled { "" } else { &text[link.clone()] };
    let marked_length = if titled { TITLE } else { marked.chars().count() };
    if marked_length > LONGEST {
        return Context { marked: cut_end(marked, LONGEST).into(), ..Context::default() };
    }
    let before = text[sentence_start(text, link.start)..link.start].trim_start();
    let after = text[link.end..sentence_end(text, &link, titled)].trim_end();
    let (before_room, after_room) = share(LONGEST - marked_length, before.chars().count(), after.chars().count());
    Context {
        before: Arc::from(cut_start(before, before_room)),
        marked: Arc::from(marked),
        after: Arc::from(cut_end(after, after_room)),
    }
}

/// Splits the room between the two sides; what one does not need the other may have.
fn share(room: usize, before: usize, after: usize) -> (usize, usize) {
    let half = room / 2;
    if before <= half {
        (before, room - before)
    } else if after <= room - half {
        (room - after, after)
    } else {
        (half, room - half)
    }
}

/// At most `room` characters from the start of `text`, cut behind a word, with an ellipsis.
pub fn cut_end(text: &str, room: usize) -> String {
    if text.len() <= room {
        return text.to_owned();
    }
    let Some((end, _)) = text.char_indices().nth(room) else { return text.to_owned() };
    let Some((last, _)) = text[..end].char_indices().next_back() else { return String::new() };
    let kept = text[..end].rfind(char::is_whitespace).map_or(last, |space| space.min(last));
    format!("{}…", text[..kept].trim_end())
}

/// At most `room` characters from the end of `text`, cut before a word, with an ellipsis.
fn cut_start(text: &str, room: usize) -> String {
    let length = text.chars().count();
    if length <= room {
        return text.to_owned();
    }
    let Some((start, _)) = text.char_indices().nth(length - room + 1) else { return String::new() };
    let kept = text[start..].find(char::is_whitespace).map_or(text.len(), |space| start + space);
    format!("…{}", text[kept..].trim_start())
}

fn sentence_start(text: &str, link: usize) -> usize {
    let window = back(text, link, LONGEST + 40);
    let mut start = if window == 0 { 0 } else { text.ceil_char_boundary(window + 1) };
    let mut from = start;
    while let Some(end) = next_end(text, from, link) {
        start = end;
        from = end;
    }
    start.min(link)
}

fn sentence_end(text: &str, link: &Range<usize>, titled: bool) -> usize {
    let limit = forward(text, link.end, LONGEST + 40);
    // A sentence may end with the last mark inside the link's own words.
    let mut from = if titled { link.end } else { back(text, link.end, 4).max(link.start) };
    while let Some(end) = next_end(text, from, limit) {
        if end >= link.end {
            return end;
        }
        from = end;
    }
    limit
}

fn back(text: &str, from: usize, characters: usize) -> usize {
    if from <= characters {
        return 0;
    }
    text[..from].char_indices().rev().nth(characters).map_or(0, |(at, _)| at)
}

fn forward(text: &str, from: usize, characters: usize) -> usize {
    if text.len() <= from + characters {
        return text.len();
    }
    text[from..].char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
}

/// The end of the first sentence that ends between `from` and `limit`: behind the mark and the
/// quotes and brackets that close with it.
fn next_end(text: &str, from: usize, limit: usize) -> Option<usize> {
    let mut behind = from;
    while let Some(offset) = text.as_bytes()[behind..limit].iter().position(|byte| ENDS[*byte as usize]) {
        let at = behind + offset;
        let Some(mark) = text[at..].chars().next() else { break };
        behind = at + mark.len_utf8();
        if "。！？".contains(mark) {
            return Some(behind);
        }
        if ".?!…".contains(mark) {
            let rest = text[behind..].trim_start_matches(['"', '\'', ')', ']', '”', '’', '»', '“', '.', '?', '!']);
            let end = text.len() - rest.len();
            if end <= limit && is_end(text, at, mark, rest) {
                return Some(end);
            }
        }
    }
    None
}

/// Bytes that a mark at the end of a sentence can begin with.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let bytes = ".?!…。！？".as_bytes();
    let mut number = 0;
    while number < bytes.len() {
        ends[bytes[number] as usize] = !is_inside(bytes[number]);
        number += 1;
    }
    ends
};

/// Whether a byte is not the first of its character.
const fn is_inside(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

fn is_end(text: &str, at: usize, mark: char, rest: &str) -> bool {
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let next = rest.trim_start().chars().next();
    let goes_on = next.is_some_and(char::is_lowercase);
    match mark {
        '.' => !goes_on && !is_abbreviated(text, at),
        '…' => !goes_on,
        _ => true,
    }
}

/// Whether the full stop at `at` belongs to an abbreviation or an initial.
fn is_abbreviated(text: &str, at: usize) -> bool {
    let window = &text[back(text, at, 12)..at];
    let word = window.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or(window);
    let mut letters = word.chars();
    let is_initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase() && c != 'I');
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(text: &str, words: &str) -> [String; 3] {
        let start = text.find(words).unwrap_or_default();
        let found = around(text, start..start + words.len(), false);
        [found.before.to_string(), found.marked.to_string(), found.after.to_string()]
    }

    #[test]
    fn a_context_is_the_sentence_around_the_link() {
        assert_eq!(context("One. We used the map twice. Three.", "the map"), ["We used ", "the map", " twice."]);
        assert_eq!(context("“Is it so?” We asked. No.", "We"), ["", "We", " asked."]);
        assert_eq!(
            context("See e.g. the map, by J. Doe (fig. 3.5). Then.", "the map"),
            ["See e.g. ", "the map", ", by J. Doe (fig. 3.5)."]
        );
        assert_eq!(context("Read The map. Next one.", "The map."), ["Read ", "The map.", ""]);
        assert_eq!(context("Dr. Who met the map! Wow.", "the map"), ["Dr. Who met ", "the map", "!"]);
        assert_eq!(context("一。二三四。五", "三"), ["二", "三", "四。"]);
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!("{}the map{}", "before ".repeat(60), " after".repeat(60));
        let [before, marked, after] = context(&text, "the map");
        assert_eq!(before, format!("…{}", "before ".repeat(16)));
        assert_eq!(marked, "the map");
        assert_eq!(after, format!("{}…", " after".repeat(19)));
        assert!(before.chars().count() + marked.len() + after.chars().count() <= 240);
    }

    #[test]
    fn one_side_uses_what_the_other_leaves() {
        let text = format!("Now the map{}", " after".repeat(60));
        let [before, marked, after] = context(&text, "the map");
        assert_eq!((before.as_str(), marked.as_str()), ("Now ", "the map"));
        assert_eq!(after, format!("{}…", " after".repeat(38)));
    }

    #[test]
    fn a_title_to_come_leaves_the_marked_words_empty() {
        let found = around("Try asset-mapping now. Then rest.", 4..17, true);
        assert_eq!((&*found.before, &*found.marked, &*found.after), ("Try ", "", " now."));
    }
}
