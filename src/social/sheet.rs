//! A sheet of paper with few inks, and its file.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};

use super::{Rgb, SIZE};

/// How thickly an ink can lie on a pixel. More of it is not seen, and makes the file larger.
const DEPTHS: usize = 7;

/// Each pixel holds an ink's depth in the palette; 0 is bare paper.
pub struct Sheet {
    paper: Rgb,
    inks: Vec<Rgb>,
    pixels: Vec<u8>,
}

/// One of the inks of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Ink(usize);

impl Sheet {
    pub fn new(paper: Rgb) -> Sheet {
        Sheet { paper, inks: Vec::new(), pixels: vec![0; (SIZE.0 * SIZE.1) as usize] }
    }

    /// A palette has room for 36 of them; a card has six at most.
    pub fn ink(&mut self, colour: Rgb) -> Ink {
        let known = self.inks.iter().position(|ink| *ink == colour);
        Ink(known.unwrap_or_else(|| {
            self.inks.push(colour);
            self.inks.len() - 1
        }))
    }

    /// Covers a pixel. What lies outside the sheet is cut off, and bare spots change nothing.
    pub fn cover(&mut self, (x, y): (i32, i32), ink: Ink, covered: u8) {
        let depth = (usize::from(covered) * DEPTHS + 127) / 255;
        let inside = (0..SIZE.0 as i32).contains(&x) && (0..SIZE.1 as i32).contains(&y);
        if inside && depth > 0 {
            self.pixels[y as usize * SIZE.0 as usize + x as usize] = (ink.0 * DEPTHS + depth) as u8;
        }
    }

    pub fn fill(&mut self, (left, top): (i32, i32), (width, height): (i32, i32), ink: Ink) {
        for y in top..top + height {
            for x in left..left + width {
                self.cover((x, y), ink, 255);
            }
        }
    }

    pub fn png(&self) -> Result<Vec<u8>, EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, SIZE.0, SIZE.1);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(self.palette());
        encoder.set_compression(Compression::Balanced);
        // Neighbours in a palette are no neighbours on the page.
        encoder.set_filter(Filter::NoFilter);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(bytes)
    }

    fn palette(&self) -> Vec<u8> {
        let depths = self.inks.iter().flat_map(|ink| (1..=DEPTHS).map(move |depth| (*ink, depth)));
        let mixed = depths.map(|(ink, depth)| mix(self.paper, ink, depth));
        std::iter::once(self.paper).chain(mixed).flatten().collect()
    }
}

fn mix(paper: Rgb, ink: Rgb, depth: usize) -> Rgb {
    std::array::from_fn(|of| {
        let (under, over) = (usize::from(paper[of]), usize::from(ink[of]));
        ((under * (DEPTHS - depth) + over * depth + DEPTHS / 2) / DEPTHS) as u8
    })
}
