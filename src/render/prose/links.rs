//! Links in a text: what each becomes on the page that shows it.

use super::{Filler, push};
use crate::content::Doc;
use crate::plan::encode;
use crate::view::escape::xml;
use crate::view::plain::{link_title, target_text};
use crate::weaver::{EntryIx, Resolved};

/// What a link becomes.
pub enum Tag {
    To(String),
    /// An entry nobody has written yet.
    Wanted,
    /// Plain text.
    None,
}

impl Filler<'_> {
    pub(super) fn tag(&self, entry: EntryIx, link: u32) -> Tag {
        match self.snapshot.weave.links(entry).get(link as usize) {
            Some(Resolved::Wanted) => Tag::Wanted,
            Some(resolved) => self.href(resolved).map_or(Tag::None, Tag::To),
            None => Tag::None,
        }
    }

    /// The escaped address; nothing for what must not or cannot be linked.
    pub(super) fn href(&self, resolved: &Resolved) -> Option<String> {
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
    pub(super) fn link_with_title(&self, entry: EntryIx, doc: &Doc, link: u32, html: &mut String) {
        let written = doc.facts.links.get(link as usize);
        let name = || written.map_or_else(String::new, |link| xml(&target_text(&link.target)).into_owned());
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
}
