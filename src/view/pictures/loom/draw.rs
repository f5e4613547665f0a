//! The loom as SVG.

use std::fmt::Write;

use jiff::civil::Date;

use super::super::marks::{Place, mark};
use super::super::{label, lines, number};
use super::frame::{Frame, Names};
use super::layout::{Join, Mark, Thread, Weft, marks, wefts};
use crate::view::escape::xml;

const MOST_MARKS: usize = 40;
const LEAST_MARKS: usize = 2;
const MOST_WEFTS: usize = 12;
const RADIUS: f64 = 6.6;
/// From one line of a name to the next.
const LINE: f64 = 16.0;
/// How far along a weft's height its bends reach.
const BEND: f64 = 0.58;

/// The words of the picture, in the reader's language.
pub struct Words<'w> {
    pub months: [String; 12],
    pub short_months: [String; 12],
    pub today: String,
    /// Says what the picture shows.
    pub title: &'w dyn Fn(&Shown<'_>) -> String,
}

/// What there is in a picture, and the months at its ends.
pub struct Shown<'m> {
    pub threads: usize,
    pub pieces: usize,
    pub wefts: usize,
    pub from: &'m str,
    pub to: &'m str,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    pub svg: String,
    /// For each mark, in the order of the picture, the key of its piece; none where it stands for several.
    pub pieces: Vec<Option<usize>>,
}

/// The picture with as many marks a thread as its limit in bytes allows.
pub fn draw(frame: &Frame, threads: &[Thread], joins: &[Join], today: Date, words: &Words<'_>) -> Drawn {
    let mut drawn = Drawn::default();
    for most in (LEAST_MARKS..=MOST_MARKS).rev() {
        drawn = draw_with(most, frame, threads, joins, today, words);
        if drawn.svg.len() <= frame.limit {
            break;
        }
    }
    drawn
}

fn draw_with(most: usize, frame: &Frame, threads: &[Thread], joins: &[Join], today: Date, words: &Words<'_>) -> Drawn {
    let rows: Vec<Vec<Mark>> = threads.iter().map(|thread| marks(thread, frame, today, most)).collect();
    let wefts = wefts(&rows, joins, most.min(MOST_WEFTS));
    let mut svg = String::with_capacity(frame.limit);
    let class = frame.class;
    let (width, height) = (frame.width, frame.height(threads.len()));
    let _ = write!(
        svg,
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"_loom-{class}-t\">"
    );
    let title = title(frame, &rows, wefts.len(), today, words);
    let _ = write!(svg, "<title id=\"_loom-{class}-t\">{}</title>", xml(&title));
    svg.push_str(&time(frame, threads.len(), today, words));
    svg.push_str(&warp(&rows_of(frame, threads.len())));
    wefts.iter().for_each(|weft| svg.push_str(&curve(frame, weft)));
    svg.push_str(&warp(&wefts.iter().flat_map(|weft| under(frame, weft)).collect::<String>()));
    svg.push_str(&names(frame, threads));
    rows.iter().enumerate().for_each(|(row, marks)| svg.push_str(&on_thread(frame, marks, frame.y(row))));
    svg.push_str("</svg>");
    let pieces = rows.iter().flatten().map(|mark| match *mark.keys {
        [key] => Some(key),
        _ => None,
    });
    Drawn { svg, pieces: pieces.collect() }
}

fn title(frame: &Frame, rows: &[Vec<Mark>], wefts: usize, today: Date, words: &Words<'_>) -> String {
    let month = |number| &*words.months[frame.month_at(number, today)];
    (words.title)(&Shown {
        threads: rows.len(),
        pieces: rows.iter().flatten().map(|mark| mark.keys.len()).sum(),
        wefts,
        from: month(0),
        to: month(frame.months - 1),
    })
}

/// The names of the months, and a line for today.
fn time(frame: &Frame, threads: usize, today: Date, words: &Words<'_>) -> String {
    let mut svg = String::new();
    let bottom = number(frame.height(threads) - 6.0);
    for month in 0..frame.months {
        let x = number(frame.drawn(frame.left + frame.month * (f64::from(month) + 0.5)));
        let name = xml(&words.short_months[frame.month_at(month, today)]);
        let _ = write!(svg, "<text x=\"{x}\" y=\"{bottom}\" font-size=\"12.5\" text-anchor=\"middle\">{name}</text>");
    }
    let x = number(frame.drawn(frame.x(today, today)));
    let (top, end) = (frame.today, number(frame.y(threads.saturating_sub(1)) + 26.0));
    let _ = write!(svg, "<path class=\"today\" d=\"M{x} {top}V{end}\"/>");
    let (y, word) = (number(top - 8.0), xml(&words.today));
    let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" font-size=\"12.5\" text-anchor=\"middle\">{word}</text>");
    svg
}

