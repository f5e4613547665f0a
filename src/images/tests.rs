use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::{Bytes, ImageEXIF};
use proptest::prelude::*;

use super::*;

/// A photograph: no two pixels beside each other are alike. Its upper left corner is red.
fn photograph(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match x < width / 4 && y < height / 4 {
        true => Rgb([250, 10, 10]),
        false => Rgb([(x * 7 % 90) as u8, (y * 5 % 200) as u8, ((x + y) * 3 % 256) as u8]),
    })
}

fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(pixels).unwrap();
    bytes
}

fn png(pixels: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// EXIF with an orientation and the name of a camera.
fn exif(orientation: u8) -> Bytes {
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x0f, 0x01, 2, 0, 7, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend(b"\0\0\0\0SECRET\0");
    Bytes::from(exif)
}

fn taken(pixels: &RgbImage, orientation: u8) -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(jpeg(pixels))).unwrap();
    jpeg.set_exif(Some(exif(orientation)));
    jpeg.segments_mut().insert(1, JpegSegment::new_with_contents(markers::COM, Bytes::from_static(b"SECRET")));
    let mut bytes = jpeg.encoder().bytes().to_vec();
    bytes.extend(b"a film called SECRET");
    bytes
}

fn holds_a_secret(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"SECRET").is_some()
}

fn all(image: &Image) -> Vec<Variant> {
    let mut all = image.variants(image.format);
    all.extend(image.variants(Format::WebP));
    all
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

/// The bytes of one variant.
fn one(bytes: &[u8], variant: Variant) -> Vec<u8> {
    make(bytes, &look(bytes).unwrap(), &[variant]).unwrap().remove(0)
}

#[test]
fn an_image_has_the_widths_of_screens_that_are_narrower_than_itself() {
    let image = |width, height, format| Image {
        size: Some((width, height)),
        format,
        print: 0,
        turn: UPRIGHT,
        moves: false,
        may_tell: false,
    };
    let widths = |image: &Image, format: Format| -> Vec<u32> {
        image.variants(format).into_iter().filter_map(|variant| image.width_of(variant)).collect()
    };
    let photo = image(4000, 3000, Format::Jpeg);
    assert_eq!(widths(&photo, Format::Jpeg), [640, 960, 1280, 1920]);
    assert_eq!(widths(&photo, Format::WebP), [640, 960, 1280, 1920]);
    assert_eq!(photo.plain(), Variant::Sized { width: 1280, format: Format::Jpeg });
    let middling = image(1000, 500, Format::Png);
    assert_eq!(widths(&middling, Format::WebP), [640, 1000]);
    assert_eq!(middling.variants(Format::Png).last(), Some(&Variant::Whole));
    assert_eq!(middling.plain(), Variant::Whole);
    assert_eq!(all(&image(120, 90, Format::Png)), [], "an icon");
    assert_eq!(all(&image(10_000, 10_000, Format::Png)), [], "too many pixels");
    assert!(widths(&image(800, 40_000, Format::Png), Format::WebP).is_empty(), "longer than WebP can be");
}

#[test]
fn a_photograph_is_published_upright_and_without_what_its_camera_wrote() {
    let bytes = taken(&photograph(900, 600), 6);
    assert!(holds_a_secret(&bytes));
    let image = look(&bytes).unwrap();
    assert_eq!((image.size, image.format), (Some((600, 900)), Format::Jpeg));
    for variant in all(&image) {
        let made = one(&bytes, variant);
        assert!(!holds_a_secret(&made), "{variant:?}");
        let again = look(&made).unwrap();
        assert_eq!(again.turn, UPRIGHT, "{variant:?}");
        assert_eq!(again.size.unwrap().0, image.width_of(variant).unwrap(), "{variant:?}");
        // What was at the upper left before it was turned to the right is now at the upper right.
        let pixels = decoded(&made).into_rgb8();
        let corner = pixels.get_pixel(pixels.width() - 10, 10);
        assert!(corner[0] > 180 && corner[1] < 90, "{variant:?}: {corner:?}");
    }
}

#[test]
fn the_pixels_of_an_image_that_is_upright_are_not_touched() {
    let bytes = taken(&photograph(300, 200), 1);
    let whole = one(&bytes, Variant::Whole);
    assert!(!holds_a_secret(&whole));
    assert!(whole.len() < bytes.len());
    assert_eq!(decoded(&whole), decoded(&bytes));
}

#[test]
fn a_drawing_keeps_its_few_colours_as_webp() {
    let drawing = RgbaImage::from_fn(300, 200, |x, y| match (x / 30 + y / 20) % 2 {
        0 => Rgba([20, 90, 160, 255]),
        _ => Rgba([0, 0, 0, 0]),
    });
    let bytes = png(&drawing.clone().into());
    let webp = one(&bytes, Variant::Sized { width: 300, format: Format::WebP });
    let seen = |pixel: &Rgba<u8>| if pixel[3] == 0 { None } else { Some(*pixel) };
    let made = decoded(&webp).into_rgba8();
    assert!(made.pixels().map(seen).eq(drawing.pixels().map(seen)));
}

#[test]
fn the_colours_that_an_image_means_stay_with_it() {
    let mut profile = vec![0; 128];
    profile[16..20].copy_from_slice(b"RGB ");
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile.clone()).unwrap();
    DynamicImage::from(photograph(700, 300)).write_with_encoder(encoder).unwrap();
    for variant in all(&look(&bytes).unwrap()) {
        let made = one(&bytes, variant);
        let reader = image::ImageReader::new(Cursor::new(&made)).with_guessed_format().unwrap();
        let found = image::ImageDecoder::icc_profile(&mut reader.into_decoder().unwrap()).unwrap();
        assert_eq!(found.as_ref(), Some(&profile), "{variant:?}");
    }
}

