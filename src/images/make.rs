//! The bytes of an image → the bytes of what is published of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult};

use super::encode::{Pixels, Quality, encode};
use super::metadata::without_metadata;
use super::{Format, Image, UPRIGHT, Variant, height_at};

/// Makes variants of an image, in their order; or says why it cannot be decoded. `bytes` are what
/// `image` was made from.
pub fn make(bytes: &[u8], image: &Image, variants: &[Variant]) -> Result<Vec<Vec<u8>>, String> {
    if !variants.iter().any(|variant| image.is_worth_keeping(*variant)) {
        return variants.iter().map(|_| without_metadata(bytes, image.format)).collect();
    }
    let pixels = decode(bytes, image).map_err(|error| error.to_string())?;
    let sizes = resized(&pixels.shown, variants);
    let made = variants.iter().map(|variant| match variant {
        Variant::Whole if image.turn == UPRIGHT => without_metadata(bytes, image.format),
        Variant::Whole => encode(&pixels.shown, &pixels, image.format, Quality::Best),
        Variant::Sized { width, format } => encode(&sizes[width], &pixels, *format, Quality::Screen),
    });
    made.collect()
}

fn decode(bytes: &[u8], image: &Image) -> ImageResult<Pixels> {
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_rgb(profile));
    let decoded = DynamicImage::from_decoder(decoder)?;
    let mut shown: DynamicImage = match decoded.color().has_alpha() {
        true => decoded.into_rgba8().into(),
        false => decoded.into_rgb8().into(),
    };
    shown.apply_orientation(Orientation::from_exif(image.turn).unwrap_or(Orientation::NoTransforms));
    let is_drawing = image.format != Format::Jpeg && has_few_colours(&shown);
    Ok(Pixels { shown, profile, is_drawing })
}

/// Whether a colour profile is for red, green and blue, which is what the pixels are by now: the
/// seventeenth byte of a profile begins the name of its colours (ICC.1, 7.2).
fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ")
}

fn has_few_colours(image: &DynamicImage) -> bool {
    const FEW: usize = 256;
    let mut colours = std::collections::HashSet::new();
    let bytes = usize::from(image.color().bytes_per_pixel());
    image.as_bytes().chunks_exact(bytes).all(|pixel| {
        colours.insert(pixel);
        colours.len() <= FEW
    })
}

/// The image in each of the widths that variants have.
fn resized(pixels: &DynamicImage, variants: &[Variant]) -> BTreeMap<u32, DynamicImage> {
    let widths = variants.iter().filter_map(|variant| match variant {
        Variant::Sized { width, .. } => Some(*width),
        Variant::Whole => None,
    });
    let widths: BTreeSet<u32> = widths.collect();
    let size = (pixels.width(), pixels.height());
    let resize = |width: u32| match width == size.0 {
        true => pixels.clone(),
        false => pixels.resize_exact(width, height_at(width, size), FilterType::CatmullRom),
    };
    widths.into_iter().map(|width| (width, resize(width))).collect()
}
