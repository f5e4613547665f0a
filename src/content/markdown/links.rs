//! Links and images of every form become [`Link`] records and holes.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::addresses::unlikely;
use super::attributes::width_behind;
use super::html::escape;
use super::image_width::{caption_and_width, with_width};
use super::line_breaks::joins;
use super::marks::Mark;
use super::mask::is_masked;
use super::parts::{Part, parts};
use super::target::{called, classify, may_be_file};
use super::wiki::Wiki;
use super::writer::Writer;
use crate::content::{Context, Fill, Link, LinkUse, Target, titles};
use crate::diagnostics::{Code, Diagnostic, Severity, Span};

/// A Markdown link whose text is being read.
#[derive(Debug)]
pub struct OpenLink {
    kind: OpenKind,
    /// Where its words start in the block's plain text.
    start: usize,
}

#[derive(Debug)]
enum OpenKind {
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

/// An image whose alternative text is being read.
#[derive(Debug)]
pub struct OpenImage {
    kind: OpenKind,
    title: Option<Arc<str>>,
    alt: String,
    /// Images in the alternative text of images.
    inner: usize,
    range: Range<usize>,
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
    fn written_target(&self, destination: &str, use_: LinkUse) -> Target {
        if destination.trim().is_empty() { Target::Outside("".into()) } else { self.target(destination, use_) }
    }

    pub fn push_hole(&mut self, fill: Fill) {
        self.marks.push(&mut self.out, Mark::Hole(fill));
    }

