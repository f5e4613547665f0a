//! Markdown → HTML with holes, links with their sentences, headings.

use std::sync::Arc;

use super::{Body, Heading, Lang, Link};
use crate::config::Config;
use crate::diagnostics::Diagnostic;

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
    pub config: &'a Config,
}

/// What the text holds.
#[derive(Clone, Debug, Default)]
pub struct Markdown {
    pub body: Body,
    pub links: Vec<Link>,
    pub headings: Vec<Heading>,
    pub anchors: Vec<Arc<str>>,
    /// The first `#` heading, where the front matter has no title; it is then not in the body.
    pub title: Option<Arc<str>>,
    pub excerpt: Option<Arc<str>>,
    pub pull: Option<Arc<str>>,
    pub words: u32,
    pub diagnostics: Vec<Diagnostic>,
}

/// Converts the Markdown of one file.
pub fn convert(source: Source) -> Markdown {
    todo!()
}
