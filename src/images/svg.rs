//! The size of an SVG drawing, as its root element states it.

use roxmltree::{Document, ParsingOptions};

/// Width and height in CSS pixels; `Some(None)` where a drawing states none, nothing where the bytes
/// are no drawing.
pub fn size(bytes: &[u8]) -> Option<Option<(u32, u32)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    // Drawing programs write a document type; entities in it are bounded by the parser.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).ok()?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return None;
    }
    let stated = root.attribute("width").and_then(pixels).zip(root.attribute("height").and_then(pixels));
    Some(stated.or_else(|| view_box(root.attribute("viewBox")?)).map(|(width, height)| (whole(width), whole(height))))
}

/// A length in a unit that is the same on every screen.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &length[digits.len()..] {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        _ => return None,
    };
    digits.parse::<f64>().ok().map(|number| number * unit).filter(|length| is_length(*length))
}

fn view_box(numbers: &str) -> Option<(f64, f64)> {
    let numbers = numbers.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers[..] {
        [_, _, width, height] if is_length(width) && is_length(height) => Some((width, height)),
        _ => None,
    }
}

fn is_length(length: f64) -> bool {
    length > 0.0 && length < 1e6
}

fn whole(length: f64) -> u32 {
    length.round().max(1.0) as u32
}
