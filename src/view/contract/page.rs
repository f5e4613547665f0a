//! What every page receives: `site` and `page`.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::TermRef;

/// `site`: the same for all pages of a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Site {
    pub title: String,
    pub summary: Option<String>,
    pub lang: String,
    /// The language's own name for itself.
    pub language_name: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The absolute address of the home page, or the path prefix where no address is configured.
    pub home: String,
    /// The home page in this language, or in the site's.
    pub home_url: String,
    /// The pages of `header_pages`; without it practice, communities, domains, calendar, journal and weave, where the site
    /// has them.
    pub nav: Vec<NavItem>,
    pub footer: Vec<NavGroup>,
    /// The pages of `footer_pages`; without it about, imprint, legal notes, accessibility, privacy and terms, where the site
    /// has such pages.
    pub legal: Vec<NavItem>,
    /// URLs of generated pages by name (`practice`, `communities`, `calendar`, `harvest`, `journal`, `changes`,
    /// `contribute`, `weave`, `bridges`, `coverage`, `gaps`, `graph`); a page that the site does not have is not in it.
    pub pages: BTreeMap<&'static str, String>,
    /// All domains and all communities, for themes that lead to them from every page.
    pub domains: Vec<TermRef>,
    pub communities: Vec<TermRef>,
    /// By kind name.
    pub kinds: BTreeMap<Arc<str>, KindInfo>,
    pub licence: Option<String>,
    pub contact: Option<String>,
    /// The day the site was built for, as a date. A page that shows it is another one each day.
    pub build_date: String,
    #[schemars(with = "serde_json::Value")]
    pub options: Value,
    /// Files under `data/`, by name without ending.
    #[schemars(with = "serde_json::Value")]
    pub data: Value,
    /// The style sheet and script, with a fingerprint in the name.
    pub style_url: String,
    pub script_url: String,
    /// The site's own `static/favicon.svg`, `.png` and `.ico`, those that there are; none where the theme's icon stands.
    pub icons: Vec<IconFile>,
    /// The site's own `static/apple-touch-icon.png`.
    pub touch_icon_url: Option<&'static str>,
    /// Typefaces of the site's own, for the browser to load ahead.
    pub fonts: Vec<FontFile>,
    /// The script that searches, loaded when it is first asked for; none where the site has no search index.
    pub search_script_url: Option<String>,
    /// None where links show no previews.
    pub previews: Option<PreviewFiles>,
    /// Where search lives; none while the site has no entry.
    pub search_url: Option<String>,
    pub generator: &'static str,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FontFile {
    pub url: String,
    /// Its media type, such as `font/woff2`.
    pub mime: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IconFile {
    pub url: &'static str,
    /// Its media type, such as `image/png`.
    pub mime: &'static str,
}

/// Where a script finds the preview of a link: in the file whose number is the FNV-1a hash (32 bits)
/// of the address, relative to the home page, modulo the number of files.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PreviewFiles {
    /// `assets/previews/`, with files `0.json`, `1.json` …
    pub folder: &'static str,
    pub files: usize,
}

/// One file of previews.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Previews {
    /// The icons of its cards.
    pub sprite: String,
    /// By address.
    pub cards: BTreeMap<String, Preview>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Preview {
    pub kind: String,
    pub icon: String,
    pub hue: Option<String>,
    pub lang: String,
    pub title: Arc<str>,
    pub summary: Option<Arc<str>>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NavItem {
    /// `practice`, `communities`, `domains`, `calendar`, `journal`, `weave`; of another list the name of its kind, of another
    /// page that copsite makes the interface string that it goes by, and `page` of most entries.
    pub section: Arc<str>,
    pub label: String,
    /// The language of the label, where that is not the page's.
    pub lang: Option<Arc<str>>,
    pub url: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NavGroup {
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
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
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Page {
    pub title: String,
    pub url: String,
    /// Absolute; empty for the page of what is not there.
    pub canonical: String,
    pub lang: String,
    pub dir: &'static str,
    pub description: Option<String>,
    /// On the first page of what copsite makes, what the site has written for it: `content/journal.md` for `/journal/`,
    /// `content/stories/_index.md` for `/stories/`.
    #[schemars(with = "Option<String>")]
    pub body_html: Option<Value>,
    pub template: &'static str,
    /// Which page of a long list this is, behind its first.
    pub number: Option<usize>,
    /// The section of the header this page belongs to, as in `NavItem::section`.
    pub section: Option<Arc<str>>,
    pub updated: Option<String>,
    /// From the home page down; the page itself is not in it.
    pub crumbs: Vec<Crumb>,
    pub toc: Vec<TocItem>,
    /// The same page in other languages.
    pub translations: Vec<Translation>,
    /// The absolute address of the version in the site's language, for readers of any other; none where there is only one
    /// version, or none in that language.
    pub x_default: Option<String>,
    /// Home pages in the languages in which this page is not.
    pub homes: Vec<Translation>,
    pub feeds: Vec<FeedLink>,
    pub edit_url: Option<String>,
    pub history_url: Option<String>,
    /// The page's Markdown source.
    pub markdown_url: Option<String>,
    pub meta: Meta,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Crumb {
    pub title: String,
    pub url: String,
}

/// A heading of level 2 with its headings of level 3.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TocItem {
    pub id: Arc<str>,
    pub title: Arc<str>,
    pub items: Vec<TocItem>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Translation {
    pub lang: String,
    /// The language's own name for itself.
    pub name: String,
    pub url: String,
    /// Absolute.
    pub canonical: String,
    /// Whether search engines are to leave it.
    pub noindex: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedLink {
    pub title: String,
    pub url: String,
    /// `application/atom+xml`, `application/feed+json` or `text/calendar`.
    pub mime: &'static str,
}

/// For machines, in `<head>`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Meta {
    /// `website` or `article`.
    pub og_type: &'static str,
    /// Absolute; none where the page has no picture, or the site no whole address.
    pub image: Option<String>,
    pub image_alt: Option<String>,
    /// Width and height in pixels, where they are known.
    pub image_size: Option<(u32, u32)>,
    pub published: Option<String>,
    /// JSON-LD, ready to stand in a script element.
    pub json_ld_html: Option<String>,
    pub noindex: bool,
}

/// `redirect`: an old address.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Redirect {
    pub title: Arc<str>,
    pub url: String,
}

/// `missing`: the page for what is not there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Missing {
    /// What somebody wrote for it, in `content/404.md`.
    #[schemars(with = "Option<String>")]
    pub body_html: Option<Value>,
}
