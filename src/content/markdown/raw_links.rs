//! Links and images of raw HTML, which become holes as those of Markdown do.
//!
//! One that leads outside stays as it was written, and one whose address is code for another program is shown as text.

use std::sync::Arc;

use super::html::{Tag, escape};
use super::image_width::width;
use super::links::is_foreign;
use super::raw_html::{HtmlText, RawHtmlState};
use super::writer::Writer;
use crate::content::{Fill, LinkUse, Target};

#[derive(Debug)]
pub struct OpenAnchor {
    kind: AnchorKind,
    depth: usize,
    start: usize,
}

#[derive(Debug)]
enum AnchorKind {
    Link(u32),
    Foreign(String),
    /// Stays in the page as it is; registered where it leads somewhere.
    Kept(Option<u32>),
}

impl RawHtmlState {
    pub fn has_link(&self) -> bool {
        self.link.is_some()
    }

    pub fn restart_link(&mut self) {
        if let Some(link) = &mut self.link {
            link.start = 0;
        }
    }
}

impl Writer<'_> {
    pub(super) fn raw_link(&mut self, text: &HtmlText, tag: &Tag) {
        self.close_raw_link();
        let Some(destination) = self.value(text, tag, "href") else { return };
        let range = text.place(&tag.range);
        if is_foreign(&destination) {
            self.report_foreign_in(&destination, range);
            return self.open_anchor(AnchorKind::Foreign(destination));
        }
        if !self.links.is_empty() {
            return self.open_anchor(AnchorKind::Kept(None));
        }
        let target = self.target(&destination, LinkUse::Follow);
        let link = self.register(target, LinkUse::Follow, None, range);
        let is_outside = matches!(self.result.links[link as usize].target, Target::Outside(_));
        if is_outside || (self.keeps_all() && self.result.links[link as usize].target == Target::Unsafe) {
            if !self.keeps_all() {
                self.report_unsafe(text, tag);
            }
            self.push_tag(text, tag);
            return self.open_anchor(AnchorKind::Kept(Some(link)));
        }
        if let Some(id) = self.value(text, tag, "id") {
            self.out.push_str("<span id=\"");
            escape(&mut self.out, &id);
            self.out.push_str("\"></span>");
        }
        self.push_hole(Fill::LinkStart(link));
        self.open_anchor(AnchorKind::Link(link));
    }

    fn open_anchor(&mut self, kind: AnchorKind) {
        self.raw.link = Some(OpenAnchor { kind, depth: self.depth, start: self.block.len() });
    }

    /// Closes the link that was opened inside the Markdown element that ends at `depth`.
    pub(super) fn close_raw_link_inside(&mut self, depth: usize) {
        if self.raw.link.as_ref().is_some_and(|link| link.depth >= depth) {
            self.close_raw_link();
        }
    }

    pub fn close_raw_link(&mut self) {
        let Some(anchor) = self.raw.link.take() else { return };
        match anchor.kind {
            AnchorKind::Link(link) => {
                self.push_hole(Fill::LinkEnd(link));
                self.block.place_link(link, anchor.start, false);
            }
            AnchorKind::Kept(link) => {
                if let Some(link) = link {
                    self.out.push_str("</a>");
                    self.block.place_link(link, anchor.start, false);
                }
            }
            AnchorKind::Foreign(destination) => self.show_foreign(&destination),
        }
    }

    pub(super) fn raw_image(&mut self, text: &HtmlText, tag: &Tag) {
        let Some(source) = self.value(text, tag, "src") else { return };
        let range = text.place(&tag.range);
        let alt = self.value(text, tag, "alt");
        if is_foreign(&source) {
            self.report_foreign_in(&source, range);
            self.write_text(alt.as_deref().unwrap_or_default());
            return self.show_foreign(&source);
        }
        if alt.is_none() {
            self.report_missing_alt(range.clone(), "add `alt=\"…\"`, or `alt=\"\"` for an image that only decorates");
        }
        let target = self.target(&source, LinkUse::Image);
        let link = self.register(target, LinkUse::Image, None, range);
        let is_outside = matches!(self.result.links[link as usize].target, Target::Outside(_));
        if is_outside {
            if !self.keeps_all() {
                self.report_unsafe(text, tag);
            }
            return self.push_tag(text, tag);
        }
        let title = self.value(text, tag, "title").filter(|title| !title.is_empty()).map(Arc::from);
        let width = self.value(text, tag, "width").and_then(|written| width(&written));
        self.push_hole(Fill::Image { link, alt: Arc::from(alt.unwrap_or_default()), title, width });
    }
}
