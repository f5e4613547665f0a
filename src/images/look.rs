//! Bytes → what kind of image they are and how large. Decodes no pixel.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader, ImageResult};
use twox_hash::XxHash3_64;

use super::metadata::may_tell;
use super::{Format, Image, UPRIGHT, svg};

/// Formats that are shown as they are, by what stands in them.
const UNMADE: [imagesize::ImageType; 4] = [
    imagesize::ImageType::Bmp,
    imagesize::ImageType::Gif,
    imagesize::ImageType::Heif(imagesize::Compression::Av1),
    imagesize::ImageType::Jxl,
];

/// What an image is, whatever its name says; or why it is none, in words that can follow "because".
pub fn look(bytes: &[u8]) -> Result<Image, String> {
    let print = XxHash3_64::oneshot(bytes);
    let other =
        |size| Image { size, format: Format::Other, print, turn: UPRIGHT, moves: false, may_tell: may_tell(bytes) };
    let format = match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => Format::Jpeg,
        Ok(ImageFormat::Png) => Format::Png,
        Ok(ImageFormat::WebP) => Format::WebP,
        _ => return measured(bytes).map(other),
    };
    let (size, turn) = header(bytes).map_err(|error| error.to_string())?;
    let moves = moves(bytes, format).map_err(|error| error.to_string())?;
    let turn = if moves { UPRIGHT } else { turn.to_exif() };
    Ok(Image { size: Some(size), format, print, turn, moves, may_tell: false })
}

/// Width and height as it is shown, and how it has to be turned for that.
fn header(bytes: &[u8]) -> ImageResult<((u32, u32), Orientation)> {
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    let (width, height) = decoder.dimensions();
    // What is wrong with its metadata is no reason not to show it.
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let is_on_its_side = turn.to_exif() >= 5;
    Ok((if is_on_its_side { (height, width) } else { (width, height) }, turn))
}

/// Whether it is an animation, of which a smaller one would show only the first picture.
fn moves(bytes: &[u8], format: Format) -> ImageResult<bool> {
    match format {
        Format::Png => PngDecoder::new(Cursor::new(bytes))?.is_apng(),
        Format::WebP => Ok(WebPDecoder::new(Cursor::new(bytes))?.has_animation()),
        Format::Jpeg | Format::Other => Ok(false),
    }
}

fn measured(bytes: &[u8]) -> Result<Option<(u32, u32)>, String> {
    if imagesize::image_type(bytes).is_ok_and(|of| UNMADE.contains(&of)) {
        let size = imagesize::blob_size(bytes).map_err(|error| error.to_string())?;
        return Ok(Some((size.width as u32, size.height as u32)));
    }
    svg::size(bytes).ok_or_else(|| "it is in no format that browsers show".to_owned())
}
