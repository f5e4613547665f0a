//! Code → HTML with classes, once for each distinct block.
//!
//! Classes are one letter behind `hl-`, chosen by us from the grammar's scopes, so that a theme
//! colours a dozen classes and pages stay small. This module never writes colours, never needs a
//! script, and never fails: what it cannot parse is plain text.

mod classes;
mod grammars;
mod lines;
#[cfg(test)]
mod tests;

pub use grammars::{language_known, load};
pub use lines::Lines;

use std::fmt::Write;

use syntect::parsing::SyntaxReference;
use syntect::util::LinesWithEndings;

use crate::content::CodeBlock;
use crate::content::markdown::html::escape;
use classes::write_line;
use grammars::{WORDS, display_name, grammar, is_plain};

/// Some grammars take more than linear time on long lines.
const LONGEST_LINE: usize = 2_000;
const LARGEST_BLOCK: usize = 64 * 1024;

/// A block as HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlighted {
    pub html: String,
    /// Whether there is a grammar for the block's language; plain text needs none.
    pub known: bool,
}

/// The block as HTML: its title or language in a bar, and its code in lines and classes. `lines`
/// keeps its lines for other blocks.
pub fn highlight(block: &CodeBlock, lines: &mut Lines) -> Highlighted {
    let grammar = grammar(&block.language);
    let mut html = String::with_capacity(block.text.len() * 2 + 200);
    html.push_str("<div class=\"copybox code\">");
    write_bar(&mut html, block, grammar);
    let is_words = *block.language == *WORDS;
    html.push_str(if is_words { "<pre class=\"words\"><code" } else { "<pre tabindex=\"0\"><code" });
    if !block.language.is_empty() && !is_words {
        html.push_str(" class=\"language-");
        escape(&mut html, &block.language);
        html.push('"');
    }
    html.push('>');
    write_code(&mut html, block, grammar, lines);
    html.push_str("</code></pre></div>");
    Highlighted { html, known: grammar.is_some() || is_plain(&block.language) }
}

fn write_bar(html: &mut String, block: &CodeBlock, grammar: Option<&SyntaxReference>) {
    let named = if *block.language == *WORDS { "" } else { &block.language };
    let language = grammar.map_or(named, display_name);
    let caption = block.title.as_deref().unwrap_or(language);
    if !caption.is_empty() {
        html.push_str("<div class=\"bar\"><span>");
        escape(html, caption);
        html.push_str("</span></div>");
    }
}

fn write_code(html: &mut String, block: &CodeBlock, grammar: Option<&'static SyntaxReference>, lines: &mut Lines) {
    let grammar = grammar.filter(|_| block.text.len() <= LARGEST_BLOCK);
    let mut reader = grammar.map(|grammar| lines.reader(grammar));
    let in_lines = block.numbered.is_some() || !block.marked.is_empty();
    for (number, line) in (1..).zip(LinesWithEndings::from(&block.text)) {
        if in_lines {
            write_line_start(html, block, number);
        }
        match &mut reader {
            Some(reader) if line.len() <= LONGEST_LINE => {
                reader.read(html, line, |html, (state, scopes)| write_line(html, line, state, scopes));
            }
            _ => escape(html, line),
        }
        if in_lines {
            html.push_str("</span>");
        }
    }
}

/// The line's end stands inside its element, so that a theme may show lines as blocks.
fn write_line_start(html: &mut String, block: &CodeBlock, number: u32) {
    let is_marked = block.marked.iter().any(|(first, last)| (*first..=*last).contains(&number));
    html.push_str(if is_marked { "<span class=\"line mark\"" } else { "<span class=\"line\"" });
    if let Some(first) = block.numbered {
        // Writing into a string cannot fail.
        let _ = write!(html, " data-n=\"{}\"", first.saturating_add(number - 1));
    }
    html.push('>');
}
