//! Social cards: what other sites show for a link to a page, drawn from its title, kind and community.
//!
//! The same card is the same file on every machine: its letters come from fonts that are built into
//! the program, never from those of the machine. This room knows no entry and no theme; it is handed
//! words and colours, and touches no file.

mod draw;
mod marks;
mod pen;
mod sheet;
#[cfg(test)]
mod tests;

pub use draw::draw;
pub use pen::{Pen, legible};

use std::hash::{Hash, Hasher};

use twox_hash::XxHash3_64;

/// Width and height in pixels: 1.91 to 1, which is how sites that show cards cut them.
pub const SIZE: (u32, u32) = (1200, 630);

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// Everything that decides how a card looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    pub title: String,
    /// None for a page that is of no kind.
    pub kind: Option<Badge>,
    /// At the foot: whose it is, and the site's name.
    pub owner: Option<String>,
    pub site: Option<String>,
    pub colours: Colours,
    /// Set from right to left.
    pub is_mirrored: bool,
}

/// The kind in a word, with its mark.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Badge {
    pub label: String,
    pub shape: Shape,
    pub mark: Rgb,
    pub ink: Rgb,
}

/// The shapes by which kinds are told apart where colours are not seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Disc,
    Ring,
    Square,
    Bar,
    TriangleUp,
    TriangleDown,
    Diamond,
    Cross,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colours {
    pub paper: Rgb,
    pub ink: Rgb,
    pub quiet: Rgb,
    pub line: Rgb,
    pub thread: Rgb,
}

impl Card {
    /// XXH3 of all of it: cards with the same fingerprint have the same bytes.
    pub fn print(&self) -> u64 {
        let mut hasher = XxHash3_64::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}
