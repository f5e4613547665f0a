//! What is said of HTML in the text: of what is removed, and of what ends nowhere.

use std::ops::Range;

use memchr::memmem;

use super::html::Tag;
use super::inline::Run;
use super::policy::{allows_attribute, allows_tag, goes_with_content, is_element};
use super::raw_html::{HtmlText, OpenElement};
use super::writer::Writer;
use crate::diagnostics::{Code, Diagnostic};

/// What to do about HTML that is removed.
const INSTEAD: &str =
    "use Markdown or a component, or set `raw_html = \"allow\"` under `[markdown]` if all writers are trusted";

/// An attribute by which MkDocs reads the Markdown in an element.
const MARKDOWN: &str = "markdown";

/// Bytes of the words and of the address of a link.
const LONGEST: usize = 512;

/// What a comment begins with.
pub(super) const COMMENT: &str = "<!--";

impl Writer<'_> {
    pub(super) fn report_unclosed(&mut self, open: &OpenElement) {
        let name = &open.name;
        let message = format!("`<{name}>` has no end tag: what follows it goes with it");
        let found = Diagnostic::new(Code::UnclosedHtml, message).at(self.span(open.place.clone()));
        self.result.diagnostics.push(found.help(format!("write `</{name}>` where it ends")));
    }

    /// A comment that ends nowhere hides what its writer wants to be read.
    pub(super) fn report_unclosed_comment(&mut self, text: &HtmlText, range: &Range<usize>) {
        let html = &text.html[range.clone()];
        if !html.starts_with(COMMENT) || html.contains("-->") {
            return;
        }
        let place = text.place(&(range.start..range.start + COMMENT.len()));
        // Markdown ends other HTML at a blank line, whatever stands in it, and a comment by itself nowhere.
        let (message, help) = match text.html[..range.start].trim().is_empty() {
            true => ("this comment has no end: what follows it goes with it", "write `-->` where it ends"),
            false => {
                ("this comment has no end before the next blank line", "write `-->` before that, or take that line out")
            }
        };
        let found = Diagnostic::new(Code::UnclosedHtml, message).at(self.span(place));
        self.result.diagnostics.push(found.help(help));
    }

    /// Markdown ends at HTML that begins a block, up to the next blank line: its links are text. The first is told.
    pub(super) fn report_markdown_in_html(&mut self, text: &HtmlText, range: &Range<usize>) {
        let html = &text.html[range.clone()];
        let Some(link) = link_in(html).filter(|_| !is_code(&text.html[..range.start])) else { return };
        // That MkDocs reads it there is told of the tag.
        if text.html.contains(" markdown") {
            return;
        }
        if !self.reported.insert("links in HTML".to_owned()) {
            return;
        }
        let place = text.place(&(range.start + link.start..range.start + link.end));
        let written = self.masked.restore(&html[link], &place);
        let message = format!("`{written}` stands in HTML, where Markdown is not read; it is left as text");
        let help = "leave a blank line between the tag and the text, behind its beginning and before its end";
        self.result.diagnostics.push(Diagnostic::new(Code::UnreadLink, message).at(self.span(place)).help(help));
    }

    /// One that a blank line parts is text to the parser.
    pub(super) fn report_shown_html_comment(&mut self, run: &Run) {
        let Some(at) = run.text().find(COMMENT).filter(|at| !run.is_literal(*at)) else { return };
        let place = run.range(at..at + COMMENT.len());
        let message = "this comment does not end in its paragraph, and readers would see it";
        let help = "write `-->` before the next blank line, or begin the comment on a line of its own; `\\<!--` are the signs themselves";
        self.result.diagnostics.push(Diagnostic::new(Code::AlmostWithheld, message).at(self.span(place)).help(help));
    }

    pub(super) fn report_unsafe(&mut self, text: &HtmlText, tag: &Tag) {
        if tag.closes {
            return;
        }
        if !allows_tag(&tag.name) {
            let range = text.place(&tag.range);
            let help = self.help_for_tag(text, tag);
            return self.report_removed(format!("the tag `<{}>`", tag.name), range, &help);
        }
        for attribute in &tag.attributes {
            if attribute.name == MARKDOWN {
                self.report_markdown(text.place(&tag.range));
            } else if !allows_attribute(&tag.name, &attribute.name) {
                let range = text.place(&attribute.range);
                self.report_removed(format!("the attribute `{}`", attribute.name), range, INSTEAD);
            }
        }
    }

    /// Of Markdown in HTML only that behind a blank line is read (CommonMark 0.31, section 4.6), whatever other tools make
    /// of this attribute.
    fn report_markdown(&mut self, tag: Range<usize>) {
        let raw = &self.masked.raw;
        let begins_line = raw[..tag.start].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
        let mut lines = raw[tag.end..].lines();
        let goes_on = lines.next().is_some_and(|rest| !rest.trim().is_empty());
        let is_read = !goes_on && lines.next().is_none_or(|line| line.trim().is_empty());
        if begins_line && !is_read {
            let found =
                Diagnostic::new(Code::ForeignSyntax, "Markdown in this element is not read: readers see its signs")
                    .at(self.span(tag))
                    .help("write a blank line behind the tag, and one before the end tag");
            self.result.diagnostics.push(found);
        }
    }

    /// What no browser knows as an element was hardly meant as one, and no setting would show it.
    fn help_for_tag(&self, text: &HtmlText, tag: &Tag) -> String {
        let is_drawn = self.raw.open.iter().any(|element| goes_with_content(&element.name));
        if is_drawn || is_element(&tag.name) {
            return INSTEAD.to_owned();
        }
        let start = tag.range.start + 1;
        let written = &text.html[start..start + tag.name.len()];
        format!("HTML has no `{written}`; where it is to be read, write `\\<{written}>` or `&lt;{written}>`")
    }

    fn report_removed(&mut self, what: String, range: Range<usize>, help: &str) {
        if self.reported.insert(what.clone()) {
            let found = Diagnostic::new(Code::UnsafeHtml, format!("{what} is removed from raw HTML"))
                .at(self.span(range))
                .help(help);
            self.result.diagnostics.push(found);
        }
    }
}

/// The first link of Markdown in a text, at the edge of a word: `a[0](b)` is none.
fn link_in(text: &str) -> Option<Range<usize>> {
    memmem::find_iter(text.as_bytes(), "](").find_map(|at| {
        // Whatever a text holds, no more than this is looked at for each.
        let from = text.ceil_char_boundary(at.saturating_sub(LONGEST));
        let to = text.floor_char_boundary(at + LONGEST);
        let start = from + text[from..at].rfind(['[', '\n'])?;
        let end = at + text[at..to].find([')', '\n'])? + 1;
        if !text[start..].starts_with('[') || !text[..end].ends_with(')') {
            return None;
        }
        let is_joined = text[..start].ends_with(|c: char| c.is_alphanumeric() || c == ']');
        let has_both = [start + 1..at, at + 2..end - 1].into_iter().all(|part| !text[part].trim().is_empty());
        (!is_joined && has_both).then_some(start..end)
    })
}

/// Whether what follows stands in an element that shows letters as they are.
fn is_code(html: &str) -> bool {
    let tag = html.rsplit('<').next().unwrap_or_default();
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["code", "kbd", "pre", "samp", "textarea"].iter().any(|code| name.eq_ignore_ascii_case(code))
}
