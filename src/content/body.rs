//! The text of an entry as HTML with holes, and the places in it.

use std::sync::Arc;

use super::{FieldValue, Text};
use crate::diagnostics::Span;

/// The text as HTML with holes: the only places where a page's prose depends on anything else.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub html: Text,
    /// Sorted by place.
    pub holes: Vec<Hole>,
    /// Blocks with names.
    pub places: Box<[Place]>,
}

/// An embed of the text, by the number of its link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmbedPlace {
    pub link: u32,
    /// The anchors of the sections and named blocks that it stands in.
    pub inside: Box<[Arc<str>]>,
}

/// A block that others can link to or show by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `^name`, as it is the block's id.
    pub name: Arc<str>,
    /// In the HTML of the body.
    pub html: std::ops::Range<u32>,
}

/// Something to be put in at a byte offset of the body's HTML.
#[derive(Clone, Debug, PartialEq)]
pub struct Hole {
    pub at: u32,
    pub fill: Fill,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// The start tag of link `n`; nothing where it must not lead anywhere.
    LinkStart(u32),
    LinkEnd(u32),
    /// Link `n` with its target's title as text: a wiki-link without a label.
    LinkWithTitle(u32),
    /// The title of what link `n` leads to, among the words of another link.
    Title(u32),
    /// What link `n` embeds: an entry's card, one section of it, or an image with this caption.
    Embed {
        link: u32,
        caption: Option<Arc<str>>,
        /// In CSS pixels, where the writer says it.
        width: Option<u32>,
    },
    /// The image of link `n`.
    Image {
        link: u32,
        alt: Arc<str>,
        title: Option<Arc<str>>,
        width: Option<u32>,
    },
    /// Code to be highlighted.
    Code(CodeBlock),
    /// A theme component or built-in block called from the text.
    Component(Call),
    /// An interface string of the theme, by key.
    Say(Arc<str>),
}

/// A fenced or indented block of code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CodeBlock {
    /// As written after the fence, lower-case; empty for none.
    pub language: Arc<str>,
    pub title: Option<Arc<str>>,
    /// The first line's number, where lines are numbered.
    pub numbered: Option<u32>,
    /// Line ranges to highlight, counted from 1 within the block, both ends included.
    pub marked: Vec<(u32, u32)>,
    pub text: Arc<str>,
}

/// `{{ name(key="value", other=3) }}` in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub name: Arc<str>,
    pub arguments: Vec<(Arc<str>, FieldValue)>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub id: Arc<str>,
    /// Plain text.
    pub text: Arc<str>,
    /// Where its HTML starts in the body.
    pub at: u32,
}

impl Heading {
    /// The headings in the section of the one at `place` among those of its page: up to the next of its level or above.
    pub fn inside(headings: &[Heading], place: usize) -> &[Heading] {
        let behind = &headings[place + 1..];
        let end = behind.iter().position(|next| next.level <= headings[place].level);
        &behind[..end.unwrap_or(behind.len())]
    }
}
