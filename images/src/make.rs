//! The bytes of an image → the bytes of what is published of it.

use std::io::Cursor;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{PixelTrait, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult};

use crate::encode::{Quality, encode};
use crate::metadata::without_metadata;
use crate::{Format, Image, UPRIGHT, Variant, height_at};

/// An image as it is to be shown: turned upright, eight bits a colour.
pub struct Pixels {
    pub shown: DynamicImage,
    /// The colours its numbers mean, where they are not those of every screen.
    pub profile: Option<Vec<u8>>,
    /// Made of few colours, as drawings and diagrams are: its edges must stay sharp.
    pub is_drawing: bool,
}

/// Makes variants of an image, in their order; or says why it cannot be decoded. `bytes` are what
/// `image` was made from.
pub fn make(bytes: &[u8], image: &Image, variants: &[Variant]) -> Result<Vec<Vec<u8>>, String> {
    if !variants.iter().any(|variant| image.is_worth_keeping(*variant)) {
        return variants.iter().map(|_| without_metadata(bytes, image.format)).collect();
    }
    let pixels = decode(bytes, image).map_err(|error| error.to_string())?;
    let made = variants.iter().map(|variant| match variant {
        Variant::Whole if image.turn == UPRIGHT => without_metadata(bytes, image.format),
        Variant::Whole => encode(&pixels.shown, &pixels, image.format, Quality::Best),
        Variant::Sized { width, format } => {
            let resized = resize(&pixels.shown, *width)?;
            encode(&resized, &pixels, *format, Quality::Screen)
        }
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

fn resize(image: &DynamicImage, width: u32) -> Result<DynamicImage, String> {
    if width == image.width() {
        return Ok(image.clone());
    }
    let height = height_at(width, (image.width(), image.height()));
    let mut resized = DynamicImage::new(width, height, image.color());
    let from = (image.width(), image.height(), image.as_bytes());
    match &mut resized {
        DynamicImage::ImageRgba8(to) => resize_into::<U8x4>(from, (width, height, to))?,
        DynamicImage::ImageRgb8(to) => resize_into::<U8x3>(from, (width, height, to))?,
        _ => return Err("its colours are of a kind that cannot be made smaller".to_owned()),
    }
    Ok(resized)
}

/// Width, height and bytes of an image, into those of another.
fn resize_into<P: PixelTrait>(from: (u32, u32, &[u8]), to: (u32, u32, &mut [u8])) -> Result<(), String> {
    let from = TypedImageRef::<P>::from_buffer(from.0, from.1, from.2).map_err(|error| error.to_string())?;
    let mut to = TypedImage::<P>::from_buffer(to.0, to.1, to.2).map_err(|error| error.to_string())?;
    Resizer::new().resize_typed(&from, &mut to, None).map_err(|error| error.to_string())
}