#[test]
fn the_same_image_is_the_same_bytes_alone_and_among_others() {
    let bytes = jpeg(&photograph(1400, 500));
    let image = look(&bytes).unwrap();
    let together = make(&bytes, &image, &all(&image)).unwrap();
    let alone: Vec<Vec<u8>> = all(&image).into_iter().map(|variant| one(&bytes, variant)).collect();
    assert!(together == alone);
}

#[test]
fn a_drawing_of_lines_has_the_size_it_states() {
    let size = |root: &str| look(format!("<?xml version=\"1.0\"?>\n{root}").as_bytes()).map(|image| image.size);
    let ns = "xmlns=\"http://www.w3.org/2000/svg\"";
    assert_eq!(size(&format!("<svg {ns} width=\"30\" height=\"20.4px\"/>")), Ok(Some((30, 20))));
    assert_eq!(size(&format!("<svg {ns} width=\"1in\" height=\"72pt\"/>")), Ok(Some((96, 96))));
    assert_eq!(size(&format!("<svg {ns} width=\"100%\" viewBox=\"0 0 4, 3\"/>")), Ok(Some((4, 3))));
    assert_eq!(size(&format!("<!DOCTYPE svg>\n<svg {ns}/>")), Ok(None));
    assert!(size("<html/>").is_err() && size("<svg").is_err());
}

#[test]
fn animations_are_shown_as_they_are() {
    let gif = b"GIF89a\x0a\0\x05\0\0\0\0;";
    let image = look(gif).unwrap();
    assert_eq!((image.size, image.format, image.is_made()), (Some((10, 5)), Format::Other, false));
}

