//! Wiki-links and embeds become [`Link`](crate::content::Link) records and holes.

use std::ops::Range;
use std::sync::Arc;

use super::image_width::caption_and_width;
use super::target::{called, may_be_file};
use super::wiki::Wiki;
use super::writer::Writer;
use crate::content::media::Media;
use crate::content::{Fill, LinkUse, Target, titles};

impl Writer<'_> {
    pub fn wiki(&mut self, wiki: Wiki, range: Range<usize>) {
        if self.is_in_link() {
            return self.wiki_in_link(&wiki, range);
        }
        if wiki.embeds && self.in_title {
            return self.embed_in_title(wiki, range);
        }
        if wiki.embeds {
            return self.embed(wiki, range);
        }
        let target = self.wiki_target(&wiki, LinkUse::Follow);
        let has_title =
            matches!(target, Target::Name { .. } | Target::Called { .. } | Target::File { .. } | Target::Path { .. });
        let link = self.register(target, LinkUse::Follow, wiki.relation.clone(), range);
        if wiki.label.is_none() && has_title {
            let start = self.block.len();
            self.push_hole(Fill::LinkWithTitle(link));
            self.block.push(&titles::mark(link));
            self.block.place_link(link, start, true);
        } else {
            let is_here = wiki.name.is_empty();
            let shown = if has_title || is_here {
                wiki.words().to_owned()
            } else {
                wiki.label.as_deref().map_or_else(|| wiki.plain(), str::to_owned)
            };
            self.linked_text(link, &shown);
        }
    }

    fn embed(&mut self, wiki: Wiki, range: Range<usize>) {
        let is_played = Media::of(&wiki.name).is_some();
        let use_ = if wiki.is_image() || is_played { LinkUse::Image } else { LinkUse::Embed };
        let target = self.wiki_target(&wiki, use_);
        if is_played && wiki.label.is_none() {
            self.report_nameless(range.clone(), "write it behind a bar: `![[clip.mp4|what it is]]`");
        }
        let (caption, width) = match use_ {
            LinkUse::Image if !is_played => self.caption(wiki.label.as_deref(), &range),
            _ => (wiki.label, None),
        };
        let link = self.register(target, use_, wiki.relation, range);
        if self.paragraph.is_some_and(|(_, depth)| self.depth == depth) {
            self.embeds.push(self.marks.len());
        }
        self.push_hole(Fill::Embed { link, caption, width });
    }

    /// What the label of an image says of it, and how wide it is to be.
    fn caption(&mut self, label: Option<&str>, range: &Range<usize>) -> (Option<Arc<str>>, Option<u32>) {
        let (caption, width) = label.map(caption_and_width).unwrap_or_default();
        if caption.is_none() {
            let help = match width {
                Some(_) => "a number alone is the width; write before it: `![[photo.jpg|what it shows|300]]`",
                None => "write it behind a bar: `![[photo.jpg|what it shows]]`",
            };
            self.report_missing_alt(range.clone(), help);
        }
        (caption.map(Arc::from), width)
    }

    /// A link among the words of another leads nowhere, and tells no more than one by itself.
    fn wiki_in_link(&mut self, wiki: &Wiki, range: Range<usize>) {
        let use_ = if wiki.is_image() { LinkUse::Image } else { LinkUse::Follow };
        let target = self.wiki_target(wiki, use_);
        let link = self.register(target, use_, wiki.relation.clone(), range);
        let start = self.block.len();
        if wiki.label.is_some() {
            self.write_text(wiki.words());
        } else {
            self.push_hole(Fill::Title(link));
            self.block.push(&titles::mark(link));
        }
        self.block.place_link(link, start, wiki.label.is_none());
    }

    /// In a title an image stands in the line, and an entry is a link to it.
    fn embed_in_title(&mut self, wiki: Wiki, range: Range<usize>) {
        if !wiki.is_image() {
            return self.wiki(Wiki { embeds: false, ..wiki }, range);
        }
        let target = self.wiki_target(&wiki, LinkUse::Image);
        let (caption, width) = self.caption(wiki.label.as_deref(), &range);
        let link = self.register(target, LinkUse::Image, wiki.relation, range);
        self.push_hole(Fill::Image { link, alt: caption.unwrap_or_default(), title: None, width });
    }

    fn wiki_target(&self, wiki: &Wiki, use_: LinkUse) -> Target {
        let name = &*wiki.name;
        if name.starts_with(['/', '.']) || name.contains("://") {
            return self.target(&wiki.plain().replace('%', "%25"), use_);
        }
        if use_ == LinkUse::Image || may_be_file(name) {
            return called(name, wiki.anchor.clone(), self.source.file);
        }
        let anchor = wiki.anchor.clone();
        match name.strip_suffix(".md").unwrap_or(name) {
            "" => Target::Anchor(anchor.unwrap_or_default()),
            name => Target::Name { name: Arc::from(name), anchor },
        }
    }
}
