//! Entries and terms in lists: kinds, taxonomies, the journal, changes, search.

use std::sync::Arc;

use serde::Serialize;
use tera::Value;

use super::{CommunityCard, EventLine, Gap, KindInfo};

#[derive(Clone, Debug, Serialize)]
pub struct KindCount {
    pub kind: KindInfo,
    pub count: usize,
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
    /// On the first page of a kind's index: where there is none of the kind yet.
    pub gaps: Vec<Gap>,
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
