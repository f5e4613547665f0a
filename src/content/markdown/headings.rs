//! Headings: their ids, and which of them is the page's title.

use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;
use pulldown_cmark::CowStr;

use super::marks::{HeadingDraft, Mark};
use super::writer::Writer;
use crate::content::identity::{fold, latin_slug};
use crate::content::titles;

/// Ids of the page so far; each is given once.
#[derive(Debug, Default)]
pub struct Ids(HashMap<String, u32>);

impl Ids {
    /// `wanted`, or `wanted-1`, `wanted-2` … where it is taken.
    pub fn claim(&mut self, wanted: &str) -> Arc<str> {
        let mut count = self.0.get(wanted).copied();
        let mut id = wanted.to_owned();
        while let Some(taken) = count {
            self.0.insert(wanted.to_owned(), taken + 1);
            id = format!("{wanted}-{}", taken + 1);
            count = self.0.contains_key(&id).then_some(taken + 1);
        }
        self.0.insert(id.clone(), 0);
        Arc::from(id)
    }
}

/// A heading whose text is being read.
#[derive(Debug)]
pub struct OpenHeading {
    level: u8,
    id: Option<String>,
    classes: String,
    /// Lengths to go back to, should it be the page's title.
    html: usize,
    links: usize,
}

/// The id in `{ id="9.7.0" }`, as MkDocs has it beside `{ #9.7.0 }`.
pub fn written_id<'a>(attributes: Vec<(CowStr<'a>, Option<CowStr<'a>>)>) -> Option<CowStr<'a>> {
    let (_, id) = attributes.into_iter().find(|(name, _)| **name == *"id")?;
    let id = id?;
    let plain = id.trim_matches(['"', '\'']);
    Some(if plain.len() == id.len() { id } else { CowStr::from(plain.to_owned()) })
}

impl<'a> Writer<'a> {
    pub fn start_heading(&mut self, level: u8, id: Option<CowStr<'a>>, classes: &[CowStr<'a>]) {
        let open = OpenHeading {
            level,
            id: id.map(|id| id.to_string()).filter(|id| !id.is_empty()),
            classes: classes.join(" "),
            html: self.out.len(),
            links: self.result.links.len(),
        };
        self.marks.push(&mut self.out, Mark::HeadingStart(self.drafts.len()));
        self.heading = Some(open);
    }

    /// Gives an id to the heading that is open, or to the last one where the id stands under it. Whether there is one.
    pub fn name_heading(&mut self, id: &str, is_under: bool) -> bool {
        if let Some(heading) = &mut self.heading {
            return heading.id.replace(id.to_owned()).is_none();
        }
        match self.drafts.last_mut().filter(|_| is_under) {
            Some(draft) => {
                draft.id = self.ids.claim(id);
                true
            }
            None => false,
        }
    }

    pub fn end_heading(&mut self, text: String, range: &Range<usize>) {
        let Some(open) = self.heading.take() else { return };
        // Nothing but the mark of its beginning: a heading without words tells nobody anything.
        let is_named = open.id.is_some();
        if !is_named
            && text.trim().is_empty()
            && self.marks.only(&self.out[open.html..]).is_some_and(|marks| marks.len() == 1)
        {
            self.out.truncate(open.html);
            return;
        }
        let spelled = titles::spelled(&text, &self.result.links, |_| true);
        if open.level == 1 && self.depth == 1 && !self.in_note && self.is_title(&text, &spelled) {
            self.out.truncate(open.html);
            self.result.links.truncate(open.links);
            return self.leave_out(range);
        }
        self.demote |= open.level == 1;
        self.add_words(&text);
        let slug = open.id.unwrap_or_else(|| latin_slug(&spelled));
        let id = self.ids.claim(if slug.is_empty() { "section" } else { &slug });
        self.marks.push(&mut self.out, Mark::HeadingEnd(self.drafts.len()));
        self.drafts.push(HeadingDraft { level: open.level, id, classes: open.classes, text: Arc::from(text) });
    }

    /// Only the first `#` heading can be the title: where the front matter has none, or repeats it. `text` still has marks.
    fn is_title(&mut self, text: &str, spelled: &str) -> bool {
        if std::mem::replace(&mut self.seen_first_heading, true) {
            return false;
        }
        match self.source.title {
            Some(title) => fold(title.trim()) == fold(spelled),
            None if spelled.is_empty() => false,
            None => {
                self.result.title = Some(Arc::from(spelled));
                self.result.linked_title = titles::linked(text, &self.result.links).map(Arc::from);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_given_once() {
        let mut ids = Ids::default();
        let given: Vec<Arc<str>> = ["a", "a", "a-1", "a", "a-1"].map(|id| ids.claim(id)).into();
        assert_eq!(given, ["a", "a-1", "a-1-1", "a-2", "a-1-2"].map(Arc::from));
    }
}