/// A thread is a light core in a line; `path` may hold several of them.
fn warp(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    format!("<path class=\"warp\" d=\"{path}\"/><path class=\"warp-core\" d=\"{path}\"/>")
}

fn rows_of(frame: &Frame, threads: usize) -> String {
    let (start, end) = (number(frame.drawn(frame.warp.0)), number(frame.drawn(frame.warp.1)));
    (0..threads).map(|row| format!("M{start} {}H{end}", number(frame.y(row)))).collect()
}

/// Over the wefts, which may pass through a name on their way.
fn names(frame: &Frame, threads: &[Thread]) -> String {
    let name = |(row, thread): (usize, &Thread)| {
        let y = frame.y(row);
        match frame.names {
            Names::Above(columns) => name(frame.drawn(frame.warp.0), y - 19.0, "", &label(&thread.name, columns)),
            Names::Before(x, columns) => {
                let lines = lines(&thread.name, columns);
                let first = y + 5.0 - LINE / 2.0 * (lines.len() - 1) as f64;
                let line = |(number, line): (usize, &String)| {
                    name(frame.drawn(x), first + LINE * number as f64, " text-anchor=\"end\"", line)
                };
                lines.iter().enumerate().map(line).collect()
            }
        }
    };
    threads.iter().enumerate().map(name).collect()
}

fn name(x: f64, y: f64, anchor: &str, text: &str) -> String {
    let [x, y] = [x, y].map(number);
    format!("<text class=\"name\" x=\"{x}\" y=\"{y}\" font-size=\"13.5\"{anchor}>{}</text>", xml(text))
}

/// A weft lies on a halo that parts it from what it passes over.
fn curve(frame: &Frame, weft: &Weft) -> String {
    let ((x1, row1), (x2, row2)) = (weft.from, weft.to);
    let (y1, y2) = (frame.y(row1), frame.y(row2));
    let bend = BEND * (y2 - y1);
    let (x1, x2) = (frame.drawn(x1), frame.drawn(x2));
    let [x1, y1, x2, y2, leave, arrive] = [x1, y1, x2, y2, y1 + bend, y2 - bend].map(number);
    let path = format!("M{x1} {y1}C{x1} {leave} {x2} {arrive} {x2} {y2}");
    format!("<path class=\"halo\" d=\"{path}\"/><path class=\"weft\" d=\"{path}\"/>")
}

/// The pieces of thread that lie over a weft: it passes over every second thread and under the
/// others.
fn under(frame: &Frame, weft: &Weft) -> Vec<String> {
    let ((x1, row1), (x2, row2)) = (weft.from, weft.to);
    let between = row1.min(row2) + 1..row1.max(row2);
    between
        .filter(|row| row % 2 == 0)
        .map(|row| {
            let part = (frame.y(row) - frame.y(row1)) / (frame.y(row2) - frame.y(row1));
            let across = crossing(part);
            let left = (frame.drawn(x1 + (x2 - x1) * across) - 16.0).round();
            format!("M{} {}h32", number(left), number(frame.y(row)))
        })
        .collect()
}

/// How far across a weft is where it has covered `part` of its height: the curve's parameter is
/// found by halving, which gives the same digits on every machine.
fn crossing(part: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..30 {
        let t: f64 = (low + high) / 2.0;
        let rest = 1.0 - t;
        let height = 3.0 * BEND * t * rest * rest + 3.0 * (1.0 - BEND) * t * t * rest + t * t * t;
        if height < part { low = t } else { high = t }
    }
    low * low * (3.0 - 2.0 * low)
}

/// The marks of a thread, and beside those that stand for several pieces, how many. The number
/// stands below and after it, away from names and from wefts that end in the mark.
fn on_thread(frame: &Frame, marks: &[Mark], y: f64) -> String {
    let drawn = marks.iter().map(|one| mark(Some(&one.hue), Place { x: frame.drawn(one.x), y, r: RADIUS }, one.soon));
    let mut svg: String = drawn.collect();
    let sums = marks.iter().filter(|mark| mark.keys.len() > 1);
    let sums: String = sums
        .map(|mark| format!("<tspan x=\"{}\">{}</tspan>", number(frame.drawn(mark.x + 8.0)), mark.keys.len()))
        .collect();
    if !sums.is_empty() {
        let _ = write!(svg, "<text class=\"note\" y=\"{}\">{sums}</text>", number(y + 19.0));
    }
    svg
}

#[cfg(test)]
mod tests;
