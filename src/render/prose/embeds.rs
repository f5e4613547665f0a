//! What a text shows of other entries and files in its place: `![[…]]`.

use tera::Value;

use super::transplant::transplanted;
use super::{Filler, Medium, data_address, push};
use crate::content::Doc;
use crate::diagnostics::Diagnostic;
use crate::images::is_image_name;
use crate::plan::encode;
use crate::render::context::render_part;
use crate::view::escape::xml;
use crate::view::{images, issue};
use crate::weaver::{DEEPEST_EMBED, EntryIx, MOST_EMBEDS, Resolved};

/// The parts in which an issue of the newsletter shows its articles and dates.
pub const PIECE: &str = "parts/piece.html";
const MAIL_PIECE: &str = "email/piece.html";

/// Whether the text that is being filled has a heading of its second level so far.
#[derive(Default)]
pub struct Headings {
    /// Bytes that were searched: a text with many embeds is not searched from its start for each of them.
    searched: usize,
    are_there: bool,
}

impl Headings {
    fn are_in(&mut self, html: &str) -> bool {
        const HEADING: &[u8] = b"<h2";
        let from = self.searched.saturating_sub(HEADING.len() - 1);
        self.are_there = self.are_there || memchr::memmem::find(&html.as_bytes()[from..], HEADING).is_some();
        self.searched = html.len();
        self.are_there
    }
}

impl Filler<'_> {
    pub(super) fn embed(
        &mut self,
        entry: EntryIx,
        doc: &Doc,
        link: u32,
        (caption, width): (Option<&str>, Option<u32>),
        html: &mut String,
    ) -> Result<(), Box<Diagnostic>> {
        match self.snapshot.weave.links(entry).get(link as usize) {
            Some(Resolved::Entry { entry: target, anchor: Some(anchor) }) => {
                self.embed_section(*target, anchor, html)?;
            }
            Some(Resolved::Anchor(anchor)) => self.embed_section(entry, anchor, html)?,
            Some(Resolved::Entry { entry: target, anchor: None }) => {
                let level = if self.headings.are_in(html) { 3 } else { 2 };
                let (template, value) = self.shown_entry(*target, level);
                let url = self.snapshot.weave.address(entry);
                html.push_str(&render_part(self.snapshot, template, self.base, &doc.lang, [value], url)?);
            }
            Some(resolved @ (Resolved::File(_) | Resolved::Path { .. })) => {
                let href = self.href(resolved);
                let image = images::file(self.snapshot, resolved);
                if let Some(file) = image.as_ref().filter(|_| self.medium == Medium::File && href.is_some()) {
                    embedded_figure(&data_address(file), caption, html);
                } else if let Some(href) = href.as_deref().filter(|_| self.medium != Medium::Page) {
                    self.file_in_words(doc, href, caption, html);
                } else if image.is_some() {
                    self.figure(entry, doc, link, (caption, width), html);
                } else if let Some(href) = href {
                    self.file(doc, resolved, &href, caption, html);
                }
            }
            Some(Resolved::Wanted) => self.link_with_title(entry, doc, link, html),
            _ => {}
        }
        Ok(())
    }

    /// The part that shows an entry in the text, and what it receives. An issue of the newsletter shows its
    /// articles and dates in another way than other texts do.
    fn shown_entry(&self, target: EntryIx, level: u8) -> (&'static str, (String, Value)) {
        let host = self
            .trail
            .first()
            .map(|(host, _)| *host)
            .filter(|host| *self.snapshot.weave.doc(*host).id.kind == *"newsletter");
        let Some(issue) = host else {
            return ("components/embed.html", ("card".to_owned(), self.snapshot.card(target)));
        };
        let leads = issue::leads(self.snapshot, issue, target);
        let piece = Value::from_serializable(&issue::piece(self.snapshot, issue, target, leads, level));
        let template = if self.medium == Medium::Mail { MAIL_PIECE } else { PIECE };
        (template, ("piece".to_owned(), piece))
    }

    fn embed_section(&mut self, target: EntryIx, anchor: &str, html: &mut String) -> Result<(), Box<Diagnostic>> {
        let doc = self.snapshot.weave.doc(target);
        let Some(range) = doc.section(anchor) else { return Ok(()) };
        // Circles and too many embeds are errors of their own; where a site has made them warnings, they end here.
        let is_too_much = self.embedded == MOST_EMBEDS || self.trail.len() > DEEPEST_EMBED;
        if is_too_much || self.trail.contains(&(target, range.clone())) {
            return Ok(());
        }
        self.embedded += 1;
        let mut inner = self.section(target, range)?;
        // An item that is shown by its name is the only one of its list here.
        if inner.starts_with("<li") {
            inner = format!("<ul>\n{inner}</ul>\n");
        }
        let source = format!("{}{}", self.base, encode(self.snapshot.weave.address(target)));
        push(
            html,
            format_args!(
                "<div class=\"embed\">{}<p class=\"embed-source\"><a href=\"{}#{}\">{}</a></p></div>",
                transplanted(&inner, &xml(&source)),
                xml(&source),
                xml(&encode(anchor)),
                xml(&doc.facts.title),
            ),
        );
        Ok(())
    }

    /// A mail shows no file: what a picture shows in words, and a link to any other.
    pub(super) fn file_in_words(&self, doc: &Doc, href: &str, caption: Option<&str>, html: &mut String) {
        match caption {
            _ if is_image_name(href) => self.picture_in_words(doc, href, caption.unwrap_or_default(), html),
            Some(words) => push(html, format_args!("<a href=\"{href}\">{}</a>", xml(words))),
            None => push(html, format_args!("<a href=\"{href}\">{}</a>", href.rsplit('/').next().unwrap_or(href))),
        }
    }
}

/// A picture that stands in the file itself, with its caption.
fn embedded_figure(address: &str, caption: Option<&str>, html: &mut String) {
    let words = caption.map(xml);
    push(html, format_args!("<figure><img src=\"{address}\" alt=\"{}\">", words.as_deref().unwrap_or("")));
    if let Some(words) = words {
        push(html, format_args!("<figcaption>{words}</figcaption>"));
    }
    html.push_str("</figure>");
}
