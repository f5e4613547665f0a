//! `expedition`: a learning journey with its journal; `toolkit`: what it brought back, to take along.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{EventLine, Item, LogLine, PersonLine, Ref};

/// `expedition`: a learning journey with its journal.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Expedition {
    pub item: Item,
    pub question: Option<String>,
    /// `setting-out`, `under-way` or `returned`.
    pub status: &'static str,
    pub start: Option<String>,
    pub end: Option<String>,
    /// Everybody of a party, each once.
    pub people: Vec<PersonLine>,
    /// Logs and basecamps, newest first.
    pub journey: Vec<JourneyLine>,
    pub parties: Vec<Party>,
    /// How many entries were brought back in all.
    pub brought_back: usize,
    /// What the journey as a whole led to.
    #[schemars(with = "Vec<Ref>")]
    pub led_to: Vec<Value>,
    pub ways: Vec<Said>,
    /// Entries that ask something which is still open, and questions without an entry.
    #[schemars(with = "Vec<Ref>")]
    pub questions: Vec<Value>,
    pub asked: Vec<Said>,
    pub basecamps: usize,
    /// The explorers' toolkit; none while there is nothing in it.
    pub toolkit_url: Option<String>,
}

/// One of the two is there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct JourneyLine {
    pub log: Option<LogLine>,
    pub basecamp: Option<EventLine>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Party {
    pub name: Arc<str>,
    pub people: Vec<PersonLine>,
    pub going_to: Option<Arc<str>>,
    pub question: Option<Arc<str>>,
    #[schemars(with = "Vec<Ref>")]
    pub logs: Vec<Value>,
    #[schemars(with = "Vec<Ref>")]
    pub brought_back: Vec<Value>,
}

/// A sentence, and the entry that says it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Said {
    pub text: Arc<str>,
    #[schemars(with = "Ref")]
    pub card: Value,
}

/// `toolkit`: as a page, and as one file for where there is no network.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Toolkit {
    /// The expedition's card.
    #[schemars(with = "Ref")]
    pub card: Value,
    pub question: Option<String>,
    /// What the parties took with them.
    pub taken: Vec<ToolkitPart>,
    pub brought_back: Vec<ToolkitPart>,
    pub ways: Vec<Said>,
    #[schemars(with = "Vec<Ref>")]
    pub questions: Vec<Value>,
    pub asked: Vec<Said>,
    /// The file to take along.
    pub file_url: String,
    /// In the file: its page on the web, absolute.
    pub web_url: String,
    /// In the file: the theme's colours by token, light; it is printed more often than read on a screen.
    pub colours: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ToolkitPart {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// In the file: where its text stands there.
    pub id: String,
    /// The parties that brought it back.
    pub parties: Vec<Arc<str>>,
    pub people: Vec<PersonLine>,
    /// In the file: its whole text.
    #[schemars(with = "Option<String>")]
    pub body_html: Option<Value>,
}
