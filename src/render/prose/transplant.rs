//! HTML of one page as it can stand on another.

/// The HTML of an embedded text as it can stand on another page: its ids would stand there twice,
/// so what names one of them leads to the page at `source`, which the text is taken from. An icon
/// stays: every page holds the icons that it uses.
pub fn transplanted(html: &str, source: &str) -> String {
    let html = without_ids(html);
    // Inside text a quotation mark is escaped, so these are attributes.
    html.replace("href=\"#", &format!("href=\"{source}#")).replace(&format!("<use href=\"{source}#"), "<use href=\"#")
}

/// The same without ids, and without what names one of them in another attribute than a link's.
pub fn without_ids(html: &str) -> String {
    without_attribute(&without_attribute(html, "id"), "aria-labelledby")
}

fn without_attribute(html: &str, name: &str) -> String {
    let start = format!(" {name}=\"");
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(&start) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let value = &from[start.len()..];
        rest = value.find('"').map_or("", |end| &value[end + 1..]);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embedded_text_leads_to_its_source_and_takes_its_icons_from_the_page() {
        let html = r##"<h2 id="a">A</h2><svg><use href="#_i-care"/></svg><a class="up" href="#a">up</a>"##;
        let expected = r##"<h2>A</h2><svg><use href="#_i-care"/></svg><a class="up" href="../b/#a">up</a>"##;
        assert_eq!(transplanted(html, "../b/"), expected);
    }
}
