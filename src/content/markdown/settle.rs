//! The last pass: marks are replaced, and the rest becomes [`Body`].
//!
//! Never trusts a mark's surroundings: a mark that ended up inside a tag is dropped, and link
//! starts and ends are paired again.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use memchr::memchr3_iter;

use super::html::escape;
use super::marks::{HeadingDraft, Mark, Marks, leading};
use super::place_html::{anchor, is_whole, with_id};
use super::policy::{is_cell, is_void};
use crate::content::titles::{self, Part};
use crate::content::{Body, Fill, Heading, Hole, Place, Text};

/// How the last pass treats the page.
#[derive(Clone, Copy, Debug)]
pub struct Settling {
    /// Headings go down one level, since the page's title is the only one of the first.
    pub demote: bool,
    /// The HTML comes from the sanitiser, so that `<` always starts a tag, and may hold marks in
    /// attributes.
    pub sanitised: bool,
}

/// Where a block is whose marks have not come.
const UNMET: std::ops::Range<u32> = std::ops::Range { start: u32::MAX, end: 0 };

/// Replaces all marks; headings and names of blocks that were not placed are left out.
pub fn settle(
    html: &str,
    mut marks: Marks,
    (drafts, names): (&[HeadingDraft], &[Option<Arc<str>>]),
    settling: Settling,
) -> (Body, Vec<Heading>) {
    let mut settler = Settler {
        html: String::with_capacity(html.len()),
        holes: Vec::new(),
        headings: Vec::new(),
        link: None,
        elements: Vec::new(),
        heading: None,
        tags: settling.sanitised.then(TagState::default),
        drafts,
        places: names.iter().map(|name| Some(Place { name: name.clone()?, html: UNMET })).collect(),
        pending_id: None,
        demote: settling.demote,
    };
    let mut rest = html;
    while let Some(at) = rest.find(Marks::OPEN) {
        settler.html(&rest[..at]);
        let Some((number, behind)) = leading(&rest[at..]) else {
            rest = &rest[at + Marks::OPEN.len_utf8()..];
            continue;
        };
        if let Some(mark) = marks.get_mut(number).filter(|_| !settler.is_inside_tag()) {
            settler.place(std::mem::replace(mark, Mark::Literal(Cow::Borrowed(""))));
        }
        rest = behind;
    }
    settler.html(rest);
    settler.end_link();
    settler.end_open_heading();
    // Held as long as the site is.
    settler.holes.shrink_to_fit();
    let html = &settler.html;
    let is_block = |place: &Place| html.get(place.html.start as usize..place.html.end as usize).is_some_and(is_whole);
    let mut places: Vec<Place> = settler.places.into_iter().flatten().filter(is_block).collect();
    places.sort_by_key(|place| place.html.start);
    (Body { html: Text::from(&*settler.html), holes: settler.holes, places: places.into() }, settler.headings)
}

/// Where in a tag the HTML seen so far ends, if in one.
#[derive(Clone, Copy, Debug, Default)]
struct TagState {
    inside: bool,
    quoted: bool,
    /// The tag is that of an element that has been closed already, and is left out.
    dropped: bool,
}

/// An element of the writer's own HTML.
struct Element {
    name: Box<str>,
    /// Its end has been written, ahead of where it is in the text.
    is_closed: bool,
}

/// The link that is open.
#[derive(Clone, Copy)]
struct OpenLink {
    number: u32,
    /// How many elements are around it.
    around: usize,
    /// Its end has come, and waits for the elements that began in it.
    is_over: bool,
}

struct Settler<'d> {
    html: String,
    holes: Vec<Hole>,
    headings: Vec<Heading>,
    link: Option<OpenLink>,
    /// The elements that are open, where the HTML comes from the sanitiser.
    elements: Vec<Element>,
    /// The heading that is open, and how many elements are around it.
    heading: Option<(usize, usize)>,
    /// None where the HTML does not come from the sanitiser.
    tags: Option<TagState>,
    drafts: &'d [HeadingDraft],
    /// By their numbers; none where the name is the id of something else.
    places: Vec<Option<Place>>,
    /// The id of a block whose first tag has not come yet.
    pending_id: Option<Arc<str>>,
    demote: bool,
}

