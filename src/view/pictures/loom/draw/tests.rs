use jiff::ToSpan;
use jiff::civil::date;

use super::super::frame::{NARROW, Time, WIDE};
use super::super::layout::Piece;
use super::*;

const TODAY: Date = date(2026, 10, 19);

fn title(shown: &Shown<'_>) -> String {
    let Shown { threads, pieces, wefts, from, to } = shown;
    format!("{threads} threads, {pieces} marks from {from} to {to}, {wefts} wefts <&>.")
}

fn words() -> Words<'static> {
    Words {
        months: std::array::from_fn(|month| format!("Month {}", month + 1)),
        short_months: std::array::from_fn(|month| format!("M{}", month + 1)),
        today: "today".into(),
        title: &title,
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
            format!("<text x=\"{}\" y=\"312\" font-size=\"12.5\" text-anchor=\"middle\">M{month}</text>", 253 + 73 * n)
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