    /// The destination as written, where it holds hidden pieces.
    fn destination(&self, destination: &str, title: &str, id: &str, range: &Range<usize>) -> String {
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

    pub fn wiki(&mut self, wiki: Wiki, range: Range<usize>) {
        if self.is_in_link() {
            return self.wiki_in_link(&wiki, range);
        }
        if wiki.embeds && self.in_title {
            return self.embed_in_title(wiki, range);
        }
        if wiki.embeds {
            return self.embed(wiki, range);
        }
        let target = self.wiki_target(&wiki, LinkUse::Follow);
        let has_title =
            matches!(target, Target::Name { .. } | Target::Called { .. } | Target::File { .. } | Target::Path { .. });
        let link = self.register(target, LinkUse::Follow, wiki.relation.clone(), range);
        if wiki.label.is_none() && has_title {
            let start = self.block.len();
            self.push_hole(Fill::LinkWithTitle(link));
            self.block.push(&titles::mark(link));
            self.block.place_link(link, start, true);
        } else {
            let is_here = wiki.name.is_empty();
            let shown = if has_title || is_here {
                wiki.words().to_owned()
            } else {
                wiki.label.as_deref().map_or_else(|| wiki.plain(), str::to_owned)
            };
            self.linked_text(link, &shown);
        }
    }

    fn embed(&mut self, wiki: Wiki, range: Range<usize>) {
        let use_ = if wiki.is_image() { LinkUse::Image } else { LinkUse::Embed };
        let target = self.wiki_target(&wiki, use_);
        let (caption, width) = match use_ {
            LinkUse::Image => self.caption(wiki.label.as_deref(), &range),
            _ => (wiki.label, None),
        };
        let link = self.register(target, use_, wiki.relation, range);
        if self.paragraph.is_some_and(|(_, depth)| self.depth == depth) {
            self.embeds.push(self.marks.len());
        }
        self.push_hole(Fill::Embed { link, caption, width });
    }

    /// What the label of an image says of it, and how wide it is to be.
    fn caption(&mut self, label: Option<&str>, range: &Range<usize>) -> (Option<Arc<str>>, Option<u32>) {
        let (caption, width) = label.map(caption_and_width).unwrap_or_default();
        if caption.is_none() {
            let help = match width {
                Some(_) => "a number alone is the width; write before it: `![[photo.jpg|what it shows|300]]`",
                None => "write it behind a bar: `![[photo.jpg|what it shows]]`",
            };
            self.report_missing_alt(range.clone(), help);
        }
        (caption.map(Arc::from), width)
    }

    /// A link among the words of another leads nowhere, and tells no more than one by itself.
    fn wiki_in_link(&mut self, wiki: &Wiki, range: Range<usize>) {
        let use_ = if wiki.is_image() { LinkUse::Image } else { LinkUse::Follow };
        let target = self.wiki_target(wiki, use_);
        let link = self.register(target, use_, wiki.relation.clone(), range);
        let start = self.block.len();
        if wiki.label.is_some() {
            self.write_text(wiki.words());
        } else {
            self.push_hole(Fill::Title(link));
            self.block.push(&titles::mark(link));
        }
        self.block.place_link(link, start, wiki.label.is_none());
    }

    /// In a title an image stands in the line, and an entry is a link to it.
    fn embed_in_title(&mut self, wiki: Wiki, range: Range<usize>) {
        if !wiki.is_image() {
            return self.wiki(Wiki { embeds: false, ..wiki }, range);
        }
        let target = self.wiki_target(&wiki, LinkUse::Image);
        let (caption, width) = self.caption(wiki.label.as_deref(), &range);
        let link = self.register(target, LinkUse::Image, wiki.relation, range);
        self.push_hole(Fill::Image { link, alt: caption.unwrap_or_default(), title: None, width });
    }

    fn wiki_target(&self, wiki: &Wiki, use_: LinkUse) -> Target {
        let name = &*wiki.name;
        if name.starts_with(['/', '.']) || name.contains("://") {
            return self.target(&wiki.plain().replace('%', "%25"), use_);
        }
        if use_ == LinkUse::Image || may_be_file(name) {
            return called(name, wiki.anchor.clone(), self.source.file);
        }
        let anchor = wiki.anchor.clone();
        match name.strip_suffix(".md").unwrap_or(name) {
            "" => Target::Anchor(anchor.unwrap_or_default()),
            name => Target::Name { name: Arc::from(name), anchor },
        }
    }

    pub fn start_image(&mut self, destination: &str, title: &str, id: &str, range: Range<usize>) {
        let destination = self.destination(destination, title, id, &range);
        let kind = if is_foreign(&destination) {
            self.report_foreign_in(&destination, range.clone());
            OpenKind::Foreign(destination)
        } else {
            let target = self.written_target(&destination, LinkUse::Image);
            OpenKind::Link(self.register(target, LinkUse::Image, None, range.clone()))
        };
        let title = Some(title.trim()).filter(|title| !title.is_empty() && !is_masked(title)).map(Arc::from);
        self.image = Some(OpenImage { kind, title, alt: String::new(), inner: 0, range });
    }

    /// Between an image's brackets everything is plain text.
    pub fn image_event(&mut self, event: Event, range: Range<usize>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) => {
                let said = parts(&text, &range, self.masked, &self.highlights).into_iter().map(|part| match part {
                    Part::Words(words) => words.text,
                    Part::Hidden(mask) => self.masked.source(mask),
                    Part::Edge(..) => "",
                });
                image.alt.extend(said);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                image.alt.push_str(&self.masked.restore(&text, &range));
            }
            Event::SoftBreak if joins(image.alt.chars().next_back(), &self.masked.raw[range.end..]) => {}
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            Event::Start(Tag::Image { .. }) => image.inner += 1,
            Event::End(TagEnd::Image) if image.inner > 0 => image.inner -= 1,
            Event::End(TagEnd::Image) => self.end_image(range.end),
            _ => {}
        }
    }

    fn end_image(&mut self, end: usize) {
        self.depth = self.depth.saturating_sub(1);
        let Some(image) = self.image.take() else { return };
        let (alt, width) = with_width(image.alt.trim());
        let width = width.or_else(|| width_behind(self.masked, end));
        match image.kind {
            OpenKind::Link(link) => {
                if alt.is_empty() {
                    self.report_missing_alt(
                        image.range,
                        "say between the brackets what it shows: `![what it shows](photo.jpg)`",
                    );
                }
                self.push_hole(Fill::Image { link, alt: Arc::from(alt), title: image.title, width });
            }
            OpenKind::Foreign(destination) => {
                self.write_text(alt);
                self.show_foreign(&destination);
            }
        }
    }

    pub fn report_missing_alt(&mut self, range: Range<usize>, help: &str) {
        let found =
            Diagnostic::new(Code::MissingAlt, "this image has no text alternative").at(self.span(range)).help(help);
        self.result.diagnostics.push(found);
    }
}

/// Whether a destination holds the braces of another generator.
pub fn is_foreign(destination: &str) -> bool {
    destination.contains("{{") || destination.contains("{%")
}
