//! Text within a block: runs of plain text, bare links, wiki-links, component calls, code.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use linkify::{LinkFinder, LinkKind};
use memchr::{memchr, memchr2, memmem};

use super::call::{self, Template};
use super::dialects::{Foreign, foreign, foreign_inline};
use super::html::escape;
use super::marks::Mark;
use super::mask::{Mask, MaskKind, is_masked};
use super::parts::{Part, Words, parts};
use super::smart::punctuate;
use super::wiki::Wiki;
use super::writer::Writer;
use crate::content::{Call, Fill};
use crate::diagnostics::{Code, Diagnostic};

/// Adjacent pieces of plain text, which the parser hands out one special character at a time.
#[derive(Debug, Default)]
pub struct Run {
    text: String,
    /// Bytes of the text that were escaped and keep their form.
    literal: Vec<usize>,
    /// Where pieces start: in the run, and in the parsed text.
    places: Vec<(usize, usize)>,
}

impl Run {
    fn push(&mut self, text: &str, at: usize, escaped: bool, as_written: bool) {
        let start = self.text.len();
        self.places.push((start, at));
        if escaped {
            self.literal.push(start);
        } else if !as_written {
            self.literal.extend(start..start + text.len());
        }
        self.text.push_str(text);
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Makes room for the next run in the same memory.
    fn clear(&mut self) {
        self.text.clear();
        self.literal.clear();
        self.places.clear();
    }

    /// The place in the parsed text of a byte of the run.
    fn place(&self, at: usize) -> usize {
        let piece = self.places.partition_point(|(start, _)| *start <= at);
        let (start, place) = piece.checked_sub(1).map_or((0, 0), |piece| self.places[piece]);
        place + at - start
    }

    pub fn range(&self, part: Range<usize>) -> Range<usize> {
        self.place(part.start)..self.place(part.end.saturating_sub(1)).max(self.place(part.start)) + 1
    }

    pub fn is_literal(&self, at: usize) -> bool {
        self.literal.binary_search(&at).is_ok()
    }
}

static WWW: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("www."));

static FINDER: LazyLock<LinkFinder> = LazyLock::new(|| {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    finder
});

