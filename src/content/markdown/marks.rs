//! Marks: numbered stand-ins in the HTML for what the sanitiser must not see.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use crate::content::Fill;

const OPEN: char = Marks::OPEN;
const CLOSE: char = '\u{FDD2}';

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Hole(Fill),
    /// HTML of our own that the sanitiser would not let through.
    Literal(Cow<'static, str>),
    HeadingStart(usize),
    HeadingEnd(usize),
    /// A block with a name begins.
    PlaceStart(usize),
    PlaceEnd(usize),
}

/// A heading as written; its level may still change when the page is known as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingDraft {
    pub level: u8,
    pub id: Arc<str>,
    pub classes: String,
    pub text: Arc<str>,
}

#[derive(Clone, Debug, Default)]
pub struct Marks(Vec<Mark>);

impl Marks {
    /// What every mark begins with.
    pub const OPEN: char = '\u{FDD1}';

    /// Puts a mark at the end of `html`.
    pub fn push(&mut self, html: &mut String, mark: Mark) {
        // Writing into a string cannot fail.
        let _ = write!(html, "{OPEN}{}{CLOSE}", self.0.len());
        self.0.push(mark);
    }

    /// The marks of `html` in order, if it holds nothing else but white space.
    pub fn only(&self, html: &str) -> Option<Vec<usize>> {
        let mut numbers = Vec::new();
        let mut rest = html.trim();
        while !rest.is_empty() {
            let (number, behind) = leading(rest)?;
            numbers.push(number);
            rest = behind.trim_start();
        }
        Some(numbers)
    }

    /// `html` cut at the given marks: HTML, mark, HTML, mark, …, HTML.
    pub fn split<'h>(html: &'h str, numbers: &[usize]) -> Vec<&'h str> {
        let mut parts = Vec::new();
        let mut rest = html;
        for number in numbers {
            let mark = format!("{OPEN}{number}{CLOSE}");
            if let Some(at) = rest.find(&mark) {
                parts.push(&rest[..at]);
                parts.push(&rest[at..at + mark.len()]);
                rest = &rest[at + mark.len()..];
            }
        }
        parts.push(rest);
        parts
    }

    pub fn get_mut(&mut self, number: usize) -> Option<&mut Mark> {
        self.0.get_mut(number)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn get(&self, number: usize) -> Option<&Mark> {
        self.0.get(number)
    }
}

/// The number of the mark that `html` starts with, and what follows.
pub fn leading(html: &str) -> Option<(usize, &str)> {
    let (number, behind) = html.strip_prefix(OPEN)?.split_once(CLOSE)?;
    Some((number.parse().ok()?, behind))
}
