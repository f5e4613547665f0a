//! An entry in the middle, and its nearest neighbours around it.

use std::cmp::Reverse;
use std::fmt::Write;
use std::sync::LazyLock;

use super::marks::{Place, push_mark};
use super::{lines, number};
use crate::view::Snapshot;
use crate::view::cards::cards;
use crate::view::contract::Neighbourhood;
use crate::view::escape::xml;
use crate::weaver::EntryIx;

const MIDDLE: (f64, f64) = (210.0, 130.0);
/// Eight places on an ellipse, from the top left clockwise, so far apart that no two labels of
/// two lines of [`LABEL`] columns can meet.
const PLACES: [(f64, f64); 8] = [
    (152.0, 45.0),
    (268.0, 45.0),
    (350.0, 96.0),
    (350.0, 166.0),
    (268.0, 216.0),
    (152.0, 216.0),
    (70.0, 166.0),
    (70.0, 96.0),
];
const LABEL: usize = 18;
/// From one line of a label to the next, and what its letters need above and below their baseline.
const LINE: f64 = 14.0;
const ABOVE: f64 = 13.0;
const BELOW: f64 = 8.0;
/// Around the middle: its ring, and a little air.
const AROUND: f64 = 24.0;

/// The way from the middle to each place, bent a little to its right: the same in every picture.
static WAYS: LazyLock<[String; PLACES.len()]> = LazyLock::new(|| PLACES.map(way));

/// What stands around the middle.
struct Neighbour<'a> {
    caption: Vec<String>,
    hue: Option<&'a str>,
    /// An author stated a relation; otherwise one text mentions the other.
    stated: bool,
}

/// The entry with up to eight neighbours: relations first, then mentions, each newest first.
/// Nothing for an entry that is not linked at all.
pub fn neighbourhood(snapshot: &Snapshot, entry: EntryIx) -> Option<Neighbourhood> {
    let nearest = nearest(snapshot, entry);
    if nearest.is_empty() {
        return None;
    }
    let doc = snapshot.weave.doc(entry);
    let around: Vec<Neighbour> = nearest
        .iter()
        .map(|(entry, stated)| {
            let doc = snapshot.weave.doc(*entry);
            Neighbour { caption: lines(&doc.facts.title, LABEL), hue: hue(snapshot, *entry), stated: *stated }
        })
        .collect();
    let title = snapshot
        .say(&doc.lang, "neighbourhood-title")
        .replace("{count}", &around.len().to_string())
        .replace("{title}", &doc.facts.title);
    let svg_html = draw(&title, hue(snapshot, entry), &around);
    Some(Neighbourhood { svg_html, items: cards(snapshot, nearest.into_iter().map(|(entry, _)| entry)) })
}

fn hue(snapshot: &Snapshot, entry: EntryIx) -> Option<&str> {
    snapshot.kinds.get(&snapshot.weave.doc(entry).id.kind)?.hue.as_deref()
}

/// The nearest entries in the language of `entry`, and whether a relation is stated. Links of all
/// languages of the entry count: a translation is the same piece of knowledge.
fn nearest(snapshot: &Snapshot, entry: EntryIx) -> Vec<(EntryIx, bool)> {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let mut nearest: Vec<(EntryIx, bool)> = Vec::new();
    for version in weave.versions(entry) {
        let out = weave.outgoing(version).iter().map(|edge| (edge.to, edge));
        let back = weave.incoming(version).map(|edge| (edge.from, edge));
        nearest.extend(out.chain(back).map(|(other, edge)| (weave.version(other, &doc.lang), edge.relation.is_some())));
    }
    // Of several links to one entry a stated relation counts.
    nearest.sort_unstable_by_key(|(entry, stated)| (*entry, Reverse(*stated)));
    nearest.dedup_by_key(|(entry, _)| *entry);
    nearest.sort_by_cached_key(|(entry, stated)| (Reverse(*stated), Reverse(weave.date(*entry)), *entry));
    nearest.truncate(PLACES.len());
    nearest
}

fn draw(title: &str, hue: Option<&str>, around: &[Neighbour]) -> String {
    let mut svg = String::with_capacity(400 + 320 * around.len());
    let placed = || around.iter().enumerate().map(|(number, one)| (number * PLACES.len() / around.len(), one));
    let (top, bottom) = reach(placed());
    let _ = write!(
        svg,
        "<svg class=\"mini\" viewBox=\"0 {} 420 {}\" role=\"img\" aria-labelledby=\"_hood-t\"><title id=\"_hood-t\">{}</title>",
        number(top),
        number(bottom - top),
        xml(title)
    );
    for (place, neighbour) in placed() {
        let class = if neighbour.stated { "e" } else { "e2" };
        ["<path class=\"", class, "\" d=\"", &WAYS[place], "\"/>"].into_iter().for_each(|part| svg.push_str(part));
    }
    let (x, y) = MIDDLE;
    let _ = write!(svg, "<circle class=\"c\" cx=\"{x}\" cy=\"{y}\" r=\"17\"/>");
    push_mark(&mut svg, hue, Place { x, y, r: 9.0 }, false);
    for (place, neighbour) in placed() {
        let (x, y) = PLACES[place];
        push_mark(&mut svg, neighbour.hue, Place { x, y, r: 7.5 }, false);
        push_caption(&mut svg, (x, y), &neighbour.caption);
    }
    svg.push_str("</svg>");
    svg
}

