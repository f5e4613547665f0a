//! How different two colours look, also to people who see fewer colours; and whether the colours of kinds do.

use std::sync::Arc;

use super::colour::Colour;
use super::tokens::{Hues, Mode, Shade};
use crate::diagnostics::{Code, Diagnostic};

/// The least ΔE2000 between two kinds' solids, for all kinds of colour vision.
pub const LEAST: f64 = 10.0;

/// The nearest of a set of colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    pub name: Arc<str>,
    /// ΔE2000; infinite where there is no other colour.
    pub difference: f64,
    /// For whose eyes.
    pub vision: &'static str,
}

/// Every two kinds whose solids some people could not tell from one another. `config` is the file whose colours are
/// to blame first.
pub fn check(hues: &Hues, config: &Arc<str>) -> Vec<Diagnostic> {
    Mode::BOTH.into_iter().flat_map(|mode| too_near(hues, mode, config)).collect()
}

fn too_near(hues: &Hues, mode: Mode, config: &Arc<str>) -> Vec<Diagnostic> {
    let shades: Vec<(&Arc<str>, &Shade)> = hues.iter().map(|(name, hue)| (name, hue.solid.shade(mode))).collect();
    let mut found = Vec::new();
    for (index, one) in shades.iter().enumerate() {
        for other in &shades[index + 1..] {
            // What cannot be read is told where contrast is checked.
            let (Some(colour), Some(near)) = (Colour::parse(&one.1.text), Colour::parse(&other.1.text)) else {
                continue;
            };
            let nearest = closest(colour, &[(other.0, near)]);
            if nearest.difference < LEAST {
                let is_own = one.1.span.file == *config && other.1.span.file != *config;
                let (to_blame, from) = if is_own { (one, other) } else { (other, one) };
                found.push(indistinct(to_blame, from, &nearest, mode));
            }
        }
    }
    found
}

fn indistinct(one: &(&Arc<str>, &Shade), other: &(&Arc<str>, &Shade), nearest: &Nearest, mode: Mode) -> Diagnostic {
    let message = format!(
        "the kinds' colours `{}` {} and `{}` {} differ by ΔE {:.1} for {} in {} mode; they need {LEAST}",
        one.0,
        one.1.text,
        other.0,
        other.1.text,
        // Rounded down, as ratios of contrast are.
        (nearest.difference * 10.0).floor() / 10.0,
        nearest.vision,
        mode.name(),
    );
    Diagnostic::new(Code::LowContrast, message)
        .at(one.1.span.clone())
        .related(other.1.span.clone(), format!("`{}` is set here", other.0))
        .help("take a colour that is lighter or darker than the other, or of another hue")
}

/// Which of `others` is hardest to tell from `colour`, for the kind of vision that finds it hardest.
pub fn closest(colour: Colour, others: &[(&Arc<str>, Colour)]) -> Nearest {
    let mut nearest = Nearest { name: "".into(), difference: f64::INFINITY, vision: "" };
    for (name, other) in others {
        for (whose, vision) in VISIONS {
            let difference = delta_e(lab(seen(colour, vision)), lab(seen(*other, vision)));
            if difference < nearest.difference {
                nearest = Nearest { name: (*name).clone(), difference, vision: whose };
            }
        }
    }
    nearest
}

type Matrix = [[f64; 3]; 3];

/// Normal vision, then full protanopia, deuteranopia and tritanopia, on linear RGB (Machado,
/// Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
/// 2009, severity 1.0).
const VISIONS: &[(&str, Matrix)] = &[
    ("all eyes", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

fn seen(colour: Colour, vision: &Matrix) -> [f64; 3] {
    times(vision, colour.linear()).map(|channel| channel.clamp(0.0, 1.0))
}

/// Linear sRGB to CIE L*a*b* under D65.
fn lab(linear: [f64; 3]) -> [f64; 3] {
    const TO_XYZ: Matrix = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    let [x, y, z] = times(&TO_XYZ, linear);
    let [x, y, z] = [x / 0.950_47, y, z / 1.088_83].map(|value| {
        let cut: f64 = 6.0 / 29.0;
        if value > cut.powi(3) { value.cbrt() } else { value / (3.0 * cut * cut) + 4.0 / 29.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000 (Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula", 2005).
fn delta_e([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |value: f64| (value.powi(7) / (value.powi(7) + 25f64.powi(7))).sqrt();
    let stretch = 1.5 - 0.5 * seventh((a1.hypot(b1) + a2.hypot(b2)) / 2.0);
    let (a1, a2) = (a1 * stretch, a2 * stretch);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let h = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let cos = |factor: f64, shift: f64| (factor * h + shift).to_radians().cos();
    let t = 1.0 - 0.17 * cos(1.0, -30.0) + 0.24 * cos(2.0, 0.0) + 0.32 * cos(3.0, 6.0) - 0.20 * cos(4.0, -63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rotation = 2.0 * seventh(c) * (60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh - rotation * dc * dh).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_that_of_the_papers_test_data() {
        for (one, other, expected) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], "2.0425"),
            ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], "4.3065"),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], "27.1492"),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], "1.2644"),
            ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], "0.9082"),
            ([50.0, -1.0, 2.0], [50.0, 0.0, 0.0], "2.3669"),
        ] {
            assert_eq!(format!("{:.4}", delta_e(one, other)), expected);
        }
    }

    #[test]
    fn the_themes_hues_are_as_far_apart_as_their_design_says() {
        let least = |solids: [&str; 8]| {
            let solids = solids.map(|text| (Arc::<str>::from(text), Colour::parse(text).expect("a colour")));
            let nearest = solids.iter().map(|(name, colour)| {
                let others = solids.iter().filter(|(other, _)| other != name);
                closest(*colour, &others.map(|(name, colour)| (name, *colour)).collect::<Vec<_>>()).difference
            });
            format!("{:.1}", nearest.fold(f64::INFINITY, f64::min))
        };
        let light = ["#0866d2", "#471b7d", "#c17d53", "#046442", "#874c73", "#543300", "#0c99b3", "#746b00"];
        let dark = ["#5184fa", "#c0aeff", "#d45f05", "#01b083", "#d183af", "#eadc9c", "#89e3e1", "#aebe00"];
        assert_eq!([least(light), least(dark)], ["13.6", "12.8"]);
    }

    #[test]
    fn people_who_see_fewer_colours_are_counted_in() {
        let red: Arc<str> = "red".into();
        let [one, other] = [Colour { red: 200, green: 60, blue: 40 }, Colour { red: 118, green: 100, blue: 38 }];
        let normal = delta_e(lab(one.linear()), lab(other.linear()));
        assert!(normal > 30.0);
        assert!(closest(other, &[(&red, one)]).difference < normal / 2.0);
    }
}
