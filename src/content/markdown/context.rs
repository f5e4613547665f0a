//! The sentence around a link, as plain text.
//!
//! Looks at a bounded window around each link, so that a page of links stays linear.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::content::Context;

/// Characters of a context in all.
const LONGEST: usize = 240;
/// Characters that are set aside for a title which is put in later.
const TITLE: usize = 30;
/// How far from a cut a word may begin; one that is longer is no word of a language with spaces.
const WORD: usize = 30;

/// Marks that end a sentence wherever they stand: their languages put no space behind it.
pub const FULL_STOPS: &str = "。！？｡।॥";
/// Marks that end a sentence where white space follows.
const STOPS: &str = ".?!…؟۔։።။។";
/// Quotes and brackets that close with a sentence.
const CLOSING: &[char] = &['"', '\'', ')', ']', '”', '’', '»', '“', '」', '』', '）', '.', '?', '!'];

/// Abbreviations that no sentence ends with, or whose capitals say nothing: a name follows.
const BEFORE_NAMES: [&str; 45] = [
    "dr", "mr", "mrs", "ms", "prof", "st", "vs", "cf", "approx", "ca", "rev", "hon", "gen", "sen", "rep", "gov", "col",
    "lt", "sgt", "capt", "messrs", "al", "resp", "bzw", "vgl", "ggf", "evtl", "inkl", "hr", "fr", "mme", "mlle", "env",
    "sr", "sra", "srta", "dra", "sig", "dott", "av", "tel", "mt", "rt", "dept", "univ",
];
/// Abbreviations before a number; before anything else most of them are words, or end a sentence.
const BEFORE_NUMBERS: [&str; 30] = [
    "no", "nos", "nr", "fig", "figs", "vol", "vols", "pp", "art", "sec", "ch", "ed", "eds", "abs", "núm", "pág", "par",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "tab",
];

/// The sentence of `text` around the link at `link`. With `titled`, the link's own words are
/// left out: its target's title takes their place later.
pub fn around(text: &str, link: Range<usize>, titled: bool) -> Context {
    let marked = if titled { "" } else { &text[link.clone()] };
    let marked_length = if titled { TITLE } else { marked.chars().count() };
    if marked_length > LONGEST {
        return Context::new("", &cut_end(marked, LONGEST), "");
    }
    let before = text[sentence_start(text, link.start)..link.start].trim_start();
    let after = text[link.end..sentence_end(text, &link, titled)].trim_end();
    let (before_room, after_room) = share(LONGEST - marked_length, before.chars().count(), after.chars().count());
    Context::new(&cut_start(before, before_room), marked, &cut_end(after, after_room))
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
pub fn cut_end(text: &str, room: usize) -> Cow<'_, str> {
    if text.len() <= room {
        return text.into();
    }
    let Some((end, _)) = text.char_indices().nth(room) else { return text.into() };
    // The ellipsis takes the place of the last character.
    let Some((last, _)) = text[..end].char_indices().next_back() else { return Cow::default() };
    let near = back(text, last, WORD);
    let space = text[near..end].rfind(char::is_whitespace).map(|space| near + space);
    let bound = || text.split_word_bound_indices().map(|(at, _)| at).take_while(|at| *at <= last).last();
    let kept = space.or_else(bound).unwrap_or(0);
    format!("{}…", text[..kept].trim_end()).into()
}

/// At most `room` characters from the end of `text`, cut before a word, with an ellipsis.
fn cut_start(text: &str, room: usize) -> Cow<'_, str> {
    let length = text.chars().count();
    if length <= room {
        return text.into();
    }
    let Some((first, _)) = text.char_indices().nth(length - room + 1) else { return Cow::default() };
    let near = forward(text, first, WORD);
    let space = text[first..near].find(char::is_whitespace).map(|space| first + space);
    let bound = || text.split_word_bound_indices().map(|(at, _)| at).find(|at| *at >= first);
    let kept = space.or_else(bound).unwrap_or(text.len());
    format!("…{}", text[kept..].trim_start()).into()
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
    while let Some(offset) = text.as_bytes()[behind..limit].iter().position(|byte| FIRST_BYTES[*byte as usize]) {
        let at = behind + offset;
        let Some(mark) = text[at..].chars().next() else { break };
        behind = at + mark.len_utf8();
        let rest = closed(&text[behind..]);
        let end = text.len() - rest.len();
        let is_end = FULL_STOPS.contains(mark) || STOPS.contains(mark) && is_end(text, at, mark, rest);
        if is_end && end <= limit {
            return Some(end);
        }
    }
    None
}

/// What stands behind the quotes and brackets that `text` begins with; French puts a space before its own.
fn closed(text: &str) -> &str {
    let rest = text.trim_start_matches(CLOSING);
    rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).strip_prefix('»').unwrap_or(rest)
}

