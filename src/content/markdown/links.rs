//! Links and images of every form become [`Link`] records and holes.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::LinkType;

use super::addresses::unlikely;
use super::html::escape;
use super::marks::Mark;
use super::mask::is_masked;
use super::target::classify;
use super::writer::Writer;
use crate::content::{Context, Fill, Link, LinkUse, Target};
use crate::diagnostics::{Code, Diagnostic, Severity, Span};

/// A Markdown link whose text is being read.
#[derive(Debug)]
pub struct OpenLink {
    kind: OpenKind,
    /// Where its words start in the block's plain text.
    start: usize,
}

#[derive(Debug)]
pub enum OpenKind {
    Link(u32),
    /// The target is another generator's construct, shown behind the text.
    Foreign(String),
}

impl OpenLink {
    /// The block's text starts anew.
    pub fn restart(&mut self) {
        self.start = 0;
    }
}

impl<'a> Writer<'a> {
    pub fn is_in_link(&self) -> bool {
        !self.links.is_empty() || self.raw.has_link()
    }

    /// Adds a link record; targets that are unsafe or lead nowhere are reported here.
    pub fn register(&mut self, target: Target, use_: LinkUse, relation: Option<Arc<str>>, range: Range<usize>) -> u32 {
        let span = self.span(range);
        let target = match target {
            Target::Unsafe => {
                let message = "this link has a scheme that could run code; it is dropped";
                let help = "link to a page, or use `https:` or `mailto:`";
                self.result.diagnostics.push(Diagnostic::new(Code::UnsafeLink, message).at(span.clone()).help(help));
                Target::Unsafe
            }
            Target::Outside(address) => self.checked(address, use_, &span),
            inside => inside,
        };
        self.result.links.push(Link { target, use_, relation, context: Context::default(), span });
        self.result.links.len() as u32 - 1
    }

    /// An address outside of the site, unless it must not be published.
    fn checked(&mut self, address: Arc<str>, use_: LinkUse, span: &Span) -> Target {
        let Some(unlikely) = unlikely(&address, use_) else { return Target::Outside(address) };
        let mut problem = Diagnostic::new(unlikely.code, unlikely.message).at(span.clone()).help(unlikely.help);
        problem.severity = Severity::Warning;
        self.result.diagnostics.push(problem);
        if unlikely.is_dropped { Target::Unsafe } else { Target::Outside(address) }
    }

    pub fn target(&self, destination: &str, use_: LinkUse) -> Target {
        classify(destination, self.source.file, self.source.base_url, use_)
    }

    /// Browsers take an empty address for the page itself, and nobody who writes one means that.
    pub fn written_target(&self, destination: &str, use_: LinkUse) -> Target {
        if destination.trim().is_empty() { Target::Outside("".into()) } else { self.target(destination, use_) }
    }

    pub fn push_hole(&mut self, fill: Fill) {
        self.marks.push(&mut self.out, Mark::Hole(fill));
    }

    /// The destination as written, where it holds hidden pieces.
    pub fn destination(&self, destination: &str, title: &str, id: &str, range: &Range<usize>) -> String {
        if !is_masked(destination) {
            return destination.to_owned();
        }
        if let Some(defined) = self.definitions.get(&id.to_lowercase()).filter(|_| !id.is_empty()) {
            return defined.clone();
        }
        // Both stand at the end of the link, the title last.
        let both = format!("{destination}\n{title}");
        let restored = self.masked.restore_last(&both, range);
        restored.split('\n').next().unwrap_or_default().to_owned()
    }

    pub fn start_link(&mut self, kind: LinkType, destination: &str, id: &str, range: Range<usize>) {
        self.close_raw_link();
        let destination = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => self.destination(destination, "", id, &range),
        };
        let start = self.block.len();
        let kind = if is_foreign(&destination) {
            self.report_foreign_in(&destination, range);
            OpenKind::Foreign(destination)
        } else {
            let target = self.written_target(&destination, LinkUse::Follow);
            let link = self.register(target, LinkUse::Follow, None, range);
            self.push_hole(Fill::LinkStart(link));
            OpenKind::Link(link)
        };
        self.links.push(OpenLink { kind, start });
    }

    pub fn end_link(&mut self) {
        match self.links.pop() {
            Some(OpenLink { kind: OpenKind::Link(link), start }) => {
                self.push_hole(Fill::LinkEnd(link));
                self.block.place_link(link, start, false);
            }
            Some(OpenLink { kind: OpenKind::Foreign(destination), .. }) => self.show_foreign(&destination),
            None => {}
        }
    }

    pub fn show_foreign(&mut self, destination: &str) {
        self.out.push_str(" (");
        escape(&mut self.out, destination);
        self.out.push(')');
    }

    pub fn bare_link(&mut self, destination: &str, text: &str, range: Range<usize>) {
        let target = self.target(destination, LinkUse::Follow);
        let link = self.register(target, LinkUse::Follow, None, range);
        self.linked_text(link, text);
    }

    pub fn linked_text(&mut self, link: u32, text: &str) {
        let start = self.block.len();
        self.push_hole(Fill::LinkStart(link));
        self.write_text(text);
        self.push_hole(Fill::LinkEnd(link));
        self.block.place_link(link, start, false);
    }
}

/// Whether a destination holds the braces of another generator.
pub fn is_foreign(destination: &str) -> bool {
    destination.contains("{{") || destination.contains("{%")
}
