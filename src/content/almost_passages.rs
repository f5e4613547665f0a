//! Lines that almost begin a passage for some readers, and begin none, so that everybody would read it.

use std::ops::Range;
use std::sync::Arc;

use super::passages::closed_code;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Span};

/// A cheap look, since hardly any text has one.
pub fn may_almost_begin(text: &str, config: &Config) -> bool {
    let mut narrower = config.audiences.iter().skip(1).peekable();
    narrower.peek().is_some() && (text.contains("::") || narrower.any(|name| text.contains(&format!("<{name}"))))
}

/// `:: members` and `<members>` in the text from `start` on, outside of code.
pub fn almost_passages(file: &Arc<str>, text: &str, start: usize, config: &Config) -> Vec<Diagnostic> {
    let narrower = config.audiences.get(1..).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let inner = line.trim_start_matches([' ', '\t', '>', '\u{feff}']).trim_end();
        let first = at + line.find(inner).unwrap_or_default();
        if let Some(audience) = narrower.iter().find(|audience| almost_begins(inner, audience)) {
            found.push(told(file, first..first + inner.len(), audience));
        }
        at += line.len();
    }
    if !found.is_empty() {
        let code = closed_code(text, start);
        let place = |problem: &Diagnostic| problem.span.as_ref().map_or(0, |span| span.start as usize);
        found.retain(|problem| !code.iter().any(|block| block.contains(&place(problem))));
    }
    found
}

fn almost_begins(line: &str, audience: &str) -> bool {
    let colons = line.len() - line.trim_start_matches(':').len();
    let name = line.trim_matches(':').trim();
    let is_tag = || line.strip_prefix('<').and_then(|line| line.split(['>', ' ']).next()) == Some(audience);
    colons == 2 && name.eq_ignore_ascii_case(audience) || is_tag()
}

fn told(file: &Arc<str>, place: Range<usize>, audience: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidPassage, format!("this begins no passage for `{audience}`: everybody would read it"))
        .at(Span::new(file, place))
        .help(format!("write `::: {audience}` with three colons, and `:::` where it ends"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    #[test]
    fn a_line_that_almost_begins_a_passage_is_an_error() {
        let found = |text: &str| {
            let site = site("[audiences]\norder = [\"public\", \"members\"]\n");
            let problems = almost_passages(&"content/a.md".into(), text, 0, &site.config);
            let places = problems.iter().filter_map(|found| found.span.clone());
            places.map(|span| text[span.start as usize..span.end as usize].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("a\n\n:: members\nb\n::\n"), [":: members"]);
        assert_eq!(found("> ::Members::\n"), ["::Members::"]);
        assert_eq!(found("- a\n<members>\nb\n</members>\n"), ["<members>"]);
        for text in
            ["::: members\na\n:::\n", ":: public\n", "a :: members\n", "```\n:: members\n```\n", "members\n: a\n"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