/// Bytes that a mark at the end of a sentence can begin with.
const FIRST_BYTES: [bool; 256] = {
    let mut first = [false; 256];
    let mut number = 0;
    while number < FULL_STOPS.len() + STOPS.len() {
        let byte =
            if number < STOPS.len() { STOPS.as_bytes()[number] } else { FULL_STOPS.as_bytes()[number - STOPS.len()] };
        // Not the bytes inside a character.
        first[byte as usize] |= byte & 0xC0 != 0x80;
        number += 1;
    }
    first
};

/// Whether the mark at `at` ends its sentence, with `rest` behind it and what closes with it.
fn is_end(text: &str, at: usize, mark: char, rest: &str) -> bool {
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let next = rest.trim_start().chars().next();
    let goes_on = next.is_some_and(char::is_lowercase);
    match mark {
        '.' => !goes_on && !is_abbreviated(text, at, next),
        '…' => !goes_on,
        _ => true,
    }
}

/// Whether the full stop at `at` belongs to an abbreviation, an initial or an ordinal, with `next` behind it.
fn is_abbreviated(text: &str, at: usize, next: Option<char>) -> bool {
    let window = &text[back(text, at, 12)..at];
    let word = window.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or(window).to_lowercase();
    // `J.`, `U.S.`, `z. B.`
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(|c| c.is_lowercase());
    let is_initials = word.split('.').all(is_letter) && word != "i";
    // `am 3. Oktober`, but not `fig. 3.`
    let is_small = !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_ordinal = is_small && window[..window.len() - word.len()].trim_end().ends_with(char::is_lowercase);
    let is_number = next.is_some_and(|next| next.is_numeric());
    (is_initials || is_ordinal) && next.is_some()
        || BEFORE_NAMES.contains(&&*word)
        || is_number && BEFORE_NUMBERS.contains(&&*word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(text: &str, words: &str) -> [String; 3] {
        let start = text.find(words).unwrap_or_default();
        let found = around(text, start..start + words.len(), false);
        [found.before(), found.marked(), found.after()].map(str::to_owned)
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
    fn a_full_stop_in_an_abbreviation_an_initial_or_an_ordinal_ends_nothing() {
        for text in [
            "We asked, e.g. Carers and the map, twice.",
            "The U.S. Department has the map.",
            "Dr. A. B. Smith, St. Mary's, made the map in Nov. 2026, see no. 7 and fig. 3.",
            "Wir zeigten, z. B. Eltern, am 3. Oktober the map.",
            "The Rt. Hon. Minister and the Dept. Health made the map.",
            "Mme. Roux et M. Durand ont the map.",
            "La Sra. García, pág. 4, tiene the map.",
            "Aeth Dr. Evans, h.y. Cadeirydd, â the map.",
        ] {
            let around = format!("First. {text} Last.");
            assert_eq!(context(&around, "the map").concat(), text);
        }
    }

    #[test]
    fn a_word_that_is_also_an_abbreviation_ends_a_sentence() {
        for text in ["They said no.", "It was not art.", "We began in 2026.", "So did I."] {
            assert_eq!(context(&format!("{text} Then the map came. End."), "the map").concat(), "Then the map came.");
        }
    }

    #[test]
    fn every_script_ends_its_sentences_in_its_own_way() {
        for (text, sentence) in [
            ("一。「二三」四。五", "「二三」四。"),
            ("「一。」二三四！五", "二三四！"),
            ("पहला। दूसरा 二三 है। तीसरा।", "दूसरा 二三 है।"),
            ("أولا. هل هذه 二三؟ ثالثا.", "هل هذه 二三؟"),
            ("پہلا۔ دوسرا 二三 ہے۔ تیسرا۔", "دوسرا 二三 ہے۔"),
            ("Πρώτη. Δεύτερη 二三. Τρίτη.", "Δεύτερη 二三."),
            ("Первая. Вторая 二三, т.е. карта. Третья.", "Вторая 二三, т.е. карта."),
            ("« Une. » Deux 二三 ici ! « Trois. »", "Deux 二三 ici !"),
            ("¿Uno? ¿Dónde está 二三? Tres.", "¿Dónde está 二三?"),
        ] {
            assert_eq!(context(text, "二三").concat(), sentence);
        }
    }

    #[test]
    fn a_script_without_spaces_is_cut_beside_the_link_and_not_at_a_far_space() {
        let text = format!("前 {}二三{} 後", "長".repeat(200), "い".repeat(200));
        let [before, marked, after] = context(&text, "二三");
        assert_eq!((before.chars().count(), &*marked, after.chars().count()), (119, "二三", 119));
        assert!(before.starts_with("…長") && after.ends_with("い…"));
        let families = format!("the map {}", "👩‍👩‍👧".repeat(60));
        assert!(context(&families, "the map")[2].ends_with("👩‍👩‍👧…"));
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
        assert_eq!((found.before(), found.marked(), found.after()), ("Try ", "", " now."));
    }
}