impl<'a> Writer<'a> {
    pub fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.text.push_str(&self.masked.restore(text, &range));
            return;
        }
        if memchr(b'%', text.as_bytes()).is_some() {
            self.report_shown_comment(text, &range);
        }
        let exact = text.len() == range.len();
        // What stands at the end of a title names no block.
        let (text, range) = if self.in_title { (text, range) } else { self.without_name(text, range) };
        if self.highlights.is_empty() && !is_masked(text) {
            return self.push_words(Words { text, at: range.start, exact });
        }
        for part in parts(text, &range, self.masked, &self.highlights) {
            match part {
                Part::Words(words) => self.push_words(words),
                Part::Hidden(mask) => {
                    self.flush_run();
                    self.hidden(mask);
                }
                Part::Edge(edge, at) => self.highlight(edge, at),
            }
        }
    }

    fn push_words(&mut self, Words { text, at, exact }: Words) {
        if !text.is_empty() {
            let escaped = at > 0 && self.masked.raw.as_bytes()[at - 1] == b'\\';
            self.run.push(text, at, escaped, exact);
        }
    }

    /// Writes the run that has been gathered, with bare links as links.
    pub fn flush_run(&mut self) {
        if self.run.text.is_empty() {
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        if memchr(b'<', run.text.as_bytes()).is_some() {
            self.report_shown_html_comment(&run);
        }
        if memchr(b']', run.text.as_bytes()).is_some() {
            self.report_unread_links(&run);
        }
        if memchr(b'*', run.text.as_bytes()).is_some() {
            self.report_unread_marks(&run);
        }
        if self.is_in_link() || !may_hold_link(&run.text) {
            self.plain(&run, 0..run.text.len());
        } else {
            self.with_bare_links(&run);
        }
        run.clear();
        self.run = run;
    }

    fn with_bare_links(&mut self, run: &Run) {
        for span in FINDER.spans(&run.text) {
            let part = span.start()..span.end();
            match span.kind().and_then(|kind| destination(span.as_str(), kind)) {
                Some(destination) => self.bare_link(&destination, span.as_str(), run.range(part)),
                None => self.plain(run, part),
            }
        }
    }

    fn plain(&mut self, run: &Run, part: Range<usize>) {
        self.find_undefined_footnotes(run, part.clone());
        let has_tags = self.source.options.tags && memchr(b'#', &run.text.as_bytes()[part.clone()]).is_some();
        if has_tags && !self.is_in_link() { self.with_tags(run, part) } else { self.words(run, part) }
    }

    /// Writes a part of a run that holds nothing but words.
    pub fn words(&mut self, run: &Run, part: Range<usize>) {
        let text = &run.text[part.clone()];
        if self.source.options.smart_punctuation {
            let literal = |at: usize| run.is_literal(part.start + at);
            let smart = punctuate(text, self.block.last_char(), self.quotes, literal);
            self.write_text(&smart);
        } else {
            self.write_text(text);
        }
    }

    fn find_undefined_footnotes(&mut self, run: &Run, part: Range<usize>) {
        let text = &run.text[part.clone()];
        if memchr(b'[', text.as_bytes()).is_none() {
            return;
        }
        for (at, _) in text.match_indices("[^") {
            let label = text[at + 2..].split([']', '[', '\n']).next().unwrap_or_default();
            let closes = text[at + 2 + label.len()..].starts_with(']');
            let start = part.start + at;
            if closes && !label.is_empty() && label.len() < 100 && !run.is_literal(start) {
                self.undefined_footnote(label, run.range(start..start + label.len() + 3));
            }
        }
    }

    /// Writes text for readers: into the page, and into the plain text of the block.
    pub fn write_text(&mut self, text: &str) {
        escape(&mut self.out, text);
        self.block.push(text);
    }

    pub fn line_break(&mut self, html: &str) {
        self.out.push_str(html);
        self.block.push(" ");
    }

    pub fn inline_code(&mut self, text: &str, range: &Range<usize>) {
        let text = self.masked.restore(text, range);
        self.out.push_str("<code>");
        self.write_text(&text);
        self.out.push_str("</code>");
    }

    fn hidden(&mut self, mask: &Mask) {
        let source = self.masked.source(mask);
        match mask.kind {
            MaskKind::Wiki => match Wiki::parse(source) {
                Some(wiki) => self.wiki(wiki, mask.range.clone()),
                None => self.write_text(source),
            },
            MaskKind::Template => self.template(source, mask.range.clone()),
            MaskKind::Comment => {}
            MaskKind::Attributes => self.attributes(source, mask.range.clone()),
        }
    }

    pub fn template(&mut self, source: &str, range: Range<usize>) {
        match call::parse(source) {
            Template::Call { .. } if self.in_title => {
                let found = Diagnostic::new(Code::InvalidBlock, "a call has no place in the title of a box")
                    .at(self.span(range))
                    .help("write it into the text of the box, on a line of its own");
                self.result.diagnostics.push(found);
            }
            Template::Call { name, arguments } => {
                let call = Call { name, arguments, span: self.span(range) };
                self.marks.push(&mut self.out, Mark::Hole(Fill::Component(call)));
            }
            Template::Invalid { message, at } => {
                let place = range.start + at;
                let found = Diagnostic::new(Code::InvalidBlock, message)
                    .at(self.span(place..(place + 1).min(range.end)))
                    .help("a call looks like `{{ query(kind=\"method\", limit=3) }}`");
                self.result.diagnostics.push(found);
                escape(&mut self.out, source);
            }
            Template::Foreign { name } => {
                self.report_foreign(&name, range);
                escape(&mut self.out, source);
            }
        }
    }

    /// Once for each name: the site does the same across its files.
    pub fn report_foreign(&mut self, name: &str, range: Range<usize>) {
        if self.reported.insert(format!("shortcode {name}")) {
            let message = format!("shortcode `{name}` is not copsite's; it is left as text");
            let help = match name {
                call::REMARK => "readers see this: write to each other in `%% … %%`",
                "comment" => "readers see what stands between this and its end: write to each other in `%% … %%`",
                _ => "write a Markdown link or a component call instead, or put it in code to show it",
            };
            let found = Diagnostic::new(Code::ForeignShortcode, message).at(self.span(range)).help(help);
            self.result.diagnostics.push(found);
        }
    }

    /// Once for each sign of another tool's Markdown in the paragraph at `range`.
    pub fn report_dialects(&mut self, range: &Range<usize>) {
        let paragraph = self.masked.raw.get(range.clone()).unwrap_or_default();
        // What is hidden from the parser is no text.
        let text = self.masked.text.get(range.clone()).unwrap_or_default();
        let inline = if self.may_be_foreign { foreign_inline(text) } else { Vec::new() };
        for Foreign { name, help, place } in foreign(paragraph).into_iter().chain(inline) {
            let place = range.start + place.start..range.start + place.end;
            if !self.masked.boxes.contains_key(&place.start) && self.reported.insert(format!("sign {name}")) {
                let message = format!("`{name}` is a sign of another tool; it is left as text");
                let found = Diagnostic::new(Code::ForeignSyntax, message).at(self.span(place)).help(help);
                self.result.diagnostics.push(found);
            }
        }
    }

    /// Foreign constructs inside a tag or a target: reported by the name they have.
    pub fn report_foreign_in(&mut self, source: &str, range: Range<usize>) {
        let open = source.find("{{").into_iter().chain(source.find("{%")).min().unwrap_or(0);
        let name = match call::parse(&source[open..]) {
            Template::Foreign { name } => name,
            Template::Call { name, .. } => name.to_string(),
            Template::Invalid { .. } => source.chars().take(40).collect(),
        };
        self.report_foreign(&name, range);
    }
}

/// A cheap test, since few runs hold a bare link.
fn may_hold_link(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_mark = memchr2(b':', b'@', bytes).is_some() && (text.contains("://") || text.contains('@'));
    has_mark || WWW.find(bytes).is_some()
}

/// Where a bare link leads; nothing for what only looks like a link, such as `readme.md`.
fn destination(text: &str, kind: &LinkKind) -> Option<Arc<str>> {
    let starts = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    match kind {
        LinkKind::Email => Some(Arc::from(format!("mailto:{text}"))),
        _ if starts("http://") || starts("https://") || starts("ftp://") => Some(Arc::from(text)),
        _ if starts("www.") => Some(Arc::from(format!("https://{text}"))),
        _ => None,
    }
}
