//! One content file, read alone: text → [`Doc`].
//!
//! Reading never fails: whatever is wrong becomes a diagnostic beside the best value that can be
//! had. It knows no other entry: where one matters (a link's target, an embed), the body keeps a *hole* that rendering
//! fills. Beside the file it is given what its folders' `_defaults.toml` and the history say of it.

mod aliases;
mod almost_passages;
mod blanks;
mod body;
pub mod collation;
pub mod consent;
mod context;
pub mod data;
pub mod dates;
mod decode;
pub mod defaults;
pub mod edit;
mod facts;
mod fingerprint;
mod field_value;
pub mod fields;
pub mod front_matter;
mod front_texts;
mod heading_ids;
mod held;
mod hiding;
mod identify;
pub mod identity;
mod keys;
mod labels;
mod link;
pub mod markdown;
pub mod media;
mod missing;
mod naming;
mod nested_keys;
mod other_kind;
mod own_fields;
mod passages;
mod read;
mod references;
mod renamed;
mod rules;
mod says;
pub mod repeat;
pub mod runs;
pub mod scan;
pub mod schedule;
mod shown;
mod stray_keys;
mod tables;
pub mod target;
mod templates;
mod text;
pub mod titles;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod toml_table;
mod tree;
mod unclosed;
mod unknown_key;
pub mod unread_files;
pub mod withdrawal;
mod yaml_help;
mod yaml_raw;
mod yaml_table;

pub use body::{Body, Call, CodeBlock, EmbedPlace, Fill, Heading, Hole, Place};
pub use context::Context;
pub use dates::Moment;
pub use field_value::{EntryName, FieldValue};
pub use fingerprint::print;
pub use front_matter::Format;
pub use identity::{EntryId, Lang};
pub use labels::{capitalise, in_sentence};
pub use link::{Link, LinkUse, Target};
pub use naming::{PAGE, file_name, is_content, is_hidden, is_private, language_folder, of_path, shared_path};
pub use read::read;
pub use rules::Rules;
pub use text::Text;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;

use crate::diagnostics::{Diagnostic, Span};
use crate::disk::Shelf;

/// One content file after reading.
#[derive(Clone, Debug)]
pub struct Doc {
    /// Relative to the site's root: `content/methods/asset-mapping.md`.
    pub file: Arc<str>,
    pub id: EntryId,
    /// What its address ends with: the slug of the id, but for a translation that has one of its own.
    pub slug: Arc<str>,
    pub lang: Lang,
    /// The language of its front matter, which helps for it are written in.
    pub format: Format,
    pub facts: Facts,
    pub body: Body,
    /// The Markdown as written, behind the front matter, and where it starts in the file.
    pub markdown: Text,
    pub markdown_start: u32,
    pub diagnostics: Vec<Diagnostic>,
    /// Where parts of the Markdown are blank: they are for a narrower audience, or nobody agrees to them any more.
    pub blanks: Vec<Range<usize>>,
    /// What of the Markdown no page shows where it stands: the heading that is the title, and notes that nothing refers to.
    pub left_out: Vec<Range<usize>>,
    /// The same entry with every passage in it, where one is hidden. Only for finding what must not be published.
    pub whole: Option<Arc<Doc>>,
    /// The same entry as it is told from a moment on, in the order of the moments.
    pub later: Vec<(Timestamp, Arc<Doc>)>,
    /// Changes whenever the file's bytes do.
    pub print: u64,
    /// Changes whenever what the folders around it say for it does.
    pub defaults_print: u64,
}

impl Doc {
    /// Puts its long texts on a shelf, and those of what else it is told as.
    pub fn put_on(&mut self, shelf: &Arc<Shelf>) {
        self.markdown.put_on(shelf);
        self.body.html.put_on(shelf);
        // All of these share the whole entry, which is to be put there once.
        self.later.iter_mut().for_each(|(_, told)| Arc::make_mut(told).whole = None);
        if let Some(whole) = &mut self.whole {
            Arc::make_mut(whole).put_on(shelf);
        }
        for (_, told) in &mut self.later {
            let told = Arc::make_mut(told);
            told.put_on(shelf);
            told.whole = self.whole.clone();
        }
    }

    /// The id that its own slug makes: that of the entry, but for a translation that has a slug of its own.
    pub fn own_id(&self) -> EntryId {
        EntryId { slug: self.slug.clone(), ..self.id.clone() }
    }

    /// The same text as a version of another entry, at its own address, whenever it is told.
    pub fn as_version_of(self: &Arc<Doc>, id: &EntryId) -> Arc<Doc> {
        let other = |doc: &Doc| Doc { id: id.clone(), ..doc.clone() };
        let whole = self.whole.as_ref().map(|whole| Arc::new(other(whole)));
        let told = |told: &Doc| Arc::new(Doc { whole: whole.clone(), ..other(told) });
        let later = self.later.iter().map(|(moment, doc)| (*moment, told(doc))).collect();
        Arc::new(Doc { whole: whole.clone(), later, ..other(self) })
    }

    /// Where the image that the front matter names leads.
    pub fn image_target(&self) -> Option<Target> {
        Some(target::file_target(&self.file, &self.facts.image.as_ref()?.src.value))
    }

    /// The holes of a part of the body.
    pub fn holes_in(&self, range: &std::ops::Range<usize>) -> &[Hole] {
        let holes = &self.body.holes;
        let first = holes.partition_point(|hole| (hole.at as usize) < range.start);
        // A hole at the very end of a text still belongs to it; one at the end of a section does not.
        let is_whole = range.end == self.body.html.length();
        let last = holes.partition_point(|hole| (hole.at as usize) < range.end || is_whole);
        &holes[first..last]
    }

