//! Which nodes have their titles beside them: the most important, as far as there is room.

use super::super::{columns, label};
use super::{HEIGHT, Picture, WIDTH, radius};

/// Labels in one picture.
const MOST: usize = 32;
/// Columns of a label.
const COLUMNS: usize = 28;
/// The width of a column and the height of a line, in pixels of the picture.
const COLUMN: f64 = 7.0;
const LINE: f64 = 17.0;
/// From the top of a line to where its letters stand.
const BASE: f64 = 12.5;

/// Which part of a label stands where it is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Left,
    Middle,
    Right,
}

impl Anchor {
    /// As SVG calls it in a text of that direction.
    pub fn name(self, direction: &str) -> &'static str {
        let starts_right = direction == "rtl";
        match (self, starts_right) {
            (Anchor::Middle, _) => "middle",
            (Anchor::Left, false) | (Anchor::Right, true) => "start",
            (Anchor::Left, true) | (Anchor::Right, false) => "end",
        }
    }
}

/// A title, where its line of letters stands, and which part of it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
}

/// Labels that cover neither one another nor a mark: below their node, above it, or beside it.
pub fn labels(picture: &Picture, places: &[(f64, f64)]) -> Vec<Label> {
    let marks: Vec<Box> =
        picture.nodes.iter().zip(places).map(|(node, place)| Box::mark(*place, node.weight)).collect();
    let mut taken: Vec<Box> = Vec::new();
    let mut labels = Vec::new();
    for (number, node) in picture.nodes.iter().enumerate() {
        if labels.len() == MOST {
            break;
        }
        let text = label(&node.title, COLUMNS);
        let is_free = |place: &Box| {
            let others = marks.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, mark)| mark);
            place.is_inside() && !others.chain(&taken).any(|other| place.meets(other))
        };
        let free = around(places[number], radius(node.weight), &text).into_iter().find(|(place, _)| is_free(place));
        if let Some((place, label)) = free {
            taken.push(place);
            labels.push(label);
        }
    }
    labels
}

/// Where a label can stand, the best place first.
fn around((x, y): (f64, f64), radius: f64, text: &str) -> [(Box, Label); 4] {
    let width = columns(text) * COLUMN;
    let far = radius + 4.0;
    [
        (Anchor::Middle, x, x - width / 2.0, y + far),
        (Anchor::Middle, x, x - width / 2.0, y - far - LINE),
        (Anchor::Left, x + far, x + far, y - LINE / 2.0),
        (Anchor::Right, x - far, x - far - width, y - LINE / 2.0),
    ]
    .map(|(anchor, x, left, top)| {
        let place = Box { left, right: left + width, top, bottom: top + LINE };
        (place, Label { text: text.to_owned(), x, y: top + BASE, anchor })
    })
}

struct Box {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Box {
    fn mark((x, y): (f64, f64), weight: usize) -> Box {
        let r = radius(weight);
        Box { left: x - r, right: x + r, top: y - r, bottom: y + r }
    }

    fn is_inside(&self) -> bool {
        self.left >= 0.0 && self.right <= WIDTH && self.top >= 0.0 && self.bottom <= HEIGHT
    }

    fn meets(&self, other: &Box) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}
