//! `item`: an entry of any kind, and its card.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{CountsTowards, EventDates, EventLine};

/// How to cite an entry.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Citation {
    /// Names of the authors, the title and that of the site for a line of text: those that are written in the other
    /// direction than the page are parted from the words around them (U+2068, U+2069), also where it is copied.
    pub authors: Vec<String>,
    pub title: String,
    pub site: String,
    /// An entry for a BibTeX file.
    pub bibtex: String,
    /// Absolute.
    pub url: String,
}

/// An entry in a list, a relation or a backlink: a *card*. Made once for each entry and shared.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Ref {
    /// `method/asset-mapping`.
    pub id: String,
    pub kind: Arc<str>,
    /// In the language of the entry; `site.kinds[card.kind].label` is that of the page.
    pub kind_label: String,
    pub icon: String,
    pub hue: Option<String>,
    pub title: Arc<str>,
    pub url: String,
    pub lang: String,
    pub summary: Option<Arc<str>>,
    pub date: Option<String>,
    #[schemars(with = "Vec<TermRef>")]
    pub communities: Vec<Value>,
    #[schemars(with = "Vec<TermRef>")]
    pub domains: Vec<Value>,
}

/// A term of a taxonomy; without a URL where the term has no page.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct TermRef {
    pub title: Arc<str>,
    /// The language of the title, where it is that of an entry.
    pub lang: Option<Arc<str>>,
    pub url: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonLine {
    pub name: Arc<str>,
    pub url: Option<Arc<str>>,
    pub role: Option<Arc<str>>,
}

/// One row of the facts panel. A row has words, references, or both.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Fact {
    pub name: Arc<str>,
    pub label: String,
    pub values: Vec<FactValue>,
}

/// One value of a fact.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum FactValue {
    Text {
        text: String,
    },
    Date {
        date: String,
    },
    Link {
        text: String,
        /// Relative to the home page; of what is outside of the site, whole.
        url: String,
    },
    /// Outside the site.
    Outside {
        text: String,
        url: String,
    },
    Entry {
        #[schemars(with = "Ref")]
        card: Value,
    },
}

/// `item`: an entry of any kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Item {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// Why only some readers see it: `draft`, `held`, `expired`, or an audience; none when public.
    pub status: Option<String>,
    /// The summary where it was written by hand; a summary cut from the text would repeat it.
    pub lede: Option<Arc<str>>,
    #[schemars(with = "String")]
    pub body_html: Value,
    pub authors: Vec<PersonLine>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub reviewed: Option<String>,
    pub reviewed_by: Option<Arc<str>>,
    pub review_due: Option<String>,
    /// The review date has passed.
    pub review_late: bool,
    pub minutes: u32,
    pub words: u32,
    #[schemars(with = "Vec<TermRef>")]
    pub tags: Vec<Value>,
    pub facts: Vec<Fact>,
    pub image: Option<ItemImage>,
    pub source: Option<ItemSource>,
    pub files: Vec<Attachment>,
    /// None where the site does not know its own address.
    pub citation: Option<Citation>,
    /// In a guide: the part before and after this one.
    #[schemars(with = "Option<Ref>")]
    pub before: Option<Value>,
    #[schemars(with = "Option<Ref>")]
    pub after: Option<Value>,
    pub relations: Vec<RelationGroup>,
    pub backlinks: Vec<Backlink>,
    /// At most five, with what they have in common with this entry; nothing it is linked to.
    pub related: Vec<Related>,
    /// Where nothing is linked or related: at most three that might link here.
    pub might_link: Vec<Related>,
    /// For an event: when and where, in one piece; the theme then leaves out those rows of `facts`.
    pub event: Option<EventLine>,
    /// The commitments of communities that it is counted for.
    pub counts_towards: Vec<CountsTowards>,
    /// For an event with a date: what else there is to say of its dates.
    pub dates: Option<EventDates>,
    /// For an expedition: its logs, newest first.
    pub log: Vec<LogLine>,
    /// For a guide: its parts, in order.
    #[schemars(with = "Vec<Ref>")]
    pub parts: Vec<Value>,
    pub neighbourhood: Option<Neighbourhood>,
    #[schemars(with = "serde_json::Value")]
    pub extra: Value,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ItemImage {
    #[serde(flatten)]
    pub picture: Picture,
    pub alt: String,
    pub credit: Option<Arc<str>>,
}

/// An image of the site, and the widths it can be had in.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Picture {
    /// For browsers that choose no other.
    pub url: String,
    /// In pixels; none for a drawing that states no size, and for an image outside the site.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// In its own format, the narrowest first; empty where there is one width only.
    pub candidates: Vec<Candidate>,
    /// The same as WebP; empty where it is WebP itself or is shown as it is.
    pub webp: Vec<Candidate>,
    /// The theme's `images.sizes`: how wide it is shown.
    pub sizes: String,
}

/// A width of an image: `url width w` of a `srcset`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Candidate {
    pub url: String,
    pub width: u32,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ItemSource {
    pub name: Option<Arc<str>>,
    pub url: Option<Arc<str>>,
    pub licence: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Attachment {
    pub name: String,
    pub url: String,
    /// `pdf`, `csv`; the ending.
    pub ending: String,
    /// Bytes.
    pub size: u64,
}

/// All relations with one wording: "Uses", "Used in".
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RelationGroup {
    pub relation: Arc<str>,
    pub label: String,
    /// True when this entry states it, false when the other one does.
    pub outgoing: bool,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Backlink {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// The sentence with the linked words in `<mark>`.
    pub context_html: String,
    /// Where no sentence links here: what the field is called that does.
    pub field: Option<String>,
    /// How many times the source links here.
    pub times: usize,
}

/// An entry that has something in common with another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Related {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// One or two sentences.
    pub reasons: Vec<String>,
    /// Its home, where that is another community.
    pub community: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LogLine {
    #[schemars(with = "Ref")]
    pub card: Value,
    pub party: Option<String>,
    pub first_words: Option<Arc<str>>,
}

/// A small picture of an entry and its nearest neighbours.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Neighbourhood {
    pub svg_html: String,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
}