impl Settler<'_> {
    fn place(&mut self, mark: Mark) {
        match mark {
            Mark::Literal(html) => self.literal(&html),
            Mark::HeadingStart(number) => self.heading_start(number),
            Mark::HeadingEnd(number) => self.heading_end(number),
            Mark::PlaceStart(number) => self.place_start(number),
            Mark::PlaceEnd(number) => self.place_end(number),
            Mark::Hole(Fill::LinkStart(number)) => self.start_link(number),
            Mark::Hole(Fill::LinkEnd(number)) => match self.link {
                Some(link) if link.number == number && self.is_in_cell(link) => {
                    self.link = Some(OpenLink { is_over: true, ..link });
                }
                Some(link) if link.number == number => self.end_link(),
                _ => {}
            },
            Mark::Hole(fill) => self.hole(fill),
        }
    }

    /// Whether a cell that began in a link is still open.
    fn is_in_cell(&self, link: OpenLink) -> bool {
        self.elements[link.around..].iter().any(|element| is_cell(&element.name))
    }

    fn is_inside_tag(&self) -> bool {
        self.tags.is_some_and(|tags| tags.inside)
    }

    /// HTML as it is, but for the id of a block.
    fn html(&mut self, html: &str) {
        match self.pending_id.take() {
            Some(id) if !html.is_empty() => self.push_html(&with_id(html, &id)),
            pending_id => {
                self.pending_id = pending_id;
                self.push_html(html);
            }
        }
    }

    /// HTML of our own, which ends what it begins.
    fn literal(&mut self, html: &str) {
        self.push_id();
        self.html.push_str(html);
    }

    /// The sanitiser sees no links, and closes and opens elements inside them.
    fn push_html(&mut self, html: &str) {
        let Some(mut tags) = self.tags else { return self.html.push_str(html) };
        let mut done = 0;
        for at in memchr3_iter(b'<', b'>', b'"', html.as_bytes()) {
            match html.as_bytes()[at] {
                b'"' => tags.quoted = tags.inside && !tags.quoted,
                _ if tags.quoted => {}
                b'<' => {
                    tags.inside = true;
                    self.html.push_str(&html[done..at]);
                    done = at;
                    tags.dropped = !self.before_tag(&html[at + 1..]);
                }
                _ => {
                    tags.inside = false;
                    if !std::mem::take(&mut tags.dropped) {
                        self.html.push_str(&html[done..=at]);
                    }
                    done = at + 1;
                    self.after_tag();
                }
            }
        }
        self.html.push_str(&html[done..]);
        self.tags = Some(tags);
    }

    /// A link and a heading end before the end of the element that they began in. `html` begins behind the `<`. False for
    /// the end of an element that has had one.
    fn before_tag(&mut self, html: &str) -> bool {
        let name = html.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        if html.starts_with('/') {
            if self.link.is_some_and(|link| link.around == self.elements.len()) {
                self.end_link();
            }
            if let Some((number, around)) = self.heading
                && self.elements.len() == around
            {
                self.heading_end(number);
            }
            return self.elements.pop().is_none_or(|element| !element.is_closed);
        }
        if !is_void(name) && !name.is_empty() {
            self.elements.push(Element { name: name.into(), is_closed: false });
        }
        true
    }

    fn after_tag(&mut self) {
        if self.link.is_some_and(|link| link.is_over && link.around == self.elements.len()) {
            self.end_link();
        }
    }

    /// A link in a cell of a table that is inside another link stays text.
    fn start_link(&mut self, number: u32) {
        if self.link.is_some_and(|link| self.is_in_cell(link)) {
            return;
        }
        self.end_link();
        self.link = Some(OpenLink { number, around: self.elements.len(), is_over: false });
        self.hole(Fill::LinkStart(number));
    }

    fn hole(&mut self, fill: Fill) {
        self.push_id();
        self.holes.push(Hole { at: self.html.len() as u32, fill });
    }

    fn end_link(&mut self) {
        if let Some(link) = self.link.take() {
            self.hole(Fill::LinkEnd(link.number));
        }
    }

    fn level(&self, draft: &HeadingDraft) -> u8 {
        (draft.level + u8::from(self.demote)).min(6)
    }

    fn place_start(&mut self, number: usize) {
        self.push_id();
        let Some(Some(place)) = self.places.get_mut(number) else { return };
        place.html.start = self.html.len() as u32;
        self.pending_id = Some(place.name.clone());
    }

    fn place_end(&mut self, number: usize) {
        self.push_id();
        let end = self.html.len() as u32;
        // The sanitiser may have moved the end before the beginning, or dropped one of them: then it is no block.
        if let Some(Some(place)) = self.places.get_mut(number)
            && place.html.start <= end
        {
            place.html.end = end;
        }
    }

    /// A block that does not begin with a tag of ours has an empty one before it for its id.
    fn push_id(&mut self) {
        if let Some(id) = self.pending_id.take() {
            let anchor = anchor(&id);
            self.push_html(&anchor);
        }
    }

    fn heading_start(&mut self, number: usize) {
        self.end_open_heading();
        let Some(draft) = self.drafts.get(number) else { return };
        self.push_id();
        let (level, at) = (self.level(draft), self.html.len() as u32);
        self.headings.push(Heading { level, id: draft.id.clone(), text: draft.text.clone(), at });
        let html = &mut self.html;
        let _ = write!(html, "<h{level} id=\"");
        escape(html, &draft.id);
        if !draft.classes.is_empty() {
            html.push_str("\" class=\"");
            escape(html, &draft.classes);
        }
        html.push_str("\">");
        self.heading = Some((number, self.elements.len()));
    }

    fn end_open_heading(&mut self) {
        if let Some((number, _)) = self.heading {
            self.heading_end(number);
        }
    }

    /// What the writer opened in a heading does not reach out of it.
    fn heading_end(&mut self, number: usize) {
        let Some((_, around)) = self.heading.take_if(|(open, _)| *open == number) else { return };
        let Some(draft) = self.drafts.get(number) else { return };
        for element in self.elements[around..].iter_mut().rev().filter(|element| !element.is_closed) {
            let _ = write!(self.html, "</{}>", element.name);
            element.is_closed = true;
        }
        self.html.push_str("<a class=\"anchor\" href=\"#");
        escape(&mut self.html, &draft.id);
        self.html.push_str("\"><span class=\"vh\">");
        self.hole(Fill::Say(Arc::from("link-to-section")));
        self.html.push_str(": ");
        for part in titles::parts(&draft.text) {
            match part {
                Part::Text(text) => escape(&mut self.html, text),
                Part::Title(link) => self.hole(Fill::Title(link)),
            }
        }
        let _ = writeln!(self.html, "</span><span aria-hidden=\"true\">#</span></a></h{}>", self.level(draft));
    }
}
