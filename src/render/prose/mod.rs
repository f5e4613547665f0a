//! An entry's text with its holes filled: links, embeds, images, code, components.

mod embeds;
mod links;
mod media;
mod pictures;
mod transplant;

pub use transplant::without_ids;

use std::fmt::Write;
use std::ops::Range;

use tera::Value;

use super::components;
use super::context::render_part;
use super::memo::Memo;
use crate::content::{Doc, Fill};
use crate::diagnostics::Diagnostic;
use crate::view::escape::xml;
use crate::view::images::Words;
use crate::view::plain::link_title;
use crate::view::withheld::end_of_address;
use crate::view::{Snapshot, issue, item};
use crate::weaver::EntryIx;
use embeds::{Headings, PIECE};
use links::Tag;

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
        let piece = Value::from_serializable(&issue::piece(snapshot, entry, article, false, 3));
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
    let whole = 0..snapshot.weave.doc(entry).body.html.length();
    let shown = usize::from(item::image(snapshot, entry).is_some());
    Filler { snapshot, memo, base, medium, trail: Vec::new(), embedded: 0, shown, headings: Headings::default() }
        .section(entry, whole)
}

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
    /// The texts that are being filled: an embed of one of them would never end.
    trail: Vec<(EntryIx, Range<usize>)>,
    /// How many texts were embedded so far.
    embedded: usize,
    /// How many pictures the text has shown so far.
    shown: usize,
    headings: Headings,
}

impl Filler<'_> {
    fn section(&mut self, entry: EntryIx, range: Range<usize>) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let doc = snapshot.weave.doc(entry);
        let text = doc.body.html.section(range.clone());
        let text = |from: usize, to: usize| &text[from - range.start..to - range.start];
        let mut html = String::with_capacity(range.len() + range.len() / 4);
        let mut at = range.start;
        self.trail.push((entry, range.clone()));
        let outer = std::mem::take(&mut self.headings);
        let holes = doc.holes_in(&range);
        for (number, hole) in holes.iter().enumerate() {
            html.push_str(text(at, hole.at as usize));
            at = hole.at as usize;
            self.fill(entry, doc, &hole.fill, &mut html)?;
            if let Some(end) = end_of_address(snapshot, entry, hole, holes.get(number + 1)) {
                html.push_str(&xml(&snapshot.say(&doc.lang, "withheld-link")));
                at = end;
            }
        }
        self.trail.pop();
        self.headings = outer;
        html.push_str(text(at, range.end));
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
            Fill::Title(link) => html.push_str(&xml(&link_title(self.snapshot, entry, *link))),
            Fill::Embed { link, caption, width } => {
                self.embed(entry, doc, *link, (caption.as_deref(), *width), html)?
            }
            Fill::Image { link, alt, title, width } => {
                let words = Words { alt, title: title.as_deref(), width: *width };
                self.image(entry, doc, *link, words, html);
            }
            Fill::Code(block) => html.push_str(&self.memo.code(block)),
            Fill::Component(call) => {
                html.push_str(&components::render(self.snapshot, call, entry, self.base)?);
            }
            Fill::Say(key) => html.push_str(&xml(&self.snapshot.say(&doc.lang, key))),
        }
        Ok(())
    }
}

fn push(html: &mut String, arguments: std::fmt::Arguments) {
    // Writing to a `String` cannot fail.
    let _ = html.write_fmt(arguments);
}

/// A safe value for a template.
pub fn safe(html: &str) -> Value {
    Value::safe_string(html)
}
