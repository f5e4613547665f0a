//! Images of the site's own: what their bytes say ([`look`]), and what is published of them ([`make`]).
//!
//! An image of a text is published as it is but for what its camera wrote into it, and in the widths
//! that screens have use for: smaller ones in its own format, and all of them as WebP. It works
//! on bytes; it never touches a file and never asks who shows an image.

mod encode;
mod gif;
mod look;
mod make;
mod metadata;
mod svg;
#[cfg(test)]
mod tests;

pub use look::look;
pub use make::make;
pub use metadata::{has_metadata, may_tell};

use std::collections::BTreeMap;
use std::sync::Arc;

/// Widths in pixels. A column of text is 608 CSS pixels wide at most, and screens have one to three
/// device pixels for each: a phone takes 640 to 1280, a large screen 640 or 1280, a picture across a
/// wide page 1920.
const WIDTHS: [u32; 4] = [640, 960, 1280, 1920];

/// Narrower images are icons and badges: small as they are.
const NARROWEST: u32 = 200;

/// The width for those who cannot choose: readers of old browsers, and previews of other sites.
const PLAIN_WIDTH: u32 = 1280;

/// Images with more pixels are not decoded: a file of some kilobytes can ask for gigabytes of memory.
/// The largest sensors of telephones have fifty million.
pub const MOST_PIXELS: u64 = 64_000_000;

/// A WebP holds no more pixels in one direction (its specification, "VP8X").
const LONGEST_WEBP: u32 = 16_383;

/// What EXIF calls an image that is not to be turned.
const UPRIGHT: u8 = 1;

/// Endings of files that browsers show as images; those behind `svg` are lesser ones of JPEG and PNG.
const SHOWN: [&str; 10] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "jfif", "jpe", "apng"];

/// Endings in which cameras and scanners save, and which no browser shows. A text that shows one as an image is told.
const CAMERAS: [&str; 9] = ["heic", "heif", "tif", "tiff", "dng", "cr2", "cr3", "nef", "arw"];

/// What the bytes of an image say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Image {
    /// Width and height in pixels as it is shown, upright; a drawing may have none.
    pub size: Option<(u32, u32)>,
    pub format: Format,
    /// XXH3 of the bytes.
    pub print: u64,
    /// How it is to be turned, as EXIF numbers it from 1 to 8.
    turn: u8,
    /// Whether it is an animation, of which a smaller one would show only the first picture.
    moves: bool,
    /// Whether it is published as it is and may hold what its camera wrote into it.
    pub may_tell: bool,
}

/// A file that is an image by its name alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NoImage {
    /// In words that can follow "because".
    pub reason: Arc<str>,
    pub may_tell: bool,
}

/// Files that are images by their names.
pub type Images = BTreeMap<Arc<str>, Result<Image, NoImage>>;

/// How an image is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    /// Shown as it is: a drawing, or a format that is only measured.
    Other,
}

/// What is published of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// In its own size and format, upright and without metadata.
    Whole,
    /// In this width and format.
    Sized { width: u32, format: Format },
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::WebP => "webp",
            Format::Other => "",
        }
    }
}

impl Variant {
    /// The name of this variant of the image that is published as `name`. The whole name stays in it,
    /// so that `map.png` and `map.jpg` do not meet.
    pub fn name(self, name: &str) -> String {
        match self {
            Variant::Whole => name.to_owned(),
            Variant::Sized { width, format } => format!("{name}.{width}.{}", format.ending()),
        }
    }
}

impl Image {
    /// Whether it has more pixels than are decoded.
    pub fn is_too_large(&self) -> bool {
        self.size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) > MOST_PIXELS)
    }

    /// Whether what is published of it is made, and not the file as it is.
    pub fn is_made(&self) -> bool {
        self.format != Format::Other && !self.is_too_large()
    }

    /// All variants in a format, the narrowest first. In its own format the widest is the image itself
    /// where that is no wider than the widest we make.
    pub fn variants(&self, format: Format) -> Vec<Variant> {
        let may_be_other = self.is_made() && !self.moves && self.has(format);
        let Some((own, _)) = self.size.filter(|_| may_be_other) else { return Vec::new() };
        if own < NARROWEST {
            return Vec::new();
        }
        let widest = own.min(WIDTHS[WIDTHS.len() - 1]);
        // One that is hardly narrower than the widest saves nobody anything.
        let narrower = WIDTHS.into_iter().filter(|width| *width * 5 <= widest * 4);
        let sized = |width| match width == own && format == self.format {
            true => Variant::Whole,
            false => Variant::Sized { width, format },
        };
        narrower.chain([widest]).map(sized).collect()
    }

    /// The one variant for those who cannot choose.
    pub fn plain(&self) -> Variant {
        let variants = self.variants(self.format);
        let fits = |variant: &&Variant| self.width_of(**variant).is_some_and(|width| width <= PLAIN_WIDTH);
        variants.iter().rev().find(fits).or(variants.first()).copied().unwrap_or(Variant::Whole)
    }

    /// Whether making a variant takes much longer than reading it.
    pub fn is_worth_keeping(&self, variant: Variant) -> bool {
        variant != Variant::Whole || self.turn != UPRIGHT
    }

    /// The width of a variant in pixels.
    pub fn width_of(&self, variant: Variant) -> Option<u32> {
        match variant {
            Variant::Whole => self.size.map(|(width, _)| width),
            Variant::Sized { width, .. } => Some(width),
        }
    }

    fn has(&self, format: Format) -> bool {
        let widest = WIDTHS[WIDTHS.len() - 1];
        let fits = |size: (u32, u32)| height_at(size.0.min(widest), size) <= LONGEST_WEBP;
        format == self.format || format == Format::WebP && self.size.is_some_and(fits)
    }
}

/// The height that keeps the shape of an image of `size` at another width.
pub fn height_at(width: u32, size: (u32, u32)) -> u32 {
    (f64::from(size.1) * f64::from(width) / f64::from(size.0)).round().max(1.0) as u32
}

/// Whether a file is an image by its name.
pub fn is_image_name(path: &str) -> bool {
    is_shown_name(path) || ends_in(path, &CAMERAS)
}

/// Whether it is one that browsers show.
pub fn is_shown_name(path: &str) -> bool {
    ends_in(path, &SHOWN)
}

fn ends_in(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}
