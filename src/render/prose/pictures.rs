//! Pictures in a text, as the medium that it is read in allows.

use super::{Filler, Medium, data_address, push};
use crate::content::Doc;
use crate::content::media::Media;
use crate::view::escape::xml;
use crate::view::images::{self, Words};
use crate::weaver::{EntryIx, Resolved};

impl Filler<'_> {
    /// The first picture of a text is likely to be on the screen at once: a browser that was told to wait
    /// for it would show it late. The others may never be scrolled to.
    fn is_lazy(&mut self) -> bool {
        self.shown += 1;
        self.shown > 1
    }

    pub(super) fn image(&mut self, entry: EntryIx, doc: &Doc, link: u32, words: Words, html: &mut String) {
        let alt = words.alt;
        let resolved = self.snapshot.weave.links(entry).get(link as usize);
        // What a withdrawn picture shows in words would tell of it as well.
        if doc.facts.links.get(link as usize).is_some_and(|link| self.snapshot.weave.is_withdrawn(&link.target)) {
            return;
        }
        let Some(src) = resolved.and_then(|resolved| self.href(resolved)) else {
            html.push_str(&xml(alt));
            return;
        };
        if let Some(resolved) = resolved.filter(|_| Media::of(&src).is_some()) {
            return self.played(doc, resolved, &src, alt, html);
        }
        match (self.medium, resolved) {
            (Medium::Page, _) => {}
            (Medium::File, Some(Resolved::File(file))) => {
                return push(html, format_args!("<img src=\"{}\" alt=\"{}\">", xml(&data_address(file)), xml(alt)));
            }
            (Medium::Mail | Medium::File, _) => return self.picture_in_words(doc, &src, alt, html),
        }
        let file = resolved.and_then(|resolved| images::file(self.snapshot, resolved));
        match file.and_then(|file| images::picture(self.snapshot, &file)) {
            Some(picture) => html.push_str(&picture.html(self.base, words, self.is_lazy())),
            None => self.foreign_image(&src, words, html),
        }
    }

    pub(super) fn figure(
        &mut self,
        entry: EntryIx,
        doc: &Doc,
        link: u32,
        (caption, width): (Option<&str>, Option<u32>),
        html: &mut String,
    ) {
        html.push_str("<figure>");
        self.image(entry, doc, link, Words { alt: caption.unwrap_or_default(), title: None, width }, html);
        if let Some(caption) = caption {
            push(html, format_args!("<figcaption>{}</figcaption>", xml(caption)));
        }
        html.push_str("</figure>");
    }

    /// An image of which nothing is known but its address.
    fn foreign_image(&mut self, href: &str, words: Words, html: &mut String) {
        let loading = if self.is_lazy() { " loading=\"lazy\"" } else { "" };
        push(html, format_args!("<img src=\"{href}\" alt=\"{}\"{loading}", xml(words.alt)));
        if let Some(width) = words.width {
            push(html, format_args!(" width=\"{width}\""));
        }
        if let Some(title) = words.title {
            push(html, format_args!(" title=\"{}\"", xml(title)));
        }
        html.push('>');
    }

    /// What a picture shows, with a link to it.
    pub(super) fn picture_in_words(&self, doc: &Doc, href: &str, alt: &str, html: &mut String) {
        if !alt.is_empty() {
            let words = self.snapshot.voice(&doc.lang).phrase("picture", None, &[("alt", alt)]);
            push(html, format_args!("<a href=\"{href}\">{}</a>", xml(&words)));
        }
    }
}
