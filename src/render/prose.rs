//! An entry's text with its holes filled: links, embeds, images, code, components.

use std::fmt::Write;
use std::ops::Range;

use tera::Value;

use super::components;
use super::context::render_part;
use super::memo::Memo;
use super::source;
use crate::content::markdown::html::unescape;
use crate::content::{Doc, Fill, Hole};
use crate::diagnostics::Diagnostic;
use crate::plan::encode;
use crate::view::Snapshot;
use crate::view::escape::xml;
use crate::view::plain::link_title;
use crate::weaver::{EntryIx, Resolved};

/// The whole text of an entry as HTML. `base` leads from the page to the site's home; an absolute
/// one makes absolute links.
pub fn prose(snapshot: &Snapshot, memo: &Memo, entry: EntryIx, base: &str) -> Result<String, Box<Diagnostic>> {
    let whole = 0..snapshot.weave.doc(entry).body.html.len();
    Filler { snapshot, memo, base, trail: Vec::new(), shown: 0 }.section(entry, whole)
}

struct Filler<'a> {
    snapshot: &'a Snapshot,
    memo: &'a Memo,
    base: &'a str,
    /// Entries whose text is being filled: an embed of one of them would never end.
    trail: Vec<EntryIx>,
    /// How many pictures the text has shown so far.
    shown: usize,
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
        let holes = holes_in(doc, &range);
        for (number, hole) in holes.iter().enumerate() {
            html.push_str(&doc.body.html[at..hole.at as usize]);
            at = hole.at as usize;
            self.fill(entry, doc, &hole.fill, &mut html)?;
            if let Some(end) = self.end_of_address(entry, doc, hole, holes.get(number + 1)) {
                html.push_str(&xml(&snapshot.say(&doc.lang, "withheld-link")));
                at = end;
            }
        }
        self.trail.pop();
        html.push_str(&doc.body.html[at..range.end]);
        Ok(html)
    }

    /// Where the words end that begin at `hole`, if they are the address of something withheld: without
    /// its link it would still be read.
    fn end_of_address(&self, entry: EntryIx, doc: &Doc, hole: &Hole, next: Option<&Hole>) -> Option<usize> {
        let Fill::LinkStart(link) = hole.fill else { return None };
        let is_withheld = self.snapshot.weave.links(entry).get(link as usize) == Some(&Resolved::Withheld);
        let next = next.filter(|next| is_withheld && next.fill == Fill::LinkEnd(link))?;
        let words = unescape(&doc.body.html[hole.at as usize..next.at as usize]);
        let is_address = self.snapshot.weave.wording(entry, &self.snapshot.config).names_withheld(&words)
            || doc.facts.links.get(link as usize).is_some_and(|link| source::is_address(doc, link));
        is_address.then_some(next.at as usize)
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
            Fill::Image { link, alt, title } => self.image(entry, *link, alt, title.as_deref(), html),
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
                let card = [("card".to_owned(), self.snapshot.card(*target))];
                let url = self.snapshot.weave.address(entry);
                html.push_str(&render_part(self.snapshot, "components/embed.html", self.base, &doc.lang, card, url)?);
            }
            Some(resolved @ Resolved::File(_)) => {
                if let Some(href) = self.href(resolved) {
                    let loading = if is_picture(&href) { self.loading() } else { "" };
                    embed_file(&href, caption, loading, html);
                }
            }
            Some(Resolved::Wanted) => self.link_with_title(entry, doc, link, html),
            _ => {}
        }
        Ok(())
    }

    fn embed_section(&mut self, target: EntryIx, anchor: &str, html: &mut String) -> Result<(), Box<Diagnostic>> {
        // A circle is an error of its own; where a site has made it a warning, it ends here.
        if self.trail.contains(&target) {
            return Ok(());
        }
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
    fn loading(&mut self) -> &'static str {
        self.shown += 1;
        if self.shown == 1 { "" } else { " loading=\"lazy\"" }
    }

    fn image(&mut self, entry: EntryIx, link: u32, alt: &str, title: Option<&str>, html: &mut String) {
        let resolved = self.snapshot.weave.links(entry).get(link as usize);
        let Some(src) = resolved.and_then(|resolved| self.href(resolved)) else {
            html.push_str(&xml(alt));
            return;
        };
        push(html, format_args!("<img src=\"{src}\" alt=\"{}\"{}", xml(alt), self.loading()));
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
    let html = without_attribute(&without_attribute(html, "id"), "aria-labelledby");
    // Inside text a quotation mark is escaped, so these are attributes.
    html.replace("href=\"#", &format!("href=\"{source}#")).replace(&format!("<use href=\"{source}#"), "<use href=\"#")
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

fn is_picture(href: &str) -> bool {
    matches!(&*ending(href), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "avif")
}

/// A picture with its caption, sound, a film, or a link to any other file.
fn embed_file(href: &str, caption: Option<&str>, loading: &str, html: &mut String) {
    let ending = ending(href);
    let name = href.rsplit('/').next().unwrap_or(href);
    let words = caption.map(xml);
    match ending.as_str() {
        _ if is_picture(href) => {
            push(
                html,
                format_args!("<figure><img src=\"{href}\" alt=\"{}\"{loading}>", words.as_deref().unwrap_or("")),
            );
            if let Some(words) = words {
                push(html, format_args!("<figcaption>{words}</figcaption>"));
            }
            html.push_str("</figure>");
        }
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
