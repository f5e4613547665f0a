//! `copsite.toml` as written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::at::{At, Ordered};
use super::font_files::FontFiles;
use super::schema_file::{RawKind, RawRelation};
use super::{RawHtml, TermPolicy};

/// The configuration of a copsite site. Only `title` is required.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
#[schemars(title = "copsite.toml", extend("required" = ["title"]))]
pub struct RawConfig {
    /// The site's name.
    pub title: Option<At<String>>,
    /// Where the site is published, "https://example.org/network/", or only the path, "/network/".
    pub base_url: Option<At<String>>,
    /// The site's language as a BCP 47 tag, such as "en" or "cy".
    pub language: Option<At<String>>,
    /// The folders at the top of `content/` that hold translations, each called by its language: "cy" for `content/cy/`.
    pub languages: Option<Vec<At<String>>>,
    /// The IANA time zone in which days begin and end, such as "Europe/London".
    pub timezone: Option<At<String>>,
    /// What the site is about, in one or two sentences.
    pub summary: Option<String>,
    /// The licence of the texts, in words.
    pub licence: Option<String>,
    /// A link that opens a file for editing, with {file} where its path goes.
    pub edit_url: Option<At<String>>,
    /// A link to a file's history, with {file} where its path goes.
    pub history_url: Option<At<String>>,
    /// A link that opens a new file on the forge, with {file} where its path goes and {text} where its
    /// text goes: "https://example.org/new/main?filename={file}&value={text}".
    pub new_url: Option<At<String>>,
    /// Whether an entry was updated on the day of its file's last commit, where its front matter does not say. Off by default.
    pub git_dates: Option<At<bool>>,
    /// A mail address or link, for invitations.
    pub contact: Option<At<String>>,
    /// Pages that the header of every page leads to, in this order: lists and other pages that copsite makes, by their
    /// addresses, and entries by id or slug: "stories", "calendar", "about".
    pub header_pages: Option<Vec<At<String>>>,
    /// Pages that the foot of every page leads to, in this order, as in header_pages: "about", "page/privacy", "changes".
    pub footer_pages: Option<Vec<At<String>>>,
    pub theme: RawTheme,
    pub vocabulary: RawVocabulary,
    /// Front matter names that this site already uses, and the copsite names they stand for.
    pub fields: Ordered<At<String>>,
    /// New kinds, and changes to built-in ones.
    pub kinds: Ordered<RawKind>,
    /// New relations, and changes to built-in ones.
    pub relations: Ordered<RawRelation>,
    /// Diagnostic codes, and how severe each is here.
    pub checks: Ordered<At<RawLevel>>,
    pub markdown: RawMarkdown,
    pub audiences: RawAudiences,
    pub harvest: RawHarvest,
    pub newsletter: RawNewsletter,
    pub weave: RawWeave,
    pub search: RawSearch,
    pub social: RawSocial,
    pub policy: RawPolicy,
}

/// Which theme dresses the site, and what is set in it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawTheme {
    /// A bundled theme ("loom", "handbook") or a folder under `themes/`.
    pub name: Option<At<String>>,
    /// Design tokens to change, by name.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub tokens: toml::Table,
    /// Options of the theme, by name.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub options: toml::Table,
    /// Font files of the site, by role: "voice", "index" or "code".
    pub fonts: BTreeMap<String, FontFiles>,
}

/// Which taxonomies take terms that have no entry of their own.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawVocabulary {
    /// Closed by default.
    pub domains: Option<RawTerms>,
    /// Closed by default.
    pub communities: Option<RawTerms>,
    /// Open by default.
    pub people: Option<RawTerms>,
    /// Open by default.
    pub tags: Option<RawTerms>,
}

/// `"open"`, `"closed"`, or a table with synonyms.
#[derive(Debug, Default)]
pub struct RawTerms {
    pub policy: Option<TermPolicy>,
    /// A term → other spellings of it.
    pub synonyms: Ordered<Vec<At<String>>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "\"open\", \"closed\" or a table")]
struct RawTermTable {
    /// Without it, the default of the taxonomy.
    policy: Option<TermPolicy>,
    /// Terms, and the other spellings of each.
    synonyms: Ordered<Vec<At<String>>>,
}

