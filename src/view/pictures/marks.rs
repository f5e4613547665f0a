//! The mark of a kind: a shape for each of the theme's hues, so that colour is never alone.
//!
//! Kinds share a shape where they share a hue. A hue that a site adds has a small disc in that
//! hue, and a kind without one a small disc in ink.

use std::fmt::Write;

use super::number;
use crate::social::Shape;
use crate::view::escape::xml;

/// What themes paint in ink: said aloud, because a mark would take the hue of the part of the page
/// that it stands in.
pub const INK: &str = "ink";

/// Where a mark stands and how large it is: `r` is the radius of the disc, and all other shapes
/// are drawn to look as large as it does.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub x: f64,
    pub y: f64,
    pub r: f64,
}

/// The mark of a kind with this hue; dashed or hollow where the day is still to come.
pub fn mark(hue: Option<&str>, place: Place, soon: bool) -> String {
    let mut svg = String::with_capacity(100);
    push_mark(&mut svg, hue, place, soon);
    svg
}

/// The mark of a hue by itself, for a legend or a cell.
pub fn mark_of_hue(hue: Option<&str>) -> String {
    let mark = mark(hue, Place { x: 9.0, y: 9.0, r: 6.5 }, false);
    format!("<svg viewBox=\"0 0 18 18\" aria-hidden=\"true\">{mark}</svg>")
}

/// Like [`mark`], at the end of `svg`.
pub fn push_mark(svg: &mut String, hue: Option<&str>, place: Place, soon: bool) {
    let ring = if hue == Some("event") { " ring" } else { "" };
    let soon = if soon { " soon" } else { "" };
    svg.push('<');
    // Writing into a string cannot fail.
    let _ = push_shape(svg, hue, place);
    for part in [" class=\"m", ring, soon, "\" data-kind=\"", &xml(hue.unwrap_or(INK)), "\"/>"] {
        svg.push_str(part);
    }
}

/// The shape of a hue, in pictures of pages and on cards alike: none is told by its colour alone.
pub fn shape_of_hue(hue: Option<&str>) -> Shape {
    match hue {
        Some("event") => Shape::Ring,
        Some("case") => Shape::Square,
        Some("newsletter") => Shape::Bar,
        Some("tool") => Shape::TriangleUp,
        Some("log") => Shape::TriangleDown,
        Some("method") => Shape::Diamond,
        Some("blog") => Shape::Cross,
        _ => Shape::Disc,
    }
}

/// The element's name and geometry. Beside the disc of a story all others are small.
fn push_shape(svg: &mut String, hue: Option<&str>, Place { x, y, r }: Place) -> std::fmt::Result {
    match shape_of_hue(hue) {
        Shape::Disc if hue == Some("story") => circle(svg, x, y, r),
        Shape::Disc => circle(svg, x, y, r * 0.7),
        Shape::Ring => circle(svg, x, y, r * 0.95),
        Shape::Square => rect(svg, x, y, r * 0.92, r * 0.92),
        Shape::Bar => rect(svg, x, y, r * 1.2, r * 0.55),
        Shape::TriangleUp => triangle(svg, x, y, r, 1.0),
        Shape::TriangleDown => triangle(svg, x, y, r, -1.0),
        Shape::Diamond => diamond(svg, x, y, r * 1.3),
        Shape::Cross => cross(svg, x, y, r),
    }
}

fn circle(svg: &mut String, x: f64, y: f64, r: f64) -> std::fmt::Result {
    write!(svg, "circle cx=\"{}\" cy=\"{}\" r=\"{}\"", number(x), number(y), number(r))
}

fn rect(svg: &mut String, x: f64, y: f64, half_width: f64, half_height: f64) -> std::fmt::Result {
    let [left, top] = [x - half_width, y - half_height].map(number);
    let [width, height] = [half_width * 2.0, half_height * 2.0].map(number);
    write!(svg, "rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"")
}

/// Points up, or down where `up` is -1.
fn triangle(svg: &mut String, x: f64, y: f64, r: f64, up: f64) -> std::fmt::Result {
    let [x, top, half, height, width] = [x, y - up * 1.15 * r, 1.15 * r, up * 2.0 * r, -2.3 * r].map(number);
    write!(svg, "path d=\"M{x} {top}l{half} {height}h{width}z\"")
}

fn diamond(svg: &mut String, x: f64, y: f64, half: f64) -> std::fmt::Result {
    let [x, top, plus, minus] = [x, y - half, half, -half].map(number);
    write!(svg, "path d=\"M{x} {top}l{plus} {plus}l{minus} {plus}l{minus} {minus}z\"")
}

fn cross(svg: &mut String, x: f64, y: f64, r: f64) -> std::fmt::Result {
    let (bar, arm) = (0.84 * r, 0.73 * r);
    let [left, top, right, out, back, in_] = [x - bar / 2.0, y - bar / 2.0 - arm, bar, arm, -bar, -arm].map(number);
    write!(svg, "path d=\"M{left} {top}h{right}v{out}h{out}v{right}h{in_}v{out}h{back}v{in_}h{in_}v{back}h{out}z\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { x: 9.0, y: 9.0, r: 6.5 };

    #[test]
    fn every_hue_of_the_theme_has_a_shape_of_its_own() {
        let drawn = |hue| mark(Some(hue), PLACE, false);
        assert_eq!(drawn("story"), r#"<circle cx="9" cy="9" r="6.5" class="m" data-kind="story"/>"#);
        assert_eq!(drawn("case"), r#"<rect x="3" y="3" width="12" height="12" class="m" data-kind="case"/>"#);
        assert_eq!(drawn("tool"), r#"<path d="M9 1.5l7.5 13h-14.9z" class="m" data-kind="tool"/>"#);
        assert_eq!(drawn("method"), r#"<path d="M9 0.5l8.5 8.5l-8.5 8.5l-8.5 -8.5z" class="m" data-kind="method"/>"#);
        assert_eq!(
            drawn("blog"),
            r#"<path d="M6.3 1.5h5.5v4.7h4.7v5.5h-4.7v4.7h-5.5v-4.7h-4.7v-5.5h4.7z" class="m" data-kind="blog"/>"#
        );
        assert_eq!(drawn("event"), r#"<circle cx="9" cy="9" r="6.2" class="m ring" data-kind="event"/>"#);
        assert_eq!(drawn("log"), r#"<path d="M9 16.5l7.5 -13h-14.9z" class="m" data-kind="log"/>"#);
        assert_eq!(
            drawn("newsletter"),
            r#"<rect x="1.2" y="5.4" width="15.6" height="7.2" class="m" data-kind="newsletter"/>"#
        );
    }

    #[test]
    fn what_is_to_come_is_marked_so() {
        assert!(mark(Some("event"), PLACE, true).contains(r#"class="m ring soon""#));
        assert!(mark(Some("story"), PLACE, true).contains(r#"class="m soon""#));
    }

    #[test]
    fn a_kind_without_a_hue_is_a_small_disc_in_ink() {
        assert_eq!(mark(None, PLACE, false), r#"<circle cx="9" cy="9" r="4.5" class="m" data-kind="ink"/>"#);
    }

    #[test]
    fn a_hue_from_the_configuration_cannot_break_out() {
        assert_eq!(
            mark(Some("\"><script>"), PLACE, false),
            r#"<circle cx="9" cy="9" r="4.5" class="m" data-kind="&quot;&gt;&lt;script&gt;"/>"#
        );
    }
}