/// Two pictures after one another.
fn moving_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, 300, 200);
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_animated(2, 0).unwrap();
    encoder.add_text_chunk("Author".to_owned(), "SECRET".to_owned()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for _ in 0..2 {
        writer.write_image_data(photograph(300, 200).as_raw()).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

fn moving_webp() -> Vec<u8> {
    let still = one(&png(&photograph(300, 200).into()), Variant::Sized { width: 300, format: Format::WebP });
    let mut webp = img_parts::webp::WebP::from_bytes(Bytes::from(still)).unwrap();
    let is_pixels = |chunk: &img_parts::riff::RiffChunk| matches!(&chunk.id(), b"VP8 " | b"VP8L");
    let pixels = webp.chunks().iter().find(|chunk| is_pixels(chunk)).unwrap().clone();
    let data = |id: [u8; 4], bytes: Vec<u8>| {
        img_parts::riff::RiffChunk::new(id, img_parts::riff::RiffContent::Data(Bytes::from(bytes)))
    };
    let size = [43, 1, 0, 199, 0, 0];
    let frame = [&[0; 6][..], &size, &[100, 0, 0, 0], &pixels.encoder().bytes()].concat();
    *webp.chunks_mut() = vec![
        data(*b"VP8X", [&[2, 0, 0, 0][..], &size].concat()),
        data(*b"ANIM", vec![0; 6]),
        data(*b"ANMF", frame.clone()),
        data(*b"ANMF", frame),
    ];
    webp.set_exif(Some(exif(1)));
    webp.encoder().bytes().to_vec()
}

#[test]
fn an_animation_moves_as_before_and_holds_nothing_else() {
    for bytes in [moving_png(), moving_webp()] {
        assert!(holds_a_secret(&bytes));
        let image = look(&bytes).unwrap();
        assert!(image.moves && image.is_made() && all(&image).is_empty(), "{image:?}");
        let made = one(&bytes, image.plain());
        assert!(!holds_a_secret(&made));
        let again = look(&made).unwrap();
        assert_eq!((again.size, again.format, again.moves), (Some((300, 200)), image.format, true));
        assert_eq!(decoded(&made), decoded(&bytes));
    }
}

#[test]
fn a_picture_that_is_published_as_it_is_and_may_tell_is_noticed() {
    let of_phone = |brand: &str, item: &str| {
        [b"\0\0\0\x1cftyp", brand.as_bytes(), b"\0\0\0\0mif1\0\0\0\x20infe\x02\0\0\0\0\x02\0\0", item.as_bytes()]
            .concat()
    };
    assert!(may_tell(&of_phone("heic", "Exif")) && may_tell(&of_phone("avif", "Exif")) && may_tell(&exif(1)));
    assert!(!may_tell(&of_phone("avif", "av01")) && !may_tell(b"GIF89a Exif") && !may_tell(b""));
    assert!(look(b"GIF89a\x0a\0\x05\0\0\0\0!\xff\x0bXMP DataXMP;").unwrap().may_tell);
}

#[test]
fn a_comment_in_a_gif_is_noticed_wherever_it_stands() {
    let size = b"GIF89a\x0a\0\x05\0";
    let timing = b"!\xf9\x04\0\0\0\0\0";
    // The letters of a comment stand in the pixels.
    let picture = b",\0\0\0\0\x0a\0\x05\0\x80\0\0\0\0\0\0\x02\x05!\xfe\x01ab\0";
    let comment = b"!\xfe\x03Ann\0";
    let gif = |parts: &[&[u8]]| [size, &b"\x80\0\0\0\0\0\xff\xff\xff"[..], &parts.concat(), b";"].concat();
    assert!(!look(&gif(&[timing, picture])).unwrap().may_tell);
    assert!(look(&gif(&[timing, picture, comment])).unwrap().may_tell);
    assert!(look(&gif(&[comment, timing, picture])).unwrap().may_tell);
}

#[test]
fn what_a_program_wrote_into_a_drawing_is_noticed() {
    let tells = |inside: &str| {
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:inkscape=\"urn:i\" \
             width=\"8\" height=\"8\">{inside}</svg>"
        );
        look(drawing.as_bytes()).unwrap().may_tell
    };
    for inside in [
        "<metadata><dc:creator><a><dc:title>Ann</dc:title></a></dc:creator></metadata>",
        "<g inkscape:export-filename=\"plans/plan.png\"/>",
        "<!-- ask Ann -->",
        "<metadata><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/></metadata>",
    ] {
        assert!(tells(inside), "{inside}");
    }
    for inside in [
        "<title>A plan</title>",
        "<!-- Generator: Adobe Illustrator --><!-- Created with Inkscape -->",
        "<metadata><dc:format>image/svg+xml</dc:format><dc:creator> </dc:creator></metadata>",
    ] {
        assert!(!tells(inside), "{inside}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn damaged_bytes_are_an_error_or_an_image(
        of in 0..3usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let pixels = photograph(210, 40);
        let mut bytes = match of {
            0 => taken(&pixels, 3),
            1 => png(&pixels.into()),
            _ => one(&jpeg(&pixels), Variant::Sized { width: 210, format: Format::WebP }),
        };
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(image) = look(&bytes) && image.is_made() && image.size.is_some_and(|size| size.0 * size.1 < 100_000) {
            let _ = make(&bytes, &image, &all(&image));
            let _ = make(&bytes, &image, &[Variant::Whole]);
        }
    }
}

#[test]
fn what_a_camera_says_beside_a_picture_is_noticed() {
    assert!(has_metadata(&taken(&photograph(20, 20), 6)));
    assert!(!has_metadata(&jpeg(&photograph(20, 20))) && !has_metadata(b"no image"));
    assert!(!has_metadata(&png(&photograph(20, 20).into())));
}