impl<'de> Deserialize<'de> for RawTerms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TermsVisitor)
    }
}

struct TermsVisitor;

impl<'de> Visitor<'de> for TermsVisitor {
    type Value = RawTerms;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("\"open\", \"closed\" or a table")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RawTerms, E> {
        let policy = TermPolicy::deserialize(StrDeserializer::new(text))?;
        Ok(RawTerms { policy: Some(policy), synonyms: Ordered::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawTerms, A::Error> {
        let RawTermTable { policy, synonyms } = RawTermTable::deserialize(MapAccessDeserializer::new(map))?;
        Ok(RawTerms { policy, synonyms })
    }
}

impl JsonSchema for RawTerms {
    fn schema_name() -> Cow<'static, str> {
        "RawTerms".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [generator.subschema_for::<TermPolicy>(), generator.subschema_for::<RawTermTable>()],
        })
    }
}

/// How a problem is treated.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum RawLevel {
    Known(Level),
    /// Kept, so that a line whose code is wrong too is reported for both.
    Wrong(toml::Value),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Error,
    Warning,
    Off,
}

impl JsonSchema for RawLevel {
    fn schema_name() -> Cow<'static, str> {
        Level::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Level::json_schema(generator)
    }
}

/// How Markdown is read.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawMarkdown {
    /// What becomes of HTML in the text: made harmless (the default), left alone, or shown as text.
    pub raw_html: Option<RawHtml>,
    /// Whether straight quotes, dashes and dots become typographic ones. On by default.
    pub smart_punctuation: Option<bool>,
    /// Whether `#words` in the text are tags of the page, as in Obsidian. Off by default.
    pub tags: Option<bool>,
}

/// Who may read what.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawAudiences {
    /// All audiences, the widest first.
    pub order: Option<At<Vec<At<String>>>>,
}

/// What every e-mail of the newsletter says beside its issue.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawNewsletter {
    /// The mail address that it comes from. Without it, `contact` is used where that is one.
    pub from: Option<At<String>>,
    /// Why a reader gets it, in a sentence.
    pub why: Option<String>,
    /// The postal address of who sends it, which many countries' laws ask for.
    pub address: Option<String>,
    /// A mail address or link at which readers leave.
    pub unsubscribe: Option<At<String>>,
}

/// The year of commitments.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawHarvest {
    /// The month and day on which the year begins, "MM-DD". "01-01" by default.
    pub year_starts: Option<At<String>>,
}

/// What the weaver index should know of the site.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawWeave {
    /// Places that are meant to be empty: they are no gaps.
    pub not_expected: Vec<At<RawNotExpected>>,
}

/// What readers can search.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawSearch {
    /// Whether the site has a search index. On by default; without it, /search/ is a list of all pages.
    pub enabled: Option<bool>,
}

/// What other sites show for a link to a page.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawSocial {
    /// Whether pages without an image of their own get a card, a picture with their title, kind and
    /// community. Off by default. Needs a `base_url` that starts with "https://".
    pub cards: Option<bool>,
}

/// What pages load from other hosts, each an origin such as "https://plausible.io" or "https://*.example.org": it is added to
/// the Content-Security-Policy that the site is published with.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case", expecting = "a table")]
pub struct RawPolicy {
    /// Scripts.
    pub script_src: Vec<At<String>>,
    /// Style sheets.
    pub style_src: Vec<At<String>>,
    /// Pictures.
    pub img_src: Vec<At<String>>,
    /// Fonts.
    pub font_src: Vec<At<String>>,
    /// What scripts ask for.
    pub connect_src: Vec<At<String>>,
    /// Pages that are shown inside a page, such as a film's.
    pub frame_src: Vec<At<String>>,
    /// Films and sounds.
    pub media_src: Vec<At<String>>,
    /// Where forms are sent to.
    pub form_action: Vec<At<String>>,
}

/// A place in the coverage of the site. A key that is left out stands for all of them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawNotExpected {
    /// The slug of a domain.
    pub domain: Option<At<String>>,
    /// The slug of a community.
    pub community: Option<At<String>>,
    /// The name of a kind.
    pub kind: Option<At<String>>,
}