/// How far up and down the picture reaches: what has few neighbours needs less room.
fn reach<'a>(placed: impl Iterator<Item = (usize, &'a Neighbour<'a>)>) -> (f64, f64) {
    let middle = (MIDDLE.1 - AROUND, MIDDLE.1 + AROUND);
    placed.fold(middle, |(top, bottom), (place, neighbour)| {
        let (first, last) = baselines(PLACES[place], neighbour.caption.len());
        (top.min(first - ABOVE), bottom.max(last + BELOW))
    })
}

/// Of the first and the last line of a caption. It stands above the mark in the upper half, below it in the
/// lower: always away from the lines between marks.
fn baselines((_, y): (f64, f64), lines: usize) -> (f64, f64) {
    let more = LINE * (lines - 1) as f64;
    if y < MIDDLE.1 { (y - 14.0 - more, y - 14.0) } else { (y + 22.0, y + 22.0 + more) }
}

fn way((x, y): (f64, f64)) -> String {
    let (dx, dy) = (x - MIDDLE.0, y - MIDDLE.1);
    let bend = (MIDDLE.0 + dx / 2.0 + 0.12 * dy, MIDDLE.1 + dy / 2.0 - 0.12 * dx);
    let [x, y, bend_x, bend_y] = [x, y, bend.0, bend.1].map(number);
    let [from_x, from_y] = [MIDDLE.0, MIDDLE.1].map(number);
    format!("M{from_x} {from_y}Q{bend_x} {bend_y} {x} {y}")
}

fn push_caption(svg: &mut String, place: (f64, f64), caption: &[String]) {
    let (x, (first, _)) = (place.0, baselines(place, caption.len()));
    for (place, line) in caption.iter().enumerate() {
        let [x, y] = [x, first + LINE * place as f64].map(number);
        let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>", xml(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neighbour<'a>(title: &str, hue: Option<&'a str>, stated: bool) -> Neighbour<'a> {
        Neighbour { caption: lines(title, LABEL), hue, stated }
    }

    #[test]
    fn a_stated_relation_is_a_line_and_a_mention_is_dotted() {
        let around =
            [neighbour("Rent letter", Some("story"), true), neighbour("A <b>plan</b> & its long story", None, false)];
        assert_eq!(
            draw("The middle", Some("method"), &around),
            "<svg class=\"mini\" viewBox=\"0 18 420 242\" role=\"img\" aria-labelledby=\"_hood-t\">\
             <title id=\"_hood-t\">The middle</title>\
             <path class=\"e\" d=\"M210 130Q170.8 94.5 152 45\"/>\
             <path class=\"e2\" d=\"M210 130Q249.3 166 268 216\"/>\
             <circle class=\"c\" cx=\"210\" cy=\"130\" r=\"17\"/>\
             <path d=\"M210 118.3l11.7 11.7l-11.7 11.7l-11.7 -11.7z\" class=\"m\" data-kind=\"method\"/>\
             <circle cx=\"152\" cy=\"45\" r=\"7.5\" class=\"m\" data-kind=\"story\"/>\
             <text x=\"152\" y=\"31\" text-anchor=\"middle\">Rent letter</text>\
             <circle cx=\"268\" cy=\"216\" r=\"5.2\" class=\"m\" data-kind=\"ink\"/>\
             <text x=\"268\" y=\"238\" text-anchor=\"middle\">A &lt;b&gt;plan&lt;/b&gt; &amp;</text>\
             <text x=\"268\" y=\"252\" text-anchor=\"middle\">its long story</text></svg>"
        );
    }

    #[test]
    fn labels_never_meet_and_stay_inside() {
        let half = LABEL as f64 * 6.2 / 2.0;
        let top = |y: f64| if y < MIDDLE.1 { y - 14.0 - 2.0 * LINE } else { y + 22.0 - LINE };
        let boxes = PLACES.map(|(x, y)| (x, top(y)));
        for (number, (x, y)) in boxes.iter().enumerate() {
            assert!(x - half >= 0.0 && x + half <= 420.0 && *y >= 0.0 && y + 2.0 * LINE <= 264.0, "{x} {y}");
            for (other_x, other_y) in &boxes[number + 1..] {
                assert!(
                    (x - other_x).abs() >= 2.0 * half || (y - other_y).abs() >= 2.0 * LINE,
                    "{x},{y} {other_x},{other_y}"
                );
            }
        }
    }

    #[test]
    fn every_number_of_neighbours_is_well_formed_and_has_places_of_its_own() {
        for count in 1..=8 {
            let around: Vec<Neighbour> = (0..count).map(|_| neighbour("<x> & \u{0}", Some("blog"), true)).collect();
            let svg = draw("t", None, &around);
            let document = roxmltree::Document::parse(&svg).unwrap();
            let mut places: Vec<&str> =
                document.descendants().filter_map(|node| node.attribute("d")).filter(|d| d.contains('Q')).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), count);
        }
    }
}
