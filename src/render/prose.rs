//! An entry's text with its holes filled: links, embeds, images, code, components.

use std::fmt::Write;
use std::ops::Range;

use tera::Value;

use super::components;
use super::context::render_part;
use super::memo::Memo;
use crate::content::{Doc, Fill, Hole};
use crate::diagnostics::Diagnostic;
use crate::images::is_image_name;
use crate::plan::encode;
use crate::view::escape::xml;
use crate::view::images::{self, Words};
use crate::view::plain::link_title;
use crate::view::withheld::end_of_address;
use crate::view::{Snapshot, issue, item};
use crate::weaver::{DEEPEST_EMBED, EntryIx, MOST_EMBEDS, Resolved};

/// The whole text of an entry as HTML. `base` leads from the page to the site's home; an absolute
/// one makes absolute links.
pub fn prose(snapshot: &Snapshot, memo: &Memo, entry: EntryIx, base: &str) -> Result<String, Box<Diagnostic>> {
    whole(snapshot, memo, entry, base, Medium::Page)
}

/// The text of an entry for readers who do not see its page: with the picture that stands above it there, and
/// with the articles of an issue. `home` is absolute.
pub fn outside(snapshot: &Snapshot, memo: &Memo, entry: EntryIx, home: &str) -> Result<String, Box<Diagnostic>> {
    let mut html = String::new();
    if let Some(image) = item::image(snapshot, entry) {
        push(
            &mut html,
            format_args!("<p><img src=\"{home}{}\" alt=\"{}\"></p>\n", xml(&image.picture.url), xml(&image.alt)),
        );
    }
    html.push_str(&prose(snapshot, memo, entry, home)?);
    let doc = snapshot.weave.doc(entry);
    for article in issue::named_articles(snapshot, entry) {
        let piece = Value::from_serializable(&issue::piece(snapshot, article, false, 3));
        let value = [("piece".to_owned(), piece)];
        html.push_str(&render_part(snapshot, PIECE, home, &doc.lang, value, snapshot.weave.address(entry))?);
    }
    Ok(html)
}

/// The same for a mail: without pictures, which a mail program would have to fetch. `home` is absolute.
pub fn mail(snapshot: &Snapshot, memo: &Memo, entry: EntryIx, home: &str) -> Result<String, Box<Diagnostic>> {
    whole(snapshot, memo, entry, home, Medium::Mail)
}

fn whole(
    snapshot: &Snapshot,
    memo: &Memo,
    entry: EntryIx,
    base: &str,
    medium: Medium,
) -> Result<String, Box<Diagnostic>> {
    let whole = 0..snapshot.weave.doc(entry).body.html.len();
    let shown = usize::from(item::image(snapshot, entry).is_some());
    Filler { snapshot, memo, base, medium, trail: Vec::new(), embedded: 0, shown, headings: Headings::default() }
        .section(entry, whole)
}

/// The parts in which an issue of the newsletter shows its articles and dates.
const PIECE: &str = "parts/piece.html";
const MAIL_PIECE: &str = "email/piece.html";

/// What the text is read in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Medium {
    Page,
    Mail,
    /// One file, in which pictures stand as well.
    File,
}

/// Stand around the path of a file whose bytes are to be put there. They are for private use, and texts that
/// hold them all the same name no file.
pub const FILE: (char, char) = ('\u{e003}', '\u{e004}');

/// The text of an entry with its pictures inside, as [`FILE`]. `home` is absolute.
pub fn with_files(snapshot: &Snapshot, memo: &Memo, entry: EntryIx, home: &str) -> Result<String, Box<Diagnostic>> {
    whole(snapshot, memo, entry, home, Medium::File)
}

/// The address of a picture that stands in the file itself.
pub fn data_address(file: &str) -> String {
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    format!("data:{mime};base64,{}{file}{}", FILE.0, FILE.1)
}

struct Filler<'a> {
    snapshot: &'a Snapshot,
    memo: &'a Memo,
    base: &'a str,
    medium: Medium,
    /// Entries whose text is being filled: an embed of one of them would never end.
    trail: Vec<EntryIx>,
    /// How many texts were embedded so far.
    embedded: usize,
    /// How many pictures the text has shown so far.
    shown: usize,
    headings: Headings,
}

