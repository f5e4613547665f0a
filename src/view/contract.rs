//! The structs templates see. See the module above for what addresses and dates look like.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::Value;

/// `site`: the same for all pages of a language.
#[derive(Clone, Debug, Serialize)]
pub struct Site {
    pub title: String,
    pub summary: Option<String>,
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The absolute address of the home page, or the path prefix where no address is configured.
    pub home: String,
    pub nav: Vec<NavItem>,
    pub footer: Vec<NavGroup>,
    /// About, accessibility and privacy, where the site has such pages.
    pub legal: Vec<NavItem>,
    /// URLs of generated pages by name (`practice`, `communities`, `calendar`, `journal`, `changes`,
    /// `contribute`); a page that the site does not have is not in it.
    pub pages: BTreeMap<&'static str, String>,
    /// By kind name.
    pub kinds: BTreeMap<Arc<str>, KindInfo>,
    pub licence: Option<String>,
    pub contact: Option<String>,
    /// The day the site was built for, as a date.
    pub build_date: String,
    pub options: Value,
    /// Files under `data/`, by name without ending.
    pub data: Value,
    /// The style sheet and script, with a fingerprint in the name.
    pub style_url: String,
    pub script_url: String,
    /// Where search lives; none while the site has no entry.
    pub search_url: Option<String>,
    pub generator: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// `practice`, `communities`, `domains`, `calendar`, `journal`, `weave`.
    pub section: &'static str,
    pub label: String,
    pub url: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct NavGroup {
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Clone, Debug, Serialize)]
pub struct KindInfo {
    pub name: Arc<str>,
    pub label: String,
    pub plural: String,
    pub definition: String,
    /// The name of an icon, `assets/icons/<icon>.svg`.
    pub icon: String,
    /// The hue as in `data-kind="<hue>"`; none for kinds in ink.
    pub hue: Option<String>,
    pub url: String,
}

/// `page`: this page. `base` and `lang` also stand at the top level.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    pub title: String,
    pub url: String,
    /// Absolute.
    pub canonical: String,
    pub lang: String,
    pub dir: &'static str,
    pub description: Option<String>,
    pub template: &'static str,
    /// The section of the header this page belongs to, as in `NavItem::section`.
    pub section: Option<&'static str>,
    pub updated: Option<String>,
    /// From the home page down; the page itself is not in it.
    pub crumbs: Vec<Crumb>,
    pub toc: Vec<TocItem>,
    pub translations: Vec<Translation>,
    pub feeds: Vec<FeedLink>,
    pub edit_url: Option<String>,
    pub history_url: Option<String>,
    /// The page's Markdown source.
    pub markdown_url: Option<String>,
    pub meta: Meta,
}

#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    pub title: String,
    pub url: String,
}

/// A heading of level 2 with its headings of level 3.
#[derive(Clone, Debug, Serialize)]
pub struct TocItem {
    pub id: Arc<str>,
    pub title: Arc<str>,
    pub items: Vec<TocItem>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    pub lang: String,
    /// The language's own name for itself.
    pub name: String,
    pub url: String,
    /// Absolute.
    pub canonical: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FeedLink {
    pub title: String,
    pub url: String,
    /// `application/atom+xml` or `application/feed+json`.
    pub mime: &'static str,
}

/// For machines, in `<head>`.
#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    /// `website` or `article`.
    pub og_type: &'static str,
    /// Absolute; none where the page has no picture.
    pub image: Option<String>,
    pub image_alt: Option<String>,
    pub published: Option<String>,
    /// JSON-LD, ready to stand in a script element.
    pub json_ld_html: Option<String>,
    pub noindex: bool,
}

/// An entry in a list, a relation or a backlink: a *card*. Made once for each entry and shared.
#[derive(Clone, Debug, Serialize)]
pub struct Ref {
    /// `method/asset-mapping`.
    pub id: String,
    pub kind: Arc<str>,
    pub kind_label: String,
    pub icon: String,
    pub hue: Option<String>,
    pub title: Arc<str>,
    pub url: String,
    pub lang: String,
    pub summary: Option<Arc<str>>,
    pub date: Option<String>,
    pub communities: Vec<TermRef>,
    pub domains: Vec<TermRef>,
}

