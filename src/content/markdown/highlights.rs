//! Words that a writer has marked, `==so==`, as in Obsidian and MkDocs.
//!
//! Which signs belong together is found ahead, since one without its partner is text. Both stand in the same element of
//! the same block: what begins in emphasis ends in it.

use std::ops::Range;

use memchr::memchr;
use pulldown_cmark::{Event, TagEnd};

use super::elements::is_block;
use super::writer::Writer;
use crate::content::runs::is_unspaced;

const SIGN: &str = "==";

/// Where marked words begin and end in a text: the places of their signs, in order.
#[derive(Debug, Default)]
pub struct Highlights(Vec<(usize, Edge)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Start,
    End,
}

impl Highlights {
    /// Those of a part of a text; its events are only asked for where it may have some.
    pub fn collect<'e, Events>(text: &str, part: Range<usize>, events: impl FnOnce() -> Events) -> Highlights
    where
        Events: Iterator<Item = (Event<'e>, Range<usize>)>,
    {
        if !signs(&text[part], None, None).any(|sign| sign.may_start) {
            return Highlights::default();
        }
        let mut finder = Finder { text, open: vec![Open::Inline(None)], found: Vec::new() };
        for (event, range) in events() {
            finder.read(&event, range);
        }
        finder.found.sort_unstable_by_key(|(at, _)| *at);
        Highlights(finder.found)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts of `text`, which stands at `start`, without the signs: where each stands in it, and what follows it.
    pub fn parts<'t>(&self, text: &'t str, start: usize) -> Vec<(usize, &'t str, Option<Edge>)> {
        let first = self.0.partition_point(|(at, _)| *at < start);
        let mut parts = Vec::new();
        let mut done = 0;
        for (at, edge) in self.0[first..].iter().take_while(|(at, _)| at + SIGN.len() <= start + text.len()) {
            parts.push((done, &text[done..at - start], Some(*edge)));
            done = at - start + SIGN.len();
        }
        parts.push((done, &text[done..], None));
        parts
    }
}

struct Sign {
    at: usize,
    may_start: bool,
    may_end: bool,
}

/// Two equals signs, no more and no less, at the edge of a word; with what stands before and behind the text.
fn signs(text: &str, before: Option<char>, behind: Option<char>) -> impl Iterator<Item = Sign> {
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            let at = next + memchr(b'=', &text.as_bytes()[next..])?;
            next = at + text.as_bytes()[at..].iter().take_while(|byte| **byte == b'=').count();
            let before = text[..at].chars().next_back().or(before);
            if next - at != SIGN.len() || before == Some('\\') {
                continue;
            }
            let behind = text[next..].chars().next().or(behind);
            let is_joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
            return Some(Sign {
                at,
                may_start: !is_joined(before) && behind.is_none_or(|behind| !behind.is_whitespace()),
                may_end: !is_joined(behind) && before.is_none_or(|before| !before.is_whitespace()),
            });
        }
    })
}

/// An element whose end has not come.
enum Open {
    /// Text, with the sign in it that waits for its partner.
    Inline(Option<usize>),
    Code,
}

struct Finder<'t> {
    text: &'t str,
    open: Vec<Open>,
    found: Vec<(usize, Edge)>,
}

impl Finder<'_> {
    fn read(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let tag = tag.to_end();
                if let (true, Some(Open::Inline(waiting))) = (is_block(&tag), self.open.last_mut()) {
                    *waiting = None;
                }
                self.open.push(if tag == TagEnd::CodeBlock { Open::Code } else { Open::Inline(None) });
            }
            Event::End(_) => drop(self.open.pop()),
            Event::Text(text) if text.len() == range.len() => self.find(text, range),
            _ => {}
        }
    }

    fn find(&mut self, text: &str, range: Range<usize>) {
        let Some(Open::Inline(waiting)) = self.open.last_mut() else { return };
        let before = self.text[..range.start].chars().next_back();
        let behind = self.text[range.end..].chars().next();
        for sign in signs(text, before, behind) {
            let at = range.start + sign.at;
            match waiting.take_if(|_| sign.may_end) {
                Some(start) => self.found.extend([(start, Edge::Start), (at, Edge::End)]),
                None if sign.may_start => *waiting = Some(at),
                None => {}
            }
        }
    }
}

impl Writer<'_> {
    /// Begins or ends marked words. A title is read by itself: what begins in it has no end behind it.
    pub fn highlight(&mut self, edge: Edge, at: usize) {
        self.flush_run();
        match edge {
            Edge::Start => {
                self.depth += 1;
                self.highlighted += 1;
                self.open("<mark>", &(at..at));
            }
            Edge::End if self.highlighted > 0 => {
                self.close_raw_elements(self.depth);
                self.close("</mark>");
                self.highlighted -= 1;
                self.depth -= 1;
            }
            Edge::End => self.write_text(SIGN),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::events;

    fn marked(text: &str) -> Vec<&str> {
        let events = || events(text);
        let places = Highlights::collect(text, 0..text.len(), events).0;
        places.chunks(2).map(|pair| &text[pair[0].0 + SIGN.len()..pair[1].0]).collect()
    }

    #[test]
    fn words_between_two_signs_are_marked() {
        assert_eq!(marked("a ==b c==, ==d==. (==e\nf==)"), ["b c", "d", "e\nf"]);
        assert_eq!(marked("==a *b* `==` [c](==) d== e"), ["a *b* `==` [c](==) d"]);
        assert_eq!(marked("**==a==** | x\n\n| ==b== |\n|---|\n| ==c== |\n\n- ==d=="), ["a", "b", "c", "d"]);
        assert_eq!(marked("这是==重点==内容"), ["重点"]);
    }

    #[test]
    fn signs_without_a_partner_in_their_element_are_text() {
        for text in [
            "if a == b and c == d",
            "if a==b and c==d",
            "(a)==b and (c)==d",
            "=== \"Tab\"",
            "a ===b=== c",
            "====",
            r"\==a==",
            "==a",
            "==a *b== c*",
            "*==a* b==",
            "==a\n\nb==",
            "- ==a\n  > b\n  c==",
            "```\n==a==\n```",
            "`==a==`",
            "a\n==\n",
        ] {
            assert_eq!(marked(text), [""; 0], "{text}");
        }
    }
}