/// Whether the text that is being filled has a heading of its second level so far.
#[derive(Default)]
struct Headings {
    /// Bytes that were searched: a text with many embeds is not searched from its start for each of them.
    searched: usize,
    are_there: bool,
}

impl Headings {
    fn are_in(&mut self, html: &str) -> bool {
        const HEADING: &[u8] = b"<h2";
        let from = self.searched.saturating_sub(HEADING.len() - 1);
        self.are_there = self.are_there || memchr::memmem::find(&html.as_bytes()[from..], HEADING).is_some();
        self.searched = html.len();
        self.are_there
    }
}

/// What a link becomes.
enum Tag {
    To(String),
    /// An entry nobody has written yet.
    Wanted,
    /// Plain text.
    None,
}

impl Filler<'_> {
    fn section(&mut self, entry: EntryIx, range: Range<usize>) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let doc = snapshot.weave.doc(entry);
        let mut html = String::with_capacity(range.len() + range.len() / 4);
        let mut at = range.start;
        self.trail.push(entry);
        let outer = std::mem::take(&mut self.headings);
        let holes = holes_in(doc, &range);
        for (number, hole) in holes.iter().enumerate() {
            html.push_str(&doc.body.html[at..hole.at as usize]);
            at = hole.at as usize;
            self.fill(entry, doc, &hole.fill, &mut html)?;
            if let Some(end) = end_of_address(snapshot, entry, hole, holes.get(number + 1)) {
                html.push_str(&xml(&snapshot.say(&doc.lang, "withheld-link")));
                at = end;
            }
        }
        self.trail.pop();
        self.headings = outer;
        html.push_str(&doc.body.html[at..range.end]);
        Ok(html)
    }

    fn fill(&mut self, entry: EntryIx, doc: &Doc, fill: &Fill, html: &mut String) -> Result<(), Box<Diagnostic>> {
        match fill {
            Fill::LinkStart(link) => match self.tag(entry, *link) {
                Tag::To(href) => push(html, format_args!("<a href=\"{href}\">")),
                Tag::Wanted => html.push_str("<span class=\"wanted\">"),
                Tag::None => {}
            },
            Fill::LinkEnd(link) => match self.tag(entry, *link) {
                Tag::To(_) => html.push_str("</a>"),
                Tag::Wanted => html.push_str("</span>"),
                Tag::None => {}
            },
            Fill::LinkWithTitle(link) => self.link_with_title(entry, doc, *link, html),
            Fill::Embed { link, caption } => self.embed(entry, doc, *link, caption.as_deref(), html)?,
            Fill::Image { link, alt, title } => self.image(entry, doc, *link, (alt, title.as_deref()), html),
            Fill::Code(block) => html.push_str(&self.memo.code(block)),
            Fill::Component(call) => {
                html.push_str(&components::render(self.snapshot, call, entry, self.base)?);
            }
            Fill::Say(key) => html.push_str(&xml(&self.snapshot.say(&doc.lang, key))),
        }
        Ok(())
    }

    fn tag(&self, entry: EntryIx, link: u32) -> Tag {
        match self.snapshot.weave.links(entry).get(link as usize) {
            Some(Resolved::Wanted) => Tag::Wanted,
            Some(resolved) => self.href(resolved).map_or(Tag::None, Tag::To),
            None => Tag::None,
        }
    }

    /// The escaped address; nothing for what must not or cannot be linked.
    fn href(&self, resolved: &Resolved) -> Option<String> {
        let with_anchor = |url: String, anchor: Option<&str>| match anchor {
            Some(anchor) => format!("{url}#{}", encode(anchor)),
            None => url,
        };
        let url = match resolved {
            Resolved::Entry { entry, anchor } => {
                with_anchor(format!("{}{}", self.base, encode(self.snapshot.weave.address(*entry))), anchor.as_deref())
            }
            Resolved::File(file) => format!("{}{}", self.base, self.snapshot.plan.file(file)?.href()),
            Resolved::Path { path, anchor } => {
                with_anchor(format!("{}{}", self.base, self.snapshot.plan.find(path)?.href()), anchor.as_deref())
            }
            Resolved::Anchor(anchor) => with_anchor(String::new(), Some(anchor)),
            Resolved::Outside(url) => url.to_string(),
            Resolved::Withheld | Resolved::Wanted | Resolved::Ambiguous(_) | Resolved::Broken => return None,
        };
        Some(xml(&url).into_owned())
    }

    /// A wiki-link without a label reads as its target's title.
    fn link_with_title(&self, entry: EntryIx, doc: &Doc, link: u32, html: &mut String) {
        let written = doc.facts.links.get(link as usize);
        let name = || {
            written.map_or_else(String::new, |link| xml(&crate::view::plain::target_text(&link.target)).into_owned())
        };
        match self.snapshot.weave.links(entry).get(link as usize) {
            // Not even the name may tell that there is something to see.
            Some(Resolved::Withheld) => html.push_str(&xml(&self.snapshot.say(&doc.lang, "withheld-link"))),
            Some(Resolved::Wanted) => push(html, format_args!("<span class=\"wanted\">{}</span>", name())),
            Some(resolved @ Resolved::Entry { .. }) => {
                let title = link_title(self.snapshot, entry, link);
                push(html, format_args!("<a href=\"{}\">{}</a>", self.href(resolved).unwrap_or_default(), xml(&title)));
            }
            Some(resolved) => match self.href(resolved) {
                Some(href) => push(html, format_args!("<a href=\"{href}\">{}</a>", name())),
                None => html.push_str(&name()),
            },
            None => {}
        }
    }

    fn embed(
        &mut self,
        entry: EntryIx,
        doc: &Doc,
        link: u32,
        caption: Option<&str>,
        html: &mut String,
    ) -> Result<(), Box<Diagnostic>> {
        match self.snapshot.weave.links(entry).get(link as usize) {
            Some(Resolved::Entry { entry: target, anchor: Some(anchor) }) => {
                self.embed_section(*target, anchor, html)?;
            }
            Some(Resolved::Entry { entry: target, anchor: None }) => {
                let level = if self.headings.are_in(html) { 3 } else { 2 };
                let (template, value) = self.shown_entry(*target, level);
                let url = self.snapshot.weave.address(entry);
                html.push_str(&render_part(self.snapshot, template, self.base, &doc.lang, [value], url)?);
            }
            Some(resolved @ (Resolved::File(_) | Resolved::Path { .. })) => {
                let href = self.href(resolved);
                let image = images::file(self.snapshot, resolved);
                if let Some(file) = image.as_ref().filter(|_| self.medium == Medium::File && href.is_some()) {
                    embedded_figure(&data_address(file), caption, html);
                } else if let Some(href) = href.as_deref().filter(|_| self.medium != Medium::Page) {
                    self.file_in_words(doc, href, caption, html);
                } else if image.is_some() {
                    self.figure(entry, doc, link, caption, html);
                } else if let Some(href) = href {
                    embed_file(&href, caption, html);
                }
            }
            Some(Resolved::Wanted) => self.link_with_title(entry, doc, link, html),
            _ => {}
        }
        Ok(())
    }

    /// The part that shows an entry in the text, and what it receives. An issue of the newsletter shows its
    /// articles and dates in another way than other texts do.
    fn shown_entry(&self, target: EntryIx, level: u8) -> (&'static str, (String, Value)) {
        let host = self.trail.first().copied().filter(|host| *self.snapshot.weave.doc(*host).id.kind == *"newsletter");
        let Some(issue) = host else {
            return ("components/embed.html", ("card".to_owned(), self.snapshot.card(target)));
        };
        let leads = issue::leads(self.snapshot, issue, target);
        let piece = Value::from_serializable(&issue::piece(self.snapshot, target, leads, level));
        let template = if self.medium == Medium::Mail { MAIL_PIECE } else { PIECE };
        (template, ("piece".to_owned(), piece))
    }

    /// A mail shows no file: what a picture shows in words, and a link to any other.
    fn file_in_words(&self, doc: &Doc, href: &str, caption: Option<&str>, html: &mut String) {
        match caption {
            _ if is_image_name(href) => self.picture_in_words(doc, href, caption.unwrap_or_default(), html),
            Some(words) => push(html, format_args!("<a href=\"{href}\">{}</a>", xml(words))),
            None => push(html, format_args!("<a href=\"{href}\">{}</a>", href.rsplit('/').next().unwrap_or(href))),
        }
    }

    /// What a picture shows, with a link to it.
    fn picture_in_words(&self, doc: &Doc, href: &str, alt: &str, html: &mut String) {
        if !alt.is_empty() {
            let words = self.snapshot.voice(&doc.lang).phrase("picture", None, &[("alt", alt)]);
            push(html, format_args!("<a href=\"{href}\">{}</a>", xml(&words)));
        }
    }

    fn embed_section(&mut self, target: EntryIx, anchor: &str, html: &mut String) -> Result<(), Box<Diagnostic>> {
        // Circles and too many embeds are errors of their own; where a site has made them warnings, they end here.
        let is_too_much = self.embedded == MOST_EMBEDS || self.trail.len() > DEEPEST_EMBED;
        if is_too_much || self.trail.contains(&target) {
            return Ok(());
        }
        self.embedded += 1;
        let doc = self.snapshot.weave.doc(target);
        let Some(range) = section_of(doc, anchor) else { return Ok(()) };
        let inner = self.section(target, range)?;
        let source = format!("{}{}", self.base, encode(self.snapshot.weave.address(target)));
        push(
            html,
            format_args!(
                "<div class=\"embed\">{}<p class=\"embed-source\"><a href=\"{}#{}\">{}</a></p></div>",
                transplanted(&inner, &xml(&source)),
                xml(&source),
                xml(&encode(anchor)),
                xml(&doc.facts.title),
            ),
        );
        Ok(())
    }

    /// The first picture of a text is likely to be on the screen at once: a browser that was told to wait
    /// for it would show it late. The others may never be scrolled to.
    fn is_lazy(&mut self) -> bool {
        self.shown += 1;
        self.shown > 1
    }

    fn image(&mut self, entry: EntryIx, doc: &Doc, link: u32, words: (&str, Option<&str>), html: &mut String) {
        let (alt, title) = words;
        let resolved = self.snapshot.weave.links(entry).get(link as usize);
        // What a withdrawn picture shows in words would tell of it as well.
        if doc.facts.links.get(link as usize).is_some_and(|link| self.snapshot.weave.is_withdrawn(&link.target)) {
            return;
        }
        let Some(src) = resolved.and_then(|resolved| self.href(resolved)) else {
            html.push_str(&xml(alt));
            return;
        };
        match (self.medium, resolved) {
            (Medium::Page, _) => {}
            (Medium::File, Some(Resolved::File(file))) => {
                return push(html, format_args!("<img src=\"{}\" alt=\"{}\">", xml(&data_address(file)), xml(alt)));
            }
            (Medium::Mail | Medium::File, _) => return self.picture_in_words(doc, &src, alt, html),
        }
        let file = resolved.and_then(|resolved| images::file(self.snapshot, resolved));
        match file.and_then(|file| images::picture(self.snapshot, &file)) {
            Some(picture) => html.push_str(&picture.html(self.base, &Words { alt, title, is_lazy: self.is_lazy() })),
            None => self.foreign_image(&src, alt, title, html),
        }
    }

    fn figure(&mut self, entry: EntryIx, doc: &Doc, link: u32, caption: Option<&str>, html: &mut String) {
        html.push_str("<figure>");
        self.image(entry, doc, link, (caption.unwrap_or_default(), None), html);
        if let Some(caption) = caption {
            push(html, format_args!("<figcaption>{}</figcaption>", xml(caption)));
        }
        html.push_str("</figure>");
    }

    /// An image of which nothing is known but its address.
    fn foreign_image(&mut self, href: &str, alt: &str, title: Option<&str>, html: &mut String) {
        let loading = if self.is_lazy() { " loading=\"lazy\"" } else { "" };
        push(html, format_args!("<img src=\"{href}\" alt=\"{}\"{loading}", xml(alt)));
        if let Some(title) = title {
            push(html, format_args!(" title=\"{}\"", xml(title)));
        }
        html.push('>');
    }
}

