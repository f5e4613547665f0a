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
pub struct Words {
    pub months: [String; 12],
    pub short_months: [String; 12],
    pub today: String,
    /// A sentence with `{threads}`, `{marks}`, `{wefts}`, `{from}` and `{to}`.
    pub title: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    pub svg: String,
    /// For each mark, in the order of the picture, the key of its piece; none where it stands for several.
    pub pieces: Vec<Option<usize>>,
}

/// The picture with as many marks a thread as its limit in bytes allows.
pub fn draw(frame: &Frame, threads: &[Thread], joins: &[Join], today: Date, words: &Words) -> Drawn {
    let mut drawn = Drawn::default();
    for most in (LEAST_MARKS..=MOST_MARKS).rev() {
        drawn = draw_with(most, frame, threads, joins, today, words);
        if drawn.svg.len() <= frame.limit {
            break;
        }
    }
    drawn
}

fn draw_with(most: usize, frame: &Frame, threads: &[Thread], joins: &[Join], today: Date, words: &Words) -> Drawn {
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

fn title(frame: &Frame, rows: &[Vec<Mark>], wefts: usize, today: Date, words: &Words) -> String {
    let pieces: usize = rows.iter().flatten().map(|mark| mark.keys.len()).sum();
    let month = |number| &words.months[frame.month_at(number, today)];
    words
        .title
        .replace("{threads}", &rows.len().to_string())
        .replace("{marks}", &pieces.to_string())
        .replace("{wefts}", &wefts.to_string())
        .replace("{from}", month(0))
        .replace("{to}", month(frame.months - 1))
}

/// The names of the months, and a line for today.
fn time(frame: &Frame, threads: usize, today: Date, words: &Words) -> String {
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
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::super::frame::{NARROW, Time, WIDE};
    use super::super::layout::Piece;
    use super::*;

    const TODAY: Date = date(2026, 10, 19);

    fn words() -> Words {
        Words {
            months: std::array::from_fn(|month| format!("Month {}", month + 1)),
            short_months: std::array::from_fn(|month| format!("M{}", month + 1)),
            today: "today".into(),
            title: "{threads} threads, {marks} marks from {from} to {to}, {wefts} wefts <&>.".into(),
        }
    }

    fn piece(key: usize, day: Date, hue: &str) -> Piece {
        Piece { key, day, hue: hue.into() }
    }

    fn small() -> (Vec<Thread>, Vec<Join>) {
        let one = vec![piece(1, date(2026, 3, 1), "story"), piece(4, date(2026, 11, 5), "event")];
        let thread = |name: &str, pieces| Thread { name: name.into(), pieces };
        let threads = vec![
            thread("Welfare & housing", one),
            thread("<b>Citizenship</b>", vec![]),
            thread("Resilience", vec![]),
            thread(
                "Devolution and constitutional issues",
                vec![piece(2, date(2026, 9, 1), "case"), piece(3, date(2020, 1, 1), "case")],
            ),
        ];
        (threads, vec![Join { a: 1, b: 2 }, Join { a: 1, b: 3 }])
    }

    /// Eight communities that publish every day, with the longest names.
    fn crowded() -> (Vec<Thread>, Vec<Join>) {
        let hues = ["story", "case", "tool", "method", "blog", "event", "log", "newsletter"];
        let thread = |row: usize| Thread {
            name: "Qualität & Nähe ".repeat(12),
            pieces: (0..500)
                .map(|n| piece(row * 500 + n, TODAY.saturating_add((60 - n as i64).days()), hues[(n + row) % 8]))
                .collect(),
        };
        let joins = (0..400).map(|n| Join { a: n + 60, b: (n * 7) % 500 + 500 * (1 + n % 7) }).collect();
        ((0..8).map(thread).collect(), joins)
    }

    #[test]
    fn the_wide_loom_of_a_small_weave() {
        let (threads, joins) = small();
        let svg = draw(&WIDE, &threads, &joins, TODAY, &words()).svg;
        let months: String = [11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
            .iter()
            .enumerate()
            .map(|(n, month)| {
                format!(
                    "<text x=\"{}\" y=\"312\" font-size=\"12.5\" text-anchor=\"middle\">M{month}</text>",
                    253 + 73 * n
                )
            })
            .collect();
        let warp = "M206 46H1186M206 116H1186M206 186H1186M206 256H1186";
        let weft = "M508.5 46C508.5 167.8 946.5 134.2 946.5 256";
        let expected = [
            "<svg class=\"wide\" viewBox=\"0 0 1200 318\" role=\"img\" aria-labelledby=\"_loom-wide-t\">",
            "<title id=\"_loom-wide-t\">4 threads, 3 marks from Month 11 to Month 10, 1 wefts &lt;&amp;&gt;.</title>",
            &months,
            "<path class=\"today\" d=\"M1061.9 20V282\"/>",
            "<text x=\"1061.9\" y=\"12\" font-size=\"12.5\" text-anchor=\"middle\">today</text>",
            &format!("<path class=\"warp\" d=\"{warp}\"/><path class=\"warp-core\" d=\"{warp}\"/>"),
            &format!("<path class=\"halo\" d=\"{weft}\"/><path class=\"weft\" d=\"{weft}\"/>"),
            "<path class=\"warp\" d=\"M854 186h32\"/><path class=\"warp-core\" d=\"M854 186h32\"/>",
            "<text class=\"name\" x=\"192\" y=\"51\" font-size=\"13.5\" text-anchor=\"end\">Welfare &amp; housing</text>",
            "<text class=\"name\" x=\"192\" y=\"121\" font-size=\"13.5\" text-anchor=\"end\">&lt;b&gt;Citizenship&lt;/b&gt;</text>",
            "<text class=\"name\" x=\"192\" y=\"191\" font-size=\"13.5\" text-anchor=\"end\">Resilience</text>",
            "<text class=\"name\" x=\"192\" y=\"253\" font-size=\"13.5\" text-anchor=\"end\">Devolution and</text>",
            "<text class=\"name\" x=\"192\" y=\"269\" font-size=\"13.5\" text-anchor=\"end\">constitutional issues</text>",
            "<circle cx=\"508.5\" cy=\"46\" r=\"6.6\" class=\"m\" data-kind=\"story\"/>",
            "<circle cx=\"1102.2\" cy=\"46\" r=\"6.3\" class=\"m ring soon\" data-kind=\"event\"/>",
            "<rect x=\"940.4\" y=\"249.9\" width=\"12.1\" height=\"12.1\" class=\"m\" data-kind=\"case\"/>",
            "</svg>",
        ]
        .concat();
        assert_eq!(svg, expected);
    }

    #[test]
    fn from_right_to_left_everything_is_mirrored() {
        let (threads, joins) = small();
        let mirrored = Frame { time: Time::ToTheLeft, ..WIDE };
        let [svg, plain] = [mirrored, WIDE].map(|frame| draw(&frame, &threads, &joins, TODAY, &words()).svg);
        assert!(svg.contains("M994 46H14") && svg.contains("<circle cx=\"691.5\" cy=\"46\""), "{svg}");
        assert!(svg.contains("x=\"1008\" y=\"51\" font-size=\"13.5\" text-anchor=\"end\">Welfare"));
        let centres = |svg: &str| -> Vec<f64> {
            let document = roxmltree::Document::parse(svg).unwrap();
            document.descendants().filter_map(|node| node.attribute("cx")?.parse().ok()).collect()
        };
        let back: Vec<f64> = centres(&svg).iter().map(|x| ((1200.0 - x) * 10.0_f64).round() / 10.0).collect();
        assert_eq!(back, centres(&plain));
    }

    #[test]
    fn the_narrow_loom_shows_the_last_four_months() {
        let (threads, joins) = small();
        let svg = draw(&NARROW, &threads, &joins, TODAY, &words()).svg;
        assert!(svg.starts_with("<svg class=\"narrow\" viewBox=\"0 0 360 356\""));
        assert!(svg.contains("from Month 7 to Month 10, 0 wefts"));
        assert!(svg.contains("<text class=\"name\" x=\"4\" y=\"43\" font-size=\"13.5\">Welfare &amp; housing</text>"));
        assert_eq!(svg.matches("class=\"m").count(), 2);
    }

    #[test]
    fn however_much_there_is_the_pictures_stay_small_and_their_marks_inside() {
        let (threads, joins) = crowded();
        let both = [WIDE, NARROW].map(|frame| draw(&frame, &threads, &joins, TODAY, &words()));
        for (Drawn { svg, pieces }, frame) in both.iter().zip([WIDE, NARROW]) {
            assert_eq!(pieces.len(), svg.matches("class=\"m").count());
            assert!(pieces.iter().any(Option::is_none) && pieces.iter().any(Option::is_some));
            assert!(svg.len() <= frame.limit, "{}: {}", frame.class, svg.len());
            let document = roxmltree::Document::parse(svg).unwrap();
            let mut centres = document.descendants().filter_map(|node| node.attribute("cx")?.parse::<f64>().ok());
            assert!(svg.matches("class=\"m").count() >= 24, "{}", svg.matches("class=\"m").count());
            assert!(centres.all(|x| x >= frame.warp.0 && x <= frame.warp.1));
            assert!(svg.matches("class=\"weft\"").count() <= MOST_WEFTS);
        }
    }

    #[test]
    fn a_mark_that_stands_for_several_pieces_says_how_many() {
        let mark = |x: f64, keys: &[usize]| Mark { x, hue: "case".into(), keys: keys.into(), soon: false };
        assert_eq!(
            on_thread(&WIDE, &[mark(100.0, &[1, 2, 3]), mark(150.0, &[4])], 46.0),
            "<rect x=\"93.9\" y=\"39.9\" width=\"12.1\" height=\"12.1\" class=\"m\" data-kind=\"case\"/>\
             <rect x=\"143.9\" y=\"39.9\" width=\"12.1\" height=\"12.1\" class=\"m\" data-kind=\"case\"/>\
             <text class=\"note\" y=\"65\"><tspan x=\"108\">3</tspan></text>"
        );
    }

    #[test]
    fn the_same_weave_gives_the_same_bytes() {
        let (threads, joins) = crowded();
        let draw = || draw(&WIDE, &threads, &joins, TODAY, &words());
        assert_eq!(draw(), draw());
    }

    #[test]
    fn a_weft_crosses_in_the_middle_where_a_thread_is_halfway() {
        assert!((crossing(0.5) - 0.5).abs() < 1e-6);
        assert!(crossing(0.25) < crossing(0.75));
    }
}
