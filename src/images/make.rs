//! The bytes of an image → the bytes of what is published of it.

use std::io::Cursor;

use fast_image_resize::Resizer;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult};

use super::encode::{Quality, encode};
use super::metadata::without_metadata;
use super::{Format, Image, Variant, height_at};

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
    let is_as_it_is = |variant: &Variant| *variant == Variant::Whole && image.turn == 1;
    if variants.iter().all(is_as_it_is) {
        return variants.iter().map(|_| without_metadata(bytes, image.format)).collect();
    }
    let pixels = decode(bytes, image).map_err(|error| error.to_string())?;
    let made = variants.iter().map(|variant| match variant {
        Variant::Whole if image.turn == 1 => without_metadata(bytes, image.format),
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
    Resizer::new().resize(image, &mut resized, None).map_err(|error| error.to_string())?;
    Ok(resized)
}