/// A term of a taxonomy; without a URL where the term has no page.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct TermRef {
    pub title: Arc<str>,
    pub url: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PersonLine {
    pub name: Arc<str>,
    pub url: Option<Arc<str>>,
    pub role: Option<Arc<str>>,
}

/// One row of the facts panel. A row has words, references, or both.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    pub name: Arc<str>,
    pub label: String,
    pub values: Vec<FactValue>,
}

#[derive(Clone, Debug, Serialize)]
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
        url: String,
    },
    /// Outside the site.
    Outside {
        text: String,
        url: String,
    },
    Entry {
        card: Value,
    },
}

/// `item`: an entry of any kind.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    pub card: Value,
    /// Why only some readers see it: `draft`, `held`, `expired`, or an audience; none when public.
    pub status: Option<String>,
    /// The summary where it was written by hand; a summary cut from the text would repeat it.
    pub lede: Option<Arc<str>>,
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
    pub tags: Vec<TermRef>,
    pub facts: Vec<Fact>,
    pub image: Option<ItemImage>,
    pub source: Option<ItemSource>,
    pub files: Vec<Attachment>,
    /// In a guide: the part before and after this one.
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub relations: Vec<RelationGroup>,
    pub backlinks: Vec<Backlink>,
    /// For an event: when and where, in one piece; the theme then leaves out those rows of `facts`.
    pub event: Option<EventLine>,
    /// For an expedition: its logs, newest first.
    pub log: Vec<LogLine>,
    /// For a guide: its parts, in order.
    pub parts: Vec<Value>,
    pub neighbourhood: Option<Neighbourhood>,
    pub extra: Value,
}

