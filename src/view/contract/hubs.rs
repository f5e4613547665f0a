//! Pages of terms: a domain, person or tag, and a community with its charter.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{
    Bridge, EventLine, FeedLink, Gap, HarvestNow, Item, KindCount, KindInfo, LogLine, Loom, PersonLine, Ref,
    Subscription, TermRef,
};

/// A person's role in a community.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoleLine {
    pub role: String,
    /// The community's card.
    #[schemars(with = "Ref")]
    pub card: Value,
    pub since: Option<String>,
    pub until: Option<String>,
}

/// `hub`: a domain, person or tag with all that belongs to it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Hub {
    /// `domain`, `community`, `person` or `tag`.
    pub taxonomy: &'static str,
    pub title: Arc<str>,
    /// The entry behind the term, where it has one.
    pub item: Option<Item>,
    pub statement: Option<String>,
    /// Of a person: the roles held now, and those that were.
    pub roles: Vec<RoleLine>,
    pub former_roles: Vec<RoleLine>,
    pub total: usize,
    /// The calendar of a domain or community that has events.
    pub calendar: Option<Subscription>,
    pub shelves: Vec<Shelf>,
    /// Lists of people, organisations and the like on pages of their own, without items.
    pub rolls: Vec<Shelf>,
    pub communities: Vec<TermRef>,
    pub domains: Vec<TermRef>,
    /// People seen together with this one, tags with this tag.
    pub near: Vec<TermRef>,
    pub loom: Option<Loom>,
    /// Of a domain: stated relations between entries of it that join two communities.
    pub bridges: Vec<Bridge>,
    /// Of a domain: what is missing in it.
    pub gaps: Vec<Gap>,
}

/// Entries of one kind on the page of a term, or on a home page; newest first, then those without a date.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Shelf {
    pub kind: KindInfo,
    pub total: usize,
    #[schemars(with = "Vec<Ref>")]
    pub items: Vec<Value>,
    /// The list of all of them, where there are more than shown.
    pub more_url: Option<String>,
}

/// `community`: a community with its charter. Rows without a value are the theme's to show.
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
    /// Of a community that is only a possibility: how far it has come.
    pub momentum: Option<Momentum>,
    /// Its commitments for the year that it is, where it has any.
    pub harvest: Option<HarvestNow>,
    /// What is told of its value; none while nothing is.
    pub value_url: Option<String>,
    pub shelves: Vec<Shelf>,
    /// Lists of people, organisations and the like on pages of their own, without items.
    pub rolls: Vec<Shelf>,
    pub events: Vec<EventLine>,
    /// The calendar of its events, where it has any.
    pub calendar: Option<Subscription>,
    pub log: Vec<LogLine>,
    pub bridges: Vec<Bridge>,
    pub gaps: Vec<Gap>,
    pub people: Vec<PersonLine>,
    pub feeds: Vec<FeedLink>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CommunityCard {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// The core statement.
    pub core: Option<String>,
    pub band: Band,
    pub stage: Option<String>,
    pub next: Option<EventLine>,
    pub harvest: Option<HarvestNow>,
}

/// What a practice is made of, as a strip in proportion to counts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Band {
    pub svg_html: String,
    pub counts: Vec<KindCount>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Stage {
    pub name: String,
    pub label: String,
    /// Passed already.
    pub done: bool,
    pub current: bool,
    pub since: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
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

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Engagement {
    pub name: String,
    pub how: Option<String>,
    pub how_often: Option<String>,
    pub asks: Option<String>,
}

/// What a potential community hopes for, and its first steps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Momentum {
    pub hopes: Vec<String>,
    pub steps: Vec<MomentumStep>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MomentumStep {
    /// Its words are the interface string `momentum-<name>`: `statement`, `invitation`, `hosting-team`,
    /// `core-group`, `support-group`, `first-meeting`.
    pub name: &'static str,
    /// `done`, `planned` or `open`.
    pub state: &'static str,
    /// For meetings: the event, and its day.
    #[schemars(with = "Option<Ref>")]
    pub card: Option<Value>,
    pub date: Option<String>,
}

/// Two communities and what joins them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Join {
    pub a: TermRef,
    pub b: TermRef,
    pub bridges: usize,
    /// Where they are listed.
    pub url: Option<String>,
}