fn push(html: &mut String, arguments: std::fmt::Arguments) {
    // Writing to a `String` cannot fail.
    let _ = html.write_fmt(arguments);
}

fn holes_in<'a>(doc: &'a Doc, range: &Range<usize>) -> &'a [Hole] {
    let holes = &doc.body.holes;
    let first = holes.partition_point(|hole| (hole.at as usize) < range.start);
    // A hole at the very end of a text still belongs to it; one at the end of a section does not.
    let is_whole = range.end == doc.body.html.len();
    let last = holes.partition_point(|hole| (hole.at as usize) < range.end || is_whole);
    &holes[first..last]
}

/// From a heading to the next one of its level or above.
fn section_of(doc: &Doc, anchor: &str) -> Option<Range<usize>> {
    let place = doc.facts.headings.iter().position(|heading| *heading.id == *anchor)?;
    let heading = &doc.facts.headings[place];
    let next = doc.facts.headings[place + 1..].iter().find(|next| next.level <= heading.level);
    Some(heading.at as usize..next.map_or(doc.body.html.len(), |next| next.at as usize))
}

/// The HTML of an embedded text as it can stand on another page: its ids would stand there twice,
/// so what names one of them leads to the page at `source`, which the text is taken from. An icon
/// stays: every page holds the icons that it uses.
fn transplanted(html: &str, source: &str) -> String {
    let html = without_ids(html);
    // Inside text a quotation mark is escaped, so these are attributes.
    html.replace("href=\"#", &format!("href=\"{source}#")).replace(&format!("<use href=\"{source}#"), "<use href=\"#")
}

