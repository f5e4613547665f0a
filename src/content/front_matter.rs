//! TOML between `+++` or YAML between `---` → one tree of values with places.
//!
//! Finds the fences, hands what stands between them to the parser of its format, and says where
//! the Markdown begins. It never looks at what a key means, and never fails: what cannot be read
//! becomes diagnostics beside the keys that can.

use std::ops::Range;
use std::sync::Arc;

use super::tree::Tree;
use super::{toml_table, yaml_table};
use crate::diagnostics::{Code, Diagnostic, Span};

/// Front matter longer than this is a mistake or an attack, and its parsers are slower than ours.
const MAX_BYTES: usize = 1024 * 1024;

/// The front matter of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    pub tree: Tree,
    /// The opening fence; an empty span at the start of the text where there is none.
    pub fence: Span,
    /// How it is written; none where there is none.
    pub block: Option<Fenced>,
    /// Where the Markdown begins, in bytes of the whole file.
    pub body: usize,
    /// False where the front matter could not be read to its end: a key may then be missing from
    /// the tree although it is written.
    pub complete: bool,
}

impl FrontMatter {
    /// The language that helps for this file are written in. TOML where there is no front matter yet: it is that of
    /// `copsite new`.
    pub fn format(&self) -> Format {
        self.block.as_ref().map_or(Format::Toml, |block| block.format)
    }
}

/// Splits `text`, the whole file, into front matter and Markdown, and parses the former.
pub fn parse(file: &Arc<str>, text: &str) -> (FrontMatter, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some(fenced) = find_fences(text, start) else {
        let fence = Span::new(file, start..start);
        return (FrontMatter { tree: Tree::default(), fence, block: None, body: start, complete: true }, Vec::new());
    };
    let fence = Span::new(file, fenced.open.clone());
    let (tree, mut diagnostics) = parse_table(file, text, &fenced);
    let complete = fenced.closed && diagnostics.iter().all(|found| found.code == Code::DuplicateKey);
    if !fenced.closed {
        diagnostics = vec![unclosed(&fence, fenced.format)];
    }
    (FrontMatter { tree, fence, body: fenced.body, block: Some(fenced), complete }, diagnostics)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Toml,
    Yaml,
}

impl Format {
    pub fn fence(self) -> &'static str {
        match self {
            Format::Toml => "+++",
            Format::Yaml => "---",
        }
    }

    /// A key and its value for a help line, which people copy into their file. The value is one that both languages write
    /// alike: a day, a number, text in double quotes or a list of these, or what [`Format::table`] gives.
    pub fn pair(self, key: &str, value: &str) -> String {
        match self {
            Format::Toml => format!("{key} = {value}"),
            Format::Yaml => format!("{key}: {value}"),
        }
    }

    /// A table on one line.
    pub fn table(self, pairs: &[(&str, &str)]) -> String {
        let pairs: Vec<String> = pairs.iter().map(|(key, value)| self.pair(key, value)).collect();
        format!("{{ {} }}", pairs.join(", "))
    }
}

/// Where the fences stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fenced {
    pub format: Format,
    open: Range<usize>,
    /// What stands between the lines of the fences.
    pub inner: Range<usize>,
    body: usize,
    pub closed: bool,
}

/// Blank lines before the opening fence are allowed, because real sites have them.
fn find_fences(text: &str, start: usize) -> Option<Fenced> {
    let (at, line) = lines(text, start).find(|(_, line)| !line.trim().is_empty())?;
    let format = [Format::Toml, Format::Yaml].into_iter().find(|format| line.trim_end() == format.fence())?;
    let inner = at + line.len();
    let closing = lines(text, inner).find(|(_, line)| line.trim_end() == format.fence());
    let (end, body) = match closing {
        Some((end, line)) => (end, end + line.len()),
        None => end_of_paragraph(text, inner),
    };
    let fenced =
        Fenced { format, open: at..at + format.fence().len(), inner: inner..end, body, closed: closing.is_some() };
    (format == Format::Toml || is_yaml(text, &fenced)).then_some(fenced)
}

/// The lines of `text` from `start`, with their line ends, and where each begins.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    text[start..].split_inclusive('\n').scan(start, |at, line| {
        let here = *at;
        *at += line.len();
        Some((here, line))
    })
}

/// Without a closing fence, the keys up to the first blank line are still worth reading: a title
/// that is known keeps one mistake from breaking every link to the entry.
fn end_of_paragraph(text: &str, start: usize) -> (usize, usize) {
    let end = lines(text, start).find(|(_, line)| line.trim().is_empty()).map_or(text.len(), |(at, _)| at);
    (end, end)
}

/// `---` is also a thematic break of Markdown. It opens front matter where a key follows: on the
/// next line if there is no closing fence, anywhere before the closing fence if there is one. A list in
/// the place of keys is a mistake that is better named than shown to readers.
fn is_yaml(text: &str, fenced: &Fenced) -> bool {
    let mut written = text[fenced.inner.clone()]
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .peekable();
    match (fenced.closed, written.peek()) {
        (true, None) => true,
        (true, Some(_)) => is_bare_list(&text[fenced.inner.clone()]) || written.any(is_key_line),
        (false, first) => first.is_some_and(|line| is_key_line(line)),
    }
}

/// Whether all lines are items of one list, without a blank line, as nobody writes between two thematic
/// breaks.
fn is_bare_list(text: &str) -> bool {
    text.lines().all(|line| line.starts_with("- ") || line.trim_end() == "-")
}

fn is_key_line(line: &str) -> bool {
    let line = line.trim();
    let key_end = line.match_indices(':').map(|(at, _)| at).find(|at| {
        let after = &line[at + 1..];
        after.is_empty() || after.starts_with([' ', '\t'])
    });
    line.starts_with('{') || key_end.is_some_and(|at| at > 0 && !line.starts_with(['-', '>', '*', '|', '[', '<', '!']))
}

fn parse_table(file: &Arc<str>, text: &str, fenced: &Fenced) -> (Tree, Vec<Diagnostic>) {
    if fenced.inner.len() > MAX_BYTES {
        let problem = Diagnostic::new(Code::InvalidFrontMatter, "the front matter is larger than 1 MiB")
            .at(Span::new(file, fenced.open.clone()))
            .help("move the text below the closing fence, or the data to a file under `data/`");
        return (Tree::default(), vec![problem]);
    }
    match fenced.format {
        Format::Toml => toml_table::parse(file, text, fenced.inner.clone()),
        Format::Yaml => yaml_table::parse(file, text, fenced.inner.clone()),
    }
}

fn unclosed(fence: &Span, format: Format) -> Diagnostic {
    let fence_text = format.fence();
    Diagnostic::new(Code::UnclosedFrontMatter, format!("this `{fence_text}` has no closing `{fence_text}`"))
        .at(fence.clone())
        .help(format!("put a line `{fence_text}` between the front matter and the text"))
}

#[cfg(test)]
mod tests;
