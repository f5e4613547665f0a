//! Words → where ink is. A library breaks lines, joins letters and mixes directions. The fonts are
//! DejaVu's: Latin with all its accents, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic.

use std::sync::Arc;

use cosmic_text::fontdb::{Database, ID, Source};
use cosmic_text::skrifa::{FontRef, MetadataProvider};
use cosmic_text::{
    Align, Attrs, Buffer, Color, Fallback, Family, FontSystem, Metrics, Shaping, SwashCache, Weight, Wrap,
};
use unicode_script::Script;

/// Who speaks: a person, or the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Voice,
    Index,
    /// The voice of words whose letters the voice's font lacks: all of them in one weight.
    Heavy,
}

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub face: Face,
    /// Pixels from the top of a letter's body to its foot, and from one line to the next.
    pub size: f32,
    pub leading: f32,
    pub width: f32,
    /// What does not fit into so many lines ends in an ellipsis.
    pub most: usize,
    /// At the right edge of its width.
    pub is_right: bool,
}

/// Writes with fonts that have been opened, which takes longer than to write a line.
pub struct Pen {
    fonts: FontSystem,
    glyphs: SwashCache,
    faces: [Named; 3],
}

/// What a font is found by among those that are open.
struct Named {
    family: String,
    weight: Weight,
    stretch: cosmic_text::Stretch,
}

/// Words set in lines, ready to be drawn.
pub struct Lines {
    buffer: Buffer,
    count: usize,
}

impl Default for Pen {
    fn default() -> Pen {
        let mut fonts = Database::new();
        let faces = Face::ALL.map(|face| {
            let ids = fonts.load_font_source(Source::Binary(Arc::new(face.bytes())));
            named(&fonts, ids.first().copied())
        });
        // The language decides only between Chinese, Japanese and Korean forms, of which no font has any.
        let fonts = FontSystem::new_with_locale_and_db_and_fallback("en".to_owned(), fonts, AnyOther);
        Pen { fonts, glyphs: SwashCache::new(), faces }
    }
}

impl Pen {
    /// All of the text, if it fits.
    pub fn set(&mut self, text: &str, setting: Setting) -> Option<Lines> {
        Some(self.lines(text, setting)).filter(|lines| lines.count <= setting.most)
    }

    /// As much of the text as fits, cut between words where that is possible.
    pub fn set_shortened(&mut self, text: &str, setting: Setting) -> Lines {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let words: Vec<usize> = ends.clone().filter(|at| text[*at..].starts_with([' ', '-'])).collect();
        let cut = |ends: &[usize], pen: &mut Pen| {
            let fitting = ends.partition_point(|end| pen.set(&format!("{}…", &text[..*end]), setting).is_some());
            ends[..fitting].last().map(|end| format!("{}…", &text[..*end]))
        };
        if let Some(lines) = self.set(text, setting) {
            return lines;
        }
        let short = cut(&words, self).or_else(|| cut(&ends.collect::<Vec<_>>(), self));
        self.lines(&short.unwrap_or_default(), setting)
    }

    fn lines(&mut self, text: &str, setting: Setting) -> Lines {
        let Setting { face, size, leading, width, is_right, .. } = setting;
        let named = &self.faces[face as usize];
        let family = Family::Name(&named.family);
        let attributes = Attrs::new().family(family).weight(named.weight).stretch(named.stretch);
        let mut buffer = Buffer::new_empty(Metrics::new(size, leading));
        buffer.set_wrap(Wrap::WordOrGlyph);
        buffer.set_size(Some(width), None);
        let side = if is_right { Align::Right } else { Align::Left };
        buffer.set_text(text, &attributes, Shaping::Advanced, Some(side));
        buffer.shape_until_scroll(&mut self.fonts, false);
        let count = buffer.layout_runs().count();
        Lines { buffer, count }
    }

    /// Tells for each pixel how much of it is covered, counted from the lines' upper left corner.
    pub fn draw(&mut self, lines: &mut Lines, mut cover: impl FnMut(i32, i32, u8)) {
        let ink = Color::rgb(0, 0, 0);
        lines.buffer.draw(&mut self.fonts, &mut self.glyphs, ink, |x, y, _, _, colour| cover(x, y, colour.a()));
    }
}

impl Face {
    const ALL: [Face; 3] = [Face::Voice, Face::Index, Face::Heavy];

    /// The face that has all letters of a title.
    pub fn of_title(title: &str) -> Face {
        let letters = || title.chars().filter(|sign| sign.is_alphanumeric());
        if letters().all(|letter| Face::Voice.has(letter)) { Face::Voice } else { Face::Heavy }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Face::Voice => dejavu::serif_condensed::bold(),
            Face::Index => dejavu::sans::regular(),
            Face::Heavy => dejavu::sans::bold(),
        }
    }

    pub(super) fn has(self, sign: char) -> bool {
        FontRef::new(self.bytes()).is_ok_and(|font| font.charmap().map(sign).is_some())
    }
}

fn named(fonts: &Database, id: Option<ID>) -> Named {
    let face = id.and_then(|id| fonts.face(id)).expect("the fonts of the program can be read");
    let family = face.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
    Named { family, weight: face.weight, stretch: face.stretch }
}

/// A letter that a font lacks is taken from whichever other has it.
struct AnyOther;

impl Fallback for AnyOther {
    fn common_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn forbidden_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn script_fallback(&self, _: Script, _: &str) -> &[&'static str] {
        &[]
    }
}

/// The words as they can be written: without signs that no font has, such as pictures of faces. Nothing
/// where a letter is missing, without which the words would not be read.
pub fn legible(text: &str) -> Option<String> {
    let is_missing = |sign: &char| !sign.is_whitespace() && !Face::ALL.iter().any(|face| face.has(*sign));
    if text.chars().any(|sign| sign.is_alphanumeric() && is_missing(&sign)) {
        return None;
    }
    let words: String = text.chars().filter(|sign| !is_missing(sign)).collect();
    Some(words.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
}
