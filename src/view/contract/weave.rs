//! How the site hangs together: home, the weave, what is wanted and how to write it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{
    Action, CommunityCard, EventLine, Gap, KindCount, KindInfo, Pager, PersonLine, Ref, Related, RelationGroup, Shelf,
    TermRef,
};

/// `home`: what is new, and where everything is.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Home {
    pub title: String,
    pub lede: Option<String>,
    #[schemars(with = "Option<String>")]
    pub body_html: Option<Value>,
    /// None for a site without dated entries in communities.
    pub loom: Option<Loom>,
    pub kinds: Vec<KindCount>,
    pub feature: Option<Feature>,
    #[schemars(with = "Vec<Ref>")]
    pub recent: Vec<Value>,
    /// What a site holds that has no pieces of practice: entries of the kinds that stand nowhere else on the page.
    pub shelves: Vec<Shelf>,
    pub communities: Vec<CommunityCard>,
    pub bridges: Vec<Bridge>,
    pub events: Vec<EventLine>,
    pub wanted: Vec<Wanted>,
    /// Of each type of gap the first.
    pub gaps: Vec<Gap>,
    #[schemars(with = "Vec<Ref>")]
    pub posts: Vec<Value>,
    #[schemars(with = "Option<Ref>")]
    pub issue: Option<Value>,
}

/// The newest entry, shown large.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Feature {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// The first paragraph as text.
    pub excerpt: Option<String>,
    /// The first block quotation as text.
    pub pull: Option<String>,
    pub authors: Vec<PersonLine>,
    pub minutes: u32,
    pub relations: Vec<RelationGroup>,
}

/// The signature picture: one thread a community, a mark an entry, a red weft a bridge.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Loom {
    pub wide_svg_html: String,
    pub narrow_svg_html: String,
    /// For each mark, in the order of the picture, the address of its entry; empty where it stands for several.
    pub wide_urls: Vec<String>,
    pub narrow_urls: Vec<String>,
    /// The list of everything that is in it.
    pub list_url: String,
    /// Kinds that occur in it, for the legend.
    pub legend: Vec<LegendItem>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LegendItem {
    pub label: String,
    pub svg_html: String,
}

/// A stated relation that joins two communities.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Bridge {
    pub from_community: TermRef,
    pub to_community: TermRef,
    #[schemars(with = "Ref")]
    pub from: Value,
    /// "was used in".
    pub verb: String,
    #[schemars(with = "Ref")]
    pub to: Value,
    /// The sentence that states it, with the linked words marked; none where front matter does.
    pub sentence_html: Option<String>,
    /// Who wrote the entry that states it, and when.
    pub stated_by: Vec<PersonLine>,
    pub date: Option<String>,
}

/// An entry that others link to and nobody has written.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Wanted {
    pub name: String,
    /// How many pages link to it.
    pub pages: usize,
    /// The first of them.
    #[schemars(with = "Vec<Ref>")]
    pub from: Vec<Value>,
    pub action: Action,
}

/// `weave`: how the site hangs together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WeavePage {
    pub loom: Option<Loom>,
    pub totals: Totals,
    /// The newest.
    pub bridges: Vec<Bridge>,
    pub most_linked: Vec<LinkedLine>,
    /// Practice entries without a link in either direction, the newest.
    pub orphans: Vec<OrphanLine>,
    pub orphans_total: usize,
    /// Those that are most asked for.
    pub wanted: Vec<Wanted>,
    pub wanted_total: usize,
    /// How many gaps the page of gaps has.
    pub gaps: usize,
    pub index: Vec<IndexGroup>,
}

/// A piece that nothing leads to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OrphanLine {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// Pages that might link to it, with the reasons.
    pub offers: Vec<Related>,
    pub action: Action,
}

/// Ways into the weave: all domains, all letters.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexGroup {
    pub label: String,
    pub lines: Vec<IndexLine>,
    /// The list of all of them, where only some are here.
    pub all_url: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexLine {
    pub label: String,
    pub url: String,
    pub count: usize,
}

/// `weaver_list`: everything in sections, by letter, by relation or by month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WeaverList {
    /// By month, on the first page: where each stands, by year.
    pub index: Vec<IndexGroup>,
    pub sections: Vec<WeaverSection>,
    pub pager: Option<Pager>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WeaverSection {
    pub id: String,
    pub title: String,
    pub total: usize,
    /// It began on the page before.
    pub continued: bool,
    pub rows: Vec<WeaverRow>,
}

/// An entry, or a relation from one to another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WeaverRow {
    #[schemars(with = "Ref")]
    pub card: Value,
    pub verb: Option<String>,
    #[schemars(with = "Option<Ref>")]
    pub to: Option<Value>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Totals {
    pub entries: usize,
    pub links: usize,
    pub relations: usize,
    pub bridges: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LinkedLine {
    #[schemars(with = "Ref")]
    pub card: Value,
    pub links: usize,
}

/// `contribute`: how to write each kind, made from the schemas.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Contribute {
    pub kinds: Vec<ContributeKind>,
    /// Those that are most asked for.
    pub wanted: Vec<Wanted>,
    pub wanted_total: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContributeKind {
    pub kind: KindInfo,
    pub command: String,
    pub folder: String,
    pub fields: Vec<ContributeField>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContributeField {
    pub name: Arc<str>,
    pub label: String,
    pub help: String,
    /// The language of the help where that is not the page's: the program's own is in English.
    pub help_lang: Option<&'static str>,
    pub required: bool,
    pub one_of: Vec<Arc<str>>,
}
