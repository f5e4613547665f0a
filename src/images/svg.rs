//! The size of an SVG drawing, as its root element states it, and what programs wrote into it beside the picture.

use roxmltree::{Document, Node, ParsingOptions};

/// What the notes of a drawing begin with; few drawings hold any of it.
const SIGNS: [&str; 4] = ["<!--", "export-filename", "purl.org/dc/", "xmpmeta"];

/// The words of Dublin Core for who made something, where and when.
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const TELLING: [&str; 8] =
    ["contributor", "coverage", "creator", "date", "description", "publisher", "rights", "source"];

/// What the comments begin with that drawing programs write into every file.
const OF_PROGRAMS: [&str; 6] =
    ["created with", "created using", "generator", "made with", "uploaded to", "font awesome"];

/// Width and height in CSS pixels; `Some(None)` where a drawing states none, nothing where the bytes
/// are no drawing.
pub fn size(bytes: &[u8]) -> Option<Option<(u32, u32)>> {
    let document = drawing(bytes)?;
    let root = document.root_element();
    let stated = root.attribute("width").and_then(pixels).zip(root.attribute("height").and_then(pixels));
    Some(stated.or_else(|| view_box(root.attribute("viewBox")?)).map(|(width, height)| (whole(width), whole(height))))
}

/// Whether a drawing names its maker or the file that it was saved as, or holds a remark.
pub fn holds_notes(bytes: &[u8]) -> bool {
    let may_hold = SIGNS.iter().any(|sign| memchr::memmem::find(bytes, sign.as_bytes()).is_some());
    may_hold && drawing(bytes).is_some_and(|document| document.descendants().any(|node| is_note(&node)))
}

fn is_note(node: &Node) -> bool {
    if node.is_comment() {
        let words = node.text().unwrap_or_default().trim().to_lowercase();
        return !words.is_empty() && !OF_PROGRAMS.iter().any(|start| words.starts_with(start));
    }
    let name = node.tag_name();
    let says =
        || node.descendants().any(|inner| inner.is_text() && !inner.text().unwrap_or_default().trim().is_empty());
    let is_telling = name.namespace() == Some(DUBLIN_CORE) && TELLING.contains(&name.name()) && says();
    is_telling || name.name() == "xmpmeta" || node.attributes().any(|attribute| attribute.name() == "export-filename")
}

fn drawing(bytes: &[u8]) -> Option<Document<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    // Drawing programs write a document type; entities in it are bounded by the parser.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).ok()?;
    (document.root_element().tag_name().name() == "svg").then_some(document)
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
