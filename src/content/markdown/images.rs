//! Images of Markdown, whose words between the brackets are their text alternative.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::attributes::width_behind;
use super::image_width::with_width;
use super::line_breaks::joins;
use super::links::{OpenKind, is_foreign};
use super::mask::is_masked;
use super::parts::{Part, parts};
use super::writer::Writer;
use crate::content::media::Media;
use crate::content::{Fill, LinkUse};
use crate::diagnostics::{Code, Diagnostic};

/// An image whose alternative text is being read.
#[derive(Debug)]
pub struct OpenImage {
    kind: OpenKind,
    /// It is a sound or a film.
    is_played: bool,
    title: Option<Arc<str>>,
    alt: String,
    /// Images in the alternative text of images.
    inner: usize,
    range: Range<usize>,
}

impl Writer<'_> {
    pub fn start_image(&mut self, destination: &str, title: &str, id: &str, range: Range<usize>) {
        let destination = self.destination(destination, title, id, &range);
        let is_played = Media::of(&destination).is_some();
        let kind = if is_foreign(&destination) {
            self.report_foreign_in(&destination, range.clone());
            OpenKind::Foreign(destination)
        } else {
            let target = self.written_target(&destination, LinkUse::Image);
            OpenKind::Link(self.register(target, LinkUse::Image, None, range.clone()))
        };
        let title = Some(title.trim()).filter(|title| !title.is_empty() && !is_masked(title)).map(Arc::from);
        self.image = Some(OpenImage { kind, is_played, title, alt: String::new(), inner: 0, range });
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
                if alt.is_empty() && image.is_played {
                    self.report_nameless(image.range, "say between the brackets what it is: `![what it is](clip.mp4)`");
                } else if alt.is_empty() {
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
        self.report_wordless("this image has no text alternative", range, help);
    }

    /// A sound or film without a name, of which a screen reader would only say that it is one.
    pub fn report_nameless(&mut self, range: Range<usize>, help: &str) {
        self.report_wordless("this sound or film has no name", range, help);
    }

    fn report_wordless(&mut self, message: &str, range: Range<usize>, help: &str) {
        let found = Diagnostic::new(Code::MissingAlt, message).at(self.span(range)).help(help);
        self.result.diagnostics.push(found);
    }
}
