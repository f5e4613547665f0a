//! The picture as SVG: lines first, marks over them, labels on top.

use std::fmt::Write;

use super::super::marks::{Place, push_mark};
use super::super::number;
use super::labels::{Label, labels};
use super::layout::layout;
use super::{HEIGHT, Picture, WIDTH, radius};
use crate::view::escape::xml;

/// `title` says in a sentence what the picture shows; its list stands on the same page. `direction` is that of the page,
/// in which a text starts and ends.
pub fn draw(picture: &Picture, title: &str, direction: &str) -> String {
    let places = layout(picture);
    let mut svg = String::with_capacity(400 + 110 * picture.nodes.len() + 24 * picture.lines.len());
    let _ = write!(
        svg,
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"_graph-t\"><title id=\"_graph-t\">{}</title>",
        xml(title)
    );
    for (class, stated) in [("e2", false), ("e", true)] {
        push_lines(&mut svg, picture, &places, class, stated);
    }
    for (node, (x, y)) in picture.nodes.iter().zip(&places) {
        let place = Place { x: *x, y: *y, r: radius(node.weight) };
        push_mark(&mut svg, node.hue.as_deref(), place, false);
    }
    for Label { text, x, y, anchor } in labels(picture, &places) {
        let [x, y] = [x, y].map(number);
        let anchor = anchor.name(direction);
        let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", xml(&text));
    }
    svg.push_str("</svg>");
    svg
}

/// All lines of one kind as one path, from mark to mark.
fn push_lines(svg: &mut String, picture: &Picture, places: &[(f64, f64)], class: &str, stated: bool) {
    let mut lines = picture.lines.iter().filter(|line| line.stated == stated).peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = write!(svg, "<path class=\"{class}\" d=\"");
    for line in lines {
        let [x1, y1, x2, y2] = [places[line.a].0, places[line.a].1, places[line.b].0, places[line.b].1].map(number);
        let _ = write!(svg, "M{x1} {y1}L{x2} {y2}");
    }
    svg.push_str("\"/>");
}

#[cfg(test)]
mod tests {
    use super::super::{Line, Node};
    use super::*;

    fn node(title: &str, hue: &str, weight: usize) -> Node {
        Node { title: title.into(), hue: Some(hue.into()), weight }
    }

    #[test]
    fn a_picture_is_well_formed_whatever_its_titles_hold() {
        let nodes = vec![node("<script> & \u{0}", "story", 2), node("\"", "\"><x", 1), node("Three", "tool", 1)];
        let lines = vec![Line { a: 0, b: 1, stated: true }, Line { a: 0, b: 2, stated: false }];
        let svg = draw(&Picture { nodes, lines }, "A <title>", "ltr");
        let document = roxmltree::Document::parse(&svg).unwrap();
        let count = |name: &str| {
            document.descendants().filter(|node| node.has_tag_name((SVG, name)) || node.has_tag_name(name)).count()
        };
        assert_eq!((count("text"), count("title")), (3, 1));
        let lines: Vec<&str> = document.descendants().filter_map(|node| node.attribute("class")).collect();
        assert_eq!(lines.iter().filter(|class| ["e", "e2"].contains(class)).count(), 2);
    }

    const SVG: &str = "http://www.w3.org/2000/svg";

    #[test]
    fn two_nodes_and_a_line_are_drawn_to_a_tenth_of_a_pixel() {
        let picture = Picture {
            nodes: vec![node("One", "story", 1), node("Two", "case", 1)],
            lines: vec![Line { a: 0, b: 1, stated: true }],
        };
        let svg = draw(&picture, "Two", "ltr");
        let path = svg.split("d=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(
            path.split(['M', 'L', ' ']).all(|number| number.split('.').nth(1).is_none_or(|tenth| tenth.len() == 1))
        );
    }
}
