//! What an entry's page says, text by text, with the place of each.
//!
//! Never says more than the page: what is withheld is read as the page shows it. What a page shows of
//! other entries (embeds, lists made by components) is theirs, and is found there.

use std::borrow::Cow;

use memchr::memchr;

use crate::content::markdown::html::unescape;
use crate::content::markdown::plain::append_collapsed;
use crate::content::markdown::policy::joins_words;
use crate::content::{Fill, Hole};
use crate::view::contract::FactValue;
use crate::view::plain::link_title;
use crate::view::withheld::end_of_address;
use crate::view::{Snapshot, facts};
use crate::weaver::{EntryIx, Resolved, Taxonomy};

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Title,
    /// Tags, and other names for the entry.
    Name,
    Summary,
    Heading,
    Prose,
    /// A fact beside the text.
    Fact,
    /// What it belongs to or who made it: the kind, people, domains, communities.
    Term,
}

/// Calls `take` for every text of an entry, from its title down.
pub fn texts(snapshot: &Snapshot, entry: EntryIx, take: &mut dyn FnMut(Place, &str)) {
    let doc = snapshot.weave.doc(entry);
    let terms = snapshot.weave.terms();
    let titles = |taxonomy| terms.of_entry(taxonomy, entry).iter().map(move |term| &*terms.get(taxonomy, *term).title);
    take(Place::Title, &doc.facts.title);
    titles(Taxonomy::Tags).for_each(|tag| take(Place::Name, tag));
    let names = doc.facts.aliases.iter().filter(|alias| !alias.value.starts_with('/'));
    names.for_each(|name| take(Place::Name, &name.value));
    if let Some(summary) = &doc.facts.summary {
        take(Place::Summary, summary);
    }
    Reader { snapshot, entry, take: &mut *take, text: String::new(), in_heading: false, skipped: None }.read();
    if let Some(kind) = snapshot.kinds_in(&doc.lang).get(&doc.id.kind) {
        take(Place::Term, &kind.title);
    }
    titles(Taxonomy::People).for_each(|person| take(Place::Term, person));
    for value in facts::facts(snapshot, entry, &[]).iter().flat_map(|fact| &fact.values) {
        match value {
            FactValue::Text { text } | FactValue::Outside { text, .. } => take(Place::Fact, text),
            FactValue::Link { text, .. } => take(Place::Term, text),
            FactValue::Entry { .. } | FactValue::Date { .. } => {}
        }
    }
}

/// Elements that hold no text.
const MUTE: [&str; 6] = ["script", "style", "svg", "math", "template", "noscript"];
/// Classes of our own for what is no part of the text: words for screen readers, links to headings and notes.
const ASIDE: [&str; 3] = ["class=\"vh\"", "class=\"anchor\"", "class=\"fnref\""];

/// Reads the HTML of an entry's text.
struct Reader<'a> {
    snapshot: &'a Snapshot,
    entry: EntryIx,
    take: &'a mut dyn FnMut(Place, &str),
    /// The line of text so far.
    text: String,
    in_heading: bool,
    /// The element that is being passed over, and how many of its name are open.
    skipped: Option<(String, usize)>,
}

impl Reader<'_> {
    fn read(mut self) {
        let doc = self.snapshot.weave.doc(self.entry);
        let html = doc.body.html.read();
        let mut at = 0;
        for (number, hole) in doc.body.holes.iter().enumerate() {
            self.html(&html[at..hole.at as usize]);
            at = hole.at as usize;
            self.hole(hole);
            let next = doc.body.holes.get(number + 1);
            if let Some(end) = end_of_address(self.snapshot, self.entry, hole, next) {
                self.say("withheld-link");
                at = end;
            }
        }
        self.html(&html[at..]);
        self.end_line();
    }

    fn hole(&mut self, hole: &Hole) {
        match &hole.fill {
            Fill::LinkWithTitle(link) | Fill::Title(link) => self.text(&link_title(self.snapshot, self.entry, *link)),
            Fill::Code(block) => {
                self.end_line();
                self.text(&block.text);
                self.end_line();
            }
            Fill::Embed { link, caption: Some(caption), .. } if self.is_file(*link) => {
                self.end_line();
                self.text(caption);
                self.end_line();
            }
            Fill::LinkStart(_) | Fill::LinkEnd(_) | Fill::Image { .. } | Fill::Say(_) => {}
            Fill::Embed { .. } | Fill::Component(_) => self.end_line(),
        }
    }

    fn is_file(&self, link: u32) -> bool {
        matches!(self.snapshot.weave.links(self.entry).get(link as usize), Some(Resolved::File(_)))
    }

    fn say(&mut self, key: &str) {
        let lang = &self.snapshot.weave.doc(self.entry).lang;
        self.text(&self.snapshot.say(lang, key));
    }

    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = memchr(b'<', rest.as_bytes()) {
            self.escaped(&rest[..at]);
            let tag = tag(&rest[at..]);
            match name(tag) {
                Some(name) => self.tag(&name, tag),
                None if tag.starts_with("<!") => {}
                None => self.text(tag),
            }
            rest = &rest[at + tag.len()..];
        }
        self.escaped(rest);
    }

    fn tag(&mut self, name: &str, tag: &str) {
        let is_end = tag.starts_with("</");
        if let Some((skipped, open)) = &mut self.skipped {
            if skipped == name && !tag.ends_with("/>") {
                *open = if is_end { *open - 1 } else { *open + 1 };
            }
            if *open == 0 {
                self.skipped = None;
            }
            return;
        }
        if !is_end && (MUTE.contains(&name) || is_aside(tag)) {
            self.skipped = Some((name.to_owned(), 1));
        } else if name == "br" {
            self.text(" ");
        } else if !joins_words(name) {
            self.end_line();
            if let [b'h', b'1'..=b'6'] = name.as_bytes() {
                self.in_heading = !is_end;
            }
        }
    }

    fn escaped(&mut self, text: &str) {
        match memchr(b'&', text.as_bytes()) {
            Some(_) => self.text(&unescape(text)),
            None => self.text(text),
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_none() {
            append_collapsed(&mut self.text, text);
        }
    }

    fn end_line(&mut self) {
        let line = self.text.trim();
        if !line.is_empty() {
            (self.take)(if self.in_heading { Place::Heading } else { Place::Prose }, line);
        }
        self.text.clear();
    }
}

/// The tag, comment or single bracket that `html` begins with.
fn tag(html: &str) -> &str {
    if let Some(comment) = html.strip_prefix("<!--") {
        return &html[..comment.find("-->").map_or(html.len(), |end| end + "<!---->".len())];
    }
    if !html[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return &html[..1];
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &html[..=at],
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html
}

/// The name of a tag's element, in lower case.
fn name(tag: &str) -> Option<Cow<'_, str>> {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Some(name.to_ascii_lowercase().into()),
        false => (!name.is_empty()).then(|| name.into()),
    }
}

fn is_aside(tag: &str) -> bool {
    ASIDE.iter().any(|class| tag.contains(class))
}
