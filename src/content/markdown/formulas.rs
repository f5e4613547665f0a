//! Formulas in the text, `$x^2$` and `$$ … $$`, and amounts of money that the parser takes for some.

use std::ops::Range;

use math_core::MathDisplay;
use memchr::memchr_iter;

use super::OPTIONS;
use super::marks::Mark;
use super::math::to_mathml;
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

/// Whether the `$` behind `tex` ends a formula and begins no amount and no name: `$5-$10`, `$HOME/$USER`.
pub fn ends_formula(tex: &str, behind: &str) -> bool {
    let begins_amount = behind.starts_with(|c: char| c.is_ascii_digit());
    let begins_name = behind.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let is_open = tex.ends_with(|c: char| c.is_ascii_punctuation() && !")]}'|.!".contains(c));
    !(begins_amount || begins_name && is_open)
}

/// Whether a text has two signs that may be the ends of a formula, and not only amounts.
pub fn may_hold(text: &str) -> bool {
    let signs: Vec<usize> = memchr_iter(b'$', text.as_bytes()).collect();
    signs.windows(2).any(|pair| {
        let (tex, behind) = (&text[pair[0] + 1..pair[1]], &text[pair[1] + 1..]);
        let is_tight = !tex.starts_with(char::is_whitespace) && !tex.ends_with(char::is_whitespace);
        tex.is_empty() || is_tight && ends_formula(tex, behind)
    })
}

impl Writer<'_> {
    pub fn formula(&mut self, tex: &str, range: &Range<usize>, display: MathDisplay) {
        if display == MathDisplay::Inline && !ends_formula(tex, &self.masked.raw[range.end..]) {
            return self.amount(range);
        }
        let tex = self.masked.restore(tex, range);
        match to_mathml(&tex, display) {
            Ok(mathml) => {
                self.marks.push(&mut self.out, Mark::Literal(mathml.into()));
                self.block.push(&tex);
            }
            Err(error) => {
                let start = range.start + if display == MathDisplay::Block { 2 } else { 1 };
                let place = start + error.place.start..(start + error.place.end).min(range.end);
                let found = Diagnostic::new(Code::InvalidMath, error.message)
                    .at(self.span(place))
                    .help("write `\\$` for a dollar sign that begins no formula");
                self.result.diagnostics.push(found);
                self.out.push_str("<code>");
                self.write_text(&tex);
                self.out.push_str("</code>");
            }
        }
    }

    /// What stands between two amounts is read as any other text.
    fn amount(&mut self, range: &Range<usize>) {
        for (event, place) in self.line_events(range, OPTIONS) {
            self.read(event, place);
        }
    }
}
