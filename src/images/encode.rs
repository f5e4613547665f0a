//! Pixels → a file of a format.
//!
//! Everything that decides about the bytes is a constant here: the same picture is the same file on
//! every machine.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder, ImageResult};
use img_parts::{Bytes, ImageICC};
use webp::WebPConfig;

use super::Format;

/// An image as it is to be shown: turned upright, eight bits a colour.
pub struct Pixels {
    pub shown: DynamicImage,
    /// The colours its numbers mean, where they are not those of every screen.
    pub profile: Option<Vec<u8>>,
    /// Made of few colours, as drawings and diagrams are: its edges must stay sharp.
    pub is_drawing: bool,
}

/// How much of a picture may be lost.
#[derive(Clone, Copy, Debug)]
pub enum Quality {
    /// What nobody sees on a screen.
    Screen,
    /// As little as possible: it stands for the image itself.
    Best,
}

impl Quality {
    fn jpeg(self) -> u8 {
        match self {
            Quality::Screen => 80,
            Quality::Best => 92,
        }
    }

    fn webp(self) -> f32 {
        match self {
            Quality::Screen => 76.0,
            Quality::Best => 92.0,
        }
    }
}

/// `shown` is a size of `pixels`.
pub fn encode(shown: &DynamicImage, pixels: &Pixels, format: Format, quality: Quality) -> Result<Vec<u8>, String> {
    match format {
        Format::Jpeg => jpeg(shown, pixels, quality).map_err(|error| error.to_string()),
        Format::Png => png(shown, pixels).map_err(|error| error.to_string()),
        Format::WebP => webp(shown, pixels, quality),
        Format::Other => Err("it is in no format that can be made".to_owned()),
    }
}

fn jpeg(shown: &DynamicImage, pixels: &Pixels, quality: Quality) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality.jpeg());
    set_profile(&mut encoder, pixels);
    let rgb = shown.to_rgb8();
    encoder.encode_image(&rgb)?;
    Ok(bytes)
}

fn png(shown: &DynamicImage, pixels: &Pixels) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    set_profile(&mut encoder, pixels);
    shown.write_with_encoder(encoder)?;
    Ok(bytes)
}

fn set_profile(encoder: &mut impl ImageEncoder, pixels: &Pixels) {
    if let Some(profile) = &pixels.profile {
        // One that does not fit leaves the colours of every screen.
        let _ = encoder.set_icc_profile(profile.clone());
    }
}

fn webp(shown: &DynamicImage, pixels: &Pixels, quality: Quality) -> Result<Vec<u8>, String> {
    let mut config = WebPConfig::new().map_err(|()| "the WebP library has another version".to_owned())?;
    config.lossless = i32::from(pixels.is_drawing);
    config.quality = if pixels.is_drawing { 75.0 } else { quality.webp() };
    let (width, height) = (shown.width(), shown.height());
    let encoder = match shown {
        DynamicImage::ImageRgba8(rgba) => webp::Encoder::from_rgba(rgba, width, height),
        DynamicImage::ImageRgb8(rgb) => webp::Encoder::from_rgb(rgb, width, height),
        _ => return Err("its colours are of a kind that cannot be made".to_owned()),
    };
    let encoded = encoder.encode_advanced(&config).map_err(|error| format!("WebP cannot hold it: {error:?}"))?;
    with_profile(&encoded, pixels).map_err(|error| error.to_string())
}

fn with_profile(webp: &[u8], pixels: &Pixels) -> img_parts::Result<Vec<u8>> {
    let Some(profile) = &pixels.profile else { return Ok(webp.to_vec()) };
    let mut webp = img_parts::webp::WebP::from_bytes(Bytes::copy_from_slice(webp))?;
    webp.set_icc_profile(Some(Bytes::copy_from_slice(profile)));
    Ok(webp.encoder().bytes().to_vec())
}
