//! An image's file without what its camera and programs wrote into it beside the picture: where it was
//! taken, when, by whom, and small copies of the picture as it was before it was cut.
//!
//! Its pixels are not touched. What says how to show them stays: the colour profile, the gamma.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::RiffChunk;
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, ImageICC};

use super::{Format, gif, look, svg};

/// Chunks of a PNG that say how its pixels look.
const KEPT_IN_PNG: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// Chunks of a WebP that say how its pixels look.
const KEPT_IN_WEBP: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];

/// How far into a file of another format is looked: what is told of a picture stands before it.
const HEAD: usize = 256 * 1024;

/// The same picture in a file that holds nothing else.
pub fn without_metadata(bytes: &[u8], format: Format) -> Result<Vec<u8>, String> {
    let bytes = Bytes::copy_from_slice(bytes);
    let clean = match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::WebP => webp(bytes),
        Format::Other => return Ok(bytes.to_vec()),
    };
    clean.map_err(|error| error.to_string())
}

/// Whether an image holds something beside its picture. What is none holds nothing.
pub fn has_metadata(bytes: &[u8]) -> bool {
    let clean = look(bytes).and_then(|image| without_metadata(bytes, image.format));
    clean.is_ok_and(|clean| clean.len() < bytes.len())
}

/// Whether a picture in a format that is published as it is may hold more than is seen: a TIFF, which is made of such
/// notes; AVIF, HEIC and JPEG XL where one of them has a name that these begin with; and a GIF or a drawing that holds any.
pub fn may_tell(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let has = |note: &str| memchr::memmem::find(head, note.as_bytes()).is_some();
    let is_tiff = head.starts_with(b"II*\0") || head.starts_with(b"MM\0*");
    let is_box = head.get(4..8).is_some_and(|name| name == b"ftyp" || name == b"JXL ");
    is_tiff || is_box && (has("Exif") || has("xmpmeta")) || gif::holds_notes(bytes) || svg::holds_notes(bytes)
}

fn jpeg(bytes: Bytes) -> img_parts::Result<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(bytes)?;
    let profile = jpeg.icc_profile();
    jpeg.segments_mut().retain(is_kept_in_jpeg);
    jpeg.set_icc_profile(profile);
    let mut clean = jpeg.encoder().bytes().to_vec();
    // A film or a second picture may stand behind the end of the first.
    clean.truncate(end_of_jpeg(&clean));
    Ok(clean)
}

/// JFIF, and Adobe's, which says how colours are stored.
fn is_kept_in_jpeg(segment: &JpegSegment) -> bool {
    let is_application = (markers::APP0..=markers::APP15).contains(&segment.marker());
    let is_kept = segment.marker() == markers::APP0 && segment.contents().starts_with(b"JFIF\0")
        || segment.marker() == markers::APP14;
    !is_application && segment.marker() != markers::COM || is_kept
}

/// Behind the mark that ends a JPEG: segments that could hold one are stepped over, and in between,
/// where the pixels are, it is never written.
fn end_of_jpeg(bytes: &[u8]) -> usize {
    let mut at = 2;
    while let Some([0xff, marker]) = bytes.get(at..at + 2) {
        match marker {
            &markers::EOI => return at + 2,
            0xff => at += 1,
            0x00 | 0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let length =
                    bytes.get(at + 2..at + 4).map_or(2, |length| usize::from(length[0]) << 8 | usize::from(length[1]));
                at += 2 + length;
            }
        }
        at += bytes.get(at..).map_or(0, |rest| memchr::memchr(0xff, rest).unwrap_or(rest.len()));
    }
    bytes.len()
}

fn png(bytes: Bytes) -> img_parts::Result<Vec<u8>> {
    let mut png = Png::from_bytes(bytes)?;
    png.chunks_mut().retain(|chunk: &PngChunk| KEPT_IN_PNG.contains(&&chunk.kind()));
    Ok(png.encoder().bytes().to_vec())
}

fn webp(bytes: Bytes) -> img_parts::Result<Vec<u8>> {
    let mut webp = WebP::from_bytes(bytes)?;
    webp.chunks_mut().retain(|chunk: &RiffChunk| KEPT_IN_WEBP.contains(&&chunk.id()));
    // It also puts the flags right that say what the file holds.
    webp.set_exif(None);
    Ok(webp.encoder().bytes().to_vec())
}