#[derive(Clone, Debug, Serialize)]
pub struct ItemImage {
    pub url: String,
    pub alt: String,
    pub credit: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ItemSource {
    pub name: Option<Arc<str>>,
    pub url: Option<Arc<str>>,
    pub licence: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Attachment {
    pub name: String,
    pub url: String,
    /// `pdf`, `csv`; the ending.
    pub ending: String,
    /// Bytes.
    pub size: u64,
}

/// All relations with one wording: "Uses", "Used in".
#[derive(Clone, Debug, Serialize)]
pub struct RelationGroup {
    pub relation: Arc<str>,
    pub label: String,
    /// True when this entry states it, false when the other one does.
    pub outgoing: bool,
    pub items: Vec<Value>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Backlink {
    pub card: Value,
    /// The sentence with the linked words in `<mark>`.
    pub context_html: String,
    /// How many times the source links here.
    pub times: usize,
}

/// A small picture of an entry and its nearest neighbours.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbourhood {
    pub svg_html: String,
    pub items: Vec<Value>,
}

/// Entries of one kind on a hub page, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct Shelf {
    pub kind: KindInfo,
    pub total: usize,
    pub items: Vec<Value>,
    /// The list of all of them, where there are more than shown.
    pub more_url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct KindCount {
    pub kind: KindInfo,
    pub count: usize,
}

/// The signature picture: one thread a community, a mark an entry, a red weft a bridge.
#[derive(Clone, Debug, Serialize)]
pub struct Loom {
    pub wide_svg_html: String,
    pub narrow_svg_html: String,
    /// Kinds that occur in it, for the legend.
    pub legend: Vec<LegendItem>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LegendItem {
    pub label: String,
    pub svg_html: String,
}

/// `home`.
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    pub title: String,
    pub lede: Option<String>,
    pub body_html: Option<Value>,
    /// None for a site without dated entries in communities.
    pub loom: Option<Loom>,
    pub kinds: Vec<KindCount>,
    pub feature: Option<Feature>,
    pub recent: Vec<Value>,
    pub communities: Vec<CommunityCard>,
    pub bridges: Vec<Bridge>,
    pub events: Vec<EventLine>,
    pub wanted: Vec<Wanted>,
    pub posts: Vec<Value>,
    pub issue: Option<Value>,
}

/// The newest entry, shown large.
#[derive(Clone, Debug, Serialize)]
pub struct Feature {
    pub card: Value,
    /// The first paragraph as text.
    pub excerpt: Option<String>,
    /// The first block quotation as text.
    pub pull: Option<String>,
    pub authors: Vec<PersonLine>,
    pub minutes: u32,
    pub relations: Vec<RelationGroup>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CommunityCard {
    pub card: Value,
    /// The core statement.
    pub core: Option<String>,
    pub band: Band,
    pub stage: Option<String>,
    pub next: Option<EventLine>,
}

/// What a practice is made of, as a strip in proportion to counts.
#[derive(Clone, Debug, Serialize)]
pub struct Band {
    pub svg_html: String,
    pub counts: Vec<KindCount>,
}

/// A stated relation that joins two communities.
#[derive(Clone, Debug, Serialize)]
pub struct Bridge {
    pub from_community: TermRef,
    pub to_community: TermRef,
    pub from: Value,
    /// "was used in".
    pub verb: String,
    pub to: Value,
}

#[derive(Clone, Debug, Serialize)]
pub struct EventLine {
    pub card: Value,
    /// What kind of event, in words.
    pub label: String,
    pub start: String,
    pub end: Option<String>,
    pub all_day: bool,
    pub place: Option<String>,
    /// How one takes part, in words that can stand in a sentence.
    pub mode: Option<String>,
    /// In words, where it does not take place as planned: moved or cancelled.
    pub status: Option<String>,
}

/// An entry that others link to and nobody has written.
#[derive(Clone, Debug, Serialize)]
pub struct Wanted {
    pub name: String,
    pub times: usize,
    pub from: Vec<Value>,
    /// Where it says how to write one; relative to the site's home.
    pub action_url: Option<String>,
}

/// `listing`: a kind's index, a term's page, the practice page: items in pages.
#[derive(Clone, Debug, Serialize)]
pub struct Listing {
    pub title: String,
    pub definition: Option<String>,
    pub kind: Option<KindInfo>,
    /// What somebody wrote for the list, in the entry `content/<folder>/_index.md`.
    pub body_html: Option<Value>,
    pub total: usize,
    pub items: Vec<Value>,
    pub pager: Option<Pager>,
    /// On the practice page: the kinds it holds.
    pub kinds: Vec<KindCount>,
    pub events: Vec<EventLine>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    pub page: usize,
    pub pages: usize,
    pub previous_url: Option<String>,
    pub next_url: Option<String>,
    /// One for each page; where there are many, the gaps are left out.
    pub links: Vec<PagerLink>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    pub page: usize,
    pub url: String,
    /// Pages between this link and the one before it were left out.
    pub after_gap: bool,
}

/// `terms`: the index of a taxonomy (domains, communities, people, tags).
#[derive(Clone, Debug, Serialize)]
pub struct TermIndex {
    /// `domain`, `community`, `person` or `tag`.
    pub taxonomy: &'static str,
    pub title: String,
    pub letters: Vec<Letter>,
    /// Domains and communities show their statements, people and tags only counts.
    pub communities: Vec<CommunityCard>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    pub letter: String,
    pub terms: Vec<TermLine>,
}

#[derive(Clone, Debug, Serialize)]
pub struct TermLine {
    pub title: Arc<str>,
    pub url: String,
    pub count: usize,
    pub summary: Option<Arc<str>>,
}

/// `hub`: a domain, person or tag with all that belongs to it.
#[derive(Clone, Debug, Serialize)]
pub struct Hub {
    /// `domain`, `community`, `person` or `tag`.
    pub taxonomy: &'static str,
    pub title: Arc<str>,
    /// The entry behind the term, where it has one.
    pub item: Option<Item>,
    pub statement: Option<String>,
    pub total: usize,
    pub shelves: Vec<Shelf>,
    pub communities: Vec<TermRef>,
    pub domains: Vec<TermRef>,
    /// People seen together with this one, tags with this tag.
    pub near: Vec<TermRef>,
    pub loom: Option<Loom>,
}

/// `community`: a community with its charter. Rows without a value are the theme's to show.
#[derive(Clone, Debug, Serialize)]
pub struct Community {
    pub item: Item,
    pub core: Option<String>,
    pub since: Option<String>,
    pub domains: Vec<TermRef>,
    pub stages: Vec<Stage>,
    pub band: Band,
    /// Domain, community, practice in the charter's own words.
    pub about: Vec<CharterRow>,
    /// Roles, rhythm, sponsorship, support, place, after facilitation.
    pub charter: Vec<CharterRow>,
    pub invitation: Option<String>,
    pub contact_url: Option<String>,
    pub engagement: Vec<Engagement>,
    pub impact: Vec<CharterRow>,
    pub shelves: Vec<Shelf>,
    pub events: Vec<EventLine>,
    pub log: Vec<LogLine>,
    pub bridges: Vec<Bridge>,
    pub people: Vec<PersonLine>,
    pub feeds: Vec<FeedLink>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    pub name: String,
    pub label: String,
    /// Passed already.
    pub done: bool,
    pub current: bool,
    pub since: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CharterRow {
    /// Its words are the interface string `charter-<name>`: `domain`, `community`, `practice`; `roles`,
    /// `rhythm`, `sponsorship`, `support`, `place`, `membership`, `channels`, `after`; `change`,
    /// `measures`, `unknown`, `told`.
    pub name: &'static str,
    /// Words as the community wrote them; none when not agreed yet.
    pub text: Option<String>,
    /// Where it says several things, each by itself.
    pub items: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Engagement {
    pub name: String,
    pub how: Option<String>,
    pub how_often: Option<String>,
    pub asks: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LogLine {
    pub card: Value,
    pub party: Option<String>,
    pub first_words: Option<Arc<str>>,
}

/// `journal`: posts, articles and issues by year.
#[derive(Clone, Debug, Serialize)]
pub struct Journal {
    pub years: Vec<YearGroup>,
    pub total: usize,
    pub pager: Option<Pager>,
}

#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    pub year: String,
    pub items: Vec<Value>,
}

/// `changes`: what is new and what was revised, by day, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct Changes {
    pub days: Vec<ChangeDay>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ChangeDay {
    pub date: String,
    pub entries: Vec<ChangeLine>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ChangeLine {
    pub card: Value,
    /// `new` or `revised`.
    pub change: &'static str,
}

/// `contribute`: how to write each kind, made from the schemas.
#[derive(Clone, Debug, Serialize)]
pub struct Contribute {
    pub kinds: Vec<ContributeKind>,
    pub wanted: Vec<Wanted>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ContributeKind {
    pub kind: KindInfo,
    pub command: String,
    pub folder: String,
    pub fields: Vec<ContributeField>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ContributeField {
    pub name: Arc<str>,
    pub label: String,
    pub help: String,
    pub required: bool,
    pub one_of: Vec<Arc<str>>,
}

/// `search` without script: every entry by kind and letter, and the tags.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPage {
    pub kinds: Vec<SearchKind>,
    pub tags: Vec<TermLine>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SearchKind {
    pub kind: KindInfo,
    pub items: Vec<Value>,
}

/// `redirect`: an old address.
#[derive(Clone, Debug, Serialize)]
pub struct Redirect {
    pub title: Arc<str>,
    pub url: String,
}

/// `weave`: how the site hangs together.
#[derive(Clone, Debug, Serialize)]
pub struct WeavePage {
    pub loom: Option<Loom>,
    pub totals: Totals,
    pub bridges: Vec<Bridge>,
    pub most_linked: Vec<LinkedLine>,
    /// Practice entries without a link in either direction.
    pub orphans: Vec<Value>,
    pub wanted: Vec<Wanted>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Totals {
    pub entries: usize,
    pub links: usize,
    pub relations: usize,
    pub bridges: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct LinkedLine {
    pub card: Value,
    pub links: usize,
}
