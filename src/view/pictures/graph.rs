//! A graph as a picture: marks of kinds, lines for what is stated, dotted lines for what is mentioned.
//!
//! Laid out when the page is rendered, always from the same beginning, with nothing but sums, products,
//! quotients and square roots, which are the same on every machine: the same graph gives the same bytes.

mod draw;
mod labels;
mod layout;

pub use draw::draw;

/// What is drawn: nodes in the order of their importance, and lines between them.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    pub nodes: Vec<Node>,
    /// Each two nodes once, by their numbers.
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub title: String,
    pub hue: Option<String>,
    /// How many lines end in it, or whatever else it counts for.
    pub weight: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub a: usize,
    pub b: usize,
    /// An author stated a relation; otherwise one text mentions the other.
    pub stated: bool,
}

/// The size that pictures are drawn for, in pixels.
const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 760.0;

/// The radius of a node's mark: its area grows with its weight.
fn radius(weight: usize) -> f64 {
    (5.0 + (weight as f64).sqrt() * 1.6).min(15.0)
}
