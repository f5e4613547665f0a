//! Lists, and the boxes that the parser was made to read as lists.

use std::ops::Range;

use pulldown_cmark::Event;

use super::boxes::{BoxLine, Form, first_letter};
use super::callouts::Quotation;
use super::elements::is_block;
use super::writer::Writer;

/// The lists and items that are open, from the outside in.
#[derive(Debug, Default)]
pub struct Lists {
    lists: Vec<List>,
    items: Vec<Item>,
    /// Whether the paragraph that is open is one that the parser did not tell of.
    in_paragraph: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Bullets,
    Numbers,
    Boxes,
}

#[derive(Clone, Copy, Debug)]
struct Item {
    form: ItemForm,
    /// How deep the content of the item is.
    depth: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemForm {
    Words,
    Callout(Quotation),
    Tab,
}

impl<'a> Writer<'a> {
    pub fn start_list(&mut self, first: Option<u64>, range: &Range<usize>) {
        let list = match first {
            _ if self.box_at(range).is_some() => List::Boxes,
            None => List::Bullets,
            Some(_) => List::Numbers,
        };
        match (list, first) {
            (List::Boxes, _) => {}
            (_, None) => self.open("<ul>\n", range),
            (_, Some(1)) => self.open("<ol>\n", range),
            (_, Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), range),
        }
        self.lists.lists.push(list);
    }

    pub fn end_list(&mut self) {
        match self.lists.lists.pop() {
            Some(List::Numbers) => self.close("</ol>\n"),
            Some(List::Bullets) => self.close("</ul>\n"),
            Some(List::Boxes) | None => {}
        }
    }

    pub fn start_item(&mut self, range: &Range<usize>) {
        let of_boxes = self.lists.lists.last() == Some(&List::Boxes);
        // Boxes and items of the text's own stand in one list where the text uses all markers that there are.
        let form = match self.box_at(range) {
            Some(line) => {
                self.open(if of_boxes { "" } else { "<li>" }, range);
                self.start_box(line, range)
            }
            None => {
                self.report_dialects(range);
                self.open(if of_boxes { "<ul>\n<li>" } else { "<li>" }, range);
                ItemForm::Words
            }
        };
        self.lists.items.push(Item { form, depth: self.depth });
    }

    pub fn end_item(&mut self) {
        let form = self.lists.items.pop().map_or(ItemForm::Words, |item| item.form);
        if let ItemForm::Callout(form) = form {
            self.end_callout(form);
        }
        match (self.lists.lists.last() == Some(&List::Boxes), form) {
            (true, ItemForm::Words) => self.close("</li>\n</ul>\n"),
            (true, _) => {}
            (false, _) => self.close("</li>\n"),
        }
    }

    fn box_at(&self, range: &Range<usize>) -> Option<&'a BoxLine> {
        let masked = self.masked;
        if masked.boxes.is_empty() {
            return None;
        }
        masked.boxes.get(&first_letter(&masked.raw, range))
    }

    fn start_box(&mut self, line: &BoxLine, range: &Range<usize>) -> ItemForm {
        let form = match &line.form {
            Form::Callout { name, folds } => {
                ItemForm::Callout(self.start_callout(name, *folds, line.title.clone(), range))
            }
            Form::Tab => {
                self.write_title("<p><strong>", line.title.clone(), "</strong></p>\n");
                self.end_block_text();
                ItemForm::Tab
            }
        };
        // Only from here on, since the title is read as a part of it.
        self.passed_over = range.start..line.end;
        form
    }

    /// Words directly in an item are in no paragraph to the parser where no blank line is around; in a box they are.
    pub fn begin_box_paragraph(&mut self, event: &Event, range: &Range<usize>) {
        let is_inline = match event {
            Event::Start(tag) => !is_block(&tag.to_end()),
            Event::End(_) | Event::Html(_) | Event::Rule => false,
            Event::Text(_) => self.code.is_none(),
            _ => true,
        };
        let is_direct =
            self.lists.items.last().is_some_and(|item| item.form != ItemForm::Words && item.depth == self.depth);
        if is_inline && is_direct && self.paragraph.is_none() {
            self.start_paragraph(range);
            self.lists.in_paragraph = true;
        }
    }

    pub fn end_box_paragraph(&mut self) {
        if std::mem::take(&mut self.lists.in_paragraph) {
            self.flush_run();
            let text = self.end_block_text();
            self.end_paragraph(text);
        }
    }
}
