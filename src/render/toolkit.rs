//! What an expedition brought back, as one file: every text, picture and style inside, for printing and for
//! where there is no network.
//!
//! Refers to nothing but the web pages that its links lead to.

use std::collections::BTreeMap;

use tera::Value;

use super::Part;
use super::context::render_part;
use super::memo::Memo;
use super::outside_its_page::outside_its_page;
use super::prose::{self, FILE, data_address, safe};
use crate::diagnostics::Diagnostic;
use crate::plan::encode;
use crate::view::escape::xml;
use crate::view::{Snapshot, expedition, images};
use crate::weaver::EntryIx;

pub fn toolkit(snapshot: &Snapshot, memo: &Memo, entry: EntryIx) -> Result<Vec<Part>, Box<Diagnostic>> {
    let mut toolkit = expedition::toolkit(snapshot, entry);
    let home = snapshot.config.base_url.absolute("");
    let inside = expedition::in_toolkit(snapshot, entry);
    let places: BTreeMap<String, String> = toolkit
        .taken
        .iter()
        .chain(&toolkit.brought_back)
        .zip(&inside)
        .map(|(part, of)| (address(snapshot, &home, *of), part.id.clone()))
        .collect();
    for (part, of) in toolkit.taken.iter_mut().chain(&mut toolkit.brought_back).zip(&inside) {
        let text = prose::with_files(snapshot, memo, *of, &home)?;
        let text = outside_its_page(&text, &address(snapshot, &home, *of));
        let text = format!("{}{}", picture(snapshot, *of), below_its_title(&prose::without_ids(&text)));
        part.body_html = Some(safe(&leading_inside(&text, &places)));
    }
    let lang = &snapshot.weave.doc(entry).lang;
    let value = [("toolkit".to_owned(), Value::from_serializable(&toolkit))];
    let html = render_part(snapshot, "toolkit/file.html", &home, lang, value, snapshot.weave.address(entry))?;
    Ok(parts(snapshot, &html))
}

fn address(snapshot: &Snapshot, home: &str, entry: EntryIx) -> String {
    format!("{home}{}", encode(snapshot.weave.address(entry)))
}

/// The picture that stands above an entry's text, where it is a file of the site.
fn picture(snapshot: &Snapshot, entry: EntryIx) -> String {
    let image = snapshot.weave.doc(entry).facts.image.as_ref();
    match (images::own_file(snapshot, entry), image) {
        (Some(file), Some(image)) => {
            let alt = image.alt.as_deref().unwrap_or_default();
            format!("<figure><img src=\"{}\" alt=\"{}\"></figure>\n", xml(&data_address(&file)), xml(alt))
        }
        _ => String::new(),
    }
}

/// Headings one level down: the title of the entry is one itself here.
fn below_its_title(html: &str) -> String {
    let mut html = html.to_owned();
    for level in (2..=5).rev() {
        for start in ["<h", "</h"] {
            html = html.replace(&format!("{start}{level}"), &format!("{start}{}", level + 1));
        }
    }
    html
}

/// Links to entries that stand in the file lead to their place in it.
fn leading_inside(html: &str, places: &BTreeMap<String, String>) -> String {
    let mut text = html.to_owned();
    for (address, id) in places {
        text = text.replace(&format!("href=\"{}\"", xml(address)), &format!("href=\"#{}\"", xml(id)));
    }
    text
}

/// The page cut at its files. What names no published file stays text.
fn parts(snapshot: &Snapshot, html: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut pieces = html.split(FILE.0);
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        match piece.split_once(FILE.1) {
            Some((file, rest)) if snapshot.plan.file(file).is_some() => {
                parts.push(Part::Text(std::mem::take(&mut text)));
                parts.push(Part::File(file.into()));
                text.push_str(rest);
            }
            _ => text.push_str(piece),
        }
    }
    parts.push(Part::Text(text));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_one_level_down() {
        assert_eq!(below_its_title("<h2>A</h2><h3>B</h3><hr>"), "<h3>A</h3><h4>B</h4><hr>");
    }

    #[test]
    fn a_link_to_what_stands_in_the_file_stays_in_it() {
        let places = BTreeMap::from([("https://example.org/tools/x/".to_owned(), "tool-x".to_owned())]);
        let html = r#"<a href="https://example.org/tools/x/">x</a> <a href="https://example.org/tools/x/#y">y</a>"#;
        assert_eq!(
            leading_inside(html, &places),
            r##"<a href="#tool-x">x</a> <a href="https://example.org/tools/x/#y">y</a>"##
        );
    }
}
