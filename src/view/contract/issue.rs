//! `issue`: an issue of the newsletter, as a page and as an e-mail.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{EventLine, Item, PersonLine, Ref};

/// `issue`: an issue of the newsletter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Issue {
    pub item: Item,
    pub number: Option<i64>,
    /// What its text does not show itself: the articles that name it, by section.
    pub sections: Vec<IssueSection>,
    #[schemars(with = "Option<Ref>")]
    pub previous: Option<Value>,
    #[schemars(with = "Option<Ref>")]
    pub next: Option<Value>,
    pub twins: IssueTwins,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IssueSection {
    pub title: Option<Arc<str>>,
    pub pieces: Vec<Piece>,
}

/// An entry as an issue shows it: an article in a few sentences, an event as a date.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Piece {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// The short version of an article; the summary of anything else.
    pub text: Option<Arc<str>>,
    pub authors: Vec<PersonLine>,
    pub event: Option<EventLine>,
    /// The first article of the issue.
    pub leads: bool,
    /// The level of its heading, 2 or 3, below those that stand before it.
    pub level: u8,
}

/// The same issue for a mail program, relative to the site's home.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IssueTwins {
    pub html: String,
    pub text: String,
    pub message: String,
}

/// `email`: what `email/issue.html` receives beside `issue`. All addresses are absolute.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Email {
    pub subject: Arc<str>,
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// What a list of mails shows behind the subject, at most 90 characters.
    pub preheader: Option<Arc<str>>,
    /// The issue's page.
    pub url: String,
    pub why: Option<String>,
    /// A postal address.
    pub address: Option<String>,
    /// Where a reader leaves.
    pub unsubscribe: Option<String>,
    /// The theme's colours by token, for a light and for a dark ground.
    pub light: BTreeMap<String, String>,
    pub dark: BTreeMap<String, String>,
    pub inks: Vec<KindInk>,
}

/// The colour of a kind's word.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KindInk {
    pub hue: String,
    pub light: String,
    pub dark: String,
}