/// The same without ids, and without what names one of them in another attribute than a link's.
pub fn without_ids(html: &str) -> String {
    without_attribute(&without_attribute(html, "id"), "aria-labelledby")
}

fn without_attribute(html: &str, name: &str) -> String {
    let start = format!(" {name}=\"");
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(&start) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let value = &from[start.len()..];
        rest = value.find('"').map_or("", |end| &value[end + 1..]);
    }
    kept.push_str(rest);
    kept
}

fn ending(href: &str) -> String {
    href.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase()
}

/// A picture that stands in the file itself, with its caption.
fn embedded_figure(address: &str, caption: Option<&str>, html: &mut String) {
    let words = caption.map(xml);
    push(html, format_args!("<figure><img src=\"{address}\" alt=\"{}\">", words.as_deref().unwrap_or("")));
    if let Some(words) = words {
        push(html, format_args!("<figcaption>{words}</figcaption>"));
    }
    html.push_str("</figure>");
}

/// Sound, a film, or a link to any other file.
fn embed_file(href: &str, caption: Option<&str>, html: &mut String) {
    let ending = ending(href);
    let name = href.rsplit('/').next().unwrap_or(href);
    let words = caption.map(xml);
    match ending.as_str() {
        "mp3" | "ogg" | "wav" | "m4a" => push(html, format_args!("<audio controls src=\"{href}\"></audio>")),
        "mp4" | "webm" => push(html, format_args!("<video controls src=\"{href}\"></video>")),
        _ => push(html, format_args!("<a href=\"{href}\">{}</a>", words.as_deref().unwrap_or(name))),
    }
}

/// A safe value for a template.
pub fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embedded_text_leads_to_its_source_and_takes_its_icons_from_the_page() {
        let html = r##"<h2 id="a">A</h2><svg><use href="#i-care"/></svg><a class="up" href="#a">up</a>"##;
        let expected = r##"<h2>A</h2><svg><use href="#i-care"/></svg><a class="up" href="../b/#a">up</a>"##;
        assert_eq!(transplanted(html, "../b/"), expected);
    }
}
