//! What is added to a page that is only previewed: the reload script, and what is wrong.

use std::hash::Hasher;

use twox_hash::XxHash3_64;

use crate::diagnostics::{Diagnostic, Format, Sources, print};
use crate::view::escape::xml;
use crate::weaver::Withheld;

/// The script that every previewed page loads.
pub const CLIENT: &str = include_str!("client.js");

/// Where the script is asked for.
pub const CLIENT_PATH: &str = "/__copsite/client.js";

/// An overlay that holds more would only be scrolled past; the terminal has all of them.
const SHOWN: usize = 10;

/// What the overlay shows: the first problems as a terminal shows them, and how many more there are.
pub fn words(problems: &[Diagnostic], sources: &dyn Sources) -> String {
    let shown = &problems[..problems.len().min(SHOWN)];
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = print(shown, sources, Format::Human { colour: false }, &mut out);
    let mut words = String::from_utf8_lossy(&out).trim_end().to_string();
    if problems.len() > SHOWN {
        words.push_str(&format!("\n\nand {} more, which the terminal shows", problems.len() - SHOWN));
    }
    words
}

/// What the script is told of the page it stands in.
pub struct Script<'a> {
    pub revision: u64,
    /// Empty where nothing is wrong.
    pub problems: &'a str,
    /// The fingerprint of the page's bytes.
    pub print: u64,
    /// The address of the style sheet inside the site; empty for none.
    pub style: &'a str,
    /// Why not everybody may see the page.
    pub withheld: Option<Withheld>,
}

/// `html` with the script before the end of its body.
pub fn inject(html: &[u8], script: &Script) -> Vec<u8> {
    let tag = format!(
        "<script src=\"{CLIENT_PATH}\" data-revision=\"{}\" data-problems=\"{}\" data-print=\"{:x}\" data-unstyled=\"{:x}\" data-withheld=\"{}\"></script>",
        script.revision,
        xml(script.problems),
        script.print,
        print_without(html, script.style),
        script.withheld.map_or("", reason),
    );
    let at = end_of_body(html);
    [&html[..at], tag.as_bytes(), &html[at..]].concat()
}

/// The word that the script has a sentence for.
fn reason(withheld: Withheld) -> &'static str {
    match withheld {
        Withheld::Unreadable => "unreadable",
        other => other.name(),
    }
}

/// The fingerprint of a page as it would be under any name of its style sheet: where only that differs,
/// the sheet can be exchanged without loading the page again.
fn print_without(html: &[u8], style: &str) -> u64 {
    let mut hasher = XxHash3_64::with_seed(0);
    let mut at = 0;
    if !style.is_empty() {
        for found in memchr::memmem::find_iter(html, style) {
            hasher.write(&html[at..found]);
            at = found + style.len();
        }
    }
    hasher.write(&html[at..]);
    hasher.finish()
}

/// Where the last `</body` starts, in any letter case; the end where there is none.
fn end_of_body(html: &[u8]) -> usize {
    let tag = b"</body";
    html.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag)).unwrap_or(html.len())
}

/// What the preview's own pages may load: the script.
pub const OWN_POLICY: &str =
    "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'";

/// A page for an address where nothing can be shown.
pub fn bare_page(title: &str) -> Vec<u8> {
    format!("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<body>\n<h1>{title}</h1>\n</body>\n</html>\n")
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    /// The tag as it stands in `html`, from which the fingerprint of its text is taken.
    fn tag(html: &str, problems: &str) -> String {
        let unstyled = XxHash3_64::oneshot(html.replace("s.1.css", "").as_bytes());
        format!(
            "<script src=\"/__copsite/client.js\" data-revision=\"7\" data-problems=\"{problems}\" data-print=\"2a\" data-unstyled=\"{unstyled:x}\" data-withheld=\"draft\"></script>"
        )
    }

    fn injected(html: &str, problems: &str) -> String {
        let withheld = Some(Withheld::Draft);
        let script = Script { revision: 7, problems, print: 42, style: "s.1.css", withheld };
        String::from_utf8(inject(html.as_bytes(), &script)).unwrap()
    }

    #[test]
    fn the_script_stands_before_the_last_end_of_a_body() {
        for (before, after) in
            [("<p>a</p>", "</body></html>"), ("<!-- </body> -->", "</BODY >"), ("<p>a", ""), ("", "")]
        {
            let html = format!("{before}{after}");
            assert_eq!(injected(&html, ""), format!("{before}{}{after}", tag(&html, "")));
        }
    }

    #[test]
    fn a_problem_cannot_leave_its_attribute() {
        let page = injected("</body>", "\"><script>alert(1)</script>");
        let expected = tag("</body>", "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(page, format!("{expected}</body>"));
    }

    #[test]
    fn pages_that_differ_in_the_name_of_their_style_sheet_alone_are_told_to() {
        let page = |style: &str| format!("<link href=\"../{style}\"><p>a</p><link href=\"../{style}\">");
        let print = |style: &str| print_without(page(style).as_bytes(), style);
        assert_eq!(print("s.1.css"), print("s.2.css"));
        assert_ne!(print("s.1.css"), print_without(page("s.2.css").as_bytes(), "s.1.css"));
    }

    #[test]
    fn the_overlay_shows_ten_problems_and_counts_the_others() {
        struct NoTexts;
        impl Sources for NoTexts {
            fn text(&self, _: &str) -> Option<String> {
                None
            }
        }
        let problem = |number: usize| Diagnostic::new(Code::InvalidConfig, format!("problem {number}"));
        let shown = words(&(1..=12).map(problem).collect::<Vec<_>>(), &NoTexts);
        assert!(shown.contains("problem 10") && !shown.contains("problem 11"));
        assert!(shown.ends_with("\n\nand 2 more, which the terminal shows"), "{shown}");
        assert_eq!(words(&[], &NoTexts), "");
    }
}
