//! An image of the site as a page shows it: its size, and the widths it can be had in.

use std::fmt::Write;
use std::sync::Arc;

use super::Snapshot;
use super::contract::{Candidate, Picture};
use super::escape::xml;
use crate::content::LinkUse;
use crate::images::{Format, Variant, height_at};
use crate::plan::{Route, encode};
use crate::weaver::{EntryIx, Resolved};

/// The theme's option that says how wide an image is shown, in the words of `sizes`.
const SIZES: &str = "images.sizes";

/// The file of the site that a link leads to, where it is an image that is published.
pub fn file(snapshot: &Snapshot, resolved: &Resolved) -> Option<Arc<str>> {
    let file = match resolved {
        Resolved::File(file) => file,
        Resolved::Path { path, .. } => snapshot.plan.source(path)?,
        _ => return None,
    };
    (snapshot.images.contains_key(file) && snapshot.plan.file(file).is_some()).then(|| file.clone())
}

/// The file that stands for an entry.
pub fn own_file(snapshot: &Snapshot, entry: EntryIx) -> Option<Arc<str>> {
    file(snapshot, &snapshot.weave.own_image(entry)?)
}

/// Whether the image that stands for an entry is the first picture of its text, at the place that the
/// writer chose for it.
pub fn is_in_text(snapshot: &Snapshot, entry: EntryIx) -> bool {
    let links = snapshot.weave.doc(entry).facts.links.iter().zip(snapshot.weave.links(entry));
    let mut pictures = links.filter(|(link, _)| link.use_ == LinkUse::Image);
    let first = pictures.next().and_then(|(_, resolved)| file(snapshot, resolved));
    first.is_some() && first == own_file(snapshot, entry)
}

/// The picture that stands for an entry.
pub fn own_picture(snapshot: &Snapshot, entry: EntryIx) -> Option<Picture> {
    let resolved = snapshot.weave.own_image(entry)?;
    if let Some(file) = file(snapshot, &resolved) {
        return picture(snapshot, &file);
    }
    let url = match resolved {
        Resolved::File(file) => snapshot.plan.file(&file)?.href(),
        Resolved::Path { path, .. } => encode(&path),
        _ => return None,
    };
    Some(Picture { url, ..Picture::default() })
}

/// An image by its file.
pub fn picture(snapshot: &Snapshot, file: &str) -> Option<Picture> {
    let route = snapshot.plan.file(file)?;
    let Some(Ok(image)) = snapshot.images.get(file) else {
        return Some(Picture { url: route.href(), ..Picture::default() });
    };
    let url = |variant: Variant| Route::new(variant.name(route.path())).href();
    let candidates = |format: Format| {
        let variants = image.variants(format).into_iter();
        variants.filter_map(|variant| Some(Candidate { url: url(variant), width: image.width_of(variant)? })).collect()
    };
    let others = if image.format == Format::WebP { Vec::new() } else { candidates(Format::WebP) };
    Some(Picture {
        url: url(image.plain()),
        width: image.size.map(|(width, _)| width),
        height: image.size.map(|(_, height)| height),
        candidates: candidates(image.format),
        webp: others,
        sizes: sizes(snapshot),
    })
}

fn sizes(snapshot: &Snapshot) -> String {
    let option = snapshot.theme.described_options.get(SIZES).and_then(|option| option.value.as_str());
    option.unwrap_or("100vw").to_owned()
}

/// How an `img` is written beside where it comes from.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub alt: &'a str,
    pub title: Option<&'a str>,
    /// In CSS pixels; without it as wide as it is, or as there is room for.
    pub width: Option<u32>,
}

impl Picture {
    /// The element that shows it. `base` leads from the page to the site's home. One that `is_lazy` may never be scrolled
    /// to, so that the browser need not fetch it at once.
    pub fn html(&self, base: &str, words: Words, is_lazy: bool) -> String {
        let mut html = String::new();
        let sizes = match words.width {
            Some(width) => format!(" sizes=\"{width}px\""),
            None => format!(" sizes=\"{}\"", xml(&self.sizes)),
        };
        if !self.webp.is_empty() {
            let candidates = srcset(&self.webp, base);
            push(&mut html, format_args!("<picture><source type=\"image/webp\" srcset=\"{candidates}\"{sizes}>"));
        }
        push(&mut html, format_args!("<img src=\"{}{}\"", xml(base), xml(&self.url)));
        if self.candidates.len() > 1 {
            push(&mut html, format_args!(" srcset=\"{}\"{sizes}", srcset(&self.candidates, base)));
        }
        push(&mut html, format_args!(" alt=\"{}\"", xml(words.alt)));
        if let Some((width, height)) = self.shown(words.width) {
            push(&mut html, format_args!(" width=\"{width}\" height=\"{height}\""));
        }
        if is_lazy {
            html.push_str(" loading=\"lazy\"");
        }
        if let Some(title) = words.title {
            push(&mut html, format_args!(" title=\"{}\"", xml(title)));
        }
        html.push_str(if self.webp.is_empty() { ">" } else { "></picture>" });
        html
    }

    /// Width and height as it is shown: its own, or in its shape at another width.
    fn shown(&self, width: Option<u32>) -> Option<(u32, u32)> {
        let size = (self.width?, self.height?);
        Some(width.map_or(size, |width| (width, height_at(width, size))))
    }
}

fn srcset(candidates: &[Candidate], base: &str) -> String {
    let each =
        candidates.iter().map(|one| format!("{}{} {}w", xml(base), xml(&one.url.replace(',', "%2C")), one.width));
    each.collect::<Vec<_>>().join(", ")
}

fn push(html: &mut String, arguments: std::fmt::Arguments) {
    // Writing to a `String` cannot fail.
    let _ = html.write_fmt(arguments);
}
