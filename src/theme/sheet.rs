//! A style sheet by itself, before it is joined with the others: what it leaves open would take all sheets behind it
//! along, and whether it says in which layer it stands.
//!
//! It is read as far as that needs: strings, comments, addresses and brackets, and never what a rule means.

use std::ops::Range;

use super::files::ThemeFile;
use super::minify::piece_length;
use crate::diagnostics::{Code, Diagnostic, Severity, Span};

/// What joining a sheet with others depends on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// It puts rules into a layer itself.
    pub has_layers: bool,
    /// Where an `@import` stands.
    pub imports: Vec<Range<usize>>,
    /// What stands in each `url(…)`, without its quotes.
    pub addresses: Vec<Range<usize>>,
    /// The first thing that is not whole. What follows it is read no further.
    pub broken: Option<Broken>,
}

/// Something that does not end, or ends nothing.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub range: Range<usize>,
    message: &'static str,
    help: &'static str,
}

/// Reads a sheet up to its end, or to what is wrong with it.
pub fn read(css: &str) -> Sheet {
    let mut sheet = Sheet::default();
    let mut brackets = Brackets::default();
    let mut at = 0;
    while at < css.len() && sheet.broken.is_none() {
        let piece = at..at + piece_length(&css[at..], &css[..at]);
        sheet.broken = match css.as_bytes()[at] {
            b'{' | b'(' | b'[' => brackets.open(css, at),
            b'}' | b')' | b']' => brackets.close(css, at),
            b'@' => sheet.at_rule(css, at),
            _ => sheet.piece(css, &piece),
        };
        at = piece.end;
    }
    sheet.broken = sheet.broken.or_else(|| brackets.end());
    sheet
}

impl Sheet {
    fn at_rule(&mut self, css: &str, at: usize) -> Option<Broken> {
        let name = css[at + 1..].split(|next: char| !next.is_ascii_alphanumeric() && next != '-').next()?;
        if name.eq_ignore_ascii_case("import") {
            self.imports.push(at..at + 1 + name.len());
        }
        // `@layer a, b;` gives an order and holds no rule.
        let opens = || css[at..].find(['{', ';']).is_some_and(|end| css[at + end..].starts_with('{'));
        self.has_layers |= name.eq_ignore_ascii_case("layer") && opens();
        None
    }

    /// Comments, strings and addresses must end; all else is one character.
    fn piece(&mut self, css: &str, piece: &Range<usize>) -> Option<Broken> {
        let text = &css[piece.clone()];
        if text.starts_with("/*") {
            let is_closed = text.len() >= 4 && text.ends_with("*/");
            return (!is_closed).then(|| broken(piece.start..piece.start + 2, "this comment never ends", "write `*/`"));
        }
        if text.starts_with(['"', '\'']) {
            if !is_closed_string(text) {
                let help = "write its quote once more: a string ends in the line in which it begins";
                return Some(broken(piece.start..piece.start + 1, "this string never ends", help));
            }
            if ends_in_url(&css[..piece.start]) {
                self.addresses.push(piece.start + 1..piece.end - 1);
            }
        } else if text.get(..4).is_some_and(ends_in_url) {
            if !text.ends_with(')') {
                return Some(broken(piece.start..piece.start + 4, "this address never ends", "write `)` behind it"));
            }
            let inner = &text[4..text.len() - 1];
            let start = piece.start + 4 + (inner.len() - inner.trim_start().len());
            self.addresses.push(start..start + inner.trim().len());
        }
        None
    }
}

/// Brackets that are open, outermost first.
#[derive(Default)]
struct Brackets {
    open: Vec<Open>,
    /// A block whose `}` begins a line that stands further to the left than the line of its `{`: more likely the end
    /// of the block around it.
    suspect: Option<usize>,
}

struct Open {
    at: usize,
    close: u8,
    /// How far its line is indented.
    indent: usize,
}

impl Brackets {
    fn open(&mut self, css: &str, at: usize) -> Option<Broken> {
        let close = match css.as_bytes()[at] {
            b'{' => b'}',
            b'(' => b')',
            _ => b']',
        };
        self.open.push(Open { at, close, indent: indent(css, at).0 });
        None
    }

    fn close(&mut self, css: &str, at: usize) -> Option<Broken> {
        match self.open.pop() {
            Some(open) if open.close == css.as_bytes()[at] => {
                let (indent, is_first) = indent(css, at);
                if is_first && indent < open.indent && open.close == b'}' {
                    self.suspect.get_or_insert(open.at);
                }
                None
            }
            Some(open) if open.close != b'}' => Some(unclosed(open.at)),
            _ => Some(broken(at..at + 1, "this bracket closes nothing", "take it out, or open what it is to close")),
        }
    }

