//! Entries and terms in lists: kinds, taxonomies, the journal, changes, search.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{CommunityCard, Gap, Join, KindInfo, Ref};

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KindCount {
    pub kind: KindInfo,
    pub count: usize,
}

/// `listing`: a kind's index, a term's page, the practice page: items in pages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Listing {
    pub title: String,
    pub definition: Option<String>,
    pub kind: Option<KindInfo>,
    pub total: usize,
    /// How many there are in words, where these are no pieces: `6 people`.
    pub counted: Option<String>,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
    /// For each item the anchor of the year that begins with it, where readers can look for years.
    pub anchors: Vec<Option<String>>,
    pub filter: Option<Filter>,
    /// On a page in a language that is not the site's: what there is in others alone.
    pub elsewhere: Option<Elsewhere>,
    pub pager: Option<Pager>,
    /// On the practice page: the kinds it holds.
    pub kinds: Vec<KindCount>,
    /// On the first page of a kind's index: where there is none of the kind yet.
    pub gaps: Vec<Gap>,
}

/// What a list of one language leaves out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Elsewhere {
    pub count: usize,
    /// The list with all of it, in the site's language.
    pub url: String,
}

/// How a list can be narrowed. Every choice is a link that works without script; where there is an
/// `entries_url`, a script may narrow and sort the list in place, by several choices at once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Filter {
    #[schemars(with = "Vec<Facet>")]
    pub facets: Value,
    /// What the list holds, for a sentence: "methods".
    pub noun: String,
    /// How many there are without any choice.
    pub whole: usize,
    /// The list without any choice.
    pub all_url: String,
    /// The choice that this page shows, as in [`FacetChoice::key`].
    pub chosen: Option<String>,
    /// The script with all entries of the list; none where there are too many, or no script to use them.
    pub entries_url: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Facet {
    /// `kind`, `community`, `domain`, `tag`, `year`, or the name of a field.
    pub name: Arc<str>,
    pub label: String,
    pub choices: Vec<FacetChoice>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FacetChoice {
    pub label: String,
    pub count: usize,
    /// The page of the choice; of a year, where it begins in the list.
    pub url: String,
    /// As in the address of a narrowed list: `community=resilience`.
    pub key: String,
}

/// The file behind [`Filter::entries_url`]: entries as HTML, with what they can be chosen and sorted by.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FilterEntries {
    /// Of all choices.
    pub keys: Vec<String>,
    pub entries: Vec<FilterEntry>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FilterEntry {
    pub html: String,
    /// Places in `keys`.
    pub keys: Vec<usize>,
    /// Its place among all entries of the list by title.
    pub by_title: usize,
    pub links: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Pager {
    pub page: usize,
    pub pages: usize,
    pub previous_url: Option<String>,
    pub next_url: Option<String>,
    /// One for each page; where there are many, the gaps are left out.
    pub links: Vec<PagerLink>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PagerLink {
    pub page: usize,
    pub url: String,
    /// Pages between this link and the one before it were left out.
    pub after_gap: bool,
}

/// `terms`: the index of a taxonomy (domains, communities, people, tags).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TermIndex {
    /// `domain`, `community`, `person` or `tag`.
    pub taxonomy: &'static str,
    pub title: String,
    pub letters: Vec<Letter>,
    /// On a page in a language that is not the site's: what there is in others alone.
    pub elsewhere: Option<Elsewhere>,
    /// Domains and communities show their statements, people and tags only counts.
    pub communities: Vec<CommunityCard>,
    /// Of communities: each two that anything joins, those with most bridges first.
    pub joins: Vec<Join>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Letter {
    pub letter: String,
    pub terms: Vec<TermLine>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TermLine {
    pub title: Arc<str>,
    pub url: String,
    pub count: usize,
    pub summary: Option<Arc<str>>,
}

/// `journal`: posts, articles and issues by year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Journal {
    pub years: Vec<YearGroup>,
    pub total: usize,
    /// On a page in a language that is not the site's: what there is in others alone.
    pub elsewhere: Option<Elsewhere>,
    pub pager: Option<Pager>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct YearGroup {
    pub year: String,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
}

/// `changes`: what is new and what was revised, by day, newest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Changes {
    pub days: Vec<ChangeDay>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeDay {
    pub date: String,
    pub entries: Vec<ChangeLine>,
    /// How many changes of the day are not listed.
    pub more: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeLine {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// `new` or `revised`.
    pub change: &'static str,
    /// What the revision changed and why.
    pub reason: Option<Arc<str>>,
}

/// `search` without script: every entry by kind and letter, or the way there, and the tags.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchPage {
    pub kinds: Vec<SearchKind>,
    /// None where there is a `tags_url`.
    pub tags: Vec<TermLine>,
    /// The page of all tags, where these are more than 2,000.
    pub tags_url: Option<String>,
    /// Every entry from A to Z, in pages, where a site has more than 2,000.
    pub all_url: Option<String>,
    /// What results can be narrowed by: `kind`, `domain`, `community`, those of which there are any.
    pub filters: Vec<&'static str>,
    /// Each has an index of its own.
    pub languages: Vec<SearchLanguage>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchLanguage {
    pub lang: Arc<str>,
    /// The language's own name for itself.
    pub name: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchKind {
    pub kind: KindInfo,
    pub total: usize,
    /// In the order of their titles; none where there is an `all_url`.
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
    /// The same by the letter that they begin with; one without a letter where there are few.
    pub letters: Vec<SearchLetter>,
    /// On a site of more than 2,000 entries, where those of the kind stand if they fill more than a page of a list.
    pub all_url: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchLetter {
    pub letter: String,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
}
