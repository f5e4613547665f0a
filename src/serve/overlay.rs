//! What is added to a page that is only previewed: the reload script, and what is wrong.

use crate::diagnostics::{Diagnostic, Format, Sources, print};
use crate::view::escape::xml;

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

/// `html` with the script before the end of its body. `problems` is empty where nothing is wrong.
pub fn inject(html: &[u8], revision: u64, problems: &str) -> Vec<u8> {
    let problems = xml(problems);
    let script =
        format!("<script src=\"{CLIENT_PATH}\" data-revision=\"{revision}\" data-problems=\"{problems}\"></script>");
    let at = end_of_body(html);
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

/// Where the last `</body` starts, in any letter case; the end where there is none.
fn end_of_body(html: &[u8]) -> usize {
    let tag = b"</body";
    html.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag)).unwrap_or(html.len())
}

/// A page for an address where nothing can be shown.
pub fn bare_page(title: &str) -> Vec<u8> {
    format!("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<body>\n<h1>{title}</h1>\n</body>\n</html>\n")
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    const SCRIPT: &str = "<script src=\"/__copsite/client.js\" data-revision=\"7\" data-problems=\"\"></script>";

    fn injected(html: &str, problems: &str) -> String {
        String::from_utf8(inject(html.as_bytes(), 7, problems)).unwrap()
    }

    #[test]
    fn the_script_stands_before_the_last_end_of_a_body() {
        assert_eq!(injected("<p>a</p></body></html>", ""), format!("<p>a</p>{SCRIPT}</body></html>"));
        assert_eq!(injected("<!-- </body> --></BODY >", ""), format!("<!-- </body> -->{SCRIPT}</BODY >"));
        assert_eq!(injected("<p>a", ""), format!("<p>a{SCRIPT}"));
        assert_eq!(injected("", ""), SCRIPT);
    }

    #[test]
    fn a_problem_cannot_leave_its_attribute() {
        let page = injected("</body>", "\"><script>alert(1)</script>");
        let expected = SCRIPT.replace("problems=\"\"", "problems=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"");
        assert_eq!(page, format!("{expected}</body>"));
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
