//! A card → its file: thread at the edge, the kind above the title, the community and the site below.

use png::EncodingError;

use super::pen::{Face, Lines, Pen, Setting, legible};
use super::sheet::{Ink, Sheet};
use super::{Badge, Card, SIZE};

/// Of the thread along the edge at which lines begin.
const THREAD: i32 = 20;

/// From the edges to the words: where lines begin, and where they end.
const BEFORE: f32 = 92.0;
const BEHIND: f32 = 80.0;
const WIDTH: f32 = SIZE.0 as f32 - BEFORE - BEHIND;

/// Baselines and lines, in pixels from the top.
const KIND_TOP: f32 = 68.0;
const TITLE: (f32, f32) = (140.0, 500.0);
const RULE: i32 = 532;
const FOOT_TOP: f32 = 553.0;

/// Sizes of a title from the largest down: the first in which all of it fits.
const TITLE_SIZES: [f32; 4] = [80.0, 70.0, 60.0, 52.0];
const TITLE_LEADING: f32 = 1.17;

/// Of words of the index.
const INDEX: f32 = 30.0;
const MARK: f32 = 15.0;

/// More than ever fits, so that nobody's novel of a title is set before it is cut.
const MOST_SIGNS: usize = 400;

/// Draws a card. Nothing where letters of its title are in no font.
pub fn draw(pen: &mut Pen, card: &Card) -> Option<Vec<u8>> {
    let title = beginning(&legible(&card.title)?);
    let mut page = Page { sheet: Sheet::new(card.colours.paper), is_mirrored: card.is_mirrored };
    page.thread(card);
    if let Some(badge) = &card.kind {
        page.badge(pen, badge);
    }
    page.title(pen, &title, card);
    page.foot(pen, card);
    page.file().ok()
}

/// A sheet on which places are counted from the edge at which lines begin.
struct Page {
    sheet: Sheet,
    is_mirrored: bool,
}

impl Page {
    fn thread(&mut self, card: &Card) {
        let thread = self.sheet.ink(card.colours.thread);
        self.fill(0, 0, (THREAD, SIZE.1 as i32), thread);
    }

    fn badge(&mut self, pen: &mut Pen, badge: &Badge) {
        let mark = self.sheet.ink(badge.mark);
        let centre = (self.x(BEFORE + MARK), (KIND_TOP + INDEX * 0.62) as i32);
        badge.shape.draw(MARK, |x, y, covered| self.sheet.cover((centre.0 + x, centre.1 + y), mark, covered));
        let ink = self.sheet.ink(badge.ink);
        let start = 3.0 * MARK;
        self.line(pen, &badge.label, (BEFORE + start, KIND_TOP), WIDTH - start, ink);
    }

    fn title(&mut self, pen: &mut Pen, title: &str, card: &Card) {
        let mut lines = fitted(pen, title, self.is_mirrored);
        let ink = self.sheet.ink(card.colours.ink);
        self.write(pen, &mut lines, (BEFORE, TITLE.0), WIDTH, ink);
    }

    fn foot(&mut self, pen: &mut Pen, card: &Card) {
        let (line, quiet) = (self.sheet.ink(card.colours.line), self.sheet.ink(card.colours.quiet));
        self.fill(BEFORE as i32, RULE, (WIDTH as i32, 2), line);
        let half = (WIDTH - INDEX) / 2.0;
        if let Some(owner) = &card.owner {
            let width = if card.site.is_some() { half } else { WIDTH };
            self.line(pen, owner, (BEFORE, FOOT_TOP), width, quiet);
        }
        if let Some(site) = &card.site {
            self.line_at_end(pen, site, half, quiet);
        }
    }

    fn line(&mut self, pen: &mut Pen, text: &str, at: (f32, f32), width: f32, ink: Ink) {
        let mut lines = set_line(pen, text, width, self.is_mirrored);
        self.write(pen, &mut lines, at, width, ink);
    }

    fn line_at_end(&mut self, pen: &mut Pen, text: &str, width: f32, ink: Ink) {
        let mut lines = set_line(pen, text, width, !self.is_mirrored);
        self.write(pen, &mut lines, (BEFORE + WIDTH - width, FOOT_TOP), width, ink);
    }

    fn write(&mut self, pen: &mut Pen, lines: &mut Lines, (before, top): (f32, f32), width: f32, ink: Ink) {
        let left = if self.is_mirrored { self.x(before + width) } else { self.x(before) };
        pen.draw(lines, |x, y, covered| self.sheet.cover((left + x, top as i32 + y), ink, covered));
    }

    fn fill(&mut self, before: i32, top: i32, (width, height): (i32, i32), ink: Ink) {
        let left = if self.is_mirrored { SIZE.0 as i32 - before - width } else { before };
        self.sheet.fill((left, top), (width, height), ink);
    }

    /// The pixel that is so far from where lines begin.
    fn x(&self, before: f32) -> i32 {
        if self.is_mirrored { SIZE.0 as i32 - before as i32 } else { before as i32 }
    }

    fn file(&self) -> Result<Vec<u8>, EncodingError> {
        self.sheet.png()
    }
}

/// The title in the largest size in which all of it fits; in the smallest its end may be missing.
fn fitted(pen: &mut Pen, title: &str, is_right: bool) -> Lines {
    let face = Face::of_title(title);
    let setting = |size: f32| {
        let leading = (size * TITLE_LEADING).round();
        let most = ((TITLE.1 - TITLE.0) / leading) as usize;
        Setting { face, size, leading, width: WIDTH, most, is_right }
    };
    let whole = TITLE_SIZES.into_iter().find_map(|size| pen.set(title, setting(size)));
    whole.unwrap_or_else(|| pen.set_shortened(title, setting(TITLE_SIZES[TITLE_SIZES.len() - 1])))
}

fn set_line(pen: &mut Pen, text: &str, width: f32, is_right: bool) -> Lines {
    let text = beginning(&legible(text).unwrap_or_default());
    let setting = Setting { face: Face::Index, size: INDEX, leading: INDEX * 1.3, width, most: 1, is_right };
    pen.set_shortened(&text, setting)
}

fn beginning(text: &str) -> String {
    text.chars().take(MOST_SIGNS).collect()
}
