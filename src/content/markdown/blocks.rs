//! Paragraphs, code blocks, tables and task lists.

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind};

use super::fence::code_block;
use super::marks::{Mark, Marks};
use super::writer::Writer;
use crate::content::Fill;

/// A code block whose text is being read.
#[derive(Debug)]
pub struct OpenCode {
    info: String,
    pub text: String,
}

/// The table being written; Markdown's tables do not nest.
#[derive(Debug, Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the cell being written, and the text in it, begin in the output.
    cell: usize,
    cell_text: usize,
}

const HEADER_CELL: &str = "<th scope=\"col\"";

impl<'a> Writer<'a> {
    pub fn start_paragraph(&mut self, range: &Range<usize>) {
        self.report_dialects(range);
        self.embeds.clear();
        self.paragraph = Some((self.out.len(), self.depth));
    }

    pub fn end_paragraph(&mut self, text: String) {
        let Some((start, _)) = self.paragraph.take() else { return };
        if self.embeds.is_empty() && !self.out[start..].trim_start().starts_with(Marks::OPEN) {
            self.wrap_paragraph(start);
            return self.offer_excerpt(&text);
        }
        let content = self.out.split_off(start);
        match self.standing_alone(&content) {
            Some(Alone::Blocks) => {
                self.out.push_str(content.trim());
                self.out.push('\n');
            }
            Some(Alone::Figure(title)) => {
                let _ = write!(self.out, "<figure>{}<figcaption>", content.trim());
                super::html::escape(&mut self.out, &title);
                self.out.push_str("</figcaption></figure>\n");
            }
            None => self.write_paragraph(&content),
        }
        self.offer_excerpt(&text);
    }

    /// Makes what was written from `start` on a paragraph, without the space around it; nothing
    /// where there is nothing else.
    fn wrap_paragraph(&mut self, start: usize) {
        self.out.truncate(start + self.out[start..].trim_end().len());
        let content = self.out[start..].trim_start().len();
        if content > 0 {
            self.out.replace_range(start..self.out.len() - content, "<p>");
            self.out.push_str("</p>\n");
        }
    }

    /// Embeds are blocks: a paragraph that holds one ends in front of it and goes on behind it.
    fn write_paragraph(&mut self, content: &str) {
        for (position, part) in Marks::split(content, &self.embeds).into_iter().enumerate() {
            let part = part.trim();
            if position % 2 == 1 {
                self.out.push_str(part);
                self.out.push('\n');
            } else if !part.is_empty() {
                let _ = writeln!(self.out, "<p>{part}</p>");
            }
        }
    }

    /// Whether a paragraph holds only what is no text: it is then no paragraph.
    fn standing_alone(&mut self, content: &str) -> Option<Alone> {
        let marks = self.marks.only(content).filter(|marks| !marks.is_empty())?;
        let is_block = |number: &usize| {
            matches!(self.marks.get(*number), Some(Mark::Hole(Fill::Component(_) | Fill::Embed { .. })))
        };
        if marks.iter().all(is_block) {
            return Some(Alone::Blocks);
        }
        match (marks.as_slice(), self.marks.get_mut(*marks.first()?)) {
            ([_], Some(Mark::Hole(Fill::Image { title, .. }))) => {
                title.take().map(|title| Alone::Figure(title.to_string()))
            }
            _ => None,
        }
    }

    pub fn start_code(&mut self, kind: CodeBlockKind, range: &Range<usize>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => self.masked.restore(&info, range).into_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        self.code = Some(OpenCode { info, text: String::new() });
    }

    pub fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let block = code_block(&code.info, code.text);
        self.marks.push(&mut self.out, Mark::Hole(Fill::Code(block)));
        self.out.push('\n');
    }

    pub fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.tables += 1;
        let id = self.ids.claim(&format!("table-{}", self.tables));
        let _ = write!(
            self.out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n\
             <table><caption class=\"vh\" id=\"{id}\">"
        );
        self.say("table");
        let _ = writeln!(self.out, " {}</caption>", self.tables);
    }

    pub fn start_table_head(&mut self) {
        self.out.push_str("<thead><tr>");
        self.table.in_head = true;
        self.table.column = 0;
    }

    pub fn start_table_row(&mut self) {
        self.out.push_str("<tr>");
        self.table.in_head = false;
        self.table.column = 0;
    }

    /// Alignment is a class, since the pages' security policy forbids inline styles.
    pub fn start_table_cell(&mut self) {
        self.table.cell = self.out.len();
        self.out.push_str(if self.table.in_head { HEADER_CELL } else { "<td" });
        self.out.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"num\">",
            Some(Alignment::Center) => " class=\"mid\">",
            _ => ">",
        });
        self.table.column += 1;
        self.table.cell_text = self.out.len();
    }

    /// A header that says nothing, as in the corner of a table of two directions, is an empty cell.
    pub fn end_table_cell(&mut self) {
        let is_header = self.table.in_head && self.out.len() > self.table.cell_text;
        if self.table.in_head && !is_header {
            self.out.replace_range(self.table.cell..self.table.cell + HEADER_CELL.len(), "<td");
        }
        self.out.push_str(if is_header { "</th>" } else { "</td>" });
    }

    pub fn end_table(&mut self) {
        self.out.push_str("</tbody></table>\n</div>\n");
    }

    /// A box is shown as a sign with words for those who do not see it: a disabled form control
    /// would need a label of its own and could not be used anyway.
    pub fn task_marker(&mut self, done: bool) {
        let from = self.paragraph.map_or(self.out.len(), |(start, _)| start);
        if self.out[..from].ends_with("<li>") {
            self.out.replace_range(from - 1..from, " class=\"task\">");
            self.paragraph = self.paragraph.map(|(start, depth)| (start + " class=\"task\"".len(), depth));
        }
        let (key, sign) = if done { ("task-done", "☑") } else { ("task-open", "☐") };
        let _ = write!(self.out, "<span aria-hidden=\"true\">{sign}</span> <span class=\"vh\">");
        self.say(key);
        self.out.push_str(" </span>");
    }
}

enum Alone {
    /// Components and embeds: blocks of their own.
    Blocks,
    /// One image with a title, which becomes its caption.
    Figure(String),
}
