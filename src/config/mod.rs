//! `copsite.toml`: first as written (`raw`), then as resolved ([`Config`]).
//!
//! Unknown keys are refused with a suggestion. This room never reads content or themes; kinds,
//! relations and theme settings pass through as written for their own rooms to check.

mod at;
mod base_url;
mod field_names;
mod fold;
mod font_files;
mod language;
mod language_folders;
mod parse;
mod policy;
mod raw;
mod report;
mod resolve;
mod schema;
mod schema_file;
mod values;
mod vocabulary;
mod zones;

pub use at::{At, Ordered};
pub use base_url::encode_path;
pub use field_names::FieldNames;
pub use fold::{fold, folded};
pub use font_files::FontFiles;
pub use language::{language_help, primary_language};
pub use language_folders::LanguageFolders;
pub use parse::parse;
pub use policy::{Directive, PolicySources};
pub use raw::RawNotExpected;
pub use report::Report;
pub use resolve::{Overrides, resolve};
pub use schema::schema;
pub use schema_file::{Group, RawField, RawKind, RawRelation, RawType};
pub use zones::zone_help;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostics::Checks;

/// The site's configuration with every default filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it was read from, for problems that later rooms find in it.
    pub file: Arc<str>,
    pub title: String,
    /// Where the site is published: the command line's word, else the file's.
    pub base_url: BaseUrl,
    /// As the file says: writers link to the site itself by this address, wherever a build is for.
    pub written_base_url: BaseUrl,
    /// BCP 47.
    pub language: String,
    pub languages: LanguageFolders,
    pub timezone: TimeZone,
    pub summary: Option<String>,
    pub licence: Option<String>,
    /// A link that opens a file for editing, with `{file}` where its path goes.
    pub edit_url: Option<String>,
    /// A link to a file's history, with `{file}` where its path goes.
    pub history_url: Option<String>,
    /// A link that opens a new file, with `{file}` where its path goes and `{text}` where its text goes.
    pub new_url: Option<String>,
    /// Where it is said that the day of a file's last commit is when it was updated; none where it is not.
    pub git_dates: Option<Range<usize>>,
    /// A mail address or link, for invitations.
    pub contact: Option<String>,
    /// Pages that the header leads to, as written; the weave looks for them. None where the usual ones are meant.
    pub header_pages: Option<Vec<At<String>>>,
    /// Pages that the foot leads to, likewise.
    pub footer_pages: Option<Vec<At<String>>>,
    pub theme: ThemeChoice,
    pub vocabulary: Vocabulary,
    /// A site's own front matter names → copsite's.
    pub fields: FieldNames,
    /// `[fields]` again, with places; `kinds::resolve` checks that each leads to a known field.
    pub fields_written: Ordered<At<String>>,
    /// `[kinds.*]` as written; `kinds::resolve` reads them.
    pub kinds: Ordered<RawKind>,
    /// `[relations.*]` as written; `kinds::resolve` reads them.
    pub relations: Ordered<RawRelation>,
    pub checks: Checks,
    pub markdown: MarkdownOptions,
    /// Widest first.
    pub audiences: Vec<Arc<str>>,
    /// Month and day on which the year of commitments begins.
    pub harvest_year_starts: (i8, i8),
    /// Whether `year_starts` is written, which switches the harvest on.
    pub keeps_harvest: bool,
    pub newsletter: Newsletter,
    /// `[[weave.not_expected]]` as written; the weave resolves its terms and kinds.
    pub not_expected: Vec<At<RawNotExpected>>,
    /// Whether the site has a search index.
    pub search: bool,
    /// Whether a picture is drawn for pages without one.
    pub social_cards: bool,
    /// What pages load from other hosts.
    pub policy: PolicySources,
}

/// Where the site is published. `prefix` starts and ends with `/` and is `/` at a domain's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Without the path, for example `https://example.org`; empty where none is configured.
    pub origin: String,
    pub prefix: String,
}

impl BaseUrl {
    /// The absolute address of a path relative to the site's home, such as `stories/x/`. Without
    /// a configured origin this is the path from the server's root.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{}", self.origin, self.prefix, path)
    }
}

#[derive(Clone, Debug)]
pub struct ThemeChoice {
    pub name: String,
    /// `[theme.tokens]`, `[theme.options]`, `[theme.fonts]` as written; the theme room checks them.
    pub tokens: toml::Table,
    pub options: toml::Table,
    pub fonts: BTreeMap<String, FontFiles>,
}

/// What every e-mail of the newsletter says beside its issue.
#[derive(Clone, Debug, Default)]
pub struct Newsletter {
    /// The mail address that it comes from.
    pub from: Option<String>,
    /// Why a reader gets it.
    pub why: Option<String>,
    /// The postal address of who sends it.
    pub address: Option<String>,
    /// A mail address or link at which readers leave.
    pub unsubscribe: Option<String>,
}

/// Whether an unknown term is an error or gets a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TermPolicy {
    Open,
    Closed,
}

/// Whether a taxonomy takes terms that have no entry, and other spellings of its terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermRule {
    pub open: bool,
    /// Spelling, folded → the term's name.
    pub synonyms: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    pub domains: TermRule,
    pub communities: TermRule,
    pub people: TermRule,
    pub tags: TermRule,
}

/// What becomes of HTML in the text: made harmless, left alone, or shown as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawHtml {
    Sanitise,
    Allow,
    Escape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkdownOptions {
    pub raw_html: RawHtml,
    pub smart_punctuation: bool,
    /// Whether `#words` in the text are tags.
    pub tags: bool,
}

impl Config {
    /// What addresses begin with that people have copied from where browsers show them: by `copsite.toml`, or where it says
    /// nothing of it, by how the site is built.
    pub fn copied_prefix(&self) -> Cow<'_, str> {
        match self.written_base_url.written_prefix() {
            prefix if prefix == "/" => self.base_url.written_prefix(),
            prefix => prefix,
        }
    }

    /// Where what has the address `path` in the site's language stands in another: each has a folder of its own.
    pub fn path_in(&self, lang: &str, path: &str) -> String {
        if *lang == *self.language { path.to_owned() } else { format!("{lang}/{path}") }
    }

    /// The audience that everybody belongs to.
    pub fn widest_audience(&self) -> &str {
        self.audiences.first().map_or(values::WIDEST, |widest| widest)
    }

    /// All others, the wider ones first.
    pub fn narrower_audiences(&self) -> &[Arc<str>] {
        self.audiences.get(1..).unwrap_or_default()
    }

    /// Whether an entry for `audience` may be shown in a build for `viewer`: audiences are listed
    /// widest first, and a narrower viewer sees all wider ones. No audience means the widest.
    pub fn may_see(&self, audience: Option<&str>, viewer: &str) -> bool {
        let rank = |name: &str| self.audiences.iter().position(|known| **known == *name);
        match audience {
            None => true,
            Some(audience) => rank(audience).is_some_and(|rank_of_entry| {
                rank(viewer).is_some_and(|rank_of_viewer| rank_of_entry <= rank_of_viewer)
            }),
        }
    }
}

#[cfg(test)]
mod tests;
