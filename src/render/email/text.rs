//! The plain text of a mail, read off its HTML: so both have the same order, words and links.
//!
//! Links are numbered, and their addresses stand at the end of the part that they are in. No line has more
//! than 72 columns, but for one that is an address.

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

use html2text::config::with_decorator;
use html2text::render::{TaggedLine, TextDecorator};

/// Columns that a mail may have without being broken where it is quoted (RFC 3676, 4.1: at most 78).
const COLUMNS: usize = 72;
/// Stand in the text until the links of a part are gathered. They are for private use (Unicode 23.5), and
/// as wide as the brackets that they become.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';
/// Begins a heading.
const HEADING: char = '\u{e002}';
const MARKS: [char; 3] = [OPEN, CLOSE, HEADING];

pub fn text(html: &str) -> String {
    let links = Rc::new(RefCell::new(Vec::new()));
    let html = html.replace(MARKS, "");
    let decorator = Numbered { links: links.clone(), current: 0 };
    let settings = with_decorator(decorator).no_table_borders().use_doc_css().link_footnotes(false);
    let rendered = settings.string_from_read(html.as_bytes(), COLUMNS).unwrap_or_default();
    let links = links.borrow();
    with_addresses(&rendered, &links)
}

/// The lines with the addresses of each part's links behind it.
fn with_addresses(rendered: &str, links: &[String]) -> String {
    let mut text = String::with_capacity(rendered.len() * 2);
    let mut told = 0;
    let mut seen = 0;
    let mut was_heading = false;
    for line in rendered.lines() {
        if was_heading && !line.contains(HEADING) {
            text.push('\n');
        }
        was_heading = line.contains(HEADING);
        if line.contains(HEADING) {
            tell(&mut text, links, told..seen);
            told = seen;
        }
        seen = seen.max(highest(line));
        text.push_str(line.replace(HEADING, "").replace(OPEN, "[").replace(CLOSE, "]").trim_end());
        text.push('\n');
    }
    tell(&mut text, links, told..seen);
    without_wide_gaps(&text)
}

/// The addresses of some links, apart from what stands around them.
fn tell(text: &mut String, links: &[String], numbers: std::ops::Range<usize>) {
    if numbers.is_empty() {
        return;
    }
    text.push('\n');
    for number in numbers {
        if let Some(address) = links.get(number) {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "[{}] {address}", number + 1);
        }
    }
    text.push('\n');
}

/// The highest number of a link in a line.
fn highest(line: &str) -> usize {
    let numbers = line.split(OPEN).skip(1).filter_map(|part| part.split_once(CLOSE)?.0.parse().ok());
    numbers.max().unwrap_or(0)
}

/// At most one empty line between two others, and none at the ends.
fn without_wide_gaps(text: &str) -> String {
    let mut narrow = String::with_capacity(text.len());
    let mut was_empty = true;
    for line in text.lines() {
        if !line.is_empty() || !was_empty {
            narrow.push_str(line);
            narrow.push('\n');
        }
        was_empty = line.is_empty();
    }
    let end = narrow.trim_end().len();
    narrow.truncate(end);
    narrow.push('\n');
    narrow
}

/// Numbers links from 1, each address once.
#[derive(Clone)]
struct Numbered {
    links: Rc<RefCell<Vec<String>>>,
    /// The number of the link that is open.
    current: usize,
}

impl Numbered {
    fn number(&self, url: &str) -> usize {
        let mut links = self.links.borrow_mut();
        let known = links.iter().position(|link| link == url);
        known.unwrap_or_else(|| {
            links.push(url.to_owned());
            links.len() - 1
        })
    }
}

impl TextDecorator for Numbered {
    type Annotation = ();

    fn decorate_link_start(&mut self, url: &str) -> (String, ()) {
        self.current = self.number(url) + 1;
        (String::new(), ())
    }

    fn decorate_link_end(&mut self) -> String {
        format!(" {OPEN}{}{CLOSE}", self.current)
    }

    fn decorate_em_start(&self) -> (String, ()) {
        ("*".into(), ())
    }

    fn decorate_em_end(&self) -> String {
        "*".into()
    }

    fn decorate_strong_start(&self) -> (String, ()) {
        ("*".into(), ())
    }

    fn decorate_strong_end(&self) -> String {
        "*".into()
    }

    fn decorate_strikeout_start(&self) -> (String, ()) {
        ("~".into(), ())
    }

    fn decorate_strikeout_end(&self) -> String {
        "~".into()
    }

    fn decorate_code_start(&self) -> (String, ()) {
        Default::default()
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) {}

    fn decorate_preformat_cont(&self) {}

    fn decorate_image(&mut self, _: &str, title: &str) -> (String, ()) {
        (title.to_owned(), ())
    }

    fn header_prefix(&self, _: usize) -> String {
        HEADING.into()
    }

    fn quote_prefix(&self) -> String {
        "> ".into()
    }

    fn unordered_item_prefix(&self) -> String {
        "- ".into()
    }

    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{number}. ")
    }

    fn make_subblock_decorator(&self) -> Numbered {
        self.clone()
    }

    fn decorate_superscript_start(&self) -> (String, ()) {
        ("^".into(), ())
    }

    fn decorate_superscript_end(&self) -> String {
        String::new()
    }

    fn finalise(&mut self, _: Vec<String>) -> Vec<TaggedLine<()>> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_numbered_and_stand_behind_their_part() {
        let html = r#"<p style="display:none">Hidden</p><h1>One</h1><p>A <a href="https://a.example/">link</a> and <a href="https://b.example/">b</a>.</p>
            <h2>Two</h2><ul><li><a href="https://a.example/">again</a></li><li><em>x</em> <a href="https://c.example/">c</a></li></ul>"#;
        assert_eq!(
            text(html),
            "One\n\nA link [1] and b [2].\n\n[1] https://a.example/\n[2] https://b.example/\n\nTwo\n\n- again [1]\n- *x* c [3]\n\n[3] https://c.example/\n"
        );
    }

    #[test]
    fn no_line_is_longer_than_a_mail_may_have() {
        let html =
            format!("<table role=\"presentation\"><tr><td><p>{}</p></td></tr></table>", "words and words ".repeat(40));
        assert!(text(&html).lines().all(|line| line.chars().count() <= COLUMNS));
    }
}
