//! What to do about YAML that cannot be read.

use super::templates;

/// What to do about the usual mistakes.
pub(super) fn help(text: &str, at: usize, message: &str) -> &'static str {
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let mut lines = text[line_start..].lines();
    let line = lines.next().unwrap_or_default();
    // The parser stops at the end of the line before the one that it cannot read.
    if is_indented_by_tab(line) || message.contains("tab") && lines.next().is_some_and(is_indented_by_tab) {
        "YAML does not allow tabs for indenting: use spaces"
    } else if message.contains("tab") {
        "YAML does not allow this tab: write a space in its place"
    } else if templates::has_placeholder(line) {
        templates::HELP
    } else if line.matches(": ").count() + line.matches(":\t").count() > 1 {
        "a value that holds `: ` needs quotes: `title: \"Housing: what we learned\"`"
    } else {
        "write `key: value`, one a line, and put values with special characters in quotes"
    }
}

fn is_indented_by_tab(line: &str) -> bool {
    line[..line.len() - line.trim_start().len()].contains('\t')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::yaml_table::parse;
    use super::*;

    #[test]
    fn a_tab_behind_a_colon_is_not_taken_for_one_that_indents() {
        let helps = |text: &str| -> Vec<String> {
            parse(&Arc::from("x.md"), text, 0..text.len()).1.into_iter().filter_map(|found| found.help).collect()
        };
        assert_eq!(helps("date:\t2026-10-01\ntitle: A\n"), [""; 0]);
        let quotes = "a value that holds `: ` needs quotes: `title: \"Housing: what we learned\"`";
        assert_eq!(helps("title:\tHousing: what we learned\n"), [quotes]);
        for indented in ["tags:\n  - a\n\t- b\n", "summary: a\n\tb\n", "a:\n\t- b\n"] {
            assert_eq!(helps(indented), ["YAML does not allow tabs for indenting: use spaces"], "{indented:?}");
        }
        assert_eq!(help("a:\t- b\n", 3, "tabs disallowed"), "YAML does not allow this tab: write a space in its place");
    }
}
