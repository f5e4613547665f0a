//! Colours: reading them, WCAG contrast, and deriving readable ones from a hue.

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Colour {
    pub const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
    pub const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };

    /// Reads `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |from: usize, width: usize| u8::from_str_radix(&digits[from..from + width], 16).ok();
        match digits.len() {
            3 => Some(Colour { red: channel(0, 1)? * 17, green: channel(1, 1)? * 17, blue: channel(2, 1)? * 17 }),
            6 => Some(Colour { red: channel(0, 2)?, green: channel(2, 2)?, blue: channel(4, 2)? }),
            _ => None,
        }
    }

    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Relative luminance from 0 to 1, as WCAG 2.2 defines it.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Linear light from 0 to 1 of red, green and blue.
    pub fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// The colour of a lightness (0 to 1), chroma and hue (degrees) in OKLCH, or `None` where sRGB
    /// has no such colour. Matrices of Björn Ottosson, "A perceptual color space for image
    /// processing" (2020).
    pub fn oklch(lightness: f64, chroma: f64, hue: f64) -> Option<Colour> {
        let (sin, cos) = hue.to_radians().sin_cos();
        let (a, b) = (chroma * cos, chroma * sin);
        let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let middle = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let red = 4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short;
        let green = -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short;
        let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short;
        Some(Colour { red: encode(red)?, green: encode(green)?, blue: encode(blue)? })
    }

    /// [`Colour::oklch`] with as much of the chroma as sRGB allows.
    pub fn oklch_within(lightness: f64, chroma: f64, hue: f64) -> Option<Colour> {
        (0..=20).find_map(|step| Colour::oklch(lightness, chroma * (1.0 - f64::from(step) / 20.0), hue))
    }
}

/// Linear light to an sRGB channel; `None` outside the gamut, with room for rounding.
fn encode(linear: f64) -> Option<u8> {
    if !(-0.0005..=1.0005).contains(&linear) {
        return None;
    }
    let linear = linear.clamp(0.0, 1.0);
    let value = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    Some((value * 255.0).round() as u8)
}

/// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn contrast_is_as_wcag_computes_it() {
        assert_eq!(contrast(colour("#000"), colour("#ffffff")), 21.0);
        assert_eq!(format!("{:.1}", contrast(colour("#191c24"), colour("#ffffff"))), "17.0");
        assert_eq!(format!("{:.1}", contrast(colour("#757c8e"), colour("#f4f5f8"))), "3.8");
        assert_eq!(format!("{:.1}", contrast(colour("#f2728f"), colour("#12141a"))), "6.6");
    }

    #[test]
    fn only_hexadecimal_colours_are_read() {
        assert_eq!(colour("#fA0"), Colour { red: 255, green: 170, blue: 0 });
        for wrong in ["", "#", "fff", "#ff", "#ffff", "#ggg", "#+12", "#é1", "red", "#1234567"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn oklch_matches_known_colours() {
        // Red and mid-grey as css-color-4 gives them.
        assert_eq!(Colour::oklch(0.627_955, 0.257_683, 29.2339).map(Colour::hex).as_deref(), Some("#ff0000"));
        assert_eq!(Colour::oklch(0.599_87, 0.0, 0.0).map(Colour::hex).as_deref(), Some("#808080"));
        assert_eq!(Colour::oklch(0.6, 0.5, 240.0), None);
    }
}
