//! The last touch to a page: what could only be put in when all of it was there.

use std::ops::Range;

use memchr::memmem;

use super::icons::Icons;
use crate::content::titles::BASE;

/// Where a page wants its sprite.
const SPRITE: &str = "<!--sprite-->";
/// Around what only a page with a formula needs.
const FORMULAS: [&str; 2] = ["<!--formulas-->", "<!--/formulas-->"];
/// What every formula begins with.
const FORMULA: &str = "<math";
/// A page leads home about eighty times, each time through a few folders, and its sprite has about ten icons.
const ROOM: usize = 4096;

/// `html` with its sprite in the place of the first `<!--sprite-->`, `base` wherever [`BASE`] stands, and what is for
/// formulas only where there is one.
pub fn complete(html: &[u8], base: &str, icons: &Icons) -> Vec<u8> {
    let mut page = Vec::with_capacity(html.len() + ROOM);
    let mut wants_sprite = true;
    let pieces = without_formulas(html).map(|range| &html[range]);
    for piece in pieces {
        let sprite = if wants_sprite { memmem::find(piece, SPRITE.as_bytes()) } else { None };
        let Some(at) = sprite else {
            push_with_base(&mut page, piece, base);
            continue;
        };
        wants_sprite = false;
        push_with_base(&mut page, &piece[..at], base);
        page.extend_from_slice(icons.sprite(pieces).as_bytes());
        push_with_base(&mut page, &piece[at + SPRITE.len()..], base);
    }
    page
}

/// The same for what has no sprite.
pub fn complete_part(html: &[u8], base: &str) -> String {
    let mut part = Vec::with_capacity(html.len() + ROOM);
    without_formulas(html).into_iter().for_each(|range| push_with_base(&mut part, &html[range], base));
    String::from_utf8(part).expect("marks are whole characters, and so is what is left of a text without them")
}

/// What stays of `html`: all but the first of the marks for formulas, and what stands between them where there is no
/// formula.
fn without_formulas(html: &[u8]) -> [Range<usize>; 3] {
    let [open, close] = FORMULAS.map(str::as_bytes);
    let whole = [0..html.len(), 0..0, 0..0];
    let Some(start) = memmem::find(html, open) else { return whole };
    let inside = start + open.len();
    let Some(end) = memmem::find(&html[inside..], close).map(|at| inside + at) else { return whole };
    let needed = if memmem::find(html, FORMULA.as_bytes()).is_some() { inside..end } else { 0..0 };
    [0..start, needed, end + close.len()..html.len()]
}

fn push_with_base(page: &mut Vec<u8>, html: &[u8], base: &str) {
    let mut mark = [0; 4];
    let mark: &str = BASE.encode_utf8(&mut mark);
    let mut copied = 0;
    for at in memmem::find_iter(html, mark) {
        page.extend_from_slice(&html[copied..at]);
        page.extend_from_slice(base.as_bytes());
        copied = at + mark.len();
    }
    page.extend_from_slice(&html[copied..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str, base: &str) -> String {
        String::from_utf8(complete(html.as_bytes(), base, &Icons::default())).unwrap()
    }

    fn part(html: &str, base: &str) -> String {
        complete_part(html.as_bytes(), base)
    }

    #[test]
    fn every_link_leads_home_on_its_own_way() {
        let html = format!("<a href=\"{BASE}\">1</a><!--sprite--><a href=\"{BASE}x/\">2</a>");
        let expected = "<a href=\"../\">1</a><a href=\"../x/\">2</a>";
        assert_eq!(page(&html, "../"), expected);
        let without = html.replace(SPRITE, "");
        assert_eq!(page(&without, "../"), expected);
        assert_eq!(part(&without, "../"), expected);
        assert_eq!(part(&without, ""), expected.replace("../", ""));
    }

    #[test]
    fn only_the_first_place_of_a_sprite_is_taken() {
        assert_eq!(page("a<!--sprite-->b<!--sprite-->c", ""), "ab<!--sprite-->c");
        let around = "a<!--sprite-->b<!--formulas--><!--sprite--><!--/formulas-->c<!--sprite-->";
        assert_eq!(page(around, ""), "abc<!--sprite-->");
    }

    #[test]
    fn what_is_for_formulas_is_only_where_there_is_one() {
        let html = "<a><!--formulas--><style></style><!--/formulas--><!--sprite--><b>";
        let formula = format!("{html}<math></math>");
        assert_eq!(page(html, ""), "<a><b>");
        assert_eq!(part(html, ""), "<a><!--sprite--><b>");
        assert_eq!(page(&formula, ""), "<a><style></style><b><math></math>");
        assert_eq!(part("<!--/formulas--><math><!--formulas-->", ""), "<!--/formulas--><math><!--formulas-->");
    }
}
