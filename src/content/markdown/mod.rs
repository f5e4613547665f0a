//! Markdown → HTML with holes, links with their sentences, headings.
//!
//! ```text
//! text ──mask──▶ parser ──events──▶ Writer ──▶ HTML with marks ──policy──▶ settle ──▶ Body
//! ```
//!
//! Everything that depends on another file, on the theme or on the language of the interface
//! becomes a hole. This room never looks at another file and never fails: what it cannot read is
//! shown as text and reported.

mod addresses;
mod attributes;
mod block_text;
mod blocks;
mod box_titles;
mod boxes;
mod call;
mod callouts;
mod comment_signs;
mod comments;
mod context;
mod definitions;
mod dialects;
mod elements;
mod embeds;
mod fence;
mod formulas;
mod headings;
mod highlights;
pub mod html;
mod image_width;
mod images;
mod inline;
mod links;
mod line_breaks;
mod lists;
mod marks;
mod mask;
mod math;
mod math_style;
mod notes;
mod parts;
mod place_html;
mod places;
pub mod plain;
pub mod policy;
mod prose;
mod quotations;
mod raw_html;
mod raw_links;
mod raw_reports;
mod settle;
mod smart;
mod target;
mod text_tags;
mod unread_links;
mod unread_marks;
mod wiki;
mod wiki_links;
mod writer;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr_iter;
use pulldown_cmark::{OffsetIter, Options, Parser};

pub use addresses::unlikely;
pub use comments::comments;
pub use context::FULL_STOPS;
pub use definitions::{definitions, remarks};
pub(super) use headings::Ids;
pub use prose::{Block, prose};
pub use quotations::quotations;
pub(super) use target::{called, classify};
pub(super) use wiki::Wiki;

use super::{Body, EmbedPlace, Heading, Lang, Link, Placed};
use crate::config::{BaseUrl, MarkdownOptions};
use crate::diagnostics::Diagnostic;
use highlights::Highlights;
use mask::Masked;
use notes::Notes;
use places::BlockNames;
use writer::Writer;

/// One file's text and what is known about it before its Markdown is read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Relative to the site's root; relative links start at its folder.
    pub file: &'a Arc<str>,
    /// The whole file, so that places count from its start.
    pub text: &'a str,
    /// Where the Markdown begins, behind the front matter.
    pub start: usize,
    /// The title of the front matter, where it has one.
    pub title: Option<&'a str>,
    pub lang: &'a Lang,
    pub options: MarkdownOptions,
    /// Absolute links to the site itself are told from others by it.
    pub base_url: &'a BaseUrl,
}

/// What the text holds.
#[derive(Clone, Debug, Default)]
pub struct Markdown {
    pub body: Body,
    pub links: Vec<Link>,
    pub headings: Vec<Heading>,
    pub anchors: Vec<Arc<str>>,
    pub embeds: Vec<EmbedPlace>,
    /// The first `#` heading, where the front matter has no title; it is then not in the body.
    pub title: Option<Arc<str>>,
    /// The same with what it links to as wiki-links, where it links to anything.
    pub linked_title: Option<Arc<str>>,
    pub excerpt: Option<Arc<str>>,
    pub pull: Option<Arc<str>>,
    pub words: u32,
    /// Those that stand in the text.
    pub tags: Vec<Placed<Arc<str>>>,
    /// What no page shows where it stands, counted from the end of the front matter: the heading that is the title, and notes
    /// that nothing refers to.
    pub left_out: Vec<Range<usize>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Converts the Markdown of one file.
///
/// The dialect is CommonMark 0.31 with the extensions of GitHub Flavored Markdown, footnotes,
/// heading attributes, definition lists and maths, and with wiki-links and component calls.
pub fn convert(source: Source) -> Markdown {
    let written = source.text.get(source.start..).unwrap_or_default();
    // A byte order mark would hide a heading in the first line.
    let raw = written.trim_start_matches('\u{FEFF}');
    let masked = Masked::new(raw);
    let notes = Notes::collect(&masked);
    let names = BlockNames::collect(&masked);
    let highlights = Highlights::collect(&masked.text, 0..masked.text.len(), || events(&masked.text));
    let events = events(&masked.text);
    let base = source.text.len() - raw.len();
    let mut writer = Writer::new(source, &masked, base, (notes, names, highlights), events.reference_definitions());
    for (event, range) in events {
        writer.read(event, range);
    }
    writer.finish()
}

/// What the parser finds in a text, each with its place.
///
/// It is only asked for what a text may hold: to it any `:` at the beginning of a line makes a term of the paragraph
/// before, also that of `:-)`, where others ask for white space behind it (PHP Markdown Extra, "Definition Lists"); and any
/// two amounts of money are the ends of a formula.
pub fn events(text: &str) -> OffsetIter<'_> {
    let may_define = memchr_iter(b':', text.as_bytes()).any(|at| {
        let begins_line = text[..at].trim_end_matches([' ', '\t', '>']);
        text[at + 1..].starts_with([' ', '\t']) && (begins_line.is_empty() || begins_line.ends_with('\n'))
    });
    let definitions = if may_define { Options::ENABLE_DEFINITION_LIST } else { Options::empty() };
    let formulas = if formulas::may_hold(text) { Options::ENABLE_MATH } else { Options::empty() };
    Parser::new_ext(text, OPTIONS.union(definitions).union(formulas)).into_offset_iter()
}

/// Smart punctuation and wiki-links are done by this room, sub- and superscript are left out
/// because the former takes `~strikethrough~` away.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);
