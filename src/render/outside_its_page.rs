//! An entry's text where it stands without its page: in a feed, a mail, an expedition's toolkit.
//!
//! What only the page can make use of is left behind. Never changes what is read.

use memchr::memchr;

use crate::view::escape::xml;

/// Elements that are nothing without the page, as they begin, and what they are: icons, whose drawings stand there; what its
/// style sheet keeps for screen readers alone; links from headings and notes to themselves.
const OF_THE_PAGE: [(&str, &str); 5] = [
    ("<svg class=\"i\"", "svg"),
    ("<span class=\"vh\"", "span"),
    ("<caption class=\"vh\"", "caption"),
    ("<a class=\"anchor\"", "a"),
    ("<a href=\"#_fnref", "a"),
];
/// The number of a note, which then comes right behind.
const NOTE: &str = "<a class=\"fnref\"";

/// The text, in which links to headings of the same page lead to `url`.
pub fn outside_its_page(html: &str, url: &str) -> String {
    let own = format!("href=\"{}#", xml(url));
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut in_note = false;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let part = &rest[at..];
        if let Some((_, element)) = OF_THE_PAGE.iter().find(|(start, _)| part.starts_with(start)) {
            rest = behind(part, element);
            continue;
        }
        let (tag, behind) = part.split_at(part.find('>').map_or(part.len(), |end| end + 1));
        if tag.starts_with(NOTE) {
            in_note = true;
            text.push_str("<sup>");
        } else if in_note && tag == "</a>" {
            in_note = false;
            text.push_str("</sup>");
        } else {
            match tag.split_once("href=\"#").filter(|_| tag.starts_with("<a ")) {
                Some((before, after)) => text.extend([before, &own, after]),
                None => text.push_str(tag),
            }
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// What comes behind the element that begins `html`, with all that is in it.
fn behind<'h>(html: &'h str, element: &str) -> &'h str {
    let mut open = 0;
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..];
        if let Some(rest) = tag.strip_prefix('/').and_then(|tag| tag.strip_prefix(element)) {
            open -= i32::from(rest.starts_with('>'));
        } else if tag.strip_prefix(element).is_some_and(|rest| rest.starts_with([' ', '>'])) {
            open += 1;
        }
        if open == 0 {
            return tag.split_once('>').map_or("", |(_, behind)| behind);
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_within_a_text_lead_to_its_page() {
        let html =
            "<p>href=\"#a\" <a class=\"x\" href=\"#a\">href=\"#b\"</a> <a href=\"https://example.org/#c\">c</a></p>";
        assert_eq!(
            outside_its_page(html, "https://example.org/x/?a&b"),
            "<p>href=\"#a\" <a class=\"x\" href=\"https://example.org/x/?a&amp;b#a\">href=\"#b\"</a> \
             <a href=\"https://example.org/#c\">c</a></p>"
        );
    }

    #[test]
    fn icons_and_links_of_headings_stay_behind() {
        let heading = "<h2 id=\"a\">One<a class=\"anchor\" href=\"#a\"><span class=\"vh\">Link: One</span><span>#</span></a></h2>";
        assert_eq!(outside_its_page(heading, "/x/"), "<h2 id=\"a\">One</h2>");
        let card = "<p><svg class=\"i\"><use href=\"#_i-tool\"/></svg>Tool</p><svg class=\"i\"><path/></svg>";
        assert_eq!(outside_its_page(card, "/x/"), "<p>Tool</p>");
    }

    #[test]
    fn words_for_screen_readers_are_not_read_by_everybody() {
        let note = "<p>A claim.<a class=\"fnref\" href=\"#_fn1\" id=\"_fnref1\"><span class=\"vh\">Note </span>1</a></p>\
            <div class=\"sidenote\" id=\"_fn1\" role=\"note\"><b>1</b> Its <a href=\"/y/\">source</a>. \
            <a href=\"#_fnref1\"><span class=\"vh\">Back</span><span aria-hidden=\"true\">↩</span></a></div>";
        assert_eq!(
            outside_its_page(note, "/x/"),
            "<p>A claim.<sup>1</sup></p>\
            <div class=\"sidenote\" id=\"_fn1\" role=\"note\"><b>1</b> Its <a href=\"/y/\">source</a>. </div>"
        );
        let nested = "<p>Hi <span class=\"vh\">a <span lang=\"fr\">b</span> not read</span> end.</p>";
        assert_eq!(outside_its_page(nested, "/x/"), "<p>Hi  end.</p>");
        let table = "<table><caption class=\"vh\" id=\"table-1\">Table 1</caption><tr><td>☑<span class=\"vh\">Done </span></td></tr></table>";
        assert_eq!(outside_its_page(table, "/x/"), "<table><tr><td>☑</td></tr></table>");
    }

    #[test]
    fn a_text_that_breaks_off_is_read_to_its_end() {
        for broken in ["a <a href=\"#b", "a <svg class=\"i\"", "a <", "a <span class=\"vh\">b"] {
            assert!(outside_its_page(broken, "/x/").starts_with("a "), "{broken}");
        }
    }
}
