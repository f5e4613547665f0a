//! Who may see what: drafts, entries held until a date, expired ones, narrower audiences.
//!
//! What a viewer may not see is not in the weave at all, so that nothing of it can leak into a
//! page, a count, a feed or a link.
//!
//! The words of this house for it:
//!
//! - **withheld**: not shown to the viewer, for whatever reason ([`Withheld`]); the others are kinds of it.
//! - **held**: waits for its `publish` date. **expired**: past its `expires` date. **draft**: still being written.
//! - **narrower**: for an audience that has fewer people than the viewer's.
//! - **lapsed** and **withdrawn**: the consent of the people in it has ended, for the whole entry or for what its `hides` names.
//! - **closed**: a folder whose `_defaults.toml` withholds everything in it, other files too.
//! - **unlisted** is no kind of it: a page that search engines are asked to leave alone.

mod redact;
mod sections;
mod wording;

pub(super) use redact::{redact, redacted};
pub(super) use sections::follow_headings;
pub use wording::Wording;

use std::sync::Arc;

use jiff::Timestamp;

use crate::config::Config;
use crate::content::{Doc, Facts};

/// For whom, and for which day, a site is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// What "now" is: an entry is due from its `publish` moment, and gone from its `expires` one.
    pub now: Timestamp,
    pub drafts: Drafts,
    /// `--future`: also what is held until a date.
    pub future: bool,
    /// The narrowest audience whose entries are shown; the widest one if none is named.
    pub audience: Option<String>,
}

/// What is shown of all that is still being written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Drafts {
    Withheld,
    /// That of this file alone, such as an issue of the newsletter that is to be sent.
    Only(Arc<str>),
    /// `--drafts`: all.
    Shown,
}

/// Why not everybody may see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    Draft,
    /// Its front matter does not say who may see it, in a way that can be understood.
    Unreadable,
    /// Not published before a later date.
    Held,
    Expired,
    /// For a narrower audience than the widest.
    Audience,
    /// The people in it do not agree to it any more.
    Consent,
}

impl Withheld {
    /// The word templates and reports use for it.
    pub fn name(self) -> &'static str {
        match self {
            // Readers of a preview with drafts need not know more.
            Withheld::Draft | Withheld::Unreadable => "draft",
            Withheld::Held => "held",
            Withheld::Expired => "expired",
            Withheld::Audience => "audience",
            Withheld::Consent => "consent",
        }
    }

    /// Whether it is still being written, or waits for its day.
    pub fn is_under_way(self) -> bool {
        matches!(self, Withheld::Draft | Withheld::Unreadable | Withheld::Held)
    }
}

pub(super) enum Verdict {
    /// In the weave; with a status where the viewer sees more than the public does.
    Shown(Option<Withheld>),
    Withheld,
}

impl Drafts {
    /// Whether anything is shown that is not published yet: drafts, or with `future` what is held until a date.
    pub fn shows_early(&self, future: bool) -> bool {
        *self != Drafts::Withheld || future
    }
}

impl Viewer {
    /// Whether this viewer is shown what is not published yet.
    pub fn shows_early(&self) -> bool {
        self.drafts.shows_early(self.future)
    }

    /// The audience that the viewer belongs to, where it is narrower than everybody.
    pub fn narrower(&self, config: &Config) -> Option<&str> {
        self.audience.as_deref().filter(|audience| *audience != config.widest_audience())
    }

    /// The audience that the viewer belongs to, be it everybody.
    pub fn reader<'a>(&'a self, config: &'a Config) -> &'a str {
        self.audience.as_deref().unwrap_or(config.widest_audience())
    }

    /// Whether this viewer may see a text.
    pub fn shows(&self, doc: &Doc, config: &Config) -> bool {
        matches!(self.judge(doc, config), Verdict::Shown(_))
    }

    pub(super) fn judge(&self, doc: &Doc, config: &Config) -> Verdict {
        let reason = self.reason(&doc.facts, config);
        match reason {
            None => Verdict::Shown(None),
            Some(reason) if self.sees(reason, doc, config) => Verdict::Shown(Some(reason)),
            Some(_) => Verdict::Withheld,
        }
    }

    /// Why the public does not see an entry with these facts; none where it does.
    pub fn reason(&self, facts: &Facts, config: &Config) -> Option<Withheld> {
        if facts.expires.is_some_and(|moment| moment.at <= self.now) {
            Some(Withheld::Expired)
        } else if facts.lapses.iter().any(|lapse| lapse.hides.is_empty() && lapse.at <= self.now) {
            Some(Withheld::Consent)
        } else if facts.unreadable {
            Some(Withheld::Unreadable)
        } else if facts.draft {
            Some(Withheld::Draft)
        } else if facts.publish.is_some_and(|moment| moment.at > self.now) {
            Some(Withheld::Held)
        } else if facts.audience.as_ref().is_some_and(|audience| *audience.value != *config.widest_audience()) {
            Some(Withheld::Audience)
        } else {
            None
        }
    }

    /// Whether this viewer sees an entry in spite of `reason`. One that is both a draft and for
    /// members must pass both questions.
    fn sees(&self, reason: Withheld, doc: &Doc, config: &Config) -> bool {
        let facts = &doc.facts;
        let due = self.future || facts.publish.is_none_or(|moment| moment.at <= self.now);
        !matches!(reason, Withheld::Expired | Withheld::Consent)
            && (self.sees_draft(&doc.file) || !(facts.draft || facts.unreadable))
            && due
            && config.may_see(facts.audience.as_ref().map(|audience| &*audience.value), self.reader(config))
    }

    fn sees_draft(&self, file: &str) -> bool {
        match &self.drafts {
            Drafts::Withheld => false,
            Drafts::Only(only) => **only == *file,
            Drafts::Shown => true,
        }
    }
}