    /// What an anchor of this page shows where it is embedded, in the HTML of the body: from a heading to the next one of
    /// its level or above, or a block by its name.
    pub fn section(&self, anchor: &str) -> Option<std::ops::Range<usize>> {
        if let Some(place) = self.body.places.iter().find(|place| *place.name == *anchor) {
            return Some(place.html.start as usize..place.html.end as usize);
        }
        let place = self.facts.headings.iter().position(|heading| *heading.id == *anchor)?;
        let headings = &self.facts.headings;
        let next = headings.get(place + 1 + Heading::inside(headings, place).len());
        Some(headings[place].at as usize..next.map_or(self.body.html.length(), |next| next.at as usize))
    }
}

/// A value and the place it was written at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placed<T> {
    pub value: T,
    pub span: Span,
}

/// What other entries, lists and the weave may see of an entry.
#[derive(Clone, Debug)]
pub struct Facts {
    pub title: Arc<str>,
    /// The title with wiki-links in place of the names in it, where it is a heading that holds any: some of what it links to
    /// may be nothing for a reader.
    pub linked_title: Option<Arc<str>>,
    /// As written; lists fall back on the excerpt.
    pub summary: Option<Arc<str>>,
    /// The first paragraph of the text, plain, at most 480 characters, cut at a word; like all
    /// plain text made from the page, with marks where titles are still to come ([`titles`]).
    pub excerpt: Option<Arc<str>>,
    /// The first block quotation of the text, plain, if it is at most 240 characters long.
    pub pull: Option<Arc<str>>,
    pub date: Option<Moment>,
    /// Where the front matter says it.
    pub dated_at: Option<Span>,
    pub updated: Option<Moment>,
    /// It does not say itself when it was updated: that is the day of its file's last commit.
    pub is_commit: bool,
    /// What its last revision changed and why.
    pub revision: Option<Arc<str>>,
    pub publish: Option<Moment>,
    /// Before when another tool would not show it, by a key that nothing here reads.
    pub held_elsewhere: Option<Placed<Moment>>,
    pub expires: Option<Moment>,
    pub draft: bool,
    /// Whether what decides who is shown it cannot be understood: it counts as a draft then.
    pub unreadable: bool,
    pub audience: Option<Placed<Arc<str>>>,
    /// Terms as written: slugs, titles or aliases; the weave resolves them.
    pub domains: Vec<Placed<Arc<str>>>,
    /// The first is the entry's home.
    pub communities: Vec<Placed<Arc<str>>>,
    pub people: Vec<PersonRef>,
    pub tags: Vec<Placed<Arc<str>>>,
    /// Old paths of this page (`/old/place/`), or other names for it: what starts with `/` is a path.
    pub aliases: Vec<Placed<Arc<str>>>,
    pub image: Option<Image>,
    pub source: Option<Source>,
    pub reviewed: Option<Reviewed>,
    pub review_by: Option<Moment>,
    /// What the people in it have agreed to, in words.
    pub consent: Option<Arc<str>>,
    /// What of that has an end.
    pub lapses: Vec<consent::Lapse>,
    /// Where its consent is told to be none, which holds nothing back.
    pub refused: Option<Span>,
    /// Pictures that must not be published any more, relative to the root.
    pub withdrawn_files: Vec<Arc<str>>,
    /// The same of pictures that wiki-links name: as written there, and where they would lie beside it.
    pub withdrawn_names: Vec<(Arc<str>, Arc<str>)>,
    /// The ids of people who must not be named in it any more.
    pub withdrawn_people: Vec<Arc<str>>,
    pub pinned: bool,
    pub toc: bool,
    /// Whether search engines are to leave it.
    pub noindex: bool,
    pub template: Option<Placed<Arc<str>>>,
    /// Relations from the front matter, in the order written.
    pub relations: Vec<StatedRelation>,
    /// Every link of the text, in order; a hole names one by its index.
    pub links: Vec<Link>,
    /// Headings in order, for the contents list and for checking anchors.
    pub headings: Vec<Heading>,
    /// In order.
    pub embeds: Vec<EmbedPlace>,
    /// Other ids in the text that a link may lead to (footnotes, attributes of raw HTML).
    pub anchors: Vec<Arc<str>>,
    /// The kind's own fields, in the order of its schema.
    pub fields: Vec<(Arc<str>, FieldValue)>,
    /// What stands under `[extra]`, for templates.
    pub extra: BTreeMap<Arc<str>, FieldValue>,
    /// Words of the text, for the reading time.
    pub words: u32,
}

impl Facts {
    /// Every moment at which the entry, or something of it, is shown or hidden, or its date comes.
    pub fn moments(&self) -> impl Iterator<Item = Timestamp> {
        let own = [self.publish, self.expires, self.date].into_iter().flatten().map(|moment| moment.at);
        own.chain(self.lapses.iter().map(|lapse| lapse.at))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    /// An id (`person/x`), a slug or a name.
    pub name: Placed<Arc<str>>,
    pub role: Option<Arc<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub src: Placed<Arc<str>>,
    pub alt: Option<Arc<str>>,
    pub credit: Option<Arc<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub name: Option<Arc<str>>,
    pub url: Option<Arc<str>>,
    pub licence: Option<Arc<str>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    pub on: Option<Moment>,
    pub by: Option<Arc<str>>,
}

/// A relation as the front matter states it: `[relations] uses = ["tool/asset-map"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedRelation {
    pub relation: Placed<Arc<str>>,
    pub target: Placed<Target>,
}