    fn end(self) -> Option<Broken> {
        let last = self.open.last()?.at;
        Some(unclosed(self.suspect.unwrap_or(last)))
    }
}

/// How far the line of `at` is indented, and whether what stands there is the first of it.
fn indent(css: &str, at: usize) -> (usize, bool) {
    let line = &css[css[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    let rest = line.trim_start();
    (line.len() - rest.len(), rest.is_empty())
}

fn unclosed(at: usize) -> Broken {
    broken(at..at + 1, "this bracket is never closed", "close it: all that follows, other sheets too, would be lost")
}

fn broken(range: Range<usize>, message: &'static str, help: &'static str) -> Broken {
    Broken { range, message, help }
}

fn is_closed_string(text: &str) -> bool {
    let Some(inner) = text.strip_suffix(['"', '\'']).filter(|inner| !inner.is_empty()) else { return false };
    text.starts_with(&text[inner.len()..]) && (inner.len() - inner.trim_end_matches('\\').len()) % 2 == 0
}

/// Whether a text ends in `url(`.
fn ends_in_url(before: &str) -> bool {
    let before = before.trim_end();
    let start = before.len().wrapping_sub(4);
    before.get(start..).is_some_and(|end| end.eq_ignore_ascii_case("url("))
        && !before[..start].ends_with(|last: char| last.is_alphanumeric() || matches!(last, '-' | '_'))
}

/// What is wrong with a sheet as such.
pub fn problems(sheet: &Sheet, file: &ThemeFile) -> Vec<Diagnostic> {
    let problem = |range: &Range<usize>, message: &str, help: &str| {
        Diagnostic::new(Code::InvalidTheme, message).at(Span::new(&file.place, range.clone())).help(help)
    };
    let imports = sheet.imports.iter().map(|range| {
        let help = "put the sheet into `assets/css/`, where it is joined with the others";
        let message = "`@import` does nothing here: all sheets become one, in which it does not come first";
        // Nothing is lost by it.
        Diagnostic { severity: Severity::Warning, ..problem(range, message, help) }
    });
    let broken = sheet.broken.iter().map(|broken| problem(&broken.range, broken.message, broken.help));
    imports.chain(broken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken_at(css: &str) -> Option<(&str, &'static str)> {
        read(css).broken.map(|broken| (&css[broken.range], broken.message))
    }

    #[test]
    fn a_whole_sheet_is_not_broken() {
        for css in [
            "",
            "a { b: c; }\n@media (width > 1px) { a[b=\"}\"] { c: d } }",
            "/* } */ a { content: '{' \"\\\"{\"; background: url( data:x,{'( ) }",
            "a::after { content: \"\\\\\"; }\n.\\} { b: calc((1px + 2px) * 3) }",
            "a { b: url(\"x)\"); c: \"é\" }",
            r"a { b: url(../x\(1\).png) }",
        ] {
            assert_eq!(broken_at(css), None, "{css}");
        }
    }

    #[test]
    fn what_never_ends_is_told_where_it_begins() {
        for (css, at, message) in [
            ("a { b: c;", "{", "this bracket is never closed"),
            ("a { b: calc(1px; }", "(", "this bracket is never closed"),
            ("a { } /* b", "/*", "this comment never ends"),
            ("a { b: \"c; }\nd { }", "\"", "this string never ends"),
            ("a { b: '\\'", "'", "this string never ends"),
            ("a { b: '", "'", "this string never ends"),
            ("a { b: url(c; }", "url(", "this address never ends"),
            ("a { } }", "}", "this bracket closes nothing"),
            ("a { b: c) }", ")", "this bracket closes nothing"),
            ("/*/", "/*", "this comment never ends"),
        ] {
            assert_eq!(broken_at(css), Some((at, message)), "{css}");
        }
    }

    #[test]
    fn a_block_that_the_end_of_another_seems_to_close_is_the_one_without_an_end() {
        let css = "@layer parts {\n  a { b: c; }\n  d {\n    e: f;\n  g { h: i; }\n}\n";
        assert_eq!(read(css).broken.map(|broken| broken.range.start), css.find("{\n    e"));
    }

    #[test]
    fn layers_imports_and_addresses_are_found() {
        assert!(read("@media print { @layer print { a { b: c } } }").has_layers);
        assert!(!read("@layer a, b;\na { b: c } /* @layer x { } */").has_layers);
        let css = "@import 'x.css';\na { b: url( x.png ) URL(\"y.png\") my-url('z.png') }";
        let sheet = read(css);
        assert_eq!(sheet.imports.iter().map(|range| &css[range.clone()]).collect::<Vec<_>>(), ["@import"]);
        assert_eq!(sheet.addresses.iter().map(|range| &css[range.clone()]).collect::<Vec<_>>(), ["x.png", "y.png"]);
    }
}
