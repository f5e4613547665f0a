//! What a piece of text from the parser is made of: words, what is hidden from the parser, and the signs of marked words.
//!
//! Whoever reads text walks along these; what a hidden piece means is for them to say.

use std::ops::Range;

use super::highlights::{Edge, Highlights};
use super::mask::{Mask, Masked, Piece};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t, 'm> {
    Words(Words<'t>),
    Hidden(&'m Mask),
    /// Where a sign stands between which words are marked.
    Edge(Edge, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words<'t> {
    pub text: &'t str,
    /// Where they begin in the parsed text; where the text that they are of begins, unless they are exact.
    pub at: usize,
    /// Whether each byte of them stands in the parsed text as it is, which those of `&amp;` do not.
    pub exact: bool,
}

/// The parts of `text`, which the parser took from `range`, in their order.
pub fn parts<'t, 'm>(
    text: &'t str,
    range: &Range<usize>,
    masked: &'m Masked,
    highlights: &Highlights,
) -> Vec<Part<'t, 'm>> {
    let exact = text.len() == range.len();
    if highlights.is_empty() || !exact {
        return unmarked(text, range, exact, masked).collect();
    }
    let mut parts = Vec::new();
    for (offset, part, edge) in highlights.parts(text, range.start) {
        let part_range = range.start + offset..range.start + offset + part.len();
        parts.extend(unmarked(part, &part_range, exact, masked));
        parts.extend(edge.map(|edge| Part::Edge(edge, part_range.end)));
    }
    parts
}

fn unmarked<'t, 'm>(
    text: &'t str,
    range: &Range<usize>,
    exact: bool,
    masked: &'m Masked,
) -> impl Iterator<Item = Part<'t, 'm>> + use<'t, 'm> {
    let start = range.start;
    masked.pieces(text, range).into_iter().map(move |piece| match piece {
        Piece::Text(offset, text) => Part::Words(Words { text, at: start + if exact { offset } else { 0 }, exact }),
        Piece::Hidden(mask) => Part::Hidden(mask),
    })
}
